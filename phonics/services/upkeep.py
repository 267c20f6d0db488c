"""What a site must hold by today and by this version: terms, and the instruments that ship."""

from datetime import datetime

from sqlalchemy.orm import Session

from phonics.services import instruments, programme


def keep_current(session: Session, now: datetime) -> None:
    """Add the terms of this year and the instruments of this version where they are missing."""
    programme.ensure_terms(session, now.date())
    instruments.publish_ready_made(session, now)
