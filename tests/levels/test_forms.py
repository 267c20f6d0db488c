"""Two forms of a test are worth the same: no shared word, as common, as long, asking for the same."""

from collections import Counter
from functools import cache
from itertools import combinations
from statistics import mean

import pytest
from seeds import SEEDS, THOUSAND

from phonics.errors import Invalid
from phonics.levels.affixes import affixes_of, stem_of
from phonics.levels.blocklist import blocked_made_up, blocked_word
from phonics.levels.dealing import ASKED_APART, LETTERS_APART, ZIPF_APART
from phonics.levels.forms import Blueprint, Form, make
from phonics.levels.loader import load
from phonics.levels.pseudowords import asks
from phonics.levels.segments import decodable_with
from phonics.levels.sequence import ORDER

ROOMY = ORDER[2:-1]


@cache
def whole(level: str, seed: int) -> tuple[Form, ...]:
    """The forms of a level and a seed, looked at by more than one test."""
    return tuple(make(Blueprint(level), seed))


def texts(form: Form) -> set[str]:
    return {word.text for word in (*form.real, *form.pseudo)}


def asked(form: Form, level: str) -> Counter[str]:
    new = {row.code for row in load().new_at(level)}
    return Counter(code for word in (*form.real, *form.pseudo) for code in {s.code for s in word.segments} & new)


def same(one: Form, other: Form, level: str) -> bool:
    things = asked(one, level), asked(other, level)
    return (
        abs(mean(w.zipf for w in one.real) - mean(w.zipf for w in other.real)) <= ZIPF_APART
        and abs(mean(len(w.text) for w in one.real) - mean(len(w.text) for w in other.real)) <= LETTERS_APART
        and abs(mean(len(w.text) for w in one.pseudo) - mean(len(w.text) for w in other.pseudo)) <= LETTERS_APART
        and all(abs(things[0][code] - things[1][code]) <= ASKED_APART for code in things[0] | things[1])
    )


@pytest.mark.parametrize("level", ROOMY)
def test_forms_keep_what_they_promise(level):
    taught = load().taught_by(level)
    for seed in THOUSAND:
        forms = whole(level, seed)
        assert [form.code for form in forms] == ["A", "B", "C"]
        assert len(set().union(*map(texts, forms))) == 60
        for form in forms:
            assert all(decodable_with(word.segments, taught) for word in (*form.real, *form.pseudo))
            assert not any(blocked_word(word.text, word.phones) for word in form.real)
            assert not any(blocked_made_up(made.text, made.segments) for made in form.pseudo)
        for one, other in combinations(forms, 2):
            assert same(one, other, level), f"{level}, seed {seed}: {one.code} and {other.code}"


@pytest.mark.parametrize("level", [level for level in ROOMY if level not in ("P2", "S2")])
def test_three_in_five_ask_for_what_is_new(level):
    new = {row.code for row in load().new_at(level)}
    for form in make(Blueprint(level, forms=2), 5):
        for words in (form.real, form.pseudo):
            assert sum(bool(new & {segment.code for segment in word.segments}) for word in words) >= 6


def test_words_with_the_affixes_of_level_thirteen_come_from_levels_before_it():
    for form in make(Blueprint("S2"), 1):
        assert all(word.level == "S2" or affixes_of(word.text) for word in form.real)
        assert any(word.level != "S2" for word in form.real)


def test_an_affix_leaves_a_word():
    assert affixes_of("happiness") == {"-ness"}
    assert affixes_of("unfair") == {"un-"}
    assert affixes_of("discovered") == {"dis-"}
    assert not affixes_of("ready") | affixes_of("uncle") | affixes_of("family") | affixes_of("present")


def test_twins_ask_for_the_same():
    for first, second in zip(*(form.pseudo for form in make(Blueprint("P4", forms=2), 3)), strict=True):
        shared = asks(first.segments, "P4") & asks(second.segments, "P4")
        assert shared, f"{first.text} and {second.text}"


def test_the_same_seed_gives_the_same_forms():
    assert make(Blueprint("P3"), 7) == make(Blueprint("P3"), 7) != make(Blueprint("P3"), 8)


@pytest.mark.parametrize("level", ROOMY)
def test_no_two_items_share_a_stem(level):
    for seed in SEEDS[:10]:
        stems = [stem_of(text) for form in whole(level, seed) for text in texts(form)]
        assert len(set(stems)) == len(stems) == 60


@pytest.mark.parametrize(
    "group",
    [
        "toe toes",
        "use used uses",
        "judge judges judged judging",
        "marriage marriages",
        "laugh laughed laughter laughing",
        "broad broader broadest broadly",
        "try tries tried",
        "stop stopped stopping",
        "happy happily happier",
        "box boxes",
    ],
)
def test_the_forms_of_a_word_have_one_stem(group):
    assert len(set(map(stem_of, group.split()))) == 1


def test_other_words_have_other_stems():
    words = "red bed sing ring bus but glass gas test rest her fly".split()
    assert len(set(map(stem_of, words))) == len(words)


@pytest.mark.parametrize("level", ROOMY)
@pytest.mark.parametrize(("real", "pseudo"), [(1, 0), (0, 1), (1, 1), (2, 2)])
def test_forms_may_be_short(level, real, pseudo):
    form, *_ = make(Blueprint(level, real=real, pseudo=pseudo), 1)
    assert (len(form.real), len(form.pseudo)) == (real, pseudo)


def test_a_test_may_have_only_words_of_one_kind():
    form, _ = make(Blueprint("K3", real=10, pseudo=0, forms=2), 1)
    assert (len(form.real), form.pseudo) == (10, ())
    form, _ = make(Blueprint("K3", real=0, pseudo=8, forms=2), 1)
    assert (form.real, len(form.pseudo)) == ((), 8)


@pytest.mark.parametrize(
    ("blueprint", "there"),
    [
        (Blueprint("K1"), 0),
        (Blueprint("S5"), 0),
        (Blueprint("K2"), len(load().words_at("K2"))),
        (Blueprint("K2", real=4), 3),
    ],
    ids=["no letters", "no new letters", "few real words", "few made-up words"],
)
def test_a_small_level_says_what_is_short_and_how_much_there_is(blueprint, there):
    with pytest.raises(Invalid) as refused:
        make(blueprint, 1)
    assert refused.value.details["there"] == there
    assert refused.value.details["level"] == load().level(blueprint.level).number


@pytest.mark.parametrize(
    "blueprint",
    [
        Blueprint("P3", forms=1),
        Blueprint("P3", forms=9),
        Blueprint("P3", real=-1),
        Blueprint("P3", real=0, pseudo=0),
        Blueprint("P3", pseudo=10_000),
        Blueprint("P3", new_share=1.5),
    ],
)
def test_a_blueprint_without_sense_is_refused(blueprint):
    with pytest.raises(Invalid):
        make(blueprint, 1)
