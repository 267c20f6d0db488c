"""The steps of a lesson, one maker each: plain values for the tablet (contract: docs/architecture.md)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from phonics.levels.distractors import heard, letters_beside, words_beside
from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.levels.stones import Stone, taught_at
from phonics.levels.words import Word

MOST_CLAPS = 4
_WRONG = 3  # beside the right choice
_EXTRA_TILES = 2

Choice = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `item` names what an answer is evidence of: `gpc:`, `word:`, or only the ear:
    `syl:` (clapping), `oral:` (a word heard), `first:` (its first sound), `rhyme:`."""

    kind: str
    item: str
    fields: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return {"kind": self.kind, "item": self.item, **self.fields}


def hear(row: Correspondence) -> Step:
    """Return: meet a sound, its letters, its key word."""
    key = load().words[row.key_word]
    fields = {
        "grapheme": row.grapheme,
        "sound": _sound(row.phones),
        "word": _say(key),
        "picture": key.picture,
        "mouth": row.mouth,
    }
    return Step("hear", f"gpc:{row.code}", fields)


def hear_word(word: Word) -> Step:
    """Return: meet a word by ear; no letters."""
    fields = {
        "grapheme": None,
        "sound": _say(word),
        "word": _say(word),
        "picture": word.picture,
        "mouth": "",
    }
    return Step("hear", f"oral:{word.text}", fields)


def hear_part(word: Word, part: str) -> Step:
    """Return: meet a part of words, or letters that say nothing, in a word that has it."""
    fields = {"grapheme": part, "sound": _say(word), "word": _say(word), "picture": word.picture, "mouth": ""}
    return Step("hear", f"oral:{word.text}", fields)


def find_letters(row: Correspondence, stone: Stone, rng: Random, easy: bool = False) -> Step:
    """Return: hear a sound, find its letters among four.

    Letters still to come at this level help out while fewer than four are known: they are wrong all the same.
    """
    known = taught_at(stone)
    wrong = letters_beside(row, known, stone.level, rng, _WRONG, far=easy)
    if len(wrong) < _WRONG:
        coming = {new.code for new in load().new_at(stone.level)}
        wrong = letters_beside(row, known | coming, stone.level, rng, _WRONG, far=easy)
    choices = [_letters(row, True), *(_letters(other, False) for other in wrong)]
    return _find(f"gpc:{row.code}", "letters", _sound(row.phones), choices, rng)


def find_word(word: Word, pool: Iterable[Word], rng: Random, easy: bool = False) -> Step:
    """Return: hear a word, find its picture among four."""
    wrong = words_beside(word, pool, rng, _WRONG, far=easy)
    return _find(f"oral:{word.text}", "word", _say(word), _pictures(word, wrong), rng)


def find_first(word: Word, pool: Iterable[Word], rng: Random) -> Step:
    """Return: hear a sound, find the picture whose word begins with it."""
    others = [other for other in pool if heard(other.phones[:1]) != heard(word.phones[:1])]
    wrong = words_beside(word, others, rng, _WRONG)
    return _find(f"first:{word.text}", "first", _sound(word.phones[:1]), _pictures(word, wrong), rng)


def find_rhyme(asked: Word, rhyme: Word, pool: Iterable[Word], rng: Random) -> Step:
    """Return: hear a word, find the picture whose word rhymes with it."""
    others = [other for other in pool if other.text != asked.text and ending(other) != ending(asked)]
    wrong = words_beside(rhyme, others, rng, _WRONG)
    return _find(f"rhyme:{asked.text}", "rhyme", _say(asked), _pictures(rhyme, wrong), rng)


def blend(word: Word, pool: Iterable[Word], rng: Random, silent: bool = False, easy: bool = False) -> Step:
    """Return: hear the sounds run together, find the picture; `silent` shows dots instead of letters."""
    wrong = words_beside(word, pool, rng, _WRONG, far=easy)
    fields = {
        "segments": _segments(word),
        "silent": silent,
        "say": _say(word),
        "choices": _mixed(_pictures(word, wrong), rng),
    }
    return Step("blend", f"{'oral' if silent else 'word'}:{word.text}", fields)


