"""The builder and the shelf, page by page: made, changed, published, offered, withdrawn; strangers find nothing."""

import re
from typing import Any

from cast import NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.services import authoring
from phonics.store.drafts import Draft
from phonics.store.instruments import InstrumentRow, VersionRow

JSON = {"Accept": "application/json"}


def made(client: Any, session: Session, **more: Any) -> Draft:
    answer = client.post("/instruments/drafts", data={"level": "P1", "kind": "words"} | more)
    assert answer.status_code == 303
    return session.scalars(select(Draft).order_by(Draft.created_at.desc(), Draft.id)).first()


def test_a_test_of_twenty_words_is_made_changed_and_published(session: Session, alice: Any) -> None:
    assert 'value="words" checked' in alice.get("/instruments/new").text
    draft = made(alice, session)
    page = alice.get(f"/instruments/drafts/{draft.id}").text
    assert page.count("data-edit") == 20
    assert "Ready to publish" in page
    change = {"revision": "1", "do": "edit_item", "subtest": "0", "item": "0", "text": "boat"}
    answer = alice.post(f"/instruments/drafts/{draft.id}/changes", data=change, headers=JSON)
    assert answer.json["revision"] == 2
    assert "boat cannot be read at level 5 yet, but from level 8 on (oa (goat))." in answer.json["html"]
    assert "1 thing to put right" in answer.json["html"]
    stale = alice.post(f"/instruments/drafts/{draft.id}/changes", data=change, headers=JSON)
    assert stale.status_code == 409
    assert "nothing was overwritten" in stale.json["error"]
    alice.post(f"/instruments/drafts/{draft.id}/version", data={"revision": "2"})
    assert "1 things have to be put right" in alice.get(f"/instruments/drafts/{draft.id}").text
    undone = alice.post(f"/instruments/drafts/{draft.id}/changes", data={"revision": "2", "act": "do=undo"})
    assert undone.status_code == 303
    alice.post(f"/instruments/drafts/{draft.id}/version", data={"revision": "3"})
    shelf = alice.get("/instruments/").text
    assert "is published, version 1" in shelf
    assert "Ours: 1" in shelf
    assert alice.get(f"/instruments/drafts/{draft.id}").status_code == 404


def test_a_tap_in_the_bank_adds_the_word(session: Session, alice: Any) -> None:
    draft = made(alice, session, kind="real_word", n="5")
    bank = alice.get(f"/instruments/drafts/{draft.id}/bank?subtest=0&level=5&gpc=sh=SH&q=sh").text
    first = re.search(r'value="(do=add_items&text=(\w+))"(?! aria-pressed)', bank)
    assert first
    alice.post(
        f"/instruments/drafts/{draft.id}/changes",
        data={"revision": "1", "subtest": "0", "act": first[1]},
    )
    session.expire_all()
    assert draft.content["subtests"][0]["items"][-1]["prompt"] == first[2]
    assert f"text={first[2]}" in alice.get(f"/instruments/drafts/{draft.id}/bank?subtest=0&q={first[2]}").text


def test_every_kind_is_shown_to_the_teacher_and_to_the_child(session: Session, alice: Any) -> None:
    kinds = ["letter_sound", "dictation", "blending", "passage", "comprehension", "picture_vocabulary", "rubric"]
    draft = made(alice, session, kind=kinds)
    page = alice.get(f"/instruments/drafts/{draft.id}").text
    assert 'class="running"' in page
    assert 'class="letters"' in page
    assert "✓ " in page  # the right answer of a question
    teacher, child = (
        alice.get(f"/instruments/drafts/{draft.id}/preview?as={who}").text for who in ("teacher", "child")
    )
    assert "Say the sounds about a second apart" in teacher
    assert "Say the sounds" not in child
    assert 'class="yes">✓' not in child
    assert 'class="story"' in child


def test_what_cannot_be_made_is_said_and_makes_nothing(session: Session, alice: Any) -> None:
    for level, kind, said in (("K1", "words", "teaches no new letters"), ("X9", "words", "There is no level X9")):
        answer = alice.post("/instruments/drafts", data={"level": level, "kind": kind})
        assert answer.status_code == 400
        assert said in answer.text
    assert session.scalars(select(Draft)).all() == []
    draft = made(alice, session, level="P1", kind=[])
    preview = alice.get(f"/instruments/drafts/{draft.id}/preview", follow_redirects=True)
    assert "An instrument needs items." in preview.text


def test_the_shelf_finds_by_level_kind_and_purpose(alice: Any) -> None:
    everything = alice.get("/instruments/").text
    found = alice.get("/instruments/?level=K3&kind=letter_sound&purpose=progress").text
    assert found.count('class="does"') == 2
    assert everything.count('class="does"') > 20
    assert "There is no test like that" in alice.get("/instruments/?kind=rubric").text
    assert alice.get("/instruments/?level=x&kind=y&purpose=z").text.count('class="does"') > 20


def test_offered_copied_and_withdrawn(session: Session, world: World, sign_in: Any) -> None:
    alice = sign_in(world.alice)
    draft = made(alice, session)
    alice.post(f"/instruments/drafts/{draft.id}/version", data={"revision": "1"})
    row = session.scalars(select(InstrumentRow).where(InstrumentRow.author_id == world.alice.id)).one()
    version = session.scalars(select(VersionRow.id).where(VersionRow.instrument_id == row.id)).one()
    assert alice.post(f"/instruments/{version}/offer", data={"to": "network"}).status_code == 403
    assert alice.post(f"/instruments/{version}/offer", data={"to": "unit"}).status_code == 303
    bob = sign_in(world.bob)
    assert "Alice" in bob.get("/instruments/").text
    assert bob.post(f"/instruments/{version}/drafts").status_code == 403
    bob.post(f"/instruments/{version}/offer", data={"to": "network"})
    charlie = sign_in(world.charlie)
    assert "โรงเรียนทดสอบ 1" in charlie.get("/instruments/").text
    assert "Alice" not in charlie.get("/instruments/").text
    assert charlie.post(f"/instruments/{version}/drafts", data={"copy": "yes"}).status_code == 303
    assert charlie.post(f"/instruments/{version}/offer", data={"to": "nobody"}).status_code == 404
    copies = session.scalars(select(Draft).where(Draft.unit_id == world.other_unit.id)).all()
    assert len(copies) == 1
    alice = sign_in(world.alice)
    alice.post(f"/instruments/{version}/offer", data={"to": "nobody"})
    assert "เลิกให้ใช้แล้ว 1" in alice.get("/instruments/").text
    assert f"/instruments/{version}" not in sign_in(world.charlie).get("/instruments/").text


def test_somebody_elses_draft_is_nobodys_page(session: Session, world: World, sign_in: Any) -> None:
    (draft,) = authoring.begin(session, world.alice, authoring.Wanted("P1", ("words",)), NOW)
    session.commit()
    for other in (world.bob, world.charlie, world.ek):
        client = sign_in(other)
        for path in ("", "/preview", "/bank"):
            assert client.get(f"/instruments/drafts/{draft.id}{path}").status_code == 404
        for path in ("/changes", "/version", "/removal"):
            assert client.post(f"/instruments/drafts/{draft.id}{path}", data={"revision": "1"}).status_code == 404
