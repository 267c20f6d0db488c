"""The ready-made cards, read as a teacher would: numbers, rows, what they ask, how alike the two forms are."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest

from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.letter_sounds import spread
from phonics.assess.promotion import deciding_kind
from phonics.assess.ready_made import READING, cards
from phonics.assess.subtests import Stop, StopType
from phonics.assess.word_reading import N_ITEMS, N_PSEUDO
from phonics.errors import Invalid
from phonics.levels import forms
from phonics.levels.hearing import parted
from phonics.levels.loader import load
from phonics.levels.sequence import ORDER, level_of, patterns

ALL = cards()
BY_CODE = {instrument.code: instrument for instrument in ALL}
LETTERS = [instrument for instrument in ALL if instrument.kind == "letter_sounds"]
WORDS = [instrument for instrument in ALL if instrument.kind == "words"]
BLENDING = [instrument for instrument in ALL if instrument.kind == "blending"]
BY_EAR = ["K1", "K2"]
ROOMY = [level for level in READING if level != "K2"]  # levels with words enough for two forms
HASHES = Path(__file__).parents[1] / "cases" / "card_hashes.json"
SMALL = Item(1, "s", "letter_sound", ("s=S",), ("S",))


def named(instruments: list[Instrument]) -> dict:
    return {"argvalues": instruments, "ids": [instrument.code for instrument in instruments]}


def pair(level: str) -> tuple[Instrument, Instrument]:
    return BY_CODE[f"words-{level}-A"], BY_CODE[f"words-{level}-B"]


def given(instrument: Instrument) -> tuple[int | None, int, int]:
    (grid,) = instrument.subtests
    return grid.timed_s, grid.wait_s, grid.stop.k


def prompts(instrument: Instrument, kind: str = "") -> list[str]:
    return [item.prompt for item in instrument.items if kind in ("", item.kind)]


def test_letters_and_words_for_levels_two_to_fifteen_and_blending_for_one_and_two_stand_ready_in_two_forms() -> None:
    kinds = {"letter-sounds": READING, "words": READING, "blending": BY_EAR}
    assert set(BY_CODE) == {f"{kind}-{level}-{form}" for kind in kinds for level in kinds[kind] for form in "AB"}
    assert len({instrument.content_hash for instrument in ALL}) == len(ALL) == 60


@pytest.mark.parametrize("instrument", **named(list(ALL)))
def test_everything_a_teacher_reads_is_there_in_both_languages(instrument: Instrument) -> None:
    number = load().level(instrument.level).number
    assert f"เลเวล {number} " in instrument.title_th
    assert f"level {number} " in instrument.title_en
    assert ("ชุด ก" if instrument.form == "A" else "ชุด ข") in instrument.title_th
    assert instrument.directions_th
    assert instrument.directions_en
    assert instrument.level not in instrument.title_th + instrument.title_en + instrument.note_th + instrument.note_en


@pytest.mark.parametrize("instrument", **named(list(ALL)))
def test_only_what_is_taught_is_asked(instrument: Instrument) -> None:
    taught = load().taught_by(instrument.level)
    assert {code for item in instrument.items for code in item.codes} <= taught


@pytest.mark.parametrize("instrument", **named(list(ALL)))
def test_an_instrument_survives_json_with_its_hash(instrument: Instrument) -> None:
    stored = json.loads(json.dumps(instrument.to_dict()))
    assert Instrument.from_dict(stored) == instrument
    assert Instrument.from_dict(stored).content_hash == instrument.content_hash


def test_another_content_has_another_hash() -> None:
    stored = LETTERS[0].to_dict()
    assert Instrument.from_dict(stored | {"wait_s": 5}).content_hash != LETTERS[0].content_hash


@pytest.mark.parametrize("instrument", **named(LETTERS))
def test_letter_sounds_are_ten_rows_of_ten_in_a_minute(instrument: Instrument) -> None:
    assert [len(row) for row in instrument.rows] == [10] * 10
    assert given(instrument) == (60, 3, 10)


@pytest.mark.parametrize("instrument", **named(LETTERS))
def test_no_letter_stands_beside_or_below_one_of_the_same_sound(instrument: Instrument) -> None:
    sounds = [item.phones for item in instrument.items]
    assert all(sounds[at] != sounds[at - 1] for at in range(1, 100))
    assert all(sounds[at] != sounds[at - 10] for at in range(10, 100))


@pytest.mark.parametrize("instrument", **named(LETTERS))
def test_every_sound_comes_about_equally_often_wherever_the_child_stops(instrument: Instrument) -> None:
    whole = Counter(prompts(instrument))
    for reached in (40, 70, 100):
        seen = Counter(prompts(instrument)[:reached])
        assert max(seen.values()) - min(seen[grapheme] for grapheme in whole) <= 2


@pytest.mark.parametrize("level", ["K2", "K3", "K4", "P1", "P2"])
def test_every_grapheme_that_can_be_said_alone_is_on_the_card(level: str) -> None:
    taught = {code.partition("=")[0] for code in load().taught_by(level)}
    in_words_only = {"ff", "ll", "ss", "zz", "bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt", "cc", "es"}
    assert set(prompts(BY_CODE[f"letter-sounds-{level}-A"])) == taught - in_words_only


@pytest.mark.parametrize("level", READING)
def test_the_two_letter_cards_differ_in_order_only(level: str) -> None:
    a, b = (prompts(BY_CODE[f"letter-sounds-{level}-{form}"]) for form in "AB")
    assert set(a) == set(b)
    assert sum(x == y for x, y in zip(a, b, strict=True)) <= 30


def test_a_letter_with_two_sounds_takes_both_and_asks_for_the_first() -> None:
    th = next(item for item in BY_CODE["letter-sounds-P1-A"].items if item.prompt == "th")
    assert (th.codes, th.phones, th.also) == (("th=TH",), ("TH",), (("DH",),))


def test_a_sound_that_hangs_on_its_neighbour_is_no_answer_to_a_letter_alone() -> None:
    alone = {item.prompt: item.also for item in BY_CODE["letter-sounds-P2-A"].items}
    assert (alone["n"], alone["s"], alone["e"]) == ((), (), ())


def test_the_same_seed_lays_out_the_same_card() -> None:
    sounds = {"s": "S", "a": "AE", "t": "T", "p": "P", "c": "K", "k": "K"}
    assert spread(sounds, 60, 10, "x") == spread(sounds, 60, 10, "x") != spread(sounds, 60, 10, "y")


@pytest.mark.parametrize("instrument", **named(BLENDING))
def test_blending_asks_ten_words_by_ear_and_nothing_to_read(instrument: Instrument) -> None:
    assert len(instrument.items) == 10
    assert all(item.kind == "spoken_word" and item.codes == () for item in instrument.items)
    assert all("".join(item.parts) == item.prompt for item in instrument.items)
    assert given(instrument) == (None, 5, 5)


def test_the_first_level_joins_syllables_and_the_second_two_or_three_sounds() -> None:
    first, second = BY_CODE["blending-K1-A"], BY_CODE["blending-K2-A"]
    assert {item.prompt: item.parts for item in first.items}["banana"] == ("ba", "na", "na")
    assert {item.prompt: item.parts for item in second.items}["fish"] == ("f", "i", "sh")
    assert all(len(item.parts) == load().words[item.prompt].syllables for item in first.items)
    assert {len(item.parts) for item in second.items} == {2, 3}
    assert all(len(item.parts) == len(item.phones) for item in second.items)


@pytest.mark.parametrize("level", BY_EAR)
def test_the_two_blending_forms_are_alike_and_share_no_word_with_each_other_or_the_practice(level: str) -> None:
    a, b = (BY_CODE[f"blending-{level}-{form}"] for form in "AB")
    assert [len(item.parts) for item in a.items] == [len(item.parts) for item in b.items]
    practice = [one.word.text for one in parted(level)["practice"]]
    assert len({*prompts(a), *prompts(b), *practice}) == 22
    assert all(f"“{practice[0]}”" in form.directions_th and practice[1] in form.directions_en for form in (a, b))


@pytest.mark.parametrize("level", ORDER[:-1])  # the last, roots and rhythm, gets instruments of its own
def test_what_cannot_be_read_in_two_forms_is_decided_by_ear(level: str) -> None:
    try:
        forms.make(forms.Blueprint(level, real=10, pseudo=10, forms=2), 2569)
    except Invalid:
        enough = False
    else:
        enough = True
    assert (deciding_kind(level) == "words") is enough


def test_an_instrument_without_parts_keeps_the_hash_it_had_before_there_were_any() -> None:
    assert all("parts" not in item for item in BY_CODE["words-K3-A"].to_dict()["items"])


@pytest.mark.parametrize("instrument", **named(WORDS))
def test_a_word_card_has_twenty_words_untimed_all_different_where_there_are_enough(instrument: Instrument) -> None:
    assert len(instrument.items) == N_ITEMS
    if instrument.level in ROOMY:
        assert len(set(prompts(instrument))) == N_ITEMS
    assert given(instrument) == (None, 10, 5)
    assert instrument.subtests[0].columns == 5


@pytest.mark.parametrize("level", ROOMY)
@pytest.mark.parametrize("form", "AB")
def test_half_are_real_and_half_made_up_real_ones_first(level: str, form: str) -> None:
    kinds = [item.kind for item in BY_CODE[f"words-{level}-{form}"].items]
    assert kinds == ["real_word"] * (N_ITEMS - N_PSEUDO) + ["pseudo_word"] * N_PSEUDO


@pytest.mark.parametrize("level", ROOMY)
def test_the_two_word_cards_share_no_word_and_need_no_note(level: str) -> None:
    a, b = pair(level)
    assert not set(prompts(a)) & set(prompts(b))
    assert a.note_th == a.note_en == b.note_th == b.note_en == ""


def test_the_smallest_level_repeats_its_words_and_says_so() -> None:
    a, b = pair("K2")
    real = len(load().words_at("K2"))
    assert set(prompts(a)) & set(prompts(b))
    assert prompts(a) != prompts(b)
    assert all(x != y for form in (a, b) for x, y in zip(prompts(form), prompts(form)[1:], strict=False))
    for form in (a, b):
        assert f" {real} " in form.note_th
        assert f" {real} real words" in form.note_en


@pytest.mark.parametrize("instrument", **named(WORDS))
def test_real_words_are_real_and_made_up_ones_are_not(instrument: Instrument) -> None:
    known = load().words
    assert all(prompt in known for prompt in prompts(instrument, "real_word"))
    assert not any(prompt in known for prompt in prompts(instrument, "pseudo_word"))


@pytest.mark.parametrize("instrument", **named(WORDS))
def test_at_least_three_in_five_ask_for_what_the_level_has_just_taught(instrument: Instrument) -> None:
    new = {correspondence.code for correspondence in load().new_at(instrument.level)}
    asking = [item for item in instrument.items if new & set(item.codes)]
    if instrument.level not in {"P2", "S2"}:  # there it is consonants side by side, or affixes, more than new letters
        assert len(asking) >= 0.6 * N_ITEMS
    real = [load().words[prompt] for prompt in prompts(instrument, "real_word")]
    assert all(level_of(word.segments) == instrument.level for word in real) or instrument.level == "S2"


@pytest.mark.parametrize("form", "AB")
def test_the_sixth_level_asks_for_neighbouring_consonants_at_both_ends(form: str) -> None:
    real = [load().words[prompt] for prompt in prompts(BY_CODE[f"words-P2-{form}"], "real_word")]
    asked = {pattern for word in real for pattern in patterns(word.segments)}
    assert {"end", "start:l", "start:r", "start:s", "syllables"} <= asked


@pytest.mark.parametrize("level", [level for level in ROOMY if len(load().new_at(level)) <= N_ITEMS])
def test_each_new_sound_is_asked_twice_over_both_forms_where_two_words_have_it(level: str) -> None:
    there = Counter(code for word in load().words_at(level) for code in set(word.codes))
    asked = Counter(code for form in pair(level) for item in form.items for code in item.codes)
    missed = [c.code for c in load().new_at(level) if asked[c.code] < 2 <= there[c.code]]
    assert len(missed) <= (level == "P2")  # it teaches 19 things; the suggestion names what was seen too seldom


@pytest.mark.parametrize("level", READING)
def test_the_two_forms_are_as_long_and_as_common(level: str) -> None:
    a, b = pair(level)
    assert len(prompts(a, "real_word")) == len(prompts(b, "real_word"))
    for kind in ("real_word", "pseudo_word"):
        lengths = [mean(len(prompt) for prompt in prompts(form, kind)) for form in (a, b)]
        assert abs(lengths[0] - lengths[1]) <= 0.4
    zipfs = [mean(load().words[prompt].zipf for prompt in prompts(form, "real_word")) for form in (a, b)]
    assert abs(zipfs[0] - zipfs[1]) <= 0.35


def make(**changes) -> Instrument:
    return Instrument.from_dict(LETTERS[0].to_dict() | {"stop_first": None} | changes)


@pytest.mark.parametrize(
    "fault",
    [
        {"items": []},
        {"columns": 0},
        {"stop_first": 101},
        {"stop_first": 0},
        {"limit_s": 0},
        {"items": [LETTERS[0].to_dict()["items"][1]]},
    ],
    ids=["no items", "no columns", "stop after the end", "stop at once", "no time", "numbers not from 1"],
)
def test_an_instrument_that_makes_no_sense_is_refused(fault: dict) -> None:
    with pytest.raises(Invalid):
        make(**fault)


def test_the_last_row_may_be_shorter() -> None:
    items = LETTERS[0].to_dict()["items"][:13]
    assert [len(row) for row in make(items=items).rows] == [10, 3]


def test_marks_know_an_item_by_its_number() -> None:
    assert SMALL.key == "1"


def test_a_card_keeps_the_hash_it_had_before_there_were_subtests() -> None:
    assert {card.code: card.content_hash for card in ALL} == json.loads(HASHES.read_text(encoding="utf-8"))


def test_a_card_that_says_more_than_the_flat_form_can_is_written_in_todays() -> None:
    card = LETTERS[0]
    for change in ({"practice": (SMALL,)}, {"cut": 50}, {"stop": Stop(StopType.K_CONSECUTIVE, 10)}):
        changed = replace(card, subtests=(replace(card.subtests[0], **change),))
        assert "subtests" in changed.to_dict()
        assert Instrument.from_dict(changed.to_dict()) == changed
