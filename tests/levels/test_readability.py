"""A pasted text, word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.errors import Invalid, NotFound
from phonics.levels.decoding import Status
from phonics.levels.inflections import pronounce
from phonics.levels.loader import load
from phonics.levels.readability import LONGEST_TEXT, check_text
from phonics.levels.sequence import RANK


def statuses(text, level, own=None):
    return {p.explanation.word: p.explanation.status for p in check_text(text, level, own).pieces if p.explanation}


def test_each_word_is_decodable_known_by_heart_to_come_or_unknown():
    assert statuses("The fish swam blorfing.", "P1") == {
        "the": Status.TRICKY,
        "fish": Status.DECODABLE,
        "swam": Status.NOT_YET,
        "blorfing": Status.UNKNOWN,
    }


def test_the_share_counts_running_words():
    checked = check_text("A cat, a cat, a frog!", "K3")
    assert (checked.words, checked.readable, checked.share) == (6, 5, 5 / 6)
    assert [(one.word, one.times) for one in checked.missing] == [("frog", 1)]


def test_a_text_without_words_misses_nothing():
    assert check_text("", "K2").share == check_text("๑๒๓ 42 แมว!", "K2").share == 1.0


@given(st.text(max_size=300))
@settings(max_examples=50)
def test_the_pieces_are_the_text(text):
    assert "".join(piece.text for piece in check_text(text, "P2").pieces) == text


def test_other_words_are_of_the_same_kind_and_readable():
    [elephant] = check_text("elephant", "P1").missing
    assert len(elephant.instead) == 3
    for text in elephant.instead:
        word = load().words[text]
        assert word.meaning == "animal"
        assert RANK[word.level] <= RANK["P1"]


def test_a_word_of_the_same_sense_comes_first():
    [jumped] = check_text("jumped", "P2").missing
    assert "jump" in jumped.instead


def test_letters_among_digits_are_no_words():
    assert check_text("b2b h4ppy 3D cat", "K3").words == 1


def test_nothing_is_offered_for_a_name_or_a_little_word():
    assert [one.instead for one in check_text("Thailand because", "K3").missing] == [(), ()]


def test_a_teachers_own_word_counts():
    own = {"lamyai": "L AE M Y AY".split()}
    assert statuses("lamyai", "S5") == {"lamyai": Status.UNKNOWN}
    assert statuses("Lamyai", "S5", own) != {"lamyai": Status.UNKNOWN}


def test_a_foreign_letter_makes_a_word_unknown_not_the_text():
    assert statuses("café cat", "K3") == {"café": Status.UNKNOWN, "cat": Status.DECODABLE}


def test_too_long_a_text_is_refused_at_once():
    with pytest.raises(Invalid, match="characters"):
        check_text("a" * (LONGEST_TEXT + 1), "P2")
    assert check_text("a" * LONGEST_TEXT, "P2").words == 1


def test_an_unknown_level_is_not_found():
    with pytest.raises(NotFound):
        check_text("cat", "P8")


@pytest.mark.parametrize(
    ("word", "base", "phones"),
    [
        ("durians", "durian", "D UH R IY AX N Z"),
        ("beeped", "beep", "B IY P T"),
        ("texted", "text", "T EH K S T IH D"),
        ("hopped", "hop", "HH AA P T"),
        ("skyping", "skype", "S K AY P IH NG"),
        ("wishes", "wish", "W IH SH IH Z"),
        ("nok's", "nok", "N AA K S"),
    ],
)
def test_a_word_the_dictionary_lacks_is_said_like_its_base(word, base, phones):
    known = {base: phones.split()[: len(phones.split()) - (2 if phones.endswith(("IH D", "IH NG", "IH Z")) else 1)]}
    assert pronounce(word, lambda text: known.get(text, ())) == tuple(phones.split())


def test_a_word_without_a_known_base_stays_unknown():
    assert pronounce("blorfing", lambda text: ()) == ()
