"""What listeners thought of the clips, and which clips pages looked for in vain."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid
from phonics.roles import Actor
from phonics.services.holding import NAME
from phonics.services.sayable import Name, must_be_sayable, must_listen, sayable_names
from phonics.services.voices import FILE
from phonics.store.base import insert_new
from phonics.store.voice import MissedClip, SoundOpinion

OPINIONS = ("good", "weak", "wrong")
MOST_NAMES = 500  # in one report of missing clips


def add_opinion(
    session: Session, actor: Actor, opinion_id: UUID, kind: str, text: str, file: str, opinion: str, now: datetime
) -> SoundOpinion:
    """Return what the actor thinks of a file, kept now or before under the same id; their latest word holds.

    :raises NotFound: if the studio is not open to the actor, or it is another unit's child's name
    :raises Invalid: if it is no opinion, no file, or nothing the product says
    :raises Conflict: if the id came before with another content
    """
    must_listen(actor)
    if opinion not in OPINIONS or not FILE.fullmatch(file):
        raise Invalid("A sound is good, weak or wrong.", reason="unknown")
    must_be_sayable(session, actor, kind, text)
    row = {"id": opinion_id, "kind": kind, "text": text, "file": file, "opinion": opinion, "by_id": actor.id}
    insert_new(session, SoundOpinion, [row | {"unit_id": actor.unit_id, "at": now}])
    kept = session.get_one(SoundOpinion, opinion_id, populate_existing=True)
    if any(getattr(kept, name) != value for name, value in row.items()):
        raise Conflict("This opinion was already saved with another content. The first stays.")
    return kept


def opinions_by_file(session: Session, of: Name | None = None) -> Mapping[tuple[str, str, str], Counter[str]]:
    """Return how many people find a clip good, weak or wrong, everybody's latest word on it, by kind, text and file: a
    clip made anew has another file, and no opinions yet.

    :param of: the one clip that is asked for; None: all
    """
    name = (SoundOpinion.kind, SoundOpinion.text, SoundOpinion.file)
    place = func.row_number().over(
        partition_by=(SoundOpinion.by_id, *name), order_by=(SoundOpinion.at.desc(), SoundOpinion.id.desc())
    )
    asked = select(*name, SoundOpinion.opinion, place.label("place")).where(SoundOpinion.kind != NAME)
    if of:
        asked = asked.where(SoundOpinion.kind == of[0], SoundOpinion.text == of[1])
    told = asked.subquery()
    columns = (told.c.kind, told.c.text, told.c.file, told.c.opinion)
    query = select(*columns, func.count()).where(told.c.place == 1).group_by(*columns)
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for kind, text, file, opinion, n in session.execute(query):
        found.setdefault((kind, text, file), Counter())[opinion] = n
    return found


def own_opinions(session: Session, actor: Actor) -> Mapping[tuple[str, str, str], str]:
    """Return what the actor thinks, by kind, text and file."""
    query = (
        select(SoundOpinion.kind, SoundOpinion.text, SoundOpinion.file, SoundOpinion.opinion)
        .where(SoundOpinion.by_id == actor.id)
        .order_by(SoundOpinion.at, SoundOpinion.id)
    )
    return {(kind, text, file): opinion for kind, text, file, opinion in session.execute(query)}


def note_missing(session: Session, actor: Actor, names: Iterable[tuple[str, str]], now: datetime) -> int:
    """Keep which clips pages looked for in vain, once a unit, and return how many are new.

    What the product never asks for is left out without a word, and so are children's names: the list of those without
    a voice is made from the register.
    """
    if actor.unit_id is None:
        return 0
    told = sayable_names(session, actor, sorted(set(names))[:MOST_NAMES])
    rows = [{"unit_id": actor.unit_id, "kind": kind, "text": text, "at": now} for kind, text in sorted(told)]
    return insert_new(session, MissedClip, rows)


def missing(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Return the clips that were missed in the actor's unit (an officer: anywhere), the first one first."""
    query = select(MissedClip.kind, MissedClip.text).group_by(MissedClip.kind, MissedClip.text)
    if actor.unit_id is not None:
        query = query.where(MissedClip.unit_id == actor.unit_id)
    return [(kind, text) for kind, text in session.execute(query.order_by(func.min(MissedClip.at), MissedClip.text))]
