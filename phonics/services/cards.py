"""The card by which a child signs in: tile, pictures or PIN, badge; printed, renewed, and who waits for a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.roles import Action, Actor
from phonics.services import accounts, classes, lockouts, pupils, tiles
from phonics.services.audit import note
from phonics.services.seating import by_pin, new_card
from phonics.services.tiles import Tile
from phonics.store.people import Classroom, Student


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed for one child; of `pictures` (name, dye) and `pin` only the one their grade is asked for."""

    child: Student
    tile: Tile
    pictures: tuple[tuple[str, str], ...]
    pin: str
    badge: str


def of_class(session: Session, actor: Actor, classroom_id: UUID) -> tuple[Classroom, list[Card]]:
    """Return the cards of a class in the order of its wall.

    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    return room, [_card(room, child) for child in accounts.classmates(session, room)]


def of_child(session: Session, actor: Actor, student_id: UUID) -> tuple[Classroom | None, Card]:
    """Return a child's card, and the class it is good for.

    :raises NotFound: if the child is not in a unit where the actor teaches
    """
    child = pupils.pupil(session, actor, student_id, Action.TEACH)
    room, _roll_no = pupils.seat(session, child.id)
    return room, _card(room, child)


def _card(room: Classroom | None, child: Student) -> Card:
    older = room is not None and by_pin(room)
    pictures = () if older or room is None else tuple(_pictures(room.pictures, child.secret))
    return Card(child, tiles.tile_for(child.tile), pictures, child.pin if older else "", child.badge)


def _pictures(nine: str, places: str) -> Sequence[tuple[str, str]]:
    """Return the two pictures a child taps, each with its dye."""
    names = nine.split(",") if nine else []
    chosen = [int(place) for place in places.split("-") if place.isdecimal()]
    return [(names[place], tiles.dye_of(names[place])) for place in chosen if place < len(names)]


def renew(session: Session, actor: Actor, student_id: UUID, now: datetime) -> Student:
    """Give a child a new card: from now on the old pictures, PIN and badge open nothing, and no lockout is left.

    :raises NotFound: if the child is not in a unit where the actor teaches
    """
    child = pupils.pupil(session, actor, student_id, Action.TEACH)
    room, _roll_no = pupils.seat(session, child.id)
    old = (set(child.secret.split("-")), child.pin)
    card = new_card()
    while set(card["secret"].split("-")) == old[0] or card["pin"] == old[1]:
        card = new_card()
    child.secret, child.pin, child.badge = card["secret"], card["pin"], card["badge"]
    lockouts.forget(session, [f"child:{child.id}"])
    about = {"student": str(child.id), "class": str(room.id) if room else None}
    note(session, actor, "student.card", child.unit_id, about, now)
    session.flush()
    return child


def resting(session: Session, room: Classroom, now: datetime) -> list[Student]:
    """Return the children of a class who may not try now."""
    children = accounts.classmates(session, room)
    shut = lockouts.shut(session, [f"class:{room.id}", *(f"child:{child.id}" for child in children)], now)
    return [child for child in children if {f"class:{room.id}", f"child:{child.id}"} & shut]


def let_try(session: Session, actor: Actor, classroom_id: UUID, now: datetime) -> None:
    """Let every child of a class try again at once, with the card they have.

    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    children = accounts.classmates(session, room)
    lockouts.forget(session, [f"class:{room.id}", *(f"child:{child.id}" for child in children)])
    note(session, actor, "class.tries", room.unit_id, {"class": str(room.id)}, now)
