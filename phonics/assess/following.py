"""Following a voice along the letters: which of the sounds heard belong to which segment of the word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from phonics.assess.misreading import Rule, rule
from phonics.assess.thai_accent import Spot, accent, same, spots
from phonics.levels.graphemes import VOWELS
from phonics.levels.segments import Segment, sounds

# What each kind costs; the cheapest account of the whole word is given. An accent explains better than a misreading,
# a misreading with a rule better than one without, and any of them better than a sound left out and another put in.
_ACCENT, _RULE, _OTHER, _LONGER, _OMITTED, _INSERTED = 1.0, 1.5, 1.8, 0.5, 2.0, 1.9
_MOST_FOR_ONE = 4  # phones one segment can be heard as
_BAND = 12  # phones a reading may run behind or ahead of the word, beside being shorter or longer


class Kind(StrEnum):
    """How a segment was read."""

    RIGHT = "right"
    ACCENT = "accent"
    DECODING = "decoding"
    OMITTED = "omitted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Part:
    """One segment as it should be and as it was heard; what was put in between has no code.

    :param rule: a value of `Accent` or `Rule`, "" for what is right, left out or put in without one
    """

    code: str
    expected: tuple[str, ...]
    heard: tuple[str, ...]
    kind: Kind
    rule: str = ""


_Way = tuple[float, tuple[Part, ...]]


def follow(word: str, segments: Sequence[Segment], said: tuple[str, ...]) -> _Way:
    """Return the cost and the parts of the cheapest account of what was said; cost 0 is a word read right."""
    row: dict[int, _Way] = {0: (0.0, ())}
    band = _BAND + abs(len(said) - len(sounds(segments)))
    silent = _silent_e_after(segments)
    for place, spot in enumerate(spots(word, segments)):
        nxt: dict[int, _Way] = {}
        for start in range(len(said) + 1):
            if start in row and abs(start - len(spot.before)) <= band:
                _insert(row, start, said, place - 1 in silent)
                for size in range(min(_MOST_FOR_ONE, len(said) - start) + 1):
                    _take(nxt, start + size, row[start], _judge(spot, said[start : start + size]))
        row = nxt
    for start in range(len(said)):
        _insert(row, start, said, len(segments) - 1 in silent)
    return row.get(len(said), (float("inf"), ()))


def _insert(row: dict[int, _Way], start: int, said: tuple[str, ...], after_silent_e: bool) -> None:
    """Let a sound stand for nothing in the word; a vowel where a silent e stands is that e, said."""
    if start in row and start < len(said):
        name = Rule.SILENT_SAID.value if after_silent_e and said[start] in {"EH", "IY", "AX", "AH"} else ""
        part = Part("", (), (said[start],), Kind.INSERTED, name)
        _take(row, start + 1, row[start], (_INSERTED, part))


def _take(row: dict[int, _Way], end: int, way: _Way, judged: tuple[float, Part] | None) -> None:
    if judged is None:
        return
    cost = way[0] + judged[0]
    if end not in row or cost < row[end][0]:
        row[end] = (cost, (*way[1], judged[1]))


@lru_cache(maxsize=20_000)
def _judge(spot: Spot, heard: tuple[str, ...]) -> tuple[float, Part] | None:
    """Return what it costs to hear this as that segment, and how one would call it; None if nobody would."""

    def part(kind: Kind, name: str = "") -> Part:
        return Part(spot.segment.code, spot.phones, heard, kind, name)

    if same(spot, heard):
        return 0.0, part(Kind.RIGHT)
    changes = accent(spot, heard)
    if changes:
        return _ACCENT * len(changes), part(Kind.ACCENT, changes[0].value)
    if not heard:
        return _OMITTED + _LONGER * (len(spot.phones) - 1), part(Kind.OMITTED)
    name = rule(spot.segment, heard)
    if name:
        return _RULE, part(Kind.DECODING, name.value)
    cost = _apart(spot.phones, heard)
    return None if cost is None else (cost, part(Kind.DECODING, Rule.ANOTHER_SOUND.value))


def _apart(expected: tuple[str, ...], heard: tuple[str, ...]) -> float | None:
    """Return what it costs to hear some other sound: vowels for vowels only, consonants for consonants."""
    vowels = [sum(phone in VOWELS for phone in phones) for phones in (expected, heard)]
    longer = abs(len(expected) - len(heard))
    if not expected or longer > 1 or bool(vowels[0]) != bool(vowels[1]) or max(vowels) > min(vowels) + 1:
        return None
    if len(heard) > len(expected):
        return None  # one sound, and another put in
    return _OTHER + _LONGER * longer


def _silent_e_after(segments: Sequence[Segment]) -> set[int]:
    """Return the numbers of the segments behind which a silent e stands."""
    return set(_silent_e(segments))


def _silent_e(segments: Sequence[Segment]) -> Iterator[int]:
    closing = {segment.letters[-1] for segment in segments if segment.grapheme.endswith("_e")}
    for place, segment in enumerate(segments):
        split_before = segment.letters[-1] + 1 in closing and not segment.grapheme.endswith("_e")
        if split_before or segment.grapheme in {"ve", "ce", "ge", "se", "ze"}:
            yield place
