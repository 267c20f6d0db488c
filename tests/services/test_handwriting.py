"""A hand is held to the line by its class; what it writes proves nothing about reading."""

from uuid import uuid4

from cast import NOW, World
from sqlalchemy.orm import Session

from phonics.levels.loader import load
from phonics.levels.strokes import reach, trace
from phonics.services import handwriting, learning, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.needs import needs_of
from phonics.store.people import Classroom, Student


def test_a_child_of_a_higher_class_is_held_closer_to_the_line(session: Session, world: World) -> None:
    traced, heard = trace(load().correspondences["s=S"]).to_dict(), {"kind": "hear", "item": "gpc:s=S"}
    for grade in (2, 5, 9):
        session.get_one(Classroom, world.room.id).grade = grade
        session.flush()
        told = handwriting.grades(session, [world.dao.id])[world.dao.id]
        assert handwriting.fitting(traced, told) == {**traced, "reach": reach(grade)}
        assert handwriting.fitting(heard, told) == heard


def test_a_child_in_no_class_has_the_widest_way(session: Session, world: World) -> None:
    nobody = Student(id=uuid4(), unit_id=world.unit.id, number="none", given="x", sort_key="x", level="K2")
    assert handwriting.grades(session, [nobody.id]) == {}
    assert needs_of(session, [nobody])[nobody.id].grade == 1


def test_what_is_traced_or_known_by_heart_proves_no_correspondence(session: Session, world: World) -> None:
    new = sittings.NewSitting(uuid4(), world.dao.id, NOW, stone="K2.1", seed=1)
    sittings.open_sitting(session, world.dao, new, NOW)
    marks = [
        IncomingMark(uuid4(), n, item, "correct", n * 1000, task)
        for n, (task, item) in enumerate([("trace", "gpc:s=S"), ("tricky", "word:sat"), ("find", "gpc:a=AE")])
    ]
    sittings.record_marks(session, world.dao, new.id, marks, NOW)
    assert set(learning.refresh_mastery(session, world.dao.id)) == {"a=AE"}
