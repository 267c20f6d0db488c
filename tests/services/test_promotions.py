"""The rule suggests, a person decides: what a teacher is shown, what an answer changes, and what stays for ever."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from cast import NOW, World
from giving import give, make_ready, version_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess.promotion import Suggestion, Verdict
from phonics.errors import Invalid, NotFound
from phonics.services import explaining, promotions, sittings
from phonics.services.promotions import Answer
from phonics.store.people import Student
from phonics.store.programme import Audit
from phonics.store.progress import DecisionRow, Placement, SuggestionRow

TODAY = date(2026, 11, 20)


@pytest.fixture
def child(session: Session, world: World) -> Student:
    return world.children[0]


def waiting(session: Session, child: Student) -> SuggestionRow:
    row = promotions.current_suggestion(session, child.id)
    assert row is not None
    return row


def decide(session: Session, world: World, child: Student, answer: Answer, who: str = "alice") -> DecisionRow:
    row = promotions.current_suggestion(session, child.id)
    return explaining.decide(session, getattr(world, who), child.id, row.id if row else None, answer, NOW)


def levels(session: Session, child: Student) -> list[str]:
    return [row.level for row in promotions.history(session, child.id)]


def test_school_days_leave_out_the_weekend() -> None:
    assert promotions.school_days(date(2026, 11, 13), TODAY) == 5
    assert promotions.school_days(TODAY, date(2026, 11, 22)) == 0
    assert promotions.school_days(TODAY, date(2026, 11, 1)) == 0


def test_accepting_a_ready_child_moves_them_up_and_keeps_the_way(
    session: Session, world: World, child: Student
) -> None:
    make_ready(session, world.alice, child, NOW)
    assert waiting(session, child).verdict == Verdict.READY
    row = decide(session, world, child, Answer("accept"))
    assert (row.from_level, row.to_level, child.level) == ("K3", "K4", "K4")
    assert levels(session, child) == ["K3", "K4"]
    assert session.scalars(select(Placement.decision_id).where(Placement.level == "K4")).one() == row.id
    assert promotions.current_suggestion(session, child.id) is None


def test_the_suggestion_keeps_the_rule_and_the_evidence_as_they_stood(
    session: Session, world: World, child: Student
) -> None:
    make_ready(session, world.alice, child, NOW)
    kept = waiting(session, child).id
    decide(session, world, child, Answer("accept"))
    said = Suggestion.from_dict(session.get_one(SuggestionRow, kept).content)
    assert said.rule == promotions.RULE
    assert [line.key for line in said.criteria if line.met] == [line.key for line in said.criteria]
    assert len(said.results) == 3


def test_accepting_a_child_who_is_not_ready_keeps_them_practising(
    session: Session, world: World, child: Student
) -> None:
    give(session, world.alice, child, "words", "A", NOW, wrong=range(1, 15))
    assert waiting(session, child).verdict == Verdict.NOT_YET
    row = decide(session, world, child, Answer("accept"))
    assert (row.to_level, levels(session, child)) == ("K3", ["K3"])


def test_newer_evidence_replaces_the_suggestion_and_the_old_answer_is_refused(
    session: Session, world: World, child: Student
) -> None:
    make_ready(session, world.alice, child, NOW - timedelta(days=1))
    old = waiting(session, child).id
    give(session, world.alice, child, "words", "B", NOW, wrong=range(6, 16))
    assert waiting(session, child).verdict == Verdict.NOT_YET
    with pytest.raises(Invalid, match="newer evidence"):
        explaining.decide(session, world.alice, child.id, old, Answer("accept"), NOW)
    assert (child.level, session.scalars(select(DecisionRow)).all()) == ("K3", [])


def test_the_same_evidence_makes_no_new_suggestion(session: Session, world: World, child: Student) -> None:
    make_ready(session, world.alice, child, NOW)
    before = waiting(session, child).id
    assert promotions.refresh_suggestion(session, child.id, NOW).id == before


def test_putting_off_keeps_level_and_suggestion(session: Session, world: World, child: Student) -> None:
    make_ready(session, world.alice, child, NOW)
    row = decide(session, world, child, Answer("defer", wait_until=TODAY + timedelta(days=7)))
    assert (row.wait_until, child.level) == (date(2026, 11, 27), "K3")
    case = explaining.case(session, world.alice, child.id, NOW)
    assert case.deferred is not None
    assert (case.deferred.name, case.row is not None) == ("Alice", True)
    assert explaining.case(session, world.alice, child.id, NOW + timedelta(days=7)).deferred is None


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), None])
def test_one_cannot_wait_for_a_day_that_is_past(
    session: Session, world: World, child: Student, day: date | None
) -> None:
    make_ready(session, world.alice, child, NOW)
    with pytest.raises(Invalid):
        decide(session, world, child, Answer("defer", wait_until=day))


def test_overriding_needs_a_reason_and_a_level(session: Session, world: World, child: Student) -> None:
    make_ready(session, world.alice, child, NOW)
    for answer in (
        Answer("override", to_level="K4"),
        Answer("override", reason="  ", to_level="K4"),
        Answer("override", reason="อ่านคล่อง", to_level="K99"),
        Answer("shrug"),
    ):
        with pytest.raises(Invalid):
            decide(session, world, child, answer)
    row = decide(session, world, child, Answer("override", reason=" ควรฝึกต่อ ", to_level="K3"))
    assert (row.reason, row.to_level, levels(session, child)) == ("ควรฝึกต่อ", "K3", ["K3"])


def test_a_child_without_any_test_can_be_placed_with_a_reason(session: Session, world: World, child: Student) -> None:
    case = explaining.case(session, world.alice, child.id, NOW)
    assert (case.row, case.said.verdict, case.place) == (None, Verdict.NOT_ENOUGH, 0)
    row = decide(session, world, child, Answer("override", reason="ย้ายมา อ่านได้แล้ว", to_level="P1"))
    assert (child.level, levels(session, child)) == ("P1", ["K3", "P1"])
    kept = session.get_one(SuggestionRow, row.suggestion_id)
    assert (kept.verdict, kept.current) == (Verdict.NOT_ENOUGH, False)


def test_deciding_without_a_suggestion_is_refused_when_one_has_come_in(
    session: Session, world: World, child: Student
) -> None:
    make_ready(session, world.alice, child, NOW)
    with pytest.raises(Invalid, match="newer evidence"):
        explaining.decide(session, world.alice, child.id, None, Answer("accept"), NOW)


def test_the_last_level_has_nothing_above_it(session: Session, world: World, child: Student) -> None:
    promotions.place(session, child, "S5", NOW)
    decide(session, world, child, Answer("accept"))
    assert child.level == "S5"


def test_every_decision_is_kept_with_name_time_and_trail(session: Session, world: World, child: Student) -> None:
    make_ready(session, world.alice, child, NOW)
    decide(session, world, child, Answer("defer", wait_until=TODAY + timedelta(days=7)))
    decide(session, world, child, Answer("accept"), who="bob")
    case = explaining.case(session, world.alice, child.id, NOW)
    assert {(one.name, one.row.action) for one in case.pupil.decided} == {("Alice", "defer"), ("Bob", "accept")}
    assert all(one.row.decided_at == NOW for one in case.pupil.decided)
    actions = session.scalars(select(Audit.action).where(Audit.action.startswith("promotion."))).all()
    assert sorted(actions) == ["promotion.accept", "promotion.defer"]


def test_a_case_names_the_words_misread_on_both_forms(session: Session, world: World, child: Student) -> None:
    give(session, world.alice, child, "words", "A", NOW - timedelta(days=9), wrong=[2, 12])
    give(session, world.alice, child, "words", "B", NOW, wrong=[3])
    case = explaining.case(session, world.alice, child.id, NOW)
    prompts = {form: version_of(session, world.alice, "words", form).content["items"] for form in "AB"}
    expected = [("A", prompts["A"][1]["prompt"]), ("A", prompts["A"][11]["prompt"]), ("B", prompts["B"][2]["prompt"])]
    assert [(word.form, word.item.prompt) for word in case.missed] == expected
    assert len(case.words) == 40
    code = case.missed[0].item.codes[0]
    assert not case.with_sound(code)[0].right


def test_a_test_set_aside_takes_its_suggestion_back(session: Session, world: World, child: Student) -> None:
    make_ready(session, world.alice, child, NOW)
    last = give(session, world.alice, child, "words", "B", NOW + timedelta(hours=1), wrong=range(1, 20))
    assert waiting(session, child).verdict == Verdict.NOT_YET
    sittings.declare_void(session, world.alice, last, "เด็กไม่สบาย", NOW)
    assert waiting(session, child).verdict == Verdict.READY


@pytest.mark.parametrize("who", ["charlie", "ek", "dao"])
def test_nobody_else_sees_or_decides(session: Session, world: World, child: Student, who: str) -> None:
    make_ready(session, world.alice, child, NOW)
    actor = getattr(world, who)
    with pytest.raises(NotFound):
        explaining.case(session, actor, child.id, NOW)
    with pytest.raises(NotFound):
        explaining.decide(session, actor, child.id, waiting(session, child).id, Answer("accept"), NOW)
    with pytest.raises(NotFound):
        promotions.decide(session, actor, child.id, waiting(session, child).id, Answer("accept"), NOW)
    assert child.level == "K3"


def test_a_child_that_does_not_exist_is_not_found(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        explaining.case(session, world.alice, uuid4(), NOW)
