"""What children answered becomes the numbers of a version: who counts, over which units, and what each viewer reads."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from giving import give, version_of
from sqlalchemy import insert
from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument
from phonics.assess.scoring import RULE_VERSION
from phonics.assess.trust import Advice, Stage
from phonics.errors import NotFound
from phonics.services import item_analysis, item_answers, item_reports, sittings
from phonics.store.base import Base
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.people import Student, Unit
from phonics.store.sittings import MarkRow, ScoreRow, Sitting


@pytest.fixture
def words(session: Session, world: World) -> VersionRow:
    return version_of(session, world.alice, "words", "A")


def answers(session: Session, words: VersionRow, *units: Unit) -> item_answers.Answers | None:
    ids = [unit.id for unit in units] or None
    return item_answers.answers(session, words.id, Instrument.from_dict(words.content), ids)


def more_children(session: Session, world: World, unit: Unit, how_many: int) -> list[Student]:
    like = world.children[0] if unit is world.unit else world.stranger
    same = ("title", "given", "family", "nickname", "sex", "sort_key", "level", "tile", "secret", "pin")
    facts = {name: getattr(like, name) for name in same}
    made = [Student(unit_id=unit.id, number=f"m{n}", badge=f"{unit.id}-{n}", **facts) for n in range(how_many)]
    session.add_all(made)
    session.flush()
    return made


def worked_out(session: Session, actor, version: VersionRow):  # type: ignore[no-untyped-def]
    numbers = item_analysis.work_out(session, version.id, item_analysis.scope_of(actor), NOW)
    if numbers:
        item_analysis.keep(session, numbers)
    session.expire_all()
    return item_reports.report(session, actor, version.id)


def test_right_wrong_and_not_reached_are_three_things(session: Session, world: World, words: VersionRow) -> None:
    give(session, world.alice, world.children[0], "words", "A", NOW, wrong=(2, 19), last=18)
    found = answers(session, words)
    row = found.responses.cells[0]
    assert (row[0], row[1], row[17]) == (1, 0, 1)
    assert found.responses.unreached[0].tolist() == [False] * 18 + [True] * 2


def test_a_child_counts_once_and_what_was_set_aside_not_at_all(
    session: Session, world: World, words: VersionRow
) -> None:
    dao, mek = world.children[:2]
    give(session, world.alice, dao, "words", "A", NOW - timedelta(days=9), wrong=(1,))
    give(session, world.alice, dao, "words", "A", NOW)
    aside = give(session, world.alice, mek, "words", "A", NOW)
    assert len(answers(session, words).responses.cells) == 2
    sittings.declare_void(session, world.alice, aside, "a bell rang", NOW)
    found = answers(session, words)
    assert found.student_ids == (dao.id,)
    assert found.responses.cells[0, 0] == 0


def test_a_total_without_answers_says_nothing_of_items(session: Session, world: World, words: VersionRow) -> None:
    """No mark means right only where marks were taken: a kept total is not twenty right answers."""
    key = give(session, world.alice, world.children[0], "words", "A", NOW)
    session.query(ScoreRow).filter_by(sitting_id=key).one().by_code = None
    session.flush()
    assert answers(session, words) is None


def test_units_are_pooled_only_where_the_viewer_may_see_them(session: Session, world: World, words: VersionRow) -> None:
    give(session, world.alice, world.children[0], "words", "A", NOW)
    give(session, world.charlie, world.stranger, "words", "A", NOW)
    assert len(answers(session, words).responses.cells) == 2
    assert answers(session, words, world.unit).student_ids == (world.children[0].id,)
    assert item_analysis.scope_of(world.alice) == f"unit:{world.unit.id}"
    assert item_analysis.scope_of(world.ek) == "network"
    assert worked_out(session, world.alice, words).persons == 1


def test_what_was_heard_wrong_is_told_with_its_item(session: Session, world: World, words: VersionRow) -> None:
    new = sittings.NewSitting(uuid4(), world.children[0].id, NOW, words.id)
    sittings.open_sitting(session, world.alice, new, NOW)
    code = Instrument.from_dict(words.content).items[2].codes[0]
    mark = sittings.IncomingMark(uuid4(), 1, "3", "incorrect", 900, choice=code)
    sittings.record_marks(session, world.alice, new.id, [mark], NOW)
    sittings.finish(session, world.alice, new.id, sittings.Ending(NOW, "finished", 60.0, 20), NOW)
    report = worked_out(session, world.alice, words)
    assert next(line for line in report.lines if line.item.number == 3).wrong == ((code, 1),)


def test_the_other_form_and_the_same_again_are_paired_by_child(
    session: Session, world: World, words: VersionRow
) -> None:
    dao, mek = world.children[:2]
    give(session, world.alice, dao, "words", "A", NOW - timedelta(days=9), wrong=(1, 2))
    give(session, world.alice, dao, "words", "B", NOW - timedelta(days=8), wrong=(5,))
    give(session, world.alice, dao, "words", "A", NOW, wrong=(4,))
    give(session, world.alice, mek, "words", "B", NOW)
    forms, again = item_answers.pairs(session, words, None)
    assert (forms, again) == ([(18, 19)], [(18, 19)])


def test_few_children_show_counts_to_their_own_school_and_nothing_to_the_office(
    session: Session, world: World, words: VersionRow
) -> None:
    for child in world.children[:4]:
        give(session, world.alice, child, "words", "A", NOW, wrong=(7,))
    own, office = (worked_out(session, who, words) for who in (world.alice, world.ek))
    seventh = next(line for line in own.lines if line.item.number == 7)
    assert (own.persons, own.stage, seventh.right, seventh.n) == (4, Stage.TOO_FEW, 0, 4)
    assert (seventh.p, seventh.interval, seventh.r, seventh.advice) == (None, None, None, Advice.UNKNOWN)
    assert (office.persons, office.lines, dict(office.numbers)) == (None, (), {})


def test_the_office_reads_no_item_that_fewer_than_ten_came_to(
    session: Session, world: World, words: VersionRow
) -> None:
    children = [*world.children, *more_children(session, world, world.unit, 7)]
    for n, child in enumerate(children):
        give(session, world.alice, child, "words", "A", NOW, wrong=(1,), last=20 if n < 9 else 12)
    office = {line.item.number: line for line in worked_out(session, world.ek, words).lines}
    assert (office[1].n, office[1].p, office[1].advice) == (12, 0, Advice.NOBODY)
    assert (office[20].n, office[20].right, office[20].not_reached, office[20].p) == (None, None, None, None)
    own = {line.item.number: line for line in worked_out(session, world.alice, words).lines}
    assert (own[20].n, own[20].not_reached) == (9, 3)


def test_numbers_are_worked_out_again_when_other_sittings_are_known(
    session: Session, world: World, words: VersionRow
) -> None:
    scope = item_analysis.scope_of(world.alice)
    key = give(session, world.alice, world.children[0], "words", "A", NOW)
    assert worked_out(session, world.alice, words).fresh
    assert item_analysis.work_out(session, words.id, scope, NOW) is None
    assert item_analysis.outdated(session) == []
    sittings.declare_void(session, world.alice, key, "a bell rang", NOW)
    assert not item_reports.report(session, world.alice, words.id).fresh
    assert item_analysis.outdated(session) == [(words.id, scope)]
    assert worked_out(session, world.alice, words).persons == 0


def test_another_units_instrument_does_not_exist(session: Session, world: World, words: VersionRow) -> None:
    own = InstrumentRow(
        unit_id=world.unit.id, code="own", kind="progress", level="K3", form="A", title_th="", title_en=""
    )
    content = words.content | {"code": "own"}
    version = VersionRow(instrument=own, number=1, content=content, content_hash="own", published_at=NOW)
    session.add(version)
    session.flush()
    assert item_reports.report(session, world.alice, version.id).made_at is None
    for who in (world.charlie, world.ek):
        with pytest.raises(NotFound):
            item_reports.report(session, who, version.id)
    with pytest.raises(NotFound):
        item_reports.report(session, world.alice, UUID(int=1))


def test_the_cut_is_the_instruments_own_or_the_rules_of_promotion(
    session: Session, world: World, words: VersionRow
) -> None:
    """80 % of 20 words are 16; letter sounds are counted by the minute, and have none."""
    assert item_analysis.cut_of(Instrument.from_dict(words.content)) == 16
    sounds = version_of(session, world.alice, "letter_sounds")
    assert item_analysis.cut_of(Instrument.from_dict(sounds.content)) is None


def test_enough_children_bring_every_number(session: Session, world: World, words: VersionRow) -> None:
    """220 made-up children of both units: a model and its map, a decision at the cut, and no name anywhere."""
    _many(session, world, words, 220)
    office = worked_out(session, world.ek, words)
    assert (office.persons, office.stage, office.numbers["units"]) == (220, Stage.FIRM, 2)
    assert office.numbers["consistency"]["cut"] == 16
    assert office.band
    assert all(line.b is not None and line.a is None for line in office.lines)
    assert [line.p for line in office.lines] == sorted((line.p for line in office.lines), reverse=True)
    assert sum(office.numbers["map"]) == pytest.approx(1)
    svg = item_reports.map_picture(session, world.ek, words.id, "th", "middle")
    assert svg.startswith(b"<?xml")
    assert world.children[0].given not in str(office.numbers)


def _many(session: Session, world: World, words: VersionRow, how_many: int) -> None:
    """Let each child miss the items above their reach, and some by chance: facts as a tablet leaves them."""
    units = [world.unit, world.other_unit]
    children = [child for unit in units for child in more_children(session, world, unit, how_many // 2)]
    rows: dict[type[Base], list[dict]] = {Sitting: [], MarkRow: [], ScoreRow: []}
    for n, child in enumerate(children):
        wrong = [item for item in range(1, 21) if (item * 7 + n * 5) % 23 > 9 + n % 14]
        key, facts = uuid4(), {"unit_id": child.unit_id}
        times = {"started_at": NOW, "ended_at": NOW, "received_at": NOW, "seconds_used": 60.0, "last_item": 20}
        sat = {"id": key, "student_id": child.id, "kind": "test", "version_id": words.id, "level": "K3"}
        rows[Sitting].append(facts | times | sat | {"status": "finished"})
        figures = {"n_items": 20, "n_attempted": 20, "n_correct": 20 - len(wrong), "by_code": {}}
        rows[ScoreRow].append(
            facts | figures | {"sitting_id": key, "student_id": child.id, "rule_version": RULE_VERSION}
        )
        mark = facts | {"sitting_id": key, "outcome": "incorrect", "received_at": NOW}
        rows[MarkRow] += [mark | {"id": uuid4(), "seq": i, "item": str(i), "at_ms": i} for i in wrong]
    for model, several in rows.items():
        session.execute(insert(model), several)
