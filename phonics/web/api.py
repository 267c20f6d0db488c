"""The JSON door at /api/v1: sittings, marks and endings from the tablets; the queue's heartbeat is `/healthz`."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import current_app, jsonify
from sqlalchemy import text

from phonics.errors import NotAllowed
from phonics.roles import Role
from phonics.services import sittings
from phonics.web.access import current_actor
from phonics.web.api_shapes import EndingIn, MarksIn, ScoreOut, SittingIn
from phonics.web.extensions import enqueue, reading, unit_of_work
from phonics.web.reading_json import read_json

api = APIBlueprint("api", __name__, tag="Sittings")


@api.before_request
def signed_in_only() -> None:
    """Keep strangers out of everything but the description of the API."""
    if current_actor().role is Role.PUBLIC:
        raise NotAllowed("Please sign in.")


@api.put("/sittings/<uuid:sitting_id>")
def put_sitting(sitting_id: UUID) -> Any:
    """Begin a sitting; sending it again is harmless."""
    told = read_json(SittingIn)
    new = sittings.NewSitting(id=sitting_id, **told.model_dump())
    with unit_of_work() as work:
        row = sittings.open_sitting(work, current_actor(), new, datetime.now(UTC))
        return jsonify(id=row.id, status=row.status)


@api.post("/sittings/<uuid:sitting_id>/marks")
def post_marks(sitting_id: UUID) -> Any:
    """Append marks: 200 when every id is safe, 409 when any conflicted (the good ones are stored all the same)."""
    told = read_json(MarksIn)
    incoming = [
        sittings.IncomingMark(
            m.id, m.seq, m.item, m.outcome, m.at_ms, m.task, m.choice, m.latency_ms, m.replays, m.choices
        )
        for m in told.marks
    ]
    with unit_of_work() as work:
        fates = sittings.record_marks(work, current_actor(), sitting_id, incoming, datetime.now(UTC))
    answer = jsonify(marks=[{"id": mark.id, "fate": fates[mark.id]} for mark in incoming])
    return answer, 409 if "conflict" in fates.values() else 200


@api.put("/sittings/<uuid:sitting_id>/ending")
def put_ending(sitting_id: UUID) -> Any:
    """End a sitting and answer with the score of a test."""
    told = read_json(EndingIn)
    with unit_of_work() as work:
        row = sittings.finish(
            work, current_actor(), sitting_id, sittings.Ending(**told.model_dump()), datetime.now(UTC)
        )
        score = {name: getattr(row, name) for name in ScoreOut.model_fields} if row else None
        unit_id = row.unit_id if row else None
    if unit_id:
        enqueue("refresh_rollup", unit_id)
    return jsonify(status="finished", score=score)


@api.doc(hide=True)
def health() -> Any:
    """Answer whether the database and the job worker answer: 200, else 503 naming which does not."""
    checks = {"database": _database_answers(), "worker": current_app.extensions["phonics.jobs"].answers()}
    return jsonify(checks), 200 if all(checks.values()) else 503


def _database_answers() -> bool:
    try:
        return reading().execute(text("select 1")).scalar() == 1
    except Exception:
        current_app.logger.exception("the database does not answer")
        return False
