"""What a teacher does about how her children sign in: their cards, another try, and a lesson of the wrong child."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from phonics.errors import Invalid
from phonics.roles import Action
from phonics.services import cards as sign_in_cards
from phonics.services import moves, seating
from phonics.services.cards import Card
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.links import id_in
from phonics.web.qr import qr

cards = Blueprint("cards", __name__, url_prefix="/teacher")


@cards.get("/classes/<uuid:classroom_id>/cards")
@staff_may(Action.TEACH)
def of_class(classroom_id: UUID) -> Any:
    """Show the sign-in cards of a class, to print and cut out; with a QR badge on each if asked for."""
    room, found = sign_in_cards.of_class(reading(), current_actor(), classroom_id)
    return _sheet(room, found, url_for("teacher.classroom", classroom_id=room.id))


@cards.get("/children/<uuid:student_id>/card")
@staff_may(Action.TEACH)
def of_child(student_id: UUID) -> Any:
    """Show one child's card."""
    room, card = sign_in_cards.of_child(reading(), current_actor(), student_id)
    name = card.child.nickname or card.child.given
    return _sheet(room, [card], url_for("teacher.child", student_id=student_id), _("Back to %(name)s", name=name))


def _sheet(room: Any, found: Sequence[Card], back: str, back_to: str = "") -> str:
    drawings = {card.tile.drawing for card in found} | {name for card in found for name, _dye in card.pictures}
    return render_template(
        "teacher/cards.html",
        room=room,
        cards=found,
        drawings=sorted(drawings),
        back=back,
        back_to=back_to,
        badges=request.args.get("badge") == "1",
        qr=_badge_qr,
    )


def _badge_qr(badge: str) -> Markup:
    """Return the QR of a badge, as wide as its place: a link that any camera opens."""
    link = url_for("student.badge", badge=badge, _external=True)
    return qr(link)


@cards.post("/children/<uuid:student_id>/card")
@staff_may(Action.TEACH)
def renew(student_id: UUID) -> Any:
    """Give a child a new card and show it: the old one opens nothing any more."""
    with unit_of_work() as work:
        sign_in_cards.renew(work, current_actor(), student_id, datetime.now(UTC))
    flash(_("This is the new card. The old one opens nothing any more."), "yes")
    return redirect(url_for("cards.of_child", student_id=student_id))


@cards.post("/classes/<uuid:classroom_id>/tries")
@staff_may(Action.TEACH)
def let_try(classroom_id: UUID) -> Any:
    """Let every child of a class try again at once."""
    with unit_of_work() as work:
        sign_in_cards.let_try(work, current_actor(), classroom_id, datetime.now(UTC))
    flash(_("Everyone in this class may try again now."), "yes")
    return redirect(url_for("teacher.classroom", classroom_id=classroom_id))


@cards.post("/classes/<uuid:classroom_id>/idle")
@staff_may(Action.TEACH)
def leave_after(classroom_id: UUID) -> Any:
    """Choose how long an untouched tablet waits before it goes back to the class wall."""
    chosen = request.form.get("minutes", "")
    with unit_of_work() as work:
        minutes = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
        seating.leave_after(work, current_actor(), classroom_id, minutes, datetime.now(UTC))
    flash(_("This is kept."), "yes")
    return redirect(url_for("teacher.classroom", classroom_id=classroom_id, _anchor="tablets"))


@cards.post("/lessons/<uuid:sitting_id>/child")
@staff_may(Action.TEACH)
def move(sitting_id: UUID) -> Any:
    """Give a lesson to the child who really did it."""
    child = id_in(request.form.get("child"), Invalid("Please choose the child who did this lesson."))
    with unit_of_work() as work:
        row = moves.move(work, current_actor(), sitting_id, child, datetime.now(UTC))
        child = row.student_id
    flash(_("The lesson is moved. It stands here now; from here it can be moved back."), "yes")
    return redirect(url_for("teacher.child", student_id=child, _anchor="lessons"))
