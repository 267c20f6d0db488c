"""What the answers of a lesson prove: of which correspondences, in which direction, and how far luck may help."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from phonics.assess.marks import Outcome
from phonics.assess.mastery import Direction, Observation
from phonics.errors import Invalid
from phonics.levels.loader import load
from phonics.levels.readings import read

_SLOW_MS = 20_000  # an answer after this long is right with effort


class Kind(NamedTuple):
    """What a kind of step shows of correspondences.

    :param choices: how many a child chooses among if the tablet did not say; 0 where the answer is made
    """

    direction: Direction
    choices: int

    @property
    def produced(self) -> bool:
        """Whether the child makes the answer."""
        return not self.choices


# Kinds that are not here prove no correspondence: hearing, a hand that writes, a word known by heart, syllables, texts.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "find": Kind(Direction.SPELLING, 4),
        "pairs": Kind(Direction.SPELLING, 2),
        "build": Kind(Direction.SPELLING, 0),
        "dictation": Kind(Direction.SPELLING, 0),
        "word_parts": Kind(Direction.SPELLING, 0),
        "blend": Kind(Direction.READING, 4),
        "read": Kind(Direction.READING, 4),
        "sort": Kind(Direction.READING, 2),
        "real_or_alien": Kind(Direction.READING, 2),
    }
)


class Answer(NamedTuple):
    """One mark of a lesson, as far as it proves something; `choices`: among how many, where the tablet said so."""

    task: str
    item: str
    outcome: str
    latency_ms: int | None = None
    replays: int = 0
    choices: int | None = None


def observations(answers: Iterable[Answer], on: date, before: Iterable[Answer] = ()) -> Iterator[Observation]:
    """Yield the first answer to each step; what came after a hint teaches, but proves nothing.

    :param answers: in the order they were made; `before`: those of the same sitting that came earlier
    """
    asked = {(answer.task, answer.item) for answer in before}
    for answer in answers:
        kind = KINDS.get(answer.task)
        if kind is None or (answer.task, answer.item) in asked:
            continue
        asked.add((answer.task, answer.item))
        right = answer.outcome == Outcome.CORRECT
        for code in codes_of(answer.item):
            yield Observation(
                code, right, on, answer.item, kind.produced, _luck(kind, answer), kind.direction, _prompt(answer)
            )


@lru_cache(maxsize=20_000)
def codes_of(item: str) -> tuple[str, ...]:
    """Return the correspondences a lesson's item speaks of: `gpc:sh=SH`, `word:ship`, `pseudo:shup`; else none."""
    kind, _, text = item.partition(":")
    curriculum = load()
    if kind == "gpc" and text in curriculum.correspondences:
        return (text,)
    if kind == "word" and text in curriculum.words:
        return curriculum.words[text].codes
    if kind == "pseudo":
        return _of_made_up(text)
    return ()


def _of_made_up(text: str) -> tuple[str, ...]:
    """Return the correspondences of the reading one would give a made-up word first."""
    try:
        first = next(iter(read(text)), ())
    except Invalid:
        return ()
    return tuple(segment.code for segment in first if segment.code in load().correspondences)


def _luck(kind: Kind, answer: Answer) -> float:
    """Return the chance of being right by luck; of one choice alone nothing could be learned, so two is the least."""
    return 0.0 if kind.produced else 1 / max(answer.choices or kind.choices, 2)


def _prompt(answer: Answer) -> bool:
    return not answer.replays and (answer.latency_ms or 0) <= _SLOW_MS
