"""Long texts are cut where one breathes, and their sound is put together again without a seam in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate import clip

from phonics.errors import Invalid
from phonics.voice import mp3, parts

LONG = (
    "The big brown buffalo went down to the river in the morning, and when the sun stood high above the rice fields "
    "it lay down in the cool mud and slept until the children came to call it home."
)


def info_frame() -> bytes:
    """Return a frame as LAME writes it before the others: the same header, silence, and how many frames follow."""
    first = next(mp3.frames(clip()))
    return (first[:4] + bytes(9) + b"Info" + bytes(len(first)))[: len(first)]


def test_a_short_text_stays_whole() -> None:
    assert parts.split("  The cat sat. ") == ("The cat sat.",)


def test_a_long_text_is_cut_behind_a_comma_first_and_then_at_spaces() -> None:
    first, *others = parts.split(LONG)
    assert first.endswith("in the morning,")
    assert " ".join([first, *others]) == LONG
    assert all(len(part) <= parts.LONGEST_PART for part in (first, *others))


@given(st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=30), min_size=1, max_size=40))
def test_no_word_is_lost_and_no_part_is_too_long(words: list[str]) -> None:
    text = " ".join(words)
    found = parts.split(text)
    assert " ".join(found).split() == text.split()
    assert all(0 < len(part) <= parts.LONGEST_PART for part in found)


def test_a_word_longer_than_a_part_is_refused() -> None:
    with pytest.raises(Invalid, match="too long"):
        parts.split("a " + "b" * 91)


def test_joined_parts_last_as_long_as_all_of_them() -> None:
    one, other = clip("word", "cat"), clip("word", "ship")
    joined = parts.join([one, other])
    assert mp3.seconds(joined) == pytest.approx(mp3.seconds(one) + mp3.seconds(other))
    assert joined == one + other


def test_a_decoder_plays_every_joined_frame() -> None:
    pytest.importorskip("av")
    joined = parts.join([clip("word", "cat"), clip("word", "ship")])
    assert len(mp3.decode(joined)) / 24_000 == pytest.approx(mp3.seconds(joined), abs=0.06)


def test_tags_and_counting_frames_do_not_come_along() -> None:
    tagged = b"ID3\x04\x00\x00\x00\x00\x00\x05" + bytes(5) + info_frame() + clip() + b"TAG" + bytes(125)
    assert parts.join([tagged, tagged]) == clip() + clip()


def test_a_part_cut_short_is_not_joined() -> None:
    with pytest.raises(Invalid):
        parts.join([clip(), clip()[:-1]])


ANOTHER_RATE = bytes([0xFF, 0xF3, 0x60, 0xC4]) + bytes(152)


@pytest.mark.parametrize("those", [[], [clip(), b"no sound at all"], [clip(), ANOTHER_RATE]])
def test_what_does_not_sound_alike_is_not_joined(those: list[bytes]) -> None:
    with pytest.raises(Invalid):
        parts.join(those)


def test_the_other_rate_alone_is_sound() -> None:
    assert parts.join([ANOTHER_RATE]) == ANOTHER_RATE
