"""Clips and pictures where a plan only names them."""

from phonics.services import step_clips


def test_a_sign_that_might_be_printed_black_asks_for_its_colours() -> None:
    assert step_clips.picture("emoji:✈") == {"emoji": "✈\ufe0f", "name": "✈"}
    assert step_clips.picture("emoji:❤\ufe0f") == {"emoji": "❤\ufe0f", "name": "❤\ufe0f"}
