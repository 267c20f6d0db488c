"""Alice writes a test, Bob of her unit leads, Charlie belongs elsewhere."""

from datetime import timedelta
from uuid import UUID

import pytest
from cast import NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import inspecting
from phonics.assess.instruments import Instrument
from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.roles import Actor
from phonics.services import authoring, instruments, offers, publishing, sharing
from phonics.services.authoring import Wanted
from phonics.store.drafts import Draft, Share
from phonics.store.instruments import VersionRow
from phonics.store.programme import Audit


def begun(session: Session, actor: Actor, *kinds: str, forms: int = 1) -> list[Draft]:
    return authoring.begin(session, actor, Wanted("P2", kinds or ("words",), forms=forms), NOW)


def published(session: Session, actor: Actor) -> VersionRow:
    (draft,) = begun(session, actor)
    return publishing.publish(session, actor, draft.id, draft.revision, NOW, None)


def on_shelf(session: Session, actor: Actor) -> set[UUID]:
    found = {version.id for version in instruments.offered(session, actor, "P2")}
    assert found == {offer.version_id for offer in offers.offers(session, actor)["P2"]}
    return found


def test_a_level_and_a_kind_give_a_whole_test_at_once(session: Session, world: World) -> None:
    (draft,) = begun(session, world.alice)
    assert [len(part["items"]) for part in draft.content["subtests"]] == [20]
    found = publishing.findings(session, world.alice, draft.content, lambda *_: True)
    assert {one.message for one in found} <= {inspecting.RARELY}
    version = publishing.publish(session, world.alice, draft.id, draft.revision, NOW, None)
    assert (version.number, version.instrument.author_id, version.instrument.kind) == (1, world.alice.id, "progress")
    assert Instrument.from_dict(version.content).content_hash == version.content_hash
    assert authoring.mine(session, world.alice) == []
    with pytest.raises(NotFound):
        authoring.draft(session, world.alice, draft.id)


def test_a_change_whose_answer_was_lost_is_made_once(session: Session, world: World) -> None:
    (draft,) = begun(session, world.alice)
    fields = {"subtest": "0", "item": "3"}
    for _told in range(2):
        authoring.change(session, world.alice, draft.id, 1, "remove_item", fields, NOW, told_as="a")
        assert (draft.revision, len(draft.content["subtests"][0]["items"])) == (2, 19)
    with pytest.raises(Conflict):
        authoring.change(session, world.alice, draft.id, 1, "remove_item", fields, NOW, told_as="b")
    authoring.change(session, world.alice, draft.id, 2, "remove_item", fields, NOW, told_as="b")
    assert len(draft.content["subtests"][0]["items"]) == 18


def test_parallel_forms_share_no_word_and_are_told_when_they_do(session: Session, world: World) -> None:
    a, b, _c = begun(session, world.alice, forms=3)
    assert [one.content["form"] for one in authoring.sibling_forms(session, world.alice, b)] == ["A", "B", "C"]
    found = publishing.findings(session, world.alice, a.content, lambda *_: True)
    assert {one.message for one in found} <= {inspecting.RARELY}
    word = b.content["subtests"][0]["items"][0]["prompt"]
    a = authoring.change(session, world.alice, a.id, 1, "edit_item", {"subtest": "0", "item": "0", "text": word}, NOW)
    found = publishing.findings(session, world.alice, a.content, lambda *_: True)
    assert {"word": word, "form": "B"} in [one.details for one in found]


def test_every_change_is_kept_taken_back_and_refused_when_stale(session: Session, world: World) -> None:
    (draft,) = begun(session, world.alice)
    later = NOW + timedelta(minutes=1)
    first = dict(draft.content)
    fields = {"subtest": "0", "item": "3"}
    authoring.change(session, world.alice, draft.id, 1, "remove_item", fields, later)
    assert (draft.revision, draft.saved_at, len(draft.content["subtests"][0]["items"])) == (2, later, 19)
    with pytest.raises(Conflict, match="changed elsewhere"):
        authoring.change(session, world.alice, draft.id, 1, "remove_item", fields, later)
    authoring.change(session, world.alice, draft.id, 2, "undo", {}, later)
    assert draft.content == first
    with pytest.raises(Conflict):
        publishing.publish(session, world.alice, draft.id, 2, later, None)
    session.commit()
    assert session.scalars(select(Draft.content)).one() == first


def test_the_engine_fills_a_part_and_fills_it_anew(session: Session, world: World) -> None:
    (draft,) = authoring.begin(session, world.alice, Wanted("P2", ()), NOW)
    for kind in ("real_word", "words", "passage", "comprehension"):
        authoring.change(session, world.alice, draft.id, draft.revision, "propose", {"kind": kind, "n": ""}, NOW)
    before = [item["prompt"] for item in draft.content["subtests"][1]["items"]]
    authoring.change(session, world.alice, draft.id, 5, "propose_again", {"subtest": "1"}, NOW)
    after = [item["prompt"] for item in draft.content["subtests"][1]["items"]]
    assert len(after) == len(before) == 20
    assert after != before
    for wrong in ({"kind": "poem"}, {"kind": "words", "n": "x"}, {"kind": "words", "level": "X9"}):
        with pytest.raises(Invalid):
            authoring.change(session, world.alice, draft.id, draft.revision, "propose", wrong, NOW)


def test_what_stops_a_test_stops_it(session: Session, world: World) -> None:
    (draft,) = authoring.begin(session, world.alice, Wanted("P2", ()), NOW)
    with pytest.raises(Invalid, match="put right"):
        publishing.publish(session, world.alice, draft.id, 1, NOW, None)


