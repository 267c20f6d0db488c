"""One child, one test: what the teacher needs to begin it, and what it came to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import scoring
from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.marks import Outcome
from phonics.errors import NotFound
from phonics.roles import Action, Actor, can
from phonics.services import instruments, pupils, sittings
from phonics.services.kept_marks import marks_of
from phonics.services.offers import Offer, Taken, best_first, offers, taken
from phonics.store.instruments import VersionRow
from phonics.store.people import Classroom, Staff, Student
from phonics.store.sittings import ScoreRow, Sitting


@dataclass(frozen=True, slots=True)
class Beginning:
    """A child and what can be given to them: `on_offer`, the best first; `before` are their tests of this level."""

    child: Student
    room: Classroom | None
    roll_no: int | None
    on_offer: tuple[Offer, ...]
    before: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """An item as the child read it; `outcome` None: not reached."""

    item: Item
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Result:
    """A finished test, row by row; `score` None while it is open or when it was set aside."""

    sitting: Sitting
    child: Student
    tester: str
    instrument: Instrument
    score: ScoreRow | None
    rows: tuple[tuple[Read, ...], ...]

    @property
    def totals_only(self) -> bool:
        """Return whether this test came as a total, without its single answers."""
        return self.score is not None and self.score.by_code is None

    @property
    def missed(self) -> list[Item]:
        """Return what was read wrongly or not answered, in order."""
        return [read.item for row in self.rows for read in row if read.outcome is not None and not read.outcome.right]


def beginning(session: Session, actor: Actor, student_id: UUID) -> Beginning:
    """Return what is needed to choose a test for a child.

    :raises NotFound: if the child is not one this actor may test
    """
    child = pupils.pupil(session, actor, student_id, Action.TEACH)
    room, roll_no = pupils.seat(session, child.id)
    before = [test for test in taken(session, Sitting.student_id == child.id) if child.level in test.level.split()]
    on_offer = best_first(offers(session, actor).get(child.level, []), before)
    return Beginning(child, room, roll_no, tuple(on_offer), tuple(before))


def chosen(session: Session, actor: Actor, version_id: UUID) -> tuple[VersionRow, Instrument]:
    """Return the published version a teacher chose.

    :raises NotFound: if it is not one this actor may give
    """
    return instruments.version(session, actor, version_id)


def result(session: Session, actor: Actor, sitting_id: UUID) -> Result:
    """Return what a test came to.

    :raises NotFound: if it is no test, or not of a child this actor may see
    """
    sitting = session.get(Sitting, sitting_id)
    if sitting is None or sitting.kind != "test" or sitting.second_of:
        raise NotFound("This sitting does not exist.")
    if not can(actor, Action.SEE_PUPILS, sitting.unit_id):
        raise NotFound("This sitting does not exist.")
    instrument = Instrument.from_dict(session.get_one(VersionRow, sitting.version_id).content)
    return Result(
        sitting=sitting,
        child=session.get_one(Student, sitting.student_id),
        tester=session.scalar(select(Staff.name).where(Staff.id == sitting.staff_id)) or "",
        instrument=instrument,
        score=_score(session, sitting),
        rows=_rows(session, sitting, instrument),
    )


def _score(session: Session, sitting: Sitting) -> ScoreRow | None:
    if sitting.status != "finished":
        return None
    return session.scalar(
        select(ScoreRow).where(ScoreRow.sitting_id == sitting.id, ScoreRow.rule_version == scoring.RULE_VERSION)
    )


def _rows(session: Session, sitting: Sitting, instrument: Instrument) -> tuple[tuple[Read, ...], ...]:
    found = scoring.parts(instrument, marks_of(session, sitting.id), sitting.last_item, sitting.seconds_used)
    answers = scoring.answers(found)
    return tuple(tuple(Read(item, answers.get(item.key)) for item in row) for row in instrument.rows)


def set_aside(session: Session, actor: Actor, sitting_id: UUID, reason: str, now: datetime) -> Sitting:
    """Set a test aside with a reason: it stays, and counts no more.

    :raises NotFound: if it is not a test of a child this actor teaches
    :raises Invalid: if no reason is given
    """
    sittings.declare_void(session, actor, sitting_id, reason, now)
    return session.get_one(Sitting, sitting_id)
