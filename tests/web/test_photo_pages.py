"""The doors of a child's photo: on the wall and the child's pages, never in a pack, never for another unit."""

import io
from collections.abc import Callable
from uuid import UUID, uuid4

from cast import World
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.roles import Actor
from phonics.store.photos import Photo

SignIn = Callable[[Actor], FlaskClient]


def face() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "pink").save(out, "JPEG")
    return io.BytesIO(out.getvalue())


def agree(teacher: FlaskClient, child: UUID, given: str = "yes"):  # type: ignore[no-untyped-def]
    return teacher.post(f"/teacher/children/{child}/photo-consent", data={"id": str(uuid4()), "given": given})


def send(teacher: FlaskClient, child: UUID, file: object):  # type: ignore[no-untyped-def]
    sent = {"id": str(uuid4()), "file": [(io.BytesIO(b""), ""), (file, "face.jpg")]}  # no photo taken, one chosen
    return teacher.post(f"/teacher/children/{child}/photo", data=sent, content_type="multipart/form-data")


def test_a_photo_stands_on_the_wall_until_the_parents_say_no(
    tablet: FlaskClient, sign_in: SignIn, world: World, session: Session
) -> None:
    child = world.dao.id
    alice = sign_in(world.alice)
    assert "photo-form" not in alice.get(f"/teacher/children/{child}").text
    agree(alice, child)
    assert "15 พ.ค. 2570" in alice.get(f"/teacher/children/{child}").text
    assert send(alice, child, face()).status_code == 303
    address = f"/photos/{session.scalars(select(Photo.id)).one()}"
    assert address in alice.get(f"/teacher/children/{child}").text
    for page in ("/wall", f"/wall/{child}"):
        assert tablet.get(page).text.count(address) == 1
    answer = tablet.get(address)
    assert answer.mimetype == "image/jpeg"
    assert "private" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]
    answer.close()
    assert "/photos/" not in tablet.get(f"/api/class/{world.room.id}/pack").text
    agree(alice, child, "no")
    assert tablet.get(address).status_code == 404
    assert "/photos/" not in tablet.get("/wall").text


def test_no_one_else_sees_a_photo(app: Flask, sign_in: SignIn, world: World, session: Session) -> None:
    alice = sign_in(world.alice)
    agree(alice, world.dao.id)
    send(alice, world.dao.id, face())
    address = f"/photos/{session.scalars(select(Photo.id)).one()}"
    assert app.test_client().get(address).status_code == 404
    for outsider in (world.charlie, world.ek):
        assert sign_in(outsider).get(address).status_code == 404
    charlie = sign_in(world.charlie)
    assert send(charlie, world.dao.id, face()).status_code == 404
    assert agree(charlie, world.dao.id, "no").status_code == 404
    assert session.scalars(select(Photo.file)).one()


def test_a_hostile_file_is_one_sentence_in_thai(sign_in: SignIn, world: World, session: Session) -> None:
    alice = sign_in(world.alice)
    agree(alice, world.dao.id)
    answer = send(alice, world.dao.id, io.BytesIO(b"<html>"))
    assert answer.status_code == 400
    assert "ไม่ใช่รูปถ่ายที่อ่านได้" in answer.text
    assert not session.scalars(select(Photo)).all()


def test_a_form_without_a_photo_or_a_word_is_told_so(sign_in: SignIn, world: World) -> None:
    alice, child = sign_in(world.alice), world.dao.id
    assert agree(alice, child, "perhaps").status_code == 400
    assert "ยังไม่ได้ยินยอม" in send(alice, child, face()).text
    agree(alice, child)
    empty = alice.post(f"/teacher/children/{child}/photo", data={"id": str(uuid4())})
    assert empty.status_code == 400
    assert "เลือกรูปถ่ายก่อน" in empty.text
