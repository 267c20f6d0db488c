"""Words said in parts: cut as they are said, each once, both forms alike; what is wrong with them is found."""

import pytest

from phonics.levels import hearing
from phonics.levels.checking import check
from phonics.levels.hearing import Parted, parted, parted_problems
from phonics.levels.loader import load


@pytest.mark.parametrize("level", ["K1", "K2"])
def test_the_words_are_sound(level: str) -> None:
    assert list(parted(level)) == ["practice", "A", "B"]
    assert list(parted_problems(level)) == []


def test_every_word_has_a_picture_so_that_its_meaning_can_be_shown() -> None:
    words = [one.word for level in ("K1", "K2") for form in parted(level).values() for one in form]
    assert [word.text for word in words if not word.picture] == []


def test_other_levels_have_none() -> None:
    assert parted("P1") == {}


def planted(monkeypatch: pytest.MonkeyPatch, level: str, form: str, at: int, text: str, *parts: str) -> list[str]:
    """Return what the inspector says when one word is put in another's place."""
    there = dict(parted(level))
    words = list(there[form])
    words[at] = Parted(load().words[text], parts)
    there[form] = tuple(words)
    monkeypatch.setattr(hearing, "parted", lambda asked: there if asked == level else {})
    return [line for line in check() if line.startswith("spoken_words.csv")]


@pytest.mark.parametrize(
    ("level", "at", "text", "parts", "line"),
    [
        ("K2", 2, "ship", ("sh", "ip"), "ship: its parts are not its sounds"),
        ("K2", 2, "cake", ("c", "a", "ke"), "cake: its parts are not its sounds"),
        ("K1", 0, "banana", ("bana", "na"), "banana: its parts are not its syllables"),
        ("K1", 0, "lotus", ("lo", "tas"), "lotus: its parts are not its syllables"),
        ("K2", 2, "man", ("m", "a", "n"), "man: it is there twice"),
        ("K2", 2, "pie", ("p", "ie"), "its forms ask for unlike numbers of parts"),
    ],
)
def test_a_wrong_word_is_found(
    monkeypatch: pytest.MonkeyPatch, level: str, at: int, text: str, parts: tuple[str, ...], line: str
) -> None:
    assert f"spoken_words.csv, {level}: {line}" in planted(monkeypatch, level, "A", at, text, *parts)
