"""A word taken apart for the eye: its graphemes in order, a split e around what it encloses, each with its sound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from phonics.levels.graphemes import taught
from phonics.levels.segments import Segment


@dataclass(frozen=True, slots=True)
class Part:
    """A grapheme as a page draws it.

    :param kind: `one` letter (a dot), `more` (a bar), `silent` (grey), `split` (an arc around `inside`), `plain` (an
        apostrophe; or the e that closes a split)
    :param said: its sound in IPA, '' where it has none
    """

    text: str
    kind: Literal["one", "more", "silent", "split", "plain"]
    said: str = ""
    code: str = ""
    inside: tuple["Part", ...] = ()


def parts(word: str, segments: Sequence[Segment]) -> tuple[Part, ...]:
    """Return the parts of a word; the whole word as one where nobody knows how it falls apart."""
    if not segments:
        return (Part(word, "plain"),)
    return tuple(_between(word, sorted(segments, key=lambda one: one.letters), 0, len(word)))


def _between(word: str, segments: Sequence[Segment], start: int, end: int) -> list[Part]:
    """Return the parts of the letters from start to end, both as places in the word."""
    found, place = list[Part](), start
    for segment in segments:
        first, last = segment.letters[0], segment.letters[-1]
        if not place <= first < end:
            continue
        if first > place:
            found.append(Part(word[place:first], "plain"))
        inner = [one for one in segments if first < one.letters[0] < last]
        found.append(_split(word, segment, inner) if inner else _whole(word, segment))
        place = last + 1
    if place < end:
        found.append(Part(word[place:end], "plain"))
    return found


def _whole(word: str, segment: Segment) -> Part:
    text = word[segment.letters[0] : segment.letters[-1] + 1]
    kind: Literal["one", "more", "silent"] = "more" if len(segment.letters) > 1 else "one"
    return Part(text, kind if segment.phones else "silent", said(segment), segment.code)


def _split(word: str, segment: Segment, inner: Sequence[Segment]) -> Part:
    first, last = segment.letters[0], segment.letters[-1]
    vowel = Part(word[first], "plain", said(segment), segment.code)
    inside = (vowel, *_between(word, inner, first + 1, last), Part(word[last], "plain"))
    return Part(word[first : last + 1], "split", said(segment), segment.code, inside)


def said(segment: Segment) -> str:
    """Return the sound of a segment in IPA, without spaces."""
    return ipa(segment.phones)


def ipa(phones: Sequence[str]) -> str:
    """Return phones in IPA, without spaces."""
    return "".join(_letters().get(phone, phone) for phone in phones)


@cache
def _letters() -> Mapping[str, str]:
    """Return the IPA of each phone, as the table of correspondences writes it."""
    return MappingProxyType({row.phones[0]: row.ipa for row in reversed(taught().values()) if len(row.phones) == 1})
