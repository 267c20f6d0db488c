"""The front door: staff come in by password, a session is one person's, and no form is taken without its token."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cast import PASSWORD, World
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from phonics.roles import Actor, Role
from phonics.services import accounts
from phonics.store.people import Lockout, Staff
from phonics.web.auth import home_of
from phonics.web.extensions import db

SignIn = Callable[[Actor], FlaskClient]
HTTPS = "https://example.test/"


def try_in(client: FlaskClient, name: str = "alice", password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/sign-in", data={"username": name, "password": password, **more})


def test_each_role_lands_on_its_own_page(client: FlaskClient, world: World) -> None:
    for name, home in (("alice", "/teacher/"), ("bob", "/teacher/"), ("ek", "/network")):
        answer = try_in(client, name)
        assert (answer.status_code, answer.headers["Location"]) == (302, home)
        assert client.get("/").headers["Location"] == home
        client.post("/sign-out")


@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.COORDINATOR])
def test_who_looks_after_a_unit_begins_with_it(app: Flask, role: Role) -> None:
    with app.test_request_context():
        assert home_of(role) == "/unit"


def test_the_last_minute_of_a_lock_is_one_minute(client: FlaskClient, world: World) -> None:
    client.set_cookie("lang", "en")
    begun = datetime.now(UTC)
    db.session.add(Lockout(subject="staff:alice", failures=9, last_at=begun, until=begun + timedelta(seconds=30)))
    db.session.commit()
    assert "Please wait 1 minute." in try_in(client).text


def test_after_signing_in_one_goes_on_where_one_wanted(client: FlaskClient, world: World) -> None:
    asked = client.get("/teacher/groups?x=1")
    assert asked.headers["Location"] == "/sign-in?next=/teacher/groups?x%3D1"
    page = client.get(asked.headers["Location"])
    assert 'name="next" value="/teacher/groups?x=1"' in page.text
    assert try_in(client, next="/teacher/groups?x=1").headers["Location"] == "/teacher/groups?x=1"


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.test/",
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "javascript:alert(1)",
        " //evil.test",
        "/\n/evil.test",
        "evil",
        "http:/teacher/",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, world: World, goal: str) -> None:
    assert try_in(client, next=goal).headers["Location"] == "/teacher/"
    sent = client.get("/language/en", query_string={"next": goal}).headers["Location"]
    assert sent == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(client: FlaskClient, world: World) -> None:
    client.set_cookie("lang", "en")
    answer = try_in(client, password="wrong one")
    assert answer.status_code == 401
    assert "is not right" in answer.text
    assert 'value="alice"' in answer.text
    assert "wrong one" not in answer.text
    assert client.get("/teacher/").status_code == 302


def test_the_sixth_try_finds_the_door_shut_and_hears_for_how_long(client: FlaskClient, world: World) -> None:
    client.set_cookie("lang", "en")
    for _ in range(5):
        answer = try_in(client, password="wrong one")
    assert "wait 5 minutes" in answer.text
    assert try_in(client).status_code == 401
    db.session.get_one(Lockout, "staff:alice").until -= timedelta(minutes=6)  # type: ignore[operator]
    assert try_in(client).status_code == 302


def test_an_unknown_name_reads_like_a_wrong_password(client: FlaskClient, world: World) -> None:
    known, unknown = try_in(client, "alice", "x"), try_in(client, "alicf", "x")
    assert known.status_code == unknown.status_code
    assert known.text.replace("alice", "") == unknown.text.replace("alicf", "")


def test_a_new_person_gets_a_new_session(client: FlaskClient, world: World) -> None:
    """What was in the session before (planted by someone else, or another person's) is gone."""
    with client.session_transaction() as cookie:
        cookie.update(planted="x", csrf_token="known to the planter")
    try_in(client)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != "known to the planter"


def test_signing_out_ends_the_session(client: FlaskClient, world: World) -> None:
    try_in(client)
    assert client.get("/teacher/").status_code == 200
    assert client.post("/sign-out").headers["Location"] == "/"
    assert client.get("/teacher/").status_code == 302
    assert client.get("/sign-out").status_code == 405, "a link or a picture must not sign anyone out"


def test_a_changed_password_signs_out_everywhere(client: FlaskClient, world: World) -> None:
    try_in(client)
    accounts.change_password(db.session(), "alice", accounts.hash_password("another long one"))
    assert client.get("/teacher/").status_code == 302


def test_someone_who_left_is_out_at_once(client: FlaskClient, world: World, session: Session) -> None:
    try_in(client)
    session.scalars(select(Staff).where(Staff.username == "alice")).one().active = False
    assert client.get("/teacher/").status_code == 302


@pytest.mark.parametrize("key", ["staff:x:y", "staff:", "staff:1:wrong", "child:x", "child:", "ghost", ""])
def test_a_session_of_nobody_is_the_public(client: FlaskClient, world: World, key: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = key
    assert client.get("/teacher/").status_code == 302


def test_a_tampered_cookie_is_the_public(client: FlaskClient, world: World) -> None:
    try_in(client)
    held = client.get_cookie("session")
    assert held
    client.set_cookie("session", held.value[:-2] + ("AA" if held.value[-2:] != "AA" else "BB"))
    assert client.get("/teacher/").status_code == 302


def cookie_line(answer: TestResponse, name: str) -> str:
    return next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(f"{name}="))


@pytest.mark.parametrize(("base", "secure"), [("http://example.test/", False), (HTTPS, True)])
def test_cookies_keep_to_themselves_and_are_secure_under_https(
    client: FlaskClient, world: World, base: str, secure: bool
) -> None:
    entered = client.post("/sign-in", data={"username": "alice", "password": PASSWORD}, base_url=base)
    for line in (cookie_line(entered, "session"), cookie_line(client.get("/language/en", base_url=base), "lang")):
        parts = {part.strip() for part in line.split(";")}
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert ("Secure" in parts) is secure


def test_a_proxy_that_speaks_https_is_believed_only_when_told_so(app: Flask, client: FlaskClient, world: World) -> None:
    entered = client.post(
        "/sign-in", data={"username": "alice", "password": PASSWORD}, headers={"X-Forwarded-Proto": "https"}
    )
    assert "Secure" not in cookie_line(entered, "session")


def test_no_form_is_taken_without_its_token(app: Flask, client: FlaskClient, sign_in: SignIn, world: World) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    sign_in(world.bob).set_cookie("lang", "en")
    taken = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            continue  # takes JSON from its own pages and no form: test_api.py
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            with app.test_request_context():
                ids = dict.fromkeys(rule.arguments, "00000000-0000-4000-8000-000000000000")
                address = rule.build(ids, append_unknown=False)
            assert address
            answer = client.open(address[1], method=method, data={"csrf_token": "forged"})
            if answer.status_code != 400 or "This page is too old" not in answer.text:
                taken.append(f"{method} {rule.rule} -> {answer.status_code}")
    assert not taken


def test_a_form_with_its_token_is_taken(app: Flask, client: FlaskClient, world: World) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.get("/sign-in").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert try_in(client, csrf_token=token).status_code == 302


def test_the_language_is_kept_and_the_page_turns(client: FlaskClient, world: World) -> None:
    assert '<html lang="th">' in client.get("/sign-in").text
    assert client.get("/language/en?next=/sign-in").headers["Location"] == "/sign-in"
    assert '<html lang="en">' in client.get("/sign-in").text
    client.get("/language/xx")
    assert '<html lang="en">' in client.get("/sign-in").text
