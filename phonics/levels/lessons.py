"""A lesson for a stone: hear, find, blend, build, read, and an easy ending. The same seed gives the same lesson."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from random import Random

from phonics.errors import Invalid
from phonics.levels import steps
from phonics.levels.loader import load
from phonics.levels.sequence import RANK, patterns
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, focus_words, ready_words, stone, stones, taught_at
from phonics.levels.words import Word

LONGEST = 12
_REVIEWED = 2  # weak correspondences looked at again in one lesson
_FEW_WORDS = 2  # with fewer words to read, a lesson stays with sounds and pictures
_ENOUGH_PICTURES = 10

__all__ = ["Lesson", "Stone", "plan", "stone", "stones"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The steps of one visit to a stone."""

    stone: Stone
    steps: tuple[Step, ...]


def plan(stone: Stone, seed: int, weak: Sequence[str] = ()) -> Lesson:
    """Return a lesson of 8–12 steps.

    :param weak: codes to come back to, weakest first; those not yet taught at this stone are passed over
    :raises Invalid: if the stone belongs to a level whose lessons are not written
    """
    rng = Random(f"{stone.key} {seed} {' '.join(weak)}")
    if stone.words:
        return Lesson(stone, tuple(_listening(stone, rng)))
    if not stone.codes and not stone.patterns:
        raise Invalid("There is no lesson %(key)s", key=stone.key)
    made = _oral if len(ready_words(stone)) < _FEW_WORDS else _reading
    return Lesson(stone, tuple(made(stone, rng, weak)))


def _listening(stone: Stone, rng: Random) -> Iterator[Step]:
    """Yield a K1 lesson: words, syllables, then rhymes, first sounds and blending by ear."""
    pool, first, second, third = _by_ear(), *_shuffled([load().words[text] for text in stone.words], rng)
    extras = islice(cycle(stone.tasks), 3)
    tasks = [_oral_task(name, stone, rng, used) for used, name in enumerate(extras)]
    yield steps.hear_word(first)
    yield steps.find_word(first, pool, rng)
    yield steps.clap(second)
    yield steps.find_word(second, pool, rng)
    yield tasks[0]
    yield steps.clap(third)
    yield steps.find_word(third, pool, rng)
    yield from tasks[1:]
    yield steps.find_word(first, pool, rng, easy=True)


def _oral_task(name: str, stone: Stone, rng: Random, used: int) -> Step:
    """Return one task for the ear; `used` counts the tasks before it, so that none repeats."""
    pool = _by_ear()
    make: dict[str, Callable[[Word], Step]] = {
        "clap": steps.clap,
        "first": lambda word: steps.find_first(word, pool, rng),
        "blend": lambda word: steps.blend(word, pool, rng, silent=True),
        "rhyme": lambda word: steps.find_rhyme(word, rng.choice(_rhymes(word, pool)), pool, rng),
    }
    fit: dict[str, Callable[[Word], bool]] = {
        "clap": lambda word: word.listening and word.text not in stone.words,
        "first": lambda word: word.phones[0][0] not in "AEIOU" and not patterns(word.segments) & {"start:r", "start:l"},
        "blend": lambda word: len(word.segments) <= 3 and word.syllables == 1,
        "rhyme": lambda word: word.syllables == 1 and bool(_rhymes(word, pool)),
    }
    fitting = [word for word in _shuffled(pool, Random(f"{stone.key} {name} {rng.random()}")) if fit[name](word)]
    fitting.sort(key=lambda word: word.text not in stone.words)
    return make[name](fitting[used])


def _oral(stone: Stone, rng: Random, weak: Sequence[str]) -> Iterator[Step]:
    """Yield a lesson for a stone with nothing to read yet: sounds, letters, and words put together by ear."""
    row = load().correspondences[stone.askable[0]]
    pool = _by_ear()
    blends = _holding(stone, rng)
    starting = _shuffled([word for word in pool if word.codes[0] == row.code], rng)
    review = [load().correspondences[code] for code in _to_review(stone, weak, rng)]
    yield steps.hear(row)
    yield steps.find_letters(row, stone, rng)
    if starting:
        yield steps.find_first(starting[0], pool, rng)
    yield steps.blend(blends[0], pool, rng, silent=True)
    for again in review or [row]:
        yield steps.find_letters(again, stone, rng)
    yield steps.blend(blends[1], pool, rng, silent=True)
    yield steps.find_first(starting[1], pool, rng) if starting[1:] else steps.blend(blends[2], pool, rng, silent=True)
    if not starting:
        yield steps.blend(blends[3], pool, rng, silent=True)
    yield steps.find_letters(row, stone, rng, easy=True)