def build(word: Word, stone: Stone, rng: Random) -> Step:
    """Return: put a heard word together from its letters and two that do not belong."""
    tiles = [segment.grapheme for segment in word.segments]
    tiles += _wrong_tiles(word, stone, rng)
    fields = {"segments": _segments(word), "say": _say(word), "picture": word.picture, "tiles": _mixed(tiles, rng)}
    return Step("build", f"word:{word.text}", fields)


def clap(word: Word) -> Step:
    """Return: clap the syllables of a word."""
    fields = {"say": _say(word), "picture": word.picture, "count": word.syllables, "most": MOST_CLAPS}
    return Step("clap", f"syl:{word.text}", fields)


def read(word: Word, pool: Sequence[Word], rng: Random, easy: bool = False) -> Step:
    """Return: read a word, then find its picture, or among words without pictures hear and choose."""
    pictured = [other for other in pool if other.picture] if word.picture else []
    wrong = words_beside(word, pictured, rng, _WRONG, far=easy)
    choices = _pictures(word, wrong)
    if len(wrong) < _WRONG:
        wrong = words_beside(word, pool, rng, _WRONG, far=easy)
        choices = [{"say": _say(one), "right": one is word} for one in (word, *wrong)]
    fields = {"word": word.text, "segments": _segments(word), "say": _say(word), "choices": _mixed(choices, rng)}
    return Step("read", f"word:{word.text}", fields)


@cache
def ending(word: Word) -> tuple[str, ...]:
    """Return what a rhyme shares: the sounds from the vowel on; of a longer word, all of them."""
    vowels = [place for place, phone in enumerate(word.phones) if phone[0] in "AEIOU"]
    return heard(word.phones[vowels[0] :]) if len(vowels) == 1 else word.phones


def _wrong_tiles(word: Word, stone: Stone, rng: Random) -> list[str]:
    """Return two graphemes that say nothing in this word, so that only one building is right."""
    rows = load().correspondences
    tempting = {code for one in word.codes for code in rows[one].confusions}
    known = taught_at(stone)
    allowed = known | {new.code for new in load().new_at(stone.level)}
    unfair = _able_to_say({phone for segment in word.segments for phone in heard(segment.phones)}, allowed)
    unfair |= {segment.grapheme * times for segment in word.segments for times in (1, 2)}
    fair = [row for row in rows.values() if row.code in allowed and row.grapheme not in unfair]
    rng.shuffle(fair)
    fair.sort(key=lambda row: (row.code not in known, row.code not in tempting))
    return list(dict.fromkeys(row.grapheme for row in fair))[:_EXTRA_TILES]


def _able_to_say(phones: set[str], codes: Collection[str]) -> set[str]:
    rows = [load().correspondences[code] for code in codes]
    return {row.grapheme for row in rows if phones.intersection(heard(row.phones))}


def _find(item: str, task: str, ask: list[str], choices: list[Choice], rng: Random) -> Step:
    return Step("find", item, {"task": task, "ask": ask, "choices": _mixed(choices, rng)})


def _letters(row: Correspondence, right: bool) -> Choice:
    return {"grapheme": row.grapheme, "say": _sound(row.phones), "right": right}


def _pictures(right: Word, wrong: Iterable[Word]) -> list[Choice]:
    return [{"picture": one.picture, "say": _say(one), "right": one is right} for one in (right, *wrong)]


def _segments(word: Word) -> list[dict[str, Any]]:
    return [
        {"grapheme": segment.grapheme, "letters": list(segment.letters), "sound": _sound(segment.phones)}
        for segment in word.segments
    ]


def _sound(phones: Sequence[str]) -> list[str]:
    return ["sound", ".".join(phones)]


def _say(word: Word) -> list[str]:
    return ["word", word.text]


def _mixed(things: list[Any], rng: Random) -> list[Any]:
    rng.shuffle(things)
    return things
