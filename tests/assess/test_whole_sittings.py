"""A sitting of several subtests: each by its own rule, the whole as their sum, passages by their median."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess.instruments import Instrument, Purpose, numbered
from phonics.assess.items import Item, Option, Response
from phonics.assess.marks import Mark, MarkKind, Outcome
from phonics.assess.scoring import answers, fluency, headline, parts, score, told
from phonics.assess.subtests import LEVELS, Kind, Mode, Stop, StopType, Subtest
from phonics.errors import Invalid

RATING = tuple(Option(level, f"ระดับ {level}") for level in LEVELS)


def items(n: int, **more) -> tuple[Item, ...]:
    return tuple(Item(i, "ship", **more) for i in range(1, n + 1))


def whole(*subtests: Subtest) -> Instrument:
    return Instrument("own", Purpose.EXIT, ("P1",), "A", "", "", "", "", numbered(subtests))


def said(*told) -> list[Mark]:
    """Return marks: (kind, item, at_ms), or (item, outcome), in order."""
    made = []
    for seq, (first, *rest) in enumerate(told, start=1):
        key = UUID(int=seq)
        if isinstance(first, MarkKind):
            item, at_ms = rest
            made.append(Mark(key, seq, str(item), None, at_ms, kind=first))
        else:
            made.append(Mark(key, seq, str(first), Outcome(rest[0]), seq))
    return made


START, TIMEOUT, LAST, FINISH = MarkKind.START, MarkKind.TIMEOUT, MarkKind.LAST_ITEM, MarkKind.FINISH
LETTERS = Subtest(Kind.LETTER_NAME, items(10), columns=5, timed_s=60, stop=Stop(StopType.FIRST_K_ALL_WRONG, 5))
WORDS = Subtest(Kind.REAL_WORD, items(10), columns=5, stop=Stop(StopType.K_CONSECUTIVE, 3))
RUBRIC = Subtest(Kind.RUBRIC, items(2, response=Response.RATING, options=RATING))


def test_each_subtest_is_scored_by_its_own_clock_and_its_own_rule() -> None:
    marks = said(
        (START, 1, 0), (2, "incorrect"), (TIMEOUT, 1, 60_000), (LAST, 8, 61_000),
        (START, 11, 70_000), (12, "incorrect"), (13, "no_response"), (14, "incorrect"), (18, "incorrect"),
        (FINISH, 11, 95_000),
    )  # fmt: skip
    test = whole(LETTERS, WORDS)
    letters, words = parts(test, marks)
    assert (letters.correct, letters.attempted, letters.seconds_used, letters.per_minute) == (7, 8, 60, 7)
    assert (words.correct, words.attempted, words.seconds_used, words.discontinued) == (1, 4, 25, True)
    total = score(test, marks)
    assert (total.n_items, total.n_attempted, total.n_correct, total.discontinued) == (20, 12, 8, False)
    assert (total.seconds_used, total.correct_per_minute, total.accuracy) == (85, 7, 8 / 12)
    assert total.ignored == ("18",)
    assert list(answers(parts(test, marks))) == ["1", "2", "3", "4", "5", "6", "7", "8", "11", "12", "13", "14"]


def test_a_subtest_that_was_not_given_is_not_reached_and_not_wrong() -> None:
    test = whole(LETTERS, WORDS)
    letters, words = parts(test, said((START, 1, 0), (FINISH, 1, 30_000)))
    assert (letters.attempted, words.attempted, words.not_reached) == (10, 0, 10)


def test_from_paper_the_same_answers_are_the_same_record() -> None:
    test = whole(Subtest(Kind.REAL_WORD, items(10), columns=5), Subtest(Kind.PSEUDO_WORD, items(5)))
    live = said(
        (START, 1, 0), (3, "incorrect"), (FINISH, 1, 9_000), (START, 11, 9_500), (12, "incorrect"), (FINISH, 11, 20_000)
    )
    paper = said((12, "incorrect"), (3, "incorrect"))
    assert answers(parts(test, live)) == answers(parts(test, paper))


def test_a_last_item_said_for_the_whole_cuts_where_it_stands() -> None:
    test = whole(LETTERS, WORDS)
    assert [one.attempted for one in parts(test, [], last_item=12)] == [10, 2]
    assert [one.attempted for one in parts(test, [], last_item=4)] == [4, 0]
    assert [one.attempted for one in parts(test, [])] == [10, 10]


def test_while_one_subtest_waits_for_its_last_item_there_is_no_score() -> None:
    test = whole(LETTERS, WORDS)
    marks = said((START, 1, 0), (TIMEOUT, 1, 60_000), (START, 11, 70_000), (FINISH, 11, 80_000))
    assert [one.needs_last_item for one in parts(test, marks)] == [True, False]
    with pytest.raises(Invalid, match="last item"):
        headline(test, marks, parts(test, marks))


def test_of_three_passages_the_median_counts_with_its_accuracy() -> None:
    # 38 of 40 in 60 s, 30 of 40 in 60 s, 40 of 40 in 40 s: 38, 30 and 60 a minute
    passage = Subtest(Kind.PASSAGE, items(40), columns=10, timed_s=60)
    marks = said(
        (START, 1, 0), (3, "incorrect"), (4, "incorrect"), (FINISH, 1, 60_000),
        (START, 41, 0), *((n, "incorrect") for n in range(51, 61)), (FINISH, 41, 60_000),
        (START, 81, 0), (FINISH, 81, 40_000),
    )  # fmt: skip
    test = whole(passage, passage, passage)
    read = fluency(test, parts(test, marks))
    assert (read.passages, read.per_minute, read.accuracy) == (3, 38, 38 / 40)
    assert score(test, marks).correct_per_minute == 38


def test_two_timed_subtests_that_are_no_passages_have_no_rate_together() -> None:
    test = whole(LETTERS, LETTERS)
    marks = said((START, 1, 0), (FINISH, 1, 30_000), (START, 11, 0), (FINISH, 11, 30_000))
    assert score(test, marks).correct_per_minute is None
    assert fluency(test, parts(test, marks)) is None


def test_a_rubric_has_a_mean_and_stays_out_of_right_and_wrong() -> None:
    test = whole(WORDS, RUBRIC)
    rate = [Mark(UUID(int=n), n, str(n), None, 0, points=level) for n, level in ((11, 4), (12, 3))]
    words, rubric = parts(test, rate)
    assert (rubric.mean_rating, rubric.points, dict(rubric.ratings)) == (3.5, 7, {"11": 4, "12": 3})
    assert (score(test, rate).n_items, score(test, rate).n_correct) == (10, words.correct)
    assert parts(test, [])[1].mean_rating is None
    nonsense = Mark(UUID(int=1), 1, "11", None, 0, points=9)
    assert parts(test, [nonsense])[1].mean_rating is None


def test_what_is_kept_of_each_subtest_can_be_read_without_the_marks() -> None:
    test = whole(LETTERS, RUBRIC)
    kept = told(test, parts(test, said((START, 1, 0), (2, "incorrect"), (FINISH, 1, 30_000))))
    assert kept["fluency"] is None
    assert kept["subtests"][0] == {
        "kind": "letter_name", "first": 1, "of_points": 10, "points": 9, "n_items": 10, "attempted": 10, "correct": 9,
        "self_corrected": 0, "seconds_used": 30.0, "per_minute": 18.0, "accuracy": 0.9, "discontinued": False,
        "insertions": 0, "accents": 0,
    }  # fmt: skip
    assert kept["subtests"][1] == {
        "kind": "rubric", "first": 11, "of_points": 8, "points": 0, "ratings": {}, "mean": None
    }  # fmt: skip


def test_on_the_childs_own_tablet_what_was_not_answered_is_not_right() -> None:
    options = (Option("a", "cat"), Option("b", "dog"))
    pictures = Subtest(
        Kind.PICTURE_VOCABULARY,
        items(4, response=Response.CHOICE, options=options, answers=("a",)),
        mode=Mode.SELF_TABLET,
    )
    result = score(whole(pictures), said((1, "correct"), (2, "incorrect")), last_item=3)
    assert (result.n_attempted, result.n_correct) == (3, 1)


anything = st.lists(
    st.builds(
        Mark,
        id=st.uuids(version=4),
        seq=st.integers(0, 30),
        item=st.integers(0, 25).map(str) | st.just(""),
        outcome=st.sampled_from([None, *Outcome]),
        at_ms=st.integers(0, 90_000),
        kind=st.sampled_from([*MarkKind]),
        points=st.none() | st.integers(0, 5),
    ),
    max_size=25,
    unique_by=lambda mark: mark.id,
)
THREE = whole(LETTERS, WORDS, RUBRIC)


@settings(deadline=None)
@given(anything, st.none() | st.integers(0, 22), st.randoms(use_true_random=False))
def test_whatever_was_tapped_the_whole_is_the_sum_of_its_parts_in_any_order(marks, last_item, random) -> None:
    found = parts(THREE, marks, last_item)
    assert parts(THREE, random.sample(marks, len(marks)), last_item) == found
    if any(one.needs_last_item for one in found):
        with pytest.raises(Invalid):
            headline(THREE, marks, found)
        return
    whole_score = headline(THREE, marks, found)
    assert 0 <= whole_score.n_correct <= whole_score.n_attempted == len(answers(found)) <= whole_score.n_items == 20
    assert not set(whole_score.ignored) & set(answers(found))
    assert all(1 <= level <= 4 for level in found[2].ratings.values())
