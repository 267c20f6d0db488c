"""Lessons that a child of the cast has done."""

from datetime import timedelta
from uuid import uuid4

from cast import NOW, World
from sqlalchemy.orm import Session

from phonics.services import sittings


def do_lesson(session: Session, world: World, key: str, ended_by: str = "finished") -> None:
    """Let Dao come to the end of a lesson, or leave it."""
    new = sittings.NewSitting(uuid4(), world.dao.id, NOW, stone=key, seed=1)
    sittings.open_sitting(session, world.dao, new, NOW)
    ending = sittings.Ending(NOW + timedelta(minutes=6), ended_by, 360.0)
    sittings.finish(session, world.dao, new.id, ending, NOW + timedelta(minutes=6))
    session.flush()
