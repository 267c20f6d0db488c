"""The tablets of a class: who opens one, what a token is good for, and when it is good for nothing any more."""

from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import uuid4

import pytest
from both_databases import at_once
from cast import NOW, World, make_world
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.roles import Action, Role, can
from phonics.services import tablets
from phonics.services.tablets import MOST_WAITING, WAITS_FOR, State
from phonics.store.people import Classroom
from phonics.store.programme import Audit
from phonics.store.tablets import ClassTablet


def ask(session: Session, world: World, held: str = "", now: datetime = NOW) -> str:
    return tablets.wait_for(session, world.room, held, now)


def state(session: Session, token: str, now: datetime = NOW) -> State | None:
    tablet = tablets.holder(session, token)
    return tablets.state(session, tablet, now) if tablet else None


def told(session: Session) -> list[tuple[str, int]]:
    session.flush()
    rows = session.execute(select(Audit.action, Audit.about).order_by(Audit.id))
    return [(action, about["number"]) for action, about in rows]


def opened(session: Session, world: World, now: datetime = NOW) -> str:
    return tablets.open_here(session, world.alice, world.room.id, "", now)


def test_a_teacher_opens_a_class_with_her_own_hand_and_it_is_noted(session: Session, world: World) -> None:
    token = tablets.open_here(session, world.bob, world.room.id, "", NOW)
    tablet = tablets.holder(session, token)
    assert tablet
    assert state(session, token) is State.OPEN
    assert (tablet.classroom, tablet.confirmed_by, tablet.number) == (world.room, world.bob.id, 1)
    assert told(session) == [("tablet.opened", 1)]


def test_the_server_keeps_no_token(session: Session, world: World) -> None:
    token = opened(session, world)
    kept = session.scalars(select(ClassTablet.token_hash)).one()
    assert kept == sha256(token.encode()).hexdigest()
    assert len(token) >= 40
    assert tablets.holder(session, kept) is None


def test_opening_it_again_on_the_same_tablet_is_the_same_tablet(session: Session, world: World) -> None:
    token = opened(session, world)
    assert tablets.open_here(session, world.bob, world.room.id, token, NOW) == token
    assert opened(session, world) != token
    assert [one.number for one in tablets.of_class(session, world.room.id, NOW).open] == [1, 2]


def test_a_tablet_that_is_opened_for_another_class_leaves_the_first(session: Session, world: World) -> None:
    other = Classroom(unit_id=world.unit.id, year_be=2569, grade=5, room="7")
    session.add(other)
    session.flush()
    first = opened(session, world)
    second = tablets.open_here(session, world.alice, other.id, first, NOW)
    assert (state(session, first), state(session, second)) == (State.CLOSED, State.OPEN)


@pytest.mark.parametrize("who", ["charlie", "dao", "ek"])
def test_nobody_else_opens_confirms_or_closes(session: Session, world: World, who: str) -> None:
    actor, token = getattr(world, who), ask(session, world)
    tablet = tablets.holder(session, token)
    assert tablet
    for deed in (
        partial(tablets.open_here, session, actor, world.room.id, ""),
        partial(tablets.confirm, session, actor, tablet.id),
        partial(tablets.close, session, actor, tablet.id),
        partial(tablets.close_all, session, actor, world.room.id),
    ):
        with pytest.raises(NotFound):
            deed(NOW)
    assert state(session, token) is State.WAITING
    assert told(session) == []


def test_a_tablet_that_asks_opens_nothing_until_a_teacher_says_yes(session: Session, world: World) -> None:
    token = ask(session, world)
    tablet = tablets.holder(session, token)
    assert tablet
    assert tablets.deliverer(tablet) is None
    for _twice in range(2):
        tablets.confirm(session, world.alice, tablet.id, NOW)
    assert state(session, token) is State.OPEN
    assert told(session) == [("tablet.opened", 1)]


def test_asking_again_is_the_same_tablet(session: Session, world: World) -> None:
    token = ask(session, world)
    assert ask(session, world, token) == token
    assert len(tablets.of_class(session, world.room.id, NOW).waiting) == 1


def test_each_tablet_shows_another_number_and_other_pictures(session: Session, world: World) -> None:
    for _tablet in range(MOST_WAITING):
        assert ask(session, world)
    waiting = tablets.of_class(session, world.room.id, NOW).waiting
    assert sorted(one.number for one in waiting) == list(range(1, MOST_WAITING + 1))
    assert len({frozenset(one.pair.split(",")) for one in waiting}) == MOST_WAITING
    assert all(len(set(one.pair.split(","))) == 2 for one in waiting)
    assert ask(session, world) == "", "as many wait as may"
    tablets.close(session, world.alice, waiting[0].id, NOW)
    assert ask(session, world)


