"""One class whose tests have every tap: made through the same doors a teacher uses."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument
from phonics.assess.promotion import deciding_kind
from phonics.levels import loader
from phonics.levels.lessons import stones
from phonics.roles import Actor
from phonics.services import instruments, sittings
from phonics.services.demo.children import child_ids
from phonics.services.demo.units import new_id
from phonics.services.kept_marks import IncomingMark
from phonics.store.instruments import VersionRow
from phonics.store.people import Classroom, Student
from phonics.store.sittings import Sitting

_DAYS = (18, 17, 10, 4)  # days ago: letter sounds, words A, letter sounds B, words B


def make(session: Session, chance: Random, teacher: Actor, room: Classroom | None, now: datetime) -> int:
    """Let the class sit its tests of the last weeks and return how many marks that made."""
    if room is None:
        return 0
    marks = 0
    for n, child_id in enumerate(child_ids(session, room)):
        child = session.get_one(Student, child_id)
        offered = {
            (v.instrument.kind, v.instrument.form): v for v in instruments.offered(session, teacher, child.level)
        }
        kind = deciding_kind(child.level)
        plan = [("letter_sounds", "A"), (kind, "A"), ("letter_sounds", "B"), (kind, "B")]
        weak = _weak_sounds(chance, child.level)
        for (kind, form), ago in zip(plan[: (4, 4, 2, 3, 1, 0)[n % 6]], _DAYS, strict=False):
            if (kind, form) in offered:
                marks += _sit(
                    session, chance, teacher, child, offered[kind, form], weak, _morning(chance, now, ago), now
                )
        _walk(session, chance, child, now)
    return marks


def _weak_sounds(chance: Random, level: str) -> frozenset[str]:
    """Return the correspondences this child still misses: none, one or two of the level's new ones."""
    new = [correspondence.code for correspondence in loader.load().new_at(level)]
    return frozenset(chance.sample(new, min(len(new), chance.choice((0, 0, 1, 2)))))


def _morning(chance: Random, now: datetime, ago: int) -> datetime:
    day: date = now.date() - timedelta(days=ago)
    day -= timedelta(days=max(day.weekday() - 4, 0))
    return datetime.combine(day, time(2, 0), UTC) + timedelta(minutes=chance.randint(0, 120))


def _sit(
    session: Session,
    chance: Random,
    teacher: Actor,
    child: Student,
    version: VersionRow,
    weak: frozenset[str],
    on: datetime,
    now: datetime,
) -> int:
    """Give one test; only what the teacher would tap becomes a mark."""
    instrument = Instrument.from_dict(version.content)
    key = new_id(chance)
    sittings.open_sitting(session, teacher, sittings.NewSitting(key, child.id, on, version.id), now)
    limit_s = instrument.subtests[0].timed_s
    last = len(instrument.items) if limit_s is None else chance.randint(28, 64)
    seconds = float(limit_s or chance.randint(55, 140))
    taps = _taps(chance, instrument, weak, last, seconds)
    for start in range(0, len(taps), sittings.MOST_MARKS):
        sittings.record_marks(session, teacher, key, taps[start : start + sittings.MOST_MARKS], now)
    how = "time" if limit_s else "finished"
    ending = sittings.Ending(on + timedelta(seconds=seconds), how, seconds, last)
    sittings.finish(session, teacher, key, ending, now)
    return len(taps)


def _taps(
    chance: Random, instrument: Instrument, weak: frozenset[str], last: int, seconds: float
) -> list[IncomingMark]:
    taps = []
    for item in instrument.items[:last]:
        missed = weak.intersection(item.codes)
        if chance.random() < (0.6 if missed else 0.05):
            outcome = "incorrect"
        elif chance.random() < 0.03:
            outcome = "self_corrected"
        else:
            continue
        at_ms = int(seconds * 1000 * item.number / (last + 1))
        taps.append(IncomingMark(new_id(chance), len(taps) + 1, item.key, outcome, at_ms))
    return taps


def _walk(session: Session, chance: Random, child: Student, now: datetime) -> None:
    """Let the child have done some lessons of its level, so that the map shows a path behind and ahead."""
    path = stones(child.level)
    for n, stone in enumerate(path[: chance.randint(1, max(1, len(path) - 1))]):
        on = _morning(chance, now, 20 - n % 18)
        session.add(
            Sitting(
                id=new_id(chance),
                unit_id=child.unit_id,
                student_id=child.id,
                kind="lesson",
                stone=stone.key,
                seed=n,
                level=child.level,
                started_at=on,
                ended_at=on + timedelta(minutes=11),
                seconds_used=660.0,
                ended_by="finished",
                status="finished",
                received_at=on + timedelta(minutes=11),
            )
        )
    session.flush()
