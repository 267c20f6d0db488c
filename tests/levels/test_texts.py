"""Every sentence and story can be read at its level, and is long enough to be one."""

import pytest

from phonics.errors import NotFound
from phonics.levels.blocklist import blocked_word
from phonics.levels.decoding import align
from phonics.levels.loader import load
from phonics.levels.readability import check_text
from phonics.levels.segments import sounds
from phonics.levels.sequence import ORDER, RANK
from phonics.levels.texts import sentences, stories

READING = ORDER[2:]
EVERY_LEVEL = pytest.mark.parametrize("level", READING)
# words of a story, and from which level on its printed questions must be readable too
LENGTHS = dict.fromkeys(("K3", "K4"), (15, 40)) | dict.fromkeys(("P1", "P2"), (30, 80))
PRINTED_QUESTIONS = RANK["P6"]


@EVERY_LEVEL
def test_every_sentence_can_be_read_at_its_level(level):
    assert len(sentences(level)) >= 20
    assert {s.text: [m.word for m in check_text(s.text, level).missing] for s in sentences(level)} == {
        s.text: [] for s in sentences(level)
    }


@EVERY_LEVEL
def test_every_story_can_be_read_at_its_level(level):
    least, most = LENGTHS.get(level, (60, 150))
    assert len(stories(level)) >= 3
    for story in stories(level):
        assert check_text(f"{story.title}. {story.text}", level).missing == ()
        assert least <= check_text(story.text, level).words <= most


@EVERY_LEVEL
def test_every_story_has_three_questions_with_one_right_answer(level):
    for story in stories(level):
        assert len(story.questions) == 3
        for question in story.questions:
            answers = [question.right, *question.wrong]
            assert len(answers) == 3
            assert len({en for _, en in answers}) == len({th for th, _ in answers}) == 3
            assert question.told_by
            assert set(question.told_by) <= set(range(1, len(story.sentences) + 1))
            assert any("ก" <= letter <= "๛" for letter in question.asks[0])


@pytest.mark.parametrize("level", [level for level in READING if RANK[level] >= PRINTED_QUESTIONS])
def test_printed_questions_can_be_read_too(level):
    for story in stories(level):
        for question in story.questions:
            said = " ".join([question.asks[1], question.right[1], *(en for _, en in question.wrong)])
            assert check_text(said, level).missing == ()


@EVERY_LEVEL
def test_no_sentence_stands_twice_and_none_is_rude(level):
    texts = [sentence.text for sentence in sentences(level)]
    assert len(set(texts)) == len(texts)
    text = " ".join([*texts, *(story.text for story in stories(level))])
    tricky = load().tricky()
    words = {piece.explanation.word for piece in check_text(text, level).pieces if piece.explanation}
    letters = {word for word in words if word not in tricky and blocked_word(word, ())}
    assert letters == set()
    assert all(sounds(align(word)) for word in words)


def test_the_texts_of_a_level_meet_what_is_new_there():
    """At least half of the correspondences of each level stand in its sentences and stories."""
    for level in READING:
        text = " ".join([*(s.text for s in sentences(level)), *(s.text for s in stories(level))])
        pieces = (piece.explanation for piece in check_text(text, level).pieces)
        met = {segment.code for one in pieces if one for segment in one.segments}
        new = {row.code for row in load().new_at(level)}
        assert len(new & met) >= len(new) / 2, (level, sorted(new - met))


def test_there_is_nothing_to_read_before_there_are_words():
    assert sentences("K1") == sentences("K2") == stories("K2") == ()
    with pytest.raises(NotFound):
        sentences("P9")
