"""The doors of a tablet that works alone: what it installs, what it takes along, what a teacher says and brings in."""

import gzip
import io
import json
import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import ROOT
from phonics.store.read_aloud import VoiceConsent
from phonics.store.sittings import MarkRow, Sitting
from phonics.store.tablets import ClassTablet
from phonics.web import shell


def pack_of(tablet: FlaskClient, world: World, **headers: str):  # type: ignore[no-untyped-def]
    return tablet.get(f"/api/class/{world.room.id}/pack", headers=headers)


def page(pack: dict, name: str) -> str:
    return "\n".join(pack["lines"][number] for number in pack["pages"][name])


def test_the_app_can_be_installed(client: FlaskClient, world: World) -> None:
    answer = client.get("/manifest.webmanifest")
    told = json.loads(answer.data)
    assert (answer.mimetype, told["start_url"], told["scope"]) == ("application/manifest+json", "/wall", "/")
    assert "โฟนิกส์" in told["short_name"]
    for icon in told["icons"]:
        file = ROOT / "static" / icon["src"].split("/", 3)[3]
        width = int.from_bytes(file.read_bytes()[16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {icon.get("purpose") for icon in told["icons"]}


def test_the_worker_names_every_file_of_the_shell_and_its_size(client: FlaskClient, world: World) -> None:
    answer = client.get("/sw.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    build, alone, files = json.loads("[" + answer.text.split("serve(", 1)[1].rsplit(");", 1)[0] + "]")
    for address, size in files:
        assert address.startswith(f"/static/{build}/")
        assert (ROOT / "static" / address.split("/", 3)[3]).stat().st_size == size
    assert all(client.get(address).status_code == 200 for address in alone)


def test_the_shell_holds_whatever_its_modules_import_and_its_pages_link(client: FlaskClient, world: World) -> None:
    kept = {name for name, _size in shell.files(ROOT / "static")}
    assert {"js/player/steps.js", "js/offline/outbox.js", "css/child/lesson.css", "css/tokens.css"} < kept
    for name in kept:
        if name.endswith(".js"):
            file = ROOT / "static" / name
            for found in re.findall(r'(?:from |import |import\()"(\.[^"]+)"', file.read_text("utf-8")):
                assert (file.parent / found).resolve().relative_to(ROOT / "static").as_posix() in kept
    for address in ("/offline", "/tablet"):
        linked = re.findall(r'(?:href|src)="/static/[^/]+/([^"#]+)"', client.get(address).text)
        assert set(linked) - {"art/icon-192.png"} <= kept


def test_a_page_from_the_pack_may_do_no_more_than_one_from_the_network(client: FlaskClient, world: World) -> None:
    policy = client.get("/offline").headers["Content-Security-Policy"]
    assert f'"{policy}"' in (ROOT / "static/js/worker/pages.js").read_text("utf-8")


def test_a_pack_holds_pages_of_each_child_and_nothing_that_must_stay(
    tablet: FlaskClient, world: World, session: Session
) -> None:
    for child in world.children:
        child.number, child.secret = f"number {child.tile}", f"secret {child.tile}"
    session.commit()
    answer = pack_of(tablet, world)
    pack = answer.json
    assert pack["wall"][0] == {"id": str(world.children[0].id), "name": "Dao", "tile": 0}
    assert datetime.fromisoformat(pack["expires_at"]) - datetime.fromisoformat(pack["made_at"]) == timedelta(days=14)
    for child in world.children:
        assert child.family not in answer.text  # escaped or not: JSON is sent as it is read
        assert child.number not in answer.text
        assert child.secret not in answer.text
        first, second = pack["lessons"][str(child.id)]
        assert f'data-child="{child.id}" data-proof=""' in page(pack, f"{child.id}/0")
        assert f"/learn/{first}" in page(pack, f"{child.id}/0")
        assert f'now" href="/learn/{second}"' in page(pack, f"{child.id}/1")
        assert "data-now" in page(pack, f"{child.id}/1")
        assert (
            json.loads(re.search(r'id="lesson">(.*)</script>', page(pack, f"{child.id}/{second}"))[1])["stone"]
            == second
        )
    assert 'class=\\"pick' not in answer.text
    assert {*re.findall(r'name=\\"csrf.token\\" (?:content|value)=\\"([^"\\]*)', answer.text)} == {""}


def test_a_packed_lesson_is_the_one_the_child_would_be_served(
    tablet: FlaskClient, world: World, session: Session
) -> None:
    pack = pack_of(tablet, world).json
    with tablet.session_transaction() as cookie:
        cookie["_user_id"] = f"child:{world.dao.id}"
    stone = pack["lessons"][str(world.dao.id)][0]
    for address, name in ((f"/learn/{stone}", f"{world.dao.id}/{stone}"), ("/learn", f"{world.dao.id}/0")):
        served = re.sub(r'(data-proof|content|value)="[^"]*"', "", tablet.get(address).text)
        packed = re.sub(r'(data-proof|content|value)="[^"]*"', "", page(pack, name))
        assert packed == served


def test_an_unchanged_pack_is_not_sent_again(tablet: FlaskClient, world: World, session: Session) -> None:
    first = pack_of(tablet, world, **{"Accept-Encoding": "gzip"})
    assert json.loads(gzip.decompress(first.data))["id"] == str(world.room.id)
    same = {"If-None-Match": first.headers["ETag"]}
    assert pack_of(tablet, world, **same).status_code == 304
    world.children[2].nickname = "ใหม่"
    session.commit()
    assert pack_of(tablet, world, **same).status_code == 200


def test_a_pack_is_made_anew_when_a_lesson_is_moved_or_refused_and_when_the_class_or_a_parent_says_otherwise(
    tablet: FlaskClient, world: World, session: Session
) -> None:
    one = {"id": uuid4(), "unit_id": world.unit.id, "student_id": world.children[0].id, "kind": "lesson"}
    lesson = Sitting(**one, stone="K3.1", level="K3", started_at=NOW, ended_by="finished", received_at=NOW)
    session.add(lesson)
    session.commit()

    def moved() -> None:
        lesson.student_id = world.children[1].id

    def refused() -> None:
        lesson.status = "void"

    def slower() -> None:
        world.room.idle_minutes += 1

    def agreed() -> None:
        word = {"unit_id": world.unit.id, "student_id": world.children[0].id, "by_id": world.alice.id}
        session.add(VoiceConsent(id=uuid4(), given=True, at=NOW, **word))

    for change in (moved, refused, slower, agreed):
        same = {"If-None-Match": pack_of(tablet, world).headers["ETag"]}
        assert pack_of(tablet, world, **same).status_code == 304
        change()
        session.commit()
        assert pack_of(tablet, world, **same).status_code == 200, change.__name__


def test_a_closed_class_is_told_so_and_another_class_is_not_given(
    tablet: FlaskClient, world: World, session: Session
) -> None:
    assert tablet.get(f"/api/class/{uuid4()}/pack").status_code == 404
    session.scalars(select(ClassTablet)).one().revoked_at = NOW
    session.commit()
    answer = pack_of(tablet, world)
    assert (answer.status_code, answer.json["reason"]) == (401, "closed")


def put(client: FlaskClient, child: UUID, **more: object) -> Sitting:
    key = uuid4()
    body = {"student_id": str(child), "stone": "K3.1", "seed": 1, "started_at": NOW.isoformat(), **more}
    answer = client.put(f"/api/v1/sittings/{key}", json=body)
    assert answer.status_code == 200, answer.text
    return key  # type: ignore[return-value]


def proof_in(client: FlaskClient) -> str:
    return re.search(r'data-proof="([^"]+)"', client.get("/learn").text)[1]  # type: ignore[index]


def test_a_lesson_is_the_childs_if_they_are_in_or_were(
    app: Flask, tablet: FlaskClient, world: World, session: Session
) -> None:
    with tablet.session_transaction() as cookie:
        cookie["_user_id"] = f"child:{world.dao.id}"
    proof, mate = proof_in(tablet), world.children[1].id
    kept = {
        "signed in": put(tablet, world.dao.id),
        "by the tile, says the tablet": put(tablet, world.dao.id, verified=False, seat=proof),
        "another child": put(tablet, mate),
        "another child with this one's proof": put(tablet, mate, seat=proof),
    }
    with tablet.session_transaction() as cookie:
        del cookie["_user_id"]
    kept["signed in then, nobody now"] = put(tablet, world.dao.id, seat=proof)
    kept["forged"] = put(tablet, world.dao.id, seat=proof[:-3] + "abc")
    kept["nothing to show"] = put(tablet, world.dao.id)
    verified = {why for why, key in kept.items() if session.get_one(Sitting, key).verified}
    assert verified == {"signed in", "signed in then, nobody now"}


def test_a_teacher_vouches_for_a_class_in_one_tap(tablet: FlaskClient, sign_in, world: World, session: Session) -> None:  # type: ignore[no-untyped-def]
    keys = [put(tablet, child.id, verified=False) for child in world.children[:2]]
    for key in keys:
        mark = {"id": str(uuid4()), "seq": 1, "item": "gpc:s=S", "outcome": "correct", "at_ms": 5, "task": "find"}
        assert tablet.post(f"/api/v1/sittings/{key}/marks", json={"marks": [mark]}).status_code == 200
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    address = f"/teacher/classes/{world.room.id}"
    shown = client.get(address).text
    assert "2 lessons made without the network: was it really them?" in shown
    assert "1 lesson made without" in client.get(f"/teacher/children/{world.dao.id}").text
    form = {"lesson": [str(key) for key in keys], "answer": "confirmed", "next": address}
    assert client.post("/teacher/verifications", data=form).location == address
    after = client.get(address).text
    assert "2 lessons count now." in after
    assert "made without the network" not in after
    assert sign_in(world.charlie).post("/teacher/verifications", data=form).status_code == 404


def file_of(*entries: dict, **more: object) -> dict:
    told = {"format": 1, "saved_at": NOW.isoformat(), "entries": entries, **more}
    return {"queue": (io.BytesIO(json.dumps(told).encode()), "answers.json")}


def test_a_tablets_file_is_brought_in_once(alice: FlaskClient, world: World, session: Session) -> None:
    key, seat = str(uuid4()), {"student_id": str(world.dao.id), "stone": "K3.1", "started_at": NOW.isoformat()}
    mark = {"id": str(uuid4()), "seq": 0, "item": "gpc:s=S", "outcome": "correct", "at_ms": 5, "task": "find"}
    entries = (
        {"n": 1, "kind": "sitting", "sitting": key, "body": {**seat, "verified": True, "seat": "forged"}},
        {"n": 2, "kind": "mark", "sitting": key, "body": mark, "why": "conflict"},
    )
    for said in ("1 answers are new, 0 were here before.", "0 answers are new, 1 were here before."):
        answer = alice.post("/teacher/queue", data=file_of(*entries), follow_redirects=True)
        assert said in answer.text
    assert len(session.scalars(select(MarkRow)).all()) == 1
    assert session.get_one(Sitting, UUID(key)).verified is False  # who brings a file is no proof of who sat there


@pytest.mark.parametrize("file", [b"", b"{", b"[]", b'{"format": 2, "entries": []}', b'{"format": 1, "entries": [{}]}'])
def test_a_strange_file_is_told_so_and_changes_nothing(alice: FlaskClient, session: Session, file: bytes) -> None:
    answer = alice.post("/teacher/queue", data={"queue": (io.BytesIO(file), "x.json")})
    assert answer.status_code == 400
    assert "This is not a file that a tablet has saved." in answer.text
    assert not session.scalars(select(Sitting)).all()
