"""A teacher's PIN takes back a tablet that a child holds: hashed like a password, guarded against guessing."""

from datetime import datetime
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from phonics import thai
from phonics.errors import Invalid, NotFound
from phonics.roles import Actor
from phonics.services import accounts, lockouts
from phonics.services.accounts import Try
from phonics.services.audit import note
from phonics.store.people import Staff

LEAST, MOST = 4, 6
_EASY = ("0123456789", "9876543210")
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def has_pin(session: Session, staff_id: UUID | None) -> bool:
    """Return whether someone has chosen a PIN."""
    staff = session.get(Staff, staff_id) if staff_id else None
    return bool(staff and staff.pin_hash)


def choose(session: Session, actor: Actor, password: str, pin: str, now: datetime) -> Try:
    """Give oneself a PIN and return how the password went; a wrong one changes nothing, and is counted as at the door.

    :raises Invalid: if it is not 4 to 6 digits, or far too easy
    """
    staff = session.get(Staff, actor.id) if actor.id else None
    if staff is None:
        raise NotFound("This page does not exist.")
    digits = thai.to_ascii_digits(pin.strip())
    if not (digits.isascii() and digits.isdigit() and LEAST <= len(digits) <= MOST):
        raise Invalid("A PIN has 4 to 6 digits.")
    if len(set(digits)) == 1 or any(digits in run for run in _EASY):
        raise Invalid("This PIN is too easy to guess. Please choose another.")
    tried = accounts.sign_in(session, staff.username, password, now)
    if tried.key:
        session.get_one(Staff, actor.id).pin_hash = _HASHER.hash(digits)
        note(session, actor, "staff.pin", actor.unit_id, {}, now)
        session.flush()
    return tried


def try_pin(session: Session, staff_id: UUID, pin: str, now: datetime) -> Try:
    """Try a teacher's PIN; five wrong ones shut it for five minutes. The key is empty: a PIN signs nobody in."""
    staff = session.get(Staff, staff_id)
    digits = thai.to_ascii_digits(pin.strip()[:20])
    right = bool(staff and staff.active and staff.pin_hash and _matches(staff.pin_hash, digits))
    shut = lockouts.note_try(session, f"staff-pin:{staff_id}", right, now)
    return Try(shut_until=shut) if shut else Try(key="" if right else None)


def _matches(kept: str, digits: str) -> bool:
    try:
        return _HASHER.verify(kept, digits)
    except (VerificationError, InvalidHashError):
        return False
