"""What a class will need to hear next, so that a tablet can keep it before the network goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.services import lessons
from phonics.services.telling import called, instructions_heard
from phonics.services.voices import Heard, Voices
from phonics.store.people import Classroom, Enrolment, Student

NEXT = 2  # lessons of each child: the one that waits, and the one behind it


@dataclass(frozen=True, slots=True)
class Packed:
    """A clip to keep, and its size."""

    url: str
    bytes: int


def class_pack(session: Session, classroom_id: UUID, audio_dir: Path, var: Path) -> list[Packed]:
    """Return every clip the class's children need next, each once: names, what to do, praise, then their lessons.

    :raises NotFound: if there is no such class
    """
    room = session.get(Classroom, classroom_id)
    if room is None:
        raise NotFound("This class does not exist.")
    voices = Voices(session, room.unit_id, audio_dir, var)
    children = _children(session, room)
    found = {heard.url: heard for heard in (*_of_names(voices, children), *_of_lessons(session, voices, children))}
    return [Packed(url, heard.path.stat().st_size) for url, heard in found.items() if heard.path.is_file()]


def _children(session: Session, room: Classroom) -> list[Student]:
    query = (
        select(Student)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.classroom_id == room.id, Student.active)
        .order_by(Student.sort_key, Student.id)
    )
    return list(session.scalars(query))


def _of_names(voices: Voices, children: list[Student]) -> Iterator[Heard]:
    for child in children:
        if heard := called(voices, child):
            yield heard


def _of_lessons(session: Session, voices: Voices, children: list[Student]) -> Iterator[Heard]:
    yield from instructions_heard(voices)
    for text in lessons.PRAISE:
        if heard := voices.find("phrase", text):
            yield heard
    for child in children:
        for ready in lessons.coming(session, child, voices, NEXT):
            yield from ready.values()
