"""docs/instruments.md says what is true: every example on it is run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from phonics.assess.instruments import Instrument
from phonics.cli import score_files

PAGE = (Path(__file__).parents[1] / "docs" / "instruments.md").read_text(encoding="utf-8")


def examples(name: str) -> list[Any]:
    return [json.loads(text) for text in re.findall(rf"```json {name}\n(.*?)```", PAGE, re.DOTALL)]


def test_the_instrument_can_be_read_and_is_written_as_it_stands() -> None:
    [example] = examples("instrument")
    made = Instrument.from_dict(example)
    assert made.to_dict() == example
    assert (len(made.items), made.points) == (12, 3 + 6 + 1 + 3 + 4)


@pytest.mark.parametrize(("asked", "answered"), [*zip(examples("score"), examples("answer"), strict=True)])
def test_a_score_is_what_the_page_says(asked: dict[str, Any], answered: dict[str, Any]) -> None:
    assert score_files.score(json.dumps(asked).encode()) == answered


def test_there_are_examples_of_the_rules() -> None:
    assert len(examples("score")) >= 3
