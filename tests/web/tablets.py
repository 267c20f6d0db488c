"""The tablet in the children's hands."""

TABLET = {
    "viewport": {"width": 800, "height": 1280},
    "has_touch": True,
    "locale": "th-TH",
    "timezone_id": "Asia/Bangkok",
    "reduced_motion": "reduce",  # a finger that waits for a pulse to stop would wait for ever
}
