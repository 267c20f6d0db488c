"""The marking grid's doors: what is offered, what the result says, and who finds it."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from giving import give, version_of
from sqlalchemy import select

from phonics.services import promotions
from phonics.store.sittings import ScoreRow, Sitting

NOW = datetime.now(UTC)


def test_the_test_that_is_needed_most_is_offered_first(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    give(session, world.alice, child, "letter_sounds", "A", NOW)
    give(session, world.alice, child, "words", "A", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/new?child={child.id}").text
    offered = re.findall(r"<b>((?:อ่านคำ|เสียงตัวอักษร) ชุด .)</b>", page)
    assert offered == ["อ่านคำ ชุด ข", "เสียงตัวอักษร ชุด ข", "เสียงตัวอักษร ชุด ก", "อ่านคำ ชุด ก"]


def test_a_level_without_a_test_offers_none(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    promotions.place(session, world.children[0], "P7", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/new?child={world.children[0].id}").text
    assert "ยังไม่มีเครื่องมือวัดของเลเวลนี้" in page


def test_what_is_done_by_ear_shows_its_parts_to_the_teacher_and_has_no_card(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    promotions.place(session, child, "K2", NOW)
    session.commit()
    version = version_of(session, world.alice, "blending", level="K2")
    client = sign_in(world.alice)
    page = client.get(f"/sittings/new?child={child.id}&version={version.id}").text
    assert re.findall(r'class="parts" lang="en">(.+?)</span> <small lang="en">(.+?)<', page)[4] == (
        "f · i · sh",
        "fish",
    )
    assert "เปิดรายการคำที่ครูพูด" in page
    assert "บัตรของเด็ก" not in page
    told = client.get(f"/instruments/{version.id}/card").text
    assert "f · i · sh" in told
    assert "ครูพูดทีละเสียง" in told


def test_the_result_of_blending_says_what_was_joined(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    promotions.place(session, child, "K1", NOW)
    sitting = give(session, world.alice, child, "blending", "A", NOW, wrong=[3, 8], last=10)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/{sitting}").text
    assert "ฟังแล้วผสมเป็นคำได้ 8 จาก 10 คำ" in page
    assert "ba · na · na" in page


def test_real_and_made_up_words_are_told_apart_for_the_teacher(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    version = version_of(session, world.alice, "words")
    page = sign_in(world.alice).get(f"/sittings/new?child={world.children[0].id}&version={version.id}").text
    assert re.findall(r"<small>(คำ..+?)</small>", page) == ["คำจริง", "คำจริง", "คำลวง", "คำลวง"]


def test_the_result_says_how_many_out_of_how_many(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "letter_sounds", "A", NOW, wrong=[2, 5], last=32)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/{sitting}").text
    assert "ออกเสียงถูก 30 ตัวต่อนาที" in page
    assert "30/32" in page
    assert "(94 %)" in page
    assert "68/100" in page
    assert page.count('<td class="incorrect">') == 2
    assert page.count('<td class="after">') == 68


def test_of_a_bare_total_no_single_answer_is_shown(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW, wrong=[2])
    session.scalars(select(ScoreRow).where(ScoreRow.sitting_id == sitting)).one().by_code = None
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/{sitting}").text
    assert "อ่านคำถูก 19 จาก 20 คำ" in page
    assert "ผลนี้เก็บไว้เพียงคะแนนรวม" in page
    assert "readback" not in page


def test_a_stopped_test_says_why_it_scores_nothing(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW, wrong=range(1, 6), last=5)
    session.commit()
    assert "หยุดตามเกณฑ์ 5 ข้อแรกผิดทั้งหมด" in sign_in(world.alice).get(f"/sittings/{sitting}").text


def test_a_test_is_set_aside_with_a_reason_only(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    session.commit()
    client = sign_in(world.alice)
    assert client.post(f"/sittings/{sitting}/void", data={"reason": " "}).status_code == 400
    assert client.post(f"/sittings/{sitting}/void", data={"reason": "ไฟดับ"}).status_code == 302
    assert "ยกเลิกผลครั้งนี้แล้ว" in client.get(f"/sittings/{sitting}").text


@pytest.mark.parametrize("who", ["charlie", "ek"])
def test_another_unit_finds_no_test_here(session, world, sign_in, who: str) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0].id
    version = version_of(session, world.alice, "words").id
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    session.commit()
    client = sign_in(getattr(world, who))
    for path in (
        f"/sittings/new?child={child}",
        f"/sittings/new?child={child}&version={version}",
        f"/sittings/{sitting}",
        f"/sittings/{uuid4()}",
        "/sittings/new",
        "/sittings/new?child=nonsense",
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "Dao" not in answer.text
    assert client.post(f"/sittings/{sitting}/void", data={"reason": "x"}).status_code == 404
    session.expire_all()
    assert session.scalars(select(Sitting.status)).all() == ["finished"]


def test_a_stranger_and_a_child_are_asked_to_sign_in(client, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    for who in (client, sign_in(world.dao)):
        for path in (f"/sittings/new?child={world.children[0].id}", f"/sittings/{uuid4()}"):
            assert "/sign-in" in who.get(path).headers["Location"]
