"""A made-up word is readable, is no word, and is not rude."""

import pytest
from seeds import SEEDS

from phonics.errors import Invalid
from phonics.levels import pseudowords
from phonics.levels.blocklist import blocked_made_up, thai_ear
from phonics.levels.decoding import align, decodable_with, patterns
from phonics.levels.distractors import heard
from phonics.levels.graphemes import DATA
from phonics.levels.loader import load
from phonics.levels.pseudowords import make, read

LEVELS = ("K3", "K4", "P1", "P2")


def real_words():
    return [line.split(",") for line in (DATA / "real_words.txt").read_text(encoding="ascii").splitlines()]


@pytest.mark.parametrize("level", LEVELS)
def test_made_up_words_keep_the_rules(level):
    taught, new = load().taught_by(level), {row.code for row in load().new_at(level)}
    spellings = {line[0] for line in real_words()} | set(load().words)
    sounds = {heard(sound.split()) for line in real_words() for sound in line[1:]}
    for seed in SEEDS:
        made = make(level, 20, seed)
        assert len({one.text for one in made}) == len({heard(one.phones) for one in made}) == 20
        for one in made:
            assert decodable_with(one.segments, taught), one.text
            assert one.text not in spellings
            assert not {heard(said) for said in (one.phones, *one.also)} & sounds
            assert not blocked_made_up(one.text, one.segments)
            codes = {segment.code for segment in one.segments}
            assert codes & new or patterns(one.segments), f"{one.text} asks nothing new"


@pytest.mark.parametrize("level", LEVELS)
def test_letters_and_sounds_of_a_made_up_word_agree(level):
    for one in make(level, 20, 3):
        assert "".join(one.text[place] for s in one.segments for place in s.letters) == one.text
        assert tuple(phone for s in one.segments for phone in s.phones) == one.phones
        assert align(one.text, one.phones)


@pytest.mark.parametrize("level", ["K4", "P1"])
def test_the_new_correspondences_are_spread(level):
    codes = {segment.code for one in make(level, 20, 1) for segment in one.segments}
    new = {row.code for row in load().new_at(level)}
    assert len(codes & new) >= 0.75 * len(new)


def test_the_same_seed_gives_the_same_words():
    assert make("P1", 10, 7) == make("P1", 10, 7)
    assert make("P1", 10, 7) != make("P1", 10, 8)


def test_avoided_words_are_not_used():
    first = make("K3", 20, 1)
    again = make("K3", 20, 1, avoid=[one.text for one in first])
    assert not {one.text for one in first} & {one.text for one in again}


def test_a_small_level_says_how_few_it_has():
    with pytest.raises(Invalid) as refused:
        make("K2", 20, 1)
    there = refused.value.details["there"]
    assert refused.value.details["level"] == 2
    assert 2 <= there <= 6
    assert len(make("K2", there, 1)) == there


def test_a_level_without_letters_has_none():
    with pytest.raises(Invalid):
        make("K1", 1, 1)


def test_reading_takes_the_longest_grapheme():
    assert [[segment.grapheme for segment in way] for way in read("thash")] == [["th", "a", "sh"]] * 2
    assert {way[0].phones for way in read("thash")} == {("TH",), ("DH",)}


def test_a_final_s_may_say_either():
    assert [way[-1].phones for way in read("nis")] == [("S",), ("Z",)]


def test_n_before_k_says_only_one_thing():
    assert [way[2].phones for way in read("jink")] == [("NG",)]


@pytest.mark.parametrize("text", ["", "Zat", "แมว", "z4t", "z" * 46])
def test_what_is_not_a_word_cannot_be_read(text):
    with pytest.raises(Invalid):
        read(text)


def test_reading_stays_bounded():
    assert len(read("o" * 45)) == pseudowords._MOST_READINGS


@pytest.mark.parametrize("text", ["yed", "hum", "mang", "sud", "fuk", "jim", "shid"])
def test_what_sounds_rude_in_thai_or_english_is_blocked(text):
    assert blocked_made_up(text, read(text)[0])


@pytest.mark.parametrize("text", ["zib", "nop", "chob"])
def test_harmless_words_are_not_blocked(text):
    assert not blocked_made_up(text, read(text)[0])


def test_a_thai_ear_hears_finals_without_voice():
    assert thai_ear(["Y", "EH", "D"]) == thai_ear(["Y", "EH", "S"]) == ("Y", "EH", "T")
    assert thai_ear(["V", "AO", "L"]) == ("W", "AA", "N")
