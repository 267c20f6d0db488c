"""The recording studio's pages and doors."""

import io
import re
import struct
import zlib
from uuid import UUID, uuid4

import numpy as np
import pytest
from pages import words
from takes import RATE, file_of, hum, room, take

from phonics.store.voice import Recording, RecordingVerdict, SoundOpinion

ASKS = {"Accept": "application/json, audio/mpeg"}  # as the page asks


def send(client, data: bytes, **fields: str):  # type: ignore[no-untyped-def]
    """Send a take of the sound th, as the page does."""
    form = {"id": str(uuid4()), "kind": "sound", "text": "TH", **fields}
    return client.post("/studio/recordings", data={**form, "file": (io.BytesIO(data), "take")}, headers=ASKS)


def judge(client, recording_id, scope: str, verdict: str, **fields: str):  # type: ignore[no-untyped-def]
    form = {"id": str(uuid4()), "scope": scope, "verdict": verdict, **fields}
    return client.post(f"/studio/recordings/{recording_id}/verdicts", data=form)


def picture() -> bytes:
    """Return a PNG of one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def good() -> bytes:
    return file_of(take())


@pytest.fixture
def bob(world, sign_in):  # type: ignore[no-untyped-def]
    """Let Bob, who leads, come in: each call signs him in again."""

    def enter():  # type: ignore[no-untyped-def]
        client = sign_in(world.bob)
        client.set_cookie("lang", "en")
        return client

    return enter


def test_what_the_machine_says_badly_comes_first_in_plain_thai(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(world.alice).get("/studio")
    groups = re.split(r'<section class="gap"', page.text)[1:]
    assert "เสียงเหล่านี้เครื่องพูดไม่ชัด" in groups[0]
    sounds = re.findall(r'href="/studio/sound/([A-Z.]+)\?', groups[0])
    assert sounds == "TH DH F V ZH B D G JH W Y HH AH".split()
    assert "อัดแล้ว 0 จาก 13" in groups[0]
    assert ">bath</span>" in groups[0]
    assert "เสียงเครื่อง" in groups[0]


def test_the_thai_sentences_stand_on_one_page_and_lead_to_each_other(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/studio?section=instructions")
    assert "27 Thai sentences, 6 minutes: recorded 0 of 27" in words(page)
    codes = re.findall(r'class="act" href="/studio/instruction/([a-z-]+)\?section=instructions"', page.text)
    assert len(codes) == 27
    seen, at = [], codes[0]
    while at:
        seen.append(at)
        line = alice.get(f"/studio/instruction/{at}?section=instructions").text
        onward = re.search(r'rel="next" data-turn href="/studio/instruction/([a-z-]+)\?section=instructions"', line)
        at = onward[1] if onward else ""
    assert seen == codes


def test_the_names_are_those_of_my_own_children(world, sign_in, alice, bob) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/studio?section=names").text
    assert all(str(child.id) in page for child in world.children)
    assert str(world.stranger.id) not in page
    assert str(world.children[0].id) not in bob().get("/studio?section=names").text  # he has no class


def test_a_list_there_is_not_is_no_page(alice) -> None:  # type: ignore[no-untyped-def]
    assert alice.get("/studio?section=songs").status_code == 404
    assert alice.get("/studio/sound/QQ").status_code == 404
    assert alice.get("/studio/song/la").status_code == 404


def test_a_take_is_kept_waits_and_is_heard_once_a_lead_has_approved_it(alice, bob, good: bytes) -> None:  # type: ignore[no-untyped-def]
    answer = send(alice, good, start="0.4", end="1.4").json
    assert answer["said"] == "Saved. It waits for approval."
    assert answer["lufs"] == pytest.approx(-20, abs=0.6)  # sounds stand two decibels under words
    with alice.get(answer["url"]) as heard:
        assert heard.mimetype == "audio/mpeg"
    page = alice.get("/studio/sound/TH").text
    assert answer["url"] in page
    assert "waits for approval" in page
    assert 'value="approved"' not in page
    assert answer["url"] not in re.search(r'data-present="([^"]*)"', page)[1]
    assert "waits for approval" in alice.get("/studio").text
    assert judge(alice, answer["id"], "unit", "approved").status_code == 403
    lead = bob()
    assert answer["url"] in lead.get("/studio/waiting").text
    told = judge(lead, answer["id"], "unit", "approved", back="/studio/sound/TH")
    assert told.location == "/studio/sound/TH"
    page = lead.get("/studio/sound/TH").text
    assert "Approved: the children of this school hear it now." in page
    assert re.search(r'data-present="([^"]*)"', page)[1] == answer["url"]
    assert answer["url"] in lead.get("/levels/5").text
    assert "Nothing waits for you" in lead.get("/studio/waiting").text


def test_a_verdict_is_undone_by_another_and_every_version_stays(bob, session, good: bytes) -> None:  # type: ignore[no-untyped-def]
    lead = bob()
    first = send(lead, good).json
    second = send(lead, good, start="0.5", end="1.2").json
    for one in (first, second):
        judge(lead, one["id"], "unit", "approved")

    def heard() -> str:
        return re.search(r'data-present="([^"]*)"', lead.get("/studio/sound/TH").text)[1]

    assert heard() == second["url"]
    judge(lead, second["id"], "unit", "withdrawn")
    assert heard() == first["url"]
    assert "not used" in lead.get("/studio/sound/TH").text
    judge(lead, second["id"], "unit", "approved")
    assert heard() == second["url"]
    assert session.query(Recording).count() == 2
    assert session.query(RecordingVerdict).count() == 4


def test_the_office_lets_a_voice_be_heard_in_every_school(world, sign_in, bob, good: bytes) -> None:  # type: ignore[no-untyped-def]
    kept = send(bob(), good).json
    ek = sign_in(world.ek)
    assert kept["url"] not in ek.get("/studio/waiting").text  # its own school first
    judge(bob(), kept["id"], "unit", "approved")
    page = sign_in(world.ek).get("/studio/waiting").text
    assert kept["url"] in page
    assert world.unit.name_en in page
    assert "Approve for the network" in page
    assert kept["url"] not in sign_in(world.charlie).get("/studio/sound/TH").text
    assert judge(sign_in(world.ek), kept["id"], "network", "approved").status_code == 303
    page = sign_in(world.charlie).get("/studio/sound/TH").text
    assert re.search(r'data-present="([^"]*)"', page)[1] == kept["url"]
    assert "a teacher of the network" in page


@pytest.mark.parametrize(
    ("data", "fields", "why"),
    [
        (file_of(room(1.0)), {}, "This recording is silent. Is the microphone on?"),
        (
            file_of(take(), "wav"),
            {"start": "0.6", "end": "0.7"},
            "This recording is too short: less than 0.15 seconds.",
        ),
        (file_of(hum(16.0)), {}, "This recording is longer than 15 seconds."),
        (file_of(np.clip(hum(1.0) * 20, -1, 1), "wav"), {}, "This recording is too loud"),
        (picture(), {}, "This is not a sound recording."),
        (b"", {}, "This is not a sound recording."),
        (file_of(take()), {"start": "soon", "end": "later"}, "This could not be read. Nothing was changed."),
        (file_of(take()), {"id": "mine"}, "This could not be read. Nothing was changed."),
        (file_of(take()), {"text": "no such sound"}, "Nothing here asks for this to be said."),
    ],
    ids=["silent", "short", "long", "clipped", "picture", "nothing", "trim", "id", "text"],
)
def test_a_take_that_cannot_be_used_is_refused_with_the_reason(alice, session, data, fields, why) -> None:  # type: ignore[no-untyped-def]
    answer = send(alice, data, **fields)
    assert answer.status_code == 400
    assert why in answer.json["error"]
    assert session.query(Recording).count() == 0


def test_a_refusal_speaks_the_teachers_language(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    answer = send(sign_in(world.alice), file_of(room(1.0))).json
    assert answer == {"error": "เสียงนี้เงียบ ไมโครโฟนเปิดอยู่หรือไม่", "reason": "silent"}


def test_a_take_sent_again_is_the_same_and_never_another(alice, session, good: bytes) -> None:  # type: ignore[no-untyped-def]
    mine = str(uuid4())
    first, again = (send(alice, good, id=mine) for _ in range(2))
    assert first.json == again.json
    assert session.query(Recording.id).one() == (UUID(mine),)
    other = send(alice, file_of(take(spoken=1.1)), id=mine)
    assert other.status_code == 409
    assert "The first stays." in other.json["error"]


def test_a_preview_is_what_would_be_kept_and_keeps_nothing(alice, session, good: bytes) -> None:  # type: ignore[no-untyped-def]
    form = {"kind": "sound", "start": "0.4", "end": "1.4"}
    made = alice.post("/studio/previews", data={**form, "file": (io.BytesIO(good), "take")}, headers=ASKS)
    assert made.mimetype == "audio/mpeg"
    assert session.query(Recording).count() == 0
    kept = send(alice, good, start="0.4", end="1.4").json
    with alice.get(kept["url"]) as heard:
        assert heard.data == made.data
    silence = {**form, "file": (io.BytesIO(file_of(room(2.0))), "take")}
    silent = alice.post("/studio/previews", data=silence, headers=ASKS)
    assert (silent.status_code, silent.json["reason"]) == (400, "silent")


def test_a_childs_name_is_recorded_in_the_childs_own_school_only(world, sign_in, alice, bob, good: bytes) -> None:  # type: ignore[no-untyped-def]
    name = {"kind": "name", "text": str(world.children[1].id)}
    assert world.children[1].given in alice.get(f"/studio/name/{name['text']}?section=names").text
    kept = send(alice, good, **name).json
    judge(bob(), kept["id"], "unit", "approved")
    charlie = sign_in(world.charlie)
    assert charlie.get(f"/studio/name/{name['text']}").status_code == 404
    assert send(charlie, good, **name).status_code == 404
    assert judge(charlie, kept["id"], "unit", "withdrawn").status_code == 404
    assert charlie.get(kept["url"]).status_code == 404
    ek = sign_in(world.ek)
    assert ek.get(f"/studio/name/{name['text']}").status_code == 404
    assert judge(ek, kept["id"], "network", "approved").status_code == 404


def test_another_unit_neither_sees_nor_judges_a_recording(world, sign_in, alice, good: bytes) -> None:  # type: ignore[no-untyped-def]
    kept = send(alice, good).json
    charlie = sign_in(world.charlie)
    assert kept["url"] not in charlie.get("/studio/sound/TH").text
    assert kept["url"] not in charlie.get("/studio/waiting").text
    for verdict in ("approved", "withdrawn"):
        assert judge(charlie, kept["id"], "unit", verdict).status_code == 404


@pytest.mark.parametrize("path", ["/studio", "/studio/listen", "/studio/waiting", "/studio/sound/TH"])
def test_children_and_strangers_do_not_come_in(world, client, sign_in, path: str) -> None:  # type: ignore[no-untyped-def]
    assert client.get(path).location.startswith("/sign-in")
    assert sign_in(world.dao).get(path).location.startswith("/sign-in")


def test_a_teacher_has_no_page_of_approvals_and_the_office_no_recorder(world, sign_in, alice, good: bytes) -> None:  # type: ignore[no-untyped-def]
    assert alice.get("/studio/waiting").status_code == 404
    assert "/studio/waiting" not in alice.get("/studio").text
    ek = sign_in(world.ek)
    assert "data-recorder" not in ek.get("/studio/sound/TH").text
    assert "section=names" not in ek.get("/studio").text
    assert send(ek, good).status_code == 404


def test_a_form_without_its_token_changes_nothing(app, alice, session, good: bytes) -> None:  # type: ignore[no-untyped-def]
    app.config["WTF_CSRF_ENABLED"] = True
    assert send(alice, good).status_code == 400
    assert session.query(Recording).count() == 0


def opine(client, opinion: str, **fields: str):  # type: ignore[no-untyped-def]
    row = re.search(
        r'data-sound="TH" data-kind="sound" data-file="([0-9a-f]{20}\.mp3)"', client.get("/studio/listen").text
    )
    form = {"id": str(uuid4()), "kind": "sound", "text": "TH", "file": row[1], "opinion": opinion, **fields}
    return client.post("/studio/opinions", data=form, headers=ASKS)


def test_all_sounds_are_heard_and_judged_and_the_last_word_holds(alice, bob, session) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/studio/listen")
    assert len(re.findall(r"<li data-sound=", page.text)) == 44
    assert "judged by you 0 of 44" in words(page)
    assert opine(alice, "good").json == {"said": "good: 1"}
    assert opine(bob(), "weak").json == {"said": "good: 1 · weak: 1"}
    assert opine(bob(), "wrong").json == {"said": "good: 1 · wrong: 1"}
    assert session.query(SoundOpinion).count() == 3
    page = bob().get("/studio/listen")
    assert re.search(r'name="opinion-TH" value="wrong" checked', page.text)
    assert "good: 1 · wrong: 1" in words(page)
    assert opine(bob(), "lovely").status_code == 400


def test_what_a_listener_calls_wrong_leads_the_list(alice) -> None:  # type: ignore[no-untyped-def]
    row = re.search(r'data-sound="M" data-kind="sound" data-file="([^"]+)"', alice.get("/studio/listen").text)
    opine(alice, "wrong", text="M", file=row[1])
    first = re.split(r'<section class="gap"', alice.get("/studio").text)[1]
    assert "Teachers say these are wrong" in first
    assert re.findall(r'href="/studio/sound/([A-Z.]+)\?', first) == ["M"]


def test_a_long_take_with_a_short_trim_is_taken_whole_and_cut(alice, session) -> None:  # type: ignore[no-untyped-def]
    wave = np.concatenate([room(6.0), hum(0.8), room(6.0)])
    kept = send(alice, file_of(wave), start="5.9", end="6.9").json
    assert kept["seconds"] == pytest.approx(1.0, abs=0.2)
    assert len(wave) / RATE > 12
    row = session.query(Recording).one()
    assert (row.trim_start, row.trim_end) == (5.9, 6.9)
