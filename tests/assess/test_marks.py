"""Marks fold the same on the tablet and on the server; `fold_marks.json` holds the cases both run."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonics.assess.marks import Mark, MarkKind, Outcome, each_once, fold_marks, insertions, latest_marks
from phonics.errors import Invalid

CASES = json.loads((Path(__file__).parents[1] / "cases" / "fold_marks.json").read_text(encoding="utf-8"))

marks = st.builds(
    Mark,
    id=st.uuids(version=4),
    seq=st.integers(0, 12),
    item=st.sampled_from(["1", "2", "gpc:sh=SH"]),
    outcome=st.sampled_from(Outcome),
    at_ms=st.integers(0, 60_000),
)
SENT = {"id": "8d6f0c3a-8f0e-4a53-9d0b-0a8b6e2f1c11", "seq": 4, "item": "12", "outcome": "incorrect", "at_ms": 3200}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_golden_case_folds_as_it_says(case: dict) -> None:
    sent = [
        Mark(UUID(m.get("id", f"{place:032x}")), m["seq"], m["item"], Outcome(m["outcome"]), at_ms=place)
        for place, m in enumerate(case["marks"])
    ]
    assert fold_marks(sent) == case["folded"]


def test_there_are_enough_golden_cases_and_each_has_its_own_name() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) >= 12
    assert len(set(names)) == len(names)


@given(st.lists(marks, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(sent: list[Mark], random) -> None:
    shuffled = random.sample(sent, len(sent))
    assert fold_marks(shuffled) == fold_marks(sent)


@given(st.lists(marks, max_size=20))
def test_sending_everything_again_changes_nothing(sent: list[Mark]) -> None:
    assert fold_marks(sent + sent) == fold_marks(sent)


@given(st.lists(marks, max_size=20))
def test_folding_what_stands_gives_the_same_again(sent: list[Mark]) -> None:
    assert fold_marks(latest_marks(sent).values()) == fold_marks(sent)


@given(st.lists(marks, max_size=20))
def test_clearing_every_item_afterwards_leaves_nothing(sent: list[Mark]) -> None:
    undone = [
        Mark(UUID(int=place), 100 + place, item, Outcome.CLEAR, 0) for place, item in enumerate({m.item for m in sent})
    ]
    assert fold_marks(sent + undone) == {}


@given(marks)
def test_a_mark_survives_the_journey(mark: Mark) -> None:
    assert Mark.from_dict(json.loads(json.dumps(mark.to_dict()))) == mark


def test_a_tablet_may_leave_out_what_a_test_does_not_need() -> None:
    mark = Mark.from_dict(SENT)
    assert (mark.choice, mark.latency_ms, mark.replays) == ("", None, 0)


@pytest.mark.parametrize(
    "fault",
    [
        {"id": "12"},
        {"id": None},
        {"seq": -1},
        {"seq": True},
        {"seq": "4"},
        {"seq": 2**31},
        {"item": ""},
        {"item": "x" * 81},
        {"item": "1\n2"},
        {"item": 12},
        {"outcome": "wrong"},
        {"outcome": None},
        {"at_ms": -1},
        {"at_ms": 1.5},
        {"latency_ms": -1},
        {"replays": -1},
        {"choice": 3},
    ],
    ids=str,
)
def test_a_mark_that_makes_no_sense_is_refused(fault: dict) -> None:
    with pytest.raises(Invalid):
        Mark.from_dict(SENT | fault)


@pytest.mark.parametrize("sent", [None, [], "mark", 7])
def test_only_an_object_is_a_mark(sent: object) -> None:
    with pytest.raises(Invalid):
        Mark.from_dict(sent)


def test_a_self_correction_is_right_and_no_answer_is_not() -> None:
    assert [outcome for outcome in Outcome if outcome.right] == [Outcome.CORRECT, Outcome.SELF_CORRECTED]


EVENT = {"id": SENT["id"], "seq": 5, "at_ms": 60_000}


def test_an_event_of_the_clock_needs_no_item_and_hears_nothing() -> None:
    mark = Mark.from_dict(EVENT | {"kind": "timeout", "outcome": "correct"})
    assert (mark.kind, mark.item, mark.outcome) == (MarkKind.TIMEOUT, "", None)


def test_a_mark_without_a_kind_is_a_plain_one_as_all_once_were() -> None:
    assert Mark.from_dict(SENT).kind is MarkKind.MARK
    assert Mark.from_dict(SENT | {"outcome": "no_answer"}).outcome is Outcome.NO_RESPONSE


def test_a_rating_gives_points_and_no_outcome() -> None:
    rating = Mark.from_dict(EVENT | {"kind": "mark", "item": "31", "points": 3})
    assert (rating.outcome, rating.points) == (None, 3)
    assert fold_marks([rating]) == {}
    assert latest_marks([rating]) == {"31": rating}


@pytest.mark.parametrize("kind", ["mark", "clear", "row", "insertion", "last_item"])
def test_what_is_about_an_item_must_name_it(kind: str) -> None:
    with pytest.raises(Invalid, match="must be a text"):
        Mark.from_dict(EVENT | {"kind": kind, "outcome": "incorrect"})


@pytest.mark.parametrize("kind", ["stop", None, 3, ["mark"], {}])
def test_a_kind_that_does_not_exist_is_refused(kind: object) -> None:
    with pytest.raises(Invalid, match="kind"):
        Mark.from_dict(SENT | {"kind": kind})


def test_a_row_marks_each_of_its_items_and_may_be_taken_back() -> None:
    rows = [["1", "2"], ["3"]]
    row = Mark.from_dict(SENT | {"kind": "row", "item": "2"})
    assert fold_marks([row], rows) == {"1": "incorrect", "2": "incorrect"}
    back = Mark.from_dict(SENT | {"id": str(UUID(int=9)), "seq": 9, "kind": "row", "item": "1", "outcome": "clear"})
    assert fold_marks([back, row], rows) == {}


def test_words_put_in_are_counted_where_they_stand_and_taken_back() -> None:
    said = [(1, "4", None), (2, "4", 3), (3, "6", 1), (4, "6", 0)]
    told = [Mark(UUID(int=seq), seq, item, None, 0, kind=MarkKind.INSERTION, points=n) for seq, item, n in said]
    assert insertions(told) == insertions(reversed(told)) == {"4": 3}


def test_each_mark_counts_once_and_one_id_says_one_thing() -> None:
    mark = Mark.from_dict(SENT)
    assert each_once([mark, mark]) == [mark]
    with pytest.raises(Invalid, match="different things"):
        each_once([mark, Mark.from_dict(SENT | {"at_ms": 1})])
