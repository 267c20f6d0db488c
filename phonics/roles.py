"""Who may do what, where. Pure: an `Actor` comes in, an answer goes out."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """The seven people of the programme, and the tablet of a class, which belongs to none of them."""

    STUDENT = "student"
    TEACHER = "teacher"
    LEAD_TEACHER = "lead_teacher"
    SCHOOL_HEAD = "school_head"
    COORDINATOR = "coordinator"
    OFFICER = "officer"
    TABLET = "tablet"
    PUBLIC = "public"


class Action(StrEnum):
    """What a door asks leave for."""

    LEARN = "learn"  # do one's own lessons
    DELIVER = "deliver"  # hand in the lessons that children did on a tablet
    SEE_PUPILS = "see_pupils"  # names and results
    TEACH = "teach"  # open a class on a tablet, give a test
    DECIDE = "decide"  # answer a suggestion
    IMPORT_ROSTER = "import_roster"
    SEE_UNIT = "see_unit"  # a unit's figures, no names
    COMPARE_UNITS = "compare_units"  # the 41 units side by side, by name
    MANAGE_NETWORK = "manage_network"  # units, terms, staff accounts
    RECORD = "record"  # give one's voice to a clip
    APPROVE_VOICE = "approve_voice"  # let a recording be heard by children
    AUTHOR = "author"  # write tests, offer one's own to the unit
    SHARE_TEST = "share_test"  # offer a test of the unit to the whole network, or take it off again


_SCHOOL = {Action.SEE_PUPILS, Action.SEE_UNIT}
_CLASSROOM = _SCHOOL | {Action.TEACH, Action.DECIDE, Action.RECORD, Action.AUTHOR}

_IN_OWN_UNIT: dict[Role, frozenset[Action]] = {
    Role.STUDENT: frozenset({Action.LEARN}),
    Role.TABLET: frozenset({Action.DELIVER}),
    Role.TEACHER: frozenset(_CLASSROOM),
    Role.LEAD_TEACHER: frozenset(_CLASSROOM | {Action.IMPORT_ROSTER, Action.APPROVE_VOICE, Action.SHARE_TEST}),
    Role.SCHOOL_HEAD: frozenset(_SCHOOL),
    Role.COORDINATOR: frozenset(_SCHOOL | {Action.IMPORT_ROSTER, Action.APPROVE_VOICE}),
}
_EVERYWHERE: dict[Role, frozenset[Action]] = {
    Role.OFFICER: frozenset({Action.SEE_UNIT, Action.COMPARE_UNITS, Action.MANAGE_NETWORK, Action.APPROVE_VOICE}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone at a door, in one role, at most in one unit."""

    role: Role
    id: UUID | None = None
    unit_id: int | None = None
    name: str = ""


PUBLIC = Actor(Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class Units:
    """A set of units that may be all of them: `unit_id in units`."""

    everywhere: bool = False
    ids: frozenset[int] = field(default_factory=frozenset)

    def __contains__(self, unit_id: object) -> bool:
        return self.everywhere or unit_id in self.ids


def can(actor: Actor, action: Action, unit_id: int | None) -> bool:
    """Return whether the actor may do this in that unit (None: in the network as a whole)."""
    if action in _EVERYWHERE.get(actor.role, frozenset()):
        return True
    own = unit_id is not None and unit_id == actor.unit_id
    return own and action in _IN_OWN_UNIT.get(actor.role, frozenset())


def units_visible(actor: Actor, action: Action = Action.SEE_PUPILS) -> Units:
    """Return the units in which the actor may do this; every list query filters by it."""
    if action in _EVERYWHERE.get(actor.role, frozenset()):
        return Units(everywhere=True)
    if actor.unit_id is not None and action in _IN_OWN_UNIT.get(actor.role, frozenset()):
        return Units(ids=frozenset({actor.unit_id}))
    return Units()
