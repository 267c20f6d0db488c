"""Which words a lesson takes: those of its stone first, each once as long as there are any; and the wrong choices."""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from random import Random

from phonics.levels import steps
from phonics.levels.loader import load
from phonics.levels.sequence import RANK
from phonics.levels.stones import Stone, focus_words, ready_words
from phonics.levels.words import Word

_ENOUGH_PICTURES = 10
_MOST_CHOICES = 30  # to find the likest among; more only takes longer


class Words:
    """Hands out the words of one lesson: what the stone adds, then what holds a weak sound, then the newest."""

    def __init__(self, stone: Stone, weak: Collection[str], rng: Random) -> None:
        focus = shuffled(focus_words(stone), rng)
        own = {word.text for word in focus}
        earlier = shuffled([word for word in ready_words(stone) if word.text not in own], rng)
        earlier.sort(key=lambda word: (not set(weak) & set(word.codes), -RANK[word.level]))
        self.all = [*sorted(focus, key=lambda word: not word.picture), *earlier]
        self.focus = focus
        self._waiting = list(self.all)
        self.read = list[Word]()  # what has been printed in this lesson

    def next(self, fit: Callable[[Word], bool] = lambda _word: True) -> Word | None:
        """Return the first fitting word, None if none fits; the next time it stands behind all others."""
        word = next(filter(fit, self._waiting), None)
        if word:
            self._waiting.remove(word)
            self._waiting.append(word)
            self.read.append(word)
        return word

    def easiest(self) -> Word:
        """Return a word met before: the shortest, one with a picture if any."""
        return min(self.read, key=lambda word: (not word.picture, len(word.text), word.text))


@cache
def by_ear() -> tuple[Word, ...]:
    """Return the words a child may meet by ear and picture alone: those of K1, and short ones with a picture."""
    return tuple(word for word in load().words.values() if word.picture and (word.listening or _short(word)))


def pictures(stone: Stone, rng: Random) -> list[Word]:
    """Return words to choose among by picture: readable ones, and while they are few, those known by ear."""
    ready = [word for word in ready_words(stone) if word.picture]
    return _some(ready if len(ready) >= _ENOUGH_PICTURES else list(dict.fromkeys([*ready, *by_ear()])), rng)


def choosable(stone: Stone, rng: Random) -> list[Word]:
    """Return words to choose among by ear or picture after reading one."""
    ready = list(ready_words(stone))
    return _some(ready if len(ready) >= 2 * _ENOUGH_PICTURES else list(dict.fromkeys([*ready, *by_ear()])), rng)


def holding(stone: Stone, rng: Random) -> list[Word]:
    """Return short words known by ear that hold the stone's sound."""
    words = [word for word in by_ear() if set(stone.codes) & set(word.codes)]
    return shuffled([word for word in words if len(word.segments) <= 3 and word.syllables == 1], rng)


def rhymes(word: Word, pool: Sequence[Word]) -> list[Word]:
    """Return the words that rhyme with a word and do not sound the same."""
    found = [other for other in pool if other.text != word.text and steps.ending(other) == steps.ending(word)]
    return [other for other in found if other.phones != word.phones]


def shuffled(words: Sequence[Word], rng: Random) -> list[Word]:
    """Return the words in another order."""
    return rng.sample(list(words), len(words))


def _some(words: list[Word], rng: Random) -> list[Word]:
    return words if len(words) <= _MOST_CHOICES else rng.sample(words, _MOST_CHOICES)


def _short(word: Word) -> bool:
    return word.picture.startswith("art:") and word.syllables == 1 and RANK[word.level] <= RANK["P1"]
