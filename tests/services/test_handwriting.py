"""A hand is held to the line by its class; what it writes proves nothing about reading."""

from uuid import uuid4

from cast import NOW, World
from sqlalchemy.orm import Session

from phonics.levels.loader import load
from phonics.levels.strokes import reach, trace
from phonics.services import handwriting, learning, sittings
from phonics.store.people import Classroom


def test_a_child_of_a_higher_class_is_held_closer_to_the_line(session: Session, world: World) -> None:
    steps = [trace(load().correspondences["s=S"]).to_dict(), {"kind": "hear", "item": "gpc:s=S"}]
    for grade in (2, 5, 9):
        session.get_one(Classroom, world.room.id).grade = grade
        session.flush()
        traced, heard = handwriting.fitting(session, world.dao.id, steps)
        assert traced == {**steps[0], "reach": reach(grade)}
        assert heard == steps[1]


def test_a_child_in_no_class_has_the_widest_way(session: Session, world: World) -> None:
    steps = [trace(load().correspondences["s=S"]).to_dict()]
    assert handwriting.fitting(session, uuid4(), steps)[0]["reach"] == reach(1)


def test_what_is_traced_or_known_by_heart_proves_no_correspondence(session: Session, world: World) -> None:
    new = sittings.NewSitting(uuid4(), world.dao.id, NOW, stone="K2.1", seed=1)
    sittings.open_sitting(session, world.dao, new, NOW)
    marks = [
        sittings.IncomingMark(uuid4(), n, item, "correct", n * 1000, task)
        for n, (task, item) in enumerate([("trace", "gpc:s=S"), ("tricky", "word:sat"), ("find", "gpc:a=AE")])
    ]
    sittings.record_marks(session, world.dao, new.id, marks, NOW)
    assert set(learning.refresh_mastery(session, world.dao.id)) == {"a=AE"}
