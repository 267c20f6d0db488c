"""Print lesson answers per second through the real server, with each child's mastery and reviews up to date after each.

Run: python bench/answers.py [--sqlite | --postgres] [--seconds N]

The server is ours as `./run` starts it (gunicorn, 2 workers × 4 threads), on SQLite (WAL, synchronous=FULL: a commit is
on the disk) and on a PostgreSQL of its own (synchronous_commit and fsync on, as they come). Eight children, each with a
history of 30 lessons, post batches of 20 answers into lesson after lesson over connections they keep open. After each
round a sample of children is folded anew: what was kept must be the same. Goal: 1,000 answers a second, p99 ≤ 1 s.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.marks import BATCH, CLIENTS, PASSWORD, Client, Teacher, postgres, served
from phonics.levels.lessons import plan
from phonics.levels.stones import stones
from phonics.roles import Actor, Role
from phonics.services import accounts, learning, sittings
from phonics.services.sittings import IncomingMark, NewSitting
from phonics.store.base import prepare
from phonics.store.people import Student, Unit
from phonics.store.progress import MasteryRow, ReviewRow
from phonics.store.sittings import MarkRow

FLOOR, SLOWEST = 1_000, 1.0
LEVEL, HISTORY = "P1", 30


def fill(session: Session) -> list[Teacher]:
    """Make a unit with eight teachers, each beside a child with a history of lessons; `sitting` is the child."""
    now = datetime.now(UTC)
    unit = Unit(code="bench", name_th="โรงเรียนทดสอบ", name_en="Bench", kind="network")
    session.add(unit)
    session.flush()
    password_hash = accounts.hash_password(PASSWORD)
    return [_seated(session, unit.id, f"kru{n}", password_hash, now) for n in range(CLIENTS)]


def _seated(session: Session, unit_id: int, name: str, password_hash: str, now: datetime) -> Teacher:
    staff = accounts.add_staff(session, name, name, password_hash, Role.TEACHER, unit_id)
    child = Student(unit_id=unit_id, number=name, given=name, sort_key=name, level=LEVEL)
    session.add(child)
    session.flush()
    actor, rng = Actor(Role.TEACHER, staff.id, unit_id, name), Random(name)
    for ago in range(HISTORY, 0, -1):
        at, stone = now - timedelta(days=ago), rng.choice(stones(LEVEL)).key
        row = sittings.open_sitting(session, actor, NewSitting(uuid4(), child.id, at, stone=stone), at)
        marks = [IncomingMark(UUID(told.pop("id")), **told) for told in answers(stone, rng, 0)]
        sittings.record_marks(session, actor, row.id, marks, at)
    return Teacher(name, str(child.id))


def answers(stone: str, rng: Random, first: int) -> list[dict[str, Any]]:
    """Return a batch of answers to the steps of a lesson, four in five of them right."""
    steps = plan(_stone(stone), rng.randrange(50)).steps
    return [
        {"id": str(uuid4()), "seq": first + n, "item": step.item, "task": step.kind, "at_ms": 4000 * n,
         "outcome": "correct" if rng.random() < 0.8 else "incorrect", "choice": "", "latency_ms": 3500,
         "replays": int(rng.random() < 0.1), "choices": len(step.fields.get("choices", ())) or None}
        for n, step in enumerate(rng.choices(steps, k=BATCH))
    ]  # fmt: skip


def _stone(key: str) -> Any:
    return next(one for one in stones(LEVEL) if one.key == key)


class Child(Client):
    """A tablet on which one child does lesson after lesson; what it will send is made beforehand."""

    def __init__(self, port: int, teacher: Teacher) -> None:
        super().__init__(port, teacher)
        self._rng = Random(teacher.username)
        self._ready = [answers(self._rng.choice(stones(LEVEL)).key, self._rng, 0) for _ in range(60)]
        self._posted, self._sitting = 0, ""
        self.waits: list[float] = []

    def post(self, prefix: str) -> int:
        """Post one batch, into a new lesson after every second; return how many ids the server named saved."""
        if self._posted % 2 == 0:
            self._sitting = str(uuid4())
            begun = {"student_id": self.teacher.sitting, "stone": f"{LEVEL}.1", "started_at": _now()}
            self._ask("PUT", f"{prefix}/{self._sitting}", json.dumps(begun).encode())
        first = BATCH * (self._posted % 2)
        made = self._ready[self._posted % len(self._ready)]
        marks = [mark | {"id": str(uuid4()), "seq": first + n} for n, mark in enumerate(made)]
        self._posted += 1
        body = json.dumps({"marks": marks}).encode()
        start = time.perf_counter()
        answer = self._ask("POST", f"{prefix}/{self._sitting}/marks", body)
        self.waits.append(time.perf_counter() - start)
        return answer.count('"saved"')


def _now() -> str:
    return datetime.now(UTC).isoformat()


def measure(url: str, var: Path, seconds: float) -> tuple[float, list[float]]:
    """Return answers per second and how long each batch took; check that nothing was lost and all is up to date."""
    with served(url, var, fill) as (port, teachers):
        children = [Child(port, teacher) for teacher in teachers]
        named = _load(children, 2.0)[0]  # warm
        for child in children:
            child.waits.clear()
        saved, taken = _load(children, seconds)
    _check(url, named + saved + HISTORY * BATCH * CLIENTS, [UUID(teacher.sitting) for teacher in teachers])
    return saved / taken, sorted(wait for child in children for wait in child.waits)


def _load(children: list[Child], seconds: float) -> tuple[int, float]:
    saved = [0] * len(children)
    end = time.perf_counter() + seconds

    def work(place: int) -> None:
        while time.perf_counter() < end:
            saved[place] += children[place].post("/api/v1/sittings")

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(children))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(saved), time.perf_counter() - start


def _check(url: str, marks: int, children: list[UUID]) -> None:
    """Compare what was kept with the marks named saved, and with every mark folded anew."""
    with Session(prepare(create_engine(url))) as session:
        there = session.scalar(select(func.count()).select_from(MarkRow))
        if there != marks:
            raise SystemExit(f"the server named {marks} answers saved, the database holds {there}")
        kept = _known(session)
        for child in children:
            learning.refresh_mastery(session, child)
        if _known(session) != kept:
            raise SystemExit("mastery or reviews were not up to date")
        session.rollback()


def _known(session: Session) -> list[str]:
    mastery = select(MasteryRow.student_id, MasteryRow.code, MasteryRow.state, MasteryRow.seen, MasteryRow.trail)
    review = select(ReviewRow.student_id, ReviewRow.code, ReviewRow.direction, ReviewRow.due, ReviewRow.card)
    return sorted(repr(row) for query in (mastery, review) for row in session.execute(query))


def report(name: str, rate: float, waits: list[float]) -> bool:
    """Print the figures; return whether the goal was reached."""
    slow = waits[int(0.99 * len(waits))]
    print(f"{name}\n  {rate:7,.0f} answers/s, goal {FLOOR:,}; {len(waits):,} batches of {BATCH}")
    print(f"  a batch: median {statistics.median(waits) * 1000:.0f} ms, p99 {slow * 1000:.0f} ms", flush=True)
    return rate >= FLOOR and slow <= SLOWEST


def main() -> int:
    """Measure; exit 1 below the goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL only")
    parser.add_argument("--sqlite", action="store_true", help="SQLite only")
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    both = options.postgres == options.sqlite
    held: list[bool] = []
    with tempfile.TemporaryDirectory() as folder:
        if both or options.sqlite:
            rate, waits = measure(f"sqlite:///{folder}/bench.db", Path(folder), options.seconds)
            held.append(report("SQLite, WAL, synchronous=FULL", rate, waits))
        if both or options.postgres:
            with postgres() as url:
                held.append(
                    report("PostgreSQL, fsync and synchronous_commit on", *measure(url, Path(folder), options.seconds))
                )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
