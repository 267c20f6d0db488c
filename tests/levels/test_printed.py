"""Every printed text can be touched word by word."""

import pytest

from phonics.levels.loader import load
from phonics.levels.printed import MOST_TILES, printed, tiles
from phonics.levels.sequence import ORDER
from phonics.levels.texts import sentences, stories
from phonics.voice.wanted import words_alone

EVERY_TEXT = [(one.text, code) for code in ORDER for one in sentences(code)] + [
    (text, code) for code in ORDER for one in stories(code) for text in (one.title, *one.sentences)
]


def test_a_word_knows_its_place_its_clip_and_its_sound_buttons():
    words = printed('"Hush, Kate!" said Pam.', "P3")
    assert [(word["text"], word["at"]) for word in words] == [('"Hush,', 0), ('Kate!"', 7), ("said", 14), ("Pam.", 19)]
    assert [word["word"][1] for word in words] == ["hush", "kate", "said", "pam"]
    hush, kate, said, pam = (word["buttons"] for word in words)
    assert hush == [[1], [2], [3, 4]]
    assert kate == [[0], [1, 3], [2]]  # a–e reaches over the t
    assert said == []  # known by heart
    assert pam == [[0], [1], [2]]


def test_a_hyphen_parts_words_and_a_number_has_no_clip():
    assert [word["text"] for word in printed("Thirty-nine ducks", "P7")] == ["Thirty-", "nine", "ducks"]
    assert printed("2 cats", "K3")[0] == {"text": "2", "at": 0, "word": None, "buttons": []}


def test_every_word_of_every_text_can_be_heard_and_none_is_lost():
    alone = words_alone(load())
    for text, level in EVERY_TEXT:
        words = printed(text, level)
        assert "".join(word["text"] for word in words) == "".join(text.split())
        assert all(text[word["at"] :].startswith(word["text"]) for word in words)
        assert {word["word"][1] for word in words if word["word"]} <= alone, text
        assert all(word["word"] for word in words), text


@pytest.mark.parametrize(
    ("text", "on_tiles"),
    [
        ("A cat can nap in the sun.", "A|cat|can|nap|in|the|sun."),
        ("At noon the boys eat noodles, and the dog sleeps.", "At noon|the boys|eat|noodles,|and|the dog|sleeps."),
    ],
)
def test_tiles_begin_where_one_would_breathe(text, on_tiles):
    assert "|".join(tiles(text.split())) == on_tiles


def test_tiles_are_few_and_hold_the_whole_sentence():
    for code in ORDER:
        for one in sentences(code):
            found = tiles(one.text.split())
            assert len(found) == min(MOST_TILES, len(one.text.split()))
            assert " ".join(found) == one.text
