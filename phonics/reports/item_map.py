"""The person–item map: on one scale, how many children stand where, and which items half of the children there get."""

from collections.abc import Sequence
from dataclasses import dataclass

from phonics.reports.charts import Look, badge
from phonics.reports.ink import DATA, EDGE, INK, RULE, SOFT, Sheet, fitted, width_of
from phonics.reports.wording import say

ROW = 26


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half a logit of the scale: the share of children expected there (0–1), and the items that lie there."""

    low: float
    share: float
    items: tuple[str, ...]


def stretches(shares: Sequence[float], lows: Sequence[float], items: Sequence[tuple[str, float]]) -> list[Stretch]:
    """Return the scale from the top down, without the empty ends.

    :param items: name and difficulty; one beyond the scale lies at its end
    """
    placed: list[list[str]] = [[] for _ in lows]
    for name, difficulty in sorted(items, key=lambda item: item[1]):
        at = sum(difficulty >= low for low in lows) - 1
        placed[max(at, 0)].append(name)
    scale = [Stretch(*one) for one in zip(lows, shares, map(tuple, placed), strict=True)]
    told = [n for n, one in enumerate(scale) if one.items or one.share >= 0.005]
    return scale[min(told, default=0) : max(told, default=-1) + 1][::-1]


def item_map(scale: Sequence[Stretch], look: Look) -> bytes:
    """Return the map as SVG: children as bars to the left of the line, items as words to its right."""
    middle = round(look.width * (0.34 if look.wide else 0.36))
    lines = [_wrapped(one.items, look.width - middle - 12) for one in scale]
    foot = 56 + ROW * sum(map(len, lines))
    sheet = Sheet(look.width, foot + 34)
    room = middle - 8 - width_of("88 %")
    most = max((one.share for one in scale), default=0) or 1
    sheet.text(middle - 10, 44, say(look.lang, "map_children"), end=True, colour=SOFT)
    sheet.text(middle + 10, 44, fitted(say(look.lang, "map_items"), look.width - middle - 10), colour=SOFT)
    badge(sheet, look)
    sheet.text(0, 18, say(look.lang, "map_up"), colour=SOFT)
    y = 56
    for one, words in zip(scale, lines, strict=True):
        _stretch(sheet, one, words, y, middle, room * one.share / most)
        y += ROW * len(words)
    sheet.line(middle, 52, middle, foot, INK)
    sheet.text(0, foot + 24, say(look.lang, "map_down"), colour=SOFT)
    return sheet.svg()


def _wrapped(items: Sequence[str], width: float) -> list[str]:
    """Return the items in lines that fit, at least one."""
    lines = [""]
    for item in items:
        longer = f"{lines[-1]}   {item}".strip()
        if lines[-1] and width_of(longer) > width:
            lines.append(item)
        else:
            lines[-1] = longer
    return [fitted(line, width) for line in lines]


def _stretch(sheet: Sheet, one: Stretch, words: Sequence[str], y: float, middle: float, length: float) -> None:
    if one.share >= 0.005:
        sheet.bar(middle - length, y + 4, length, ROW * len(words) - 8, DATA)
        sheet.text(middle - length - 6, y + 18, f"{100 * one.share:.0f} %", end=True, colour=SOFT)
    under = y + ROW * len(words)
    sheet.line(0 if one.low == 0 else middle, under, sheet.width, under, EDGE if one.low == 0 else RULE)
    for n, line in enumerate(words):
        sheet.text(middle + 10, y + 18 + n * ROW, line)


def alt(scale: Sequence[Stretch], lang: str) -> str:
    """Return what the map says to those who hear it."""
    named = [", ".join(one.items) for one in scale if one.items] or ["–"]
    return say(lang, "alt_map", hard=named[0], easy=named[-1])
