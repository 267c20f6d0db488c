"""What a tablet takes along of a class: who its children are, the lessons that come next, and for how long."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.roles import Actor, Role
from phonics.services import lessons, stickers
from phonics.services.class_clips import NEXT
from phonics.services.lessons import LessonView
from phonics.services.needs import needs_of
from phonics.services.paths import PathView, path_of
from phonics.services.stickers import Book
from phonics.services.voices import Voices
from phonics.store.people import Classroom, Student
from phonics.store.read_aloud import VoiceConsent
from phonics.store.sittings import Sitting
from phonics.store.voice import RecordingVerdict

KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a child will need without the network: the lessons in order, the map now and after each of them."""

    child: Student
    actor: Actor
    paths: tuple[PathView, ...]
    lessons: tuple[LessonView, ...]
    book: Book


def ahead(session: Session, children: Sequence[Student], voices: Voices, most: int = NEXT) -> Iterator[Ahead]:
    """Yield for each child the lesson that waits, the one behind it, and the map around them; six queries for all."""
    books = stickers.books(session, children)
    for waits in needs_of(session, children).values():
        child, needs = waits.child, waits
        actor = Actor(Role.STUDENT, child.id, child.unit_id, child.nickname or child.given)
        maps, found = [path_of(child, needs.finished)], list[LessonView]()
        while (now := maps[-1].now) and len(found) < most:
            found.append(lessons.lesson_of(needs, now.key, voices))
            needs = replace(needs, finished=needs.finished | {now.key: 1})
            maps.append(path_of(child, needs.finished))
        yield Ahead(child, actor, tuple(maps), tuple(found), books[child.id])


def fingerprint(session: Session, room: Classroom, children: Sequence[Student], now: datetime, *more: str) -> str:
    """Return a name that changes when the pack would: a child, what each has done (moved and refused lessons too),
    a parent's word, an approved voice, the class's own settings, the day, the program.

    It asks little of the database, so that thirty tablets may ask often.
    """
    ids = [child.id for child in children]
    refused = func.count().filter(Sitting.status == "void")
    done = (
        select(Sitting.student_id, func.count(), refused, func.max(Sitting.received_at), func.max(Sitting.ended_at))
        .where(Sitting.student_id.in_(ids))
        .group_by(Sitting.student_id)
        .order_by(Sitting.student_id)
    )
    agreed = select(func.count(), func.max(VoiceConsent.at)).where(VoiceConsent.student_id.in_(ids))
    told = [
        [room.id, room.grade, room.room, room.idle_minutes, now.date(), *more],
        [[c.id, c.given, c.nickname, c.tile, c.level, c.instructions] for c in children],
        [list(row) for row in session.execute(done)],
        list(session.execute(agreed).one()),
        list(session.execute(select(func.count(), func.max(RecordingVerdict.at))).one()),
    ]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:20]


def wall(children: Sequence[Student]) -> list[dict[str, UUID | str | int]]:
    """Return who is on the wall: id, the name they are called by, tile; nothing else leaves for a tablet."""
    return [{"id": child.id, "name": child.nickname or child.given, "tile": child.tile} for child in children]
