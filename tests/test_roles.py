"""Who may do what, where: the whole table, and that nobody reaches into another unit."""

import pytest

from phonics.roles import PUBLIC, Action, Actor, Role, can, units_visible

A = Action
OWN_UNIT = {
    Role.STUDENT: {A.LEARN},
    Role.TEACHER: {A.SEE_PUPILS, A.SEE_UNIT, A.TEACH, A.DECIDE, A.RECORD, A.AUTHOR},
    Role.LEAD_TEACHER: {A.SEE_PUPILS, A.SEE_UNIT, A.TEACH, A.DECIDE, A.IMPORT_ROSTER, A.RECORD, A.APPROVE_VOICE}
    | {A.AUTHOR, A.SHARE_TEST},
    Role.SCHOOL_HEAD: {A.SEE_PUPILS, A.SEE_UNIT},
    Role.COORDINATOR: {A.SEE_PUPILS, A.SEE_UNIT, A.IMPORT_ROSTER, A.APPROVE_VOICE},
    Role.OFFICER: {A.SEE_UNIT, A.COMPARE_UNITS, A.MANAGE_NETWORK, A.APPROVE_VOICE},
    Role.TABLET: {A.DELIVER},
    Role.PUBLIC: set(),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_this_in_its_own_unit(role: Role) -> None:
    actor = Actor(role, unit_id=None if role in {Role.OFFICER, Role.PUBLIC} else 1)
    assert {action for action in Action if can(actor, action, 1)} == OWN_UNIT[role]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
@pytest.mark.parametrize("unit_id", [2, None])
def test_nobody_but_the_office_reaches_beyond_their_unit(role: Role, unit_id: int | None) -> None:
    actor = Actor(role, unit_id=1)
    assert not [action for action in Action if can(actor, action, unit_id)]


def test_someone_without_a_unit_has_no_unit_of_nobodys() -> None:
    assert not can(Actor(Role.TEACHER, unit_id=None), Action.TEACH, None)


def test_the_office_sees_figures_everywhere_and_children_nowhere() -> None:
    officer = Actor(Role.OFFICER)
    assert 41 in units_visible(officer, Action.SEE_UNIT)
    assert not units_visible(officer, Action.SEE_PUPILS).ids
    assert not units_visible(officer, Action.SEE_PUPILS).everywhere


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_the_list_and_the_single_thing_agree(role: Role, action: Action) -> None:
    actor = PUBLIC if role is Role.PUBLIC else Actor(role, unit_id=None if role is Role.OFFICER else 1)
    for unit_id in (1, 2):
        assert (unit_id in units_visible(actor, action)) is can(actor, action, unit_id)
