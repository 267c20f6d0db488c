"""What can be given a voice, and by whom: a clip is named by its kind and its text."""

from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.roles import Action, Actor, can
from phonics.services import audio, own_words
from phonics.store.people import Student
from phonics.voice.instructions import instructions

NAME = "name"  # of a child: its text is the child's id
INSTRUCTION = "instruction"  # Thai: its text is a code


def may_listen(actor: Actor) -> bool:
    """Return whether the studio is open to the actor at all."""
    return actor.id is not None and any(
        can(actor, action, actor.unit_id) for action in (Action.RECORD, Action.APPROVE_VOICE)
    )


def must_listen(actor: Actor) -> None:
    """Return quietly if the studio is open to the actor.

    :raises NotFound: if it is not
    """
    if not may_listen(actor):
        raise NotFound("This page does not exist.")


def must_be_sayable(session: Session, actor: Actor, kind: str, text: str) -> None:
    """Return quietly if there is something to say under this name for the actor's unit.

    :raises NotFound: if it is the name of a child whom the actor may not see
    :raises Invalid: if nothing in the product asks for it
    """
    if kind == NAME:
        _must_be_pupil(session, actor, text)
    elif not is_sayable(session, actor, kind, text):
        raise Invalid("Nothing here asks for this to be said.", reason="unknown")


def is_sayable(session: Session, actor: Actor, kind: str, text: str) -> bool:
    """Return whether the product, or the actor's unit, can ask for this; never a child's name."""
    if kind == INSTRUCTION:
        return text in instructions()
    return (kind, text) in _asked_for() or (kind == "word" and text in own_words.spoken(session, actor))


def _must_be_pupil(session: Session, actor: Actor, text: str) -> None:
    try:
        child = session.get(Student, UUID(text))
    except ValueError:
        child = None
    known = child is not None and str(child.id) == text and child.active
    if not (known and child and can(actor, Action.SEE_PUPILS, child.unit_id)):
        raise NotFound("This child does not exist.")


@cache
def _asked_for() -> frozenset[tuple[str, str]]:
    return frozenset(wish.name for wish in audio.wanted())
