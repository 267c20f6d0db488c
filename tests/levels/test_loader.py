"""The curriculum fits together."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from phonics.errors import NotFound
from phonics.levels import loader
from phonics.levels.blocklist import blocked_word
from phonics.levels.decoding import RANK, align, decodable_with, level_of
from phonics.levels.loader import load, problems

ROOT = Path(__file__).parents[2]
FIRST_SIX = ("K1", "K2", "K3", "K4", "P1", "P2")


def test_sixteen_levels_are_numbered_as_people_call_them():
    curriculum = load()
    assert [level.number for level in curriculum.levels] == list(range(1, 17))
    assert curriculum.level("K2").number == 2
    assert curriculum.level_numbered(6).code == "P2"
    assert curriculum.after("K1") == curriculum.level("K2")
    assert curriculum.after("S5") is None
    assert all(level.title_th and level.title_en for level in curriculum.levels)


@pytest.mark.parametrize("code", ["K9", "", "k2"])
def test_an_unknown_level_is_not_found(code):
    with pytest.raises(NotFound):
        load().level(code)


@pytest.mark.parametrize("number", [0, 17, -1])
def test_an_unknown_number_is_not_found(number):
    with pytest.raises(NotFound):
        load().level_numbered(number)


def test_what_is_taught_grows_and_nothing_is_taught_by_ear_alone():
    curriculum = load()
    assert curriculum.taught_by("K1") == frozenset()
    assert [row.grapheme for row in curriculum.new_at("K2")] == list("satpin")
    taught = [curriculum.taught_by(code) for code in FIRST_SIX]
    assert all(before < after for before, after in pairwise(taught))
    assert taught[-1] == frozenset(curriculum.correspondences)


def test_every_word_stands_where_the_engine_puts_it():
    for word in load().words.values():
        segments = align(word.text, word.phones)
        assert (segments, level_of(segments)) == (word.segments, word.level), word.text


def test_every_word_of_a_level_is_decodable_there():
    curriculum = load()
    for code in FIRST_SIX:
        for word in curriculum.words_at(code):
            assert decodable_with(word.segments, curriculum.taught_by(code)), word.text


def test_there_are_enough_words():
    at_least = {"K2": 14, "K3": 110, "K4": 80, "P1": 60, "P2": 200}
    assert {code: len(load().words_at(code)) >= n for code, n in at_least.items()} == dict.fromkeys(at_least, True)
    assert len(load().listening_words()) >= 20


def test_no_word_is_on_the_blocklist():
    assert [word.text for word in load().words.values() if blocked_word(word.text, word.phones)] == []


def test_every_picture_is_one_old_emoji_or_a_drawing_of_ours():
    for word in load().words.values():
        kind, _, name = word.picture.partition(":")
        if kind == "art":
            assert (ROOT / "static" / "art" / "words" / f"{name}.svg").is_file(), name
        elif kind:
            assert (kind, len(name)) == ("emoji", 1), word.text
            assert ord(name) <= 0x1F9E6, f"{word.text}: {name} is younger than Unicode 10"


def test_every_word_has_a_thai_gloss():
    assert all(any("ก" <= letter <= "๛" for letter in word.gloss_th) for word in load().words.values())


def test_every_mouth_is_drawn():
    mouths = {row.mouth for row in load().correspondences.values()}
    drawn = {path.stem for path in (ROOT / "static" / "art" / "mouths").glob("*.svg")}
    assert "" not in mouths
    assert mouths <= drawn


def test_a_tricky_word_is_not_readable_where_it_is_taught():
    curriculum = load()
    for level in curriculum.levels:
        for text in level.tricky:
            word = curriculum.words.get(text.lower())
            assert word is None or RANK[word.level] > level.number, text


def test_a_misplaced_word_is_reported():
    curriculum = load()
    words = {**curriculum.words, "ship": replace(curriculum.words["ship"], level="K2")}
    assert problems(replace(curriculum, words=words)) == ["ship stands at K2, the engine says P1"]


def test_a_missing_key_word_is_reported():
    curriculum = load()
    words = {text: word for text, word in curriculum.words.items() if text != "tap"}
    assert problems(replace(curriculum, words=words)) == ["key word 'tap' of t=T does not hold it"]


def test_stones_that_do_not_teach_the_level_are_reported():
    curriculum = load()
    levels = tuple(replace(level, outlines=level.outlines[1:]) for level in curriculum.levels)
    assert "the stones of K2 do not teach its correspondences" in problems(replace(curriculum, levels=levels))


def test_a_word_twice_in_the_file_is_refused(tmp_path):
    file = tmp_path / "words.csv"
    lines = (loader.DATA / "words.csv").read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(loader.Invalid, match="twice"):
        loader._words(file)


def test_loading_is_quick_and_wakes_no_web():
    code = (
        "import sys, time; from phonics.levels.loader import load\n"
        "times = []\n"
        "for _ in range(5):\n"
        "    load.cache_clear(); t = time.process_time(); load(); times.append(time.process_time() - t)\n"
        "print(min(times), *(m for m in ('flask', 'sqlalchemy', 'pandas') if m in sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds, *awake = out.split()
    assert awake == []
    assert float(seconds) < 0.05
