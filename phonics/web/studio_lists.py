"""The studio's lists as its pages show them: rooms, groups of wishes by reason, where a line stands, sounds to hear."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from sqlalchemy.orm import Session

from phonics.roles import Action, Actor
from phonics.services import listening, verdicts
from phonics.services import studio as wanted
from phonics.services.studio import Line, Said
from phonics.services.verdicts import Version
from phonics.services.voices import Heard, Voices
from phonics.web.access import may_somewhere
from phonics.web.i18n import lang
from phonics.web.studio_words import Saying, reason, saying


@dataclass(frozen=True, slots=True)
class Group:
    """The lines that are asked for by one reason."""

    title: str
    told: str
    lines: tuple[tuple[Line, Saying], ...]

    @property
    def recorded(self) -> int:
        return sum(bool(line.mine) for line, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Room:
    """A list of the studio; `first` is where to begin, None when everything has been recorded."""

    heading: str
    lead: str
    begin: str
    groups: tuple[Group, ...]
    first: Line | None


def room(section: str, lines: Sequence[Line]) -> Room:
    """Return a list with its lines under their reasons, in order."""
    by_reason: dict[str, list[tuple[Line, Saying]]] = {}
    for line in lines:
        by_reason.setdefault(line.why, []).append((line, saying(line.kind, line.text, line.label)))
    groups = tuple(Group(*reason(why), tuple(some)) for why, some in by_reason.items())
    first = next((line for line in lines if not line.mine), None)
    begin = gettext("Begin with %(what)s", what=saying(first.kind, first.text, first.label).name) if first else ""
    return Room(*_heading(section, lines), begin, groups, first)


def _heading(section: str, lines: Sequence[Line]) -> tuple[str, str]:
    k, n = sum(bool(line.mine) for line in lines), len(lines)
    if section == wanted.INSTRUCTIONS:
        return (
            gettext("%(n)s Thai sentences, 6 minutes: recorded %(k)s of %(n)s", k=k, n=n),
            gettext("They tell the children what to do. Read one, save it, and go straight on to the next."),
        )
    if section == wanted.NAMES:
        told = gettext("A name is heard in this school only, when the child touches the tile. No machine ever says it.")
        return gettext("Children of your classes whose names still wait for a voice: %(n)s", n=n - k), told
    open_lines = sum(not line.mine and line.why != "sound" for line in lines)
    return (
        gettext("Waiting for a human voice: %(n)s sounds and words", n=open_lines),
        gettext("The children hear a machine here, and it does not say these well. A teacher’s voice takes its place."),
    )


def rooms(session: Session, actor: Actor) -> list[tuple[str, dict[str, Any], str, bool]]:
    """Return the rooms of the studio this actor may enter, as (endpoint, its arguments, words, whether it is here)."""
    section = request.args.get("section", wanted.SOUNDS)
    in_list = request.endpoint in {"studio.wishes", "studio.line"}
    found = [
        ("studio.wishes", {}, gettext("Sounds and words"), in_list and section == wanted.SOUNDS),
        _list(wanted.INSTRUCTIONS, gettext("Thai sentences"), in_list and section == wanted.INSTRUCTIONS),
    ]
    if may_somewhere(actor, Action.SEE_PUPILS):
        found.append(_list(wanted.NAMES, gettext("Children’s names"), in_list and section == wanted.NAMES))
    found.append(("studio.listen", {}, gettext("Hear all sounds"), request.endpoint == "studio.listen"))
    if may_somewhere(actor, Action.APPROVE_VOICE):
        words = gettext("To approve: %(n)s", n=verdicts.how_many_wait(session, actor))
        found.append(("studio.waiting", {}, words, request.endpoint == "studio.waiting"))
    return found


def _list(section: str, words: str, current: bool) -> tuple[str, dict[str, Any], str, bool]:
    return "studio.wishes", {"section": section}, words, current


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in its list: the k-th of n."""

    k: int
    n: int
    before: Line | None
    after: Line | None

    @property
    def after_name(self) -> str:
        """What comes next, in a line of text."""
        return saying(self.after.kind, self.after.text, self.after.label).name if self.after else ""


def place(lines: Sequence[Line], kind: str, text: str) -> Place | None:
    """Return where a clip stands in a list, None if it is not in it."""
    at = next((i for i, line in enumerate(lines) if (line.kind, line.text) == (kind, text)), None)
    if at is None:
        return None
    after = lines[at + 1] if at + 1 < len(lines) else None
    return Place(at + 1, len(lines), lines[at - 1] if at else None, after)


def saying_of(session: Session, actor: Actor, kind: str, text: str) -> Saying:
    """Return how a clip that the actor may see stands on a page: an instruction in Thai, a child by their name."""
    return _dressed(kind, text, wanted.said(session, actor, [(kind, text)])[kind, text])


def _dressed(kind: str, text: str, said: Said) -> Saying:
    return saying(kind, text, said.label, "" if lang() == "th" else said.gloss_en)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recording that waits, with what it says and what is heard in its place until then."""

    version: Version
    saying: Saying
    now: Heard | None


def waiting(session: Session, actor: Actor, versions: Sequence[Version], voices: Voices) -> list[Waiting]:
    """Return recordings that wait, ready for their page."""
    names = [(one.recording.kind, one.recording.text) for one in versions]
    told = wanted.said(session, actor, names)
    return [
        Waiting(one, _dressed(*name, told[name]), voices.find(*name)) for one, name in zip(versions, names, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class HeardSound:
    """A sound with the clip that is heard now, what this listener thought of it, and what all did."""

    text: str
    saying: Saying
    heard: Heard | None
    mine: str
    counts: Mapping[str, int]

    @property
    def file(self) -> str:
        return self.heard.path.name if self.heard else ""


def sounds(session: Session, actor: Actor, voices: Voices) -> list[HeardSound]:
    """Return the sounds of English in the order they are taught."""
    own, counts = listening.own_opinions(session, actor), listening.opinions_by_file(session)
    found = []
    for sound in wanted.the_44():
        heard = voices.find("sound", sound.text)
        key = ("sound", sound.text, heard.path.name if heard else "")
        shown = saying("sound", sound.text, "")
        found.append(HeardSound(sound.text, shown, heard, own.get(key, ""), counts.get(key, Counter())))
    return found
