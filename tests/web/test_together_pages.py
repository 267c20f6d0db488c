"""A test for a whole class on paper: what is printed, what the grid's door takes, and who finds it."""

from uuid import uuid4

import pytest
from giving import version_of
from pages import words
from sqlalchemy import func, select

from phonics.store.sittings import Sitting


@pytest.fixture
def version(session, world) -> str:  # type: ignore[no-untyped-def]
    return str(version_of(session, world.alice, "words").id)


def line(child, *cells: str, **more):  # type: ignore[no-untyped-def]
    typed = [{"cells": [*cells, *[""] * (20 - len(cells))], **more}]
    return {"sitting": str(uuid4()), "student": str(child.id), "on": "2026-11-20", "typed": typed}


def test_from_the_class_to_its_forms_with_one_number_for_an_item_everywhere(world, alice, version) -> None:  # type: ignore[no-untyped-def]
    assert f"/together/{world.room.id}" in alice.get(f"/teacher/classes/{world.room.id}").text
    assert f"/together/{world.room.id}/{version}/paper" in alice.get(f"/together/{world.room.id}").text
    child, teacher, whole = alice.get(f"/together/{world.room.id}/{version}/paper").text.split("<article")[1:]
    assert "<small>20</small>" in child
    assert "<small>20</small>" in teacher
    assert "<small>20</small>" in whole
    assert whole.count("<tr>") == 1 + len(world.children)
    assert 'class="box"' in teacher
    assert 'class="box"' not in child


def test_the_grid_has_a_row_a_child_and_a_cell_an_item(world, alice, version) -> None:  # type: ignore[no-untyped-def]
    page = alice.get(f"/together/{world.room.id}/{version}/grid")
    assert page.text.count("data-row=") == len(world.children)
    assert page.text.count('data-c="21"') == len(world.children)  # 20 items, the last one, the seconds
    assert "Quick way" in words(page)


def test_a_line_is_kept_once_and_a_faulty_one_is_named(session, world, alice, version) -> None:  # type: ignore[no-untyped-def]
    door, told = f"/together/{world.room.id}/{version}/lines", line(world.children[0], "1", "0", "s")
    for _ in range(2):
        assert alice.post(door, json=told).json == {"correct": 2, "attempted": 3, "per_minute": None}
    answer = alice.post(door, json=line(world.children[1], "1", "?"), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (400, "Item 2: “?” cannot be read.")
    assert alice.post(door, json=line(world.stranger, "1")).status_code == 404
    assert session.scalar(select(func.count()).select_from(Sitting)) == 1


def test_another_unit_finds_no_class(world, sign_in, version) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(world.charlie)
    for path in (
        f"/together/{world.room.id}",
        *(f"/together/{world.room.id}/{version}/{at}" for at in ("grid", "paper")),
    ):
        assert client.get(path).status_code == 404
    answer = client.post(f"/together/{world.room.id}/{version}/lines", json=line(world.children[0], "1"))
    assert answer.status_code == 404
