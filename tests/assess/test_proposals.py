"""What the engine proposes for a test, and what it makes of what a teacher types."""

import pytest

from phonics.assess.items import Response
from phonics.assess.proposals import mixed, propose
from phonics.assess.subtests import Kind, StopType, Subtest
from phonics.assess.typed import typed
from phonics.assess.usual import minutes
from phonics.errors import Invalid
from phonics.levels.loader import load
from phonics.levels.readability import check_text
from phonics.levels.texts import stories


def prompts(subtest: Subtest) -> list[str]:
    return [item.prompt for item in subtest.items]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("level", ["K3", "P4"])
def test_every_kind_is_proposed_whole_with_directions_in_both_languages(kind: Kind, level: str) -> None:
    made = propose(kind, level, 0, "A", seed=7)
    assert made.kind is kind
    assert made.directions_th
    assert made.directions_en
    assert {code for item in made.items for code in item.codes} <= load().taught_by(level)
    assert made == propose(kind, level, 0, "A", seed=7)
    assert 1 <= minutes([made]) <= 10


@pytest.mark.parametrize("kind", [Kind.REAL_WORD, Kind.PSEUDO_WORD, Kind.DICTATION, Kind.PICTURE_VOCABULARY])
def test_three_forms_share_no_word(kind: Kind) -> None:
    forms = [prompts(propose(kind, "P2", 10, form, seed=3)) for form in "ABC"]
    assert len({word for form in forms for word in form}) == 30


def test_a_list_half_made_up_is_that() -> None:
    made = mixed("P1", 20, "B", seed=1)
    assert [item.kind for item in made.items].count("pseudo_word") == 10
    assert (made.columns, made.stop.type, made.stop.k) == (5, StopType.FIRST_K_ALL_WRONG, 5)


def test_a_level_of_few_words_has_fewer_of_them_and_no_third_form() -> None:
    a, b = (prompts(propose(Kind.REAL_WORD, "K2", 20, form, seed=1)) for form in "AB")
    assert len(a) == len(b) == 8
    assert not {*a} & {*b}
    with pytest.raises(Invalid, match="has only"):
        propose(Kind.REAL_WORD, "K2", 20, "C", seed=1)


@pytest.mark.parametrize(("kind", "level"), [(Kind.LETTER_SOUND, "K1"), (Kind.PSEUDO_WORD, "S5"), (Kind.PASSAGE, "K2")])
def test_what_a_level_cannot_be_asked_is_said(kind: Kind, level: str) -> None:
    with pytest.raises(Invalid, match=r"teaches no|no texts"):
        propose(kind, level, 0, "A", seed=1)


def test_a_passage_is_its_story_word_by_word_as_it_is_printed() -> None:
    story = stories("P3")[0]
    made = propose(Kind.PASSAGE, "P3", 0, "A", seed=1)
    printed = " ".join(item.shown for item in made.items)
    assert printed.split() == story.text.split()
    assert [line.strip() for line in printed.split("\n")] == list(story.paragraphs)
    assert check_text(printed, "P3").share == 1
    asked = propose(Kind.COMPREHENSION, "P3", 0, "A", seed=1)
    assert [item.prompt_en for item in asked.items] == [question.asks[1] for question in story.questions]
    right = [{o.key: o.text for o in item.options}[item.answers[0]] for item in asked.items]
    assert [text.partition(" (")[0] for text in right] == [question.right[0] for question in story.questions]
    assert len({[o.key for o in item.options].index("a") for item in asked.items}) > 1


def test_typed_words_are_cut_by_the_engine() -> None:
    ship, the = typed(Kind.REAL_WORD, "Ship,\nthe", "P1")
    assert (ship.prompt, ship.codes, ship.phones) == ("ship", ("sh=SH", "i=IH", "p=P"), ("SH", "IH", "P"))
    assert (ship.tricky, the.tricky) == (False, True)
    (thob,) = typed(Kind.PSEUDO_WORD, "thob", "P1")
    assert thob.also  # th as in thin or as in this
    (written,) = typed(Kind.DICTATION, "fish", "P1")
    assert (written.response, written.answers, written.sound) == (Response.TEXT, ("fish",), "word/fish")
    (parted,) = typed(Kind.SEGMENTATION, "chin", "P1")
    assert (parted.parts, parted.codes) == (("ch", "i", "n"), ())
    (somjai,) = typed(Kind.REAL_WORD, "somjai", "P1", {"somjai": ("S", "AO", "M", "JH", "AY")})
    assert somjai.phones == ("S", "AO", "M", "JH", "AY")
    (nobody,) = typed(Kind.REAL_WORD, "xqzt", "P1")
    assert (nobody.codes, nobody.phones) == ((), ())


def test_typed_lines_and_running_text() -> None:
    run = typed(Kind.PASSAGE, "“Mum,” said Dr. Tan,\n“3 cats ran.”", "P1")
    assert [item.prompt for item in run] == ["Mum", "said", "Dr", "Tan", "3", "cats", "ran"]
    assert [item.shown for item in run][2:5] == ["Dr.", "Tan,\n", "“3"]
    (asked,) = typed(Kind.COMPREHENSION, "ใครวิ่ง | แมว | หมา | ไก่", "P1")
    assert {option.key: option.text for option in asked.options}[asked.answers[0]] == "แมว"
    (rated,) = typed(Kind.RUBRIC, "ความคล่อง", "P1")
    assert [option.key for option in rated.options] == ["1", "2", "3", "4"]
    with pytest.raises(Invalid, match="four levels"):
        typed(Kind.RUBRIC, "ความคล่อง | ดี | ดีมาก", "P1")
    with pytest.raises(Invalid, match="at most"):
        typed(Kind.REAL_WORD, "cat " * 301, "P1")
    with pytest.raises(Invalid, match="is not a word"):
        typed(Kind.REAL_WORD, "b2b", "P1")
