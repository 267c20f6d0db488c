"""Which correspondences a child's answers speak for or against."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from phonics.assess.instruments import Instrument
from phonics.assess.items import Item, Response
from phonics.assess.marks import Mark, Outcome, latest_marks
from phonics.assess.mastery import Direction, Observation
from phonics.assess.subtests import Kind
from phonics.levels.loader import load


@dataclass(frozen=True, slots=True)
class Tally:
    """Right out of seen."""

    right: int
    seen: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.seen + other.seen)

    @property
    def share(self) -> float | None:
        """Return right ÷ seen; None when nothing was seen."""
        return self.right / self.seen if self.seen else None


def by_correspondence(
    instrument: Instrument, answers: Mapping[str, Outcome], named: Mapping[str, str] | None = None
) -> dict[str, Tally]:
    """Return code → right out of seen, over the items attempted.

    :param answers: item → outcome of what was attempted (see `scoring.answers`)
    :param named: item → the correspondence the teacher heard go wrong (see `named_misses`)
    """
    tallies: dict[str, Tally] = {}
    for seen in observations(instrument, answers, date.min, named):
        tallies[seen.code] = tallies.get(seen.code, Tally(0, 0)) + Tally(int(seen.right), 1)
    return tallies


def observations(
    instrument: Instrument, answers: Mapping[str, Outcome], on: date, named: Mapping[str, str] | None = None
) -> Iterator[Observation]:
    """Yield what `mastery.fold` takes, item by item; what the child says or writes is produced, a choice is not.

    A right word speaks for each of its correspondences. A wrong one speaks against the one the teacher named; when she
    named none, against those its level has just taught, and is silent about the rest.

    :param answers: item → outcome of what was attempted (see `scoring.answers`)
    """
    new = {correspondence.code for level in instrument.levels for correspondence in load().new_at(level)}
    for subtest in instrument.subtests:
        direction = Direction.SPELLING if subtest.kind is Kind.DICTATION else Direction.READING
        for item in subtest.items:
            if item.key in answers and item.codes:
                yield from _of_item(item, answers[item.key].right, direction, on, (named or {}).get(item.key, ""), new)


def _of_item(
    item: Item, right: bool, direction: Direction, on: date, named: str, new: set[str]
) -> Iterator[Observation]:
    guess = 1 / len(item.options) if item.response is Response.CHOICE else 0.0
    for code in sorted(set(item.codes) if right else _against(item, named, new)):
        yield Observation(code, right, on, item.prompt, produced=not guess, guess=guess, direction=direction)


def named_misses(marks: Iterable[Mark]) -> dict[str, str]:
    """Return item → the correspondence named on the mark that stands, where one is named."""
    return {item: mark.choice for item, mark in latest_marks(marks).items() if mark.choice}


def _against(item: Item, named: str, new: set[str]) -> set[str]:
    if named in item.codes:
        return {named}
    return set(item.codes) if len(item.codes) == 1 else new.intersection(item.codes)
