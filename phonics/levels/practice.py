"""Practice for a stone: kinds of steps in turns, as they suit the level, until the time is used."""

from collections.abc import Callable, Mapping
from itertools import cycle
from random import Random

from phonics.levels import steps
from phonics.levels.aliens import at_stone
from phonics.levels.contrasts import contrasts
from phonics.levels.dictation import can_be_dictated, dictation
from phonics.levels.listening import oral_tasks
from phonics.levels.pacing import seconds
from phonics.levels.picking import Words, choosable, pictures
from phonics.levels.reading_matter import sentences_at
from phonics.levels.sequence import RANK
from phonics.levels.sorting import sort
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, ready_words
from phonics.levels.syllables import dividable, syllables
from phonics.levels.telling_apart import pairs
from phonics.levels.text_steps import sentence
from phonics.levels.wordparts import buildable, word_parts

# a lesson grows more demanding; kinds in this order
LADDER = (
    "same_different clap find blend pairs sort syllables build read real_or_alien word_parts dictation sentence".split()
)
# up to this level, these kinds in turns: what comes first is never left out
_TURNS = (
    ("K2", "blend build read oral"),
    ("K4", "blend build read oral sentence"),
    ("P1", "blend build read pairs real real real sort sentence"),
    ("P6", "build read blend pairs real real real dictation sort sentence"),
    ("S1", "syllables build read dictation sort pairs real real real sentence"),
    ("S5", "word_parts syllables read dictation sort sentence build"),
)
_ALIENS = 3  # words in one lesson that may be made up
_LEAST = 4  # steps, however much time the rest of the lesson takes
_TRIES = 500  # turns, after which there is nothing more to ask


class Practice:
    """Makes the practice of one lesson; nothing is asked twice in the same way."""

    def __init__(self, stone: Stone, words: Words, rng: Random) -> None:
        self._stone, self._words, self._rng = stone, words, rng
        self._pictures = pictures(stone, rng)
        self._tasks = oral_tasks(("first", "blend", "same"), stone, rng)
        self._aliens = iter(at_stone(stone, ready_words(stone), _ALIENS, rng))
        self._asked = set[tuple[str, str]]()

    def fill(self, left: float) -> list[Step]:
        """Return steps that take about as many seconds as are left."""
        made: list[Step] = []
        for _turn, kind in zip(range(_TRIES), cycle(_turns(self._stone)), strict=False):
            if len(made) >= _LEAST and seconds(made, self._stone.level) >= left:
                break
            step = self._makers[kind](self)
            if step and (step.kind, step.item) not in self._asked:
                self._asked.add((step.kind, step.item))
                made.append(step)
        return made

    def _blend(self) -> Step | None:
        word = self._words.next(lambda word: bool(word.picture))
        return steps.blend(word, self._pictures, self._rng) if word else self._oral()

    def _oral(self) -> Step | None:
        return next(self._tasks)

    def _build(self) -> Step | None:
        word = self._words.next()
        return steps.build(word, self._stone, self._rng) if word else None

    def _read(self) -> Step | None:
        word = self._words.next()
        return steps.read(word, choosable(self._stone, self._rng), self._rng) if word else None

    def _dictation(self) -> Step | None:
        word = self._words.next(lambda word: can_be_dictated(word, self._stone.level))
        return dictation(word, self._stone, self._rng) if word else None

    def _pairs(self) -> Step | None:
        level = RANK[self._stone.level]
        known = {word.text for word in self._words.all}
        fit = [
            pair
            for one in contrasts()
            for pair in one.pairs
            if RANK[pair.level] <= level and {pair.one, pair.other} <= known
        ]
        near = [pair for pair in fit if self._is_new(pair.one) or self._is_new(pair.other)]
        chosen = near or fit
        return pairs(self._rng.choice(chosen), self._stone.level, self._rng) if chosen else None

    def _sort(self) -> Step | None:
        return sort(self._stone, ready_words(self._stone), self._rng)

    def _real(self) -> Step | None:
        return next(self._aliens, None)

    def _syllables(self) -> Step | None:
        word = self._words.next(lambda word: bool(dividable([word])))
        return syllables(word) if word else None

    def _word_parts(self) -> Step | None:
        word = self._words.next(lambda word: bool(buildable([word])))
        return word_parts(word, ready_words(self._stone), self._rng) if word else None

    def _sentence(self) -> Step | None:
        found = sentences_at(self._stone)
        return sentence(self._rng.choice(found), self._rng) if found else None

    def _is_new(self, text: str) -> bool:
        return any(word.text == text for word in self._words.focus)

    _makers: Mapping[str, Callable[["Practice"], Step | None]] = {
        "blend": _blend,
        "oral": _oral,
        "build": _build,
        "read": _read,
        "dictation": _dictation,
        "pairs": _pairs,
        "sort": _sort,
        "real": _real,
        "syllables": _syllables,
        "word_parts": _word_parts,
        "sentence": _sentence,
    }


def _turns(stone: Stone) -> list[str]:
    return next(kinds for until, kinds in _TURNS if RANK[stone.level] <= RANK[until]).split()
