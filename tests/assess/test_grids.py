"""Scores by hand, shared with the tablet in `score_marks.json`; and what must hold whatever is tapped."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess.grids import Ending, Grid, Part, part
from phonics.assess.marks import Mark, MarkKind, Outcome
from phonics.assess.subtests import Stop, StopType

CASES = json.loads((Path(__file__).parents[1] / "cases" / "score_marks.json").read_text(encoding="utf-8"))
HEARD = [outcome for outcome in Outcome if outcome is not Outcome.CLEAR]
KEYS = tuple(str(n) for n in range(1, 13))


def grid_of(told: dict[str, Any]) -> Grid:
    stop = Stop(StopType(told["discontinue"]["type"]), told["discontinue"]["k"])
    return Grid(tuple(str(n) for n in range(1, told["n"] + 1)), told["columns"], told["timed_s"], stop)


def marks_of(sent: list[dict[str, Any]]) -> list[Mark]:
    return [Mark.from_dict({"id": str(UUID(int=one["seq"])), **one}) for one in sent]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_worked_by_hand_comes_to_what_it_says(case: dict[str, Any]) -> None:
    found = part(grid_of(case["subtest"]), marks_of(case["marks"]))
    assert {name: getattr(found, name) for name in case["score"]} == pytest.approx(case["score"])


def test_there_are_many_cases_and_each_has_its_own_name() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40


def event(seq: int, kind: MarkKind, item: str = "", outcome: Outcome | None = None, **more: Any) -> Mark:
    return Mark(UUID(int=seq), seq, item, outcome, seq * 1000, kind=kind, **more)


def test_where_silence_is_no_answer_only_what_was_answered_is_right() -> None:
    tablet = Grid(KEYS, silence_is_right=False)
    said = [event(n, MarkKind.MARK, str(n), Outcome.CORRECT) for n in (1, 2, 4)]
    assert (part(tablet, said).correct, part(tablet, said).attempted) == (3, 12)
    ran_out = part(tablet, [*said, event(9, MarkKind.TIMEOUT)])
    assert (ran_out.attempted, ran_out.incorrect, ran_out.needs_last_item) == (4, 1, False)


def test_points_may_be_part_of_what_an_item_is_worth() -> None:
    dictation = Grid(KEYS, points={"1": 3, "2": 4})
    said = [
        event(1, MarkKind.MARK, "1", points=2),
        event(2, MarkKind.MARK, "2", points=4),
        event(3, MarkKind.MARK, "3", Outcome.INCORRECT),
        event(4, MarkKind.MARK, "4", points=0),
    ]
    found = part(dictation, said)
    assert (found.correct, found.points) == (9, 2 + 4 + 8)
    assert part(dictation, []).points == 3 + 4 + 10


def test_an_accent_and_a_word_put_in_are_noted_and_cost_nothing() -> None:
    said = [
        event(1, MarkKind.MARK, "3", Outcome.CORRECT, accent=True),
        event(2, MarkKind.INSERTION, "4", points=2),
        event(3, MarkKind.INSERTION, "5"),
        event(4, MarkKind.INSERTION, "6"),
        event(5, MarkKind.INSERTION, "6", points=0),
        event(6, MarkKind.INSERTION, "11"),
        event(7, MarkKind.LAST_ITEM, "10"),
    ]
    found = part(Grid(KEYS), said)
    assert (found.correct, found.attempted, found.accents, found.insertions) == (10, 10, 1, 3)


def test_what_no_event_says_the_ending_says() -> None:
    timed = Grid(KEYS, timed_s=60)
    found = part(timed, [], Ending(last=6, seconds_used=75.0, timed_out=True))
    assert (found.attempted, found.seconds_used, found.per_minute) == (6, 60, 6)
    assert part(timed, [], Ending(seconds_used=60.0, timed_out=True)).needs_last_item
    events = [event(1, MarkKind.START), event(2, MarkKind.LAST_ITEM, "3"), event(13, MarkKind.FINISH)]
    told = part(timed, events, Ending(last=6, seconds_used=60.0, timed_out=True))
    assert (told.attempted, told.seconds_used) == (3, 12)


def test_a_clock_that_runs_backwards_leaves_no_time_and_loses_no_mark() -> None:
    back = [event(1, MarkKind.START), replace(event(2, MarkKind.FINISH), at_ms=400)]
    wrong = event(3, MarkKind.MARK, "2", Outcome.INCORRECT)
    found = part(Grid(KEYS, timed_s=60), [*back, wrong])
    assert (found.correct, found.seconds_used, found.per_minute) == (11, 0, None)
    assert part(Grid(KEYS, timed_s=60), back, Ending(seconds_used=30.0)).per_minute == 24


grids = st.builds(
    Grid,
    keys=st.integers(1, 12).map(lambda n: KEYS[:n]),
    columns=st.integers(1, 5),
    timed_s=st.sampled_from([None, 1.0, 60.0]),
    stop=st.builds(Stop, st.sampled_from([StopType.FIRST_K_ALL_WRONG, StopType.K_CONSECUTIVE]), st.integers(1, 5))
    | st.just(Stop()),
    silence_is_right=st.booleans(),
)
taps = st.builds(
    Mark,
    id=st.uuids(version=4),
    seq=st.integers(0, 30),
    item=st.integers(0, 14).map(str),
    outcome=st.sampled_from(HEARD),
    at_ms=st.integers(0, 90_000),
    kind=st.sampled_from([*MarkKind]),
)
taken = st.lists(taps, max_size=25, unique_by=lambda mark: mark.id)
endings = st.none() | st.builds(Ending, st.none() | st.integers(0, 1), st.none() | st.floats(0, 100), st.booleans())


@settings(deadline=None)
@given(grids, taken, endings)
def test_a_score_never_leaves_its_bounds(grid: Grid, marks: list[Mark], ending: Ending | None) -> None:
    found = part(grid, marks, ending)
    assert 0 <= found.self_corrected <= found.correct <= found.attempted <= found.n_items == len(grid.keys)
    assert found.correct + found.incorrect + found.not_reached == found.n_items
    assert 0 <= found.seconds_used <= (grid.timed_s or 100_000)
    assert (found.accuracy is None) == (found.attempted == 0)
    assert found.accuracy is None or 0 <= found.accuracy <= 1
    rate = found.per_minute
    assert rate is None or (grid.timed_s and 0 <= rate < math.inf)
    assert list(found.outcomes) == list(grid.keys[: found.attempted])
    assert 0 <= found.points <= found.n_items
    assert not (found.discontinued and found.needs_last_item)


@settings(deadline=None)
@given(grids, taken, st.randoms(use_true_random=False))
def test_any_order_of_arrival_and_any_number_of_times_gives_the_same_score(
    grid: Grid, marks: list[Mark], random: Any
) -> None:
    again = random.sample(marks + marks, 2 * len(marks))
    assert part(grid, again) == part(grid, marks)


@settings(deadline=None)
@given(grids, taken)
def test_nothing_after_the_stop_counts(grid: Grid, marks: list[Mark]) -> None:
    found = part(grid, marks)
    if not found.discontinued:
        return
    k, heard = grid.stop.k, list(found.outcomes.values())
    assert not any(outcome.right for outcome in heard[-k:])
    assert grid.stop.type is StopType.K_CONSECUTIVE or found.correct == 0
    later = [
        Mark(uuid4(), 40, key, outcome, 0) for key in grid.keys[found.attempted :] for outcome in (HEARD[0], HEARD[1])
    ]
    assert part(grid, marks + later) == found


@settings(deadline=None)
@given(grids, taken)
def test_taking_back_every_tap_restores_the_first_state(grid: Grid, marks: list[Mark]) -> None:
    of_items = {MarkKind.MARK, MarkKind.CLEAR, MarkKind.ROW, MarkKind.INSERTION, MarkKind.LAST_ITEM}
    events = [mark for mark in marks if mark.kind not in of_items]
    undone = [event(40 + n, MarkKind.CLEAR, key) for n, key in enumerate(grid.keys)]
    undone += [event(60 + n, MarkKind.INSERTION, key, points=0) for n, key in enumerate(grid.keys)]
    undone.append(event(80, MarkKind.LAST_ITEM, grid.keys[0], Outcome.CLEAR))
    assert part(grid, marks + undone) == part(grid, events)


@settings(deadline=None)
@given(taken)
def test_what_was_not_reached_is_never_wrong(marks: list[Mark]) -> None:
    chosen = event(50, MarkKind.LAST_ITEM, "5")
    found: Part = part(Grid(KEYS), [*marks, chosen])
    assert (found.attempted, found.not_reached) == (5, 7)
