"""The shipped clips as a whole: what is wanted, and what a build and a check are given."""

from pathlib import Path

import pytest

from phonics.assess.ready_made import cards
from phonics.errors import Invalid
from phonics.levels.sequence import RANK
from phonics.services import audio
from phonics.voice import pack


def test_every_word_of_the_cards_that_are_voiced_is_wanted() -> None:
    names = {wish.name for wish in audio.wanted()}
    items = [item for card in cards() if RANK[card.level] <= RANK[audio.VOICED_TO] for item in card.items]
    made_up = {("pseudo", item.prompt) for item in items if item.kind == "pseudo_word"}
    real = {("word", item.prompt) for item in items if item.kind == "real_word"}
    assert made_up
    assert made_up | real <= names
    assert {("sound", phone) for item in items for phone in item.phones} <= names


def test_nothing_thai_and_no_childs_name_is_ever_wanted_of_the_embedded_voice() -> None:
    assert {wish.kind for wish in audio.wanted()} == {"sound", "word", "sentence", "pseudo", "letter", "phrase"}
    assert all(wish.text.isascii() for wish in audio.wanted())


def test_a_build_of_what_nobody_wants_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        audio.build(tmp_path, 1, lambda done, of: None, ["word:zzz"])
    assert list(tmp_path.iterdir()) == []


def test_a_build_hands_on_which_clips_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(pack, "build", lambda *given: seen.extend(given))
    audio.build(tmp_path, 2, print, ["sound"])
    assert (seen[0], seen[2], seen[4]) == (tmp_path, 2, ["sound"])
    assert seen[1] == audio.wanted()


def test_an_empty_shelf_lacks_all_that_is_wanted(tmp_path: Path) -> None:
    assert len(audio.check(tmp_path)) == len(audio.wanted())
