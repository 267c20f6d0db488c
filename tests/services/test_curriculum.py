"""The sixteen levels as teachers meet them."""

import pytest
from sqlalchemy import event

from config import ROOT
from phonics.errors import NotFound
from phonics.levels.loader import load
from phonics.levels.sequence import RANK
from phonics.services import curriculum, level_words
from phonics.services.voices import Voices

AUDIO = ROOT / "audio"
VOICES = Voices(None, None, AUDIO, AUDIO)


def test_the_usual_level_is_that_of_most_of_ones_own_children(session, world) -> None:  # type: ignore[no-untyped-def]
    for child, level in zip(world.children, ["K3", "P2", "P2", "K4", "P2"], strict=True):
        child.level = level
    session.commit()
    assert curriculum.standing(session, world.alice).own == {"K3": 1, "K4": 1, "P2": 3}
    assert curriculum.standing(session, world.alice).usual.code == "P2"
    assert curriculum.standing(session, world.bob).own == {}  # Bob's unit, not his class
    assert curriculum.standing(session, world.bob).usual.code == "P2"
    assert curriculum.standing(session, world.ek) == curriculum.Standing()
    assert curriculum.standing(session, world.ek).usual.number == 5


def test_where_children_stand_costs_one_query(session, world) -> None:  # type: ignore[no-untyped-def]
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    curriculum.standing(session, world.alice)
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) == 1


@pytest.mark.parametrize("number", range(1, 17))
def test_a_level_shows_what_it_teaches(number: int) -> None:
    view = curriculum.level(number, VOICES)
    assert [tile.row for tile in view.tiles] == list(load().new_at(view.level.code))
    for tile in view.tiles:
        assert bool(tile.key) == bool(tile.row.key_word)
        for url in (tile.sound_url, tile.word_url):
            assert not url or (AUDIO / "generated" / url.removeprefix("/audio/")).exists()
    assert all(RANK[earlier.code] < number for earlier, _words in view.tricky)


def test_where_no_clip_is_no_address_is_given(tmp_path) -> None:  # type: ignore[no-untyped-def]
    silence = Voices(None, None, tmp_path, tmp_path)
    assert {tile.sound_url + tile.word_url for tile in curriculum.level(5, silence).tiles} == {""}


@pytest.mark.parametrize("number", [0, 17])
def test_there_are_sixteen_levels(number: int) -> None:
    with pytest.raises(NotFound):
        curriculum.level(number, VOICES)


def test_pages_of_words_give_every_word_once_commonest_first() -> None:
    found, page = list[str](), 1
    while page:
        there = level_words.words(6, page=page)
        found += [word.text for word in there.words]
        page = there.next or 0
    assert found == [word.text for word in sorted(load().words_at("P2"), key=level_words.known_by_heart)]
    assert there.total == len(found) > 2 * level_words.PAGE
    with pytest.raises(NotFound):
        level_words.words(6, page=there.page + 1)


def test_words_are_found_by_letters_by_meaning_and_by_what_is_in_them() -> None:
    assert {word.text for word in level_words.words(5, "SHI").words} >= {"ship", "shin"}
    assert "ship" in {word.text for word in level_words.words(5, "เรือ").words}
    holding = level_words.words(5, holding="sh=SH")
    assert 5 < holding.total < level_words.words(5).total
    assert all("sh=SH" in word.codes for word in holding.words)
    assert all("sh" in word.text for word in level_words.words(5, "i", "sh=SH").words)
    assert {"black", "flag"} <= {word.text for word in level_words.every_word(6, "start:l")}
    assert level_words.words(5, "no such word").total == 0
    with pytest.raises(NotFound):
        level_words.words(5, holding="sh=QQ")


def test_level_1_has_words_for_the_ear() -> None:
    assert {word.text for word in level_words.every_word(1)} == {word.text for word in load().listening_words()}


def test_words_long_known_by_heart_come_last_in_a_level() -> None:
    for level in load().levels[1:]:
        late = [level_words.known_by_heart(word) for word in level_words.every_word(level.number)]
        assert late == sorted(late), level.number
    assert level_words.known_by_heart(load().words["the"])
    assert not level_words.known_by_heart(load().words["ship"])


def test_a_thai_word_is_found_whole_first_and_never_inside_another_sound() -> None:
    for number in range(2, 17):
        found = [word.gloss_th for word in level_words.matching(number, "ครู")]
        whole = ["ครู" in gloss.replace(",", " ").split() for gloss in found]
        assert whole == sorted(whole, reverse=True), number
        assert not any("ครู่" in gloss and "ครู" not in gloss.replace("ครู่", "") for gloss in found)
    held = {word.text for number in range(2, 17) for word in level_words.matching(number, "ครู")}
    assert "teacher" in held
    assert any("ครู่" in word.gloss_th for word in load().words.values()), "nothing to be kept out"
