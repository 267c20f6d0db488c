"""What was asked for in the background is fetched bit by bit, whatever stops and starts in between."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from translate import Translate, serving

from phonics.errors import Invalid
from phonics.services import audio, fetching, online_voice
from phonics.voice import library
from phonics.voice.wanted import Wanted

WORDS = ["bag", "cat", "dog", "fish", "hat", "ship", "sun", "van"]


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    monkeypatch.setattr(audio, "wanted", lambda: tuple(Wanted("word", word, "") for word in WORDS))
    monkeypatch.setattr(online_voice, "PAUSE_S", (0.0, 0.0))
    monkeypatch.setattr(online_voice, "BACK_OFF_S", (0.0, 0.0))
    with serving(monkeypatch) as server:
        yield server


def note(var: Path) -> Path:
    return var / "voice" / "online" / "asked_for.json"


def kept(var: Path) -> set[str]:
    return {clip.text for clip in library.load(var / "voice" / "online", "")}


def test_nothing_asked_for_is_nothing_to_do(translate: Translate, tmp_path: Path) -> None:
    assert fetching.go_on(tmp_path, 3) is None
    assert translate.asked == []


def test_it_is_fetched_in_helpings_and_then_forgotten(translate: Translate, tmp_path: Path) -> None:
    fetching.ask_for(tmp_path, ["word"])
    helpings = [fetching.go_on(tmp_path, 3) for _time in range(3)]
    assert [one and (one.made, one.left) for one in helpings] == [(3, 5), (3, 2), (2, 0)]
    assert translate.texts == WORDS
    assert not note(tmp_path).exists()


def test_texts_that_fail_keep_no_other_from_its_turn(translate: Translate, tmp_path: Path) -> None:
    """Four bad ones at the head, three in a row stop a helping: the next begins behind them."""
    good = translate.answer
    translate.answer = lambda text: (200, b"") if text in WORDS[:4] else good(text)
    fetching.ask_for(tmp_path, ["word"])
    first = fetching.go_on(tmp_path, 5)
    assert first
    assert (first.made, first.goes_on) == (0, False)
    for _time in range(3):
        fetching.go_on(tmp_path, 5)
    assert kept(tmp_path) == set(WORDS[4:])


def test_one_bad_text_does_not_go_round_for_ever(translate: Translate, tmp_path: Path) -> None:
    good = translate.answer
    translate.answer = lambda text: (200, b"") if text == "bag" else good(text)
    fetching.ask_for(tmp_path, ["word"])
    for _time in range(4):
        fetching.go_on(tmp_path, 5)
    assert translate.texts.count("bag") == 2
    assert kept(tmp_path) == set(WORDS[1:])
    assert not note(tmp_path).exists()


def test_more_may_be_asked_for_meanwhile(translate: Translate, tmp_path: Path) -> None:
    fetching.ask_for(tmp_path, ["word:bag", "word:cat"])
    fetching.go_on(tmp_path, 1)
    fetching.ask_for(tmp_path, ["word:van", "word:cat"])
    assert json.loads(note(tmp_path).read_bytes())["only"] == ["word:bag", "word:cat", "word:van"]
    fetching.go_on(tmp_path, 9)
    assert translate.texts == ["bag", "cat", "van"]


def test_everything_takes_the_place_of_some(translate: Translate, tmp_path: Path) -> None:
    for only in (["word:bag"], [], ["word:cat"]):
        fetching.ask_for(tmp_path, only)
    assert json.loads(note(tmp_path).read_bytes())["only"] == []


def test_what_is_asked_for_while_a_helping_comes_is_not_lost(translate: Translate, tmp_path: Path) -> None:
    fetching.ask_for(tmp_path, ["word:bag"])
    fetching.go_on(tmp_path, 5, on_progress=lambda done, of: fetching.ask_for(tmp_path, ["word:van"]))
    fetching.go_on(tmp_path, 5)
    assert translate.texts == ["bag", "van"]


def test_a_note_taken_away_meanwhile_ends_it(translate: Translate, tmp_path: Path) -> None:
    fetching.ask_for(tmp_path, ["word"])
    fetching.go_on(tmp_path, 2, on_progress=lambda done, of: note(tmp_path).unlink(missing_ok=True))
    assert fetching.go_on(tmp_path, 2) is None
    assert kept(tmp_path) == {"bag", "cat"}


@pytest.mark.parametrize("told", [b"", b"{", b"[]", b'{"only": 7, "after": null}', b'{"only": [], "after": ["word"]}'])
def test_a_note_nobody_can_read_is_none(translate: Translate, tmp_path: Path, told: bytes) -> None:
    note(tmp_path).parent.mkdir(parents=True)
    note(tmp_path).write_bytes(told)
    assert fetching.go_on(tmp_path, 2) is None
    fetching.ask_for(tmp_path, ["word:cat"])
    report = fetching.go_on(tmp_path, 2)
    assert report
    assert report.made == 1


def test_what_this_version_no_longer_prints_ends_it(translate: Translate, tmp_path: Path) -> None:
    fetching.ask_for(tmp_path, ["word:cat"])
    note(tmp_path).write_text(note(tmp_path).read_text().replace("cat", "wolf"))
    assert fetching.go_on(tmp_path, 2) is None
    assert not note(tmp_path).exists()


@pytest.mark.parametrize("only", ["name", "word:mali", "sound:SH"])
def test_what_is_never_said_online_is_not_even_written_down(translate: Translate, tmp_path: Path, only: str) -> None:
    with pytest.raises(Invalid):
        fetching.ask_for(tmp_path, [only])
    assert not note(tmp_path).exists()
