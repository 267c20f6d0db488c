"""The same figures as a file: CSV that a spreadsheet opens in Thai, hidden where the page hides."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from phonics.reports.charts import Line
from phonics.reports.rollup import BAND_FIELDS, LEVEL_FIELDS, LEVELS, Release
from phonics.reports.wording import bands, count, say, share

_COUNTS = ("total", "tested", "untested", "rose", *BAND_FIELDS)


def csv_bytes(release: Release, lines: Sequence[Line], lang: str, notes: Iterable[str]) -> bytes:
    """Return one row per line, then the notes (source, date, invented data), as UTF-8 with a byte-order mark."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head(lang))
    for line in lines:
        writer.writerow(_row(release, line, lang))
    writer.writerow([])
    for note in (*notes, say(lang, "hidden_note")):
        writer.writerow([_plain(note)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _head(lang: str) -> list[str]:
    counts = [say(lang, name) for name in ("total", "tested", "untested", "rose")]
    parts = [say(lang, "levels", band=name.split()[-1]) for name in bands(lang)]
    levels = [say(lang, "level", n=n) for n in LEVELS]
    shares = [f"{say(lang, 'percent')} {say(lang, name)}" for name in ("tested", "rose")]
    return [say(lang, "kind"), say(lang, "code"), say(lang, "name"), *counts, *parts, *shares, *levels]


def _row(release: Release, line: Line, lang: str) -> list[str]:
    kind, _, code = line.area.partition(":")
    cells = {field: release.cell(line.area, field) for field in (*_COUNTS, *LEVEL_FIELDS)}
    percents = (share(cells["tested"], cells["total"]), share(cells["rose"], cells["tested"]))
    levels = ["" if kind == "cohort" else _figure(count(lang, cells[field])) for field in LEVEL_FIELDS]
    return [
        say(lang, f"kind_{kind}"),
        _plain(code),
        _plain(line.name),
        *(_figure(count(lang, cells[field])) for field in _COUNTS),
        *("" if percent is None else str(percent) for percent in percents),
        *levels,
    ]


def _figure(text: str) -> str:
    return text.replace(",", "")


def _plain(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
