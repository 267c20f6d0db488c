"""What is done by ear alone: the lessons of K1, and the tasks that help out while there is little to read."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from random import Random

from phonics.levels import steps
from phonics.levels.loader import load
from phonics.levels.pacing import AIM, seconds
from phonics.levels.picking import by_ear, rhymes, shuffled
from phonics.levels.sequence import patterns
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, stones
from phonics.levels.telling_apart import ear_pairs, same_different
from phonics.levels.words import Word

_TASKS = ("clap", "rhyme", "first", "blend")


def listening(stone: Stone, rng: Random) -> Iterator[Step]:
    """Yield a lesson of K1: its three words and its tasks, those of earlier stones again, and an easy ending."""
    pool, words = by_ear(), [load().words[text] for text in stone.words]
    first, second, third = shuffled(words, rng)
    ending = steps.find_word(first, pool, rng, easy=True)
    made = [steps.hear_word(first), steps.find_word(first, pool, rng), steps.clap(second)]
    made.append(steps.find_word(second, pool, rng))
    tasks = oral_tasks(_tasks(stone), stone, rng)
    made += [next(tasks), steps.clap(third), steps.find_word(third, pool, rng)]
    again = cycle(shuffled(_met_before(stone) or words, rng))
    left = AIM - seconds([ending], stone.level)
    while seconds(made, stone.level) < left:
        made.append(next(tasks) if len(made) % 4 else steps.find_word(next(again), pool, rng))
    yield from made
    yield ending


def oral_tasks(names: Sequence[str], stone: Stone, rng: Random) -> Iterator[Step]:
    """Yield tasks for the ear in turns, without end; a word comes again only when all have been."""
    makers = {name: _oral(name, stone, rng) for name in names}
    while True:
        for name in names:
            yield next(makers[name])


def _tasks(stone: Stone) -> tuple[str, ...]:
    """Return the tasks of a stone of K1, then those that came before it, and telling words apart."""
    before = [task for one in stones(stone.level)[: stone.number] for task in one.tasks]
    return tuple(dict.fromkeys([*stone.tasks, *reversed(before), "same"]))


def _met_before(stone: Stone) -> list[Word]:
    return [load().words[text] for one in stones(stone.level)[: stone.number - 1] for text in one.words]


def _oral(name: str, stone: Stone, rng: Random) -> Iterator[Step]:
    if name == "same":
        yield from _same(rng)
    pool = by_ear()
    make: dict[str, Callable[[Word], Step]] = {
        "clap": steps.clap,
        "first": lambda word: steps.find_first(word, pool, rng),
        "blend": lambda word: steps.blend(word, pool, rng, silent=True),
        "rhyme": lambda word: steps.find_rhyme(word, rng.choice(rhymes(word, pool)), pool, rng),
    }
    fit: dict[str, Callable[[Word], bool]] = {
        "clap": lambda word: word.listening and word.text not in stone.words,
        "first": lambda word: word.phones[0][0] not in "AEIOU" and not patterns(word.segments) & {"start:r", "start:l"},
        "blend": lambda word: len(word.segments) <= 3 and word.syllables == 1,
        "rhyme": lambda word: word.syllables == 1 and bool(rhymes(word, pool)),
    }
    fitting = [word for word in shuffled(pool, rng) if fit[name](word)]
    fitting.sort(key=lambda word: word.text not in stone.words)
    for word in cycle(fitting):
        yield make[name](word)


def _same(rng: Random) -> Iterator[Step]:
    """Yield pairs to tell apart, every other one twice the same word."""
    for number, (one, other) in enumerate(cycle(rng.sample(ear_pairs(), len(ear_pairs())))):
        yield same_different(one, one if (number + rng.randrange(2)) % 2 else other)
