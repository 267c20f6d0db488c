"""The teacher's doors: today, classes, a child, groups; and that another unit finds none of them."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from giving import give, make_ready
from sqlalchemy import event, select

from phonics import thai
from phonics.services import groups, promotions
from phonics.store.people import Classroom, Enrolment, GroupMember, PhonicsGroup, Student
from phonics.store.programme import Audit

NOW = datetime.now(UTC)


def test_today_says_who_is_due_and_who_waits(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    make_ready(session, world.alice, world.children[0], NOW)
    page = sign_in(world.alice).get("/teacher/").text
    assert "วันนี้ต้องประเมิน 4\u00a0คน รอตัดสินใจ 1\u00a0คน" in page
    assert f"/promotions/{world.children[0].id}" in page
    assert f"/sittings/new?child={world.children[1].id}" in page
    assert "พร้อมเลื่อนเป็นเลเวล 4" in page


def test_every_child_is_one_tap_away(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(world.alice).get("/teacher/").text
    assert all(f'href="/teacher/children/{child.id}"' in page for child in world.children)


def test_another_class_can_be_chosen(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    other = Classroom(unit_id=world.unit.id, year_be=2569, grade=5, room="7")
    session.add(other)
    session.commit()
    client = sign_in(world.alice)
    assert "ป.1/1 · 5" in client.get("/teacher/").text
    assert "ป.2/7 · 0" in client.get(f"/teacher/?class={other.id}").text
    assert client.get("/teacher/?class=nonsense").status_code == 404


def test_a_unit_without_classes_is_told_what_to_do(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    for row in session.scalars(select(Enrolment).where(Enrolment.unit_id == world.unit.id)):
        session.delete(row)
    session.flush()
    session.delete(world.room)
    session.commit()
    assert "นำเข้ารายชื่อนักเรียนก่อน" in sign_in(world.alice).get("/teacher/").text


def test_today_costs_the_same_queries_for_forty_children_as_for_five(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.alice)

    def queries() -> int:
        session.commit()
        asked: list[str] = []
        note = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(session.get_bind(), "before_cursor_execute", note)
        assert client.get("/teacher/").status_code == 200
        event.remove(session.get_bind(), "before_cursor_execute", note)
        return len(asked)

    few = queries()
    for n in range(35):
        name = f"เด็ก{n}"
        child = Student(unit_id=world.unit.id, number=f"x{n}", given=name, sort_key=thai.sort_key(name), level="K3")
        session.add(child)
        session.flush()
        session.add(
            Enrolment(
                unit_id=world.unit.id, student_id=child.id, classroom_id=world.room.id, year_be=2569, roll_no=9 + n
            )
        )
        give(session, world.alice, child, "words", "A", NOW, wrong=[n % 20 + 1])
    assert queries() <= few <= 20


def test_the_page_of_a_child_shows_sounds_tests_and_decisions(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    give(session, world.alice, child, "letter_sounds", "A", NOW, wrong=[1], last=30)
    session.commit()
    page = sign_in(world.alice).get(f"/teacher/children/{child.id}").text
    assert "เสียงของเลเวล 3" in page
    assert "29/30" in page
    assert "อ่านคำ ชุด ก" in page  # what the rule lacks is offered first
    assert "ตัดสินใจเรื่องเลเวล" in page


def test_a_child_who_only_listens_has_a_page_too(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    promotions.place(session, world.children[0], "K1", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/teacher/children/{world.children[0].id}")
    assert page.status_code == 200
    assert "ยังไม่มีตัวอักษร" in page.text


def test_names_are_escaped(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    child.nickname = "<b>ดาว</b>"
    make_ready(session, world.alice, child, NOW)
    client = sign_in(world.alice)
    for path in (
        "/teacher/",
        f"/teacher/children/{child.id}",
        f"/promotions/{child.id}",
        f"/sittings/new?child={child.id}",
    ):
        page = client.get(path).text
        assert "<b>ดาว" not in page
        assert "&lt;b&gt;ดาว" in page


def test_opening_the_class_signs_the_teacher_out_of_this_tablet(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.alice)
    answer = client.post(f"/teacher/classes/{world.room.id}/wall")
    assert answer.headers["Location"] == "/wall"
    with client.session_transaction() as cookie:
        assert "_user_id" not in cookie
    assert "Dao" in client.get("/wall").text
    assert client.get("/teacher/").status_code == 302


def test_the_sheet_shows_each_childs_tile_and_two_pictures(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(world.alice).get(f"/teacher/classes/{world.room.id}/cards").text
    assert page.count('class="pair"') == 5
    nine = world.room.pictures.split(",")
    assert page.count(f'href="#{nine[3]}"') >= 5
    assert page.count(f'href="#{nine[7]}"') >= 5


def test_a_teacher_makes_a_class_their_own(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.bob)
    assert "ห้องนี้เป็นห้องของฉัน" in client.get(f"/teacher/classes/{world.room.id}").text
    client.post(f"/teacher/classes/{world.room.id}/teacher")
    assert "Bob · <" not in client.get("/teacher/classes").text
    assert "ห้องของฉัน" in client.get("/teacher/classes").text


def test_a_group_is_made_filled_and_emptied(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.alice)
    where = client.post("/teacher/groups", data={"level": "K3", "name": "ดาวลูกไก่"}).headers["Location"]
    client.post(f"{where}/members", data={"child": [str(child.id) for child in world.children[:3]]})
    page = client.get(where).text
    assert "อยู่ในกลุ่ม 3 คน" in page
    assert "ยังไม่มีกลุ่ม 2 คน" in page
    client.post(f"{where}/members/{world.children[0].id}/end")
    session.expire_all()
    assert session.scalar(select(GroupMember).where(GroupMember.student_id == world.children[0].id)).until is not None
    assert "ดาวลูกไก่" in client.get("/teacher/groups").text


def test_a_group_without_a_name_is_refused_with_a_sentence(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    answer = sign_in(world.alice).post("/teacher/groups", data={"level": "K3", "name": " "})
    assert answer.status_code == 400
    assert "กลุ่มต้องมีชื่อ" in answer.text
    assert session.scalars(select(PhonicsGroup)).all() == []


@pytest.mark.parametrize("who", ["charlie", "ek"])
def test_another_unit_finds_nothing_here(session, world, sign_in, who: str) -> None:  # type: ignore[no-untyped-def]
    child, room = world.children[0].id, world.room.id
    group = groups.start(session, world.alice, "K3", "ก", NOW.date()).id
    session.commit()
    client = sign_in(getattr(world, who))
    for path in (
        f"/teacher/?class={room}",
        f"/teacher/classes/{room}",
        f"/teacher/classes/{room}/cards",
        f"/teacher/children/{child}",
        f"/teacher/groups/{group}",
        f"/teacher/children/{uuid4()}",
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "Dao" not in answer.text
    for path in (
        f"/teacher/classes/{room}/wall",
        f"/teacher/classes/{room}/teacher",
        f"/teacher/groups/{group}/members",
        f"/teacher/groups/{group}/members/{child}/end",
    ):
        assert client.post(path, data={"child": str(child)}).status_code == 404, path
    with client.session_transaction() as cookie:
        assert "wall" not in cookie
    session.expire_all()
    assert world.room.teacher_id == world.alice.id
    assert session.scalars(select(GroupMember)).all() == []


@pytest.mark.parametrize(
    "path", ["/teacher/", "/teacher/classes", "/teacher/groups", "/teacher/classes/{room}", "/teacher/children/{child}"]
)
def test_a_stranger_and_a_child_are_asked_to_sign_in(client, world, sign_in, path: str) -> None:  # type: ignore[no-untyped-def]
    path = path.format(room=world.room.id, child=world.children[0].id)
    assert "/sign-in" in client.get(path).headers["Location"]
    assert "/sign-in" in sign_in(world.dao).get(path).headers["Location"]


def test_a_teacher_chooses_in_which_language_a_child_is_told_what_to_do(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child, address = world.children[0], f"/teacher/children/{world.children[0].id}"
    assert child.instructions == "th"
    answer = sign_in(world.alice).post(f"{address}/instructions", data={"language": "en"})
    assert answer.location == f"{address}#told"
    session.expire_all()
    assert session.get_one(Student, child.id).instructions == "en"
    trail = session.scalars(select(Audit).where(Audit.action == "student.instructions")).one()
    assert trail.about == {"student": str(child.id), "before": "th", "after": "en"}
    page = sign_in(world.alice).get(address).text
    assert 'value="en" aria-pressed="true"' in page
    assert 'value="th" aria-pressed="false"' in page
    assert sign_in(world.alice).post(f"{address}/instructions", data={"language": "fr"}).status_code == 400
    assert sign_in(world.charlie).post(f"{address}/instructions", data={"language": "th"}).status_code == 404
    session.expire_all()
    assert session.get_one(Student, child.id).instructions == "en"


def test_a_school_head_looks_and_does_not_teach(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    from cast import _HASH

    from phonics.roles import Actor, Role
    from phonics.services import accounts

    staff = accounts.add_staff(session, "head", "Head", _HASH, Role.SCHOOL_HEAD, world.unit.id)
    session.commit()
    client = sign_in(Actor(Role.SCHOOL_HEAD, staff.id, world.unit.id, "Head"))
    page = client.get(f"/teacher/children/{world.children[0].id}")
    assert page.status_code == 200
    assert "/sittings/new" not in page.text
    assert client.get(f"/promotions/{world.children[0].id}").status_code == 404
    assert client.post(f"/teacher/classes/{world.room.id}/wall").status_code == 404


def test_the_pages_are_in_english_too(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    assert "Today: 5 to test, 0 to decide" in client.get("/teacher/").text
