"""Thai words in Roman letters."""

import pytest

from phonics.levels.romanised import pronounce


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("lamyai", "L AA M Y AY"),
        ("krathong", "K R AA T AO NG"),
        ("phuket", "P UW K EH T"),
        ("mueang", "M UW AX NG"),
        ("khao", "K AW"),
        ("doi", "D OY"),
    ],
)
def test_a_road_sign_is_read_as_thai(word: str, phones: str) -> None:
    assert " ".join(pronounce(word)) == phones


def test_letters_thai_is_not_written_with_make_no_thai_word() -> None:
    assert pronounce("xylo") == pronounce("it's") == ()
