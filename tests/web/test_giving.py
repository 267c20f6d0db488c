"""A test of several parts on the marking page, and what it came to."""

import json
import re
from uuid import uuid4

from cast import NOW
from parts import LETTERS, PASSAGE, QUESTIONS, RUBRIC, WORDS, publish

from phonics.services import sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting


def _page(session, world, client) -> str:  # type: ignore[no-untyped-def]
    version = publish(session, world.unit.id, NOW)
    session.commit()
    return client.get(f"/sittings/new?child={world.children[0].id}&version={version.id}").text


def test_every_part_has_its_script_its_view_and_its_rules(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = _page(session, world, sign_in(world.alice))
    told = json.loads(re.search(r'id="probe">(.+?)</script>', page)[1])  # type: ignore[index]
    assert [one["view"] for one in told["subtests"]] == ["grid", "grid", "passage", "questions", "rubric"]
    assert [one["first"] for one in told["subtests"]] == [LETTERS, WORDS, PASSAGE, QUESTIONS, RUBRIC]
    assert told["subtests"][1]["stop"] == {"type": "k_consecutive", "k": 4}
    assert [one["script"] for one in told["subtests"]] == [True, True, True, True, False]
    assert page.count("data-part=") == 5
    assert "ชี้ทีละตัว" in page
    assert "Read to me." in page
    assert 'data-codes="' in page
    assert '<button class="act level" type="button" aria-pressed="false" data-set="69" data-points="4">' in page


def test_the_card_shows_the_same_rows_and_no_question(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.alice)
    version = re.search(r"/instruments/([0-9a-f-]{36})/card", _page(session, world, client))[1]  # type: ignore[index]
    card = client.get(f"/instruments/{version}/card").text
    assert card.count("<tr>") == 3 + 4  # rows of letters, rows of words
    assert "“Get off!” said Sam." in re.sub(r"\s+", " ", card)
    assert "หมวกสีอะไร" not in card


def test_the_result_tells_each_part_and_says_out_of_how_many(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    version = publish(session, world.unit.id, NOW)
    sitting = uuid4()
    sittings.open_sitting(session, world.alice, NewSitting(sitting, world.children[0].id, NOW, version.id), NOW)
    told = [
        ("start", LETTERS, {}, 0),
        ("mark", 2, {"outcome": "incorrect"}, 1),
        ("mark", 3, {"outcome": "correct", "accent": True}, 2),
        ("last_item", 20, {}, 30),
        ("finish", LETTERS, {}, 30),
        ("start", PASSAGE, {}, 40),
        ("mark", 55, {"outcome": "incorrect", "choice": "e=EH"}, 41),
        ("insertion", 56, {"points": 2}, 42),
        ("finish", PASSAGE, {}, 70),
        ("start", RUBRIC, {}, 80),
        ("mark", RUBRIC, {"points": 3}, 81),
        ("finish", RUBRIC, {}, 82),
    ]
    marks = [
        IncomingMark(uuid4(), seq, str(item), more.pop("outcome", ""), at * 1000, kind=kind, **more)
        for seq, (kind, item, more, at) in enumerate(told, start=1)
    ]
    sittings.record_marks(session, world.alice, sitting, marks, NOW)
    sittings.finish(session, world.alice, sitting, Ending(NOW, "finished", 61.0, RUBRIC), NOW)
    session.commit()
    page = re.sub(r"<[^>]+>", " ", sign_in(world.alice).get(f"/sittings/{sitting}").text)
    page = re.sub(r"\s+", " ", page)
    assert "ถูก 34 จาก 36 ข้อ" in page  # 19 of 20 letters, 15 of 16 words; what was not given is not reached
    assert "19/20 (95 %) 38 10/30 สำเนียงไทย 1" in page
    assert "15/16 (94 %) 30 0/16 คำแทรก 2" in page  # 15 words in 30 seconds
    assert "3 จาก 4 คะแนน" in page
    assert page.count("ไม่ได้ทดสอบ") == 2  # words, questions


def test_a_test_set_aside_before_it_is_signed_stays_and_does_not_count(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    version = publish(session, world.unit.id, NOW)
    session.commit()
    client, sitting = sign_in(world.alice), uuid4()
    begun = {"student_id": str(world.children[0].id), "started_at": NOW.isoformat(), "version_id": str(version.id)}
    assert client.put(f"/api/v1/sittings/{sitting}", json=begun).status_code == 200
    ending = {"ended_at": NOW.isoformat(), "ended_by": "left", "seconds_used": 9, "last_item": 0, "void": "ไฟดับ"}
    for _again in range(2):
        answer = client.put(f"/api/v1/sittings/{sitting}/ending", json=ending)
        assert (answer.status_code, answer.json["score"]) == (200, None)
    assert "ยกเลิกผลครั้งนี้แล้ว" in client.get(f"/sittings/{sitting}").text
