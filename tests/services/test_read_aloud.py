"""Readings of children: only with consent, for their own teachers' ears, for a term."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from takes import file_of, hum, room, take

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.services import read_aloud, voice_consent
from phonics.store.programme import Audit
from phonics.store.read_aloud import ReadAloud, VoiceConsent


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path


def agree(session: Session, world: World, var: Path, given: bool = True, **more: object) -> VoiceConsent:
    asked = {"actor": world.alice, "consent_id": uuid4(), "student_id": world.dao.id, "now": NOW} | more
    return voice_consent.say(session, given=given, var=var, **asked)  # type: ignore[arg-type]


def keep(session: Session, world: World, var: Path, **more: object) -> ReadAloud:
    asked = {
        "actor": world.dao, "open_class": None, "read_aloud_id": uuid4(), "student_id": world.dao.id,
        "sitting_id": UUID(int=7), "item": "aloud:ship", "data": file_of(take()), "now": NOW,
    } | more  # fmt: skip
    return read_aloud.keep(session, var=var, **asked)  # type: ignore[arg-type]


def files(var: Path) -> set[str]:
    return {file.name for file in voice_consent.children(var).glob("*")}


def test_nothing_is_kept_before_the_parents_agreed(session: Session, world: World, var: Path) -> None:
    with pytest.raises(NotAllowed) as refused:
        keep(session, world, var)
    assert refused.value.details["reason"] == "consent"
    assert files(var) == set()
    agree(session, world, var)
    row = keep(session, world, var)
    assert files(var) == {row.file}
    assert 0.3 < row.seconds < 3
    (one,) = read_aloud.of_child(session, world.dao.id, var)
    assert (one.text, one.rating, one.lies) == ("ship", "", True)


def test_a_reading_sent_twice_is_kept_once(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    row = keep(session, world, var)
    assert keep(session, world, var, read_aloud_id=row.id) is row
    with pytest.raises(Conflict):
        keep(session, world, var, read_aloud_id=row.id, item="aloud:fish")
    assert session.scalar(select(func.count()).select_from(ReadAloud)) == 1


def test_another_child_sends_nothing_unless_the_class_is_open_here(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    other = world.children[1]
    friend = type(world.dao)(world.dao.role, other.id, world.unit.id, other.nickname)
    for actor in (friend, world.alice, world.charlie):
        with pytest.raises(NotFound):
            keep(session, world, var, actor=actor)
    assert keep(session, world, var, actor=friend, open_class=world.room).student_id == world.dao.id


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"item": "aloud:sent:K3.99"}, NotFound),
        ({"item": "word:ship"}, NotFound),
        ({"data": b"not a sound"}, Invalid),
        ({"data": file_of(room(1.0))}, Invalid),
        ({"data": file_of(hum(46.0))}, Invalid),
    ],
    ids=["no such sentence", "another item", "no sound", "silence", "too long"],
)
def test_what_nobody_can_use_is_refused(
    session: Session, world: World, var: Path, more: dict, error: type[Exception]
) -> None:
    agree(session, world, var)
    with pytest.raises(error):
        keep(session, world, var, **more)
    assert files(var) == set()


def test_a_page_read_slowly_may_take_longer_than_a_clip(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    row = keep(session, world, var, item="aloud:story:K3.1", data=file_of(hum(30.0)))
    assert row.seconds > 25
    assert read_aloud.of_child(session, world.dao.id, var)[0].text == "Ben has a red cap. It is not on the peg."


def test_teachers_of_the_unit_hear_and_rate_it_and_the_last_word_holds(
    session: Session, world: World, var: Path
) -> None:
    agree(session, world, var)
    row = keep(session, world, var)
    (one,) = read_aloud.waiting(session, world.bob, var)
    assert one.room == world.room
    assert [waits.row.id for waits in one.waiting] == [row.id]
    assert [read_aloud.how_many_wait(session, who) for who in (world.bob, world.charlie)] == [1, 0]
    assert read_aloud.sound(session, world.alice, row.id, var).is_file()
    first = read_aloud.rate(session, world.alice, uuid4(), row.id, "not_yet", NOW)
    assert read_aloud.rate(session, world.alice, first.id, row.id, "not_yet", NOW) is first
    with pytest.raises(Conflict):
        read_aloud.rate(session, world.alice, first.id, row.id, "fluent", NOW)
    read_aloud.rate(session, world.bob, uuid4(), row.id, "helped", NOW)  # at the same moment
    assert read_aloud.waiting(session, world.alice, var) == []
    assert read_aloud.how_many_wait(session, world.alice) == 0
    assert read_aloud.of_child(session, world.dao.id, var)[0].rating == "helped"
    with pytest.raises(Invalid):
        read_aloud.rate(session, world.alice, uuid4(), row.id, "loud", NOW)


def test_charlie_and_the_office_hear_nothing(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    row = keep(session, world, var)
    for actor in (world.charlie, world.ek, world.dao):
        assert read_aloud.waiting(session, actor, var) == []
        with pytest.raises(NotFound):
            read_aloud.sound(session, actor, row.id, var)
        with pytest.raises(NotFound):
            read_aloud.rate(session, actor, uuid4(), row.id, "fluent", NOW)
        with pytest.raises(NotFound):
            agree(session, world, var, actor=actor)


def test_a_consent_taken_back_deletes_every_reading_and_the_trail_keeps_who(
    session: Session, world: World, var: Path
) -> None:
    agree(session, world, var)
    row = keep(session, world, var)
    taken = agree(session, world, var, given=False)  # at the same moment
    assert taken.at > NOW
    assert files(var) == set()
    assert row.file == ""
    assert not read_aloud.of_child(session, world.dao.id, var)[0].lies
    with pytest.raises(NotFound):
        read_aloud.sound(session, world.alice, row.id, var)
    with pytest.raises(NotAllowed):
        keep(session, world, var)
    assert agree(session, world, var, given=False, consent_id=taken.id) is taken
    with pytest.raises(Conflict):
        agree(session, world, var, consent_id=taken.id)
    trail = session.scalars(select(Audit.action).where(Audit.action.like("%voice%") | Audit.action.like("read%"))).all()
    assert sorted(trail) == ["read_aloud.deleted", "voice.consent", "voice.consent"]


def test_a_sweep_deletes_after_a_term_and_when_a_child_has_left(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    agree(session, world, var, student_id=world.children[1].id)
    friend = type(world.dao)(world.dao.role, world.children[1].id, world.unit.id, "")
    old = keep(session, world, var, now=NOW - voice_consent.KEPT - timedelta(hours=1))
    fresh = keep(session, world, var)
    left = keep(session, world, var, actor=friend, student_id=world.children[1].id)
    stray = voice_consent.children(var) / "stray.mp3"
    stray.write_bytes(b"x")
    assert voice_consent.sweep(session, var, NOW) == 1
    assert old.file == ""
    world.children[1].active = False
    session.flush()
    assert voice_consent.sweep(session, var, NOW) == 1
    assert left.file == ""
    assert files(var) == {fresh.file, "stray.mp3"}
    assert voice_consent.sweep(session, var, NOW + timedelta(days=400)) >= 1
    assert files(var) == set()


def test_after_a_restore_without_voices_nothing_waits(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    row = keep(session, world, var)
    (voice_consent.children(var) / row.file).unlink()
    assert read_aloud.waiting(session, world.alice, var) == []
    assert voice_consent.sweep(session, var, NOW) == 1
    assert row.file == ""


def test_a_text_that_a_later_version_no_longer_has_hides_no_reading(session: Session, world: World, var: Path) -> None:
    agree(session, world, var)
    keep(session, world, var).item = "aloud:sent:K3.99"
    session.flush()
    assert [one.text for one in read_aloud.of_child(session, world.dao.id, var)] == ["aloud:sent:K3.99"]
