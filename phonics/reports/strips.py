"""Strips: children by band of levels, every area on one scale of 100 %, as small multiples."""

from collections.abc import Sequence

from phonics.reports.charts import Line, Look, badge
from phonics.reports.ink import BAND_COLOURS, SOFT, Sheet, fitted, width_of
from phonics.reports.rollup import BAND_FIELDS, Release
from phonics.reports.wording import bands, count, say

PARTS = (*BAND_FIELDS, "untested")


def strips(release: Release, lines: Sequence[Line], look: Look) -> bytes:
    """Return small multiples: every area's children by band of levels, each strip 100 % long, in columns for many."""
    columns = {"wide": 3, "middle": 2}.get(look.size, 1) if len(lines) > 16 else 1
    row, tall = 28 if columns == 1 else 20, -(-len(lines) // columns)
    sheet = Sheet(look.width)
    top = _key(sheet, look, closed=any(_is_merged(release, line.area) for line in lines))
    sheet.resize(top + row * tall + 4)
    width = (sheet.width - 32 * (columns - 1)) / columns
    notes = [line.note if look.wide else "" for line in lines]
    name_w = min(max((width_of(line.name, bold=line.bold) for line in lines), default=0), 152) + 8
    note_w = max((width_of(note) + 8 for note in notes if note), default=0)
    for i, line in enumerate(lines):
        x, y = (i // tall) * (width + 32), top + (i % tall) * row
        base, total = y + row / 2 + 5, release.cell(line.area, "total")
        sheet.text(x, base, fitted(line.name, name_w - 6, bold=line.bold), bold=line.bold)
        sheet.text(x + name_w, base, notes[i], colour=SOFT)
        sheet.text(x + width, base, count(look.lang, total), end=True, bold=line.bold)
        if total.value:
            left = x + name_w + note_w
            _strip(sheet, release, line.area, (left, y + (row - 12) / 2, width - name_w - note_w - 48))
    return sheet.svg()


def _is_merged(release: Release, area: str) -> bool:
    return any(release.cell(area, part).value is None for part in PARTS)


def _strip(sheet: Sheet, release: Release, area: str, place: tuple[float, float, float]) -> None:
    """Draw one strip; hidden parts are one hatched piece, as long as what a reader could subtract anyway."""
    left, y, width = place
    total, merged = release.cell(area, "total").value or 1, release.rest(area, PARTS)
    x = left
    for part, colour in zip(PARTS, (*BAND_COLOURS, None), strict=True):
        value = release.cell(area, part).value
        hidden = value is None
        value, merged = (merged or 0, 0) if hidden else (value, merged)
        length = width * (value or 0) / total
        if not length:
            continue
        if hidden:
            sheet.frame(x, y, length, 12, hatch="//////")
        elif colour:
            sheet.bar(x + (1 if x > left else 0), y, length - (1 if x > left else 0), 12, colour)
        x += length
    sheet.frame(left, y, width, 12)


def _key(sheet: Sheet, look: Look, *, closed: bool) -> int:
    """Write the key of the strips over as many lines as it needs; return where the strips begin."""
    x, y = 0.0, 18
    entries = [*zip(bands(look.lang), BAND_COLOURS, strict=True), (say(look.lang, "untested"), "")]
    if closed:
        entries.append((say(look.lang, "closed_parts"), "hatch"))
    for name, colour in entries:
        need = 30 + width_of(name)
        if x and x + need > sheet.width - (110 if look.demo and y == 18 else 0):
            x, y = 0.0, y + 26
        if colour.startswith("#"):
            sheet.bar(x, y - 11, 24, 12, colour)
        sheet.frame(x + 0.5, y - 11, 23, 12, hatch="//////" if colour == "hatch" else "")
        sheet.text(x + 30, y, name, colour=SOFT)
        x += need + 16
    badge(sheet, look)
    return y + 16
