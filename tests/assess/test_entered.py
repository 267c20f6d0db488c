"""From paper or by tapping: the same answers of the same child are the same marks and the same score."""

from uuid import UUID

import pytest

from phonics.assess.entered import Typed, entered
from phonics.assess.instruments import Instrument, Purpose, numbered
from phonics.assess.items import Item, Option, Response
from phonics.assess.marks import Mark, MarkKind, Outcome
from phonics.assess.scoring import headline, parts, told
from phonics.assess.spelling import points
from phonics.assess.subtests import LEVELS, Kind, Mode, Stop, StopType, Subtest
from phonics.errors import Invalid

SITTING = UUID(int=7)
LETTERS = Subtest(
    Kind.LETTER_SOUND,
    tuple(Item(n, "s") for n in range(1, 11)),
    columns=5,
    timed_s=60,
    stop=Stop(StopType.FIRST_K_ALL_WRONG, 5),
)
DICTATION = Subtest(
    Kind.DICTATION,
    (Item(1, "ship", points=3, response=Response.TEXT, answers=("ship",)), Item(2, "cake", points=3)),
    mode=Mode.WHOLE_CLASS,
)
QUESTIONS = Subtest(
    Kind.COMPREHENSION,
    (Item(1, "Who?", response=Response.CHOICE, options=(Option("p", "a pig"), Option("c", "a cat")), answers=("c",)),),
)
RUBRIC = Subtest(
    Kind.RUBRIC, (Item(1, "เสียงดัง", response=Response.RATING, options=tuple(Option(n, n) for n in LEVELS)),)
)


def test_of(*subtests: Subtest) -> Instrument:
    return Instrument("ours", Purpose.PROGRESS, ("K3",), "A", "ก", "A", "", "", numbered(subtests))


test_of.__test__ = False  # type: ignore[attr-defined]


def cells(text: str, n: int = 10) -> tuple[str, ...]:
    """Return a cell a character; a dot is an empty one."""
    return tuple("" if one == "." else one for one in text.ljust(n, "."))


def said(marks) -> list[tuple[str, str, str]]:  # type: ignore[no-untyped-def]
    return [(mark.kind.value, mark.item, (mark.outcome or "")) for mark in marks]


def live(*told: tuple[str, str, str, int]) -> list[Mark]:
    """Return marks as the marking grid makes them."""
    return [
        Mark(UUID(int=n), n, item, Outcome(outcome) if outcome else None, at_ms, kind=MarkKind(kind))
        for n, (kind, item, outcome, at_ms) in enumerate(told, start=1)
    ]


def scored(test: Instrument, marks, last: int, seconds: float) -> tuple[object, object]:  # type: ignore[no-untyped-def]
    found = parts(test, marks, last, seconds)
    return headline(test, marks, found).to_dict(), told(test, found)


@pytest.mark.parametrize(
    ("typed", "tapped", "by"),
    [
        (
            Typed(cells("1011s1-"), None, None),  # the time ran out at item 7
            [("mark", "2", "incorrect", 5), ("mark", "5", "self_corrected", 9), ("mark", "7", "no_response", 50_000),
             ("timeout", "1", "", 60_000), ("last_item", "7", "", 61_000)],
            "time",
        ),
        (
            Typed(cells(".0..s.-"), 7, None),  # the quick way: what is not typed up to the last one is right
            [("mark", "2", "incorrect", 5), ("mark", "5", "self_corrected", 9), ("mark", "7", "no_response", 50_000),
             ("timeout", "1", "", 60_000), ("last_item", "7", "", 61_000)],
            "time",
        ),
        (Typed(cells(""), 10, 41.5), [("finish", "1", "", 41_500)], "finished"),
        (
            Typed(cells("00000"), None, 20),
            [*(("mark", str(n), "incorrect", n) for n in range(1, 6)), ("last_item", "5", "", 20_000),
             ("finish", "1", "", 20_000)],
            "stopped",
        ),
        (Typed(cells(""), 0, 12), [("last_item", "0", "", 12_000), ("finish", "1", "", 12_000)], "left"),
    ],
)  # fmt: skip
def test_what_is_typed_is_what_would_have_been_tapped(typed, tapped, by) -> None:  # type: ignore[no-untyped-def]
    test, marks = test_of(LETTERS), live(("start", "1", "", 0), *tapped)
    made = entered(test, [typed], SITTING)
    assert said(made.marks) == said(marks)
    assert made.ended_by == by
    one = scored(test, made.marks, made.last_item, made.seconds_used)
    assert one == scored(test, marks, made.last_item, made.seconds_used)


def test_typed_again_it_has_the_same_ids() -> None:
    typed = [Typed(cells("1011s1-"))]
    assert entered(test_of(LETTERS), typed, SITTING) == entered(test_of(LETTERS), typed, SITTING)
    assert (
        entered(test_of(LETTERS), typed, UUID(int=8)).marks[0].id
        != entered(test_of(LETTERS), typed, SITTING).marks[0].id
    )


def test_several_subtests_follow_each_other_and_one_that_was_not_given_is_left_out() -> None:
    test = test_of(LETTERS, DICTATION, QUESTIONS, RUBRIC)
    typed = [Typed(("",) * 10), Typed(("shp", "caek")), Typed(("B",)), Typed(("3",))]
    made = entered(test, typed, SITTING)
    assert [(m.item, m.outcome, m.points, m.choice) for m in made.marks if m.kind is MarkKind.MARK] == [
        ("11", Outcome.INCORRECT, 2, "shp"),  # sh and p stand there
        ("12", Outcome.INCORRECT, 2, "caek"),
        ("13", Outcome.CORRECT, None, "c"),
        ("14", None, 3, ""),
    ]
    letters, dictation, questions, rubric = parts(test, made.marks, made.last_item, made.seconds_used)
    assert (letters.attempted, dictation.points, questions.correct, rubric.ratings) == (0, 4, 1, {"14": 3})
    assert (made.ended_by, [m.seq for m in made.marks]) == ("finished", list(range(1, len(made.marks) + 1)))


@pytest.mark.parametrize(
    ("written", "got"),
    [("cake", 3), (" Cake ", 3), ("cak", 2), ("kace", 1), ("cakes", 2), ("c", 1), ("ooo", 0), ("caek", 2)],
)
def test_the_graphemes_that_stand_in_a_word_are_its_points(written: str, got: int) -> None:
    assert points(Item(1, "cake", points=3), written) == got


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (Typed(cells("1.1")), "Item %(n)s is empty."),
        (Typed(cells("1x1")), "Item %(n)s: “%(cell)s” cannot be read."),
        (Typed(cells("111"), 2), "Item %(n)s stands after the last one, %(last)s."),
        (Typed(cells("111"), 40), "The last item must be one from %(first)s to %(last)s, or 0."),
        (Typed(cells("1" * 10)), "How many seconds did it take? The last item was reached."),
        (Typed(cells("")), "Nothing was entered for this child."),
        (Typed(cells("1", 3)), "This sheet does not fit this instrument. Please open it again."),
    ],
)
def test_what_cannot_be_taken_is_named(typed: Typed, why: str) -> None:
    with pytest.raises(Invalid) as fault:
        entered(test_of(LETTERS), [typed], SITTING)
    assert fault.value.message == why
