"""The pack in the repository: everything the curriculum shows can be heard."""

from pathlib import Path

from phonics.levels.loader import load
from phonics.voice import library
from phonics.voice.check import check
from phonics.voice.wanted import wanted

AUDIO = Path(__file__).parents[2] / "audio"


def test_it_has_no_fault() -> None:
    assert check(AUDIO, wanted(load())) == []


def test_it_stays_small() -> None:
    assert sum(file.stat().st_size for file in (AUDIO / "generated").iterdir()) < 5_000_000


def test_every_row_says_where_it_comes_from() -> None:
    sources = (AUDIO / "SOURCES.md").read_text(encoding="utf-8")
    for clip in library.load(AUDIO):
        assert clip.source in sources
        assert clip.licence in sources


def test_the_cues_of_a_word_follow_its_letters() -> None:
    clip = library.load(AUDIO).find("word", "ship")
    assert clip
    assert [cue.letters for cue in clip.cues] == [(0, 1), (2,), (3,)]
    assert all(cue.start < cue.end for cue in clip.cues)
    assert [cue.start for cue in clip.cues] == sorted(cue.start for cue in clip.cues)
