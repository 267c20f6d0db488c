"""A photo stands in place of the animal: only with consent, for the own class, until it is taken back."""

import io
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.services import photos
from phonics.store.photos import Photo, PhotoConsent
from phonics.store.programme import Audit


def face() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "pink").save(out, "JPEG")
    return out.getvalue()


def agree(session: Session, world: World, var: Path, given: bool = True, now: datetime = NOW) -> PhotoConsent:
    return photos.say(session, world.alice, uuid4(), world.dao.id, given, var, now)


def put(session: Session, world: World, var: Path, photo_id: UUID | None = None) -> Photo:
    return photos.put(session, world.alice, photo_id or uuid4(), world.dao.id, face(), var, NOW)


def lying(var: Path) -> set[str]:
    return {file.name for file in photos.folder(var).glob("*")}


def test_no_photo_before_the_parents_agreed(session: Session, world: World, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        put(session, world, tmp_path)
    agree(session, world, tmp_path)
    row = put(session, world, tmp_path)
    assert photos.shown(session, [child.id for child in world.children], NOW) == {world.dao.id: row.id}
    assert lying(tmp_path) == {row.file}
    told = session.scalars(select(Audit.action).where(Audit.action.like("photo%"))).all()
    assert told == ["photo.consent", "photo.put"]


def test_consent_holds_to_the_end_of_the_academic_year(session: Session, world: World, tmp_path: Path) -> None:
    word = agree(session, world, tmp_path)
    assert word.until == date(2027, 5, 15)
    row = put(session, world, tmp_path)
    last = datetime(2027, 5, 15, 12, tzinfo=UTC)
    assert photos.shown(session, [world.dao.id], last) == {world.dao.id: row.id}
    assert photos.shown(session, [world.dao.id], last + timedelta(days=1)) == {}
    assert photos.sweep(session, tmp_path, last + timedelta(days=1)) == 1
    assert lying(tmp_path) == set()


def test_taken_back_the_photo_goes_for_good(session: Session, world: World, tmp_path: Path) -> None:
    agree(session, world, tmp_path)
    row = put(session, world, tmp_path)
    agree(session, world, tmp_path, given=False)
    assert (row.file, lying(tmp_path)) == ("", set())
    agree(session, world, tmp_path, now=NOW + timedelta(minutes=1))
    assert photos.shown(session, [world.dao.id], NOW) == {}  # a new word brings no old photo back


def test_a_new_photo_takes_the_place_of_the_old_and_can_be_deleted_alone(
    session: Session, world: World, tmp_path: Path
) -> None:
    agree(session, world, tmp_path)
    first, second = put(session, world, tmp_path), put(session, world, tmp_path)
    assert (first.file, lying(tmp_path)) == ("", {second.file})
    assert put(session, world, tmp_path, second.id) is second  # sent again
    assert photos.take_away(session, world.alice, world.dao.id, tmp_path, NOW) == 1
    assert lying(tmp_path) == set()
    assert photos.consent_of(session, world.dao.id, NOW)


def test_an_id_belongs_to_one_child_and_a_bad_file_changes_nothing(
    session: Session, world: World, tmp_path: Path
) -> None:
    agree(session, world, tmp_path)
    row = put(session, world, tmp_path)
    other = world.children[1].id
    photos.say(session, world.alice, uuid4(), other, True, tmp_path, NOW)
    with pytest.raises(Conflict):
        photos.put(session, world.alice, row.id, other, face(), tmp_path, NOW)
    with pytest.raises(Invalid):
        photos.put(session, world.alice, uuid4(), world.dao.id, b"no photo", tmp_path, NOW)
    assert lying(tmp_path) == {row.file}


def test_only_the_units_staff_and_the_tablet_of_the_class_see_it(
    session: Session, world: World, tmp_path: Path
) -> None:
    agree(session, world, tmp_path)
    row = put(session, world, tmp_path)
    ask = (row.id, tmp_path, NOW)
    assert photos.picture(session, world.alice, None, *ask).read_bytes()[:2] == b"\xff\xd8"
    assert photos.picture(session, world.dao, world.room, *ask)
    for actor in (world.charlie, world.ek, world.dao):
        with pytest.raises(NotFound):
            photos.picture(session, actor, None, *ask)
    for teach in (photos.take_away,):
        with pytest.raises(NotFound):
            teach(session, world.charlie, world.dao.id, tmp_path, NOW)
    with pytest.raises(NotFound):
        photos.say(session, world.charlie, uuid4(), world.dao.id, False, tmp_path, NOW)


def test_who_has_left_is_shown_no_more_and_forgotten_by_the_next_day(
    session: Session, world: World, tmp_path: Path
) -> None:
    agree(session, world, tmp_path)
    row = put(session, world, tmp_path)
    child = next(child for child in world.children if child.id == world.dao.id)
    child.active = False
    session.flush()
    with pytest.raises(NotFound):
        photos.picture(session, world.alice, None, row.id, tmp_path, NOW)
    stray = photos.folder(tmp_path) / "stray.jpg.x.tmp"
    stray.write_bytes(b"half")
    os.utime(stray, (0, 0))
    assert photos.sweep(session, tmp_path, NOW) == 2
    assert (row.file, lying(tmp_path)) == ("", set())
