"""The JSON door at /api/v1: sittings, marks and endings from the tablets; the queue's heartbeat is `/healthz`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from apiflask import APIBlueprint
from flask import current_app, jsonify, request
from sqlalchemy import text

from phonics.errors import Closed, Invalid, NotAllowed, NotFound
from phonics.roles import Actor, Role
from phonics.services import sittings
from phonics.services.kept_marks import IncomingMark
from phonics.web.access import current_actor, delivering_tablet
from phonics.web.api_shapes import EndingIn, MarksIn, ScoreOut, SittingIn
from phonics.web.extensions import csrf, enqueue, reading, unit_of_work
from phonics.web.proofs import is_proven
from phonics.web.reading_json import read_json
from phonics.web.tablet_cookie import OPEN, held

_Done = TypeVar("_Done")

api = APIBlueprint("api", __name__, tag="Sittings")
csrf.exempt(api)  # a token's age may not strand a queue: docs/decisions/0007


@api.before_request
def own_pages_only() -> None:
    """Keep out what a browser sends for another site's page: its own pages name themselves, or send JSON."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed("This was sent by another site's page. Nothing was changed.")
    if request.method in {"PUT", "POST"} and request.mimetype != "application/json":
        raise Invalid("This could not be read. Nothing was changed.")


@api.before_request
def known_only() -> None:
    """Keep strangers out of everything but the description of the API, and tell a tablet that its class is closed."""
    if current_actor().role is not Role.PUBLIC or delivering_tablet():
        return
    if held(OPEN):
        raise Closed("The class is closed on this tablet. What lies on it stays.", reason="closed")
    raise NotAllowed("Please sign in.")


def _hand_in(deed: Callable[[Any, Actor], _Done]) -> _Done:
    """Do it as whoever is signed in; what is not theirs to do, as the tablet: its queue holds what many did on it."""
    with unit_of_work() as work:
        try:
            return deed(work, current_actor())
        except NotFound:
            tablet = delivering_tablet()
            if tablet is None:
                raise
            return deed(work, tablet)


@api.put("/sittings/<uuid:sitting_id>")
def put_sitting(sitting_id: UUID) -> Any:
    """Begin a sitting; sending it again is harmless."""
    told = read_json(SittingIn)
    new = sittings.NewSitting(id=sitting_id, **told.model_dump(exclude={"seat"}))
    if not new.version_id and not is_proven(told.seat, told.student_id):
        new = replace(new, verified=False)

    def begin(work: Any, actor: Actor) -> dict[str, Any]:
        row = sittings.open_sitting(work, actor, new, datetime.now(UTC))
        return {"id": row.id, "status": row.status}

    return jsonify(_hand_in(begin))


@api.post("/sittings/<uuid:sitting_id>/marks")
def post_marks(sitting_id: UUID) -> Any:
    """Append marks: 200 when every id is safe, 409 when any conflicted (the good ones are stored all the same)."""
    told = read_json(MarksIn)
    incoming = [IncomingMark(**vars(mark)) for mark in told.marks]
    fates = _hand_in(lambda work, actor: sittings.record_marks(work, actor, sitting_id, incoming, datetime.now(UTC)))
    answer = jsonify(marks=[{"id": mark.id, "fate": fates[mark.id]} for mark in incoming])
    return answer, 409 if "conflict" in fates.values() else 200


@api.put("/sittings/<uuid:sitting_id>/ending")
def put_ending(sitting_id: UUID) -> Any:
    """End a sitting and answer with the score of a test."""
    ending = sittings.Ending(**read_json(EndingIn).model_dump())

    def end(work: Any, actor: Actor) -> tuple[dict[str, Any] | None, int | None]:
        row = sittings.finish(work, actor, sitting_id, ending, datetime.now(UTC))
        return ({name: getattr(row, name) for name in ScoreOut.model_fields}, row.unit_id) if row else (None, None)

    score, unit_id = _hand_in(end)
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
