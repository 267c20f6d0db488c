"""The levels say, in both languages, what they teach."""

import tomllib
from dataclasses import replace

import pytest

from phonics.errors import Invalid
from phonics.levels.loader import load
from phonics.levels.scheme import Level, read_levels, scheme_problems
from phonics.levels.sequence import ORDER
from phonics.levels.tables import DATA

FIELDS = "code number band title_th title_en rule tricky teaches awareness entry exit watch indicators".split()


def level(code: str) -> Level:
    return load().level(code)


def planted(code: str, **changes: object) -> list[str]:
    """Return what is reported once one level is changed."""
    return scheme_problems([replace(one, **changes) if one.code == code else one for one in load().levels])


def test_every_level_says_what_it_teaches_and_what_to_watch():
    assert scheme_problems(load().levels) == []
    for one in load().levels:
        assert one.awareness, one.code
        assert len(one.watch) >= 2, one.code
        assert all(len(text) > 20 for text in (*one.teaches, *one.entry, *one.exit)), one.code


def test_reading_is_timed_from_level_six_on_as_planned():
    paces = [one.words_per_minute for one in load().levels]
    assert paces == [None] * 5 + list(range(20, 121, 10))


def test_indicators_follow_the_grades_and_kindergarten_has_none():
    assert {one.indicators for one in load().levels if one.band == "kindergarten"} == {()}
    assert "ต 1.1 ป.1/2" in level("P1").indicators
    assert level("S5").indicators == ("ต 1.1 ม.3/2",)
    assert all(one.indicators for one in load().levels if one.band != "kindergarten")


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_refused_by_name(tmp_path, field):
    lines = (DATA / "levels.toml").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{field} = "))
    end = start
    while not _whole("\n".join(lines[start : end + 1])):
        end += 1
    file = tmp_path / "levels.toml"
    file.write_text("\n".join(lines[:start] + lines[end + 1 :]), encoding="utf-8")
    with pytest.raises(Invalid, match="lacks") as refused:
        read_levels(file)
    assert refused.value.details["field"] == field


def test_a_text_in_one_language_only_is_refused(tmp_path):
    file = tmp_path / "levels.toml"
    text = (DATA / "levels.toml").read_text(encoding="utf-8")
    file.write_text(text.replace(', en = "Clap the syllables of a word"', ""), encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        read_levels(file)
    assert refused.value.details == {"code": "K1", "field": "en"}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"teaches": ("", "Something new.")}, "'Something new.' is not in Thai and English"),
        ({"exit": ("อ่านได้", "")}, "'อ่านได้' is not in Thai and English"),
        ({"watch": (("ระวัง", "ระวัง"),)}, "'ระวัง' is not in Thai and English"),
        ({"watch": ()}, "awareness or watch is empty"),
        ({"awareness": ()}, "awareness or watch is empty"),
        ({"entry": ("ผ่านแล้ว", "Passed P2.")}, "'Passed P2.' names a code"),
        ({"entry": ("ผ่าน P2 แล้ว", "Passed.")}, "'Passed.' names a code"),
        ({"indicators": ("ต 1.1 ป.7/2",)}, "'ต 1.1 ป.7/2' is no indicator"),
        ({"words_per_minute": 20}, "words_per_minute does not rise"),
        ({"words_per_minute": None}, "words_per_minute does not rise"),
    ],
)
def test_what_is_wrong_with_a_level_is_reported(changes, line):
    assert f"levels.toml, P3: {line}" in planted("P3", **changes)


def test_a_tricky_word_taught_twice_is_reported_whatever_its_case():
    again = (*level("P3").tricky, "The")
    assert planted("P3", tricky=again) == ["levels.toml: the is tricky twice"]


def test_levels_out_of_order_are_reported():
    assert scheme_problems(load().levels[1:]) == ["levels.toml: levels are not K1 to S5, numbered 1 to 16"]


def test_people_never_see_a_code():
    for one in load().levels:
        texts = (one.title_th, one.title_en, *one.teaches, *one.entry, *one.exit, *sum(one.watch + one.awareness, ()))
        assert not any(code in text for text in texts for code in ORDER), one.code


def _whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
