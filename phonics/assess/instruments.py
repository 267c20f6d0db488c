"""The shape of a test: subtests in order, their items numbered through the whole of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from phonics.assess import flat_form
from phonics.assess.items import Item
from phonics.assess.subtests import Subtest
from phonics.assess.written import content_hash, written
from phonics.errors import Invalid
from phonics.levels.sequence import ORDER

MOST_ITEMS, MOST_SUBTESTS = 500, 20


class Purpose(StrEnum):
    """What it is given for."""

    PLACEMENT = "placement"
    PROGRESS = "progress"
    EXIT = "exit"
    DIAGNOSTIC = "diagnostic"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One form of a test, frozen.

    :param code: 'letter-sounds-K3-A': its lasting name
    :param levels: codes, in teaching order, each once
    :param form: 'A', 'B', 'C'
    :param card: 'letter_sounds', 'words' or 'blending': a ready-made card that decides about promotion; '' = any other.
        Who clones one takes the card off it.
    :param note_th: what the form cannot do, said plainly; '' = nothing to say
    :param cut: points of the whole from which it is passed; None = nobody has set one
    """

    code: str
    purpose: Purpose
    levels: tuple[str, ...]
    form: str
    title_th: str
    title_en: str
    directions_th: str
    directions_en: str
    subtests: tuple[Subtest, ...]
    card: str = ""
    note_th: str = ""
    note_en: str = ""
    cut: int | None = None

    def __post_init__(self) -> None:
        if not self.subtests:
            raise Invalid("An instrument needs items.", code=self.code)
        numbers = [item.number for item in self.items]
        if len(numbers) > MOST_ITEMS or len(self.subtests) > MOST_SUBTESTS:
            most = {"items": MOST_ITEMS, "subtests": MOST_SUBTESTS}
            raise Invalid("An instrument has at most %(items)s items in %(subtests)s subtests.", **most)
        if numbers != list(range(1, len(numbers) + 1)):
            raise Invalid("Items are numbered 1, 2, 3… through the whole instrument.", code=self.code)
        if not self.levels or list(self.levels) != [level for level in ORDER if level in self.levels]:
            raise Invalid("An instrument is for one level or more, in their order.", code=self.code)
        if self.cut is not None and not 1 <= self.cut <= self.points:
            raise Invalid("The cut score must be between 1 and %(most)s, the points to be had.", most=self.points)
        if self.card and (self.card not in flat_form.CARDS or len(self.subtests) != 1 or len(self.levels) != 1):
            raise Invalid("A card that decides about promotion is one subtest for one level.", code=self.code)

    @property
    def items(self) -> tuple[Item, ...]:
        """Return every item, in order: item n stands at n − 1."""
        return tuple(item for subtest in self.subtests for item in subtest.items)

    @property
    def rows(self) -> tuple[tuple[Item, ...], ...]:
        """Return the rows of every subtest, one after the other."""
        return tuple(row for subtest in self.subtests for row in subtest.rows)

    @property
    def points(self) -> int:
        """Return the points to be had."""
        return sum(subtest.points for subtest in self.subtests)

    @property
    def level(self) -> str:
        """Return the level of an instrument for one level, else ''."""
        return self.levels[0] if len(self.levels) == 1 else ""

    @property
    def kind(self) -> str:
        """Return what shelves and promotion know it by: the card, else the purpose."""
        return self.card or self.purpose.value

    @property
    def content_hash(self) -> str:
        """Return a name for exactly this content: SHA-256 of its canonical JSON."""
        return content_hash(self.to_dict())

    def subtest_of(self, number: int) -> Subtest:
        """Return the subtest in which an item stands.

        :raises Invalid: when there is no such item
        """
        found = next((subtest for subtest in self.subtests if subtest.first <= number <= subtest.last), None)
        if found is None:
            raise Invalid("Item %(number)s is not on this instrument.", number=number)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON; a card is written as cards were before there were subtests."""
        told = written(self)
        flat = flat_form.lowered(told)
        return flat if flat and self._read(flat_form.lifted(flat)) == self else told

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the instrument that `to_dict` wrote, today or before there were subtests.

        :raises Invalid: when it makes no sense, in one sentence that says why
        """
        try:
            return cls._read(flat_form.lifted(stored) if flat_form.is_flat(stored) else stored)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid("This is not an instrument: %(why)s", why=str(error)[:100]) from error

    @classmethod
    def _read(cls, stored: Mapping[str, Any]) -> Self:
        subtests = tuple(Subtest.from_dict(subtest) for subtest in stored["subtests"])
        changed = {"purpose": Purpose(stored["purpose"]), "levels": tuple(stored["levels"]), "subtests": subtests}
        return cls(**{**stored, **changed})


def numbered(subtests: tuple[Subtest, ...]) -> tuple[Subtest, ...]:
    """Return the subtests with their items numbered 1, 2, 3… through all of them: for whoever builds or reorders."""
    done, renumbered = 0, []
    for subtest in subtests:
        items = tuple(replace(item, number=done + n) for n, item in enumerate(subtest.items, start=1))
        renumbered.append(replace(subtest, items=items))
        done += len(items)
    return tuple(renumbered)
