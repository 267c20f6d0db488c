"""From taps on the ready-made cards to a suggestion, for every level that has a card."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from phonics.assess.evidence import by_correspondence, observations
from phonics.assess.instruments import Instrument
from phonics.assess.marks import Mark, Outcome
from phonics.assess.mastery import State, fold
from phonics.assess.promotion import Result, Rule, Suggestion, Verdict, deciding_kind, suggest
from phonics.assess.ready_made import READING, cards
from phonics.assess.scoring import answers, parts, score
from phonics.levels.loader import load

MONDAY = date(2026, 11, 2)
SPACE = UUID(int=2569)
CARDS = {instrument.code: instrument for instrument in cards()}


def sit(instrument: Instrument, on: date, wrong: Callable[[tuple[str, ...]], bool]) -> Result:
    marks = [
        Mark(uuid5(SPACE, item.key), item.number, item.key, Outcome.INCORRECT, item.number * 900)
        for item in instrument.items
        if wrong(item.codes)
    ]
    limit_s = instrument.subtests[0].timed_s
    last = 48 if limit_s else None
    result = score(instrument, marks, last, limit_s or 75)
    tallies = by_correspondence(instrument, answers(parts(instrument, marks, last)))
    return Result(
        uuid5(SPACE, f"{instrument.code}{on}"),
        on,
        instrument.kind,
        instrument.form,
        instrument.content_hash,
        result,
        tallies,
        instrument.level,
    )


def suggestion(level: str, wrong: Callable[[tuple[str, ...]], bool]) -> Suggestion:
    week_later = MONDAY + timedelta(7)
    results = [
        sit(CARDS[f"letter-sounds-{level}-A"], MONDAY, wrong),
        sit(CARDS[f"{deciding_kind(level)}-{level}-A"], MONDAY, wrong),
        sit(CARDS[f"{deciding_kind(level)}-{level}-B"], week_later, wrong),
    ]
    return suggest(level, results, Rule(), lambda start, end: (end - start).days * 5 // 7)


@pytest.mark.parametrize("level", READING)
def test_a_child_who_reads_everything_is_ready(level: str) -> None:
    assert suggestion(level, lambda codes: False).verdict is Verdict.READY


@pytest.mark.parametrize("level", READING)
def test_a_child_who_reads_nothing_is_not_yet_and_scores_nought(level: str) -> None:
    said = suggestion(level, lambda codes: True)
    assert said.verdict is Verdict.NOT_YET
    assert {(result.score.discontinued, result.score.n_correct) for result in said.results} == {(True, 0)}


def test_a_child_who_stumbles_over_one_new_sound_only_stays_and_the_sound_is_named() -> None:
    said = suggestion("P1", lambda codes: "ch=CH" in codes)
    assert said.verdict is Verdict.NOT_YET
    assert said.weak_sounds == ("ch=CH",)


@pytest.mark.parametrize("level", READING[:6])  # later a card has too many letters to ask each of them often enough
def test_the_same_answers_make_the_words_they_were_read_in_evidence_of_mastery(level: str) -> None:
    seen = [
        observation
        for week, form in enumerate("AB")
        for kind in ("letter-sounds", "words")
        for card in (CARDS[f"{kind}-{level}-{form}"],)
        for observation in observations(card, answers(parts(card, [])), MONDAY + timedelta(7 * week))
    ]
    folded = fold(seen, load().taught_by(level))
    secure = {code for code, known in folded.items() if known.state is State.SECURE}
    said_alone = {code for item in CARDS[f"letter-sounds-{level}-A"].items for code in item.codes}
    in_words = {code for form in "AB" for item in CARDS[f"words-{level}-{form}"].items for code in item.codes}
    assert secure >= said_alone & in_words
