"""A draft, its changes, and what is found in it before children meet it."""

from typing import Any

import pytest

from phonics.assess import changes, drafting, inspecting
from phonics.assess.instruments import Purpose
from phonics.assess.proposals import mixed, propose
from phonics.assess.ready_made import ready_made
from phonics.assess.subtests import Kind
from phonics.errors import Invalid


def empty(level: str = "P1") -> drafting.Content:
    return drafting.begin("own-1-A", Purpose.PROGRESS, (level,), "A", ("แบบทดสอบ", "A test"))


def with_words(text: str, kind: str = "real_word", level: str = "P1") -> drafting.Content:
    made = changes.change(empty(level), "add_subtest", {"kind": kind})
    return changes.change(made, "add_items", {"subtest": "0", "text": text})


def prompts(content: drafting.Content, subtest: int = 0) -> list[str]:
    return [item["prompt"] for item in content["subtests"][subtest]["items"]]


def said(content: drafting.Content, **more: Any) -> dict[str, inspecting.Severity]:
    return {one.message: one.severity for one in inspecting.inspect(content, **more)}


def test_items_are_added_moved_changed_and_taken_out_and_stay_numbered() -> None:
    made = with_words("ship chin fish")
    made = changes.change(made, "move_item", {"subtest": "0", "item": "0", "to": "2"})
    assert prompts(made) == ["chin", "fish", "ship"]
    made = changes.change(made, "edit_item", {"subtest": "0", "item": "1", "text": "shop"})
    made = changes.change(made, "add_subtest", {"kind": "rubric"})
    made = changes.change(made, "add_items", {"subtest": "1", "text": "ความคล่อง"})
    made = changes.change(made, "remove_item", {"subtest": "0", "item": "0"})
    assert [item["number"] for part in made["subtests"] for item in part["items"]] == [1, 2, 3]
    made = changes.change(made, "move_subtest", {"subtest": "1", "to": "0"})
    assert [part["kind"] for part in made["subtests"]] == ["rubric", "real_word"]
    assert prompts(made, 1) == ["shop", "ship"]
    assert drafting.whole(made).points == 6
    assert changes.change(made, "remove_subtest", {"subtest": "0"})["subtests"][0]["items"][0]["number"] == 1


def test_a_change_leaves_what_was_before_as_it_was() -> None:
    before = with_words("ship chin")
    after = changes.change(before, "tricky", {"subtest": "0", "item": "0"})
    assert "tricky" not in before["subtests"][0]["items"][0]
    assert "tricky" not in changes.change(after, "tricky", {"subtest": "0", "item": "0"})["subtests"][0]["items"][0]


def test_other_words_for_a_question_keep_its_answers_and_another_word_gets_its_pictures() -> None:
    asked = with_words("ใครวิ่ง | แมว | หมา", "comprehension")
    changed = changes.change(asked, "edit_item", {"subtest": "0", "item": "0", "text": "ใครวิ่งเร็ว"})
    (item,) = changed["subtests"][0]["items"]
    assert (item["prompt"], item["answers"], len(item["options"])) == ("ใครวิ่งเร็ว", ["a"], 2)
    shown = changes.change(
        with_words("cat", "picture_vocabulary"), "edit_item", {"subtest": "0", "item": "0", "text": "dog"}
    )
    (item,) = shown["subtests"][0]["items"]
    assert {option["key"]: option["picture"] for option in item["options"]}["a"] == "dog"
    assert inspecting.stops(inspecting.inspect(shown)) == 0


