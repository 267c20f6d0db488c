"""One line in the trail for every act that someone may have to answer for."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from phonics.roles import Actor
from phonics.store.programme import Audit


def note(session: Session, actor: Actor, action: str, unit_id: int | None, about: dict[str, Any], at: datetime) -> None:
    """Append who did what, where."""
    session.add(Audit(unit_id=unit_id, staff_id=actor.id, action=action, about=about, at=at))
