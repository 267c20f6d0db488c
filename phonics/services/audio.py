"""The shipped clips: what can be asked for, built from it, and checked against it."""

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from phonics.assess.ready_made import cards
from phonics.levels import loader
from phonics.levels.sequence import RANK
from phonics.levels.tables import DATA
from phonics.voice import check as voice_check
from phonics.voice import pack, saying, stressing
from phonics.voice import wanted as voice_wanted
from phonics.voice.pack import Report
from phonics.voice.shelving import Progress
from phonics.voice.wanted import Wanted

LISTENERS = 2  # worker processes
VOICED_TO = "P2"  # the cards whose made-up words have clips


@cache
def wanted() -> tuple[Wanted, ...]:
    """Return every English clip the product can ask for: sounds, words, texts, made-up words, letters, phrases."""
    return voice_wanted.wanted(loader.load(), _made_up())


def build(audio_dir: Path, jobs: int, on_progress: Progress, only: Collection[str] = ()) -> Report:
    """Make every clip that is wanted and not on the shelf (needs the packages of requirements-audio.lock).

    :param only: kinds ("sound") or clips ("word:ship") to look after; all others stay as they are
    :raises Invalid: if `only` names what nobody wants
    """
    return pack.build(audio_dir, wanted(), jobs, on_progress, only)


def check(audio_dir: Path) -> list[str]:
    """Return what is wrong with the shelf, a sentence each; empty when all is well."""
    return voice_check.check(audio_dir, wanted(), LISTENERS)


def find_stress(said: stressing.Said) -> tuple[str, ...]:
    """Add to the list of loud places what words need one, and return those the dictionary does not help with.

    :param said: every pronunciation of a word, with stress (`levels.compiling.sources().said`)
    """
    curriculum = loader.load()
    words = sorted({*curriculum.words, *voice_wanted.words_alone(curriculum)})
    return stressing.fill(DATA / "stress.csv", [(word, saying.phones_of(word)) for word in words], said)


def _made_up() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the made-up words of the cards that are voiced, with their phones; those of later levels are only read."""
    voiced = (card for card in cards() if RANK[card.level] <= RANK[VOICED_TO])
    items = (item for card in voiced for item in card.items)
    yield from ((item.prompt, item.phones) for item in items if item.kind == "pseudo_word")
