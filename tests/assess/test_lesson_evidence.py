"""What a lesson's answers prove."""

from datetime import date

import pytest

from phonics.assess.lesson_evidence import KINDS, Answer, codes_of, observations
from phonics.assess.mastery import Direction, Observation

ON = date(2026, 11, 2)


def seen(*answers: Answer) -> list[Observation]:
    return list(observations(answers, ON))


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        ("gpc:sh=SH", ("sh=SH",)),
        ("word:ship", ("sh=SH", "i=IH", "p=P")),
        ("pseudo:shup", ("sh=SH", "u=AH", "p=P")),
        ("pseudo:żż", ()),
        ("sent:K3.1", ()),
        ("story:K3.1", ()),
        ("meaning:un-", ()),
        ("syl:banana", ()),
        ("12", ()),
        ("gpc:", ()),
        ("word:", ()),
    ],
)
def test_an_item_names_its_correspondences(item: str, codes: tuple[str, ...]) -> None:
    assert codes_of(item) == codes


@pytest.mark.parametrize(
    "task", ["hear", "trace", "tricky", "syllables", "sentence", "story", "read_aloud", "clap", ""]
)
def test_some_kinds_prove_no_correspondence(task: str) -> None:
    assert seen(Answer(task, "word:ship", "correct")) == []


def test_luck_is_one_in_as_many_as_the_child_had() -> None:
    told = [seen(Answer("read", "gpc:s=S", "correct", choices=n))[0].guess for n in (None, 2, 3, 1)]
    assert told == [1 / 4, 1 / 2, 1 / 3, 1 / 2]
    assert seen(Answer("real_or_alien", "gpc:s=S", "correct"))[0].guess == 1 / 2


@pytest.mark.parametrize("task", ["build", "dictation", "word_parts"])
def test_what_is_made_is_no_luck(task: str) -> None:
    (one,) = seen(Answer(task, "gpc:s=S", "correct", choices=4))
    assert (one.produced, one.guess, one.direction) == (True, 0.0, Direction.SPELLING)


def test_choosing_letters_for_a_sound_is_spelling_and_a_word_read_is_reading() -> None:
    assert KINDS["find"].direction is Direction.SPELLING
    assert KINDS["read"].direction is KINDS["blend"].direction is Direction.READING


def test_heard_again_or_slow_is_right_with_effort() -> None:
    told = [
        Answer("read", "gpc:s=S", "correct", latency, replays) for latency, replays in ((900, 0), (90_000, 0), (9, 1))
    ]
    assert [seen(one)[0].prompt for one in told] == [True, False, False]


def test_only_the_first_answer_to_a_step_counts_also_across_batches() -> None:
    first, again = Answer("read", "gpc:s=S", "incorrect"), Answer("read", "gpc:s=S", "correct")
    assert [one.right for one in seen(first, again)] == [False]
    assert list(observations([again], ON, before=[first])) == []
