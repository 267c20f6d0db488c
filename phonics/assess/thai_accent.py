"""What speakers of Thai make of English sounds: said so, a word was read well and pronounced with an accent.

From studies: /ɡ v θ ð z ʃ ʒ tʃ dʒ/ are not in Thai, f and s are hard at the end, l and r are interchanged
(Kanokpermpoon, ABAC Journal 27(1), 2007); l and s fail in clusters and at the end (Phon-ngam, 2017); ɡ becomes k
(Varapongsittikul & Jitwiriyanont, LEARN 18(1), 2025); what ends a syllable stays hard for years (Rungruang, ELT 10(7),
2017). Teaching texts name voiceless final stops, chop for shop, final l lost or said as w, and clusters reduced.
No study is behind the rest, marked "unverified" below: hypotheses for the schools to confirm or strike out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from phonics.levels.distractors import heard as alike
from phonics.levels.graphemes import VOWELS
from phonics.levels.loader import load
from phonics.levels.segments import Segment

_NASALS = frozenset({"M", "N", "NG"})
_GLIDES = frozenset({"L", "R", "W", "Y"})
_WEAK = frozenset({"AX", "IH"})
_BREAKERS = frozenset({"AX", "AH", "IH"})
_YOD = frozenset({"T", "D", "N", "L", "S"})  # new, tune: with or without a y, by country
_BROAD = frozenset({"F", "S", "TH", "N", "M", "L"})  # half, grass, bath, dance: ah in much of England
_SHORTEST_STEM = 3


class Accent(StrEnum):
    """How a sound was changed."""

    NEAR_SOUND = "near sound"  # the nearest sound Thai has
    R_AND_L = "r and l"
    FINAL_VOICE = "final voice"  # bed as bet
    FINAL_SOUND = "final sound"  # bell as ben, bus as but
    FINAL_DROPPED = "final dropped"
    ENDING_DROPPED = "ending dropped"  # -s, -es, -ed
    CLUSTER_REDUCED = "cluster reduced"
    CLUSTER_BROKEN = "cluster broken"
    VOWEL = "vowel length or height"
    OTHER_ENGLISH = "other English"  # right elsewhere: car without r, bath with ah, new with a y


@dataclass(frozen=True, slots=True)
class Spot:
    """A segment and what is said before and after it; `ending`: it is -s, -es or -ed, and a word stands without it."""

    segment: Segment
    before: tuple[str, ...]
    after: tuple[str, ...]
    ending: bool

    @property
    def phones(self) -> tuple[str, ...]:
        """What should be said here."""
        return self.segment.phones


def spots(word: str, segments: Sequence[Segment]) -> tuple[Spot, ...]:
    """Return the segments of a word in their surroundings."""
    said = [phone for segment in segments for phone in segment.phones]
    found, place = list[Spot](), 0
    for segment in segments:
        after = place + len(segment.phones)
        ending = after == len(said) and bool(segment.phones) and _is_ending(word, segment)
        found.append(Spot(segment, tuple(said[:place]), tuple(said[after:]), ending))
        place = after
    return tuple(found)


def same(spot: Spot, heard: tuple[str, ...]) -> bool:
    """Return whether these sounds are right: dog with the vowel of hot, a weak vowel as schwa or as a short i."""
    return len(heard) == len(spot.phones) and all(_same(spot, i, phone) for i, phone in enumerate(heard))


def accent(spot: Spot, heard: tuple[str, ...]) -> tuple[Accent, ...] | None:
    """Return what a Thai mouth, or another country's English, did here, in the fewest changes; None if neither.

    Asked before any rule of reading: where both explain a sound (his as hiss), the child has the benefit of the doubt.
    """
    if spot.ending and not heard:
        return (Accent.ENDING_DROPPED,)
    return _changes(spot, 0, heard)


def _is_ending(word: str, segment: Segment) -> bool:
    if segment.grapheme not in {"s", "es", "ed", "d"}:
        return False
    stems = {word.removesuffix(end) for end in ("s", "es", "ed", "d")} - {word}
    stems |= {stem[:-1] for stem in stems if stem[-1:] == stem[-2:-1]}
    return any(len(stem) >= _SHORTEST_STEM and stem in load().words for stem in stems)


def _changes(spot: Spot, i: int, heard: tuple[str, ...]) -> tuple[Accent, ...] | None:
    phones = spot.phones
    if i == len(phones) and not heard:
        return ()
    ways = []
    if heard and heard[0] in _BREAKERS and i and _between_consonants(spot, i):
        ways.append(_and(Accent.CLUSTER_BROKEN, _changes(spot, i, heard[1:])))
    if i < len(phones):
        if phones[i] == "UW" and heard[:2] == ("Y", "UW") and (spot.before + phones[:i])[-1:] in {(p,) for p in _YOD}:
            ways.append(_and(Accent.OTHER_ENGLISH, _changes(spot, i + 1, heard[2:])))
        if heard and _same(spot, i, heard[0]):
            ways.append(_changes(spot, i + 1, heard[1:]))
        elif heard:
            ways.append(_and(_swapped(spot, i, heard[0]), _changes(spot, i + 1, heard[1:])))
        ways.append(_and(_dropped(spot, i), _changes(spot, i + 1, heard)))
    return min((way for way in ways if way is not None), key=len, default=None)


def _and(change: Accent | None, rest: tuple[Accent, ...] | None) -> tuple[Accent, ...] | None:
    return None if change is None or rest is None else (change, *rest)


def _same(spot: Spot, i: int, heard: str) -> bool:
    expected = spot.phones[i]
    if alike([expected]) == alike([heard]):
        return True
    vowels_before = VOWELS.intersection((*spot.before, *spot.phones[:i]))
    if expected == "AX":
        return heard in _WEAK
    return expected == "IH" and heard == "AX" and bool(vowels_before)


def _around(spot: Spot, i: int) -> tuple[str, str]:
    """Return the sounds before and after, "" at the edge of the word."""
    before, after = (*spot.before, *spot.phones[:i]), (*spot.phones[i + 1 :], *spot.after)
    return before[-1] if before else "", after[0] if after else ""


def _between_consonants(spot: Spot, i: int) -> bool:
    last, following = spot.phones[i - 1], (*spot.phones[i:], *spot.after)
    return last not in VOWELS and bool(following) and following[0] not in VOWELS


def _closes(spot: Spot, i: int) -> bool:
    """Return whether a consonant closes a syllable: a vowel somewhere before it; no vowel, l, r, w or y after it."""
    _, after = _around(spot, i)
    spoken = VOWELS.intersection((*spot.before, *spot.phones[:i]))
    return bool(spoken) and spot.phones[i] not in VOWELS and after not in VOWELS and after not in _GLIDES


# Expected: heard, anywhere in a word. Unverified: what stands in for th, v, z, zh and j.
_NEAR = {
    "TH": "T S F",
    "DH": "D Z",
    "V": "W B",
    "Z": "S",
    "SH": "CH",
    "CH": "SH",
    "ZH": "SH CH S Z JH",
    "JH": "CH",
    "G": "K",
}
# Where a consonant closes a syllable. Unverified: all but b d g without voice, and l as w or n.
_VOICELESS = {"B": "P", "D": "T", "G": "K", "V": "F", "Z": "S", "DH": "TH", "JH": "CH", "ZH": "SH"}
_FINALS = {
    "L": "N W",
    "F": "P",
    "V": "P",
    "S": "T",
    "Z": "T",
    "TH": "T",
    "DH": "T",
    "SH": "T",
    "CH": "T",
    "JH": "T",
    "ZH": "T",
}
# Unverified, every one; written as heard: AO for the single vowel of โ, EH for that of เ.
_NEAR_VOWELS = {"AE": "EH", "EH": "AE", "IH": "IY", "IY": "IH", "UH": "UW", "UW": "UH", "EY": "EH", "OW": "AO"}


def _swapped(spot: Spot, i: int, heard: str) -> Accent | None:
    expected, (_, after) = spot.phones[i], _around(spot, i)
    if expected in VOWELS:
        return _swapped_vowel(expected, heard, after)
    if {expected, heard} == {"R", "L"}:
        return Accent.R_AND_L
    if _closes(spot, i):
        if heard in _VOICELESS.get(expected, "").split():
            return Accent.FINAL_VOICE
        if heard in _FINALS.get(expected, "").split():
            return Accent.FINAL_SOUND
        if expected == "R" and heard in {"AX", "AH"}:
            return Accent.OTHER_ENGLISH
    return Accent.NEAR_SOUND if heard in _NEAR.get(expected, "").split() else None


def _swapped_vowel(expected: str, heard: str, after: str) -> Accent | None:
    if expected == "ER" and heard in {"AX", "AH"}:
        return Accent.OTHER_ENGLISH
    if expected == "AE" and heard == "AA" and after in _BROAD:
        return Accent.OTHER_ENGLISH
    return Accent.VOWEL if heard in _NEAR_VOWELS.get(expected, "").split() else None


def _dropped(spot: Spot, i: int) -> Accent | None:
    phone, (before, after) = spot.phones[i], _around(spot, i)
    if phone in VOWELS or phone in _NASALS:
        return None
    if _closes(spot, i):
        if phone == "R":
            return Accent.OTHER_ENGLISH
        if not after and before in VOWELS:
            return Accent.FINAL_DROPPED
        return Accent.CLUSTER_REDUCED
    second = phone in _GLIDES and before not in VOWELS and before != ""
    first = phone == "S" and not before and after not in VOWELS
    return Accent.CLUSTER_REDUCED if second or first else None
