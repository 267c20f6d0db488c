"""When a correspondence comes back: one review a day, the same whether folded at once or bit by bit."""

import json
from datetime import date, timedelta

from fsrs import Rating
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess import mastery, review
from phonics.assess.mastery import Direction, Observation, Trail
from phonics.assess.review import Card, Day

DAY = date(2026, 11, 2)


def seen(right: bool = True, day: int = 0, choices: int = 0, prompt: bool = True, **more: Direction) -> Observation:
    guess = 1 / choices if choices else 0.0
    return Observation("sh=SH", right, DAY + timedelta(day), "ship", not choices, guess, prompt=prompt, **more)


def rating(*answers: Observation) -> Rating:
    day = Day(DAY)
    for one in answers:
        day = day.after(one)
    return day.rating()


def card(*answers: Observation) -> Card:
    return review.fold(answers)["sh=SH", Direction.READING]


def test_made_at_once_is_good_and_with_help_is_hard() -> None:
    assert rating(seen()) is Rating.Good
    assert rating(seen(prompt=False)) is Rating.Hard


def test_one_right_choice_among_four_counts_less_than_two() -> None:
    assert rating(seen(choices=4)) is Rating.Hard
    assert rating(seen(choices=4), seen(choices=4)) is Rating.Good


def test_wrong_is_again_and_wrong_among_many_right_is_hard() -> None:
    assert rating(seen(False)) is Rating.Again
    assert rating(seen(False), seen()) is Rating.Hard
    assert rating(seen(False, choices=2), seen(choices=2)) is Rating.Again  # what two coins would do
    assert rating(seen(False), *[seen()] * 5) is Rating.Hard


def test_what_is_known_better_comes_back_later() -> None:
    days = [card(*answers).due for answers in ([seen(False)], [seen(prompt=False)], [seen()])]
    assert DAY < days[0] <= days[1] < days[2]


def test_right_again_on_its_day_it_stays_away_longer_and_forgotten_it_comes_soon() -> None:
    first = card(seen())
    gap = (first.due - DAY).days
    again = card(seen(), seen(day=gap))
    assert (again.due - first.due).days > gap
    lost = card(seen(), seen(day=gap), seen(False, day=(again.due - DAY).days))
    assert (lost.due - again.due).days < (again.due - first.due).days


def test_nothing_stays_away_longer_than_a_term() -> None:
    answers, day = [], 0
    for _ in range(12):
        answers.append(seen(day=day))
        day = (card(*answers).due - DAY).days
    assert card(*answers).due - answers[-1].on == timedelta(days=review.LONGEST)


def test_reading_and_spelling_are_two_cards() -> None:
    cards = review.fold([seen(), seen(False, direction=Direction.SPELLING)])
    assert cards["sh=SH", Direction.READING].due > cards["sh=SH", Direction.SPELLING].due


histories = st.lists(
    st.builds(
        Observation,
        st.sampled_from(["s=S", "sh=SH"]),
        st.booleans(),
        st.integers(0, 40).map(lambda days: DAY + timedelta(days)),
        st.sampled_from(["ship", "shop", "sun"]),
        st.booleans(),
        st.sampled_from([0.0, 0.25, 0.5]),
        st.sampled_from(Direction),
        st.booleans(),
    ),
    max_size=30,
)


class Row:
    """A trail's counts as a table keeps them."""

    def __init__(self, trail: Trail) -> None:
        self.correct, self.seen, self.last_seen = trail.correct, trail.seen, trail.last_seen


@settings(max_examples=60, deadline=None)
@given(histories, st.data())
def test_going_on_from_what_was_kept_is_the_same_as_folding_all(
    history: list[Observation], data: st.DataObject
) -> None:
    history.sort(key=lambda one: one.on)
    cut = data.draw(st.integers(0, len(history)))
    trails, cards = mastery.follow(history[:cut]), review.fold(history[:cut])
    trails = {code: Trail.from_list(Row(trail), told(trail.to_list())) for code, trail in trails.items()}
    cards = {key: Card.from_list(told(one.to_list())) for key, one in cards.items()}
    for one in history[cut:]:
        trails[one.code] = trails.get(one.code, Trail()).after(one)
        key = (one.code, one.direction)
        cards[key] = review.after(cards.get(key), one)
    assert cards == review.fold(history)
    assert {code: trail.mastery() for code, trail in trails.items()} == mastery.fold(history)


def told(kept: list) -> list:
    return json.loads(json.dumps(kept))
