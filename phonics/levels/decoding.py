"""The decoder: which letters of a word make which of its sounds, and whether a child of a level can read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from phonics.errors import Invalid
from phonics.levels.alignment import NEVER, cheapest
from phonics.levels.graphemes import normalise
from phonics.levels.inflections import pronounce
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary, pronunciations
from phonics.levels.segments import Segment, sounds
from phonics.levels.sequence import FIRST_LONG_WORDS, FIRST_PATTERNS, RANK, is_long, level_of, patterns
from phonics.levels.words import exceptions, names

LONGEST_WORD = 45
MOST_PHONES = 90
_SHORTEST_BASE, _WELL_KNOWN = 3, 3.0  # letters, zipf: what may take an ending the dictionary does not list

Pronunciations = Mapping[str, Sequence[str]]


class Status(StrEnum):
    """What a word is to a child of a level."""

    DECODABLE = "decodable"
    TRICKY = "tricky"  # known by heart by now
    NOT_YET = "not yet"
    UNKNOWN = "unknown"  # nobody has said how it sounds


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a word can or cannot be read at a level.

    :param level: the first level at which it can be decoded, None if unknown
    :param tricky_from: the level that teaches it by heart, None if none does
    :param untaught: codes of its correspondences that come later
    :param ahead: what else comes later: patterns (`end`, `syllables`, …) and "long"
    """

    word: str
    status: Status
    segments: tuple[Segment, ...] = ()
    level: str | None = None
    tricky_from: str | None = None
    untaught: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    @property
    def readable_from(self) -> str | None:
        """The first level at which it can be read, by its sounds or by heart; None if nobody knows."""
        return min(filter(None, (self.level, self.tricky_from)), key=RANK.__getitem__, default=None)

    @property
    def readable(self) -> bool:
        """Whether a child of the level can read it, by its sounds or by heart."""
        return self.status in {Status.DECODABLE, Status.TRICKY}


def align(word: str, phones: Sequence[str] | None = None) -> tuple[Segment, ...]:
    """Return the segments of a word said with these phones (ARPAbet, stress digits optional), or as it is usually said.

    :raises Invalid: if the word is not 1–45 letters a–z (apostrophes may stand between), a phone is unknown,
        nobody has said how it sounds, or no known spelling fits
    """
    return _usual(spelt(word)) if phones is None else _said(spelt(word), normalise(phones))


def alignments(word: str) -> tuple[tuple[Segment, ...], ...]:
    """Return one alignment for each pronunciation that fits the letters, the one readable earliest first.

    :raises Invalid: as `align`
    """
    ways = []
    for said in pronunciations(word):
        try:
            ways.append(_said(spelt(word), said))
        except Invalid:
            continue
    return tuple(sorted(ways, key=lambda way: RANK[level_of(way)]))


def explain(word: str, level: str, own: Pronunciations | None = None) -> Explanation:
    """Return whether a child of a level can read a word, and if not, what is missing.

    :param own: words a teacher has added, with their phones
    :raises Invalid: if it is not 1–45 letters
    :raises NotFound: if there is no such level
    """
    text, rank = spelt(word), load().level(level).number
    by_heart = tricky_from(text)
    try:
        segments = _said(text, normalise(own[text])) if own and text in own else _usual(text)
    except Invalid:
        known = by_heart is not None and RANK[by_heart] <= rank
        return Explanation(text, Status.TRICKY if known else Status.UNKNOWN, tricky_from=by_heart)
    first = level_of(segments)
    status = Status.DECODABLE if RANK[first] <= rank else Status.NOT_YET
    if status == Status.NOT_YET and by_heart and RANK[by_heart] <= rank:
        status = Status.TRICKY
    if status == Status.DECODABLE:
        return Explanation(text, status, segments, first, by_heart)
    taught = load().taught_by(level)
    untaught = tuple(dict.fromkeys(segment.code for segment in segments if segment.code not in taught))
    return Explanation(text, status, segments, first, by_heart, untaught, _ahead(segments, rank))


def tricky_from(text: str) -> str | None:
    """Return the level from which a word is known by heart, itself or its base before -s; None if none teaches it."""
    tricky = load().tricky()
    base = tricky.get(text.removesuffix("s").removesuffix("'"))
    later = base and max(base, FIRST_PATTERNS, key=RANK.__getitem__)
    return tricky.get(text) or later


def spelt(word: str) -> str:
    """Return a word as the tables hold it: lower case, straight apostrophes.

    :raises Invalid: if it is not 1–45 letters a–z, with apostrophes between or around at most
    """
    text = word.strip().replace("’", "'").lower()
    bare = text.replace("'", "")
    if not (bare.isascii() and bare.isalpha() and len(text) <= LONGEST_WORD):
        raise Invalid("%(word)s is not a word of 1–45 letters a–z", word=word[:60])
    return text


def _ahead(segments: Sequence[Segment], rank: int) -> tuple[str, ...]:
    found = tuple(sorted(patterns(segments))) if rank < RANK[FIRST_PATTERNS] else ()
    return (*found, "long") if is_long(segments) and rank < RANK[FIRST_LONG_WORDS] else found


def _usual(text: str) -> tuple[Segment, ...]:
    """Return the segments of a word as it is usually said."""
    found = _listed(text) or _inflected(text)
    if found:
        return found
    if pronunciations(text):
        raise Invalid("No known spelling makes %(word)s sound like that", word=text)
    raise Invalid("Nobody has said how %(word)s sounds; give its sounds", word=text)


@cache
def _listed(text: str) -> tuple[Segment, ...]:
    """Return the segments chosen in a table of ours, else what the dictionary makes readable earliest, else none."""
    for table in (exceptions(), load().words, names()):
        if text in table:
            return table[text].segments
    ways = alignments(text) if text in dictionary() else ()
    return ways[0] if ways else ()


def _inflected(text: str) -> tuple[Segment, ...]:
    """Return the segments of a word whose base people know, else none."""
    base = text.removesuffix("'s")
    if base != text and _listed(base):
        said = pronounce(text, lambda word: sounds(_listed(word)))[len(sounds(_listed(base))) :]
        return (*_listed(base), Segment("s", (len(text) - 1,), said))
    phones = pronounce(text, _base_sounds)
    try:
        return _said(text, phones) if phones else ()
    except Invalid:
        return ()


def _base_sounds(word: str) -> tuple[str, ...]:
    """Return how a base is said; nothing for a scrap of letters nobody would put an ending to."""
    ours = word in names() or (word in load().words and load().words[word].meaning != "function")
    common = word in dictionary() and dictionary()[word].zipf >= _WELL_KNOWN and word not in load().words
    return sounds(_listed(word)) if len(word) >= _SHORTEST_BASE and (ours or common) else ()


def _said(text: str, phones: tuple[str, ...]) -> tuple[Segment, ...]:
    exception = exceptions().get(text)
    if exception and sounds(exception.segments) == phones:
        return exception.segments
    if not 1 <= len(phones) <= MOST_PHONES:
        raise Invalid("A word has 1–%(most)s sounds", most=MOST_PHONES)
    cost, segments = cheapest(text, phones)
    if cost >= NEVER:
        raise Invalid("No known spelling makes %(word)s sound like that", word=text)
    return segments
