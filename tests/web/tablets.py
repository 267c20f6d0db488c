"""The screens: the tablet in the children's hands; with --full also the tablet turned, an older one, and a phone."""

import pytest

TABLET = {
    "viewport": {"width": 800, "height": 1280},
    "has_touch": True,
    "locale": "th-TH",
    "timezone_id": "Asia/Bangkok",
    "reduced_motion": "reduce",  # a finger that waits for a pulse to stop would wait for ever
}
WIDE = TABLET | {"viewport": {"width": 1280, "height": 800}}
PHONE = TABLET | {"viewport": {"width": 360, "height": 740}}
OLDER = TABLET | {"viewport": {"width": 1024, "height": 768}}  # and turned: the lowest of a child's screens
CHILDS = [pytest.param(TABLET, id="tablet"), pytest.param(OLDER, id="older", marks=pytest.mark.full)]