def test_who_waits_too_long_has_to_ask_again(session: Session, world: World) -> None:
    token, later = ask(session, world), NOW + WAITS_FOR
    tablet = tablets.holder(session, token)
    assert tablet
    assert state(session, token, later) is State.CLOSED
    with pytest.raises(NotFound):
        tablets.confirm(session, world.alice, tablet.id, later)
    assert ask(session, world, token, later) != token
    assert session.scalar(select(func.count()).select_from(ClassTablet)) == 1, "what never opened anything is not kept"


def test_a_refused_tablet_is_not_opened_after_all(session: Session, world: World) -> None:
    tablet = tablets.holder(session, ask(session, world))
    assert tablet
    tablets.close(session, world.alice, tablet.id, NOW)
    with pytest.raises(NotFound):
        tablets.confirm(session, world.alice, tablet.id, NOW)
    assert told(session) == [("tablet.refused", 1)]


def test_closing_one_leaves_the_others_and_closing_all_leaves_none(session: Session, world: World) -> None:
    tokens = [opened(session, world) for _tablet in range(3)]
    first = tablets.holder(session, tokens[0])
    assert first
    for _twice in range(2):
        tablets.close(session, world.bob, first.id, NOW)
    assert [state(session, token) for token in tokens] == [State.CLOSED, State.OPEN, State.OPEN]
    asking = ask(session, world)
    assert tablets.close_all(session, world.alice, world.room.id, NOW) == 2
    assert {state(session, token) for token in (*tokens, asking)} == {State.CLOSED}
    assert told(session)[3:] == [
        ("tablet.closed", 1),
        ("tablet.refused", 1),
        ("tablet.closed", 2),
        ("tablet.closed", 3),
    ]


@pytest.mark.parametrize(
    ("new_list", "on", "expected"),
    [
        (False, datetime(2027, 5, 10, tzinfo=UTC), State.OPEN),
        (True, datetime(2027, 5, 10, tzinfo=UTC), State.OPEN),  # the new lists came in early: the old year is not over
        (False, datetime(2027, 5, 20, tzinfo=UTC), State.OPEN),  # it is over, but there is no other class yet
        (True, datetime(2027, 5, 20, tzinfo=UTC), State.CLOSED),
    ],
)
def test_when_the_year_has_turned_an_old_class_is_closed(
    session: Session, world: World, new_list: bool, on: datetime, expected: State
) -> None:
    token = opened(session, world)
    if new_list:
        session.add(Classroom(unit_id=world.unit.id, year_be=2570, grade=5, room="1"))
        session.flush()
    assert state(session, token, on) is expected
    tablet = tablets.holder(session, token)
    assert tablet
    assert tablets.deliverer(tablet), "what lies on it is still taken in"


def test_a_tablet_delivers_lessons_in_its_own_unit_and_does_nothing_else(session: Session, world: World) -> None:
    tablet = tablets.holder(session, opened(session, world))
    assert tablet
    actor = tablets.deliverer(tablet)
    assert actor
    assert (actor.role, actor.unit_id) == (Role.TABLET, world.unit.id)
    assert [action for action in Action if can(actor, action, world.unit.id)] == [Action.DELIVER]
    tablets.close(session, world.alice, tablet.id, NOW)
    assert tablets.deliverer(tablet) is None


def test_being_seen_is_noted_once_an_hour(session: Session, world: World) -> None:
    tablet = tablets.holder(session, opened(session, world))
    assert tablet
    for minutes, expected in ((59, 0), (60, 60), (90, 60)):
        tablets.note_seen(session, tablet.id, NOW + timedelta(minutes=minutes))
        session.refresh(tablet)
        assert tablet.seen_at == NOW + timedelta(minutes=expected)


def test_today_counts_who_asks_by_class(session: Session, world: World) -> None:
    assert tablets.n_waiting(session, [world.room.id], NOW) == {}
    opened(session, world)
    ask(session, world)
    ask(session, world)
    assert tablets.n_waiting(session, [world.room.id, uuid4()], NOW) == {world.room.id: 2}
    assert tablets.n_waiting(session, [world.room.id], NOW + WAITS_FOR) == {}


def test_thirty_tablets_that_ask_at_once_get_thirty_numbers(shared: Engine) -> None:
    with Session(shared) as session:
        room_id = make_world(session).room.id
    tokens = at_once(shared, [lambda s: tablets.wait_for(s, s.get_one(Classroom, room_id), "", NOW)] * 30)
    assert len(set(tokens)) == 30
    assert all(isinstance(token, str) and token for token in tokens)
    with Session(shared) as session:
        numbers = [one.number for one in tablets.of_class(session, room_id, NOW).waiting]
    assert sorted(numbers) == list(range(1, 31))
