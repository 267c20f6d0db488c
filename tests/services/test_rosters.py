"""A list comes in whole or not at all, and twice is once."""

import json
from datetime import UTC, datetime

import pytest
from cast import NOW
from sqlalchemy import func, select

from phonics import thai
from phonics.errors import Invalid, NotAllowed, NotFound
from phonics.levels import loader
from phonics.services import rosters
from phonics.services.rosters import import_roster, preview
from phonics.store.people import Classroom, Enrolment, Student
from phonics.store.programme import Audit
from phonics.store.progress import Placement

HEADINGS = "เลขประจำตัวนักเรียน,คำนำหน้า,ชื่อ,นามสกุล,ชื่อเล่น,เพศ,ชั้น,ห้อง,เลขที่"
NEW = (
    "00101,เด็กชาย,ธนา,ใจดี,นุ่น,ช,ป.2,1,1",
    "00102,เด็กหญิง,มะลิ,งามตา,ลิ,ญ,ป.2,1,2",
    "00103,เด็กหญิง,แก้ว,ณ ลำพูน,,ญ,ป.2,2,1",
)
NEXT_YEAR = datetime(2027, 6, 1, 3, 0, tzinfo=UTC)


def table(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join((headings, *rows)).encode("utf-8-sig")


@pytest.fixture
def bring(session, world):
    """Import rows as Bob, the lead teacher of unit 1."""
    return lambda *rows, now=NOW, **kw: import_roster(
        session, world.bob, world.unit.id, table(*rows, **kw), "a.csv", now
    )


def child(session, number, unit_id):
    return session.scalars(
        select(Student)
        .where(Student.number == number, Student.unit_id == unit_id)
        .execution_options(populate_existing=True)
    ).one()


def seat(session, student, year=2569):
    query = (
        select(Classroom.grade, Classroom.room, Enrolment.roll_no)
        .join(Enrolment, Enrolment.classroom_id == Classroom.id)
        .where(Enrolment.student_id == student.id, Enrolment.year_be == year)
    )
    return tuple(session.execute(query).one())


def everything(session):
    """Return all that a list can touch, to compare before and after."""
    session.expire_all()
    tables = (Student, Enrolment, Classroom, Placement)
    return [session.execute(select(*table.__table__.columns).order_by(table.id)).all() for table in tables]


def test_new_children_come_with_class_tile_secret_and_entry_level(session, world, bring):
    summary = bring(*NEW)
    assert (summary.new, summary.changed, summary.unchanged) == (3, 0, 0)
    thana = child(session, "00101", world.unit.id)
    assert (thana.title, thana.given, thana.family, thana.nickname, thana.sex) == ("เด็กชาย", "ธนา", "ใจดี", "นุ่น", "m")
    assert thana.sort_key == thai.sort_key("ธนา", "ใจดี")
    assert seat(session, thana) == (5, "1", 1)
    first, second = thana.secret.split("-")
    assert first != second
    assert {first, second} <= set("012345678")
    entry = loader.load().levels[0]
    placed = session.scalars(select(Placement).where(Placement.student_id == thana.id)).one()
    assert (thana.level, placed.level, placed.number, placed.decision_id) == (
        entry.code,
        entry.code,
        entry.number,
        None,
    )


def test_a_new_class_has_nine_secret_pictures_of_its_own(session, world, bring):
    bring(*NEW)
    rooms = session.scalars(select(Classroom).where(Classroom.unit_id == world.unit.id, Classroom.grade == 5)).all()
    assert [len(set(room.pictures.split(","))) for room in rooms] == [9, 9]


def test_importing_twice_changes_nothing(session, world, bring):
    bring(*NEW)
    before = everything(session)
    summary = bring(*NEW)
    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 3)
    assert everything(session) == before


def test_no_two_children_of_a_class_share_a_tile(session, world, bring):
    bring(*(f"{n},,เด็ก,ดี,,,ป.1,1,{n}" for n in range(201, 236)))
    tiles = session.scalars(select(Student.tile).join(Enrolment).where(Enrolment.classroom_id == world.room.id)).all()
    assert len(tiles) == 40
    assert len(set(tiles)) == 40


