"""The curriculum fits together."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from phonics.errors import Invalid, NotFound
from phonics.levels.blocklist import blocked_word
from phonics.levels.decoding import align
from phonics.levels.graphemes import CONSONANTS
from phonics.levels.loader import load, problems, word_problems
from phonics.levels.scheme import in_thai
from phonics.levels.segments import decodable_with
from phonics.levels.sequence import ORDER, RANK, level_of
from phonics.levels.tables import DATA
from phonics.levels.words import read_words

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
    taught = [curriculum.taught_by(code) for code in ORDER]
    assert all(before < after for before, after in pairwise(taught[:-1]))
    assert taught[-2] == taught[-1] == frozenset(curriculum.correspondences)  # the last level teaches roots


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


def test_every_word_of_a_lesson_has_a_thai_gloss():
    lessons = [word for word in load().words.values() if word.lesson]
    assert len(lessons) > 500
    assert [word.text for word in lessons if not in_thai(word.gloss_th)] == []


def test_every_mouth_is_drawn():
    mouths = {row.mouth for row in load().correspondences.values()}
    drawn = {path.stem for path in (ROOT / "static" / "art" / "mouths").glob("*.svg")}
    assert mouths - {""} <= drawn
    assert [code for code in load().taught_by("P2") if not load().correspondences[code].mouth] == []


def test_a_tricky_word_is_not_readable_where_it_is_taught():
    curriculum = load()
    for level in curriculum.levels:
        for text in level.tricky:
            word = curriculum.words.get(text.lower())
            assert word is None or RANK[word.level] > level.number, text


def test_a_misplaced_word_is_reported():
    curriculum = load()
    words = {**curriculum.words, "ship": replace(curriculum.words["ship"], level="K2")}
    assert word_problems(replace(curriculum, words=words)) == ["ship stands at K2, the engine says P1"]


def test_a_missing_key_word_is_reported():
    curriculum = load()
    words = {text: word for text, word in curriculum.words.items() if text != "tap"}
    assert problems(replace(curriculum, words=words)) == ["correspondences.csv, t=T: key word 'tap' does not hold it"]


@pytest.mark.parametrize(
    ("code", "changes", "line"),
    [
        ("ai=EY", {"rule": ""}, "it has no rule or no Thai hint"),
        ("ai=EY", {"hint_th": "ay"}, "it has no rule or no Thai hint"),
        ("ai=EY", {"key_word": "boat"}, "key word 'boat' does not hold it"),
        ("ai=EY", {"key_word": ""}, "key word '' does not hold it"),
        ("ai=EY", {"confusions": ("zz=QQ",)}, "it is like or confused with an unknown correspondence"),
        ("ai=EY", {"confusions": ("oo=UW",)}, "it is confused with a later correspondence"),
        ("ed=AX.D", {"like": "ed=QQ"}, "it is like or confused with an unknown correspondence"),
    ],
)
def test_a_correspondence_that_does_not_fit_is_reported(code, changes, line):
    curriculum = load()
    rows = {**curriculum.correspondences, code: replace(curriculum.correspondences[code], **changes)}
    assert problems(replace(curriculum, correspondences=rows)) == [f"correspondences.csv, {code}: {line}"]


def test_every_asked_correspondence_has_a_rule_a_hint_and_an_example():
    rows = load().correspondences.values()
    assert [row.code for row in rows if not (row.rule and in_thai(row.hint_th))] == []
    assert [row.code for row in rows if row.asked and not row.key_word] == []


def test_a_hint_shows_a_consonant_without_a_vowel():
    """Phinthu under every consonant that is said alone; sounds Thai does not have carry ≈."""
    for row in load().correspondences.values():
        if row.phones and row.phones[0] in CONSONANTS and len(row.phones) == 1:
            assert "ฺ" in row.hint_th, row.code
        if {"TH", "DH", "V", "Z", "SH", "ZH", "G", "R", "JH"} & set(row.phones):
            assert row.hint_th.startswith("≈"), row.code


def test_confusions_are_other_letters_with_another_sound():
    rows = load().correspondences
    for row in rows.values():
        for other in (rows[code] for code in row.confusions):
            assert other.phones != row.phones, f"{row.code} and {other.code} sound alike"
            assert row.phones, f"{row.code} makes no sound"
            assert other.phones, f"{other.code} makes no sound"


def test_stones_that_do_not_teach_the_level_are_reported():
    curriculum = load()
    levels = tuple(replace(level, outlines=level.outlines[1:]) for level in curriculum.levels)
    assert "levels.toml: the stones of K2 do not teach its correspondences" in problems(
        replace(curriculum, levels=levels)
    )


def test_a_word_twice_in_the_file_is_refused(tmp_path):
    file = tmp_path / "words.csv"
    lines = (DATA / "words.csv").read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(Invalid, match="twice"):
        read_words(tmp_path)


def test_a_table_with_other_columns_is_refused(tmp_path):
    (tmp_path / "words.csv").write_text("word,level\nship,P1\n", encoding="utf-8")
    with pytest.raises(Invalid, match="columns"):
        read_words(tmp_path)


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
