"""What a class will need to hear next, so that a tablet can keep it before the network goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.roles import Action, Actor
from phonics.services import accounts, classes, lessons
from phonics.services.telling import called, instructions_heard
from phonics.services.voices import Heard, Voices
from phonics.store.people import Classroom, Student

NEXT = 2  # lessons of each child: the one that waits, and the one behind it


@dataclass(frozen=True, slots=True)
class Packed:
    """A clip to keep, and its size."""

    url: str
    bytes: int


def class_pack(
    session: Session, actor: Actor, classroom_id: UUID, audio_dir: Path, var: Path, opened: Classroom | None = None
) -> list[Packed]:
    """Return every clip the class's children need next, each once: names, what to do, praise, then their lessons.

    :param opened: the class that is open on the tablet that asks; for any other the actor must teach there
    :raises NotFound: if there is no such class for them
    """
    room = opened
    if room is None or room.id != classroom_id:
        room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    voices = Voices(session, room.unit_id, audio_dir, var)
    children = accounts.classmates(session, room)
    found = {heard.url: heard for heard in (*_of_names(voices, children), *_of_lessons(session, voices, children))}
    return [Packed(url, heard.path.stat().st_size) for url, heard in found.items() if heard.path.is_file()]


def _of_names(voices: Voices, children: list[Student]) -> Iterator[Heard]:
    for child in children:
        if heard := called(voices, child):
            yield heard


def _of_lessons(session: Session, voices: Voices, children: list[Student]) -> Iterator[Heard]:
    yield from instructions_heard(voices, sorted({"th", *(child.instructions for child in children)}))
    for text in lessons.PRAISE:
        if heard := voices.find("phrase", text):
            yield heard
    for ready in lessons.coming(session, children, voices, NEXT):
        yield from ready.values()