def test_any_problem_keeps_every_row_out(session, world, bring):
    before = everything(session)
    with pytest.raises(Invalid, match="Nothing was changed") as refused:
        bring(*NEW, "00104,เด็กชาย,ก้อง,ดี,,ช,ป.9,1,1")
    assert [problem.line for problem in refused.value.details["problems"]] == [5]
    assert everything(session) == before


def test_what_the_list_says_anew_is_changed_and_the_rest_stays(session, world, bring):
    bring(*NEW)
    old = child(session, "00101", world.unit.id)
    kept = (old.id, old.secret, old.level)
    summary = bring("00101,เด็กชาย,ธนากร,ใจดี,,ช,ป.2,2,9", *NEW[1:])
    assert (summary.new, summary.changed, summary.unchanged) == (0, 1, 2)
    thana = child(session, "00101", world.unit.id)
    assert (thana.id, thana.secret, thana.level) == kept
    assert (thana.given, thana.sort_key) == ("ธนากร", thai.sort_key("ธนากร", "ใจดี"))
    assert thana.nickname == "นุ่น", "a blank cell takes nothing away"
    assert seat(session, thana) == (5, "2", 9)


def test_a_child_who_moves_keeps_the_tile_unless_a_classmate_has_it(session, world, bring):
    bring(*NEW)
    alone = child(session, "00103", world.unit.id)
    assert alone.tile == child(session, "00101", world.unit.id).tile
    bring("00103,เด็กหญิง,แก้ว,ณ ลำพูน,,ญ,ป.2,1,3")
    tiles = {child(session, number, world.unit.id).tile for number in ("00101", "00102", "00103")}
    assert len(tiles) == 3


def test_a_short_title_and_a_full_one_are_the_same(session, world, bring):
    dao = world.children[0]
    assert dao.title == "ด.ญ."
    assert bring(f"{dao.number},เด็กหญิง,{dao.given},{dao.family},,ญ,ป.1,1,1").changed == 0


def test_zeros_that_excel_ate_make_no_second_child(session, world, bring):
    bring(*NEW)
    summary = bring(*(row.lstrip("0") for row in NEW))
    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 3)
    assert child(session, "00101", world.unit.id).given == "ธนา"


def test_a_child_of_another_unit_with_the_same_number_is_untouched(session, world, bring):
    number = world.stranger.number
    before = (world.stranger.id, world.stranger.given, world.stranger.tile, world.stranger.secret)
    bring(f"{number},เด็กชาย,คนละคน,กัน,,ช,ป.6,3,1")
    stranger = child(session, number, world.other_unit.id)
    assert (stranger.id, stranger.given, stranger.tile, stranger.secret) == before
    assert seat(session, stranger)[:2] == (4, "1")


def test_a_new_year_gives_a_new_seat_and_keeps_the_level_and_the_old_seat(session, world, bring):
    dao = world.children[0]
    level = dao.level
    bring(f"{dao.number},เด็กหญิง,{dao.given},{dao.family},,ญ,ป.2,1,4", now=NEXT_YEAR)
    again = child(session, dao.number, world.unit.id)
    assert seat(session, again) == (4, "1", 1)
    assert seat(session, again, 2570) == (5, "1", 4)
    assert again.level == level == "K3"


def test_who_is_missing_from_the_file_is_told_and_stays(session, world):
    dao, others = world.children[0], world.children[1:]
    row = f"{dao.number},,{dao.given},{dao.family},,,ป.1,1,1"
    found = preview(session, world.bob, world.unit.id, table(row), "a.csv", NOW)
    assert {known.id for known in found.missing_from_file} == {other.id for other in others}
    summary = import_roster(session, world.bob, world.unit.id, table(row), "a.csv", NOW)
    assert summary.missing_from_file == 4
    assert all(child(session, other.number, world.unit.id).active for other in others)


def test_a_list_of_one_class_says_nothing_about_the_others(session, world):
    found = preview(session, world.bob, world.unit.id, table(*NEW), "a.csv", NOW)
    assert found.missing_from_file == ()


def test_a_child_who_comes_back_is_active_again(session, world, bring):
    bring(*NEW)
    child(session, "00101", world.unit.id).active = False
    session.flush()
    assert bring(*NEW).changed == 1
    assert child(session, "00101", world.unit.id).active


