"""Print how long the page of an instrument's items takes with 20,000 sittings in the database, and how long its job.

Run: python bench/item_analysis.py [--sittings N] [--times N]
"""

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from cast import NOW, World, make_world
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from config import ROOT, Config
from phonics.app import create_app
from phonics.assess.instruments import Instrument
from phonics.assess.scoring import RULE_VERSION
from phonics.roles import Actor
from phonics.services import item_analysis
from phonics.services.instruments import offered
from phonics.store.base import Base
from phonics.store.instruments import VersionRow
from phonics.store.people import Student
from phonics.store.sittings import MarkRow, ScoreRow, Sitting
from phonics.web.extensions import db

CEILING_S = 1.0
AT_ONCE = 1_000


def sit(session: Session, version: VersionRow, unit_ids: list[int], how_many: int, chance: Random) -> None:
    """Let so many new children sit a version, a mark for each item they miss; facts only, no conclusions."""
    instrument = Instrument.from_dict(version.content)
    hard = {item.key: chance.gauss(-1.2, 0.9) for item in instrument.items}
    for start in range(0, how_many, AT_ONCE):
        rows: dict[type[Base], list[dict]] = {Student: [], Sitting: [], ScoreRow: [], MarkRow: []}
        for n in range(start, min(start + AT_ONCE, how_many)):
            _one(rows, version.id, unit_ids[n % len(unit_ids)], n, chance, hard)
        for model, several in rows.items():
            session.execute(insert(model.__table__), several)
    session.commit()


def _one(rows: dict, version_id: UUID, unit_id: int, n: int, chance: Random, hard: dict[str, float]) -> None:
    child, key = UUID(int=chance.getrandbits(128)), UUID(int=chance.getrandbits(128))
    on, ability = NOW - timedelta(minutes=n + 5), chance.gauss(0, 1)
    last = len(hard) if chance.random() < 0.85 else chance.randint(len(hard) - 6, len(hard) - 1)
    missed = [item for item in list(hard)[:last] if chance.random() > 1 / (1 + 2.718 ** (hard[item] - 1.2 * ability))]
    person = {
        "number": f"{child}",
        "title": "",
        "given": f"x{n}",
        "family": "x",
        "nickname": "x",
        "sex": "f",
        "level": "K3",
    }
    more = {"sort_key": "x", "tile": 0, "secret": "3-7", "pin": "2701", "badge": f"{child}", "active": True}
    rows[Student].append({"id": child, "unit_id": unit_id} | person | more)
    times = {"started_at": on, "ended_at": on, "received_at": on, "seconds_used": 80.0, "last_item": last}
    facts = {"kind": "test", "version_id": version_id, "level": "K3", "ended_by": "finished", "status": "finished"}
    rows[Sitting].append({"id": key, "unit_id": unit_id, "student_id": child} | times | facts)
    right = {"n_items": len(hard), "n_attempted": last, "n_correct": last - len(missed), "by_code": {}}
    rows[ScoreRow].append(
        {"sitting_id": key, "unit_id": unit_id, "student_id": child, "rule_version": RULE_VERSION} | right
    )
    for seq, item in enumerate(missed, start=1):
        mark = {"seq": seq, "item": item, "outcome": "incorrect", "at_ms": 900 * seq, "received_at": on}
        rows[MarkRow].append({"id": UUID(int=chance.getrandbits(128)), "sitting_id": key, "unit_id": unit_id} | mark)


def _signed_in(app: Flask, actor: Actor):  # type: ignore[no-untyped-def]
    from phonics.services import accounts  # noqa: PLC0415
    from phonics.store.people import Post  # noqa: PLC0415

    post = db.session().query(Post).filter_by(staff_id=actor.id).one()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = accounts.staff_key(post.id, post.staff.password_hash), True
    return client


def main() -> int:
    """Print the figures; return 1 when the page is slower than its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sittings", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=7)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Config(f"sqlite:///{folder}/bench.db", "bench", Path(folder), ROOT, testing=True)
        app = create_app(replace(site))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            world = make_world(db.session())
            return _measure(app, world, told.sittings, told.times)


def _measure(app: Flask, world: World, sittings: int, times: int) -> int:
    session = db.session()
    version = next(one for one in offered(session, world.alice, "K3") if one.instrument.kind == "words")
    sit(session, version, [world.unit.id, world.other_unit.id], sittings, Random(6))
    begun = time.perf_counter()
    numbers = item_analysis.work_out(session, version.id, item_analysis.NETWORK, NOW)
    item_analysis.keep(session, numbers or {})
    session.commit()
    print(f"the job, {sittings:,} sittings: {time.perf_counter() - begun:.1f} s")
    client, took = _signed_in(app, world.ek), []
    for _ in range(times):
        begun = time.perf_counter()
        answer = client.get(f"/instruments/{version.id}/items")
        took.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.status
    median = statistics.median(took)
    print(f"the page: {median * 1000:.0f} ms, slowest {max(took) * 1000:.0f} ms (ceiling {CEILING_S * 1000:.0f} ms)")
    return int(median > CEILING_S)


if __name__ == "__main__":
    sys.exit(main())
