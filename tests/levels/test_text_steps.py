"""Sentences and stories to read: one right answer, told by the text, and nothing shown that could be right as well."""

from random import Random

import pytest

from phonics.levels.loader import load
from phonics.levels.sequence import ORDER
from phonics.levels.text_steps import pictured, read_aloud, sentence, story
from phonics.levels.texts import sentences, stories

SENTENCES = [one for code in ORDER for one in sentences(code)]
STORIES = [one for code in ORDER for one in stories(code)]


def test_a_sentence_is_understood_by_choosing_its_picture():
    one = next(one for one in SENTENCES if one.text == "A cat can nap in the sun.")
    step = sentence(one, Random(1)).to_dict()
    assert (step["kind"], step["item"], step["task"]) == ("sentence", f"sent:{one.key}", "picture")
    assert step["say"] == ["sentence", one.text]
    right = [choice for choice in step["choices"] if choice["right"]]
    assert [choice["name"] for choice in right] == ["sun cat"]
    assert all(len(choice["pictures"]) == 2 for choice in step["choices"])


def test_a_wrong_scene_shows_something_the_sentence_does_not_name():
    for one in SENTENCES:
        told = {word.text for word in pictured(one)}
        for seed in range(4):
            choices = sentence(one, Random(seed), "picture").to_dict().get("choices", [])
            assert len({choice["name"] for choice in choices}) == len(choices) in (0, 3)
            for choice in choices:
                shown = {load().words[picture["say"][1]].text for picture in choice["pictures"]}
                assert (shown <= told) == choice["right"]
                assert all(picture["picture"] for picture in choice["pictures"])


def test_the_words_of_a_sentence_are_put_in_order_where_it_shows_nothing():
    for one in SENTENCES:
        step = sentence(one, Random(3)).to_dict()
        if not pictured(one):
            assert step["task"] == "order"
        if step["task"] == "order":
            assert " ".join(step["order"]) == one.text
            assert sorted(step["tiles"]) == sorted(step["order"])
    assert sentence(SENTENCES[0], Random(1), "order").fields["task"] == "order"


def test_most_early_sentences_are_shown_and_later_ones_take_two_pictures():
    tasks = {code: [sentence(one, Random(1)).fields["task"] for one in sentences(code)] for code in ("K3", "S1")}
    assert tasks["K3"].count("picture") > len(tasks["K3"]) / 2
    for one in sentences("S1"):
        assert (sentence(one, Random(1)).fields["task"] == "picture") == (len(pictured(one)) > 1)


def test_a_story_turns_in_pages_of_a_sentence_or_two():
    for one in STORIES:
        pages = story(one, Random(1)).fields["pages"]
        texts = [[line["text"] for line in page["lines"]] for page in pages]
        assert tuple(text for page in texts for text in page) == one.sentences
        for page in texts:
            assert " ".join(page).count('"') % 2 == 0  # no speech is torn apart
            assert len([text for text in page if len(text.split()) > 2]) <= 3


def test_each_question_names_the_lines_that_tell_its_answer():
    hot_bun = next(one for one in STORIES if one.title == "The Hot Bun")
    step = story(hot_bun, Random(1)).to_dict()
    assert step["item"] == "story:K3.3"
    assert step["thai"]
    for asked, numbers in zip(step["questions"], ([3], [3], [7, 8, 9]), strict=True):
        told = [step["pages"][page]["lines"][row]["text"] for page, row in asked["told"]]
        assert told == [hot_bun.sentences[number - 1] for number in numbers]
        assert sum(choice["right"] for choice in asked["choices"]) == 1
        assert all(choice["say"] == ["sentence", choice["en"]] for choice in asked["choices"])


def test_questions_of_older_children_are_read_in_english():
    assert not story(stories("P6")[0], Random(1)).fields["thai"]


@pytest.mark.parametrize(
    ("one", "item", "texts"),
    [
        (load().words["ship"], "aloud:ship", ["ship"]),
        (sentences("K3")[1], "aloud:sent:K3.2", ["A cat can nap in the sun."]),
        (stories("K3")[0], "aloud:story:K3.1", ["Ben has a red cap.", "It is not on the peg."]),
    ],
)
def test_a_word_a_sentence_or_a_page_is_read_aloud(one, item, texts):
    step = read_aloud(one, "P1").to_dict()
    assert (step["kind"], step["item"]) == ("read_aloud", item)
    assert [line["text"] for line in step["lines"]] == texts
    assert step["lines"][0]["say"] == ["word" if item == "aloud:ship" else "sentence", texts[0]]
