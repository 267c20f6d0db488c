"""A lesson for a stone: what is due, what is new, practice, something to read, an easy ending; 10 to 15 minutes.

The same stone, seed, weak sounds and dues give the same lesson.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from phonics.errors import Invalid
from phonics.levels import steps
from phonics.levels.by_heart import tricky
from phonics.levels.listening import listening, oral_tasks
from phonics.levels.loader import load
from phonics.levels.pacing import AIM, seconds, seconds_of
from phonics.levels.picking import Words, choosable, holding, pictures
from phonics.levels.practice import LADDER, Practice
from phonics.levels.reading_matter import sentences_at, stories_at
from phonics.levels.sequence import RANK
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, ready_words, stone, stones, taught_at
from phonics.levels.strokes import trace
from phonics.levels.text_steps import read_aloud, story

MOST_DUE = 4  # correspondences looked at again in one lesson
READING = "reading"  # the direction from letters to sound; the other is spelling
_FEW_WORDS = 2  # with fewer words to read, a lesson stays with sounds and pictures
_WRITES_UNTIL = "P1"  # up to here each new letter is also traced
_BY_HEART = 2  # words learned by heart in one lesson
_READS_ALOUD_FROM = "P1"
_LETTERS_UNTIL = "P6"  # up to here a due spelling is found among letters; later it is built

__all__ = ["Lesson", "Stone", "plan", "stone", "stones"]

Due = tuple[str, str]  # a code and its direction


@dataclass(frozen=True, slots=True)
class Lesson:
    """The steps of one visit to a stone."""

    stone: Stone
    steps: tuple[Step, ...]


def plan(stone: Stone, seed: int, weak: Sequence[str] = (), due: Sequence[Due] = (), consented: bool = False) -> Lesson:
    """Return a lesson of 10 to 15 minutes.

    :param weak: codes the child is practising, weakest first
    :param due: codes with their direction that spaced repetition asks for today, the most overdue first; what is not
        yet taught at this stone is passed over
    :param consented: whether the child may be recorded
    :raises Invalid: if there is nothing on the stone
    """
    rng = Random(f"{stone.key} {seed} {' '.join(weak)} {due} {consented}")
    if not (stone.words or stone.codes or stone.patterns):
        raise Invalid("There is no lesson %(key)s", key=stone.key)
    if stone.by_ear:
        return Lesson(stone, tuple(listening(stone, rng)))
    made = _sounding if len(ready_words(stone)) < _FEW_WORDS else _reading
    return Lesson(stone, tuple(made(stone, rng, weak, due, consented)))


def _sounding(stone: Stone, rng: Random, weak: Sequence[str], due: Sequence[Due], _consented: bool) -> Iterator[Step]:
    """Yield a lesson for a stone with nothing to read yet: sounds, letters, and words put together by ear."""
    row, pool = load().correspondences[stone.askable[0]], pictures(stone, rng)
    review = [steps.find_letters(load().correspondences[code], stone, rng) for code, _ in _again(stone, weak, due, rng)]
    ending = steps.find_letters(row, stone, rng, easy=True)
    made = [*review, steps.hear(row), trace(row), steps.find_letters(row, stone, rng)]
    made += [steps.blend(word, pool, rng, silent=True) for word in holding(stone, rng)[:3]]
    tasks = oral_tasks(("first", "blend", "same", "rhyme"), stone, rng)
    left = AIM - seconds([ending], stone.level)
    while seconds(made, stone.level) < left:
        made.append(next(tasks))
    yield from made
    yield ending


def _reading(stone: Stone, rng: Random, weak: Sequence[str], due: Sequence[Due], consented: bool) -> Iterator[Step]:
    """Yield a lesson that ends in reading: its own words first, earlier ones where they run short."""
    words = Words(stone, weak, rng)
    begun = [_review(code, direction, stone, words, rng) for code, direction in _again(stone, weak, due, rng)]
    begun += [*_new(stone, words, rng), *_by_heart(stone, rng)]
    text = list(_text(stone, rng, consented))
    left = AIM - seconds([*begun, *text], stone.level) - seconds_of("read", stone.level)
    practice = Practice(stone, words, rng).fill(left)
    yield from begun
    yield from sorted(practice, key=lambda step: LADDER.index(step.kind))
    yield from text
    yield steps.read(words.easiest(), choosable(stone, rng), rng, easy=True)


def _again(stone: Stone, weak: Sequence[str], due: Sequence[Due], rng: Random) -> list[Due]:
    """Return what to come back to: what is due, else two weak ones, else any one taught before; at K2.1 none."""
    rows = load().correspondences
    known = sorted(code for code in taught_at(stone) - set(stone.codes) if rows[code].asked)
    overdue = [(code, direction) for code, direction in dict.fromkeys(due) if code in known]
    asked = [(code, READING) for code in dict.fromkeys(weak) if code in known][:2]
    return overdue[:MOST_DUE] or asked or [(code, READING) for code in rng.sample(known, min(1, len(known)))]


def _review(code: str, direction: str, stone: Stone, words: Words, rng: Random) -> Step:
    """Return a step that asks a correspondence once more, in the direction that is due if a word allows it."""
    row, young = load().correspondences[code], RANK[stone.level] <= RANK[_LETTERS_UNTIL]
    word = None if direction != READING and young else words.next(lambda word: code in word.codes)
    if word is None:
        return steps.find_letters(row, stone, rng)
    if direction != READING:
        return steps.build(word, stone, rng)
    if young and word.picture:
        return steps.blend(word, pictures(stone, rng), rng)
    return steps.read(word, choosable(stone, rng), rng)


def _new(stone: Stone, words: Words, rng: Random) -> Iterator[Step]:
    """Yield what the stone adds: its sounds to hear and find; where it brings none, a word that has the pattern."""
    rows = [load().correspondences[code] for code in stone.askable]
    for row in rows:
        yield steps.hear(row)
        if RANK[stone.level] <= RANK[_WRITES_UNTIL]:
            yield trace(row)
    for row in rows[: 1 if len(rows) > 2 else 2]:
        yield steps.find_letters(row, stone, rng)
    if rows:
        return
    model = next((word for word in words.focus if word.picture), words.focus[0])
    if stone.patterns and model.picture:
        yield steps.hear_word(model)
        yield steps.find_word(model, pictures(stone, rng), rng)
    else:
        yield steps.hear_part(model, stone.label)


def _by_heart(stone: Stone, rng: Random) -> Iterator[Step]:
    """Yield this stone's share of the words its level learns by heart."""
    able = [one.key for one in stones(stone.level) if len(ready_words(one)) >= _FEW_WORDS]
    share = load().level(stone.level).tricky[able.index(stone.key) :: len(able)]
    for text in share[:_BY_HEART]:
        yield tricky(text, rng)


def _text(stone: Stone, rng: Random, consented: bool) -> Iterator[Step]:
    """Yield a story that can be read by now, and for who may be recorded a sentence to read aloud."""
    if tales := stories_at(stone):
        yield story(rng.choice(tales), rng)
    aloud = sentences_at(stone) if consented and RANK[stone.level] >= RANK[_READS_ALOUD_FROM] else ()
    if aloud:
        yield read_aloud(rng.choice(aloud), stone.level)
