"""Syllables of written words: facts of spelling, and what holds for every word that ships."""

import pytest

from phonics.errors import Invalid
from phonics.levels.dividing import divide
from phonics.levels.loader import load
from phonics.levels.segments import Segment
from phonics.levels.sequence import RANK
from phonics.levels.syllables import MOST_PLACES, dividable, syllables
from phonics.levels.words import Word

LONG = [word for word in load().words.values() if word.syllables > 1]


def parts(text: str) -> str:
    division = divide(load().words[text])
    return "|".join(division.parts(text)) if division else ""


@pytest.mark.parametrize(
    "divided",
    [
        "rab|bit",  # between two consonants
        "win|ter",
        "chil|dren",  # a beginning of two stays whole
        "hun|dred",
        "ath|lete",
        "pump|kin",
        "mu|sic",  # one consonant after a long vowel
        "ba|by",
        "cab|in",  # one after a short one that is loud
        "lem|on",
        "tick|et",  # never before ck
        "kitch|en",
        "tur|tle",  # consonant and le
        "ap|ple",
        "a|bout",  # a weak vowel stays open
        "ba|nan|a",
        "li|on",  # two vowels
        "fa|ther",  # two letters of one sound stay together
        "moth|er",
        "un|hap|py",  # a beginning
        "re|play",
        "play|ing",  # an ending
        "swim|ming",
        "tell|ing",
        "help|ful",
        "wa|ter",
        "sun|set",  # two words
        "rain|bow",
        "sta|tion",
        "mis|sion",
        "spe|cial",
        "ex|plain",
        "ap|ply",
        "he|ro",
        "mar|ried",
        "cas|tle",
        "cor|ner",
        "bas|ket",
        "mon|key",
        "se|cret",
        "prob|lem",
        "el|e|phant",
        "e|quip|ment",
        "dis|count",
        "re|spect",
        "trans|late",
    ],
)
def test_a_word_falls_where_children_learn_to_divide_it(divided: str) -> None:
    assert parts(divided.replace("|", "")) == divided


def test_a_word_of_one_syllable_or_of_letters_without_one_is_not_divided() -> None:
    assert [parts(text) for text in ("cat", "street", "rhythm", "flower", "fire")] == [""] * 5


def test_what_may_be_cut_in_two_ways_has_both() -> None:
    baking = divide(load().words["baking"])
    assert baking is not None
    assert (baking.cuts, baking.also) == ((3,), ((2,),))


def test_the_loud_part_is_where_the_voice_is_loud() -> None:
    said = {text: divide(load().words[text]) for text in ("rabbit", "about", "banana", "elephant", "hotel")}
    assert {text: one.loud for text, one in said.items() if one} == {
        "rabbit": 0,
        "about": 1,
        "banana": 1,
        "elephant": 0,
        "hotel": 1,
    }


def test_every_part_has_one_vowel_and_no_sound_is_torn() -> None:
    divided = {word: division for word in LONG if (division := divide(word))}
    assert len(divided) / len(LONG) > 0.98
    for word, division in divided.items():
        parts = division.parts(word.text)
        assert "".join(parts) == word.text
        assert all(parts), word.text
        assert len(parts) == word.syllables, word.text
        assert 0 <= division.loud < len(parts)
        edges = [0, *division.cuts]
        vowels = [segment for segment in word.segments if segment.is_vowel]
        assert len({max(edge for edge in edges if edge <= one.letters[0]) for one in vowels}) == len(parts), word.text
        torn = [one for one in word.segments if _is_torn(one, division.cuts)]
        assert all(_may_be_torn(one) for one in torn), word.text


def _is_torn(segment: Segment, cuts: tuple[int, ...]) -> bool:
    first, last = segment.letters[0], segment.letters[0] + len(segment.grapheme.removesuffix("_e")) - 1
    return any(first < cut <= last for cut in cuts)


def _may_be_torn(one: Segment) -> bool:
    doubled = one.grapheme[0] == one.grapheme[1] or one.grapheme[-1] == one.grapheme[-2]
    return doubled or one.grapheme in ("st", "ssi", "xi", "xc", "er", "ur") or one.grapheme.endswith("r")


def test_a_step_can_be_touched_on_a_telephone_and_its_cuts_are_among_its_places() -> None:
    words = dividable(word for word in LONG if RANK[word.level] >= RANK["P4"])
    assert len(words) > 3000
    for word in words:
        step = syllables(word).to_dict()
        assert step["item"] == f"word:{word.text}"
        assert len(step["places"]) <= MOST_PLACES
        assert set(step["cuts"]) <= set(step["places"])
        assert all(set(others) <= set(step["places"]) for others in step["also"])
        assert all(0 < place < len(word.text) for place in step["places"])


def test_what_is_not_dividable_has_no_step() -> None:
    with pytest.raises(Invalid):
        syllables(load().words["cat"])


def test_every_level_from_the_second_band_has_words_to_divide() -> None:
    counted: dict[str, list[Word]] = {}
    for word in dividable(load().words.values()):
        counted.setdefault(word.level, []).append(word)
    assert all(len(counted[level]) >= 15 for level in ("P4", "P5", "P6", "P7", "S1", "S2", "S3", "S4", "S5"))
