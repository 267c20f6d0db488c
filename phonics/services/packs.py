"""What a tablet takes along of a class: who its children are, the lessons that come next, and for how long."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.roles import Actor, Role
from phonics.services import lessons
from phonics.services.class_clips import NEXT
from phonics.services.lessons import LessonView, PathView
from phonics.services.voices import Voices
from phonics.store.people import Classroom, Student
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


def ahead(session: Session, children: Sequence[Student], voices: Voices, most: int = NEXT) -> Iterator[Ahead]:
    """Yield for each child the lesson that waits, the one behind it, and the map around them."""
    for child in children:
        actor = Actor(Role.STUDENT, child.id, child.unit_id, child.nickname or child.given)
        paths, found = [lessons.path(session, actor)], list[LessonView]()
        while (now := paths[-1].now) and len(found) < most:
            done = [one.stone.key for one in found]
            found.append(lessons.open_lesson(session, actor, now.key, voices, done))
            paths.append(lessons.path(session, actor, [*done, now.key]))
        yield Ahead(child, actor, tuple(paths), tuple(found))


def fingerprint(session: Session, room: Classroom, children: Sequence[Student], now: datetime, *more: str) -> str:
    """Return a name that changes when the pack would: a child, a lesson done, an approved voice, the day, the program.

    It asks little of the database, so that thirty tablets may ask often.
    """
    ids = [child.id for child in children]
    newest = select(func.count(), func.max(Sitting.received_at), func.max(Sitting.ended_at))
    told = [
        [room.id, room.grade, room.room, now.date(), *more],
        [[c.id, c.given, c.nickname, c.tile, c.level, c.instructions] for c in children],
        list(session.execute(newest.where(Sitting.student_id.in_(ids))).one()),
        list(session.execute(select(func.count(), func.max(RecordingVerdict.at))).one()),
    ]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:20]


def wall(children: Sequence[Student]) -> list[dict[str, UUID | str | int]]:
    """Return who is on the wall: id, the name they are called by, tile; nothing else leaves for a tablet."""
    return [{"id": child.id, "name": child.nickname or child.given, "tile": child.tile} for child in children]
