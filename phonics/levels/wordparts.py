"""Words put together from parts: a beginning, a base, endings; what an affix means, and the letters that change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from phonics.errors import Invalid
from phonics.levels.distractors import distance
from phonics.levels.loader import load
from phonics.levels.steps import Step
from phonics.levels.tables import read_rows
from phonics.levels.words import Word

_WRONG_MEANINGS = 2
_ALIKE = (
    {"not", "full"},
    {"state", "act"},
    {"more", "most"},
    {"not", "before"},
)  # asked beside each other they mislead


@dataclass(frozen=True, slots=True)
class Affix:
    """A beginning or an ending in one of its meanings; "…" stands for the base.

    :param key: "un-", "-er.more"; `group`: those that mean the same share it
    """

    key: str
    group: str
    th: str
    en: str

    @property
    def letters(self) -> str:
        """What is written: "un", "er"."""
        return self.key.partition(".")[0].strip("-")

    @property
    def first(self) -> bool:
        """Whether it stands before the base."""
        return self.key.endswith("-")


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the letters before an ending: hope|ing loses "e", hop|ing gains "p", happy|ness changes its y.

    :param lost: the letter that goes, "" for none; `gained`: the one that comes
    """

    lost: str = ""
    gained: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """A word and its parts in order; an affix, or for the base its letters; `changes`: one for each part, after it."""

    word: Word
    parts: tuple[Affix | str, ...]
    changes: tuple[Change, ...]

    @property
    def asked(self) -> Affix:
        """The affix whose meaning is asked for: the beginning if there is one, else the first ending."""
        return next(part for part in self.parts if isinstance(part, Affix))

    @property
    def base(self) -> str:
        """The word inside."""
        return next(part for part in self.parts if isinstance(part, str))


@cache
def affixes() -> Mapping[str, Affix]:
    """Return the affixes whose meaning is taught, by key."""
    return {
        row["key"]: Affix(row["key"], row["group"], row["th"], row["en"]) for row in read_rows("affix_meanings.csv")
    }


@cache
def built() -> Mapping[str, Built]:
    """Return the words that are built from parts, by text.

    :raises Invalid: if one is not in the word list, or its parts do not spell it
    """
    return {row["word"]: _built(row["word"], row["parts"].split()) for row in read_rows("word_parts.csv")}


def buildable(words: Sequence[Word]) -> list[Word]:
    """Return those of the words that are built from parts."""
    return [word for word in words if word.text in built()]


def word_parts(word: Word, words: Sequence[Word], rng: Random) -> Step:
    """Return: build a heard word from its parts, then say what its affix means.

    :param words: what the child can read; the base that does not belong comes from it
    """
    one = built()[word.text]
    tiles = [*_parts(one), *_wrong_parts(one, words, rng)]
    fields = {
        "word": word.text,
        "say": ["word", word.text],
        "picture": word.picture,
        "parts": _parts(one),
        "changes": [{"lost": change.lost, "gained": change.gained} for change in one.changes],
        "tiles": rng.sample(tiles, len(tiles)),
        "asked": {"key": one.asked.key, "place": one.parts.index(one.asked), "base": one.base},
        "meanings": _meanings(one, rng),
    }
    return Step("word_parts", f"word:{word.text}", fields)


def changed(stem: str, ending: str, text: str) -> Change:
    """Return what happens to the stem before this ending, so that the text begins with both.

    :raises Invalid: if no rule of spelling explains it
    """
    ways = {stem + ending: Change(), stem + stem[-1] + ending: Change(gained=stem[-1])}
    if stem.endswith("e"):
        ways[stem[:-1] + ending] = Change(lost="e")
    if stem.endswith("y"):
        ways[stem[:-1] + "i" + ending] = Change(lost="y", gained="i")
    for spelt in sorted(ways, key=len, reverse=True):
        if text.startswith(spelt):
            return ways[spelt]
    raise Invalid("%(text)s is not %(stem)s and %(ending)s", text=text, stem=stem, ending=ending)


def joined(stem: str, change: Change, ending: str) -> str:
    """Return what stem and ending spell together."""
    return stem.removesuffix(change.lost) + change.gained + ending


def _built(text: str, names: Sequence[str]) -> Built:
    if text not in load().words:
        raise Invalid("word_parts.csv: %(word)s is not in the word list", word=text)
    parts = tuple(affixes()[name] if "-" in name else name for name in names)
    changes, spelt = list[Change](), ""
    for part in parts:
        letters = part if isinstance(part, str) else part.letters
        ending = isinstance(part, Affix) and not part.first
        change = changed(spelt, letters, text) if ending else Change()
        if ending:
            changes[-1] = change
        spelt = joined(spelt, change, letters)
        changes.append(Change())
    if spelt != text:
        raise Invalid("word_parts.csv: the parts of %(word)s spell %(spelt)s", word=text, spelt=spelt)
    return Built(load().words[text], parts, tuple(changes))


def _parts(one: Built) -> list[dict[str, Any]]:
    return [_affix(part) if isinstance(part, Affix) else _base(part) for part in one.parts]


def _affix(affix: Affix) -> dict[str, Any]:
    return {"text": affix.letters, "place": "first" if affix.first else "last"}


def _base(text: str) -> dict[str, Any]:
    return {"text": text, "place": "base", "say": ["word", text]}


def _wrong_parts(one: Built, words: Sequence[Word], rng: Random) -> Iterator[dict[str, Any]]:
    """Yield an affix and a base that do not belong: the base one that sounds like the right one."""
    own = {part["text"] for part in _parts(one)}
    others = [affix for affix in affixes().values() if affix.letters not in own and affix.group != one.asked.group]
    beside = [affix for affix in others if affix.first == one.asked.first]
    yield _affix(rng.choice(beside or others))
    base = load().words[one.base]
    taken = {affix.letters for affix in affixes().values()} | set(built())
    fit = [word for word in words if word.text not in taken and word.text not in one.word.text]
    near = sorted(rng.sample(fit, min(len(fit), 60)), key=lambda word: distance(base.phones, word.phones))
    yield from (_base(word.text) for word in near[:1])


def _meanings(one: Built, rng: Random) -> list[dict[str, Any]]:
    """Return what the affix means among what others mean; none means nearly the same."""
    chosen = [one.asked]
    for other in rng.sample(list(affixes().values()), len(affixes())):
        if len(chosen) <= _WRONG_MEANINGS and not any(_near(other, taken) for taken in chosen):
            chosen.append(other)
    shown = [{"th": affix.th, "en": affix.en, "right": affix is one.asked} for affix in chosen]
    return rng.sample(shown, len(shown))


def _near(one: Affix, other: Affix) -> bool:
    return one.group == other.group or any({one.group, other.group} <= alike for alike in _ALIKE)
