"""What a made-up word could be taken for: the spellings and sounds of real words, endings and beginnings included."""

from collections.abc import Iterator, Sequence
from functools import cache

from phonics.levels.distractors import heard
from phonics.levels.graphemes import VOWELS
from phonics.levels.inflections import said_after
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary
from phonics.levels.tables import DATA
from phonics.levels.words import exceptions, names

Phones = tuple[str, ...]

_SEEN_FROM, _HEARD_FROM = 2.5, 2.0  # zipf from which people see a word inside another, and take a sound for a word
_NOT_HEARD = "nass"  # a name few know, and one of the three made-up words of level 2 sounds like it
_ENDS_FROM = 3.2  # zipf from which they also know it with an ending
_BEGINNINGS = "un re dis mis pre in im".split()
_ENDINGS = "s es d ed ing er est y ly ful less ness ment ish able ous orous erous en in it et on al el le age".split()
_SHORTEST_STEM = 3


def looks_real(text: str) -> bool:
    """Return whether it is spelt like a word, or like one with a beginning or an ending: "dippin", "unflaggish"."""
    return text in _spelt() or any(stem in _known() for stem in _stems(text))


def sounds_real(phones: Sequence[str]) -> bool:
    """Return whether it sounds like a word people know; a schwa counts as a short u and as a short i."""
    return " ".join(heard(phones)) in _sounds()


def sayable(phones: Sequence[str]) -> bool:
    """Return whether it begins and ends with consonants that some word begins and ends with."""
    start, end = _edges_of(phones)
    return start in _edges()[0] and end in _edges()[1]


def _stems(text: str) -> Iterator[str]:
    """Yield what is left without a beginning, an ending or both; a doubled consonant single, a dropped e restored."""
    starts = [text, *(text.removeprefix(part) for part in _BEGINNINGS if text.startswith(part))]
    for rest in starts:
        for ending in _ENDINGS:
            stem = rest.removesuffix(ending)
            if stem != rest and len(stem) >= _SHORTEST_STEM:
                yield from (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
    yield from (rest for rest in starts[1:] if len(rest) >= _SHORTEST_STEM)


@cache
def _spelt() -> frozenset[str]:
    """Return everything that is a word on paper: the whole dictionary, what it lacks, and the words of our texts."""
    return frozenset({*dictionary(), *_besides(), *load().words, *exceptions(), *names()})


@cache
def _known() -> frozenset[str]:
    """Return the words people know well enough to see them inside a longer one."""
    known = (word for word, entry in dictionary().items() if entry.zipf >= _SEEN_FROM)
    return frozenset({*load().words, *known, *_besides()})


@cache
def _besides() -> frozenset[str]:
    """Return real words whose sounds no dictionary of ours gives: cud, noggin, thresh."""
    return frozenset((DATA / "real_words.txt").read_text(encoding="ascii").split())


@cache
def _sounds() -> frozenset[str]:
    """Return the sounds of words, with endings too; nobody can tell "rabbit" from "rabbut"."""
    known = (entry for text, entry in dictionary().items() if entry.zipf >= _HEARD_FROM and text != _NOT_HEARD)
    said = {way for entry in known for way in entry.said}
    said |= {" ".join(word.phones) for word in load().words.values()}
    bases = {way for entry in dictionary().values() if entry.zipf >= _ENDS_FROM for way in entry.said}
    said |= {f"{way} {ending}" for way in bases for ending in _endings(way)}
    return frozenset(_heard("\n".join(said)).splitlines()).union(
        _heard("\n".join(said).replace("AX", "IH")).splitlines()
    )


def _heard(text: str) -> str:
    """Return phones as `heard` does, of many words at once."""
    for phone in ("AO", "AX"):
        text = text.replace(phone, heard([phone])[0])
    return text


def _endings(said: str) -> Iterator[str]:
    """Yield what -s, -ed, -er and -ing say after a word."""
    last = said.rpartition(" ")[2]
    yield from (" ".join(said_after(last, ending)) for ending in ("s", "ed", "ing"))
    yield "ER"


@cache
def _edges() -> tuple[frozenset[Phones], frozenset[Phones]]:
    """Return the consonants words begin with, and those they end with."""
    starts, ends = zip(*(_edges_of(word.phones) for word in load().words.values()), strict=True)
    return frozenset(starts), frozenset(ends)


def _edges_of(phones: Sequence[str]) -> tuple[Phones, Phones]:
    """Return the consonants before the first vowel and after the last; all of them where there is no vowel."""
    vowels = [place for place, phone in enumerate(phones) if phone in VOWELS]
    return (tuple(phones[: vowels[0]]), tuple(phones[vowels[-1] + 1 :])) if vowels else (tuple(phones), tuple(phones))
