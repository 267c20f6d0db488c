"""A made-up word is read as its letters allow: they fall one way, and the neighbours decide what they may say."""

import re

import pytest

from phonics.errors import Invalid
from phonics.levels.decoding import LONGEST_WORD
from phonics.levels.graphemes import VOWELS, taught
from phonics.levels.loader import load
from phonics.levels.readings import MOST_READINGS, read
from phonics.levels.segments import sounds

# letters, then every reading in the order of regularity
READINGS = {
    "snape": ("s n a_e p", "S N EY P"),
    "zinge": ("z i n ge", "Z IH N JH"),
    "melve": ("m e l ve", "M EH L V"),
    "cem": ("c e m", "S EH M"),
    "gef": ("g e f", "JH EH F", "G EH F"),
    "jink": ("j i n k", "JH IH NG K"),
    "nis": ("n i s", "N IH S", "N IH Z"),
    "naps": ("n a p s", "N AE P S"),
    "plown": ("p l ow n", "P L AW N", "P L OW N"),
    "zow": ("z ow", "Z OW", "Z AW"),
    "dreach": ("d r ea ch", "D R IY CH", "D R EH CH"),
    "vook": ("v oo k", "V UH K", "V UW K"),
    "zy": ("z y", "Z AY"),
    "zimpy": ("z i m p y", "Z IH M P IY"),
    "tabble": ("t a bb le", "T AE B AX L"),
    "zable": ("z a b le", "Z EY B AX L"),
    "zanted": ("z a n t ed", "Z AE N T IH D"),
    "zumped": ("z u m p ed", "Z AH M P T"),
    "zilled": ("z i ll ed", "Z IH L D"),
    "zaked": ("z a_e k d", "Z EY K T"),
    "zisses": ("z i ss es", "Z IH S IH Z"),
    "glation": ("g l a ti o n", "G L EY SH AX N"),
    "glission": ("g l i ssi o n", "G L IH SH AX N"),
    "blision": ("b l i si o n", "B L IH ZH AX N"),
    "morcture": ("m or c t ure", "M AO R K CH ER"),
    "zancial": ("z a n ci al", "Z AE N SH AX L"),
    "frinkous": ("f r i n k ous", "F R IH NG K AX S"),
    "chrim": ("ch r i m", "K R IH M"),
    "phep": ("ph e p", "F EH P"),
    "zeigh": ("z eigh", "Z EY", "Z AY"),
    "knib": ("kn i b", "N IH B"),
    "stumb": ("s t u mb", "S T AH M"),
    "wark": ("w ar k", "W AO R K", "W AA R K"),
    "zearn": ("z ear n", "Z ER N", "Z IH R N"),
    "zall": ("z a ll", "Z AO L", "Z AE L"),
    "zo": ("z o", "Z OW"),
}


# the first reading of level 13, where the stem keeps its vowel, and what -ed says only after a stem
FIRST = {
    "disglabbed": "D IH S G L AE B D",
    "misflaffed": "M IH S F L AE F T",
    "rezuggish": "R IY Z AH G IH SH",
    "unglant": "AH N G L AE N T",
    "ungrork": "AH N G R AO R K",
    "inved": "IH N V EH D",
    "disved": "D IH S V EH D",
    "gued": "G EH D",
    "played": "P L EY D",
}


@pytest.mark.parametrize("word", FIRST)
def test_a_stem_keeps_its_vowel_after_a_beginning_and_before_ed(word):
    assert " ".join(sounds(read(word, "S2")[0])) == FIRST[word]


@pytest.mark.parametrize("word", ["disved", "inved", "prehed", "gued", "exced", "disced"])
def test_a_word_is_read_with_a_vowel_in_every_syllable(word):
    for way in (*read(word), *read(word, "P7")):
        said = sounds(way)
        assert sum(phone in VOWELS for phone in said) == len(re.findall("(?<=[^g])[aeiou]|(?<=gu)e|^[aeiou]", word))


@pytest.mark.parametrize("word", READINGS)
def test_letters_fall_one_way_and_their_neighbours_say_how_they_sound(word):
    letters, *said = READINGS[word]
    ways = read(word)
    assert {" ".join(segment.grapheme for segment in way) for way in ways} == {letters}
    assert [" ".join(sounds(way)) for way in ways] == said


def test_a_child_reads_by_what_is_taught():
    assert [segment.grapheme for segment in read("zape", "P2")[0]] == ["z", "a", "p", "e"]
    assert [segment.grapheme for segment in read("zape", "P3")[0]] == ["z", "a_e", "p"]
    assert [sounds(way) for way in read("cem", "P2")] == [("K", "EH", "M")]
    assert len(read("nis", "K3")) == 1
    for level in ("K3", "P1", "P4", "S1"):
        assert {s.code for way in read("timagen", level) for s in way} <= load().taught_by(level)


def test_a_letter_not_yet_taught_cannot_be_read():
    with pytest.raises(Invalid):
        read("zat", "K2")
    with pytest.raises(Invalid):
        read("zaq")


@pytest.mark.parametrize("text", ["", "Zat", "แมว", "z4t", "z t", "z" * (LONGEST_WORD + 1)])
def test_what_is_not_a_word_cannot_be_read(text):
    with pytest.raises(Invalid):
        read(text)


def test_a_long_word_has_no_more_readings_than_anyone_needs():
    assert len(read("bolosomotonopotobosoto")) == MOST_READINGS
    assert all(len(read(letter * LONGEST_WORD)) <= MOST_READINGS for letter in "aeiouyst")


def test_every_reading_is_of_this_table_and_spells_the_word():
    for word in load().words:
        for way in read(word):
            assert all(segment.code in taught() for segment in way)
            assert sorted(place for segment in way for place in segment.letters) == list(range(len(word)))


def test_most_real_words_are_cut_as_the_engine_cuts_them():
    words = load().words.values()
    same = sum([s.letters for s in read(word.text)[0]] == [s.letters for s in word.segments] for word in words)
    assert same >= 0.85 * len(words)
