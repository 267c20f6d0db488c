"""A child's recorded name: heard in the own unit only, and forgotten without a trace; on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW
from recording import FILE, heard, name_of

from phonics.errors import Invalid, NotFound
from phonics.services import kept_voices, verdicts
from phonics.services.voices import recorded
from phonics.store.programme import Audit
from phonics.store.voice import Recording, RecordingVerdict


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
        verdicts.versions(session, world.ek, *name_of(world))
    assert verdicts.waiting(session, world.ek) == []
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
        verdicts.versions(session, world.charlie, *name_of(world))


def test_a_forgotten_name_leaves_no_file(session, world, record, judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    row, kept = record(world.alice, *name_of(world)), record(world.alice, "name", str(world.children[3].id), 0.5)
    judge(world.bob, row)
    file = tmp_path / "voice" / "recorded" / row.file
    assert file.exists()
    assert kept_voices.forget_name(session, world.bob, world.children[1].id, tmp_path, NOW) == 1
    session.commit()
    assert not file.exists()
    assert (tmp_path / "voice" / "recorded" / kept.file).exists()
    assert heard(session, world.unit.id, tmp_path, *name_of(world)) is None
    assert verdicts.versions(session, world.alice, *name_of(world)) == []
    assert session.query(Audit).where(Audit.action == "recording.forgotten").count() == 1
    with pytest.raises(NotFound):
        judge(world.bob, row)


def test_a_file_that_says_two_names_stays_until_both_are_forgotten(session, world, record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = [record(world.alice, "name", str(child.id)) for child in world.children[1:3]]
    assert rows[0].file == rows[1].file
    file = tmp_path / "voice" / "recorded" / rows[0].file
    kept_voices.forget_name(session, world.alice, world.children[1].id, tmp_path, NOW)
    assert file.exists()
    kept_voices.forget_name(session, world.alice, world.children[2].id, tmp_path, NOW)
    assert not file.exists()


@pytest.mark.parametrize("who", ["charlie", "ek", "dao"])
def test_a_name_of_another_unit_cannot_be_forgotten(session, world, record, tmp_path, who: str) -> None:  # type: ignore[no-untyped-def]
    row = record(world.alice, *name_of(world))
    with pytest.raises(NotFound):
        kept_voices.forget_name(session, getattr(world, who), UUID(row.text), tmp_path, NOW)
    assert (tmp_path / "voice" / "recorded" / row.file).exists()


def test_sweeping_forgets_who_has_left_and_what_no_row_names(session, world, record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    gone = record(world.alice, *name_of(world))
    stays = record(world.alice, "name", str(world.children[3].id), 0.5)
    sound = record(world.alice, spoken=0.6)
    folder = recorded(tmp_path)
    (folder / FILE).write_bytes(b"left over")
    (folder / f"{FILE}.1.tmp").write_bytes(b"half")
    world.children[1].active = False
    session.commit()
    soon, tomorrow = (folder / FILE).stat().st_mtime, timedelta(days=1, minutes=1)
    at = NOW.fromtimestamp(soon, NOW.tzinfo)
    assert kept_voices.sweep(session, tmp_path, at) == 1
    assert {file.name for file in folder.iterdir()} == {stays.file, sound.file, FILE, f"{FILE}.1.tmp"}
    assert kept_voices.sweep(session, tmp_path, at + tomorrow) == 2
    assert {file.name for file in folder.iterdir()} == {stays.file, sound.file}
    assert session.get_one(Recording, gone.id).file == ""