def test_settings_are_kept_and_an_empty_number_is_none() -> None:
    made = with_words("ship chin fish")
    told = {"subtest": "0", "timed_s": "60", "stop": "k_consecutive", "k": "9", "mode": "paper", "cut": "2"}
    made = changes.change(made, "settings", told | {"directions_th": "อ่าน\r\nคำ"})
    part = drafting.whole(made).subtests[0]
    assert (part.timed_s, part.stop.k, part.mode, part.cut, part.directions_th) == (60, 3, "paper", 2, "อ่าน\nคำ")
    made = changes.change(made, "settings", {"subtest": "0", "timed_s": "", "cut": ""})
    assert drafting.whole(made).subtests[0].timed_s is None
    assert drafting.whole(changes.change(made, "facts", {"levels": "P2 K3"})).levels == ("K3", "P2")


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("eat", {}),
        ("add_subtest", {"kind": "poem"}),
        ("remove_item", {"subtest": "0", "item": "9"}),
        ("move_item", {"subtest": "²", "item": "0", "to": "1"}),
        ("add_items", {"subtest": "0", "text": "  "}),
        ("edit_item", {"subtest": "0", "item": "0", "text": ""}),
        ("settings", {"subtest": "0", "timed_s": "-1"}),
        ("settings", {"subtest": "0", "mode": "sleeping"}),
        ("facts", {"title_th": "ก" * 121}),
        ("facts", {"purpose": "fun"}),
    ],
)
def test_what_makes_no_sense_is_refused(do: str, fields: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        changes.change(with_words("ship"), do, fields)


@pytest.mark.parametrize("ready", ready_made(), ids=lambda one: one.code)
def test_a_card_of_ours_opens_as_a_draft_that_nothing_stops(ready: Any) -> None:
    opened = drafting.opened(ready.to_dict())
    assert drafting.whole(opened).card == ""
    assert inspecting.stops(inspecting.inspect(opened)) == 0


def test_what_is_proposed_can_be_published_at_once() -> None:
    made = drafting.put_subtest(empty("P2"), mixed("P2", 20, "A", 5))
    made = drafting.put_subtest(made, propose(Kind.PASSAGE, "P2", 0, "A", 5))
    assert inspecting.stops(inspecting.inspect(made, heard=lambda *_: True)) == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (empty(), inspecting.NO_PARTS),
        (changes.change(empty(), "add_subtest", {"kind": "real_word"}), inspecting.UNEMPTY),
        (changes.change(with_words("ship"), "settings", {"subtest": "0", "cut": "2"}), "The cut score must be"),
        (changes.change(with_words("ship"), "facts", {"cut": "2"}), "The cut score must be"),
        (changes.change(with_words("ship"), "facts", {"title_en": " "}), inspecting.NO_TITLE),
        (changes.change(with_words("ship"), "facts", {"directions_th": ""}), inspecting.NO_DIRECTIONS),
        (with_words("boat"), "cannot be read at level"),
        (with_words("The boat sank.", "sentence"), "cannot be read at level"),
        (with_words("We sat in a boat.", "passage"), "cannot be read at level"),
        (with_words("xqzt"), "Nobody has said"),
        (with_words("damn"), "not offered to children"),
        (with_words("ship", "pseudo_word"), "is a real word"),
        (with_words("spout", "pseudo_word"), "is a real word"),
        (with_words("thob", "pseudo_word", "K3"), "do not say how to read"),
        (with_words("the", "picture_vocabulary"), inspecting.NO_PICTURE),
        (changes.change(with_words("ship"), "settings", {"subtest": "0", "mode": "self_tablet"}), inspecting.NO_ANSWER),
    ],
)  # fmt: skip
def test_this_stops_a_test(content: drafting.Content, message: str) -> None:
    stopping = [one.message for one in inspecting.inspect(content) if one.severity is inspecting.Severity.STOPS]
    assert any(message in one for one in stopping), stopping


def test_what_is_known_by_heart_need_not_be_decodable() -> None:
    boat = with_words("boat")
    (stopped,) = [one for one in inspecting.inspect(boat) if one.severity is inspecting.Severity.STOPS]
    assert (stopped.item, stopped.subtest, stopped.remedy) == (1, 0, "tricky")
    assert stopped.details["codes"] == ("oa=OW",)
    assert inspecting.stops(inspecting.inspect(changes.change(boat, "tricky", {"subtest": "0", "item": "0"}))) == 0


def test_own_words_are_words() -> None:
    assert inspecting.stops(inspecting.inspect(with_words("somjai"))) == 1
    own = {"somjai": ("S", "AO", "M", "JH", "AY")}
    assert "Nobody has said" not in str(said(with_words("somjai"), own=own))


def test_advice_is_given_and_stops_nothing() -> None:
    few = with_words("ship ship cat")
    assert said(few, others={"B": frozenset({"cat"})}, heard=lambda kind, text: text != "cat") == dict.fromkeys(
        [inspecting.FEW, inspecting.TWICE, inspecting.IN_BOTH, inspecting.NOT_HEARD, inspecting.LITTLE_NEW],
        inspecting.Severity.ADVICE,
    )


def test_the_sound_of_a_question_on_the_tablet_is_no_mere_advice() -> None:
    made = changes.change(with_words("ship", "dictation"), "settings", {"subtest": "0", "mode": "self_tablet"})
    assert said(made, heard=lambda *_: False)[inspecting.MUTE] is inspecting.Severity.STOPS
    assert inspecting.stops(inspecting.inspect(made, heard=lambda *_: True)) == 0


def test_more_than_ten_minutes_and_sounds_asked_once_are_told() -> None:
    long = with_words("ship " * 31, "dictation")
    assert inspecting.TOO_LONG in said(long)
    assert inspecting.MANY in said(long)
    once = with_words("ship shop wish chin chip chop thin path bath that then this sing king ring sank sink when")
    assert inspecting.RARELY in said(once)
