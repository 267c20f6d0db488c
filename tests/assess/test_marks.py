"""Marks fold the same on the tablet and on the server; `fold_marks.json` holds the cases both run."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonics.assess.marks import Mark, Outcome, fold_marks, latest_marks
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
