"""What a chart says to those who hear it: built from the same release, so it gives away no more than the picture."""

from collections.abc import Sequence

from phonics.reports.charts import Line
from phonics.reports.rollup import LEVELS, Release
from phonics.reports.strips import PARTS
from phonics.reports.wording import count, say, share


def _sentence(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def levels(release: Release, line: Line, lang: str) -> str:
    """Return the alt text of `charts.levels`."""
    shown = [(cell.value, n) for n in LEVELS if (cell := release.cell(line.area, f"level_{n}")).value]
    tallest = max(shown, key=lambda bar: bar[0] or 0, default=None)
    untested = count(lang, release.cell(line.area, "untested"))
    return _sentence(
        say(lang, "alt_levels", name=line.name),
        say(lang, "alt_tallest", n=tallest[1], count=f"{tallest[0]:,}") if tallest else "",
        say(lang, "alt_untested", count=untested),
        say(lang, "alt_table"),
    )


def coverage(release: Release, lines: Sequence[Line], lang: str) -> str:
    """Return the alt text of `charts.coverage`."""
    return _shares(release, lines, lang, "alt_coverage", ("tested", "total"))


def rose(release: Release, lines: Sequence[Line], lang: str) -> str:
    """Return the alt text of `charts.rose`."""
    return _shares(release, lines, lang, "alt_rose", ("rose", "tested"))


def _shares(release: Release, lines: Sequence[Line], lang: str, opening: str, fields: tuple[str, str]) -> str:
    known = [
        (percent, line.name)
        for line in lines
        if (percent := share(*(release.cell(line.area, field) for field in fields))) is not None
    ]
    hidden = len(lines) - len(known)
    low, high = min(known, default=None), max(known, default=None)
    ends = ""
    if low and high:
        ends = say(lang, "alt_range", low=low[0], low_name=low[1], high=high[0], high_name=high[1])
    return _sentence(
        say(lang, opening, lines=len(lines)),
        ends,
        say(lang, "alt_closed", lines=hidden) if hidden else "",
        say(lang, "alt_table"),
    )


def strips(release: Release, lines: Sequence[Line], lang: str) -> str:
    """Return the alt text of `strips.strips`."""
    of_units = any(line.area.startswith("unit:") for line in lines)
    first = lines[0] if lines else None
    upper, total = (release.at_least_5(first.area), release.cell(first.area, "total").value) if first else (None, None)
    hidden = sum(any(release.cell(line.area, part).value is None for part in PARTS) for line in lines)
    return _sentence(
        say(lang, "alt_strips", lines=len(lines), what=say(lang, "unit_word" if of_units else "cohort_word")),
        say(lang, "alt_first", name=first.name, part=f"{upper:,}", total=f"{total:,}")
        if first and upper is not None and total
        else "",
        say(lang, "alt_merged", lines=hidden) if hidden else "",
        say(lang, "alt_table"),
    )
