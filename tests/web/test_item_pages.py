"""The page of an instrument's items: what each person reads there, and that a job works it out."""

import re
from datetime import timedelta

import pytest
from cast import NOW, World
from giving import give, version_of
from sqlalchemy.orm import Session

from phonics.services import item_analysis
from phonics.store.analyses import ItemAnalysisRow
from phonics.web import extensions


@pytest.fixture
def address(session: Session, world: World) -> str:
    """The items of the word test of level 3; all five children of unit 1 sat it, each missing item 7."""
    for child in world.children:
        give(session, world.alice, child, "words", "A", NOW - timedelta(days=2), wrong=(7,))
    session.commit()
    return f"/instruments/{version_of(session, world.alice, 'words', 'A').id}/items"


def said(client, address: str) -> str:  # type: ignore[no-untyped-def]
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.get_data(as_text=True)))


def test_the_first_look_asks_a_job_and_the_next_reads_the_numbers(address: str, world: World, sign_in, session) -> None:
    client = sign_in(world.alice)
    first = client.get(address).get_data(as_text=True)
    assert "กำลังคำนวณตัวเลข" in first
    assert 'http-equiv="refresh"' in first
    assert session.query(ItemAnalysisRow).one().scope == f"unit:{world.unit.id}"
    told = said(client, address)
    assert "เด็ก 5 คน ยังน้อยเกินไปสำหรับสถิติ" in told
    assert "0/5" in told
    assert all(child.given not in told for child in world.children)


def test_it_is_told_in_english_too(address: str, world: World, sign_in, client) -> None:
    sign_in(world.alice).get(address)
    client.set_cookie("lang", "en")
    told = said(client, address)
    assert "Too few children for statistics so far: 5" in told
    assert "Too few children to say" in told


def test_another_unit_reads_its_own_children_only(address: str, world: World, sign_in) -> None:
    client = sign_in(world.charlie)
    client.get(address)
    assert "ยังไม่มีเด็กที่สอบชุดนี้แบบเก็บรายข้อ" in said(client, address)


def test_the_office_reads_no_group_under_ten(address: str, world: World, sign_in) -> None:
    client = sign_in(world.ek)
    client.get(address)
    told = said(client, address)
    assert "เด็กไม่ถึงสิบคน" in told
    assert "0/5" not in told


def test_a_child_and_a_stranger_read_nothing(address: str, world: World, client, sign_in) -> None:
    assert client.get(address).status_code == 302
    assert sign_in(world.dao).get(address).status_code == 302


def test_an_instrument_or_a_map_that_is_not_there_is_404(address: str, world: World, sign_in) -> None:
    client = sign_in(world.alice)
    assert client.get("/instruments/00000000-0000-0000-0000-000000000001/items").status_code == 404
    assert client.get(f"{address}/map.svg").status_code == 404


def test_every_hour_what_grew_old_is_worked_out_again(address: str, world: World, sign_in, session, app) -> None:
    client = sign_in(world.alice)
    client.get(address)
    give(session, world.alice, world.children[0], "words", "A", NOW, wrong=(1,))
    session.commit()
    app.extensions["phonics.jobs"].analyse_again()
    with extensions.one_moment() as now:
        assert item_analysis.outdated(now) == []


def test_the_shelf_leads_to_it(address: str, world: World, sign_in) -> None:
    assert address in sign_in(world.alice).get("/instruments/").get_data(as_text=True)
