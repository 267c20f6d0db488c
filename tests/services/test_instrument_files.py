"""A published test is taken out by who may see it; what is brought in is a test of one's own."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cast import World
from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.ready_made import ready_made
from phonics.assess.subtests import Kind, Subtest
from phonics.errors import Invalid, NotFound
from phonics.services import instrument_files
from phonics.services.instrument_files import Format
from phonics.store.instruments import InstrumentRow, VersionRow

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def ours() -> Instrument:
    part = Subtest(Kind.REAL_WORD, (Item(1, "ship", sound="word/ship"),))
    return Instrument("own-7-A", Purpose.PROGRESS, ("P1",), "A", "ของเรา", "Ours", "", "", (part,))


@pytest.fixture
def version(session: Session, world: World) -> VersionRow:
    made = ours()
    row = InstrumentRow(unit_id=world.unit.id, code=made.code, kind=made.kind, level="P1", form="A")
    row.title_th, row.title_en = made.title_th, made.title_en
    published = VersionRow(
        instrument=row, number=1, content=made.to_dict(), content_hash=made.content_hash, published_at=NOW
    )
    session.add(published)
    session.flush()
    return published


@pytest.mark.parametrize(("form", "name"), [(Format.XLSX, "own-7-A.xlsx"), (Format.QTI, "own-7-A-qti.zip")])
def test_what_bob_takes_out_comes_in_as_a_test_of_its_own(session, world, version, form, name) -> None:
    file = instrument_files.taken_out(session, world.bob, version.id, form)
    incoming = instrument_files.brought_in(file.data, file.name)
    assert (file.name, incoming.problems) == (name, ())
    assert incoming.content["code"].startswith("own-")
    assert incoming.content["code"] != "own-7-A"
    assert incoming.instrument().subtests == ours().subtests


@pytest.mark.parametrize("form", Format)
def test_charlie_takes_nothing_out(session: Session, world: World, version: VersionRow, form: Format) -> None:
    with pytest.raises(NotFound):
        instrument_files.taken_out(session, world.charlie, version.id, form)


def test_no_file_decides_about_promotion() -> None:
    card = ready_made()[0]
    assert card.card
    for form in Format:
        file = instrument_files.as_file(card, form)
        assert not instrument_files.brought_in(file.data, file.name).instrument().card


def test_the_sounds_of_a_package_go_along(tmp_path: Path) -> None:
    clip = tmp_path / "ship.mp3"
    clip.write_bytes(b"ID3 ship")
    voices: Any = SimpleNamespace(find=lambda kind, text: SimpleNamespace(path=tmp_path / f"{text}.mp3"))
    file = instrument_files.as_file(ours(), Format.QTI, voices)
    assert b"media/1.mp3" in file.data
    assert instrument_files.brought_in(file.data, file.name).instrument().items == ours().items


def test_the_template_comes_in_and_anything_else_is_refused() -> None:
    file = instrument_files.template()
    assert len(instrument_files.brought_in(file.data, file.name).instrument().items) == 4
    with pytest.raises(Invalid):
        instrument_files.brought_in(b"PK\x03\x04 imsmanifest.xml", "x.zip")