def test_a_preview_says_what_would_change_and_changes_nothing(session, world, bring):
    bring(*NEW)
    before = everything(session)
    data = table("00101,เด็กชาย,ธนา,ใจดี,นุ่น,ช,ป.3,1,1", NEW[1], "00109,เด็กหญิง,ใหม่,มา,,ญ,ป.2,1,3")
    found = preview(session, world.bob, world.unit.id, data, "a.csv", NOW)
    assert [row.number for row in found.new] == ["00109"]
    assert found.unchanged == 1
    (change,) = found.changed
    assert [(d.name, d.old, d.new) for d in change.differences] == [("class", (5, "1"), (6, "1"))]
    assert everything(session) == before


@pytest.mark.parametrize(
    ("schools", "sentence"),
    [
        (("โรงเรียนทดสอบ 2",), "This is a list of โรงเรียนทดสอบ 2, not of โรงเรียนทดสอบ 1."),
        (("ทดสอบ 1", "ทดสอบ 2"), "The list names 2 schools. Send one school's list at a time."),
        (("ทดสอบ๑",), None),
        (("ชื่อที่เครือข่ายไม่รู้จัก",), None),
    ],
)
def test_another_schools_list_is_refused(session, world, schools, sentence):
    rows = (f"{n},ก ข,ป.1,{school}" for n, school in enumerate(schools, start=900))
    data = table(*rows, headings="เลขประจำตัวนักเรียน,ชื่อ-สกุล,ชั้น,สถานศึกษา")
    problems = preview(session, world.bob, world.unit.id, data, "a.csv", NOW).problems
    assert [problem.message % problem.values for problem in problems] == ([sentence] if sentence else [])


def test_charlie_of_another_unit_finds_nothing(session, world):
    with pytest.raises(NotFound):
        import_roster(session, world.charlie, world.unit.id, table(*NEW), "a.csv", NOW)
    with pytest.raises(NotFound):
        preview(session, world.charlie, world.unit.id, table(*NEW), "a.csv", NOW)


def test_a_unit_that_does_not_exist_is_not_found(session, world):
    with pytest.raises(NotFound):
        preview(session, world.ek, 999, table(*NEW), "a.csv", NOW)


@pytest.mark.parametrize("name", ["alice", "ek"])
def test_a_teacher_and_the_office_may_look_but_not_bring_in(session, world, name):
    with pytest.raises(NotAllowed):
        import_roster(session, getattr(world, name), world.unit.id, table(*NEW), "a.csv", NOW)
    assert session.scalar(select(func.count()).select_from(Student)) == 6


def test_an_import_is_in_the_trail_without_a_name(session, world, bring):
    bring(*NEW)
    row = session.scalars(select(Audit).where(Audit.action == "roster.imported")).one()
    assert (row.unit_id, row.staff_id, row.at) == (world.unit.id, world.bob.id, NOW)
    assert row.about == {"new": 3, "changed": 0, "unchanged": 0}


def test_a_report_tells_each_problem_in_both_languages(session, world):
    data = table(*NEW, "00104,เด็กชาย,ก้อง,ดี,,ช,ป.9,1,1")
    told = rosters.report(rosters.preview(session, world.bob, world.unit.id, data, "a.csv", NOW))
    assert (told["new"], told["changed"], told["unchanged"]) == (3, 0, 0)
    (problem,) = told["problems"]
    assert (problem["line"], problem["column"]) == (5, "ชั้น")
    assert problem["en"].startswith("ป.9 is not a grade")
    words = rosters.in_words(told)
    assert words.startswith("3 new, 0 changed, 0 as before\n1 problems; nothing was changed:\n  5 ชั้น: ")
    assert words.endswith(problem["en"])


def test_a_report_names_what_changes_in_plain_values(session, world, bring):
    bring(*NEW)
    data = table("00101,เด็กชาย,ธนา,ใจดี,นุ่น,ช,ป.3,1,1", *NEW[1:])
    told = rosters.report(rosters.preview(session, world.bob, world.unit.id, data, "a.csv", NOW))
    assert told["changes"] == [{"number": "00101", "differences": {"class": ["ป.2/1", "ป.3/1"]}}]
    assert json.loads(json.dumps(told)) == told
