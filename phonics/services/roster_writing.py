"""A compared list written down: children, classes, seats, tiles, secrets, entry levels; a table at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from phonics import thai
from phonics.exchange.roster_rows import RosterRow
from phonics.levels import loader
from phonics.services.roster_comparison import OWN, Change, Preview
from phonics.services.seating import new_card
from phonics.services.tiles import TILES, nine_pictures
from phonics.store.people import Classroom, Enrolment, Student
from phonics.store.progress import Placement

Class = tuple[int, str]  # grade code, room


@dataclass(slots=True)
class _Writes:
    """Rows for the database, gathered so that each table is written once."""

    students: list[dict[str, object]] = field(default_factory=list)
    student_updates: list[dict[str, object]] = field(default_factory=list)
    enrolments: list[dict[str, object]] = field(default_factory=list)
    enrolment_updates: list[dict[str, object]] = field(default_factory=list)
    placements: list[dict[str, object]] = field(default_factory=list)

    def flush(self, session: Session) -> None:
        """Write everything, parents first; inserts go to the tables themselves, a quarter faster than by the models."""
        for statement, rows in (
            (insert(Student.__table__), self.students),
            (update(Student), self.student_updates),
            (insert(Enrolment.__table__), self.enrolments),
            (update(Enrolment), self.enrolment_updates),
            (insert(Placement.__table__), self.placements),
        ):
            if rows:
                session.execute(statement, rows)


class _Tiles:
    """The animals of each class's wall: none twice while there are free ones."""

    def __init__(self, taken: Iterable[tuple[UUID, int]]) -> None:
        self._uses: dict[UUID, list[int]] = {}
        for classroom_id, tile in taken:
            self._of(classroom_id)[tile] += 1

    def take(self, classroom_id: UUID, wanted: int | None = None) -> int:
        """Return the wanted tile if it is free in the class, else the first of the least used; it is taken now."""
        uses = self._of(classroom_id)
        tile = wanted if wanted is not None and not uses[wanted] else uses.index(min(uses))
        uses[tile] += 1
        return tile

    def _of(self, classroom_id: UUID) -> list[int]:
        return self._uses.setdefault(classroom_id, [0] * len(TILES))


def write(session: Session, unit_id: int, found: Preview, year: int, now: datetime) -> None:
    """Write down what a preview found, into the classes of this academic year."""
    rows = [*found.new, *(change.row for change in found.changed)]
    classes = _classes(session, unit_id, year, {(row.grade, row.room) for row in rows})
    tiles = _Tiles(_taken_tiles(session, unit_id, year))
    writes = _Writes()
    for row in found.new:
        _add_child(writes, unit_id, year, row, classes[row.grade, row.room], tiles, now)
    for change in found.changed:
        _change_child(writes, unit_id, year, change, classes[change.row.grade, change.row.room], tiles)
    writes.flush(session)


def _classes(session: Session, unit_id: int, year: int, needed: Collection[Class]) -> dict[Class, UUID]:
    """Return the unit's classes of the year by grade and room, with the missing ones added."""
    query = select(Classroom).where(Classroom.unit_id == unit_id, Classroom.year_be == year)
    classes = {(room.grade, room.room): room.id for room in session.scalars(query)}
    for grade, room in sorted(set(needed) - set(classes)):
        classes[grade, room] = uuid4()
        pictures = nine_pictures(classes[grade, room].int)
        session.add(
            Classroom(id=classes[grade, room], unit_id=unit_id, year_be=year, grade=grade, room=room, pictures=pictures)
        )
    session.flush()
    return classes


def _taken_tiles(session: Session, unit_id: int, year: int) -> Iterable[tuple[UUID, int]]:
    query = select(Enrolment.classroom_id, Student.tile).join(Student, Student.id == Enrolment.student_id)
    for row in session.execute(query.where(Enrolment.unit_id == unit_id, Enrolment.year_be == year, Student.active)):
        yield row.classroom_id, row.tile


def _add_child(
    writes: _Writes, unit_id: int, year: int, row: RosterRow, classroom_id: UUID, tiles: _Tiles, now: datetime
) -> None:
    entry, student_id = loader.load().levels[0], uuid4()
    own = {name: getattr(row, name) for name in ("number", *OWN)}
    writes.students.append(
        own
        | {
            "id": student_id,
            "unit_id": unit_id,
            "sort_key": thai.sort_key(row.given, row.family),
            "level": entry.code,
            "tile": tiles.take(classroom_id),
            "active": True,
        }
        | new_card()
    )
    writes.enrolments.append(_seat(unit_id, student_id, classroom_id, year, row.roll_no))
    writes.placements.append(
        {"unit_id": unit_id, "student_id": student_id, "level": entry.code, "number": entry.number, "since": now}
    )


def _change_child(writes: _Writes, unit_id: int, year: int, change: Change, classroom_id: UUID, tiles: _Tiles) -> None:
    known, row = change.known, change.row
    moves = classroom_id != known.classroom_id
    writes.student_updates.append(
        {name: getattr(row, name) for name in OWN}
        | {
            "id": known.id,
            "sort_key": thai.sort_key(row.given, row.family),
            "tile": tiles.take(classroom_id, known.tile) if moves else known.tile,
            "active": True,
        }
    )
    if known.enrolment_id is None:
        writes.enrolments.append(_seat(unit_id, known.id, classroom_id, year, row.roll_no))
    elif moves or row.roll_no != known.roll_no:
        writes.enrolment_updates.append(
            {"id": known.enrolment_id, "classroom_id": classroom_id, "roll_no": row.roll_no}
        )


def _seat(unit_id: int, student_id: UUID, classroom_id: UUID, year: int, roll_no: int | None) -> dict[str, object]:
    return {
        "unit_id": unit_id,
        "student_id": student_id,
        "classroom_id": classroom_id,
        "year_be": year,
        "roll_no": roll_no,
    }
