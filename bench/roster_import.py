"""Print how long it takes to bring in 18,025 children, reading included, beside the ceiling of 5 seconds.

Run: python bench/roster_import.py [--students N] [--url DATABASE_URL]
"""

import argparse
import io
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from openpyxl import Workbook
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from phonics import thai
from phonics.exchange import thai_rosters
from phonics.exchange.roster_rows import RosterRow
from phonics.levels import loader
from phonics.roles import Actor, Role
from phonics.services.rosters import import_roster
from phonics.store import instruments, people, programme, progress, sittings  # noqa: F401  every table must be known
from phonics.store.base import Base, prepare
from phonics.store.people import Unit

CEILING_S = 5.0
SYLLABLES = ("กา", "นิ", "ดา", "ภู", "มิ", "วี", "ชล", "ธาร", "พร", "แก้ว", "ใจ", "น้ำ", "ทอง", "ศิริ", "เพ็ญ", "ไพ")


def children(count: int) -> list[RosterRow]:
    """Return invented children: names of two or three syllables, classes of 35."""
    rows = []
    for n in range(count):
        room, roll = divmod(n, 35)
        word = [SYLLABLES[(n * step + step) % len(SYLLABLES)] for step in (1, 3, 5, 7, 11)]
        title, sex = (("เด็กชาย", "m"), ("เด็กหญิง", "f"))[n % 2]
        given, family, grade = "".join(word[:2]), "".join(word[2:]), room % 12 + 1
        rows.append(
            RosterRow(n + 2, f"{n + 1:05}", title, given, family, word[0], sex, grade, str(room // 12 + 1), roll + 1)
        )
    return rows


def workbook(data: bytes) -> bytes:
    """Return the CSV file as XLSX, cell by cell."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("นักเรียน")
    for line in data.decode("utf-8-sig").splitlines():
        sheet.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seconds(data: bytes, filename: str, url: str, again: bool) -> tuple[float, float, int]:
    """Return seconds from bytes to commit by the clock and of the processor, and how many children were written."""
    engine = prepare(create_engine(url))
    Base.metadata.create_all(engine)
    now, actor = datetime.now(UTC), Actor(Role.COORDINATOR, unit_id=1)
    thai.parse_grade.cache_clear()
    with Session(engine) as session, session.begin():
        session.merge(Unit(id=1, code="bench", name_th="โรงเรียนทดสอบ", name_en="Bench", kind="network"))
        session.flush()
        if again:
            import_roster(session, actor, 1, data, filename, now)
    start, busy = time.perf_counter(), time.process_time()
    with Session(engine) as session, session.begin():
        summary = import_roster(session, actor, 1, data, filename, now)
    taken, busy = time.perf_counter() - start, time.process_time() - busy
    Base.metadata.drop_all(engine)
    engine.dispose()
    return taken, busy, summary.new + summary.changed


def main() -> int:
    """Measure CSV and XLSX, the first time and the second; exit 1 over the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=18_025)
    parser.add_argument("--url", help="an empty database to measure in; a temporary SQLite file if not given")
    options = parser.parse_args()
    loader.load()  # read once per process, not per list
    csv = thai_rosters.write(children(options.students))
    slowest = 0.0
    for filename, data in (("list.csv", csv), ("list.xlsx", workbook(csv))):
        for again in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                url = options.url or f"sqlite:///{folder}/bench.db"
                taken, busy, touched = seconds(data, filename, url, again)
            slowest = max(slowest, taken)
            which = "second" if again else "first"
            print(f"{filename:10}{which:>7} time: {touched:6} written, {taken:5.2f} s (processor {busy:.2f} s)")
    print(f"{options.students} children: {slowest:.2f} s at most; ceiling {CEILING_S:.0f} s")
    return 0 if slowest <= CEILING_S else 1


if __name__ == "__main__":
    sys.exit(main())
