"""A class packed for a tablet: the very pages a child would be served, written down beforehand.

What pages share (drawings, scenery) stands in the pack once: a page is a list of numbers of lines. So there is one
source of every page, the templates, and one player; the tablet only puts lines together.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app, g, render_template, url_for

from phonics.services import packs, telling
from phonics.services.packs import Ahead
from phonics.services.voices import Voices
from phonics.web.extensions import reading
from phonics.web.hearing import voices
from phonics.web.i18n import lang
from phonics.web.student import book_page, lesson_page, path_page, wall_page

_PICTURES = (".svg", ".png", ".webp")


def pack(room: Any, children: list[Any], build: str, now: datetime) -> dict[str, Any]:
    """Return the pack: the wall, each child's lessons, all pages as numbers of lines, the pictures they show."""
    heard, lines = voices(room.unit_id), dict[str, int]()
    found = list(packs.ahead(reading(), children, heard))
    g.packing = room
    g.csrf_token = ""  # of no session: a packed page asks for a token when there is someone to ask
    pages = {
        name: [lines.setdefault(line, len(lines)) for line in html.split("\n")]
        for name, html in _pages(room, found, heard)
    }
    pictures = sorted({name for one in found for told in (*one.lessons, one.book) for name in _pictures(asdict(told))})
    return {
        "id": room.id,
        "build": build,
        "language": lang(),
        "made_at": now.isoformat(),
        "expires_at": (now + packs.KEPT_FOR).isoformat(),
        "wall": packs.wall(children),
        "lessons": {str(one.child.id): [lesson.stone.key for lesson in one.lessons] for one in found},
        "pictures": [{"url": url_for("static", filename=name), "bytes": _size(name)} for name in pictures],
        "pages": pages,
        "lines": list(lines),
    }


def _pages(room: Any, found: list[Ahead], heard: Voices) -> Iterator[tuple[str, str]]:
    """Yield (name, page): "wall", and of each child "CHILD" (is that you?), "CHILD/0", "CHILD/1" … (the map, so many
    lessons on), "CHILD/STONE" (a lesson), "CHILD/stickers" (the book)."""
    yield "wall", _as_at("/wall", lambda: wall_page(room))
    for one in found:
        yield f"{one.child.id}", _as_at("/wall", lambda one=one: _is_it_you(room, one, heard))
        for done, path in enumerate(one.paths):
            fresh = one.lessons[done - 1].stone.key if done else ""
            shown = {"view": path, "fresh": fresh, "actor": one.actor}
            yield f"{one.child.id}/{done}", _as_at("/learn", lambda shown=shown: path_page(**shown))
        shown = {"view": one.book, "actor": one.actor}
        yield f"{one.child.id}/stickers", _as_at("/learn/stickers", lambda shown=shown: book_page(**shown))
        for lesson in one.lessons:
            shown = {"view": lesson, "actor": one.actor}
            yield f"{one.child.id}/{lesson.stone.key}", _as_at("/learn", lambda shown=shown: lesson_page(**shown))


def _is_it_you(room: Any, one: Ahead, heard: Voices) -> str:
    called = telling.called(heard, one.child)
    return render_template("student/is_it_you.html", room=room, child=one.child, called=called)


def _as_at(address: str, render: Callable[[], str]) -> str:
    """Return the page as if it had been asked for at its own address, in this reader's language."""
    with current_app.test_request_context(address, headers={"Cookie": f"lang={lang()}"}):
        return render()


def _pictures(value: Any) -> Iterator[str]:
    """Yield every picture a lesson names, as a path under static/."""
    if isinstance(value, dict):
        if value.get("mouth"):
            yield f"art/mouths/{value['mouth']}.svg"
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _pictures(one)
    elif isinstance(value, str) and value.endswith(_PICTURES):
        yield value


def _size(name: str) -> int:
    file = Path(current_app.static_folder or "") / name
    return file.stat().st_size if file.is_file() else 0
