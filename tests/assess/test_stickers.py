"""Stickers are earned by the same rule on the tablet and on the server; `stickers.json` holds the cases both run."""

import json
from collections import Counter
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from phonics.assess.stickers import Lesson, earned

CASES = json.loads((Path(__file__).parents[1] / "cases" / "stickers.json").read_text(encoding="utf-8"))


def _lesson(sitting: str, stone: str, on: str, tried: bool = False, replays: int = 0) -> Lesson:
    return Lesson(sitting, stone, date.fromisoformat(on), tried, replays)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_efforts_earn_their_stickers(case: dict) -> None:
    lessons = [_lesson(**told) for told in case["lessons"]]
    stickers = earned(lessons, case["stones"], [date.fromisoformat(on) for on in case["days"]])
    assert [f"{one.effort} {one.sitting}" for one in stickers] == case["earned"]


LESSONS = [
    _lesson("a", "K2.1", "2026-11-20", tried=True),
    _lesson("b", "K2.2", "2026-11-20", replays=9),
    _lesson("c", "K2.1", "2026-11-23"),
    _lesson("d", "K2.1", "2026-11-23", tried=True, replays=3),
]


def test_it_does_not_matter_in_which_order_lessons_arrive() -> None:
    kinds = {tuple(sorted(Counter(s.effort for s in earned(order)).items())) for order in permutations(LESSONS)}
    assert kinds == {(("again", 2), ("day", 2), ("heard", 2), ("stone", 2), ("tried", 2))}


def test_one_more_lesson_never_takes_a_sticker_away() -> None:
    for late in range(len(LESSONS)):
        before = Counter(s.effort for s in earned(LESSONS[:late] + LESSONS[late + 1 :]))
        assert before < Counter(s.effort for s in earned(LESSONS))


def test_a_pause_costs_nothing() -> None:
    daily = [_lesson("a", "K2.1", "2026-11-20"), _lesson("b", "K2.2", "2026-11-21")]
    rare = [_lesson("a", "K2.1", "2026-01-01"), _lesson("b", "K2.2", "2026-11-21")]
    assert [s.effort for s in earned(daily)] == [s.effort for s in earned(rare)]
