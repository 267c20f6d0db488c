"""Small instruments and marks, so that every number in the tests can be worked by hand."""

from collections.abc import Callable, Iterable
from uuid import UUID

import pytest

from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.marks import Mark, Outcome
from phonics.assess.subtests import Kind, Stop, StopType, Subtest


@pytest.fixture
def letters() -> Callable[..., Instrument]:
    """Return a maker of letter-sound grids: `letters(100)`; 60 s, rows of 10, stops after the first row."""

    def make(n: int = 100, limit_s: int | None = 60, stop_first: int | None = 10) -> Instrument:
        sounds = [("s", "S"), ("a", "AE"), ("t", "T"), ("p", "P")]
        items = tuple(Item(i + 1, g, "letter_sound", (f"{g}={p}",), (p,)) for i, (g, p) in enumerate((sounds * n)[:n]))
        return _instrument(Kind.LETTER_SOUND, items, limit_s, 10, stop_first)

    return make


@pytest.fixture
def words() -> Callable[..., Instrument]:
    """Return a maker of untimed word lists of level P1: `words(("ship", "sh=SH i=IH p=P"), …)`."""

    def make(*rows: tuple[str, str], stop_first: int | None = None) -> Instrument:
        items = tuple(_word(number, text, codes) for number, (text, codes) in enumerate(rows, start=1))
        return _instrument(Kind.REAL_WORD, items, None, 5, stop_first)

    return make


@pytest.fixture
def taps() -> Callable[..., list[Mark]]:
    """Return a maker of marks, one a pair, in order: `taps((3, "incorrect"), (3, "clear"))`."""

    def make(*pairs: tuple[int | str, str], choice: str = "") -> list[Mark]:
        return [
            Mark(UUID(int=seq), seq, str(item), Outcome(outcome), seq * 500, choice)
            for seq, (item, outcome) in enumerate(pairs, start=1)
        ]

    return make


def _word(number: int, text: str, codes: str) -> Item:
    named = tuple(codes.split())
    return Item(number, text, "real_word", named, tuple(code.partition("=")[2] for code in named))


def _instrument(
    kind: Kind, items: Iterable[Item], limit_s: int | None, columns: int, stop_first: int | None
) -> Instrument:
    stop = Stop(StopType.FIRST_K_ALL_WRONG, stop_first) if stop_first else Stop()
    return Instrument(
        code=f"{kind}-P1-A",
        purpose=Purpose.PROGRESS,
        levels=("P1",),
        form="A",
        title_th="แบบทดสอบ",
        title_en="A test",
        directions_th="อ่าน",
        directions_en="Read",
        subtests=(Subtest(kind, tuple(items), columns=columns, timed_s=limit_s, stop=stop),),
    )
