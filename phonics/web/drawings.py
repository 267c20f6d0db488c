"""The geometry of small inline drawings: numbers in, coordinates out; the templates hold the shapes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from phonics.assess.promotion import Criterion


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of the last results, 48 × 24, and its end."""

    points: str
    x: float
    y: float


def spark(values: Sequence[float], width: int = 48, height: int = 24, top: float = 60) -> Spark | None:
    """Return the trend of at least two values on a scale from 0 to `top` (or the highest), None for fewer."""
    if len(values) < 2:
        return None
    highest = max(top, *values)
    step = (width - 8) / (len(values) - 1)
    dots = [(4 + step * i, height - 4 - (height - 8) * value / highest) for i, value in enumerate(values)]
    return Spark(" ".join(f"{x:.1f},{y:.1f}" for x, y in dots), round(dots[-1][0], 1), round(dots[-1][1], 1))


WIDE, NARROW = 560, 328  # a desk's column, a phone's: charts are drawn anew, never scaled down


@dataclass(frozen=True, slots=True)
class CutRow:
    """One form on the strip: where its dot stands, None when it was not taken."""

    line: Criterion
    y: int
    x: float | None


@dataclass(frozen=True, slots=True)
class CutStrip:
    """Both word forms against the cut score; `ticks` are (x, count), in items of `n`."""

    width: int
    right: float
    rows: tuple[CutRow, ...]
    ticks: tuple[tuple[float, int], ...]
    n: int
    cut: float
    cut_x: float
    band_x: float
    band_width: float
    low: float
    high: float
    label_x: float
    label_anchor: str


def cut_strip(lines: Sequence[Criterion], width: int = WIDE) -> CutStrip | None:
    """Return the strip for the two forms that decide, None when none was taken."""
    taken = [line for line in lines if line.right is not None and line.n and line.band]
    if not taken:
        return None
    longest = max(taken, key=lambda line: line.n)
    n, cut, (low, high) = longest.n, longest.needed * longest.n, longest.band or (0.0, 0.0)
    left = 100.0 if width >= WIDE else 84.0
    right = width - 60.0
    scale = (right - left) / n
    ticks = tuple((round(left + scale * i, 1), i) for i in range(0, n + 1, 5 if n <= 40 else 10))
    rows = tuple(
        CutRow(line, 48 + 36 * i, round(left + (right - left) * line.got, 1) if line.got is not None else None)
        for i, line in enumerate(lines)
    )
    return CutStrip(
        width=width,
        right=right,
        rows=rows,
        ticks=ticks,
        n=n,
        cut=cut,
        cut_x=round(left + scale * cut, 1),
        band_x=round(left + scale * low, 1),
        band_width=round(scale * (high - low), 1),
        low=round(low, 1),
        high=round(high, 1),
        **_label(left, round(left + scale * low, 1), [row.x for row in rows if row.x is not None], width),
    )


def _label(left: float, band_x: float, dots: Sequence[float], width: int) -> dict[str, Any]:
    """Return where the band's name stands: beside the band, unless a dot stands there and not at the left edge."""
    long = 136 if width >= WIDE else 64
    beside = any(band_x - 16 - long < x < band_x for x in dots)
    at_edge = any(x < left + 16 + long for x in dots)
    if beside and not at_edge:
        return {"label_x": left + 8, "label_anchor": "start"}
    return {"label_x": band_x - 8, "label_anchor": "end"}


@dataclass(frozen=True, slots=True)
class Step:
    """A level on the step line from the moment it began."""

    level: str
    since: datetime
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Steps:
    """A child's way through the levels: the path, its steps, and one rule for each level touched."""

    width: int
    path: str
    steps: tuple[Step, ...]
    rules: tuple[tuple[int, str], ...]  # (y, level)
    height: int
    x: float
    y: int


def level_steps(history: Sequence[tuple[str, int, datetime]], now: datetime, width: int = WIDE) -> Steps | None:
    """Return the step line of (level, number, since), oldest first; only as many of the newest as have room.

    Steps stand where their days are, but far enough apart that their dates can be read.
    """
    shown = list(history)[-(4 if width >= WIDE else 2) :]
    if not shown:
        return None
    numbers = sorted({number for _, number, _ in shown})
    code_of = {number: level for level, number, _ in shown}
    y_of = {number: 24 + 28 * (len(numbers) - 1 - i) for i, number in enumerate(numbers)}
    end = width - 68.0
    xs = _places([since.timestamp() for _, _, since in shown], now.timestamp(), end)
    steps = tuple(Step(level, since, x, y_of[n]) for (level, n, since), x in zip(shown, xs, strict=True))
    path = f"M{steps[0].x} {steps[0].y}" + "".join(f"H{step.x}V{step.y}" for step in steps[1:]) + f"H{end}"
    rules = tuple((y_of[number], code_of[number]) for number in numbers)
    return Steps(width, path, steps, rules, max(y_of.values()) + 12, end, steps[-1].y)


def _places(moments: Sequence[float], now: float, end: float) -> list[float]:
    """Return where steps stand between 4 and `end`: by their moments, pushed apart where dates would overlap."""
    left, apart = 4.0, min(112.0, (end - 4) / len(moments))
    span = max(now - moments[0], 1.0)
    xs = [left + (end - left) * (moment - moments[0]) / span for moment in moments]
    for i in range(1, len(xs)):
        xs[i] = max(xs[i], xs[i - 1] + apart)
    ceiling = end - apart
    for i in range(len(xs) - 1, 0, -1):
        xs[i] = min(xs[i], ceiling)
        ceiling = xs[i] - apart
    return [round(x, 1) for x in xs]


def drawn_twice(draw: Callable[[int], Any]) -> tuple[tuple[str, Any], ...]:
    """Return ("wide", drawing) and ("narrow", drawing); empty when there is nothing to draw."""
    return tuple((name, drawn) for name, width in (("wide", WIDE), ("narrow", NARROW)) if (drawn := draw(width)))
