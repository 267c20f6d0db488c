"""Where longer words are loud: `stress.csv` filled in from the pronouncing dictionary, when the word table is."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from phonics.levels.graphemes import normalise
from phonics.levels.tables import read_rows
from phonics.voice.arpabet import VOWELS

FIELDS = ("word", "stress")

Said = Mapping[str, Sequence[Sequence[str]]]


def fill(table: Path, words: Iterable[tuple[str, Sequence[str]]], said: Said) -> tuple[str, ...]:
    """Add a row for each longer word that has none, and return those whose loud place is not to be found.

    A row has a digit for each vowel: 1 loud, 2 half loud, 0 weak. A row that fits its word stays as people left it.

    :param words: each with its phones, ARPAbet without stress
    :param said: the dictionary: every pronunciation of a word, with stress
    """
    rows, lost = _read(table), []
    for word, phones in words:
        vowels = sum(phone in VOWELS for phone in phones)
        if vowels < 2 or len(rows.get(word, "")) == vowels:
            continue
        digits = _digits(phones, said.get(word, ()))
        if digits.count("1") == 1:
            rows[word] = digits
        else:
            lost.append(word)
    _write(table, rows)
    return tuple(lost)


def _digits(phones: Sequence[str], ways: Iterable[Sequence[str]]) -> str:
    """Return the stress of the pronunciation that has just these phones, "" if there is none."""
    for way in ways:
        if normalise(way) == tuple(phones):
            return "".join(phone[-1] for phone in way if phone[-1].isdigit())
    return ""


def _read(table: Path) -> dict[str, str]:
    return {row["word"]: row["stress"] for row in read_rows(table.name, table.parent)}


def _write(table: Path, rows: Mapping[str, str]) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(sorted(rows.items()))
