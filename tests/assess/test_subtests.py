"""What a teacher may put together, and what is refused with a sentence."""

import json
from dataclasses import replace
from typing import Any

import pytest

from phonics.assess.instruments import MOST_ITEMS, Instrument, Purpose, numbered
from phonics.assess.items import Item, Option, Response
from phonics.assess.subtests import Kind, Mode, Stop, StopType, Subtest
from phonics.errors import Invalid


def letters(n: int, **more: Any) -> Subtest:
    return Subtest(Kind.LETTER_NAME, tuple(Item(i, "s") for i in range(1, n + 1)), **more)


def choice(number: int = 1, **more: Any) -> Item:
    options = (Option("a", "cat"), Option("b", picture="dog"))
    return Item(number, "ใครวิ่ง", prompt_en="Who ran?", **{"response": Response.CHOICE, "options": options} | more)


def passage(text: str, **more: Any) -> Subtest:
    words = tuple(Item(n, word.strip("“,.”"), printed=word) for n, word in enumerate(text.split(), start=1))
    return Subtest(Kind.PASSAGE, words, timed_s=60, **more)


def rubric() -> Subtest:
    levels = tuple(Option(str(n), f"ระดับ {n}") for n in range(1, 5))
    return Subtest(Kind.RUBRIC, (Item(1, "ความคล่อง", response=Response.RATING, options=levels),))


def whole(*subtests: Subtest, **more: Any) -> Instrument:
    told = {"code": "ours", "purpose": Purpose.PLACEMENT, "levels": ("K2", "K3"), "form": "A"}
    words = {"title_th": "แบบทดสอบ", "title_en": "A test", "directions_th": "อ่าน", "directions_en": "Read"}
    return Instrument(**told | words | {"subtests": numbered(subtests)} | more)


def test_items_are_numbered_through_the_whole_of_it() -> None:
    made = whole(
        letters(10, columns=5),
        passage("“Mum,” said Dr. Tan, “3 cats ran.”"),
        Subtest(Kind.COMPREHENSION, (choice(answers=("a",)),)),
    )
    assert [item.key for item in made.items] == [str(n) for n in range(1, 19)]
    assert [(part.first, part.last) for part in made.subtests] == [(1, 10), (11, 17), (18, 18)]
    assert made.subtest_of(12).kind is Kind.PASSAGE
    assert (made.items[10].prompt, made.items[10].shown) == ("Mum", "“Mum,”")
    assert [len(row) for row in made.rows[:2]] == [5, 5]
    assert (made.level, made.kind, made.points) == ("", "placement", 18)
    with pytest.raises(Invalid, match="is not on this instrument"):
        made.subtest_of(19)


def test_whatever_it_holds_survives_json_with_its_hash() -> None:
    made = whole(
        letters(10, columns=5, stop=Stop(StopType.K_CONSECUTIVE, 4), practice=(Item(1, "m"),), wait_s=5, cut=6),
        Subtest(Kind.PICTURE_VOCABULARY, (choice(answers=("b",), sound="word/dog"),), mode=Mode.SELF_TABLET),
        Subtest(Kind.DICTATION, (Item(1, "ship", response=Response.TEXT, answers=("ship",), points=3, tricky=True),)),
        rubric(),
        cut=9,
    )
    again = Instrument.from_dict(json.loads(json.dumps(made.to_dict())))
    assert again == made
    assert again.content_hash == made.content_hash != replace(made, cut=8).content_hash
    assert made.points == 10 + 1 + 3 + 4


def test_what_has_its_default_is_not_written_so_that_a_later_field_changes_no_hash() -> None:
    assert whole(letters(1)).to_dict()["subtests"] == [{"kind": "letter_name", "items": [{"number": 1, "prompt": "s"}]}]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (whole, "needs items"),
        (lambda: Subtest(Kind.SENTENCE, ()), "needs items"),
        (lambda: whole(letters(MOST_ITEMS), letters(1)), "at most"),
        (lambda: whole(*[letters(1)] * 21), "at most"),
        (lambda: whole(subtests=(letters(2), letters(2))), "numbered"),
        (lambda: whole(letters(1), levels=()), "one level or more"),
        (lambda: whole(letters(1), levels=("K3", "K2")), "in their order"),
        (lambda: whole(letters(1), levels=("K2", "X9")), "in their order"),
        (lambda: whole(letters(5), cut=6), "cut score"),
        (lambda: letters(5, cut=6), "cut score"),
        (lambda: letters(5, cut=0), "cut score"),
        (lambda: letters(5, stop=Stop(StopType.FIRST_K_ALL_WRONG, 6)), "more items than there are"),
        (lambda: Stop(StopType.K_CONSECUTIVE, 0), "stop rule needs a number"),
        (lambda: Stop(StopType.NONE, 4), "stop rule needs a number"),
        (lambda: letters(5, columns=0), "A row holds"),
        (lambda: letters(5, timed_s=0), "time limit"),
        (lambda: letters(5, wait_s=-1), "A wait"),
        (lambda: Item(1, " "), "empty"),
        (lambda: Item(1, "x" * 301), "too long"),
        (lambda: Item(1, "ship", points=0), "points"),
        (choice, "needs an answer"),
        (lambda: choice(answers=("c",)), "needs an answer"),
        (lambda: choice(answers=("a",), options=(Option("a"), Option("a"))), "all different"),
        (lambda: choice(answers=("a",), response=Response.ORDER), "needs an answer"),
        (lambda: choice(answers=("a=z",), response=Response.MATCH, targets=(Option("x"),)), "needs an answer"),
        (lambda: Item(1, "ship", response=Response.TEXT), "needs an answer"),
        (lambda: Subtest(Kind.RUBRIC, (Item(1, "ความคล่อง"),)), "four levels"),
        (lambda: replace(rubric(), timed_s=60), "no time limit"),
        (lambda: whole(letters(1), card="words"), "one subtest for one level"),
        (lambda: whole(letters(1), card="mine", levels=("K2",)), "one subtest for one level"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_sentence(make: Any, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        make()


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "fun"},
        {"levels": 3},
        {"subtests": None},
        {"subtests": [{"kind": "song", "items": []}]},
        {"subtests": [{"kind": "letter_name"}]},
        {"subtests": [{"kind": "letter_name", "items": [{"number": 1}]}]},
        {"subtests": [{"kind": "letter_name", "items": [{"number": 1, "prompt": "s", "colour": "red"}]}]},
        {"subtests": [{"kind": "letter_name", "items": [{"number": 1, "prompt": 5}]}]},
        {"subtests": [{"kind": "letter_name", "items": [{"number": 1, "prompt": "s"}], "columns": "2"}]},
        {"subtests": ["letters"]},
        {"owner": "me"},
    ],
    ids=str,
)
def test_what_was_written_by_somebody_else_is_refused_with_a_sentence(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="not an instrument"):
        Instrument.from_dict(whole(letters(1)).to_dict() | change)


def test_only_where_a_teacher_marks_exceptions_is_silence_right() -> None:
    assert letters(1).silence_is_right
    assert letters(1, mode=Mode.PAPER).silence_is_right
    assert not letters(1, mode=Mode.SELF_TABLET).silence_is_right
    assert not rubric().silence_is_right
