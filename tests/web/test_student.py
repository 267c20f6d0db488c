"""The child's doors: who gets in, what they see, and who does not."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import World
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from phonics.services import sittings
from phonics.store.people import Lockout


def _tap(tablet: FlaskClient, child: UUID, pictures: str):  # type: ignore[no-untyped-def]
    return tablet.post(f"/wall/{child}", data={"shown": pictures})


def _plan(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="lesson">(.*?)</script>', page, re.S)[1])


def _links(page: str) -> set[str]:
    return set(re.findall(r'href="/learn/([^"]+)"', page))


def test_a_tablet_without_a_class_asks_for_the_teacher(client: FlaskClient, world: World) -> None:
    page = client.get("/wall")
    assert page.status_code == 200
    assert "ให้คุณครูเปิดห้องเรียน" in page.text
    assert not any(child.given in page.text for child in world.children)


@pytest.mark.parametrize("held", ["", "x", "x.y", '"x".y'])
def test_a_tablet_with_a_strange_token_shows_no_child(client: FlaskClient, world: World, held: str) -> None:
    client.set_cookie("tablet", held)
    assert world.children[1].given not in client.get("/wall").text
    assert client.get(f"/wall/{world.dao.id}").status_code == 404
    assert _tap(client, world.dao.id, "3-7").status_code == 404


def test_the_wall_shows_the_class_by_nickname_and_nothing_else(tablet: FlaskClient, world: World) -> None:
    page = tablet.get("/wall").text
    assert "Dao" in page
    assert "เมฆ" in page
    assert "ใจดี" not in page  # no family names
    assert str(world.stranger.id) not in page


def test_the_secret_page_shows_nine_pictures_and_not_which(tablet: FlaskClient, world: World) -> None:
    page = tablet.get(f"/wall/{world.dao.id}").text
    assert page.count('class="pick"') == 9
    assert "3-7" not in page


def test_two_right_pictures_in_any_order_open_the_map(tablet: FlaskClient, world: World) -> None:
    for pictures in ("3-7", "7-3"):
        answer = _tap(tablet, world.dao.id, pictures)
        assert (answer.status_code, answer.location) == (302, "/learn")
        assert tablet.get("/learn").status_code == 200


def test_wrong_pictures_are_answered_calmly(tablet: FlaskClient, world: World) -> None:
    for pictures in ("1-2", "", "3", "3-7-7"):
        answer = _tap(tablet, world.children[1].id, pictures)
        assert answer.status_code == 200
        assert "ลองแตะใหม่อีกครั้ง" in answer.text
    assert tablet.get("/learn").status_code == 302


def test_five_wrong_tries_rest_even_the_right_pictures(tablet: FlaskClient, session: Session, world: World) -> None:
    for _ in range(4):
        assert "ลองแตะใหม่อีกครั้ง" in _tap(tablet, world.dao.id, "1-2").text
    assert "ไปหาคุณครู" in _tap(tablet, world.dao.id, "1-2").text
    for resting in (_tap(tablet, world.dao.id, "3-7"), tablet.get(f"/wall/{world.dao.id}")):
        assert resting.status_code == 200
        assert "ไปหาคุณครู" in resting.text
        assert "#teacher" in resting.text  # the same, drawn
        assert "data-secret" not in resting.text
    assert _tap(tablet, world.children[1].id, "3-7").status_code == 302  # her classmates are not shut out
    session.expire_all()
    session.get_one(Lockout, f"child:{world.dao.id}").until = datetime.now(UTC) - timedelta(minutes=1)
    session.commit()
    assert _tap(tablet, world.dao.id, "3-7").status_code == 302


def test_a_child_of_another_class_is_not_found(tablet: FlaskClient, world: World) -> None:
    assert tablet.get(f"/wall/{world.stranger.id}").status_code == 404
    assert _tap(tablet, world.stranger.id, "3-7").status_code == 404


def test_that_is_not_me_leads_back_to_the_wall(tablet: FlaskClient, world: World) -> None:
    _tap(tablet, world.dao.id, "3-7")
    assert tablet.post("/wall/leave").location == "/wall"
    assert "Dao" in tablet.get("/wall").text
    assert tablet.get("/learn").location == "/wall"


def test_the_next_child_gets_a_session_of_their_own(tablet: FlaskClient, world: World) -> None:
    _tap(tablet, world.dao.id, "3-7")
    _tap(tablet, world.children[1].id, "3-7")
    assert _plan(tablet.get("/learn/K3.1").text)["child"] == str(world.children[1].id)


def test_the_map_links_what_may_be_opened_and_no_more(client: FlaskClient, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(world.dao).get("/learn").text
    assert _links(page) == {"K2.5", "K2.6", "K3.1", "stickers"}
    assert page.count("data-now") == 2  # once in each of the two drawings of the walk


def test_a_finished_lesson_opens_the_next_stone(
    client: FlaskClient,
    session: Session,
    world: World,
    sign_in,  # type: ignore[no-untyped-def]
) -> None:
    child, now = sign_in(world.dao), datetime.now(UTC)
    plan = _plan(child.get("/learn/K3.1").text)
    new = sittings.NewSitting(uuid4(), world.dao.id, now, stone="K3.1", seed=plan["seed"])
    sittings.open_sitting(session, world.dao, new, now)
    sittings.finish(session, world.dao, new.id, sittings.Ending(now, "finished", 300.0), now)
    session.commit()
    page = child.get("/learn?fresh=K3.1").text
    assert "K3.2" in _links(page)
    assert 'class="stone done fresh"' in page


def test_a_stone_ahead_or_unknown_is_not_found(client: FlaskClient, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = sign_in(world.dao)
    for key in ("K3.2", "P2.1", "S5.1", "K3.99", "nonsense"):
        assert child.get(f"/learn/{key}").status_code == 404


def test_the_lesson_carries_steps_clips_and_words_for_the_tablet(client: FlaskClient, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(world.dao).get("/learn/K3.1")
    plan = _plan(page.text)
    assert 10 <= len(plan["steps"]) <= 30
    assert plan["words"]["listen"] == "ฟังอีกครั้ง"
    assert plan["stone"] == "K3.1"
    assert all(url.startswith("/audio/") for url in plan["audio"])


def test_a_child_is_told_in_the_language_chosen_for_them(
    client: FlaskClient,
    session: Session,
    world: World,
    sign_in,  # type: ignore[no-untyped-def]
) -> None:
    told = _plan(sign_in(world.dao).get("/learn/K3.1").text)["told"]
    assert {one["kind"] for one in told.values()} == {"instruction"}
    assert told["hear"]["th"].startswith("ตั้งใจฟัง")
    world.children[0].instructions = "en"
    session.commit()
    told = _plan(sign_in(world.dao).get("/learn/K3.1").text)["told"]
    assert {one["kind"] for one in told.values()} == {"phrase"}
    assert not any(one["th"] for one in told.values())


def test_the_wall_knows_how_to_call_each_child_and_says_no_name_in_letters_to_a_voice(
    tablet: FlaskClient, world: World
) -> None:
    page = tablet.get("/wall").text
    assert re.findall(r'data-name="(/audio/[0-9a-f]{20}\.mp3)"', page)  # the word of the picture
    assert "data-say" not in page
    secret = tablet.get(f"/wall/{world.dao.id}").text
    told = json.loads(html.unescape(re.search(r'data-told="([^"]*)"', secret)[1]))
    assert told["text"] == "secret-pictures"
    assert "Dao" not in told["th"]
    again = _tap(tablet, world.children[1].id, "1-2").text
    assert json.loads(html.unescape(re.search(r'data-told="([^"]*)"', again)[1]))["text"] == "try-again"


def test_a_child_opens_no_page_of_the_staff(client: FlaskClient, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = sign_in(world.dao)
    child_page = f"/teacher/children/{world.dao.id}"
    for door in ("/teacher/", "/teacher/classes", child_page, "/instruments/", "/rosters/", "/dashboards/network"):
        answer = child.get(door)
        assert answer.status_code == 404 or answer.location.startswith("/sign-in"), door


def test_staff_have_no_map(client: FlaskClient, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    for actor in (world.alice, world.charlie, world.ek):
        staff = sign_in(actor)
        assert staff.get("/learn").location == "/wall"
        assert staff.get("/learn/K3.1").location == "/wall"


def test_the_pages_speak_english_too(tablet: FlaskClient, world: World) -> None:
    tablet.set_cookie("lang", "en")
    assert "Who are you?" in tablet.get("/wall").text
    _tap(tablet, world.dao.id, "3-7")
    assert "Level" in tablet.get("/learn").text
