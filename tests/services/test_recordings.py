"""Teachers' recordings as the service keeps them: who may say what, and nothing overwritten; on both databases."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from both_databases import at_once
from cast import NOW, make_world
from recording import LATER, coordinator, said
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotAllowed
from phonics.roles import Action, Actor, Role
from phonics.services import recordings
from phonics.store.voice import Recording
from phonics.voice import mp3


def test_a_recording_keeps_its_file_and_its_figures(session, world, record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    data = (tmp_path / "voice" / "recorded" / row.file).read_bytes()
    assert row.seconds == pytest.approx(mp3.seconds(data), abs=0.001)
    assert (row.unit_id, row.kind, row.text, row.by_id, row.at) == (world.unit.id, "sound", "TH", world.alice.id, NOW)
    assert row.lufs == pytest.approx(-20.0, abs=0.5)
    assert row.peak_db <= -1.0
    assert 0 <= row.trim_start < row.trim_end <= 0.7
    assert [file.name for file in (tmp_path / "voice" / "recorded").iterdir()] == [row.file]


def test_a_preview_is_what_would_be_kept(session, world, record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    shown = recordings.preview(said(), None, "sound")
    assert list(tmp_path.iterdir()) == []
    row = record(world.alice)
    assert (tmp_path / "voice" / "recorded" / row.file).read_bytes() == shown.mp3
    assert (row.seconds, row.lufs, row.peak_db) == (shown.seconds, shown.lufs, shown.peak_db)


def test_the_same_recording_sent_again_changes_nothing(session, world, tmp_path) -> None:  # type: ignore[no-untyped-def]
    one, what = uuid4(), ("sound", "TH", said(), (0.1, 0.4), tmp_path)
    first = recordings.add(session, world.alice, one, *what, NOW)
    again = recordings.add(session, world.alice, one, *what, LATER)
    assert (again.id, again.at) == (first.id, NOW)
    assert session.query(Recording).count() == 1


def test_the_same_id_with_another_content_is_a_conflict_and_the_first_stays(session, world, tmp_path) -> None:  # type: ignore[no-untyped-def]
    one = uuid4()
    first = recordings.add(session, world.alice, one, "sound", "TH", said(), None, tmp_path, NOW)
    session.commit()
    others = [
        (world.alice, "sound", "TH", said(0.5), None),
        (world.alice, "sound", "TH", said(), (0.1, 0.4)),
        (world.alice, "sound", "SH", said(), None),
        (world.bob, "sound", "TH", said(), None),
        (world.charlie, "sound", "TH", said(), None),
    ]
    for actor, kind, text, data, trim in others:
        with pytest.raises(Conflict):
            recordings.add(session, actor, one, kind, text, data, trim, tmp_path, LATER)
    session.rollback()
    assert [(row.file, row.by_id) for row in session.scalars(select(Recording))] == [(first.file, world.alice.id)]


def test_of_many_who_send_the_same_at_once_all_get_one_answer(shared: Engine, tmp_path: Path) -> None:
    with Session(shared, expire_on_commit=False) as session:
        world = make_world(session)
    one, data = uuid4(), said()
    deeds = [lambda s: recordings.add(s, world.alice, one, "sound", "TH", data, None, tmp_path, NOW).file] * 4
    found = at_once(shared, deeds)
    assert len(set(found)) == 1
    with Session(shared) as session:
        assert session.query(Recording).count() == 1


@pytest.mark.parametrize("who", ["ek", "dao", "coordinator", "head"])
def test_only_teachers_record(session, world, tmp_path, who: str) -> None:  # type: ignore[no-untyped-def]
    others = {"coordinator": coordinator(world), "head": replace(world.bob, role=Role.SCHOOL_HEAD)}
    with pytest.raises(NotAllowed):
        recordings.add(
            session, others.get(who) or getattr(world, who), uuid4(), "sound", "TH", said(), None, tmp_path, NOW
        )
    assert session.query(Recording).count() == 0


@pytest.mark.parametrize(
    ("kind", "text"),
    [("sound", "QQ"), ("word", "somjai"), ("song", "cat"), ("word", "Cat"), ("instruction", "sing"), ("", "")],
)
def test_what_nothing_asks_for_is_refused(session, world, tmp_path, kind: str, text: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid, match="Nothing here asks"):
        recordings.add(session, world.alice, uuid4(), kind, text, said(), None, tmp_path, NOW)
    assert not (tmp_path / "voice").exists()


@pytest.mark.parametrize(
    ("kind", "text"), [("word", "ship"), ("letter", "a"), ("phrase", "Well done!"), ("instruction", "find-sound")]
)
def test_whatever_the_product_says_can_be_recorded(world, record, kind: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert record(world.alice, kind, text).text == text


def test_a_units_own_word_can_be_recorded_there_only(session, world, record, somjai) -> None:  # type: ignore[no-untyped-def]
    record(world.alice, "word", "somjai")
    with pytest.raises(Invalid):
        record(world.charlie, "word", "somjai")


def test_an_unusable_take_is_refused_with_its_reason(session, world, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid) as refused:
        recordings.add(session, world.alice, uuid4(), "sound", "TH", b"<html>", None, tmp_path, NOW)
    assert refused.value.details["reason"] == "not_audio"


def test_there_is_an_end_to_versions(session, world, record, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(recordings, "MOST_VERSIONS", 1)
    record(world.alice)
    record(world.charlie)  # another unit counts for itself
    with pytest.raises(Invalid, match="recordings of this already"):
        record(world.alice)


def test_recording_is_for_teachers_and_approving_for_those_who_lead() -> None:
    """The table of `tests/test_roles.py`, said from here: nobody records everywhere, only the office approves there."""
    from phonics.roles import can

    everywhere = {role for role in Role if can(Actor(role), Action.RECORD, None)}
    assert everywhere == set()
    assert {role for role in Role if can(Actor(role), Action.APPROVE_VOICE, None)} == {Role.OFFICER}
