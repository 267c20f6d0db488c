"""What a child is told to do can be said, shown and found again in the lessons there are."""

import csv
import re

import pytest

from config import ROOT
from phonics.voice.instructions import Instruction, instructions
from phonics.voice.parts import LONGEST_PART

ALL = list(instructions().values())


def phrases() -> set[str]:
    with (ROOT / "phonics" / "voice" / "data" / "spoken.csv").open(encoding="utf-8", newline="") as file:
        return {row["text"] for row in csv.DictReader(file) if row["kind"] == "phrase"}


def test_there_are_as_many_as_the_studio_and_the_manual_say() -> None:
    assert len(ALL) == 27


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_each_is_thai_and_fits_one_call(one: Instruction) -> None:
    assert re.fullmatch(r"[\u0e00-\u0e7f !]+", one.th)
    assert len(one.th) <= LONGEST_PART


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_each_has_its_english_to_hear_and_to_read(one: Instruction) -> None:
    assert one.phrase in phrases()
    assert one.en
    assert one.picture
