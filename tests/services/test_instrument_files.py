"""Tests as files: what goes out comes back as a draft of one's own."""

import pytest
from cast import NOW, World
from giving import version_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import drafting
from phonics.assess.instruments import Instrument
from phonics.errors import Invalid, NotFound
from phonics.services import authoring, instrument_files, publishing
from phonics.store.drafts import Draft


@pytest.mark.parametrize("shape", ["xlsx", "zip"])
def test_what_goes_out_comes_back_as_a_draft(session: Session, world: World, shape: str) -> None:
    version = version_of(session, world.alice, "words")
    name, data = instrument_files.taken_out(session, world.alice, version.id, shape)
    brought = instrument_files.bring_in(session, world.charlie, data, name, NOW)
    assert (brought.problems, brought.left) == ((), 0)
    before, after = Instrument.from_dict(version.content), drafting.whole(brought.draft.content)
    assert after.subtests == before.subtests
    assert (after.card, after.code.startswith("own-")) == ("", True)
    assert brought.draft.unit_id == world.other_unit.id
    assert publishing.publish(session, world.charlie, brought.draft.id, 1, NOW, None).number == 1


def test_a_strangers_test_and_an_unknown_shape_are_not_there(session: Session, world: World) -> None:
    (draft,) = authoring.begin(session, world.alice, authoring.Wanted("P1", ("words",)), NOW)
    version = publishing.publish(session, world.alice, draft.id, 1, NOW, None)
    with pytest.raises(NotFound):
        instrument_files.taken_out(session, world.charlie, version.id, "xlsx")
    with pytest.raises(NotFound):
        instrument_files.taken_out(session, world.alice, version.id, "exe")


@pytest.mark.parametrize("name", ["x.xlsx", "x.zip"])
def test_what_is_no_such_file_changes_nothing(session: Session, world: World, name: str) -> None:
    with pytest.raises(Invalid):
        instrument_files.bring_in(session, world.alice, b"no", name, NOW)
    assert session.scalars(select(Draft)).all() == []


def test_the_workbook_to_fill_can_be_brought_in(session: Session, world: World) -> None:
    brought = instrument_files.bring_in(session, world.alice, instrument_files.template(), "t.xlsx", NOW)
    assert brought.draft.content["subtests"]
