"""What a class's tablet hands in: lessons of its unit's children, whoever is signed in on it, and never a test."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from cast import World
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from tokens import hold

from phonics.services import instruments, tablets
from phonics.store.people import Classroom
from phonics.store.sittings import MarkRow, Sitting
from phonics.store.tablets import ClassTablet

BEGAN = {"started_at": "2026-11-20T10:00:00+07:00", "stone": "K3.1", "seed": 7}
ENDED = {"ended_at": "2026-11-20T10:09:00+07:00", "ended_by": "finished", "seconds_used": 540.0}


def hand_in(client: FlaskClient, child: object) -> list[int]:
    """Deliver a whole lesson of a child; return the three statuses."""
    address = f"/api/v1/sittings/{uuid4()}"
    mark = {"id": str(uuid4()), "seq": 1, "item": "gpc:m=M", "outcome": "correct", "at_ms": 900, "task": "find"}
    return [
        client.put(address, json={**BEGAN, "student_id": str(child)}).status_code,
        client.post(f"{address}/marks", json={"marks": [mark]}).status_code,
        client.put(f"{address}/ending", json=ENDED).status_code,
    ]


@pytest.mark.parametrize("who", [None, "dao", "alice", "charlie", "ek"])
def test_a_queue_is_taken_in_whoever_is_signed_in(
    tablet: FlaskClient, session: Session, world: World, sign_in, who: str | None
) -> None:  # type: ignore[no-untyped-def]
    if who:
        sign_in(getattr(world, who))
    for child in world.children[1:3]:
        assert hand_in(tablet, child.id) == [200, 200, 200]
    assert {row.unit_id for row in session.scalars(select(Sitting))} == {world.unit.id}
    assert len(session.scalars(select(MarkRow)).all()) == 2


def test_a_child_of_another_unit_does_not_exist_for_it(tablet: FlaskClient, world: World) -> None:
    assert hand_in(tablet, world.stranger.id) == [404, 404, 404]
    assert hand_in(tablet, uuid4()) == [404, 404, 404]


def test_a_test_is_not_handed_in_by_a_tablet(tablet: FlaskClient, session: Session, world: World) -> None:
    version = instruments.offered(session, world.alice, "K3")[0]
    body = {"student_id": str(world.dao.id), "started_at": BEGAN["started_at"], "version_id": str(version.id)}
    assert tablet.put(f"/api/v1/sittings/{uuid4()}", json=body).status_code == 404
    assert session.scalar(select(Sitting)) is None


def test_a_closed_tablet_is_told_so_and_hands_in_all_of_it_once_it_is_open_again(
    tablet: FlaskClient, session: Session, world: World
) -> None:
    address, body = f"/api/v1/sittings/{uuid4()}", {**BEGAN, "student_id": str(world.dao.id)}
    assert tablet.put(address, json=body).status_code == 200
    tablets.close_all(session, world.alice, world.room.id, datetime.now(UTC))
    session.commit()
    tablet.set_cookie("lang", "en")
    answer = tablet.put(address, json=body)
    assert answer.status_code == 401
    assert answer.json == {"error": "The class is closed on this tablet. What lies on it stays.", "reason": "closed"}
    hold(tablet, tablets.open_here(session, world.alice, world.room.id, "", datetime.now(UTC)))
    session.commit()
    assert tablet.put(address, json=body).status_code == 200


def test_a_child_of_a_closed_tablet_is_out_and_the_queue_waits(
    tablet: FlaskClient, session: Session, world: World
) -> None:
    tablet.post(f"/wall/{world.dao.id}", data={"pictures": "3-7"})
    assert hand_in(tablet, world.dao.id) == [200, 200, 200]
    tablets.close_all(session, world.alice, world.room.id, datetime.now(UTC))
    session.commit()
    assert hand_in(tablet, world.dao.id) == [401, 401, 401]


def test_the_turn_of_the_year_strands_no_queue(tablet: FlaskClient, session: Session, world: World) -> None:
    world.room.year_be = 2568
    session.add(Classroom(unit_id=world.unit.id, year_be=2569, grade=5, room="1"))
    session.commit()
    assert "Dao" not in tablet.get("/wall").text
    assert hand_in(tablet, world.dao.id) == [200, 200, 200]


def test_a_stranger_and_a_tablet_that_only_asks_are_told_to_sign_in(
    client: FlaskClient, session: Session, world: World
) -> None:
    assert hand_in(client, world.dao.id) == [403, 403, 403]
    token = tablets.wait_for(session, world.room, "", datetime.now(UTC))
    session.commit()
    hold(client, token)  # even as if it were open
    assert hand_in(client, world.dao.id) == [401, 401, 401]
    assert session.scalars(select(ClassTablet)).one().confirmed_at is None
