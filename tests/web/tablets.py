"""The screens: the tablet in the children's hands; with --full also the tablet turned, and a phone."""

TABLET = {
    "viewport": {"width": 800, "height": 1280},
    "has_touch": True,
    "locale": "th-TH",
    "timezone_id": "Asia/Bangkok",
    "reduced_motion": "reduce",  # a finger that waits for a pulse to stop would wait for ever
}
WIDE = TABLET | {"viewport": {"width": 1280, "height": 800}}
PHONE = TABLET | {"viewport": {"width": 360, "height": 740}}
