"""What a child knows is folded from every mark: the first answer counts, voided tests and heard sounds do not."""

from datetime import date, timedelta
from uuid import uuid4

from cast import NOW, World
from giving import give
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.services import instruments, learning, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.progress import MasteryRow
from phonics.store.sittings import ScoreRow

FOUND = ("find", "gpc:s=S", "correct")


def lesson(session: Session, world: World, *answers: tuple[str, str, str], days: int = 0) -> None:
    """Let Dao do a lesson: (task, item, outcome) in order."""
    at = NOW + timedelta(days=days)
    row = sittings.open_sitting(session, world.dao, NewSitting(uuid4(), world.children[0].id, at, stone="K2.1"), at)
    marks = [IncomingMark(uuid4(), n, item, said, 1000 * n, task) for n, (task, item, said) in enumerate(answers)]
    if marks:
        sittings.record_marks(session, world.dao, row.id, marks, at)
    sittings.finish(session, world.dao, row.id, Ending(at, "finished", 300), at)


def known(session: Session, world: World) -> dict[str, tuple[int, int]]:
    rows = learning.mastery_of(session, world.children[0].id)
    return {code: (row.correct, row.seen) for code, row in rows.items()}


def test_the_first_answer_to_a_step_counts(session: Session, world: World) -> None:
    lesson(session, world, ("find", "gpc:s=S", "incorrect"), FOUND, FOUND)
    assert known(session, world) == {"s=S": (0, 1)}


def test_hearing_proves_nothing(session: Session, world: World) -> None:
    lesson(session, world, ("hear", "gpc:s=S", "correct"))
    assert known(session, world) == {}


def test_a_word_speaks_for_each_of_its_sounds(session: Session, world: World) -> None:
    lesson(session, world, ("blend", "word:sat", "correct"))
    assert known(session, world) == {"s=S": (1, 1), "a=AE": (1, 1), "t=T": (1, 1)}


def test_an_oral_step_speaks_for_no_letter(session: Session, world: World) -> None:
    lesson(
        session,
        world,
        ("clap", "syl:banana", "correct"),
        ("find", "gpc:zz=ZZ", "correct"),
        ("read", "word:qx", "correct"),
    )
    assert known(session, world) == {}


def test_lessons_add_up_and_the_last_day_is_kept(session: Session, world: World) -> None:
    lesson(session, world, FOUND)
    lesson(session, world, ("find", "gpc:s=S", "incorrect"), days=3)
    assert known(session, world) == {"s=S": (1, 2)}
    assert session.scalars(select(MasteryRow.last_seen)).one() == date(2026, 11, 23)


def test_a_day_is_a_day_in_bangkok(session: Session, world: World) -> None:
    late = NOW.replace(hour=20)  # 03.00 the next morning in Lamphun
    row = sittings.open_sitting(session, world.dao, NewSitting(uuid4(), world.children[0].id, late, stone="K2.1"), late)
    sittings.record_marks(session, world.dao, row.id, [IncomingMark(uuid4(), 1, "gpc:s=S", "correct", 1, "find")], late)
    sittings.finish(session, world.dao, row.id, Ending(late, "left", 30), late)
    assert session.scalars(select(MasteryRow.last_seen)).one() == date(2026, 11, 21)


def test_a_test_speaks_for_the_sounds_of_its_words(session: Session, world: World) -> None:
    version = next(v for v in instruments.offered(session, world.alice, "K3") if v.instrument.kind == "words")
    new = NewSitting(uuid4(), world.children[0].id, NOW, version_id=version.id)
    row = sittings.open_sitting(session, world.alice, new, NOW)
    learning.refresh_mastery(session, world.children[0].id)
    assert known(session, world) == {}, "an unfinished test says nothing yet"
    sittings.finish(session, world.alice, row.id, Ending(NOW, "finished", 60, 20), NOW)
    assert known(session, world)
    assert all(correct == seen for correct, seen in known(session, world).values())


def test_a_total_without_its_items_names_no_sound(session: Session, world: World) -> None:
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    assert known(session, world)
    session.scalars(select(ScoreRow).where(ScoreRow.sitting_id == sitting)).one().by_code = None
    session.flush()
    learning.refresh_mastery(session, world.children[0].id)
    assert known(session, world) == {}


def test_folding_again_gives_the_same(session: Session, world: World) -> None:
    lesson(session, world, FOUND, ("build", "word:sat", "incorrect"))
    before = known(session, world)
    learning.refresh_mastery(session, world.children[0].id)
    assert known(session, world) == before


def test_another_childs_answers_are_not_mine(session: Session, world: World) -> None:
    lesson(session, world, FOUND)
    assert learning.mastery_of(session, world.children[1].id) == {}
