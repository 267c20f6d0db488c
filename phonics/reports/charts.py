"""Charts of a release as SVG bytes: children by level, coverage, the share who rose; the strips are in `strips.py`.

Each is drawn anew for a wide page and for a phone. What is hidden in the release is drawn as a word, never as a length.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from phonics.reports.ink import BAND_COLOURS, DATA, EDGE, INK, RULE, SOFT, Sheet, fitted, width_of
from phonics.reports.rollup import BANDS, LEVELS, Release
from phonics.reports.wording import bands, count, say, share

WIDE, MIDDLE, HALF, NARROW = 1136, 736, 718, 358  # px: a desk, a tablet, a column of the desk, a phone


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: which area, what it is called, what stands small beside it."""

    area: str
    name: str
    note: str = ""
    bold: bool = False
    short: str = ""  # for a phone


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is wanted: `lang` th or en, `size` wide, middle or narrow, `demo` where the data are invented."""

    lang: str = "th"
    size: str = "wide"
    demo: bool = False

    @property
    def wide(self) -> bool:
        return self.size != "narrow"

    @property
    def width(self) -> int:
        return {"wide": WIDE, "middle": MIDDLE}.get(self.size, NARROW)


def badge(sheet: Sheet, look: Look) -> None:
    """Say in the corner that the data are invented, where they are."""
    if look.demo:
        sheet.badge(sheet.width, 18, say(look.lang, "demo"))


# Children by level


def levels(release: Release, area: str, look: Look) -> bytes:
    """Return the assessed children of one area at levels 1–16; those not yet assessed are said in words."""
    return (_levels_wide if look.wide else _levels_narrow)(release, area, look).svg()


def _bars(release: Release, area: str, lang: str) -> list[tuple[int, str, str, int | None, float]]:
    """Return level, colour, label, count (None: hidden) and length as a share of the longest, of the 16 bars."""
    cells = [release.cell(area, f"level_{n}") for n in LEVELS]
    longest = max((cell.value or 0 for cell in cells), default=0) or 1
    colours = [colour for band, colour in zip(BANDS, BAND_COLOURS, strict=True) for _ in range(band[0], band[1] + 1)]
    return [
        (n, colour, count(lang, cell), cell.value, (cell.value or 0) / longest)
        for n, colour, cell in zip(LEVELS, colours, cells, strict=True)
    ]


def _beside(sheet: Sheet, release: Release, area: str, look: Look) -> None:
    cell = release.cell(area, "untested")
    words = f"{say(look.lang, 'untested')} {count(look.lang, cell)} {say(look.lang, 'people')}".rstrip()
    sheet.text(0, 18, words, colour=SOFT)
    badge(sheet, look)


def _levels_wide(release: Release, area: str, look: Look) -> Sheet:
    sheet = Sheet(look.width, 296)
    floor, high, step = 240, 176, look.width / len(LEVELS)
    thick = round(step * 0.7)
    for n, colour, label, value, length in _bars(release, area, look.lang):
        x, tall = (n - 1) * step + (step - thick) / 2, high * length
        if value:
            sheet.bar(x, floor - tall, thick, tall, colour)
            sheet.frame(x, floor - tall, thick, tall)
        sheet.text(x + thick / 2, floor - tall - 7, label, middle=True, colour=INK if value else SOFT)
        sheet.text(x + thick / 2, floor + 20, str(n), middle=True)
    sheet.line(0, floor, look.width, floor, INK)
    for name, (first, last) in zip(bands(look.lang), BANDS, strict=True):
        x1, x2 = (first - 1) * step + (step - thick) / 2, last * step - (step - thick) / 2
        sheet.line(x1, floor + 30, x2, floor + 30, EDGE)
        sheet.text((x1 + x2) / 2, floor + 49, name, middle=True, colour=SOFT)
    _beside(sheet, release, area, look)
    return sheet


def _levels_narrow(release: Release, area: str, look: Look) -> Sheet:
    row, top = 26, 40
    sheet = Sheet(NARROW, top + row * len(LEVELS))
    left = width_of(say(look.lang, "level", n=16)) + 10
    room = NARROW - left - 8 - width_of("18,888")
    for n, colour, label, value, share_of_longest in _bars(release, area, look.lang):
        y, length = top + (n - 1) * row, room * share_of_longest
        sheet.text(0, y + 13, say(look.lang, "level", n=n))
        if value:
            sheet.bar(left, y, length, 16, colour)
            sheet.frame(left, y, length, 16)
        sheet.text(left + length + 7, y + 13, label, colour=INK if value else SOFT)
    sheet.line(left, top - 4, left, sheet.height - 6, INK)
    _beside(sheet, release, area, look)
    return sheet


# Coverage: assessed out of all


def coverage(release: Release, lines: Sequence[Line], look: Look, *, shares: bool = False) -> bytes:
    """Return assessed children (solid) out of all children (frame), one line each, on one scale.

    :param shares: draw every frame equally long (100 %), for lines of very different size
    """
    row = 28 if look.wide else 32
    sheet = Sheet(HALF if look.wide else NARROW, 34 + row * len(lines))
    left, numbers = _columns(sheet, lines, look)
    room = numbers - left - 8
    longest = max((release.cell(line.area, "total").value or 0 for line in lines), default=0) or 1
    for i, line in enumerate(lines):
        y = 34 + i * row
        tested, total = release.cell(line.area, "tested"), release.cell(line.area, "total")
        scale = room / ((shares and total.value) or longest)
        if total.value and tested.value is not None:
            sheet.bar(left, y + 8, scale * tested.value, 10, DATA)
        if total.value:
            sheet.frame(left, y + 8, scale * total.value, 10)
        _row(sheet, line, y, row, left, look)
        _numbers(sheet, y, count(look.lang, tested), count(look.lang, total), share(tested, total))
    return sheet.svg()


def _columns(sheet: Sheet, lines: Sequence[Line], look: Look) -> tuple[float, float]:
    """Write the head of a table-like chart; return where its drawing begins and where its numbers begin."""
    notes = [width_of(f"{line.name} · {line.note}" if line.note else line.name, bold=line.bold) for line in lines]
    narrow = [width_of(line.short or line.name, bold=line.bold) for line in lines]
    left = min(max(notes if look.wide else narrow, default=0) + 14, sheet.width * (0.42 if look.wide else 0.3))
    numbers = sheet.width - 62 - width_of("18,888/18,888") - 4
    sheet.text(sheet.width - 62, 18, say(look.lang, "children"), end=True, colour=SOFT)
    sheet.text(sheet.width, 18, say(look.lang, "percent"), end=True, colour=SOFT)
    if look.demo:
        sheet.badge(left + width_of(say(look.lang, "demo")) + 16, 18, say(look.lang, "demo"))
    sheet.text(0, 18, say(look.lang, "group"), colour=SOFT)
    sheet.line(0, 30, sheet.width, 30, INK)
    return left, numbers


def _row(sheet: Sheet, line: Line, y: float, row: int, left: float, look: Look) -> None:
    name = fitted(line.name if look.wide else line.short or line.name, left - 8, bold=line.bold)
    sheet.text(0, y + 18, name, bold=line.bold)
    if line.note and look.wide:
        sheet.text(width_of(name, bold=line.bold) + 5, y + 18, fitted(f"· {line.note}", left), colour=SOFT)
    sheet.line(0, y + row - 1.5, sheet.width, y + row - 1.5, RULE)


def _numbers(sheet: Sheet, y: float, part: str, whole: str, percent: int | None) -> None:
    sheet.text(sheet.width - 62, y + 18, f"{part}/{whole}", end=True)
    sheet.text(sheet.width, y + 18, "–" if percent is None else f"{percent} %", end=True)


# The share who rose


def rose(release: Release, lines: Sequence[Line], look: Look) -> bytes:
    """Return the share of assessed children who rose at least one level, on a scale from 0 to 100 %, n beside it."""
    row = 28 if look.wide else 32
    sheet = Sheet(HALF if look.wide else NARROW, 34 + row * len(lines) + 24)
    left, numbers = _columns(sheet, lines, look)
    left, room = left + 6, numbers - left - 26
    foot = 34 + row * len(lines)
    for i, line in enumerate(lines):
        y = 34 + i * row
        part, whole = release.cell(line.area, "rose"), release.cell(line.area, "tested")
        percent = share(part, whole)
        _row(sheet, line, y, row, left, look)
        _numbers(sheet, y, count(look.lang, part), count(look.lang, whole), percent)
        if percent is not None:
            sheet.line(left, y + 13, left + room * percent / 100, y + 13, EDGE)
            sheet.dot(left + room * percent / 100, y + 13)
    for mark in (0, 50, 100) if look.wide else (0, 100):
        x = left + room * mark / 100
        sheet.line(x, 31, x, foot, EDGE if mark == 0 else RULE)
        sheet.text(x, foot + 17, f"{mark} %" if mark else "0", middle=True, colour=SOFT)
    return sheet.svg()
