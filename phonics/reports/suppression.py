"""Which counts may be shown: small groups hidden, and enough beside them that no subtraction brings one back.

A table is cells (a key and a count) and equations (a total and its parts). What a reader may know is taken at its
strongest: every cell that is shown, every equation, that `<10` stands for 1–9 and that a closed cell holds at least 10.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LEAST = 10  # the smallest group that is shown; schools.md of the programme and the public reports both use ten
_PRIME = 2**61 - 1
SLACK = 2  # a hidden count must keep at least three possible values

Key = Hashable
Equation = tuple[Key, tuple[Key, ...]]


class Hidden(StrEnum):
    SMALL = "small"
    CLOSED = "closed"


@dataclass(slots=True)
class _Table:
    values: Mapping[Key, int]
    equations: Sequence[Equation]
    reluctance: Callable[[Key], int]
    least: int
    hidden: dict[Key, Hidden] = field(default_factory=dict)
    around: dict[Key, list[Equation]] = field(default_factory=dict)
    most: int = 0

    def __post_init__(self) -> None:
        self.most = max(self.values.values(), default=0)
        for equation in self.equations:
            for key in (equation[0], *equation[1]):
                self.around.setdefault(key, []).append(equation)

    def hide(self, key: Key) -> None:
        self.hidden[key] = Hidden.SMALL if 0 < self.values[key] < self.least else Hidden.CLOSED

    def hide_beside(self, equation: Equation) -> bool:
        """Hide the cell of an equation that costs least; a zero protects nothing."""
        total, parts = equation
        open_cells = [key for key in (*parts, total) if key not in self.hidden and self.values[key]]
        if not open_cells:
            return False
        self.hide(min(open_cells, key=lambda key: (key == total, *self.cost(key))))
        return True

    def cost(self, key: Key) -> tuple[int, int, int]:
        return self.reluctance(key), self.burden(key), self.values[key]

    def burden(self, key: Key) -> int:
        """How much would have to be closed with this cell: for each equation another part, or, far worse, its total."""
        wanting = [eq for eq in self.around[key] if not any(k in self.hidden for k in (eq[0], *eq[1]))]
        return sum(1 if any(self.values[k] for k in eq[1] if k != key) else 10 for eq in wanting)

    def leaks(self, equation: Equation) -> bool:
        """Whether this equation alone names a hidden count, or a hidden group that is small as a whole."""
        total, parts = equation
        hidden_parts = [key for key in parts if key in self.hidden]
        if total in self.hidden:
            return not hidden_parts
        if not hidden_parts:
            return False
        known = {key: self.guess(key) for key in (total, *parts)}
        _narrow(known, total, parts)
        together = sum(self.values[key] for key in hidden_parts)
        return together < self.least or any(_is_tight(known[key]) for key in hidden_parts)

    def guess(self, key: Key) -> tuple[int, int]:
        """The lowest and highest value that the printed cell alone leaves possible."""
        match self.hidden.get(key):
            case None:
                return self.values[key], self.values[key]
            case Hidden.SMALL:
                return 1, self.least - 1
        return min(self.least, self.most), self.most

    def exposed(self) -> list[Key]:
        """Hidden cells that all equations together leave fewer than three possible values, tightest first."""
        known = {key: self.guess(key) for key in self.values}
        lines = [eq for eq in self.equations if any(key in self.hidden for key in (eq[0], *eq[1]))]
        changed = True
        while changed:
            changed = sum(_narrow(known, total, parts) for total, parts in lines) > 0
        tight = [key for key in self.hidden if _is_tight(known[key])]
        return sorted(tight, key=lambda key: known[key][1] - known[key][0])

    def fixed_by_algebra(self) -> list[Key]:
        """Hidden cells with one possible value when all equations are solved together."""
        rows = []
        for total, parts in self.equations:
            row = {key: 1 for key in parts if key in self.hidden}
            if total in self.hidden:
                row[total] = _PRIME - 1
            rows.append(row)
        solved = _eliminate(row for row in rows if row)
        return [key for key, row in solved.items() if len(row) == 1]


def _eliminate(rows: Iterable[dict[Key, int]]) -> dict[Key, dict[Key, int]]:
    """Return the reduced rows (Gauss-Jordan modulo a large prime), each under the one cell it is solved for."""
    solved: dict[Key, dict[Key, int]] = {}
    for row in rows:
        for pivot, other in solved.items():
            _subtract(row, pivot, other)
        if row:
            pivot = next(iter(row))
            inverse = pow(row[pivot], -1, _PRIME)
            solved[pivot] = {key: value * inverse % _PRIME for key, value in row.items()}
    pivots = list(solved)
    for at in range(len(pivots) - 2, -1, -1):
        for later in [key for key in pivots[at + 1 :] if key in solved[pivots[at]]]:
            _subtract(solved[pivots[at]], later, solved[later])
    return solved


def _subtract(row: dict[Key, int], pivot: Key, other: Mapping[Key, int]) -> None:
    """Take from the row as much of the other as rids it of the pivot."""
    factor = row.get(pivot, 0)
    if factor:
        for key, value in other.items():
            left = (row.get(key, 0) - factor * value) % _PRIME
            if left:
                row[key] = left
            else:
                row.pop(key, None)


def _is_tight(known: tuple[int, int]) -> bool:
    return known[1] - known[0] < SLACK


def _narrow(known: dict[Key, tuple[int, int]], total: Key, parts: Sequence[Key]) -> bool:
    low, high = sum(known[k][0] for k in parts), sum(known[k][1] for k in parts)
    least, most = known[total]
    changed = _set(known, total, max(least, low), min(most, high))
    least, most = known[total]
    for key in parts:
        a, b = known[key]
        changed |= _set(known, key, max(a, least - (high - b)), min(b, most - (low - a)))
    return changed


def _set(known: dict[Key, tuple[int, int]], key: Key, low: int, high: int) -> bool:
    changed = known[key] != (low, high)
    known[key] = (low, high)
    return changed


def protect(
    values: Mapping[Key, int],
    equations: Iterable[Equation],
    reluctance: Callable[[Key], int] = lambda key: 0,
    least: int = LEAST,
) -> dict[Key, Hidden]:
    """Return the cells to hide, and why: `SMALL` (1 to least - 1) or `CLOSED` (so that a small one stays hidden).

    :param reluctance: cells with a lower number are closed first; among equals the smallest count
    A zero is shown: it describes nobody.
    """
    table = _Table(values, tuple(equations), reluctance, least)
    for key, value in values.items():
        if 0 < value < least:
            table.hide(key)
    while _close_one_round(table):
        pass
    return table.hidden


def _close_one_round(table: _Table) -> bool:
    """Close beside every leak, or shelter one exposed cell; False when there is nothing left to do."""
    closed = [eq for eq in table.equations if table.leaks(eq) and table.hide_beside(eq)]
    if closed:
        return True
    return any(_shelter(table, key) for key in table.exposed() or table.fixed_by_algebra())


def _shelter(table: _Table, key: Key) -> bool:
    """Close one more cell in that equation of this one where it leaves least exposed; False when all are closed."""
    best: tuple[int, dict[Key, Hidden]] | None = None
    before = dict(table.hidden)
    for equation in table.around[key]:
        if table.hide_beside(equation):
            left = len(table.exposed())
            if best is None or left < best[0]:
                best = left, dict(table.hidden)
        table.hidden = dict(before)
    if best:
        table.hidden = best[1]
    return best is not None
