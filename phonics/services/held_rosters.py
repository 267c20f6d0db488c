"""A list between its preview and the yes: held on the server, for one person, for an hour, without what is dropped."""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from phonics.errors import NotFound
from phonics.exchange.roster_rows import Problem, RosterRow
from phonics.exchange.thai_rosters import Roster
from phonics.roles import Actor

_KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A list that waits for a yes."""

    roster: Roster
    unit_id: int
    filename: str


def hold(folder: Path, actor: Actor, held: Held, now: datetime) -> str:
    """Keep a list and return the key to it; lists that nobody came back for go."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in folder.glob("*.json"):
        if path.stat().st_mtime < (now - _KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)
    key = secrets.token_urlsafe(16)
    content = {"staff_id": str(actor.id), "at": now.isoformat(), **asdict(held)}
    path = _path(folder, key)
    path.touch(mode=0o600)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return key


def held_list(folder: Path, actor: Actor, key: str, now: datetime) -> Held:
    """Return the list behind a key.

    :raises NotFound: if it is another person's or another unit's, over an hour old, or already brought in
    """
    try:
        content = json.loads(_path(folder, key).read_text("utf-8"))
    except FileNotFoundError:
        content = None
    if (
        content is None
        or content["staff_id"] != str(actor.id)
        or content["unit_id"] != actor.unit_id
        or datetime.fromisoformat(content["at"]) < now - _KEPT_FOR
    ):
        raise NotFound("This list is no longer here. Please choose the file again.")
    return Held(_roster(content["roster"]), content["unit_id"], content["filename"])


def let_go(folder: Path, key: str) -> None:
    """Delete a held list; harmless when it is gone."""
    _path(folder, key).unlink(missing_ok=True)


def _path(folder: Path, key: str) -> Path:
    """Return where a list lies: not under its key, so that a look into the folder opens nothing."""
    return folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def _roster(content: dict[str, Any]) -> Roster:
    return Roster(
        rows=tuple(RosterRow(**row) for row in content["rows"]),
        problems=tuple(Problem(**problem) for problem in content["problems"]),
        headings=content["headings"],
        dropped=tuple(content["dropped"]),
        ignored=tuple(content["ignored"]),
        schools=tuple(content["schools"]),
    )
