"""The forms of the ready-made tests: drawn by the engine once and kept in a table, so that nobody waits for them."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from phonics.errors import Invalid
from phonics.levels.forms import Blueprint, Form, make, real_words
from phonics.levels.loader import load
from phonics.levels.pseudowords import PseudoWord, asks, possible
from phonics.levels.readings import read
from phonics.levels.segments import sounds
from phonics.levels.sequence import ORDER
from phonics.levels.tables import DATA, read_rows
from phonics.levels.words import Word

TABLE, FIELDS = "word_forms.csv", ("level", "test", "form", "real", "made_up")
CARD, PLACEMENT, ALL_THERE_ARE = "card", "placement", "all"  # "all": where there are too few for two forms
SEED = 2569
Some = TypeVar("Some", Word, PseudoWord)
_EACH, _A_ROW = 10, 2  # words of a kind in a card; in the placement test's row of a level


def drawn(level: str, test: str = CARD) -> tuple[Form, ...]:
    """Return form A and form B of a level's words; () where the level has too few for two."""
    return tuple(_table().get((level, test), {}).values())


def draw(level: str) -> Iterator[tuple[str, Form]]:
    """Yield a level's forms as the engine draws them now, with the test each is for; none where it cannot."""
    try:
        cards = make(Blueprint(level, real=_EACH, pseudo=_EACH, forms=2), SEED)
    except Invalid:
        cards, there = (), Form("A", real_words(level), tuple(possible(level, SEED)))
        if there.pseudo:
            yield ALL_THERE_ARE, there
    yield from ((CARD, form) for form in cards)
    yield from ((PLACEMENT, form) for form in _rows(level, cards))


def lines(level: str) -> list[tuple[str, str, str, str, str]]:
    """Return the lines of the table for a level, as the engine draws them now."""
    return [
        (level, test, form.code, " ".join(one.text for one in form.real), " ".join(one.text for one in form.pseudo))
        for test, form in draw(level)
    ]


def write(folder: Path = DATA) -> int:
    """Draw the forms of every level anew and write the table; return how many there are."""
    rows = [row for level in ORDER for row in lines(level)]
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([FIELDS, *rows])
    return len(rows)


def _rows(level: str, cards: Sequence[Form]) -> tuple[Form, ...]:
    """Return the placement test's rows of a level: common words that ask for something new, none from its cards."""
    used = {word.text for card in cards for words in (card.real, card.pseudo) for word in words}
    asking = [word for word in real_words(level) if asks(word.segments, level)]
    real = [word for word in asking if word.text not in used][: 2 * _A_ROW]
    made_up = list(islice(possible(level, SEED + 1, used), 2 * _A_ROW)) if real else []
    if len(real) < 2 * _A_ROW:
        return ()
    if len(made_up) < 2 * _A_ROW:  # then real words stand for them
        real, made_up = [word for word in asking if word.text not in used][: 4 * _A_ROW], []
    return tuple(Form(code, tuple(_dealt(real, at)), tuple(_dealt(made_up, at))) for at, code in enumerate("AB"))


def _dealt(words: Sequence[Some], at: int) -> Iterator[Some]:
    """Yield every other pair's first or second in turn, so that no form gets all the commoner ones."""
    yield from (word for place, word in enumerate(words) if (place % 4 in (0, 3)) is (at == 0))


@cache
def _table() -> dict[tuple[str, str], dict[str, Form]]:
    found: dict[tuple[str, str], dict[str, Form]] = {}
    for row in read_rows(TABLE):
        real = tuple(_word(text) for text in row["real"].split())
        made_up = tuple(_made_up(text, row["level"]) for text in row["made_up"].split())
        found.setdefault((row["level"], row["test"]), {})[row["form"]] = Form(row["form"], real, made_up)
    return found


def _word(text: str) -> Word:
    word = load().words.get(text)
    if word is None:
        raise Invalid("word_forms.csv: %(word)s is not in the word list", word=text)
    return word


def _made_up(text: str, level: str) -> PseudoWord:
    readings = read(text, level)
    said = list(dict.fromkeys(map(sounds, readings)))
    return PseudoWord(text, readings[0], said[0], tuple(said[1:]))
