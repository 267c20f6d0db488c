"""The decision page: the sentence, the evidence, three answers, and who may give them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from giving import give, make_ready
from sqlalchemy import select

from phonics import thai
from phonics.services import promotions
from phonics.store.progress import DecisionRow
from phonics.web import promotions as door

NOW = datetime.now(UTC)


@pytest.fixture
def child(world):  # type: ignore[no-untyped-def]
    return world.children[0]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(door, "enqueue", lambda *args: asked.append(args))
    return asked


def answer(session, client, child, **form: str):  # type: ignore[no-untyped-def]
    session.commit()
    row = promotions.current_suggestion(session, child.id)
    session.commit()
    return client.post(f"/promotions/{child.id}", data={"suggestion": str(row.id) if row else "", **form})


def test_ready_is_said_with_every_criterion(session, world, sign_in, child) -> None:  # type: ignore[no-untyped-def]
    make_ready(session, world.alice, child, NOW)
    page = sign_in(world.alice).get(f"/promotions/{child.id}").text
    assert "ข้อเสนอ: พร้อมเลื่อนเป็นเลเวล 4" in page
    assert "หลักฐาน ถึงเกณฑ์ 5 จาก 5 ข้อ" in page
    assert "20/20" in page
    assert "รับข้อเสนอ: เลื่อนเป็นเลเวล 4" in page
    assert "เขียนตามคำบอก" in page  # what nobody measured is named
    assert 'class="band"' in page


def test_not_yet_names_what_is_missing(session, world, sign_in, child) -> None:  # type: ignore[no-untyped-def]
    give(session, world.alice, child, "words", "A", NOW - timedelta(days=9), wrong=range(3, 15))
    give(session, world.alice, child, "words", "B", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/promotions/{child.id}").text
    assert "ข้อเสนอ: ฝึกต่อในเลเวล 3" in page
    assert "อ่านคำ ชุด ก ถูก 8 จาก 20 ข้อ เกณฑ์กำหนด 16/20" in page
    assert "รับข้อเสนอ: ฝึกต่อ" in page


def test_too_little_evidence_offers_the_next_test_and_no_acceptance(session, world, sign_in, child) -> None:  # type: ignore[no-untyped-def]
    give(session, world.alice, child, "words", "A", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/promotions/{child.id}").text
    assert "หลักฐานในเลเวล 3 ยังไม่พอให้เสนอ" in page
    assert "ยังไม่ได้ประเมินอ่านคำ ชุด ข" in page
    assert "ประเมินเลย" in page
    assert 'value="accept"' not in page


def test_a_level_without_a_test_says_so(session, world, sign_in, child) -> None:  # type: ignore[no-untyped-def]
    promotions.place(session, child, "P7", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/promotions/{child.id}").text
    assert "ยังไม่มีเครื่องมือวัดของเลเวลนี้" in page
    assert "อ่านแล้วเข้าใจ" in page


def test_at_the_first_level_blending_is_shown_and_the_rest_named_but_only_a_teacher_moves(
    session, world, sign_in, child
) -> None:  # type: ignore[no-untyped-def]
    promotions.place(session, child, "K1", NOW)
    give(session, world.alice, child, "blending", "A", NOW - timedelta(days=10), wrong=[9], last=10)
    give(session, world.alice, child, "blending", "B", NOW, last=10)
    session.commit()
    page = sign_in(world.alice).get(f"/promotions/{child.id}").text
    assert "ฟังแล้วผสมเป็นคำ ชุด ก" in page
    assert "9/10" in page
    assert "te · le" not in page  # only what was missed is listed
    assert "e · le · phant" in page
    assert "คำคล้องจอง" in page
    assert "ครูเป็นผู้ตัดสินพร้อมเหตุผล" in page
    assert 'value="accept"' not in page


def test_accepting_goes_back_to_today_and_refreshes_the_figures(session, world, sign_in, child, jobs) -> None:  # type: ignore[no-untyped-def]
    make_ready(session, world.alice, child, NOW)
    client = sign_in(world.alice)
    assert answer(session, client, child, action="accept").headers["Location"] == "/teacher/"
    assert "อยู่เลเวล 4 ตั้งแต่วันนี้" in client.get("/teacher/").text
    session.expire_all()
    assert child.level == "K4"
    assert jobs == [("refresh_rollup", world.unit.id)]


def test_the_decision_is_listed_with_name_time_and_reason(session, world, sign_in, child, jobs) -> None:  # type: ignore[no-untyped-def]
    make_ready(session, world.alice, child, NOW)
    client = sign_in(world.alice)
    answer(session, client, child, action="override", reason="ขาดเรียน <นาน>", to_level="K3")
    for path in (f"/promotions/{child.id}", f"/teacher/children/{child.id}"):
        page = client.get(path).text
        assert "เหตุผล: ขาดเรียน &lt;นาน&gt;" in page
        assert "Alice" in page
        assert thai.thai_date(thai.day_of(NOW), style="short") in page


def test_waiting_takes_a_day_in_three_fields_or_a_week(session, world, sign_in, child, jobs) -> None:  # type: ignore[no-untyped-def]
    make_ready(session, world.alice, child, NOW)
    client = sign_in(world.alice)
    today = thai.day_of(NOW)
    far = today + timedelta(days=40)
    fields = {"day": thai_digits(far.day), "month": str(far.month), "year": thai_digits(far.year + 543)}
    assert answer(session, client, child, action="defer", **fields).status_code == 302
    assert answer(session, client, child, action="defer", days="7").status_code == 302
    waits = session.scalars(select(DecisionRow.wait_until).order_by(DecisionRow.decided_at)).all()
    assert waits == [far, today + timedelta(days=7)]
    assert "รอตัดสินใจ 0 คน" in client.get("/teacher/").text.replace("\xa0", " ")


def thai_digits(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"action": "defer"}, "กรุณาบอกว่ารอถึงวันใด"),
        ({"action": "defer", "day": "31", "month": "2", "year": "2570"}, "กรุณาบอกว่ารอถึงวันใด"),
        ({"action": "defer", "day": "1", "month": "1", "year": "2560"}, "กรุณาเลือกวันหลังจากวันนี้"),
        ({"action": "override", "reason": " ", "to_level": "K4"}, "ต้องบอกเหตุผล"),
        ({"action": "override", "reason": "x", "to_level": "Q9"}, "ไม่มีเลเวลนี้"),
        ({"action": "", "reason": "x"}, "กรุณาเลือกรับข้อเสนอ"),
        ({"action": "accept", "suggestion": str(uuid4())}, "มีหลักฐานใหม่กว่านี้"),
        ({"action": "accept", "suggestion": "nonsense"}, "มีหลักฐานใหม่กว่านี้"),
        ({"action": "accept", "suggestion": ""}, "มีหลักฐานใหม่กว่านี้"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why_and_changes_nothing(  # type: ignore[no-untyped-def]
    session, world, sign_in, child, jobs, form: dict[str, str], sentence: str
) -> None:
    make_ready(session, world.alice, child, NOW)
    page = answer(session, sign_in(world.alice), child, **form)
    assert page.status_code == 400
    assert sentence in page.text
    assert "ยังไม่มีอะไรเปลี่ยน" in page.text
    session.expire_all()
    assert (child.level, session.scalars(select(DecisionRow)).all(), jobs) == ("K3", [], [])


def test_from_one_who_waits_to_the_next(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    for waiting in world.children[:3]:
        make_ready(session, world.alice, waiting, NOW)
    page = sign_in(world.alice).get(f"/promotions/{world.children[1].id}").text
    assert "รอตัดสินใจ 2 จาก 3" in page
    assert f"/promotions/{world.children[0].id}" in page
    assert f"/promotions/{world.children[2].id}" in page


@pytest.mark.parametrize("who", ["charlie", "ek"])
def test_another_unit_finds_no_decision_here(session, world, sign_in, child, jobs, who: str) -> None:  # type: ignore[no-untyped-def]
    make_ready(session, world.alice, child, NOW)
    client = sign_in(getattr(world, who))
    assert client.get(f"/promotions/{child.id}").status_code == 404
    assert answer(session, client, child, action="accept").status_code == 404
    session.expire_all()
    assert (child.level, jobs) == ("K3", [])


def test_a_stranger_and_a_child_are_asked_to_sign_in(client, world, sign_in, child) -> None:  # type: ignore[no-untyped-def]
    for who in (client, sign_in(world.dao)):
        assert "/sign-in" in who.get(f"/promotions/{child.id}").headers["Location"]
        assert "/sign-in" in who.post(f"/promotions/{child.id}").headers["Location"]
