"""What a tablet keeps of the program itself: the files of the child's face, worked out from `static/`."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ENTRIES = tuple(
    f"{entry}.js"
    for entry in (
        "player/wall",
        "player/itsme",
        "player/map",
        "player/steps",
        "player/book",
        "offline/install",
        "tablet/main",
    )
)
_AT_ONCE = re.compile(r"""^(?:import|export)\b[^;"'(]*["'](\.[^"']+)["']""", re.MULTILINE)
_LATER = re.compile(r"""\bimport\(["'](\.[^"']+)["']""")
_NAMED_IN_CSS = re.compile(r"url\(([^)]+)\)")
_DESK = ("css/desk/base.css", "css/desk/forms.css", "css/public.css", "css/desk/tablet.css")  # of the page /tablet
_ICONS = ("art/icon.svg",)


@cache
def files(static: Path) -> tuple[tuple[str, int], ...]:
    """Return every file of the shell as (path under static/, bytes), without a bundler: who imports whom is read."""
    found = sorted({*_scripts(static), *_styles(static), *_ICONS})
    return tuple((name, (static / name).stat().st_size) for name in found)


@cache
def imported_by(static: Path, entry: str) -> tuple[str, ...]:
    """Return what a module cannot begin without, near and far, so that a page asks for it at once on a slow line."""
    return tuple(sorted(set(_scripts(static, (entry,), (_AT_ONCE,))) - {f"js/{entry}"}))


def _scripts(
    static: Path, entries: tuple[str, ...] = _ENTRIES, ways: tuple[re.Pattern[str], ...] = (_AT_ONCE, _LATER)
) -> Iterator[str]:
    seen: set[Path] = set()
    waiting = [static / "js" / entry for entry in entries]
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        script = file.read_text("utf-8")
        waiting += [(file.parent / name).resolve() for way in ways for name in way.findall(script)]
        yield file.relative_to(static).as_posix()


def _styles(static: Path) -> Iterator[str]:
    for file in (
        *sorted((static / "css/child").glob("*.css")),
        *(static / name for name in ("css/tokens.css", *_DESK)),
    ):
        yield file.relative_to(static).as_posix()
        for named in _NAMED_IN_CSS.findall(file.read_text("utf-8")):
            if not named.startswith("data:"):
                yield (file.parent / named).resolve().relative_to(static).as_posix()
