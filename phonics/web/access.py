"""Who stands at the door: the actor of this request, and the guards that routes wear."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from flask import redirect, request, session, url_for
from flask_login import UserMixin, current_user
from werkzeug.exceptions import Unauthorized

from phonics.errors import NotFound
from phonics.roles import PUBLIC, Action, Actor, Role, units_visible
from phonics.services import accounts, tablets
from phonics.services.tablets import State
from phonics.web.extensions import login, reading
from phonics.web.reading_json import wants_json
from phonics.web.tablet_cookie import OPEN, held


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """What Flask-Login carries: `staff:POST` or `child:STUDENT`, and the actor behind it."""

    key: str
    actor: Actor

    def get_id(self) -> str:
        return self.key


@login.user_loader
def load_user(key: str) -> SignedIn | None:
    """Return who this session key stands for, or None when they may no longer come in."""
    actor = accounts.actor_of(reading(), key)
    if actor is None or (actor.role is Role.STUDENT and "tablet" in session and _is_shut(session["tablet"])):
        return None
    return SignedIn(key, actor)


def current_actor() -> Actor:
    """Return who asks; the public when no one has signed in."""
    return current_user.actor if current_user.is_authenticated else PUBLIC


def open_room() -> Any:
    """Return the class this tablet is open for, None if it is open for none."""
    tablet = open_tablet()
    return tablet.classroom if tablet else None


def open_tablet() -> Any:
    """Return the `ClassTablet` of this request, None if no class is open on it: never, no more, or of another year."""
    tablet = _holder()
    return tablet if tablet and tablets.state(reading(), tablet, datetime.now(UTC)) is State.OPEN else None


def delivering_tablet() -> Actor | None:
    """Return the tablet of this request as one who delivers lessons, None if none was opened or it has been closed."""
    tablet = _holder()
    return tablets.deliverer(tablet) if tablet else None


def _holder() -> Any:
    return tablets.holder(reading(), held(OPEN))


def _is_shut(tablet_id: str) -> bool:
    """Return whether the tablet on which a child came in has been closed since; then the child is out too."""
    tablet = tablets.by_id(reading(), UUID(tablet_id))
    return tablet is None or tablets.state(reading(), tablet, datetime.now(UTC)) is not State.OPEN


def _sign_in_first() -> Any:
    if wants_json():
        raise Unauthorized
    return redirect(url_for("auth.sign_in", next=request.full_path if request.method == "GET" else None))


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Return whether the actor may do this in a unit, or everywhere."""
    visible = units_visible(actor, action)
    return visible.everywhere or bool(visible.ids)


def staff_may(*actions: Action) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Guard a route for staff who may do any of this somewhere; a stranger signs in, anyone else gets 404."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if actor.role in {Role.PUBLIC, Role.STUDENT}:
                return _sign_in_first()
            if not any(may_somewhere(actor, action) for action in actions):
                raise NotFound("This page does not exist.")
            return view(*args, **kwargs)

        return guarded

    return guard


def child_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Guard a child's page: anyone else goes to the class wall (or the front door)."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_actor().role is not Role.STUDENT:
            return redirect(url_for("student.wall"))
        return view(*args, **kwargs)

    return guarded


def own_unit() -> int:
    """Return the actor's unit.

    :raises NotFound: if they hold no post in a unit
    """
    unit_id = current_actor().unit_id
    if unit_id is None:
        raise NotFound("This page does not exist.")
    return unit_id
