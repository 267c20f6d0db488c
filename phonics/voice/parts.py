"""A long text in parts, and the parts' sound in one file. Standard library only."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from phonics.errors import Invalid
from phonics.voice import mp3

# One call to the online voice carries 100 characters; it adds a space behind each ? and !, so some are left free.
LONGEST_PART = 90

_AFTER_A_MARK = re.compile(r"(?<=[,;:.!?”\"])\s+")
_SPACE = re.compile(r"\s+")
_INFO = (b"Xing", b"Info", b"VBRI")  # a first frame that is no sound but counts the others


def split(text: str, longest: int = LONGEST_PART) -> tuple[str, ...]:
    """Return the text in parts of at most `longest` characters, cut behind a comma or stop, else at a space.

    :raises Invalid: if a single word is longer than a part
    """
    rest, parts = text.strip(), []
    while len(rest) > longest:
        cut = _last(_AFTER_A_MARK, rest, longest) or _last(_SPACE, rest, longest)
        if cut is None:
            raise Invalid("This text has a word that is too long to be said: %(text)s", text=text)
        parts.append(rest[: cut.start()])
        rest = rest[cut.end() :]
    return (*parts, rest)


def join(parts: Sequence[bytes]) -> bytes:
    """Return the parts as one MP3 file without tags: their frames one behind the other.

    A frame that only counts frames is left out: it would count those of one part.

    :raises Invalid: if a part is no MP3, or the parts do not sound at one rate and number of channels
    """
    frames = [frame for part in parts for frame in _sounding(part)]
    if not frames or any(_sort(one) != _sort(other) for one, other in pairwise(frames)):
        raise Invalid("These parts cannot be joined")
    return b"".join(frames)


def _last(mark: re.Pattern[str], text: str, longest: int) -> re.Match[str] | None:
    """Return the last place to cut so that at most `longest` characters stand before it."""
    found = [cut for cut in mark.finditer(text) if 0 < cut.start() <= longest]
    return found[-1] if found else None


def _sounding(data: bytes) -> Iterator[bytes]:
    frames = iter(mp3.frames(data))
    first = next(frames, b"")
    if first and not any(mark in first[4:48] for mark in _INFO):
        yield first
    yield from frames


def _sort(frame: bytes) -> tuple[int, int, bool]:
    """Return what all frames of a file share: version and layer, rate, whether it is mono."""
    return frame[1] & 0xFE, frame[2] & 0x0C, frame[3] >> 6 == 3
