"""What must be heard, from the curriculum as it ships."""

from functools import cache

import pytest

from phonics.errors import Invalid
from phonics.levels import texts
from phonics.levels.loader import load
from phonics.levels.pronouncing import stresses
from phonics.levels.sequence import RANK
from phonics.levels.words import Word, exceptions, names
from phonics.voice import arpabet, saying
from phonics.voice import wanted as wanting
from phonics.voice.wanted import Wanted, printed, sentence, sounds, wanted, word


@cache
def wishes() -> dict[tuple[str, str], Wanted]:
    return {wish.name: wish for wish in wanted(load(), [("zeb", ("Z", "EH", "B"))])}


def up_to(level: str) -> list[Word]:
    return [word for word in load().words.values() if RANK[word.level] <= RANK[level]]


def vowels(spoken: str) -> int:
    return sum(arpabet.bare(phone) in arpabet.VOWELS for phone in spoken.split())


def test_every_sound_of_every_correspondence_is_wanted() -> None:
    asked = {("sound", ".".join(row.phones)) for row in load().correspondences.values() if row.phones}
    assert asked <= wishes().keys()


def test_every_word_up_to_s2_and_all_that_lessons_and_tables_name_is_wanted() -> None:
    assert {("word", word.text) for word in up_to("S2")} <= wishes().keys()
    others = [*load().tricky(), *names(), *exceptions(), *(w.text for w in load().words.values() if w.lesson)]
    assert {("word", text) for text in others} <= wishes().keys()
    assert {("word", row.key_word) for row in load().correspondences.values() if row.key_word} <= wishes().keys()


def test_every_printed_text_is_wanted_and_so_is_every_word_in_it() -> None:
    stories = [story for level in RANK for story in texts.stories(level)]
    questions = [question for story in stories for question in story.questions]
    shown = {one.text for level in RANK for one in texts.sentences(level)}
    shown |= {one for story in stories for one in (story.title, *story.sentences)}
    shown |= {text for one in questions for _, text in (one.asks, one.right, *one.wrong)}
    assert shown == set(printed())
    assert {("sentence", text) for text in shown} <= wishes().keys()
    assert {("word", one.lower()) for text in shown for one in saying.words_in(text)} <= wishes().keys()


def test_letters_praise_and_made_up_words_are_wanted() -> None:
    assert {("letter", letter) for letter in "abcdefghijklmnopqrstuvwxyz"} <= wishes().keys()
    assert ("phrase", "Well done!") in wishes()
    assert wishes()["pseudo", "zeb"].segments == (((0,), 1), ((1,), 1), ((2,), 1))


def test_every_segment_a_child_can_blend_has_its_sound() -> None:
    parts = {segment.phones for word in up_to("P4") for segment in word.segments if segment.phones}
    assert {("sound", ".".join(phones)) for phones in parts} <= wishes().keys()


def test_each_is_wanted_once_and_in_a_steady_order() -> None:
    found = [wish.name for wish in wanted(load())]
    assert found == sorted(set(found))


def test_all_phones_can_be_spoken_and_the_segments_use_them_up() -> None:
    for wish in wishes().values():
        phones = [phone for spoken in arpabet.words_of(wish.spoken) for phone in spoken]
        assert arpabet.for_voice(wish.spoken)
        assert not wish.segments or sum(count for _, count in wish.segments) == len(phones), wish.text


def test_the_places_of_a_sentence_are_those_of_its_words() -> None:
    for text in printed():
        places = [places for places, _ in wishes()["sentence", text].segments]
        assert ["".join(text[at] for at in one) for one in places] == list(saying.words_in(text))


def test_every_word_and_sentence_has_one_loud_place_at_least_and_no_vowel_is_left_to_the_voice() -> None:
    for wish in wishes().values():
        assert "1" in wish.spoken or wish.kind == "sound", wish.text
        assert all(phone[-1].isdigit() for phone in wish.spoken.split() if arpabet.bare(phone) in arpabet.VOWELS)


def test_the_list_knows_the_loud_place_of_every_longer_word() -> None:
    listed = stresses()
    longer = [wish for wish in wishes().values() if wish.kind == "word" and vowels(wish.spoken) > 1]
    assert [wish.text for wish in longer if len(listed.get(wish.text, "")) != vowels(wish.spoken)] == []


@pytest.mark.parametrize("sound", sounds().values(), ids=sounds())
def test_a_sound_is_cut_from_a_word_that_has_it(sound: Wanted) -> None:
    assert sound.part
    first, last = sound.part
    phones = [arpabet.bare(phone) for phone in sound.spoken.split()]
    assert ".".join(phones[first : last + 1]) == sound.text


def test_a_stop_is_cut_from_the_end_of_its_word() -> None:
    assert all(s.part and s.part[1] == len(s.spoken.split()) - 1 for s in sounds().values() if s.how == "stop")


def test_a_phrase_says_each_of_its_words() -> None:
    for wish in wishes().values():
        if wish.kind == "phrase":
            assert len(arpabet.words_of(wish.spoken)) == len(saying.words_in(wish.text)), wish.text


def test_a_word_stressed_late_is_said_so() -> None:
    assert word("relax", "R IH L AE K S".split()).spoken == "R IH0 L AE1 K S"


def test_a_sentence_has_the_tune_of_its_marks() -> None:
    assert sentence("Yes, we can win!").spoken == "Y EH1 S , | W IY0 | K AE0 N | W IH1 N !"


def test_a_sound_no_word_is_named_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {name: sound for name, sound in sounds().items() if name not in {"SH", "K.S"}}
    monkeypatch.setattr(wanting, "sounds", lambda: fewer)
    with pytest.raises(Invalid, match="cut") as caught:
        wanted(load())
    assert caught.value.details["sounds"] == "K.S, SH"
