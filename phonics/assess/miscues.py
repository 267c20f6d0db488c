"""What was misread: what a child said, beside the word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from phonics.assess.following import Kind, Part, follow
from phonics.assess.misreading import Rule
from phonics.errors import Invalid
from phonics.levels import pseudowords
from phonics.levels.decoding import MOST_PHONES, align, alignments, spelt
from phonics.levels.graphemes import PHONES, normalise
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary, pronunciations
from phonics.levels.segments import Segment, sounds
from phonics.levels.sequence import RANK, level_of

_MOST_COMPARED = 20_000  # sounds × sounds, over all ways to read and to say a word: keeps a silly word short
_EARLY = RANK["P7"]  # the last level before weak vowels, affixes and foreign spellings
_COMMON = 3.0  # zipf: a word a child may have guessed


@dataclass(frozen=True, slots=True)
class Miscue:
    """What was read for a word, part by part; sounds put in stand between the segments, without a code.

    :param segments: of the accepted reading nearest to what was said
    :param said: the phones heard, or the nearest reading of what was typed
    """

    word: str
    segments: tuple[Segment, ...]
    said: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is amiss."""
        return self._kinds <= {Kind.RIGHT}

    @property
    def accent_only(self) -> bool:
        """Whether all that is amiss is what speakers of Thai do to the sounds: the word was read."""
        return Kind.ACCENT in self._kinds and self._kinds <= {Kind.RIGHT, Kind.ACCENT}

    @property
    def misread(self) -> tuple[str, ...]:
        """The correspondences read as another sound or left out, in order."""
        return self._codes({Kind.DECODING, Kind.OMITTED})

    @property
    def accented(self) -> tuple[str, ...]:
        """The correspondences read right and said with an accent, in order."""
        return self._codes({Kind.ACCENT})

    @property
    def _kinds(self) -> set[Kind]:
        return {part.kind for part in self.parts}

    def _codes(self, kinds: set[Kind]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.code for part in self.parts if part.kind in kinds))


def explain(word: str, said: str | Sequence[str]) -> Miscue:
    """Return which correspondences of a word were misread, and which only said with an accent.

    Every pronunciation of the word is right, and so is every plausible reading of a made-up one.

    :param said: phones ("SH IH P", or one by one), or a word or made-up word as the teacher heard it
    :raises Invalid: if the word cannot be read, or what was said is empty, too long, not letters or an unknown sound
    """
    text, typed = spelt(word), _typed(said)
    compared, best = 0, (float("inf"), Miscue(text, (), (), ()))
    for segments, phones in product(_ways(text), _heard(typed) if typed else (_phones(said),)):
        compared += (len(segments) + 1) * (len(phones) + 1)
        cost, parts = follow(text, segments, phones)
        if cost < best[0]:
            best = (cost, Miscue(text, segments, phones, parts))
        if cost == 0 or compared > _MOST_COMPARED:
            break
    return _as_a_whole(best[1], typed)


def _typed(said: str | Sequence[str]) -> str:
    """Return the word that was typed, "" if these are phones: several, or one in capitals."""
    if not isinstance(said, str) or len(said.split()) != 1:
        return ""
    one = said.strip()
    return "" if one.rstrip("012") in PHONES else spelt(one)


def _phones(said: str | Sequence[str]) -> tuple[str, ...]:
    phones = normalise(said.split() if isinstance(said, str) else said)
    if not 1 <= len(phones) <= MOST_PHONES:
        raise Invalid("A word has 1 to %(most)s sounds", most=MOST_PHONES)
    return phones


def _ways(text: str) -> tuple[tuple[Segment, ...], ...]:
    """Return the ways to read a word that are right: as it is said, or as its letters may be."""
    try:
        return tuple(dict.fromkeys((align(text), *alignments(text))))
    except Invalid:
        return pseudowords.read(text)


def _heard(typed: str) -> tuple[tuple[str, ...], ...]:
    """Return what the teacher may have heard who wrote this; an o as in dog is a short o, not the vowel of saw.

    What is no common word may be her own spelling of a sound: then its letters count beside the dictionary.
    """
    common, spoken = typed in load().words, pronunciations(typed)
    ways = _ways(typed) if common else (*alignments(typed), *_by_ear(typed, optional=bool(spoken)))
    said = (tuple("AA" if one.code == "o=AO" else phone for one in way for phone in one.phones) for way in ways)
    return tuple(dict.fromkeys(said)) or spoken


def _by_ear(typed: str, optional: bool) -> tuple[tuple[Segment, ...], ...]:
    """Return the readings of letters a teacher put together herself: early spellings, where there are any.

    :raises Invalid: if no letters are taught that could spell it, unless it is `optional`
    """
    try:
        ways = pseudowords.read(typed)
    except Invalid:
        if optional:
            return ()
        raise
    return tuple(way for way in ways if RANK[level_of(way)] <= _EARLY) or ways


def _as_a_whole(miscue: Miscue, typed: str) -> Miscue:
    """Return the miscue with its misreadings named after the whole word where that says more: turned round, guessed."""
    wrong = [part for part in miscue.parts if part.kind not in {Kind.RIGHT, Kind.ACCENT}]
    if not wrong:
        return miscue
    if sorted(miscue.said) == sorted(sounds(miscue.segments)) or sorted(typed) == sorted(miscue.word):
        return _renamed(miscue, Rule.ORDER, lambda part: True)
    sounding = sum(bool(segment.phones) for segment in miscue.segments)
    if len(wrong) > 1 and 2 * len(wrong) > sounding and _is_a_word(miscue.said, typed):
        return _renamed(miscue, Rule.ANOTHER_WORD, lambda part: part.rule in {"", Rule.ANOTHER_SOUND})
    return miscue


def _renamed(miscue: Miscue, name: Rule, which: Callable[[Part], bool]) -> Miscue:
    amiss = {Kind.DECODING, Kind.OMITTED, Kind.INSERTED}
    parts = (replace(p, rule=name.value) if p.kind in amiss and which(p) else p for p in miscue.parts)
    return replace(miscue, parts=tuple(parts))


def _is_a_word(said: tuple[str, ...], typed: str) -> bool:
    return bool(pronunciations(typed)) if typed else " ".join(said) in _said_words()


@cache
def _said_words() -> frozenset[str]:
    return frozenset(said for entry in dictionary().values() if entry.zipf >= _COMMON for said in entry.said)
