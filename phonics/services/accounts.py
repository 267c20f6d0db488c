"""Who comes in: staff by password, children by class, tile and two pictures; and how long a door stays shut."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotFound
from phonics.roles import Actor, Role
from phonics.store.base import insert_new
from phonics.store.people import Classroom, Enrolment, Lockout, Post, Staff, Student

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = _HASHER.hash("nobody")  # so that an unknown name costs the same time
_LONGEST_NAME = 100
_TRIES = 5
_SHUT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Try:
    """How a sign-in went: a key for the session, or the moment until which the door is shut (None: just wrong)."""

    key: str | None = None
    shut_until: datetime | None = None


def hash_password(password: str) -> str:
    """Return the argon2 hash to keep.

    :raises Invalid: if it has fewer than 8 characters
    """
    if len(password) < 8:
        raise Invalid("A password needs at least 8 characters.")
    return _HASHER.hash(password)


def add_staff(session: Session, username: str, name: str, password_hash: str, role: Role, unit_id: int | None) -> Staff:
    """Add someone who signs in, with one post.

    :raises Conflict: if the user name is taken
    """
    username = _as_kept(username)
    if not 0 < len(username) <= _LONGEST_NAME:
        raise Invalid("A user name has 1 to 100 letters.")
    if session.scalar(select(Staff.id).where(Staff.username == username)):
        raise Conflict("This user name is taken.")
    staff = Staff(username=username, name=name.strip() or username, password_hash=password_hash)
    staff.posts.append(Post(unit_id=unit_id, role=role))
    session.add(staff)
    session.flush()
    return staff


def change_password(session: Session, username: str, password_hash: str) -> None:
    """Give someone a new password; every session under the old one ends.

    :raises NotFound: if nobody has this user name
    """
    staff = session.scalar(select(Staff).where(Staff.username == _as_kept(username)))
    if staff is None:
        raise NotFound("There is no one with this user name.")
    staff.password_hash = password_hash


def staff_named(session: Session, username: str) -> Actor:
    """Return who has this user name, in their first post, as they would sign in.

    :raises NotFound: if nobody has it, or no longer
    """
    query = select(Post).join(Post.staff).where(Staff.username == _as_kept(username), Staff.active).order_by(Post.id)
    post = session.scalars(query).first()
    if post is None:
        raise NotFound("There is no one with this user name.")
    return Actor(Role(post.role), post.staff_id, post.unit_id, post.staff.name)


def sign_in(session: Session, username: str, password: str, now: datetime) -> Try:
    """Try a staff member's password; five wrong ones shut the door for five minutes."""
    username = _as_kept(username)[:_LONGEST_NAME]
    query = select(Post.id, Staff.password_hash).join(Post.staff).where(Staff.username == username, Staff.active)
    post_id, kept = session.execute(query.order_by(Post.id).limit(1)).one_or_none() or (None, _NOBODY)
    session.rollback()  # hashing takes 40 ms: no one shall wait for our lock meanwhile
    right = _matches(kept, password) and post_id is not None
    shut = _note_try(session, f"staff:{username}", right, now)
    if shut:
        return Try(shut_until=shut)
    return Try(key=staff_key(post_id, kept)) if right and post_id is not None else Try()


def _as_kept(username: str) -> str:
    """Return a user name as it is kept; PostgreSQL takes no NUL."""
    return username.replace("\0", "").strip().lower()


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def staff_key(post_id: int, password_hash: str) -> str:
    """Return a session key that a changed password makes void."""
    return f"staff:{post_id}:{hashlib.sha256(password_hash.encode()).hexdigest()[:12]}"


def _note_try(session: Session, subject: str, right: bool, now: datetime) -> datetime | None:
    """Count the try and return until when the door is shut, None if it is open; tries at once queue here."""
    row = session.get(Lockout, subject, with_for_update=True)
    if row is None and right:
        return None
    if row is None:
        insert_new(session, Lockout, [{"subject": subject, "failures": 0, "last_at": now}])
        row = session.get_one(Lockout, subject, with_for_update=True)
    if row.until and row.until > now:
        return row.until
    if right:
        session.delete(row)
        return None
    if now - row.last_at > _SHUT_FOR or row.until:
        row.failures, row.until = 0, None
    row.failures, row.last_at = row.failures + 1, now
    if row.failures >= _TRIES:
        row.until = now + _SHUT_FOR
    return row.until


def actor_of(session: Session, key: str) -> Actor | None:
    """Return the actor behind a session key, None when it no longer opens anything."""
    kind, _, rest = key.partition(":")
    try:
        if kind == "staff":
            return _staff_of(session, key, int(rest.partition(":")[0]))
        return _child_of(session, UUID(rest)) if kind == "child" else None
    except ValueError:  # a key of an older version
        return None


def _child_of(session: Session, student_id: UUID) -> Actor | None:
    query = select(Student.id, Student.unit_id, Student.nickname, Student.given)
    row = session.execute(query.where(Student.id == student_id, Student.active)).one_or_none()
    return Actor(Role.STUDENT, row.id, row.unit_id, row.nickname or row.given) if row else None


def _staff_of(session: Session, key: str, post_id: int) -> Actor | None:
    """Return who holds the post, unless the key was given out under another password."""
    query = select(Post.role, Post.unit_id, Staff.id, Staff.name, Staff.password_hash).join(Post.staff)
    row = session.execute(query.where(Post.id == post_id, Staff.active)).one_or_none()
    if row is None or not hmac.compare_digest(staff_key(post_id, row.password_hash), key):
        return None
    return Actor(Role(row.role), row.id, row.unit_id, row.name)


def classmates(session: Session, room: Classroom) -> list[Student]:
    """Return the children of a class by roll number, then by name."""
    query = (
        select(Student)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.classroom_id == room.id, Student.active)
        .order_by(Enrolment.roll_no.is_(None), Enrolment.roll_no, Student.sort_key)
    )
    return list(session.scalars(query))


def classmate(session: Session, room: Classroom, student_id: UUID) -> Student:
    """Return a child of this class.

    :raises NotFound: if the child is not of this class
    """
    child = session.scalar(
        select(Student)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.classroom_id == room.id, Student.id == student_id, Student.active)
    )
    if child is None:
        raise NotFound("This child is not in this class.")
    return child


def seat_child(session: Session, room: Classroom, student_id: UUID, pictures: str, now: datetime) -> Try:
    """Let a child in who tapped their two pictures ("3-7", places in the class's nine, any order).

    :raises NotFound: if the child is not of this class
    """
    child = classmate(session, room, student_id)
    right = bool(child.secret) and sorted(pictures.split("-")) == sorted(child.secret.split("-"))
    shut = _note_try(session, f"child:{child.id}", right, now)
    if shut:
        return Try(shut_until=shut)
    return Try(key=f"child:{child.id}") if right else Try()


def new_secret() -> str:
    """Return two different places of nine, as the child will tap them."""
    first, second = secrets.SystemRandom().sample(range(9), 2)
    return f"{first}-{second}"
