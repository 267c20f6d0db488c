"""When a sound is secure: four of the last five, two words, two days, and said, not only chosen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonics.assess.mastery import Mastery, Observation, State, corrected_share, fold
from phonics.errors import Invalid

DAY = date(2026, 11, 2)


def read(*rows: tuple[bool, int, str], produced: bool = True, choices: int = 0) -> list[Observation]:
    """(right, day, word) → observations of sh; `choices` makes them choices among so many."""
    guess = 1 / choices if choices else 0.0
    return [Observation("sh=SH", right, DAY + timedelta(day), word, produced, guess) for right, day, word in rows]


FIVE = [(True, 0, "ship"), (True, 0, "shop"), (True, 1, "fish"), (True, 1, "ship"), (True, 1, "dish")]


def state(observations: list[Observation]) -> State:
    return fold(observations)["sh=SH"].state


def test_five_right_answers_over_two_days_and_words_are_secure() -> None:
    assert fold(read(*FIVE)) == {"sh=SH": Mastery(State.SECURE, 5, 5, DAY + timedelta(1))}


def test_four_of_the_last_five_are_enough() -> None:
    assert state(read(*FIVE[:2], (False, 1, "wish"), *FIVE[3:])) is State.SECURE


def test_three_of_the_last_five_are_not() -> None:
    assert state(read(FIVE[0], (False, 0, "shop"), (False, 1, "wish"), *FIVE[3:])) is State.PRACTISING


def test_only_the_last_five_decide() -> None:
    assert state(read(*[(False, 0, "shed")] * 6, *FIVE)) is State.SECURE


def test_four_answers_are_too_few() -> None:
    assert state(read(*FIVE[:4])) is State.PRACTISING


def test_one_day_is_not_enough() -> None:
    assert state(read(*((right, 0, word) for right, _, word in FIVE))) is State.PRACTISING


def test_one_word_is_not_enough() -> None:
    assert state(read(*((right, day, "ship") for right, day, _ in FIVE))) is State.PRACTISING


def test_choosing_alone_never_makes_it_secure() -> None:
    assert state(read(*FIVE, *FIVE, produced=False, choices=4)) is State.PRACTISING


def test_choices_and_one_said_word_make_it_secure() -> None:
    assert state(read(*FIVE[:4], produced=False, choices=4) + read((True, 2, "shell"))) is State.SECURE


def test_luck_is_taken_off_a_choice() -> None:
    # four right and one wrong among four: (4 − 1/3) ÷ 5 = 0.733, below 0.8
    rows = read(*FIVE[:2], (False, 1, "wish"), *FIVE[3:], produced=False, choices=4)
    assert corrected_share(rows) == pytest.approx(11 / 15)
    assert state(read((True, 0, "shell")) + rows) is State.PRACTISING


def test_a_wrong_word_unsettles_what_was_only_chosen_since() -> None:
    said_wrong = read((False, 1, "shed"))
    assert state(read(*FIVE[:1]) + said_wrong + read(*FIVE, produced=False, choices=4)) is State.PRACTISING


def test_more_right_answers_on_one_day_do_not_unsettle_it() -> None:
    assert state(read(*FIVE, *[(True, 9, "ship")] * 6)) is State.SECURE


def test_days_count_in_calendar_order_whatever_came_first() -> None:
    late = read(*[(False, -3, "shed")] * 3)
    assert state(read(*FIVE) + late) is state(late + read(*FIVE)) is State.SECURE


def test_what_was_never_seen_is_new() -> None:
    folded = fold(read(*FIVE), codes=["sh=SH", "ch=CH"])
    assert folded["ch=CH"] == Mastery(State.NEW, 0, 0, None)
    assert folded["sh=SH"].state is State.SECURE


@pytest.mark.parametrize("guess", [-0.1, 1, 1.5])
def test_a_chance_that_is_no_chance_is_refused(guess: float) -> None:
    with pytest.raises(Invalid):
        Observation("s=S", True, DAY, "sat", False, guess)


observations = st.lists(
    st.builds(
        Observation,
        code=st.sampled_from(["s=S", "a=AE"]),
        right=st.booleans(),
        on=st.dates(DAY, DAY + timedelta(20)),
        word=st.sampled_from(["sat", "sit", "at"]),
        produced=st.booleans(),
        guess=st.sampled_from([0.0, 0.25, 1 / 3]),
    ),
    max_size=30,
)


@given(observations)
def test_counts_are_raw_answers(seen: list[Observation]) -> None:
    folded = fold(seen)
    assert sum(known.seen for known in folded.values()) == len(seen)
    assert sum(known.correct for known in folded.values()) == sum(o.right for o in seen)


@given(observations, st.dates(DAY + timedelta(21), DAY + timedelta(40)))
def test_a_right_answer_more_never_unsettles_a_secure_sound(seen: list[Observation], on: date) -> None:
    secure = {code for code, known in fold(seen).items() if known.state is State.SECURE}
    for code in secure:
        again = fold([*seen, Observation(code, True, on, "sat", produced=False, guess=0.25)])
        assert again[code].state is State.SECURE
