"""The online voice in the background: what was asked for stays written down until all of it was tried.

It lies in `asked_for.json` beside the clips, so that neither a restart nor a lost connection ends it; deleting the
file does.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

from phonics.errors import Invalid
from phonics.services import online_voice, voices
from phonics.services.online_voice import OnlineReport
from phonics.voice.shelving import Name, Progress, put_whole

log = logging.getLogger(__name__)


def ask_for(var: Path, only: Iterable[str] = ()) -> None:
    """Write down what is to be fetched, beside what was asked for before.

    :param only: kinds, or `kind:text`; none: everything
    :raises Invalid: for what is never said online
    """
    only = list(only)
    list(online_voice.wanted(only))
    before = _asked_for(var)
    if before and before[0] and only:
        only = [*before[0], *(one for one in only if one not in before[0])]
    elif before:
        only = []
    voices.online(var).mkdir(parents=True, exist_ok=True)
    _write(var, only, before[1] if before else None)


def go_on(var: Path, most: int, on_progress: Progress = lambda done, of: None) -> OnlineReport | None:
    """Fetch the next clips, `most` at once, behind those asked for before; None if nothing is asked for."""
    asked = _asked_for(var)
    if asked is None:
        return None
    only, after = asked
    try:
        report = online_voice.build(var, only, on_progress, most=most, after=after)
    except Invalid as error:  # nothing asks for it any more
        log.warning("the online voice: %s", error.message % error.details)
        _note(var).unlink()
        return None
    _note_progress(var, only, report)
    return report


def _note_progress(var: Path, only: list[str], report: OnlineReport) -> None:
    """Write down how far it is, for what is asked for by now; nothing where somebody took the note away."""
    now = _asked_for(var)
    if now and (report.left or now[0] != only):
        _write(var, now[0], report.last)
    elif now:
        _note(var).unlink()


def _note(var: Path) -> Path:
    return voices.online(var) / "asked_for.json"


def _write(var: Path, only: list[str], after: Name | None) -> None:
    put_whole(_note(var), json.dumps({"only": only, "after": after}, ensure_ascii=False).encode())


def _asked_for(var: Path) -> tuple[list[str], Name | None] | None:
    """Return the kinds and clips that are asked for, and behind which to go on; None if nothing is."""
    try:
        told = json.loads(_note(var).read_bytes())
        only, after = [str(one) for one in told["only"]], told["after"]
        return only, (str(after[0]), str(after[1])) if after else None
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, LookupError) as error:
        log.warning("%s cannot be read: %s", _note(var), error)
        return None
