"""What a teacher does about work made without the network: vouches for it, or brings it in from a file."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from phonics.errors import Invalid, NotFound
from phonics.roles import Action
from phonics.services import queues, verifications
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.web.access import current_actor, staff_may
from phonics.web.api_shapes import EndingIn, MarkIn, SittingIn
from phonics.web.extensions import unit_of_work
from phonics.web.links import id_in, local_path
from phonics.web.proofs import is_proven

verifying = Blueprint("verifying", __name__, url_prefix="/teacher")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore")  # why the tablet put it aside, its place in the queue
    sitting: UUID


class _Begun(_Entry):
    kind: Literal["sitting"]
    body: SittingIn


class _Mark(_Entry):
    kind: Literal["mark"]
    body: MarkIn


class _Ended(_Entry):
    kind: Literal["ending"]
    body: EndingIn


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore")
    format: Literal[1]
    entries: list[Annotated[_Begun | _Mark | _Ended, Field(discriminator="kind")]]


@verifying.post("/verifications")
@staff_may(Action.TEACH)
def answer() -> Any:
    """Say of lessons made without the network whether it was really the child."""
    lessons = [id_in(one, NotFound("This lesson does not exist.")) for one in request.form.getlist("lesson")]
    said = request.form.get("answer", "")
    with unit_of_work() as work:
        n = verifications.answer(work, current_actor(), lessons, said, datetime.now(UTC))
    if said == verifications.CONFIRMED:
        flash(ngettext("%(n)s lesson counts now.", "%(n)s lessons count now.", n, n=n), "yes")
    else:
        flash(ngettext("%(n)s lesson is set aside.", "%(n)s lessons are set aside.", n, n=n), "yes")
    return redirect(local_path(request.form.get("next")), 303)


@verifying.get("/queue")
@staff_may(Action.TEACH)
def queue() -> Any:
    """Ask for a tablet's file."""
    return render_template("tablet/bring_in.html", problem=None)


@verifying.post("/queue")
@staff_may(Action.TEACH)
def bring_in() -> Any:
    """Take in a tablet's file; twice does no harm."""
    file = request.files.get("queue")
    try:
        told = _File.model_validate_json(file.read() if file else b"")
    except ValidationError:
        problem = _("This is not a file that a tablet has saved. Nothing was changed.")
        return render_template("tablet/bring_in.html", problem=problem), 400
    with unit_of_work() as work:
        taken = queues.take_in(work, current_actor(), _by_sitting(told), datetime.now(UTC))
    counts = {"new": taken.new, "known": taken.known, "conflicts": taken.conflicts, "refused": taken.refused}
    good = not (taken.conflicts or taken.refused)
    said = _("%(new)s answers are new, %(known)s were here before.", **counts)
    if not good:
        said += " " + _("%(conflicts)s differ from what was saved first; %(refused)s lessons did not fit.", **counts)
    flash(said, "yes" if good else "no")
    return redirect(url_for("verifying.queue"), 303)


def _by_sitting(told: _File) -> list[queues.Queued]:
    """Return the file's entries sitting by sitting, in the order they happened.

    :raises Invalid: if a sitting begins twice
    """
    found: dict[UUID, dict[str, Any]] = {}
    for entry in told.entries:
        one = found.setdefault(entry.sitting, {"begun": None, "marks": [], "ending": None})
        if isinstance(entry, _Mark):
            one["marks"].append(IncomingMark(**entry.body.model_dump()))
        elif isinstance(entry, _Ended):
            one["ending"] = Ending(**entry.body.model_dump())
        elif one["begun"]:
            raise Invalid("This is not a file that a tablet has saved. Nothing was changed.")
        else:
            one["begun"] = _begun(entry.sitting, entry.body)
    return [queues.Queued(sitting, **one) for sitting, one in found.items()]


def _begun(sitting: UUID, body: SittingIn) -> NewSitting:
    verified = body.version_id is not None or (body.verified and is_proven(body.seat, body.student_id))
    return NewSitting(id=sitting, **body.model_dump(exclude={"seat", "verified"}), verified=verified)
