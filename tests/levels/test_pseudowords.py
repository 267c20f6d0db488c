"""A made-up word is readable, is no word, and is not rude."""

import re
from collections import Counter
from itertools import islice

import pytest
from seeds import SEEDS

from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_made_up, thai_ear
from phonics.levels.decoding import align
from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary
from phonics.levels.pseudowords import MOST, asks, make, possible, read
from phonics.levels.realwords import looks_real, sayable, sounds_real
from phonics.levels.segments import decodable_with, sounds
from phonics.levels.sequence import ORDER, RANK, level_of
from phonics.levels.shapes import joined, shapes

LEVELS = ORDER[2:-1]
# what no made-up word can ask for: another reading of the same letters comes first
NEVER_FIRST = {
    "K3": {"o=AO"},
    "K4": {"s=Z"},
    "P1": {"th=DH"},
    "P2": set(),
    "P3": {"se=Z"},
    "P4": {"ew=Y.UW"},
    "P5": {"ear=EH.R"},
    "P6": {"u=UH"},
    "P7": {"bt=T", "mn=M", "ey=EY", "s=IH.Z"},
}


@pytest.mark.parametrize("level", LEVELS)
def test_made_up_words_keep_the_rules(level):
    taught = load().taught_by(level)
    common = {word for word, entry in dictionary().items() if entry.zipf >= 2.5} | set(load().words)
    for seed in SEEDS:
        made = make(level, 20, seed)
        assert len({one.text for one in made}) == len({heard(one.phones) for one in made}) == 20
        for one in made:
            assert decodable_with(one.segments, taught), one.text
            assert RANK[level_of(one.segments)] <= RANK[level], one.text
            assert one.text not in common
            assert not any(map(sounds_real, (one.phones, *one.also))), one.text
            assert not any(blocked_made_up(one.text, way) for way in read(one.text)), one.text
            assert asks(one.segments, level, one.text), f"{one.text} asks nothing new"


@pytest.mark.parametrize("level", LEVELS)
def test_letters_and_sounds_of_a_made_up_word_agree(level):
    for one in make(level, 40, 3):
        assert sorted(place for s in one.segments for place in s.letters) == list(range(len(one.text)))
        assert tuple(phone for s in one.segments for phone in s.phones) == one.phones
        assert align(one.text, one.phones)
        assert {sounds(way) for way in read(one.text, level)} == {one.phones, *one.also}


@pytest.mark.parametrize("level", NEVER_FIRST)
def test_all_that_is_new_can_be_asked_for(level):
    assert {row.code for row in load().new_at(level)} - set(shapes(level)) <= NEVER_FIRST[level]


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_new_is_asked_about_equally_often(level):
    asked = Counter[str]()
    for seed in range(5):
        made = make(level, 2 * len(shapes(level)), seed)
        asked.update(thing for one in made for thing in asks(one.segments, level, one.text))
    often = [asked[thing] for thing in shapes(level)]
    assert sum(times >= 3 for times in often) >= 0.9 * len(often), asked
    assert max(often) <= 5 * sorted(often)[len(often) // 2], asked


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


def test_the_third_level_has_enough_for_four_forms():
    assert len(make("K3", 40, 1)) == 40


@pytest.mark.parametrize("level", ["K1", "S5"])
def test_a_level_without_new_letters_has_none(level):
    with pytest.raises(Invalid, match="teaches no new letters"):
        make(level, 1, 1)


@pytest.mark.parametrize("n", [-1, 0, MOST + 1])
def test_nobody_needs_so_many(n):
    with pytest.raises(Invalid):
        make("P3", n, 1)


def test_the_e_of_a_split_comes_after_the_next_letters():
    assert joined(["d", "a_e", "p"]) == "dape"
    assert joined(["d", "a_e", "p", "d"]) == "daped"


@pytest.mark.parametrize("text", ["dog", "dippin", "unflaggish", "cud", "snaking"])
def test_words_and_words_with_an_ending_are_words(text):
    assert looks_real(text)


@pytest.mark.parametrize("phones", ["K AE T", "N AY T", "R AE B IH T", "R AE B AX T", "S T AY", "P R AE N S"])
def test_what_sounds_like_a_word_is_known(phones):
    assert sounds_real(phones.split())


@pytest.mark.parametrize("text", "snoars glairs croad gluse suxes flighd pinture".split())
def test_what_sounds_like_a_word_with_an_ending_is_known(text):
    assert any(sounds_real(sounds(way)) for way in read(text))


def test_no_stem_sounds_like_a_word():
    stems = [one.text.removesuffix("ful") for one in islice(possible("S2", 1), 300) if one.text.endswith("ful")]
    assert len(stems) > 10
    assert not [stem for stem in stems if len(stem) > 3 and sounds_real(sounds(read(stem)[0]))]


@pytest.mark.parametrize("level", ["P4", "S4"])
def test_only_t_d_or_n_follows_igh(level):
    assert not [one.text for one in islice(possible(level, 1), 500) if re.search("igh[^tdn]", one.text)]


@pytest.mark.parametrize("phones", ["IH N V D", "Z R IY", "HH M"])
def test_consonants_no_word_begins_or_ends_with_cannot_be_said(phones):
    assert not sayable(phones.split())


@pytest.mark.parametrize("text", ["yed", "hum", "mang", "sud", "fuk", "jim", "shid"])
def test_what_sounds_rude_in_thai_or_english_is_blocked(text):
    assert blocked_made_up(text, read(text)[0])


@pytest.mark.parametrize("text", ["plohum", "zomsat", "dramyet", "zimmangle", "flopkee", "zamdockish", "zanteen"])
def test_every_syllable_is_listened_to(text):
    assert any(blocked_made_up(text, way) for way in read(text))


@pytest.mark.parametrize("text", "quimmet lezz fook hieb feggit shetting jiew hure crought queff vagion tould".split())
def test_what_looks_rude_is_blocked_as_well(text):
    assert any(blocked_made_up(text, way) for way in read(text))


@pytest.mark.parametrize("text", ["zib", "nop", "chob", "blafous", "unbraggish"])
def test_harmless_words_are_not_blocked(text):
    assert not blocked_made_up(text, read(text)[0])


def test_a_thai_ear_hears_finals_without_voice():
    assert thai_ear(["Y", "EH", "D"]) == thai_ear(["Y", "EH", "S"]) == ("Y", "EH", "T")
    assert thai_ear(["V", "AO", "L"]) == ("W", "AA", "N")
