"""The pack in the repository: everything the product shows can be heard."""

from pathlib import Path

import pytest

from phonics.services import audio
from phonics.voice import library
from phonics.voice.check import check

AUDIO = Path(__file__).parents[2] / "audio"


def test_it_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phonics.voice.check._heard_faults", lambda data: iter(()))
    assert check(AUDIO, audio.wanted()) == []


@pytest.mark.full
def test_every_clip_can_be_heard() -> None:
    assert audio.check(AUDIO) == []


def test_it_stays_small() -> None:
    shelves = [file for file in AUDIO.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in shelves) <= 40_000_000


def test_every_row_says_where_it_comes_from() -> None:
    sources = (AUDIO / "SOURCES.md").read_text(encoding="utf-8")
    told = {(clip.source, clip.licence) for clip in library.load(AUDIO)}
    assert told
    assert all(source in sources and licence in sources for source, licence in told)


def test_the_cues_of_a_word_follow_its_letters() -> None:
    clip = library.load(AUDIO).find("word", "ship")
    assert clip
    assert [cue.letters for cue in clip.cues] == [(0, 1), (2,), (3,)]
    assert all(cue.start < cue.end for cue in clip.cues)
    assert [cue.start for cue in clip.cues] == sorted(cue.start for cue in clip.cues)


def test_the_cues_of_a_sentence_follow_its_words() -> None:
    text = "Dan ran to the bus."
    clip = library.load(AUDIO).find("sentence", text)
    assert clip
    assert [text[cue.letters[0] : cue.letters[-1] + 1] for cue in clip.cues] == ["Dan", "ran", "to", "the", "bus"]
    assert all(cue.start < cue.end for cue in clip.cues)
    assert clip.cues[-1].end <= clip.seconds
