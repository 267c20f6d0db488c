"""What can be given a voice, and by whom: a clip is named by its kind and its text."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.roles import Action, Actor, can
from phonics.services import audio, own_words, pupils
from phonics.services.holding import NAME
from phonics.voice.instructions import instructions

Name = tuple[str, str]  # of a clip: its kind and its text
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
    elif not sayable_names(session, actor, [(kind, text)]):
        raise Invalid("Nothing here asks for this to be said.", reason="unknown")


def sayable_names(session: Session, actor: Actor, names: Iterable[Name]) -> set[Name]:
    """Return those of the names that the product or the actor's unit can ask for, no child's; at most one query."""
    asked = set(names)
    known = {(kind, text) for kind, text in asked if (kind, text) in _asked_for() or _is_instruction(kind, text)}
    words = {(kind, text) for kind, text in asked - known if kind == "word"}
    own = own_words.spoken(session, actor) if words else {}
    return known | {(kind, text) for kind, text in words if text in own}


def _is_instruction(kind: str, text: str) -> bool:
    return kind == INSTRUCTION and text in instructions()


def _must_be_pupil(session: Session, actor: Actor, text: str) -> None:
    try:
        child = pupils.pupil(session, actor, UUID(text))
    except ValueError as error:
        raise NotFound("This child does not exist.") from error
    if str(child.id) != text or not child.active:
        raise NotFound("This child does not exist.")


def warm() -> None:
    """Make ready what is asked for: over a second, which no request shall wait."""
    _asked_for()


@cache
def _asked_for() -> frozenset[Name]:
    return frozenset(wish.name for wish in audio.wanted())
