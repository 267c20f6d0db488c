"""Persons × items: what every person got on every item, and which cells are empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from phonics.errors import Invalid

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Responses:
    """A table of answers; an empty cell is neither right nor wrong, it is left out.

    :param items: the items' ids, each once
    :param cells: persons × items, points from 0 up; NaN = empty
    :param unreached: cells that are empty because the person never came there; None = nothing is known of it
    """

    items: tuple[str, ...]
    cells: Numbers
    unreached: Flags | None = None

    def __post_init__(self) -> None:
        if self.cells.ndim != 2 or self.cells.shape[1] != len(self.items):
            raise Invalid("Every person needs one cell for each item.")
        if not self.cells.size:
            raise Invalid("An analysis needs at least one person and one item.")
        if len(set(self.items)) < len(self.items):
            raise Invalid("Every item needs an id of its own.")
        if np.isinf(self.cells).any() or (self.cells < 0).any():
            raise Invalid("Points are numbers from 0 up.")

    @classmethod
    def of(cls, items: Sequence[str], rows: Sequence[Sequence[float | None]]) -> Self:
        """Return the table of these rows; None is an empty cell."""
        filled = [[np.nan if cell is None else cell for cell in row] for row in rows]
        return cls(tuple(items), np.array(filled, dtype=np.float64).reshape(len(rows), len(items)))

    @cached_property
    def filled(self) -> Flags:
        """Return which cells hold an answer."""
        return ~np.isnan(self.cells)

    @cached_property
    def points(self) -> Numbers:
        """Return the cells with 0 where they are empty."""
        return np.where(self.filled, self.cells, 0.0)

    @cached_property
    def zero_one(self) -> Flags:
        """Return for each item whether it holds only 0 and 1."""
        right_or_wrong: Flags = np.all((self.points == 0) | (self.points == 1), axis=0)
        return right_or_wrong

    @cached_property
    def most(self) -> Numbers:
        """Return the most an item gives: 1 for one of 0 and 1, else the largest value seen."""
        return np.where(self.zero_one, 1.0, self.points.max(axis=0))

    @cached_property
    def constant(self) -> Flags:
        """Return for each item whether all its answers are the same; so is an item without answers."""
        least = np.where(self.filled, self.cells, np.inf).min(axis=0)
        same: Flags = least >= self.points.max(axis=0)
        return same

    @cached_property
    def complete(self) -> Numbers:
        """Return the rows without an empty cell."""
        return self.cells[self.filled.all(axis=1)]
