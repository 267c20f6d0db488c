"""Why letters were read as another sound: which other rule gives what was heard."""

from enum import StrEnum
from functools import cache

from phonics.levels.distractors import heard as alike
from phonics.levels.graphemes import taught
from phonics.levels.segments import Segment

_SHORT = {"a": "AE", "e": "EH", "i": "IH", "o": "AA", "u": "AH", "y": "IH"}
_LONG = {"a": ("EY",), "e": ("IY",), "i": ("AY",), "o": ("OW",), "u": ("UW", "Y UW"), "y": ("AY", "IY")}
_HARD_AND_SOFT = {"c": ("K", "S"), "g": ("G", "JH")}
# turned left to right, or upside down
_TURNED = {"b": "dp", "d": "bp", "p": "qbd", "q": "p", "m": "w", "w": "m"}
_NAMES = (
    "b B IY|c S IY|d D IY|f EH F|g JH IY|h EY CH|j JH EY|k K EY|l EH L|m EH M|n EH N|p P IY|q K Y UW|r AA R|s EH S"
    "|t T IY|v V IY|x EH K S|y W AY|z Z IY|z Z EH D"
)
_LETTER_NAMES = frozenset((name[0], tuple(name[2:].split())) for name in _NAMES.split("|"))


class Rule(StrEnum):
    """What was read instead."""

    SPLIT_E_IGNORED = "split e ignored"  # hope as hop
    SHORT_FOR_LONG = "short for long"  # go with the vowel of got
    LONG_FOR_SHORT = "long for short"  # kit as kite
    FULL_FOR_WEAK = "full for weak"  # a full vowel where the syllable is weak
    HARD_FOR_SOFT = "hard for soft"  # city with a k
    SOFT_FOR_HARD = "soft for hard"
    OTHER_SOUND = "other sound"  # what the same letters say elsewhere
    R_VOWEL = "other vowel with r"
    FIRST_LETTER = "first letter only"  # ship as sip
    LAST_LETTER = "last letter only"
    ONE_BY_ONE = "letters one by one"
    SILENT_SAID = "silent letter said"  # knife with a k
    REVERSAL = "reversal"  # b and d, p and q, m and w
    LETTER_NAME = "letter name"
    ORDER = "other order"  # on as no
    ANOTHER_WORD = "another word"  # guessed: house as home
    ANOTHER_SOUND = "another sound"  # nothing explains it


def rule(segment: Segment, heard: tuple[str, ...]) -> Rule | None:
    """Return which rule makes these letters say what was heard, None if none does."""
    said = alike(heard)
    for found in (_silent, _vowel, _hard_or_soft, _other_sound, _turned, _named, _spelt_out, _with_r):
        name = found(segment, said)
        if name:
            return name
    return None


@cache
def letter_sound(letter: str) -> tuple[str, ...]:
    """Return the first sound a child learns for a letter; q alone says /k/."""
    first = next((row.phones for row in taught().values() if row.grapheme == letter), ("K",))
    return alike(first)


def _silent(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    if segment.phones or not said:
        return None
    return Rule.SILENT_SAID if said in _sounds(segment.grapheme) else None


def _vowel(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    letter, split = segment.grapheme.removesuffix("_e"), segment.grapheme.endswith("_e")
    if letter not in _SHORT:
        return None
    expected, short = " ".join(alike(segment.phones)), said == (_SHORT[letter],)
    long = " ".join(said) in _LONG[letter]
    if segment.phones == ("AX",) and (short or long):
        return Rule.FULL_FOR_WEAK
    if split:
        return Rule.SPLIT_E_IGNORED if short else None
    if short and expected in _LONG[letter]:
        return Rule.SHORT_FOR_LONG
    return Rule.LONG_FOR_SHORT if long and expected == _SHORT[letter] else None


def _hard_or_soft(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    hard, soft = _HARD_AND_SOFT.get(segment.grapheme[0], ("", ""))
    if segment.phones == (soft,) and said == (hard,):
        return Rule.HARD_FOR_SOFT
    return Rule.SOFT_FOR_HARD if segment.phones == (hard,) and said == (soft,) else None


def _other_sound(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    return Rule.OTHER_SOUND if said and said in _sounds(segment.grapheme) else None


def _turned(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    letters = segment.grapheme
    if letters == "qu":
        said = said[:1] if said[1:] in ((), ("W",)) else said
    single = letters[0] if len(set(letters)) == 1 or letters == "qu" else ""
    return Rule.REVERSAL if any(said == letter_sound(letter) for letter in _TURNED.get(single, "")) else None


def _named(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    return Rule.LETTER_NAME if (segment.grapheme, said) in _LETTER_NAMES else None


def _spelt_out(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    """Return how letters that stand for one sound together were read apart."""
    letters = segment.grapheme.replace("_", "")
    if len(set(letters)) == 1:
        return Rule.FIRST_LETTER if len(letters) > 1 and said == letter_sound(letters[0]) else None
    sounds = [letter_sound(letter) for letter in letters]
    together = tuple(phone for sound in sounds for phone in sound)
    apart = tuple(phone for phone in said if phone != "AH" or "AH" in together)  # knife as "kuh-nife"
    if len(apart) > 1 and apart == together[: len(apart)]:
        return Rule.SILENT_SAID if segment.phones in sounds else Rule.ONE_BY_ONE
    if said == sounds[0]:
        return Rule.FIRST_LETTER
    return Rule.LAST_LETTER if said == sounds[-1] else None


def _with_r(segment: Segment, said: tuple[str, ...]) -> Rule | None:
    both = bool(said) and bool(segment.phones) and {said[-1], segment.phones[-1]} <= {"R", "ER"}
    return Rule.R_VOWEL if both and segment.is_vowel and "r" in segment.grapheme else None


@cache
def _sounds(grapheme: str) -> frozenset[tuple[str, ...]]:
    rows = taught().values()
    if len(grapheme) == 1:
        return frozenset({alike(row.phones) for row in rows if row.grapheme == grapheme} | {letter_sound(grapheme)})
    return frozenset(alike(row.phones) for row in rows if row.grapheme == grapheme)
