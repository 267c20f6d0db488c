"""The inspector finds every kind of inconsistency."""

from dataclasses import replace
from functools import cache

import pytest

from phonics.errors import Invalid
from phonics.levels import checking
from phonics.levels.checking import (
    check,
    contrast_problems,
    curriculum_problems,
    sentence_problems,
    story_problems,
)
from phonics.levels.contrasts import Pair, contrasts
from phonics.levels.loader import Curriculum, load
from phonics.levels.texts import Question, Sentence, Story

QUESTION = Question(("ใครวิ่ง", "Who ran?"), ("แนท", "Nat"), (("แดน", "Dan"), ("แพม", "Pam")))
STORY = Story("K3", 1, "Nat Ran", ("Nat ran.",), (QUESTION,) * 3)


def with_level(code: str, **changes: object) -> Curriculum:
    levels = (replace(one, **changes) if one.code == code else one for one in load().levels)
    return replace(load(), levels=tuple(levels))


def with_row(code: str, **changes: object) -> Curriculum:
    rows = load().correspondences
    return replace(load(), correspondences={**rows, code: replace(rows[code], **changes)})


def with_word(text: str, **changes: object) -> Curriculum:
    words = load().words
    return replace(load(), words={**words, text: replace(words[text], **changes)})


def planted(curriculum: Curriculum) -> list[str]:
    """Return what is reported beyond what the data as it stands is reported for (nothing, says the first test)."""
    return [line for line in curriculum_problems(curriculum) if line not in known()]


@cache
def known() -> frozenset[str]:
    return frozenset(curriculum_problems(load()))


def test_the_curriculum_fits_together():
    assert check() == []


def test_what_cannot_even_be_read_is_one_line(monkeypatch):
    def refuse():
        raise Invalid("%(code)s is taught twice", code="sh=SH")

    monkeypatch.setattr(checking, "load", refuse)
    assert check() == ["sh=SH is taught twice"]


def test_a_tricky_word_that_is_decodable_is_found():
    again = (*load().level("P1").tricky, "ship")
    assert planted(with_level("P1", tricky=again)) == ["levels.toml, P1: the tricky word ship is decodable"]


def test_a_tricky_word_taught_twice_is_found():
    again = (*load().level("P1").tricky, "the")
    assert planted(with_level("P1", tricky=again)) == ["levels.toml: the is tricky twice"]


def test_a_word_not_decodable_where_it_is_listed_is_found():
    assert planted(with_word("boat", level="P2")) == ["words.csv: boat stands at P2, the engine says P4"]


def test_a_blocked_word_is_found(monkeypatch):
    monkeypatch.setattr(checking, "blocked_word", lambda text, phones: text == "boat")
    assert planted(load()) == ["words.csv: boat is on the blocklist"]


def test_two_correspondences_in_one_place_are_found():
    order = load().correspondences["ay=EY"].order
    assert planted(with_row("ai=EY", order=order)) == [
        f"correspondences.csv, {code}: another row has its place P4 {order}" for code in ("ai=EY", "ay=EY")
    ]


def test_what_is_taught_with_another_stands_beside_it():
    assert "correspondences.csv, ed=AX.D: ed=IH.D, with which it is taught, stands at another level" in (
        planted(with_row("ed=AX.D", level="S1"))
    )


@pytest.mark.parametrize(
    ("key_word", "line"),
    [
        ("boat", "key word 'boat' does not hold it"),
        ("nosuchword", "key word 'nosuchword' does not hold it"),
        ("container", "the key word container is of a later level than others"),
    ],
)
def test_an_unfit_key_word_is_found(key_word, line):
    assert planted(with_row("ai=EY", key_word=key_word)) == [f"correspondences.csv, ai=EY: {line}"]


def test_a_sentence_word_that_cannot_be_read_is_found():
    assert sentence_problems(Sentence("K3", 4, "Nat ran.")) == []
    assert sentence_problems(Sentence("K3", 4, "Nat ran to the boat.")) == [
        "sentences.csv, K3 4: boat cannot be read at K3"
    ]


def test_a_story_word_or_title_that_cannot_be_read_is_found():
    assert story_problems(STORY) == []
    assert story_problems(replace(STORY, title="The Boat")) == ["stories.csv, K3 1: boat cannot be read at K3"]
    assert story_problems(replace(STORY, paragraphs=("Nat ran.", "It rains."))) == [
        "stories.csv, K3 1: rains cannot be read at K3"
    ]


def test_a_story_with_too_few_questions_or_answers_is_found():
    line = "questions.csv, K3 1: it has not 3 questions with two wrong answers each"
    assert story_problems(replace(STORY, questions=())) == [line]
    short = replace(QUESTION, wrong=QUESTION.wrong[:1])
    assert story_problems(replace(STORY, questions=(QUESTION, QUESTION, short))) == [line]


def test_a_question_told_by_no_sentence_is_found():
    line = "questions.csv, K3 1: a question is told by a sentence that is not there"
    assert story_problems(replace(STORY, questions=(replace(QUESTION, told_by=(1,)),) * 3)) == []
    assert story_problems(replace(STORY, questions=(replace(QUESTION, told_by=(99,)),) * 3)) == [line]


def test_questions_are_read_by_older_children_only():
    hard = replace(QUESTION, asks=("ทำไม", "Why was the psychologist there?"))
    assert story_problems(replace(STORY, questions=(hard,) * 3)) == []
    assert story_problems(replace(STORY, level="P6", questions=(hard,) * 3)) == [
        "questions.csv, P6 1: psychologist cannot be read at P6"
    ]


@pytest.mark.parametrize(
    ("one", "other", "level", "line"),
    [
        ("ship", "chip", "P1", "it differs in SH and CH, not in its contrast"),
        ("red", "lid", "K4", "it is no minimal pair"),
        ("red", "red", "K4", "it is no minimal pair"),
        ("rain", "lane", "P3", "rain cannot be read at P3"),
    ],
)
def test_a_pair_that_differs_in_something_else_or_comes_too_early_is_found(one, other, level, line):
    r_l = next(contrast for contrast in contrasts() if contrast.key == "r-l")
    wrong = replace(r_l, pairs=(Pair(one, other, level, "initial"),))
    assert contrast_problems(wrong) == [f"minimal_pairs.csv, r-l {one}/{other}: {line}"]


def test_a_dropped_sound_must_be_dropped():
    drop = next(contrast for contrast in contrasts() if contrast.key == "final-drop")
    wrong = replace(drop, pairs=(Pair("red", "led", "K4", "initial"),))
    assert contrast_problems(wrong) == [
        "minimal_pairs.csv, final-drop red/led: it differs in R and L, not in its contrast"
    ]
