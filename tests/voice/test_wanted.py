"""What must be heard, from the curriculum as it ships."""

import csv
from types import SimpleNamespace

import pytest

from phonics.errors import Invalid
from phonics.levels.loader import load
from phonics.levels.words import Word
from phonics.voice import arpabet
from phonics.voice.wanted import DATA, sounds, wanted, word


def names() -> set[tuple[str, str]]:
    return {wish.name for wish in wanted(load())}


def in_lessons() -> list[Word]:
    return [word for word in load().words.values() if word.lesson]


def test_every_word_sound_and_letter_of_the_lessons_is_wanted() -> None:
    curriculum = load()
    asked = [code for level in curriculum.levels for stone in level.outlines for code in stone.codes]
    assert {("word", word.text) for word in in_lessons()} <= names()
    assert {("sound", ".".join(curriculum.correspondences[code].phones)) for code in asked} <= names()
    assert {("letter", letter) for letter in "abcdefghijklmnopqrstuvwxyz"} <= names()
    assert ("phrase", "Well done!") in names()


def test_every_segment_a_lesson_can_blend_has_its_sound() -> None:
    segments = (segment for w in in_lessons() for segment in w.segments if segment.phones)
    assert {("sound", ".".join(segment.phones)) for segment in segments} <= names()


def test_each_is_wanted_once_and_in_a_steady_order() -> None:
    found = [wish.name for wish in wanted(load())]
    assert found == sorted(set(found))


def test_all_phones_can_be_spoken_and_the_segments_use_them_up() -> None:
    for wish in wanted(load()):
        phones = [phone for spoken in arpabet.words_of(wish.spoken) for phone in spoken]
        assert arpabet.for_voice(wish.spoken)
        assert not wish.segments or sum(count for _, count in wish.segments) == len(phones), wish.text


@pytest.mark.parametrize("sound", sounds().values(), ids=sounds())
def test_a_sound_is_cut_from_a_word_that_has_it(sound) -> None:  # type: ignore[no-untyped-def]
    first, last = sound.part
    phones = [arpabet.bare(phone) for phone in sound.spoken.split()]
    assert ".".join(phones[first : last + 1]) == sound.text


def test_a_stop_is_cut_from_the_end_of_its_word() -> None:
    assert all(s.part and s.part[1] == len(s.spoken.split()) - 1 for s in sounds().values() if s.how == "stop")


def test_a_phrase_says_each_of_its_words() -> None:
    for wish in wanted(load()):
        if wish.kind == "phrase":
            assert len(arpabet.words_of(wish.spoken)) == len(wish.text.split()), wish.text


def test_a_word_stressed_late_is_said_so() -> None:
    assert word("relax", "R IH L AE K S".split()).spoken == "R IH0 L AE1 K S"


def test_the_stress_list_agrees_with_the_word_list() -> None:
    words = load().words
    with (DATA / "stress.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        phones = tuple(arpabet.bare(phone) for phone in row["spoken"].split())
        assert row["word"] not in words or words[row["word"]].phones == phones


def test_a_sound_no_word_is_named_for_is_told() -> None:
    strange = SimpleNamespace(text="mix", phones=("QQ",), segments=(), lesson=True)
    curriculum = SimpleNamespace(words={"mix": strange}, correspondences={}, levels=())
    with pytest.raises(Invalid, match="cut") as caught:
        wanted(curriculum)
    assert caught.value.details["sounds"] == "QQ"
