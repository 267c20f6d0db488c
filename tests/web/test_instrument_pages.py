"""The shelf, and the card a child reads from."""

import re

import pytest
from giving import version_of

from phonics.store.instruments import InstrumentRow, VersionRow


def _text(page: str) -> list[str]:
    return re.findall(r'<td lang="en">([^<]+)</td>', page)


@pytest.mark.parametrize("kind", ["letter_sounds", "words"])
def test_the_card_has_the_rows_of_the_marking_grid_and_no_mark(session, world, sign_in, kind: str) -> None:  # type: ignore[no-untyped-def]
    version = version_of(session, world.alice, kind)
    client = sign_in(world.alice)
    card = client.get(f"/instruments/{version.id}/card").text
    grid = client.get(f"/sittings/new?child={world.children[0].id}&version={version.id}").text
    prompts = [item["prompt"] for item in version.content["items"]]
    assert _text(card) == prompts
    assert re.findall(r'<span lang="en">([^<]+)</span></button>', grid) == prompts
    rows = -(-len(prompts) // version.content["columns"])
    assert re.findall(r'<th scope="row">(\d+)</th>', card) == [str(n) for n in range(1, rows + 1)]
    for foreign in ("<button", "<a ", "<script", "<nav", "คำลวง"):
        assert foreign not in card.split("<body")[1]


def test_the_shelf_lists_both_forms_of_every_kind(world, sign_in) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(world.alice).get("/instruments/").text
    assert f"สำเร็จรูป {24} ชุด" in page
    assert page.count('/card"') == 24


def test_a_units_own_instrument_is_no_other_units(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    version = version_of(session, world.alice, "words")
    session.get_one(InstrumentRow, version.instrument_id).unit_id = world.unit.id
    session.commit()
    assert sign_in(world.alice).get(f"/instruments/{version.id}/card").status_code == 200
    charlie = sign_in(world.charlie)
    assert charlie.get(f"/instruments/{version.id}/card").status_code == 404
    assert charlie.get("/instruments/").text.count('/card"') == 24 - 1
    assert charlie.get(f"/sittings/new?child={world.stranger.id}&version={version.id}").status_code == 404


def test_an_office_and_a_child_have_no_shelf(session, world, sign_in, client) -> None:  # type: ignore[no-untyped-def]
    version = session.query(VersionRow).first()
    for path in ("/instruments/", f"/instruments/{version.id}/card"):
        assert "/sign-in" in client.get(path).headers["Location"]
        assert sign_in(world.ek).get(path).status_code == 404
        assert "/sign-in" in sign_in(world.dao).get(path).headers["Location"]
        client.delete_cookie("session")