def _reading(stone: Stone, rng: Random, weak: Sequence[str]) -> Iterator[Step]:
    """Yield a lesson that ends in reading: its own words first, earlier ones where they run short."""
    queue = _Words(stone, weak, rng)
    pictures, words = _pictures(stone), _choosable(stone)
    opening = list(_opening(stone, rng, queue))
    yield from opening
    room = LONGEST - len(opening) - 7
    for code in _to_review(stone, weak, rng)[:room]:
        yield steps.find_letters(load().correspondences[code], stone, rng)
    blended = queue.pictured(2)
    for word in blended:
        yield steps.blend(word, pictures, rng)
    for word in _holding(stone, rng)[: 2 - len(blended)]:
        yield steps.blend(word, pictures, rng, silent=True)
    for word in queue.words(2):
        yield steps.build(word, stone, rng)
    for word in queue.words(2):
        yield steps.read(word, words, rng)
    yield steps.read(queue.easiest(), words, rng, easy=True)


def _opening(stone: Stone, rng: Random, queue: "_Words") -> Iterator[Step]:
    """Yield the sounds of the stone to hear and find; where it brings a pattern instead, a word that has it."""
    rows = [load().correspondences[code] for code in stone.askable]
    for row in rows:
        yield steps.hear(row)
    for row in rows[: 1 if len(rows) > 2 else 2]:
        yield steps.find_letters(row, stone, rng)
    if not rows:
        word = queue.model()
        yield steps.hear_word(word)
        yield steps.find_word(word, _pictures(stone), rng)


class _Words:
    """Hands out the words of one lesson, each once as long as there are any."""

    def __init__(self, stone: Stone, weak: Sequence[str], rng: Random) -> None:
        focus = _shuffled(focus_words(stone), rng)
        earlier = _shuffled([word for word in ready_words(stone) if word not in focus], rng)
        earlier.sort(key=lambda word: (not set(weak) & set(word.codes), -RANK[word.level]))
        self.all = [*sorted(focus, key=lambda word: not word.picture), *earlier]
        self.waiting, self.met = list(self.all), list[Word]()

    def model(self) -> Word:
        """Return a word with a picture that shows the stone's pattern; it will come back."""
        return next(word for word in self.all if word.picture)

    def pictured(self, n: int) -> list[Word]:
        """Return up to n words with pictures."""
        return self._take([word for word in self.waiting if word.picture][:n])

    def words(self, n: int) -> list[Word]:
        """Return n words, those not yet met in this lesson first."""
        met = [word for word in self.all if word not in self.waiting]
        return self._take([*self.waiting, *met][:n])

    def easiest(self) -> Word:
        """Return a word met before: the shortest, one with a picture if any."""
        return min(self.met, key=lambda word: (not word.picture, len(word.text), word.text))

    def _take(self, taken: list[Word]) -> list[Word]:
        self.waiting = [word for word in self.waiting if word not in taken]
        self.met += [word for word in taken if word not in self.met]
        return taken


def _to_review(stone: Stone, weak: Sequence[str], rng: Random) -> list[str]:
    """Return the weak codes this stone can come back to, or any one of those taught before; at K2.1 there is none."""
    rows = load().correspondences
    known = sorted(code for code in taught_at(stone) - set(stone.codes) if rows[code].asked)
    asked = [code for code in dict.fromkeys(weak) if code in known]
    return asked[:_REVIEWED] or rng.sample(known, min(1, len(known)))


def _holding(stone: Stone, rng: Random) -> list[Word]:
    """Return short words known by ear that hold the stone's sound."""
    words = [word for word in _by_ear() if set(stone.codes) & set(word.codes)]
    return _shuffled([word for word in words if len(word.segments) <= 3 and word.syllables == 1], rng)


@cache
def _by_ear() -> tuple[Word, ...]:
    """Return the words a child may meet by ear and picture alone: those of K1, and short ones with a picture."""
    return tuple(word for word in load().words.values() if word.picture and (word.listening or _short(word)))


def _short(word: Word) -> bool:
    return word.picture.startswith("art:") and word.syllables == 1 and RANK[word.level] <= RANK["P1"]


def _pictures(stone: Stone) -> list[Word]:
    """Return words to choose among by picture: readable ones, and while they are few, those known by ear."""
    ready = [word for word in ready_words(stone) if word.picture]
    return ready if len(ready) >= _ENOUGH_PICTURES else list(dict.fromkeys([*ready, *_by_ear()]))


def _choosable(stone: Stone) -> list[Word]:
    """Return words to choose among by ear or picture after reading one."""
    ready = ready_words(stone)
    return list(ready) if len(ready) >= 2 * _ENOUGH_PICTURES else list(dict.fromkeys([*ready, *_by_ear()]))


def _rhymes(word: Word, pool: Sequence[Word]) -> list[Word]:
    found = [other for other in pool if other.text != word.text and steps.ending(other) == steps.ending(word)]
    return [other for other in found if other.phones != word.phones]


def _shuffled(words: Sequence[Word], rng: Random) -> list[Word]:
    return rng.sample(list(words), len(words))
