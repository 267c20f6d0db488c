"""What else stands ready, placement and passages; and the table that the words of all forms come from."""

import csv

import pytest

from phonics.assess import drafting, inspecting
from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.placement import level_from, placement
from phonics.assess.ready_made import READING, cards, ready_made
from phonics.assess.subtests import Kind, StopType
from phonics.errors import Invalid
from phonics.levels import drawn
from phonics.levels.loader import load
from phonics.levels.pseudowords import asks
from phonics.levels.sequence import ORDER
from phonics.levels.tables import DATA
from phonics.levels.texts import stories

PLACEMENT = [placement(form) for form in "AB"]


def test_there_is_something_for_every_level() -> None:
    ready = ready_made()
    assert len({one.code for one in ready}) == len({one.content_hash for one in ready}) == len(ready) == 104
    assert {level for one in ready for level in one.levels} == set(ORDER)


@pytest.mark.parametrize("instrument", PLACEMENT, ids=lambda one: one.code)
def test_placement_steps_up_a_level_a_row_and_stops(instrument: Instrument) -> None:
    assert instrument.purpose is Purpose.PLACEMENT
    assert instrument.levels == READING
    assert [len(row) for row in instrument.rows] == [4] * 14
    (grid,) = instrument.subtests
    assert (grid.stop.type, grid.stop.k, grid.timed_s) == (StopType.K_CONSECUTIVE, 6, None)
    for level, row in zip(instrument.levels, instrument.rows, strict=True):
        new = {correspondence.code for correspondence in load().new_at(level)}
        assert {code for item in row for code in item.codes} <= load().taught_by(level)
        real = [load().words[item.prompt] for item in row if item.kind == "real_word"]
        assert all(asks(word.segments, level) for word in real)
        assert new & {code for item in row for code in item.codes} or level == "S2"


def test_the_forms_of_placement_share_no_word_with_each_other_nor_with_the_cards() -> None:
    a, b = ({item.prompt for item in form.items} for form in PLACEMENT)
    asked = {item.prompt for card in cards() if card.kind == "words" and card.level != "K2" for item in card.items}
    assert len(a) == len(b) == 56
    assert not a & b
    assert not (a | b) & asked


@pytest.mark.parametrize(
    ("rows", "level"), [((), "K2"), ((4,), "K3"), ((3, 3, 2, 4), "K4"), ((4, 4, 1), "K4"), ((3,) * 14, "S5")]
)
def test_a_child_begins_where_fewer_than_three_of_four_are_read(rows: tuple[int, ...], level: str) -> None:
    right = {4 * row + n for row, read in enumerate(rows) for n in range(1, read + 1)}
    assert level_from(PLACEMENT[0], right) == level


def test_only_a_test_with_a_row_a_level_places() -> None:
    with pytest.raises(Invalid, match="not a placement test"):
        level_from(cards()[0], set())


@pytest.mark.parametrize("level", ORDER)
def test_every_story_is_a_passage_with_its_questions(level: str) -> None:
    ready = [one for one in ready_made() if one.code.startswith(f"passage-{level}-")]
    assert [one.form for one in ready] == ["A", "B", "C"][: len(stories(level))]
    for one, story in zip(ready, stories(level), strict=True):
        read, asked = one.subtests
        assert (read.kind, asked.kind, read.timed_s) == (Kind.PASSAGE, Kind.COMPREHENSION, 60)
        assert " ".join(item.shown for item in read.items).split() == story.text.split()
        assert len(asked.items) == len(story.questions) >= 3
        assert story.title in one.title_th


def test_nothing_that_stands_ready_would_be_stopped() -> None:
    for one in ready_made():
        found = inspecting.inspect(drafting.opened(one.to_dict()))
        assert not inspecting.stops(found), (one.code, found)


@pytest.mark.parametrize(
    "level", [*("K1", "K2", "K3", "S5"), *(pytest.param(level, marks=pytest.mark.full) for level in ORDER[3:-1])]
)
def test_the_table_of_forms_is_what_the_engine_draws(level: str) -> None:
    with (DATA / drawn.TABLE).open(encoding="utf-8", newline="") as file:
        kept = [tuple(line) for line in csv.reader(file) if line[0] == level]
    assert kept == drawn.lines(level)
