"""Words a unit adds."""

import re

import pytest
from pages import check, words

from phonics.store.curriculum import OwnWord

SOMJAI = "S AO M JH AY"


def test_a_wrong_sound_is_told_beside_its_field(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.post("/words", data={"word": "somjai", "typed": "QQ"}).text
    assert page.count('role="alert"') == 1
    assert 'aria-describedby="typed-problem"' in page


def test_a_kept_word_is_said_so_and_a_way_has_thai_hints(alice) -> None:  # type: ignore[no-untyped-def]
    assert re.search(r'lang="th">[^<]+ · [^<]+</span></span></label>', alice.get("/words?word=somjai").text)
    alice.post("/words", data={"word": "somjai", "said": SOMJAI})
    page = alice.get("/words?word=Somjai")
    assert "somjai is already among your own words." in words(page)
    assert 'name="said"' not in page.text


def test_a_word_is_added_by_one_of_its_readings_and_then_known(alice) -> None:  # type: ignore[no-untyped-def]
    assert "unknown" in check(alice, "Somjee sat.").text.split("data-passage")[1].split("</div>")[0]
    page = alice.get("/words?word=somjee").text
    ways = re.findall(r'name="said" value="([A-Z ]+)"', page)
    assert "S AA M JH IY" in ways
    kept = alice.post("/words", data={"word": "somjee", "said": "S AA M JH IY", "gloss": "สมจี"})
    assert kept.status_code == 303
    assert "สมจี" in alice.get("/words").text
    assert "unknown" not in check(alice, "Somjee sat.").text.split("data-passage")[1].split("</div>")[0]


def test_sounds_that_are_typed_come_before_those_chosen(alice, session) -> None:  # type: ignore[no-untyped-def]
    alice.post("/words", data={"word": "somjai", "said": "S AA M JH EY", "typed": "s ao m jh ay"})
    assert session.query(OwnWord.phones).scalar() == SOMJAI


@pytest.mark.parametrize(
    ("word", "said", "why"),
    [
        ("ship", "SH IH P", "The curriculum already has ship, from level 5 on."),
        ("somjai", "K AE T", "No known spelling makes somjai sound like that"),
        ("somjai", "", "Choose how somjai sounds, or write its sounds."),
        ("bitch", "B IH CH", "bitch is not offered to children here."),
        ("ไทย", "T AY", "is not a word of 1–45 letters"),
    ],
)
def test_a_word_that_cannot_be_kept_is_told_why(alice, session, word: str, said: str, why: str) -> None:  # type: ignore[no-untyped-def]
    page = alice.post("/words", data={"word": word, "typed": said, "gloss": "ความหมาย"})
    assert page.status_code == 400
    assert why in words(page)
    assert session.query(OwnWord).count() == 0


def test_a_word_of_the_curriculum_is_said_to_be_one(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/words?word=Ship")
    assert "The curriculum already has ship, from level 5 on." in words(page)
    assert 'name="said"' not in page.text


def test_a_word_is_taken_off_by_the_unit_and_by_no_other(world, sign_in, alice, session) -> None:  # type: ignore[no-untyped-def]
    alice.post("/words", data={"word": "somjai", "said": SOMJAI})
    assert "somjai is among your words now" in words(alice.get("/words"))
    path = f"/words/{session.query(OwnWord.id).scalar()}/removal"
    assert sign_in(world.charlie).post(path).status_code == 404
    assert "somjai" not in sign_in(world.charlie).get("/words").text
    assert sign_in(world.bob).post(path).status_code == 303
    assert sign_in(world.bob).post(path).status_code == 404
