"""Who lets a recording in and who takes it back: what children hear then; on both databases."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW
from recording import LATER, coordinator, heard
from sqlalchemy import select

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.roles import Role
from phonics.services import verdicts
from phonics.store.programme import Audit
from phonics.store.voice import Recording, RecordingVerdict


def test_children_hear_a_recording_once_it_is_approved(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    assert heard(session, world.unit.id, tmp_path) is None
    judge(world.bob, row)
    assert heard(session, world.unit.id, tmp_path) == f"/clips/{row.file}"
    assert heard(session, world.other_unit.id, tmp_path) is None
    assert heard(session, None, tmp_path) is None


def test_the_last_one_approved_is_heard_and_taking_it_back_brings_the_one_before(  # type: ignore[no-untyped-def]
    session, world, record, judge, tmp_path
) -> None:
    first, second = record(world.alice), record(world.bob, spoken=0.5)
    judge(world.bob, first, at=NOW)
    judge(world.bob, second, at=LATER)
    assert heard(session, world.unit.id, tmp_path) == f"/clips/{second.file}"
    judge(world.bob, second, "withdrawn", at=LATER + timedelta(minutes=1))
    assert heard(session, world.unit.id, tmp_path) == f"/clips/{first.file}"
    judge(world.bob, second, at=LATER + timedelta(minutes=2))  # undone
    assert heard(session, world.unit.id, tmp_path) == f"/clips/{second.file}"
    assert session.query(Recording).count() == 2
    assert session.query(RecordingVerdict).count() == 4


def test_the_officers_word_is_for_all_units_and_the_units_own_comes_first(  # type: ignore[no-untyped-def]
    session, world, record, judge, tmp_path
) -> None:
    row, own = record(world.alice), record(world.charlie, spoken=0.5)
    judge(world.ek, row, scope="network")
    for unit_id in (world.unit.id, world.other_unit.id, None):
        assert heard(session, unit_id, tmp_path) == f"/clips/{row.file}"
    judge(world.charlie, own)
    assert heard(session, world.other_unit.id, tmp_path) == f"/clips/{own.file}"
    assert heard(session, world.unit.id, tmp_path) == f"/clips/{row.file}"
    judge(world.ek, row, "withdrawn", scope="network")
    assert heard(session, world.unit.id, tmp_path) is None


def test_a_verdict_in_the_same_moment_still_comes_after(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    for _ in range(3):
        judge(world.bob, row)
        assert heard(session, world.unit.id, tmp_path)
        judge(world.bob, row, "withdrawn")
        assert heard(session, world.unit.id, tmp_path) is None


def test_a_coordinator_approves_in_the_own_unit(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    judge(coordinator(world), record(world.alice))
    assert heard(session, world.unit.id, tmp_path)


def test_a_lead_teacher_may_approve_her_own_voice(world, record, judge) -> None:  # type: ignore[no-untyped-def]
    judge(world.bob, record(world.bob))


@pytest.mark.parametrize(
    ("who", "scope"), [("alice", "unit"), ("alice", "network"), ("bob", "network"), ("ek", "unit")]
)
def test_who_may_not_approve_is_told_so(session, world, record, judge, who: str, scope: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed):
        judge(getattr(world, who), record(world.alice), scope=scope)
    assert session.query(RecordingVerdict).count() == 0


@pytest.mark.parametrize("who", ["charlie", "dao", "head"])
def test_another_units_recording_does_not_exist(session, world, record, judge, who: str) -> None:  # type: ignore[no-untyped-def]
    actor = replace(world.bob, role=Role.SCHOOL_HEAD) if who == "head" else getattr(world, who)
    row = record(world.alice)
    for verdict in ("approved", "withdrawn"):
        with pytest.raises(NotFound):
            judge(actor, row, verdict)
    with pytest.raises(NotFound):
        verdicts.give_verdict(session, world.bob, uuid4(), uuid4(), "unit", "approved", NOW)


def test_who_spoke_may_always_take_her_voice_back_but_not_let_it_in(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    judge(world.bob, row)
    judge(world.ek, row, scope="network")
    judge(world.alice, row, "withdrawn", "unit")
    judge(world.alice, row, "withdrawn", "network")
    assert heard(session, world.unit.id, tmp_path) is None
    with pytest.raises(NotAllowed):
        judge(world.alice, row)


@pytest.mark.parametrize(("scope", "verdict"), [("world", "approved"), ("unit", "loved"), ("", "")])
def test_there_are_two_scopes_and_two_verdicts(session, world, record, judge, scope: str, verdict: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid):
        judge(world.bob, record(world.alice), verdict, scope)


def test_a_verdict_sent_again_changes_nothing_and_with_another_content_conflicts(session, world, record) -> None:  # type: ignore[no-untyped-def]
    row, one = record(world.alice), uuid4()
    first = verdicts.give_verdict(session, world.bob, one, row.id, "unit", "approved", NOW)
    again = verdicts.give_verdict(session, world.bob, one, row.id, "unit", "approved", LATER)
    assert (again.id, again.at) == (first.id, NOW)
    assert session.query(Audit).where(Audit.action == "recording.approved").count() == 1
    with pytest.raises(Conflict):
        verdicts.give_verdict(session, world.bob, one, row.id, "unit", "withdrawn", LATER)
    assert session.get_one(RecordingVerdict, one).verdict == "approved"


def test_the_trail_keeps_who_let_a_voice_in_and_who_took_it_back(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    judge(world.bob, row)
    judge(world.ek, row, "approved", "network")
    judge(world.alice, row, "withdrawn")
    trail = session.execute(select(Audit.action, Audit.staff_id, Audit.unit_id, Audit.about).order_by(Audit.id)).all()
    assert [(action, staff, unit, about["scope"]) for action, staff, unit, about in trail] == [
        ("recording.approved", world.bob.id, world.unit.id, "unit"),
        ("recording.approved", world.ek.id, world.unit.id, "network"),
        ("recording.withdrawn", world.alice.id, world.unit.id, "unit"),
    ]
    assert trail[0].about == {"recording": str(row.id), "kind": "sound", "text": "TH", "scope": "unit"}
