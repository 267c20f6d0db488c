"""The promotion rule by hand; cut, band and chances as in its sources (two forms of 20, cut 16, SEM 1.79)."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonics.assess.evidence import Tally
from phonics.assess.promotion import NOT_MEASURED, Criterion, Result, Rule, Suggestion, Verdict, sem, suggest
from phonics.assess.scoring import Score
from phonics.errors import Invalid
from phonics.levels.loader import load

RULE = Rule()
FIFTH, THIRTEENTH = date(2026, 11, 5), date(2026, 11, 13)  # a Thursday and the Friday of the week after: 6 school days
P1 = [correspondence.code for correspondence in load().new_at("P1")]
FIRM = {code: Tally(4, 4) for code in P1}
_ids = count(1)


def school_days(start: date, end: date) -> int:
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, (end - start).days + 1))


def result(
    kind: str, form: str, right: int, n: int = 20, on: date = FIFTH, by_code: Mapping[str, Tally] = FIRM, **more
) -> Result:
    discontinued = more.get("discontinued", False)
    score = Score(more.get("n_items", n), n, right, 0, 60.0, None, right / n if n else None, discontinued)
    return Result(UUID(int=next(_ids)), on, kind, form, "hash", score, by_code, more.get("level", ""))


def evidence(a: int = 17, b: int = 18, sounds: int = 56, **more) -> list[Result]:
    return [
        result("letter_sounds", "A", sounds, 60, FIFTH, {}),
        result("words", "A", a, on=FIFTH, **more),
        result("words", "B", b, on=THIRTEENTH, **more),
    ]


def said(results: list[Result], level: str = "P1", rule: Rule = RULE) -> Suggestion:
    return suggest(level, results, rule, school_days)


def line(suggestion: Suggestion, key: str) -> Criterion:
    found = suggestion.criterion(key)
    assert found is not None
    return found


def test_two_forms_five_school_days_apart_firm_sounds_and_letters_are_ready() -> None:
    suggestion = said(evidence())
    assert suggestion.verdict is Verdict.READY
    assert [(c.key, c.met) for c in suggestion.criteria] == [
        ("words_A", True),
        ("words_B", True),
        ("days_between", True),
        ("new_correspondences", True),
        ("letter_sounds", True),
    ]


def test_the_weak_sound_decides_though_both_forms_passed() -> None:
    # the worked example of the decision page: 17/20 and 18/20 pass, th (thin) 3 of 6 = 50 % < 60 %
    weak = FIRM | {"th=TH": Tally(2, 3)}
    results = evidence(by_code=FIRM | {"th=TH": Tally(1, 3)})[:2] + evidence(by_code=weak)[2:]
    suggestion = said(results)
    assert suggestion.verdict is Verdict.NOT_YET
    sound = line(suggestion, "new_correspondences")
    assert (sound.code, sound.right, sound.n, sound.got, sound.met) == ("th=TH", 3, 6, 0.5, False)
    assert suggestion.weak_sounds == ("th=TH",)
    assert suggestion.sounds["th=TH"] == Tally(3, 6)


def test_a_line_says_everything_a_sentence_needs() -> None:
    suggestion = said(evidence())
    words = line(suggestion, "words_A")
    assert (words.needed, words.got, words.right, words.n, words.on) == (0.8, 0.85, 17, 20, (FIFTH,))
    assert words.band == pytest.approx((14.21, 17.79), abs=0.01)
    days = line(suggestion, "days_between")
    assert (days.needed, days.got, days.on) == (5, 6, (FIFTH, THIRTEENTH))


@pytest.mark.parametrize(("n", "expected"), [(10, 1.26), (20, 1.79), (40, 2.53)])
def test_the_error_at_an_80_percent_cut(n: int, expected: float) -> None:
    assert sem(n, 0.8) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("right", "met", "borderline"),
    [(14, False, False), (15, False, True), (16, True, True), (17, True, True), (18, True, False)],
)
def test_within_one_standard_error_of_16_it_is_borderline(right: int, met: bool, borderline: bool) -> None:
    words = line(said(evidence(a=right)), "words_A")
    assert (words.met, words.borderline) == (met, borderline)


def test_one_form_alone_is_never_enough() -> None:
    suggestion = said(evidence()[:2])
    assert suggestion.verdict is Verdict.NOT_ENOUGH
    assert line(suggestion, "words_B").met is None
    assert line(suggestion, "days_between").met is None


def test_one_borderline_form_below_the_cut_waits_for_the_other() -> None:
    assert said(evidence(a=15)[:2]).verdict is Verdict.NOT_ENOUGH


def test_one_form_clearly_below_is_not_yet() -> None:
    assert said(evidence(a=14)[:2]).verdict is Verdict.NOT_YET


def test_both_taken_and_one_just_below_is_not_yet_and_called_borderline() -> None:
    suggestion = said(evidence(a=15))
    assert suggestion.verdict is Verdict.NOT_YET
    assert line(suggestion, "words_A").borderline


def test_four_school_days_apart_is_not_enough_and_no_failing() -> None:
    results = [*evidence()[:2], result("words", "B", 18, on=date(2026, 11, 11))]
    suggestion = said(results)
    assert line(suggestion, "days_between").got == 4
    assert suggestion.verdict is Verdict.NOT_ENOUGH


def test_form_b_may_come_first() -> None:
    results = [*evidence()[:1], result("words", "B", 18, on=FIFTH), result("words", "A", 17, on=THIRTEENTH)]
    assert said(results).verdict is Verdict.READY


def test_the_latest_result_of_a_form_counts_better_or_worse() -> None:
    again = result("words", "B", 13, on=date(2026, 11, 20))
    assert said([again, *evidence()]).verdict is Verdict.NOT_YET
    assert said([result("words", "A", 3, on=date(2026, 11, 2)), *evidence()]).verdict is Verdict.READY


def test_of_two_on_one_day_the_later_one_counts() -> None:
    assert line(said([result("words", "A", 3), result("words", "A", 19)]), "words_A").right == 19


def test_results_of_another_level_do_not_count() -> None:
    assert said([*evidence(), result("words", "B", 2, on=date(2026, 11, 20), level="P2")]).verdict is Verdict.READY


def test_a_form_of_fewer_than_twenty_words_proves_nothing() -> None:
    suggestion = said([*evidence()[:2], result("words", "B", 19, 19, THIRTEENTH)])
    assert line(suggestion, "words_B").met is None
    assert suggestion.verdict is Verdict.NOT_ENOUGH


def test_a_form_stopped_after_the_first_row_counts_whole() -> None:
    stopped = result("words", "A", 0, 5, n_items=20, discontinued=True)
    suggestion = said([stopped])
    assert (line(suggestion, "words_A").n, line(suggestion, "words_A").met) == (20, False)
    assert suggestion.verdict is Verdict.NOT_YET


@pytest.mark.parametrize(("right", "met"), [(54, True), (53, False)])
def test_letter_sounds_need_nine_in_ten_of_those_attempted(right: int, met: bool) -> None:
    assert line(said(evidence(sounds=right)), "letter_sounds").met is met


def test_without_letter_sounds_the_evidence_is_not_enough() -> None:
    assert said(evidence()[1:]).verdict is Verdict.NOT_ENOUGH


def test_the_latest_letter_sounds_count_whatever_the_form() -> None:
    worse = result("letter_sounds", "B", 30, 60, date(2026, 11, 12), {})
    assert said([*evidence(), worse]).verdict is Verdict.NOT_YET


def test_letter_sounds_speak_for_new_sounds_too() -> None:
    results = evidence(by_code={"sh=SH": Tally(1, 1)})
    results[0] = result("letter_sounds", "A", 56, 60, FIFTH, {"sh=SH": Tally(1, 3)})
    assert said(results).sounds["sh=SH"] == Tally(3, 5)


def test_a_sound_seen_once_is_unmeasured_not_weak() -> None:
    results = evidence()
    results[1] = result("words", "A", 17, by_code=FIRM | {"wh=W": Tally(0, 1)})
    results[2] = result("words", "B", 18, on=THIRTEENTH, by_code={c: t for c, t in FIRM.items() if c != "wh=W"})
    suggestion = said(results)
    assert suggestion.verdict is Verdict.READY
    assert suggestion.unmeasured_sounds == ("wh=W",)
    assert suggestion.weak_sounds == ()


def test_when_no_new_sound_was_seen_often_enough_the_evidence_is_not_enough() -> None:
    suggestion = said(evidence(by_code={}))
    assert line(suggestion, "new_correspondences").met is None
    assert suggestion.verdict is Verdict.NOT_ENOUGH
    assert suggestion.unmeasured_sounds == tuple(P1)


def by_ear(a: int, b: int, n: int = 10) -> list[Result]:
    return [result("blending", "A", a, n, by_code={}), result("blending", "B", b, n, THIRTEENTH, by_code={})]


def test_the_first_level_is_never_ready_by_rule_for_blending_is_one_thing_of_five() -> None:
    suggestion = said(by_ear(10, 10), "K1")
    assert suggestion.verdict is Verdict.NOT_ENOUGH
    assert [(c.key, c.met) for c in suggestion.criteria] == [
        ("blending_A", True),
        ("blending_B", True),
        ("days_between", True),
    ]
    assert suggestion.unmeasured == ("syllables", "rhyme", "first_sound", "letter_names")
    assert said(by_ear(3, 10), "K1").verdict is Verdict.NOT_YET


def test_the_second_level_is_decided_by_letter_sounds_and_blending_by_ear() -> None:
    known = {new.code: Tally(4, 4) for new in load().new_at("K2")}
    letters = result("letter_sounds", "A", 55, 60, by_code=known)
    suggestion = said([letters, *by_ear(8, 9)], "K2")
    assert suggestion.verdict is Verdict.READY
    assert {c.key for c in suggestion.criteria} == {
        "blending_A", "blending_B", "days_between", "new_correspondences", "letter_sounds",
    }  # fmt: skip
    assert said([letters, *by_ear(8, 7)], "K2").verdict is Verdict.NOT_YET
    assert said([letters, result("words", "A", 20), result("words", "B", 20, on=THIRTEENTH)], "K2").verdict is (
        Verdict.NOT_ENOUGH
    )


def test_the_words_of_the_second_level_speak_for_its_sounds_though_they_do_not_decide() -> None:
    known = {new.code: Tally(4, 4) for new in load().new_at("K2")}
    letters = result("letter_sounds", "A", 55, 60, by_code=known)
    misread = result("words", "A", 12, by_code={"i=IH": Tally(0, 6)})
    suggestion = said([letters, misread, *by_ear(10, 10)], "K2")
    assert suggestion.verdict is Verdict.NOT_YET
    assert suggestion.weak_sounds == ("i=IH",)


def test_a_form_by_ear_of_fewer_than_ten_words_proves_nothing() -> None:
    assert line(said(by_ear(9, 9, n=9), "K2"), "blending_A").met is None


@pytest.mark.parametrize(
    ("level", "unmeasured"),
    [
        ("K2", ("tricky_words",)),
        ("K3", ("dictation", "tricky_words")),
        ("K4", ("dictation", "tricky_words")),
        ("P1", ("dictation", "passage_accuracy")),
        ("P2", ("dictation", "passage_accuracy")),
        ("P4", ("dictation", "passage_accuracy", "comprehension")),
    ],
)
def test_what_the_exit_asks_for_and_nobody_measured_is_named(level: str, unmeasured: tuple[str, ...]) -> None:
    assert said([], level).unmeasured == unmeasured


def test_every_level_is_covered_by_the_rule() -> None:
    assert set(NOT_MEASURED) == {level.code for level in load().levels}


@pytest.mark.parametrize("level", [level.code for level in load().levels])
def test_no_evidence_is_never_a_verdict_on_the_child(level: str) -> None:
    assert said([], level).verdict is Verdict.NOT_ENOUGH


def test_a_school_may_set_its_own_rule_and_it_is_kept() -> None:
    strict = Rule(version="own-2", cut=0.9)
    suggestion = said(evidence(), rule=strict)
    assert suggestion.verdict is Verdict.NOT_YET
    assert Suggestion.from_dict(suggestion.to_dict()).rule == strict


@pytest.mark.parametrize("results", [[], evidence(), evidence(a=3)[:2]], ids=["none", "ready", "one form"])
def test_a_suggestion_survives_json_with_rule_and_evidence(results: list[Result]) -> None:
    suggestion = said(results)
    stored = json.loads(json.dumps(suggestion.to_dict()))
    assert stored == suggestion.to_dict()
    assert Suggestion.from_dict(stored) == suggestion
    assert len(suggestion.results) == len(results)


scores = st.integers(0, 20)


@given(scores, scores, st.integers(0, 60), st.integers(0, 20))
def test_ready_means_every_line_is_met(a: int, b: int, sounds: int, days: int) -> None:
    results = evidence(a, b, sounds)
    results[2] = result("words", "B", b, on=FIFTH + timedelta(days))
    suggestion = said(results)
    ready = a >= 16 and b >= 16 and sounds >= 54 and school_days(FIFTH, FIFTH + timedelta(days)) >= 5
    assert (suggestion.verdict is Verdict.READY) == ready == all(c.met for c in suggestion.criteria)


@given(scores, scores, st.integers(1, 20))
def test_a_better_score_never_makes_it_worse(a: int, b: int, more: int) -> None:
    rank = {Verdict.NOT_YET: 0, Verdict.NOT_ENOUGH: 1, Verdict.READY: 2}
    better = said(evidence(min(20, a + more), b)).verdict
    assert rank[better] >= rank[said(evidence(a, b)).verdict]


@pytest.mark.parametrize(
    "fault", [{"cut": 1.2}, {"cut": 0}, {"letter_sounds_cut": -1}, {"min_items": 0}, {"min_items_by_ear": 0}], ids=str
)
def test_a_rule_that_makes_no_sense_is_refused(fault: dict) -> None:
    with pytest.raises(Invalid):
        Rule(**fault)
