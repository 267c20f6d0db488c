"""A tablet's queue as a file: taken in as if the tablet had sent it, however often."""

from uuid import UUID, uuid4

from cast import NOW, World
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.services import queues
from phonics.services.kept_marks import IncomingMark
from phonics.services.queues import Queued
from phonics.services.sittings import Ending, NewSitting
from phonics.store.sittings import MarkRow, Sitting


def queued(child: UUID, n: int) -> Queued:
    key = uuid4()
    marks = [IncomingMark(uuid4(), seq, "gpc:s=S", "correct", 100 * seq, "find") for seq in range(n)]
    return Queued(key, NewSitting(key, child, NOW, stone="K3.1", seed=1), marks, Ending(NOW, "finished", 60))


def test_a_file_is_taken_in_once_however_often_it_comes(session: Session, world: World) -> None:
    file = [queued(child.id, 130) for child in world.children[:2]]
    assert queues.take_in(session, world.alice, file, NOW) == queues.Taken(new=260)
    assert queues.take_in(session, world.bob, file, NOW) == queues.Taken(known=260)
    assert session.scalar(select(func.count()).select_from(MarkRow)) == 260


def test_what_cannot_be_taken_in_bars_no_other_and_changes_nothing(session: Session, world: World) -> None:
    file = [queued(world.stranger.id, 3), queued(uuid4(), 3), queued(world.dao.id or uuid4(), 3)]
    assert queues.take_in(session, world.alice, file, NOW) == queues.Taken(new=3, refused=2)
    assert [row.student_id for row in session.scalars(select(Sitting))] == [world.dao.id]


def test_the_first_stays_where_a_file_says_something_else(session: Session, world: World) -> None:
    one = queued(world.children[0].id, 2)
    queues.take_in(session, world.alice, [one], NOW)
    first, second = one.marks
    changed = IncomingMark(first.id, first.seq, first.item, "incorrect", first.at_ms, first.task)
    again = Queued(one.id, one.begun, [changed, second], one.ending)
    assert queues.take_in(session, world.alice, [again], NOW) == queues.Taken(known=1, conflicts=1)
    assert session.get_one(MarkRow, first.id).outcome == "correct"
