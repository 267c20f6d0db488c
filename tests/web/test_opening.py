"""Opening a class on a tablet: it asks with the code, waits, goes on at a yes, is shut when the teacher closes it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from cast import World
from flask import Flask
from flask.testing import FlaskClient
from pages import words
from sqlalchemy import select
from sqlalchemy.orm import Session
from tokens import hold

from phonics.services import class_codes, tablets
from phonics.store.people import Classroom, Lockout
from phonics.store.tablets import ClassTablet


@pytest.fixture
def code(session: Session, world: World) -> str:
    """The code of Alice's class."""
    found = class_codes.renew(session, world.alice, world.room.id, datetime.now(UTC)).code
    session.commit()
    return found


@pytest.fixture
def teacher(app: Flask, client: FlaskClient, world: World, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    """Alice, on a device of her own."""
    own = app.test_client()
    own.set_cookie("session", sign_in(world.alice).get_cookie("session").value)
    client.delete_cookie("session")
    own.set_cookie("lang", "en")
    return own


def ask(tablet: FlaskClient, code: str) -> ClassTablet:
    answer = tablet.post("/open", data={"code": code})
    assert (answer.status_code, answer.location) == (302, "/wall")
    session = tablet.application.extensions["sqlalchemy"].session
    session.expire_all()
    return session.scalars(select(ClassTablet).order_by(ClassTablet.asked_at.desc())).first()


def state(tablet: FlaskClient) -> str:
    return tablet.get("/open/state").json["state"]


def test_the_code_alone_opens_nothing(client: FlaskClient, world: World, code: str) -> None:
    tablet = ask(client, code)
    page = client.get("/wall").text
    assert not any(child.nickname in page for child in world.children)
    assert f"<b>{tablet.number}</b>" in page
    for name in tablet.pair.split(","):
        assert page.count(f'href="#{name}"') == 1
    assert state(client) == "waiting"
    assert client.get(f"/wall/{world.dao.id}").status_code == 404
    assert client.put(f"/api/v1/sittings/{tablet.id}", json={}).status_code == 403


def test_a_teacher_compares_says_yes_and_the_tablet_goes_on(
    client: FlaskClient, teacher: FlaskClient, world: World, code: str
) -> None:
    tablet = ask(client, code)
    assert f"/teacher/classes/{world.room.id}#tablets" in teacher.get("/teacher/").text
    for path in (f"/teacher/classes/{world.room.id}", f"/teacher/classes/{world.room.id}/tablets"):
        page = teacher.get(path).text
        assert f'<b class="number">{tablet.number}</b>' in page
        assert all(f'href="#{name}"' in page for name in tablet.pair.split(","))
    answer = teacher.post(f"/teacher/tablets/{tablet.id}/confirmation")
    assert answer.location == f"/teacher/classes/{world.room.id}#tablets"
    assert "The class is open on tablet 1." in teacher.get(answer.location).text
    assert state(client) == "open"
    assert "Dao" in client.get("/wall", follow_redirects=True).text
    assert client.get_cookie("asking") is None
    assert "#tablets" not in teacher.get("/teacher/").text


def test_the_token_is_kept_for_long_and_from_no_script(client: FlaskClient, teacher: FlaskClient, code: str) -> None:
    tablet = ask(client, code)
    teacher.post(f"/teacher/tablets/{tablet.id}/confirmation")
    client.get("/wall")
    for answer in (client.get("/wall", base_url="https://localhost"), client.get("/wall")):
        assert answer.status_code in {200, 302}
    kept = client.get_cookie("tablet")
    assert kept
    assert (kept.http_only, kept.same_site, kept.max_age) == (True, "Lax", 400 * 86400)
    client.delete_cookie("session")
    assert "Dao" in client.get("/wall").text, "it belongs to the tablet, not to a session"


def test_a_refused_tablet_is_told_so_once(client: FlaskClient, teacher: FlaskClient, code: str) -> None:
    tablet = ask(client, code)
    teacher.post(f"/teacher/tablets/{tablet.id}/closing")
    client.set_cookie("lang", "en")
    assert state(client) == "closed"
    assert "Nobody said yes" in client.get("/wall", follow_redirects=True).text
    assert "Nobody said yes" not in client.get("/wall").text


def test_who_stops_asking_is_gone_from_the_teachers_page(
    client: FlaskClient, teacher: FlaskClient, world: World, code: str
) -> None:
    ask(client, code)
    assert client.post("/open/end").location == "/wall"
    assert 'class="asking"' not in teacher.get(f"/teacher/classes/{world.room.id}").text
    assert 'name="code"' in client.get("/wall").text


def test_an_open_class_stays_open_while_its_tablet_asks_for_another(
    tablet: FlaskClient, session: Session, world: World, teacher: FlaskClient, code: str
) -> None:
    other = Classroom(unit_id=world.unit.id, year_be=2569, grade=5, room="7")
    session.add(other)
    session.flush()
    hold(tablet, tablets.open_here(session, world.alice, other.id, "", datetime.now(UTC)))
    session.commit()
    asking = ask(tablet, code)
    tablet.post("/open/end")
    assert "ป.2" in words(tablet.get("/wall"))
    asking = ask(tablet, code)
    teacher.post(f"/teacher/tablets/{asking.id}/confirmation")
    assert "Dao" in tablet.get("/wall", follow_redirects=True).text
    assert not tablets.of_class(session, other.id, datetime.now(UTC)).open


@pytest.mark.parametrize("typed", ["", "1" * 15, "ไม่มี"])
def test_a_wrong_code_is_said_kindly_and_stays_in_the_box(client: FlaskClient, code: str, typed: str) -> None:
    client.set_cookie("lang", "en")
    page = client.post("/open", data={"code": typed})
    assert page.status_code == 200
    assert "No class has this code" in page.text
    assert f'value="{typed}"' in page.text


def test_too_much_guessing_is_said_too(client: FlaskClient, session: Session, code: str) -> None:
    row = Lockout(subject="class-code", failures=class_codes.MOST_WRONG, last_at=datetime.now(UTC))
    session.add(row)
    session.commit()
    client.set_cookie("lang", "en")
    assert "wait a minute" in client.post("/open", data={"code": code}).text
    assert session.scalar(select(ClassTablet)) is None


def test_a_wrong_code_is_counted(client: FlaskClient, session: Session) -> None:
    client.post("/open", data={"code": "1" * 15})
    assert session.get_one(Lockout, "class-code").failures == 1


def test_a_teacher_who_is_signed_in_on_the_tablet_opens_it_at_once(
    client: FlaskClient, session: Session, world: World, sign_in, code: str
) -> None:  # type: ignore[no-untyped-def]
    for goal in (f"/teacher/classes/{world.room.id}/wall", "/open"):
        sign_in(world.bob)
        assert f"/teacher/classes/{world.room.id}/wall" in client.get("/open").text
        answer = client.post(goal, data={"code": code}, follow_redirects=True)
        assert answer.request.path == "/wall"
        assert "Dao" in answer.text
        assert client.get("/teacher/").status_code == 302, "she is signed out"
    assert len(tablets.of_class(session, world.room.id, datetime.now(UTC)).open) == 1
    sign_in(world.charlie)
    client.delete_cookie("tablet")
    assert "Dao" not in client.post("/open", data={"code": code}, follow_redirects=True).text
    assert str(world.room.id) not in client.get("/open").text


def test_closing_shuts_the_wall_and_the_child_who_is_in(
    tablet: FlaskClient, teacher: FlaskClient, session: Session, world: World
) -> None:
    tablet.post(f"/wall/{world.dao.id}", data={"shown": "3-7"})
    assert tablet.get("/learn").status_code == 200
    page = teacher.get(f"/teacher/classes/{world.room.id}").text
    address = re.search(r'action="(/teacher/tablets/[^"]+/closing)"', page)[1]
    teacher.post(address)
    assert tablet.get("/learn").location == "/wall"
    assert "Dao" not in tablet.get("/wall").text
    assert tablet.get(f"/wall/{world.dao.id}").status_code == 404


def test_all_are_closed_at_once(tablet: FlaskClient, teacher: FlaskClient, session: Session, world: World) -> None:
    tablets.open_here(session, world.alice, world.room.id, "", datetime.now(UTC))
    session.commit()
    answer = teacher.post(f"/teacher/classes/{world.room.id}/tablets/closing", follow_redirects=True)
    assert "2 tablets were closed." in answer.text
    assert "Dao" not in tablet.get("/wall").text


def test_a_tablet_is_noted_as_seen_at_most_once_an_hour(tablet: FlaskClient, session: Session) -> None:
    row, long_ago = session.scalars(select(ClassTablet)).one(), datetime.now(UTC) - timedelta(days=2)
    row.seen_at = long_ago
    session.commit()
    tablet.get("/wall")
    session.expire_all()
    first = row.seen_at
    assert first > long_ago
    tablet.get("/wall")
    session.expire_all()
    assert row.seen_at == first


def test_a_tablet_opened_by_the_version_before_stays_open(tablet: FlaskClient, session: Session) -> None:
    row = session.scalars(select(ClassTablet)).one()
    row.token_hash = tablets._hash("its key")
    session.commit()
    tablet.delete_cookie("tablet")
    with tablet.session_transaction() as cookie:
        cookie["wall"] = {"class": str(row.classroom_id), "key": "its key"}
    assert "Dao" in tablet.get("/wall").text
    tablet.delete_cookie("session")
    assert "Dao" in tablet.get("/wall").text


@pytest.mark.parametrize("who", ["charlie", "ek"])
def test_another_unit_finds_no_tablet_and_no_code(
    client: FlaskClient, session: Session, world: World, sign_in, code: str, who: str
) -> None:  # type: ignore[no-untyped-def]
    tablet = ask(client, code)
    stranger = sign_in(getattr(world, who))
    room = f"/teacher/classes/{world.room.id}"
    for method, path in (
        ("GET", f"{room}/code"),
        ("GET", f"{room}/tablets"),
        ("POST", f"{room}/code"),
        ("POST", f"{room}/wall"),
        ("POST", f"{room}/tablets/closing"),
        ("POST", f"/teacher/tablets/{tablet.id}/confirmation"),
        ("POST", f"/teacher/tablets/{tablet.id}/closing"),
    ):
        assert stranger.open(path, method=method).status_code == 404, path
    session.expire_all()
    assert (tablet.confirmed_at, tablet.revoked_at) == (None, None)


def test_who_may_look_but_not_teach_sees_no_tablets(app: Flask, session: Session, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    from cast import _actor, _staff

    from phonics.roles import Role

    head = _actor(_staff(session, "head", Role.SCHOOL_HEAD, world.unit))
    session.commit()
    page = sign_in(head).get(f"/teacher/classes/{world.room.id}")
    assert page.status_code == 200
    assert "data-tablets" not in page.text


def test_a_public_tablet_needs_the_token_of_its_page(app: Flask, client: FlaskClient, code: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/open", data={"code": code}).status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/open").text)[1]
    assert client.post("/open", data={"code": code, "csrf_token": token}).status_code == 302
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/wall").text)[1]
    assert client.post("/open/end", data={"csrf_token": token}).location == "/wall"
