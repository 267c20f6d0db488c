"""The card on a second tablet, the PIN that takes it back, and scoring along."""

import re
from uuid import UUID, uuid4

import pytest
from cast import NOW, PASSWORD
from giving import give, version_of
from sqlalchemy import select

from phonics.services import sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.second_tablets import SharedTest
from phonics.store.sittings import ScoreRow


def _share(session, world, sign_in, sitting: UUID | None = None) -> tuple[str, UUID]:  # type: ignore[no-untyped-def]
    """Let Alice share a test of words with the first child; return its code and sitting."""
    sitting = sitting or uuid4()
    version = version_of(session, world.alice, "words")
    told = {"student": str(world.children[0].id), "version": str(version.id)}
    answer = sign_in(world.alice).post(f"/sittings/{sitting}/code", json=told)
    assert answer.status_code == 200
    assert "<svg" in answer.json["qr"]
    return answer.json["code"], sitting


def test_the_card_comes_by_code_and_follows_the_teacher(session, world, sign_in, app) -> None:  # type: ignore[no-untyped-def]
    code, sitting = _share(session, world, sign_in)
    assert _share(session, world, sign_in, sitting)[0] == code  # asked again, the same
    tablet = app.test_client()
    assert tablet.post("/card", data={"code": "00000000"}).status_code == 404
    assert tablet.post("/card", data={"code": f"{code[:3]} {code[3:]}"}).headers["Location"] == "/card/now"
    card = tablet.get("/card/now").text
    assert card.count("<td") == 20
    assert world.children[0].nickname not in card
    assert tablet.get("/card/state").json == {"part": 0}
    assert sign_in(world.alice).put(f"/sittings/{sitting}/code", json={"part": 3}).status_code == 200
    assert tablet.get("/card/state").json == {"part": 3}


def test_only_the_pin_takes_back_a_tablet_that_a_child_holds(session, world, sign_in, app) -> None:  # type: ignore[no-untyped-def]
    alice = sign_in(world.alice)
    for pin, password, status in (("12", PASSWORD, 400), ("1111", PASSWORD, 400), ("4826", "wrong", 403)):
        assert alice.post("/account/pin", data={"pin": pin, "password": password}).status_code == status
    assert alice.post("/account/pin", data={"pin": "๔๘๒๖", "password": PASSWORD}).status_code == 302
    code, _ = _share(session, world, sign_in)
    tablet = app.test_client()
    tablet.post("/card", data={"code": code})
    assert tablet.get("/wall").headers["Location"] == "/card/now"
    assert tablet.get("/sign-in").headers["Location"] == "/card/now"
    assert tablet.post("/sign-in", data={"username": "alice"}).status_code == 403
    for _try in range(4):
        assert tablet.post("/card/leave", data={"pin": "0000"}).status_code == 403
    assert tablet.get("/card/now").status_code == 200
    assert tablet.post("/card/leave", data={"pin": "4826"}).headers["Location"] == "/"
    assert tablet.get("/sign-in").status_code == 200


def test_five_wrong_pins_shut_it_for_five_minutes(session, world, sign_in, app) -> None:  # type: ignore[no-untyped-def]
    sign_in(world.alice).post("/account/pin", data={"pin": "4826", "password": PASSWORD})
    code, _ = _share(session, world, sign_in)
    tablet = app.test_client()
    tablet.post("/card", data={"code": code})
    for _try in range(5):
        tablet.post("/card/leave", data={"pin": "0000"})
    assert "โปรดรออีก" in tablet.post("/card/leave", data={"pin": "4826"}).text


def test_without_a_pin_anyone_may_leave(session, world, sign_in, app) -> None:  # type: ignore[no-untyped-def]
    code, _ = _share(session, world, sign_in)
    tablet = app.test_client()
    tablet.post("/card", data={"code": code})
    assert tablet.get("/sign-in").status_code == 200
    assert tablet.post("/card/leave").headers["Location"] == "/"


def test_a_second_scorer_counts_for_nothing_and_tells_how_far_both_agree(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child, version = world.children[0], version_of(session, world.alice, "words")
    first = give(session, world.alice, child, "words", "A", NOW, wrong=[2, 5], last=20)
    session.commit()
    code, _ = _share(session, world, sign_in, first)
    bob = sign_in(world.bob)
    goal = bob.post("/sittings/along", data={"code": code}).headers["Location"]
    assert f"second={first}" in goal
    assert "ผู้ให้คะแนนคนที่สอง" in bob.get(goal).text
    second = uuid4()
    begun = NewSitting(second, child.id, NOW, version.id, second_of=first)
    sittings.open_sitting(session, world.bob, begun, NOW)
    marks = [IncomingMark(uuid4(), n, str(item), "incorrect", n) for n, item in enumerate([2, 7], start=1)]
    sittings.record_marks(session, world.bob, second, marks, NOW)
    assert sittings.finish(session, world.bob, second, Ending(NOW, "finished", 50.0, 20), NOW) is None
    session.commit()
    assert [row.sitting_id for row in session.scalars(select(ScoreRow))] == [first]
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", bob.get(f"/sittings/{first}").text))
    assert "Bob ให้คะแนนคู่กัน: ตรงกัน 18 จาก 20 ข้อ" in page
    assert "แคปปาของโคเฮน 0.44" in page  # po 0.9, pe 0.9² + 0.1² = 0.82
    assert bob.get(f"/sittings/{second}").status_code == 404


@pytest.mark.parametrize("who", ["charlie", "ek"])
def test_another_unit_shares_nothing_here(session, world, sign_in, who: str) -> None:  # type: ignore[no-untyped-def]
    code, sitting = _share(session, world, sign_in)
    client = sign_in(getattr(world, who))
    version = version_of(session, world.alice, "words").id
    told = {"student": str(world.children[0].id), "version": str(version)}
    assert client.post(f"/sittings/{uuid4()}/code", json=told).status_code == 404
    assert client.put(f"/sittings/{sitting}/code", json={"part": 1}).status_code == 404
    assert client.post("/sittings/along", data={"code": code}).status_code == 404
    goal = f"/sittings/new?child={told['student']}&version={version}&second={sitting}"
    assert client.get(goal).status_code == 404
    assert session.scalars(select(SharedTest.part)).all() == [0]
