"""An invented network of the real one's shape: ข้อมูลสมมติ from the first name to the last mark.

The same seed and the same day give the same network.
"""

from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from phonics.services import dashboards, programme, upkeep
from phonics.services.demo import children, marked_class, units

PASSWORD = units.PASSWORD


def make(session: Session, now: datetime, students: int = 18_025, seed: int = 2569) -> str:
    """Fill an empty database and return a line about what was made.

    :param students: children in all 41 units, at least 41
    """
    chance = Random(seed)
    upkeep.keep_current(session, now)
    made_units = units.make(session, chance, now.date())
    staff = units.staff(session, chance, made_units)
    classes = children.make(session, chance, made_units, staff, students, now)
    marks = marked_class.make(session, chance, staff.teacher, classes.marked, now)
    programme.set_fact(session, "demo", "yes")
    programme.set_fact(session, "made", now.isoformat())
    dashboards.refresh_rollup(session, now)
    session.flush()
    return (
        f"{len(made_units)} units, {classes.children} children, {classes.sittings} tests, {marks} marks (invented data)"
    )
