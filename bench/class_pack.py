"""How many bytes a lesson and a class need to be heard without a network: `python bench/class_pack.py [LEVEL …]`.

Makes a class of 30 children on different stones of each level in a database in memory and prints what their next
lessons ask for: the clips of one lesson (the target is 80–170 kB), and all that the class takes along.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from uuid import uuid4

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).parent.parent))

from phonics.levels import lessons as planned
from phonics.levels.loader import load
from phonics.roles import Actor, Role
from phonics.services import class_clips, lessons
from phonics.services.voices import Voices
from phonics.store import curriculum, instruments, programme, progress, sittings, voice  # noqa: F401  every table
from phonics.store.base import Base
from phonics.store.people import Classroom, Enrolment, Student, Unit

AUDIO = Path(__file__).parent.parent / "audio"
CHILDREN = 30
VAR = Path(tempfile.gettempdir()) / "no such site"


def main(levels: list[str]) -> None:
    """Print a line a level."""
    print(
        "level  clips of a lesson  kB of a lesson (least, median, most)  clips of the class  kB of the class  seconds"
    )
    for number, level in enumerate(levels):
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            room = _class(session, level, number)
            print(_line(session, level, room))


def _line(session: Session, level: str, room: Classroom) -> str:
    known = Voices(session, room.unit_id, AUDIO, VAR)
    children = list(session.query(Student))
    coming = list(lessons.coming(session, children, known, class_clips.NEXT))
    sizes = [sum(one.path.stat().st_size for one in clips.values()) / 1000 for clips in coming]
    actor = Actor(Role.TEACHER, uuid4(), room.unit_id)
    begun = time.perf_counter()
    packed = class_clips.class_pack(session, actor, room.id, AUDIO, VAR)
    took = time.perf_counter() - begun
    total = sum(one.bytes for one in packed) / 1000
    clips = median(len(clips) for clips in coming)
    spread = f"{min(sizes):5.0f} {median(sizes):5.0f} {max(sizes):5.0f}"
    return f"{level:5}  {clips:17.0f}  {spread:>35}  {len(packed):18}  {total:15.0f}  {took:7.2f}"


def _class(session: Session, level: str, number: int) -> Classroom:
    """Return a class whose children have done none, one, two … of the level's stones."""
    unit = Unit(code=f"u{number}", name_th="u", name_en="u", kind="municipal")
    session.add(unit)
    session.flush()
    room = Classroom(unit_id=unit.id, year_be=2569, grade=4, room="1")
    session.add(room)
    session.flush()
    stones = planned.stones(level)
    for n in range(CHILDREN):
        child = Student(unit_id=unit.id, number=str(n), given=str(n), sort_key=str(n), level=level, tile=n)
        session.add(child)
        session.flush()
        session.add(Enrolment(unit_id=unit.id, student_id=child.id, classroom_id=room.id, year_be=2569))
        for stone in stones[: n % max(len(stones) - 1, 1)]:
            _finish(session, child, stone.key)
    session.flush()
    return room


def _finish(session: Session, child: Student, stone: str) -> None:
    now = datetime(2026, 11, 20, 3, tzinfo=UTC)
    done = {"kind": "lesson", "ended_by": "finished", "status": "finished", "started_at": now, "received_at": now}
    session.add(
        sittings.Sitting(id=uuid4(), unit_id=child.unit_id, student_id=child.id, level=child.level, stone=stone, **done)
    )


if __name__ == "__main__":
    with_lessons = [level.code for level in load().levels if planned.stones(level.code)]
    main(sys.argv[1:] or with_lessons)
