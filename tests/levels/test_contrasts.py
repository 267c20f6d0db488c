"""Minimal pairs differ in the contrast they stand for and in nothing else, and are fit for children."""

import csv
from collections import Counter

import pytest

from phonics.errors import Invalid, NotFound
from phonics.levels.blocklist import blocked_word
from phonics.levels.contrasts import Contrast, contrasts, difference, pairs_at
from phonics.levels.decoding import align
from phonics.levels.loader import load
from phonics.levels.segments import sounds
from phonics.levels.sequence import ORDER, RANK, level_of
from phonics.levels.tables import DATA

EVERY = pytest.mark.parametrize("contrast", contrasts(), ids=lambda contrast: contrast.key)
NOT_DROPPED_IN_THAI = {"M", "N", "NG"}


def level(word: str) -> str:
    listed = load().words.get(word)
    return listed.level if listed else level_of(align(word))


def is_thai(letter: str) -> bool:
    return "ก" <= letter <= "๛"


def apart() -> set[str]:
    with (DATA / "apart.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"] for row in csv.DictReader(file)}


def test_every_confusion_of_speakers_of_thai_is_there() -> None:
    expected = "r-l v-w z-s sh-ch th-t th-d final-t-d final-k-g final-p-b final-s-z final-n-l final-drop ae-e i-ii u-uu"
    assert [contrast.key for contrast in contrasts()] == expected.split()


@EVERY
def test_there_are_at_least_twelve_pairs_none_twice(contrast: Contrast) -> None:
    words = {frozenset((pair.one, pair.other)) for pair in contrast.pairs}
    assert len(words) == len(contrast.pairs) >= 12


def test_no_pair_stands_under_two_contrasts() -> None:
    seen = Counter(frozenset((pair.one, pair.other)) for contrast in contrasts() for pair in contrast.pairs)
    assert max(seen.values()) == 1


@EVERY
def test_a_pair_differs_in_the_contrast_and_in_nothing_else(contrast: Contrast) -> None:
    for pair in contrast.pairs:
        position, sound, beside = difference(pair.one, pair.other)
        assert position == pair.position
        if contrast.key == "final-drop":
            assert (position, beside) == ("final", "")
            assert sound not in NOT_DROPPED_IN_THAI
        else:
            assert (sound, beside) == (contrast.sound, contrast.beside)
            assert position == "final" or not contrast.key.startswith("final")


@EVERY
def test_the_level_is_the_later_one_of_both_words(contrast: Contrast) -> None:
    for pair in contrast.pairs:
        assert pair.level == max(level(pair.one), level(pair.other), key=RANK.__getitem__)


@EVERY
def test_no_word_is_blocked_a_name_or_an_abbreviation(contrast: Contrast) -> None:
    kept_apart = apart()
    for pair in contrast.pairs:
        assert pair.one != pair.other
        for word in (pair.one, pair.other):
            assert not blocked_word(word, sounds(align(word)))
            assert word not in kept_apart


@pytest.mark.parametrize("key", ["r-l", "th-t", "th-d"])
def test_pairs_stand_at_the_start_in_the_middle_and_at_the_end(key: str) -> None:
    contrast = next(one for one in contrasts() if one.key == key)
    positions = Counter(pair.position for pair in contrast.pairs)
    assert set(positions) == {"initial", "medial", "final"}
    assert min(positions.values()) >= 4


def test_final_s_and_z_are_kept_for_their_own_contrast() -> None:
    contrast = next(one for one in contrasts() if one.key == "z-s")
    positions = Counter(pair.position for pair in contrast.pairs)
    assert set(positions) == {"initial", "medial"}
    assert min(positions.values()) >= 8


@EVERY
def test_a_teacher_is_told_in_thai_and_english(contrast: Contrast) -> None:
    assert all((contrast.title_th, contrast.title_en, contrast.hint_th, contrast.hint_en))
    assert any(map(is_thai, contrast.hint_th))
    assert not any(map(is_thai, contrast.title_en + contrast.hint_en))


def test_every_pair_is_found_at_exactly_one_level() -> None:
    by_level = sum(len(pairs) for code in ORDER for pairs in pairs_at(code).values())
    assert by_level == sum(len(contrast.pairs) for contrast in contrasts())
    assert pairs_at("K1") == {}


def test_the_pairs_of_a_level_are_readable_at_it() -> None:
    found = {(pair.one, pair.other) for pairs in pairs_at("K3").values() for pair in pairs}
    assert {("bat", "bad"), ("man", "men")} <= found
    assert ("ship", "sheep") not in found


def test_an_unknown_level_is_not_found() -> None:
    with pytest.raises(NotFound):
        pairs_at("K9")


@pytest.mark.parametrize(("one", "other"), [("cat", "cat"), ("cat", "dog"), ("bee", "bead"), ("cat", "cans")])
def test_what_is_no_minimal_pair_is_refused(one: str, other: str) -> None:
    with pytest.raises(Invalid):
        difference(one, other)
