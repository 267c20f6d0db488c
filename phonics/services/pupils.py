"""One child's page: the picture of sounds, the way through the levels, the tests taken, what was decided."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.levels import loader
from phonics.roles import Action, Actor, can
from phonics.services import promotions
from phonics.services.audit import note
from phonics.services.classes import Due, due_test, sounds_of
from phonics.services.holding import NAME
from phonics.services.learning import mastery_of
from phonics.services.offers import Offer, Taken, best_first, offers, taken
from phonics.store.people import Classroom, Enrolment, Staff, Student
from phonics.store.progress import DecisionRow, Placement, SuggestionRow
from phonics.store.sittings import Sitting
from phonics.store.voice import Recording

LANGUAGES = ("th", "en")  # in which a child may be told what to do


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the name of the one who made it."""

    row: DecisionRow
    name: str


@dataclass(frozen=True, slots=True)
class Pupil:
    """All that the page of a child shows."""

    child: Student
    room: Classroom | None
    roll_no: int | None
    sounds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # (level, its sounds), the present level first
    placements: tuple[Placement, ...]
    tests: tuple[Taken, ...]  # newest first
    decided: tuple[Decided, ...]  # newest first
    suggestion: SuggestionRow | None
    on_offer: tuple[Offer, ...]  # of the child's level, the best first
    due: Due | None
    name_recorded: bool


def pupil(session: Session, actor: Actor, student_id: UUID, action: Action = Action.SEE_PUPILS) -> Student:
    """Return a child.

    :raises NotFound: if they do not exist or are not in a unit where the actor may do this
    """
    child = session.get(Student, student_id)
    if child is None or not can(actor, action, child.unit_id):
        raise NotFound("This child does not exist.")
    return child


def tell_in(session: Session, actor: Actor, student_id: UUID, language: str, now: datetime) -> Student:
    """Choose the language in which a child is told what to do: th or en; the trail keeps what it was before.

    :raises Invalid: if it is another language
    :raises NotFound: if the child is not in a unit where the actor teaches
    """
    child = pupil(session, actor, student_id, Action.TEACH)
    if language not in LANGUAGES:
        raise Invalid("This could not be read. Nothing was changed.")
    about = {"student": str(child.id), "before": child.instructions, "after": language}
    note(session, actor, "student.instructions", child.unit_id, about, now)
    child.instructions = language
    session.flush()
    return child


def seat(session: Session, student_id: UUID) -> tuple[Classroom | None, int | None]:
    """Return the newest class a child sits in, and their number there."""
    query = (
        select(Classroom, Enrolment.roll_no)
        .join(Enrolment, Enrolment.classroom_id == Classroom.id)
        .where(Enrolment.student_id == student_id)
        .order_by(Enrolment.year_be.desc())
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else (None, None)


def whole(session: Session, actor: Actor, student_id: UUID, on: date) -> Pupil:
    """Return what the page of a child shows.

    :raises NotFound: if the child is not one this actor may see
    """
    child = pupil(session, actor, student_id)
    room, roll_no = seat(session, child.id)
    tests = taken(session, Sitting.student_id == child.id)
    here = [test for test in tests if test.level == child.level]
    on_offer = offers(session, actor).get(child.level, [])
    return Pupil(
        child=child,
        room=room,
        roll_no=roll_no,
        sounds=sounds_by_level(session, child),
        placements=tuple(promotions.history(session, child.id)),
        tests=tuple(reversed(tests)),
        decided=decided(session, child.id),
        suggestion=promotions.current_suggestion(session, child.id),
        on_offer=tuple(best_first(on_offer, here)),
        due=due_test(on_offer, here, on),
        name_recorded=_name_recorded(session, child),
    )


def _name_recorded(session: Session, child: Student) -> bool:
    query = select(Recording.id).where(
        Recording.kind == NAME,
        Recording.text == str(child.id),
        Recording.unit_id == child.unit_id,
        Recording.file != "",
    )
    return session.scalar(query.limit(1)) is not None


def sounds_by_level(session: Session, child: Student) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return (level, its sounds with their states) from the present level down to the first that teaches letters."""
    known = {code: row.state for code, row in mastery_of(session, child.id).items()}
    number = loader.load().level(child.level).number
    levels = [level.code for level in reversed(loader.load().levels[:number])]
    return tuple((code, sounds) for code in levels if (sounds := sounds_of(code, known)))


def decided(session: Session, student_id: UUID) -> tuple[Decided, ...]:
    """Return the decisions about a child with names, newest first."""
    query = (
        select(DecisionRow, Staff.name)
        .outerjoin(Staff, Staff.id == DecisionRow.staff_id)
        .where(DecisionRow.student_id == student_id)
        .order_by(DecisionRow.decided_at.desc())
    )
    return tuple(Decided(row, name or "") for row, name in session.execute(query))
