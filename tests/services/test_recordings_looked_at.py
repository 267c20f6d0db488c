"""Recordings as they are looked at: their versions, what waits, what listeners thought and what was missing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW
from recording import FILE, LATER
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotFound
from phonics.roles import Actor, Role
from phonics.services import listening, verdicts
from phonics.store.voice import MissedClip, SoundOpinion


def test_versions_are_told_newest_first_with_who_and_what_holds(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    first, second = record(world.alice, at=NOW), record(world.bob, spoken=0.5, at=LATER)
    judge(world.bob, first, at=LATER)
    newest, oldest = verdicts.versions(session, world.bob, "sound", "TH")
    assert (newest.recording.id, oldest.recording.id) == (second.id, first.id)
    assert (newest.by, newest.unit, newest.network, newest.school.id) == ("Bob", None, None, world.unit.id)
    assert oldest.unit == verdicts.Verdict("approved", "Bob", LATER)
    assert (newest.may_approve, newest.may_withdraw) == (("unit",), ("unit", "network"))
    assert (oldest.may_approve, oldest.may_withdraw) == (("unit",), ("unit",))
    seen = verdicts.versions(session, world.alice, "sound", "TH")
    assert [(one.may_approve, one.may_withdraw) for one in seen] == [((), ()), ((), ("unit", "network"))]
    seen = verdicts.versions(session, world.ek, "sound", "TH")
    assert [one.may_approve for one in seen] == [("network",), ("network",)]


def test_another_units_versions_are_seen_when_all_units_hear_them(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    judge(world.bob, row)
    assert verdicts.versions(session, world.charlie, "sound", "TH") == []
    judge(world.ek, row, scope="network")
    (seen,) = verdicts.versions(session, world.charlie, "sound", "TH")
    assert (seen.recording.id, seen.may_approve, seen.may_withdraw) == (row.id, (), ())
    judge(world.ek, row, "withdrawn", "network")
    assert verdicts.versions(session, world.charlie, "sound", "TH") == []


def test_the_studio_is_closed_to_children_and_heads(session, world) -> None:  # type: ignore[no-untyped-def]
    for actor in (world.dao, replace(world.bob, role=Role.SCHOOL_HEAD), Actor(Role.PUBLIC)):
        with pytest.raises(NotFound):
            verdicts.versions(session, actor, "sound", "TH")
    with pytest.raises(Invalid):
        verdicts.versions(session, world.alice, "sound", "QQ")


def test_what_waits_for_a_word(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    first, second = record(world.alice, at=NOW), record(world.alice, "word", "ship", at=LATER)
    other = record(world.charlie)
    assert [one.recording.id for one in verdicts.waiting(session, world.bob)] == [first.id, second.id]
    assert verdicts.waiting(session, world.alice) == verdicts.waiting(session, world.ek) == []
    judge(world.bob, first)
    judge(world.bob, second, "withdrawn")
    judge(world.charlie, other)
    assert verdicts.waiting(session, world.bob) == []
    assert {one.recording.id for one in verdicts.waiting(session, world.ek)} == {first.id, other.id}
    judge(world.ek, first, scope="network")
    assert [one.recording.id for one in verdicts.waiting(session, world.ek)] == [other.id]


# ── what listeners thought, what was missing ──


def think(session: Session, actor: Actor, opinion: str, file: str = FILE, at=NOW, **name: str) -> SoundOpinion:  # type: ignore[no-untyped-def]
    kind, text = name.get("kind", "sound"), name.get("text", "TH")
    return listening.add_opinion(session, actor, uuid4(), kind, text, file, opinion, at)


def test_everybodys_latest_word_counts_once(session, world) -> None:  # type: ignore[no-untyped-def]
    think(session, world.alice, "good")
    think(session, world.alice, "wrong", at=LATER)
    think(session, world.bob, "wrong")
    think(session, world.charlie, "weak")
    think(session, world.ek, "good", text="S")
    told = listening.opinions_by_file(session)
    assert told == {("sound", "TH", FILE): {"wrong": 2, "weak": 1}, ("sound", "S", FILE): {"good": 1}}
    other = FILE.replace("0", "f")
    think(session, world.alice, "good", other, at=LATER + timedelta(minutes=1))
    told = listening.opinions_by_file(session, ("sound", "TH"))
    assert told == {("sound", "TH", FILE): {"wrong": 2, "weak": 1}, ("sound", "TH", other): {"good": 1}}
    assert listening.own_opinions(session, world.alice) == {
        ("sound", "TH", FILE): "wrong", ("sound", "TH", other): "good",
    }  # fmt: skip


def test_an_opinion_sent_again_changes_nothing_and_with_another_content_conflicts(session, world) -> None:  # type: ignore[no-untyped-def]
    one = uuid4()
    for at in (NOW, LATER):
        assert listening.add_opinion(session, world.alice, one, "sound", "TH", FILE, "weak", at).at == NOW
    with pytest.raises(Conflict):
        listening.add_opinion(session, world.alice, one, "sound", "TH", FILE, "good", LATER)
    assert session.query(SoundOpinion).count() == 1


def test_what_is_no_opinion_is_refused(session, world) -> None:  # type: ignore[no-untyped-def]
    for opinion, file, text in (("bad", FILE, "TH"), ("good", "../x.mp3", "TH"), ("good", FILE, "QQ")):
        with pytest.raises(Invalid):
            think(session, world.alice, opinion, file, text=text)
    with pytest.raises(NotFound):
        think(session, world.dao, "good")
    with pytest.raises(NotFound):
        think(session, world.charlie, "good", kind="name", text=str(world.children[0].id))


def test_a_missing_clip_is_kept_once_a_unit(session, world) -> None:  # type: ignore[no-untyped-def]
    names = [("word", "ship"), ("sound", "TH"), ("word", "ship")]
    assert listening.note_missing(session, world.dao, names, NOW) == 2
    assert listening.note_missing(session, world.alice, names, LATER) == 0
    assert listening.note_missing(session, world.charlie, names[:1], LATER) == 1
    assert listening.note_missing(session, world.ek, names, NOW) == 0
    assert listening.missing(session, world.bob) == [("sound", "TH"), ("word", "ship")]
    assert listening.missing(session, world.charlie) == [("word", "ship")]
    assert listening.missing(session, world.ek) == [("sound", "TH"), ("word", "ship")]


def test_what_was_never_there_to_be_said_is_not_missing(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    names = [("word", "xyzzy"), ("sound", "QQ"), ("name", str(world.children[0].id)), ("word", "somjai")]
    assert listening.note_missing(session, world.dao, names, NOW) == 1
    assert listening.note_missing(session, world.charlie, names, NOW) == 0
    assert [(row.kind, row.text) for row in session.scalars(select(MissedClip))] == [("word", "somjai")]
