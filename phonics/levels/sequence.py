"""The order of what is taught, and where in it a word can be read."""

from collections.abc import Sequence

from phonics.levels.graphemes import taught
from phonics.levels.segments import Segment

ORDER = ("K1", "K2", "K3", "K4", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "S1", "S2", "S3", "S4", "S5")
RANK = {code: number for number, code in enumerate(ORDER, start=1)}
PATTERNS = frozenset("start:l start:r start:s start:w start:three end syllables -s -es -ing".split())
FIRST_PATTERNS, FIRST_LONG_WORDS = "P2", "P7"
_LONG = 3  # syllables


def level_of(segments: Sequence[Segment]) -> str:
    """Return the first level at which a child can read it: all spellings taught, and its patterns allowed."""
    known = taught()
    levels = [known[segment.code].level if segment.code in known else ORDER[-1] for segment in segments]
    if patterns(segments):
        levels.append(FIRST_PATTERNS)
    if is_long(segments):
        levels.append(FIRST_LONG_WORDS)
    return max(levels, key=RANK.__getitem__)


def is_long(segments: Sequence[Segment]) -> bool:
    """Return whether a word has three syllables or more, an ending not counted."""
    return sum(segment.is_vowel for segment in _without_ending(segments)[0]) >= _LONG


def patterns(segments: Sequence[Segment]) -> frozenset[str]:
    """Return what makes reading harder beside the letters.

    `start:l`, `start:r`, `start:s`, `start:w`, `start:three`: consonants side by side before the first vowel;
    `end`: after the last one (nk counts as one); `syllables`: two or more vowels;
    `-s`, `-es`, `-ing`: the ending, which is then not counted as `end` or `syllables`.
    """
    stem, found = _without_ending(segments)
    vowels = [place for place, segment in enumerate(stem) if segment.is_vowel]
    if not vowels:
        return frozenset(found)
    start, end = stem[: vowels[0]], stem[vowels[-1] + 1 :]
    if len(start) > 1:
        found.add(_start_of(start))
    if len(end) - _has_nk(end) > 1:
        found.add("end")
    if len(vowels) > 1:
        found.add("syllables")
    return frozenset(found)


def _without_ending(segments: Sequence[Segment]) -> tuple[list[Segment], set[str]]:
    stem = [segment for segment in segments if segment.phones]
    codes = [segment.code for segment in stem]
    vowels = sum(segment.is_vowel for segment in stem)
    if codes[-2:] == ["i=IH", "ng=NG"] and vowels > 1:
        return stem[:-2], {"-ing"}
    if codes[-1:] in (["es=IH.Z"], ["es=AX.Z"]) and vowels > 1:
        return stem[:-1], {"-es"}
    if codes[-1:] in (["s=S"], ["s=Z"]) and len(stem) > 2 and not stem[-2].is_vowel:
        return stem[:-1], {"-s"}
    return stem, set()


def _start_of(start: Sequence[Segment]) -> str:
    if len(start) > 2:
        return "start:three"
    first, second = (segment.phones[0] for segment in start)
    kinds = {"L": "start:l", "R": "start:r"}
    return "start:s" if first == "S" else kinds.get(second, "start:w")


def _has_nk(end: Sequence[Segment]) -> bool:
    return len(end) > 1 and end[0].code == "n=NG" and end[1].phones == ("K",)