def test_editing_makes_the_next_version_and_the_old_one_stays(session: Session, world: World) -> None:
    first = published(session, world.alice)
    content, hashed = dict(first.content), first.content_hash
    draft = publishing.edit(session, world.alice, first.id, NOW)
    assert publishing.edit(session, world.alice, first.id, NOW) is draft
    with pytest.raises(Invalid, match="Nothing differs"):
        publishing.publish(session, world.alice, draft.id, 1, NOW, None)
    authoring.change(session, world.alice, draft.id, 1, "remove_item", {"subtest": "0", "item": "0"}, NOW)
    second = publishing.publish(session, world.alice, draft.id, 2, NOW, None)
    assert (second.instrument_id, second.number) == (first.instrument_id, 2)
    assert (first.content, first.content_hash) == (content, hashed)
    mine = [v for v in instruments.offered(session, world.alice, "P2") if v.instrument.author_id]
    assert mine == [second]
    assert instruments.version(session, world.alice, first.id)[0] is first


def test_a_copy_is_a_test_of_ones_own_and_no_card_that_decides(session: Session, world: World) -> None:
    card = next(v for v in instruments.offered(session, world.bob, "P2") if v.instrument.kind == "words")
    with pytest.raises(NotAllowed, match="Make a copy"):
        publishing.edit(session, world.bob, card.id, NOW)
    draft = publishing.clone(session, world.bob, card.id, NOW)
    copied = publishing.publish(session, world.bob, draft.id, 1, NOW, None)
    assert (copied.instrument.kind, copied.instrument.unit_id) == ("progress", world.unit.id)
    assert copied.content["subtests"][0]["items"][0]["prompt"] == card.content["items"][0]["prompt"]


def test_a_draft_and_an_unshared_test_are_their_authors_alone(session: Session, world: World) -> None:
    (draft,) = begun(session, world.alice)
    version = published(session, world.alice)
    for other in (world.bob, world.charlie, world.ek, world.dao):
        with pytest.raises(NotFound):
            authoring.draft(session, other, draft.id)
        with pytest.raises(NotFound):
            authoring.change(session, other, draft.id, 1, "undo", {}, NOW)
        with pytest.raises(NotFound):
            instruments.version(session, other, version.id)
        with pytest.raises(NotFound):
            sharing.share(session, other, version.id, "unit", NOW)
    for other in (world.ek, world.dao):
        with pytest.raises(NotAllowed):
            begun(session, other)
    assert version.id not in on_shelf(session, world.bob)


def test_a_test_is_offered_to_the_unit_and_by_a_lead_teacher_to_the_network(session: Session, world: World) -> None:
    version = published(session, world.alice)
    with pytest.raises(NotAllowed, match="lead teacher"):
        sharing.share(session, world.alice, version.id, "network", NOW)
    sharing.share(session, world.alice, version.id, "unit", NOW)
    assert version.id in on_shelf(session, world.bob)
    assert version.id not in on_shelf(session, world.charlie)
    sharing.share(session, world.bob, version.id, "network", NOW)
    assert version.id in on_shelf(session, world.charlie)
    with pytest.raises(NotFound):
        sharing.withdraw(session, world.charlie, version.id, NOW)
    copied = publishing.clone(session, world.charlie, version.id, NOW)
    assert copied.unit_id == world.other_unit.id
    with pytest.raises(Invalid):
        sharing.share(session, world.bob, version.id, "world", NOW)
    acts = session.scalars(select(Audit.action).where(Audit.action.startswith("instrument.")))
    assert list(acts) == ["instrument.publish", "instrument.share", "instrument.share"]


def test_others_stay_on_the_version_they_were_offered(session: Session, world: World) -> None:
    first = published(session, world.bob)
    sharing.share(session, world.bob, first.id, "network", NOW)
    draft = publishing.edit(session, world.bob, first.id, NOW)
    authoring.change(session, world.bob, draft.id, 1, "remove_item", {"subtest": "0", "item": "0"}, NOW)
    second = publishing.publish(session, world.bob, draft.id, 2, NOW, None)
    assert first.id in on_shelf(session, world.charlie)
    assert second.id in on_shelf(session, world.bob)
    assert not {first.id, second.id} & on_shelf(session, world.alice) - {first.id}


def test_what_is_withdrawn_leaves_every_shelf_and_no_hand(session: Session, world: World) -> None:
    version = published(session, world.alice)
    sharing.share(session, world.alice, version.id, "unit", NOW)
    sharing.share(session, world.bob, version.id, "network", NOW)
    sharing.withdraw(session, world.alice, version.id, NOW)
    for actor in (world.alice, world.bob, world.charlie):
        assert version.id not in on_shelf(session, actor)
        assert instruments.version(session, actor, version.id)[0] is version
    assert len(session.scalars(select(Share)).all()) == 2
    sharing.bring_back(session, world.alice, version.id, NOW)
    assert version.id in on_shelf(session, world.alice)
    assert version.id not in on_shelf(session, world.charlie)


def test_what_is_put_away_is_still_kept(session: Session, world: World) -> None:
    (draft,) = begun(session, world.alice)
    authoring.put_away(session, world.alice, draft.id, NOW)
    assert authoring.mine(session, world.alice) == []
    assert session.get(Draft, draft.id) is draft


def test_what_a_file_held_becomes_a_draft_of_ones_own(session: Session, world: World) -> None:
    card = next(v for v in instruments.offered(session, world.alice, "P2") if v.instrument.kind == "words")
    draft = authoring.bring_in(session, world.alice, card.content | {"form": "Z"}, NOW)
    assert draft.content["code"].startswith("own-")
    assert draft.content["form"] == "A"
    assert publishing.publish(session, world.alice, draft.id, 1, NOW, None).number == 1
