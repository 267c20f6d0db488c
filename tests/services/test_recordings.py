"""Teachers' recordings as the service keeps them: who may say what, and nothing overwritten; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from both_databases import at_once
from cast import NOW, World, make_world
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from takes import file_of, take

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.roles import Action, Actor, Role
from phonics.services import kept_voices, listening, recordings
from phonics.services.voices import Voices
from phonics.store.programme import Audit
from phonics.store.voice import MissedClip, Recording, RecordingVerdict, SoundOpinion
from phonics.voice import mp3

FILE = "0123456789abcdef0123.mp3"
LATER = NOW + timedelta(minutes=1)


@cache
def said(spoken: float = 0.4) -> bytes:
    return file_of(take(0.1, spoken, 0.1))


@pytest.fixture
def record(session: Session, tmp_path: Path) -> Callable[..., Recording]:
    """Record: `record(world.alice, "sound", "TH")`."""

    def made(actor: Actor, kind: str = "sound", text: str = "TH", spoken: float = 0.4, at=NOW) -> Recording:  # type: ignore[no-untyped-def]
        row = recordings.add(session, actor, uuid4(), kind, text, said(spoken), None, tmp_path, at)
        session.commit()
        return row

    return made


@pytest.fixture
def judge(session: Session) -> Callable[..., RecordingVerdict]:
    """Give a verdict: `judge(world.bob, row)`."""

    def given(actor: Actor, row: Recording, verdict: str = "approved", scope: str = "unit", at=NOW) -> RecordingVerdict:  # type: ignore[no-untyped-def]
        told = recordings.give_verdict(session, actor, uuid4(), row.id, scope, verdict, at)
        session.commit()
        return told

    return given


def heard(session: Session, unit_id: int | None, var: Path, kind: str = "sound", text: str = "TH") -> str | None:
    """Return the address of what a unit hears, from recordings alone."""
    found = Voices(session, unit_id, var / "no pack", var).find(kind, text)
    return found.url if found else None


def coordinator(world: World) -> Actor:
    return replace(world.bob, role=Role.COORDINATOR)


# ── recording ──


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


# ── verdicts ──


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
        recordings.give_verdict(session, world.bob, uuid4(), uuid4(), "unit", "approved", NOW)


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
    first = recordings.give_verdict(session, world.bob, one, row.id, "unit", "approved", NOW)
    again = recordings.give_verdict(session, world.bob, one, row.id, "unit", "approved", LATER)
    assert (again.id, again.at) == (first.id, NOW)
    assert session.query(Audit).where(Audit.action == "recording.approved").count() == 1
    with pytest.raises(Conflict):
        recordings.give_verdict(session, world.bob, one, row.id, "unit", "withdrawn", LATER)
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


# ── looking ──


def test_versions_are_told_newest_first_with_who_and_what_holds(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    first, second = record(world.alice, at=NOW), record(world.bob, spoken=0.5, at=LATER)
    judge(world.bob, first, at=LATER)
    newest, oldest = recordings.versions(session, world.bob, "sound", "TH")
    assert (newest.recording.id, oldest.recording.id) == (second.id, first.id)
    assert (newest.by, newest.unit, newest.network, newest.school.id) == ("Bob", None, None, world.unit.id)
    assert oldest.unit == recordings.Verdict("approved", "Bob", LATER)
    assert (newest.may_approve, newest.may_withdraw) == (("unit",), ("unit", "network"))
    assert (oldest.may_approve, oldest.may_withdraw) == (("unit",), ("unit",))
    seen = recordings.versions(session, world.alice, "sound", "TH")
    assert [(one.may_approve, one.may_withdraw) for one in seen] == [((), ()), ((), ("unit", "network"))]
    seen = recordings.versions(session, world.ek, "sound", "TH")
    assert [one.may_approve for one in seen] == [("network",), ("network",)]


def test_another_units_versions_are_seen_when_all_units_hear_them(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice)
    judge(world.bob, row)
    assert recordings.versions(session, world.charlie, "sound", "TH") == []
    judge(world.ek, row, scope="network")
    (seen,) = recordings.versions(session, world.charlie, "sound", "TH")
    assert (seen.recording.id, seen.may_approve, seen.may_withdraw) == (row.id, (), ())
    judge(world.ek, row, "withdrawn", "network")
    assert recordings.versions(session, world.charlie, "sound", "TH") == []


def test_the_studio_is_closed_to_children_and_heads(session, world) -> None:  # type: ignore[no-untyped-def]
    for actor in (world.dao, replace(world.bob, role=Role.SCHOOL_HEAD), Actor(Role.PUBLIC)):
        with pytest.raises(NotFound):
            recordings.versions(session, actor, "sound", "TH")
    with pytest.raises(Invalid):
        recordings.versions(session, world.alice, "sound", "QQ")


def test_what_waits_for_a_word(session, world, record, judge) -> None:  # type: ignore[no-untyped-def]
    first, second = record(world.alice, at=NOW), record(world.alice, "word", "ship", at=LATER)
    other = record(world.charlie)
    assert [one.recording.id for one in recordings.waiting(session, world.bob)] == [first.id, second.id]
    assert recordings.waiting(session, world.alice) == recordings.waiting(session, world.ek) == []
    judge(world.bob, first)
    judge(world.bob, second, "withdrawn")
    judge(world.charlie, other)
    assert recordings.waiting(session, world.bob) == []
    assert {one.recording.id for one in recordings.waiting(session, world.ek)} == {first.id, other.id}
    judge(world.ek, first, scope="network")
    assert [one.recording.id for one in recordings.waiting(session, world.ek)] == [other.id]


# ── a child's name ──


def name_of(world: World) -> tuple[str, str]:
    return "name", str(world.children[1].id)


def test_a_childs_name_is_heard_in_the_childs_unit_and_nowhere_else(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice, *name_of(world))
    judge(world.bob, row)
    assert heard(session, world.unit.id, tmp_path, *name_of(world)) == f"/clips/{row.file}"
    assert heard(session, world.other_unit.id, tmp_path, *name_of(world)) is None
    assert heard(session, None, tmp_path, *name_of(world)) is None


def test_a_childs_name_never_leaves_the_unit(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice, *name_of(world))
    with pytest.raises(Invalid, match="own unit only"):
        judge(world.alice, row, "withdrawn", "network")
    with pytest.raises(NotFound):  # the office sees no child at all
        judge(world.ek, row, scope="network")
    with pytest.raises(NotFound):
        recordings.versions(session, world.ek, *name_of(world))
    assert recordings.waiting(session, world.ek) == []
    # even a verdict that some other door wrote is not heeded
    facts = {"unit_id": world.unit.id, "recording_id": row.id, "scope": "network", "verdict": "approved", "at": NOW}
    session.add(RecordingVerdict(id=uuid4(), by_id=world.ek.id, **facts))
    session.commit()
    assert heard(session, world.other_unit.id, tmp_path, *name_of(world)) is None


def test_only_a_child_of_the_unit_has_a_name_to_record(session, world, record) -> None:  # type: ignore[no-untyped-def]
    left = world.children[2]
    left.active = False
    session.commit()
    texts = [str(world.stranger.id), str(uuid4()), "Dao", "", str(left.id), world.children[1].id.hex]
    for text in texts:
        with pytest.raises(NotFound):
            record(world.alice, "name", text)
    with pytest.raises(NotFound):
        recordings.versions(session, world.charlie, *name_of(world))


def test_a_forgotten_name_leaves_no_file(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row, kept = record(world.alice, *name_of(world)), record(world.alice, "name", str(world.children[3].id), 0.5)
    judge(world.bob, row)
    file = tmp_path / "voice" / "recorded" / row.file
    assert file.exists()
    assert recordings.forget_name(session, world.bob, world.children[1].id, tmp_path, NOW) == 1
    session.commit()
    assert not file.exists()
    assert (tmp_path / "voice" / "recorded" / kept.file).exists()
    assert heard(session, world.unit.id, tmp_path, *name_of(world)) is None
    assert recordings.versions(session, world.alice, *name_of(world)) == []
    assert session.query(Audit).where(Audit.action == "recording.forgotten").count() == 1
    with pytest.raises(NotFound):
        judge(world.bob, row)


def test_a_file_that_says_two_names_stays_until_both_are_forgotten(session, world, record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = [record(world.alice, "name", str(child.id)) for child in world.children[1:3]]
    assert rows[0].file == rows[1].file
    file = tmp_path / "voice" / "recorded" / rows[0].file
    recordings.forget_name(session, world.alice, world.children[1].id, tmp_path, NOW)
    assert file.exists()
    recordings.forget_name(session, world.alice, world.children[2].id, tmp_path, NOW)
    assert not file.exists()


@pytest.mark.parametrize("who", ["charlie", "ek", "dao"])
def test_a_name_of_another_unit_cannot_be_forgotten(session, world, record, tmp_path, who: str) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice, *name_of(world))
    with pytest.raises(NotFound):
        recordings.forget_name(session, getattr(world, who), UUID(row.text), tmp_path, NOW)
    assert (tmp_path / "voice" / "recorded" / row.file).exists()


def test_sweeping_forgets_who_has_left_and_what_no_row_names(session, world, record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    gone = record(world.alice, *name_of(world))
    stays = record(world.alice, "name", str(world.children[3].id), 0.5)
    sound = record(world.alice, spoken=0.6)
    folder = kept_voices.folder(tmp_path)
    (folder / FILE).write_bytes(b"left over")
    (folder / f"{FILE}.1.tmp").write_bytes(b"half")
    world.children[1].active = False
    session.commit()
    soon, tomorrow = (folder / FILE).stat().st_mtime, timedelta(days=1, minutes=1)
    at = NOW.fromtimestamp(soon, NOW.tzinfo)
    assert recordings.sweep(session, tmp_path, at) == 1
    assert {file.name for file in folder.iterdir()} == {stays.file, sound.file, FILE, f"{FILE}.1.tmp"}
    assert recordings.sweep(session, tmp_path, at + tomorrow) == 2
    assert {file.name for file in folder.iterdir()} == {stays.file, sound.file}
    assert session.get_one(Recording, gone.id).file == ""


# ── what listeners thought, what was missing ──


def think(session: Session, actor: Actor, opinion: str, file: str = FILE, at=NOW, **name: str) -> SoundOpinion:  # type: ignore[no-untyped-def]
    kind, text = name.get("kind", "sound"), name.get("text", "TH")
    return recordings.add_opinion(session, actor, uuid4(), kind, text, file, opinion, at)


def test_everybodys_latest_word_counts_once(session, world) -> None:  # type: ignore[no-untyped-def]
    think(session, world.alice, "good")
    think(session, world.alice, "wrong", at=LATER)
    think(session, world.bob, "wrong")
    think(session, world.charlie, "weak")
    think(session, world.ek, "good", text="S")
    told = recordings.opinions(session)
    assert told == {("sound", "TH"): {"wrong": 2, "weak": 1}, ("sound", "S"): {"good": 1}}
    other = FILE.replace("0", "f")
    think(session, world.alice, "good", other, at=LATER + timedelta(minutes=1))
    assert recordings.opinions(session)["sound", "TH"] == {"good": 1, "wrong": 1, "weak": 1}
    assert listening.opinions_by_file(session)["sound", "TH", FILE] == {"wrong": 2, "weak": 1}
    assert listening.own_opinions(session, world.alice) == {
        ("sound", "TH", FILE): "wrong", ("sound", "TH", other): "good",
    }  # fmt: skip


def test_an_opinion_sent_again_changes_nothing_and_with_another_content_conflicts(session, world) -> None:  # type: ignore[no-untyped-def]
    one = uuid4()
    for at in (NOW, LATER):
        assert recordings.add_opinion(session, world.alice, one, "sound", "TH", FILE, "weak", at).at == NOW
    with pytest.raises(Conflict):
        recordings.add_opinion(session, world.alice, one, "sound", "TH", FILE, "good", LATER)
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
    assert recordings.note_missing(session, world.dao, names, NOW) == 2
    assert recordings.note_missing(session, world.alice, names, LATER) == 0
    assert recordings.note_missing(session, world.charlie, names[:1], LATER) == 1
    assert recordings.note_missing(session, world.ek, names, NOW) == 0
    assert listening.missing(session, world.bob) == [("sound", "TH"), ("word", "ship")]
    assert listening.missing(session, world.charlie) == [("word", "ship")]
    assert listening.missing(session, world.ek) == [("sound", "TH"), ("word", "ship")]


def test_what_was_never_there_to_be_said_is_not_missing(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    names = [("word", "xyzzy"), ("sound", "QQ"), ("name", str(world.children[0].id)), ("word", "somjai")]
    assert recordings.note_missing(session, world.dao, names, NOW) == 1
    assert recordings.note_missing(session, world.charlie, names, NOW) == 0
    assert [(row.kind, row.text) for row in session.scalars(select(MissedClip))] == [("word", "somjai")]


def test_recording_is_for_teachers_and_approving_for_those_who_lead() -> None:
    """The table of `tests/test_roles.py`, said from here: nobody records everywhere, only the office approves there."""
    from phonics.roles import can

    everywhere = {role for role in Role if can(Actor(role), Action.RECORD, None)}
    assert everywhere == set()
    assert {role for role in Role if can(Actor(role), Action.APPROVE_VOICE, None)} == {Role.OFFICER}
