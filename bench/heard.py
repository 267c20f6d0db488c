"""Whether what a recogniser wrote down is what was said: by sound, not by spelling. Standard library only."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import sqrt

from phonics.errors import Invalid
from phonics.levels import readings
from phonics.levels.pronouncing import pronunciations
from phonics.levels.tables import read_rows

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
            "twelve": "twelfth"}  # fmt: skip
# The quantile of a 95 % interval.
Z = 1.96


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation; 20 becomes twenty and 3rd third."""
    plain = re.sub(r"\b(\d{1,2})(st|nd|rd|th)?\b", _in_words, text.lower().replace("’", "'"))
    return [word for word in (part.strip("'") for part in re.split(r"[^a-z0-9']+", plain)) if word]


def same(said: Sequence[str], heard: Sequence[str]) -> bool:
    """Return whether two runs of words are spelled alike or have a pronunciation in common (sea and see, pack it)."""
    if "".join(said) == "".join(heard):
        return True
    return bool(set(_sounds(tuple(said))) & set(_sounds(tuple(heard))))


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return the fewest words put in, left out or heard as others.

    One word heard as two that sound the same (play ground), or two as one, is no error.
    """
    rows = [list(range(len(heard) + 1))]
    for i in range(1, len(said) + 1):
        row = [i]
        for j in range(1, len(heard) + 1):
            wrong = not same(said[i - 1 : i], heard[j - 1 : j])
            costs = [rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + wrong]
            if j > 1 and same(said[i - 1 : i], heard[j - 2 : j]):
                costs.append(rows[i - 1][j - 2])
            if i > 1 and same(said[i - 2 : i], heard[j - 1 : j]):
                costs.append(rows[i - 2][j - 1])
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, between 0 and 1. Source: Wilson (1927)."""
    share, squared = hits / of, Z * Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = Z / (1 + squared / of) * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return middle - half, middle + half


def _in_words(match: re.Match[str]) -> str:
    number = int(match[1])
    words = [ONES[number]] if number < 20 else [TENS[number // 10 - 2], *([ONES[number % 10]] if number % 10 else [])]
    if match[2]:
        last = words[-1]
        words[-1] = ORDINALS.get(last, (last[:-1] + "ie" if last.endswith("y") else last.removesuffix("t")) + "th")
    return " ".join(words)


def _sounds(words: tuple[str, ...]) -> Iterator[str]:
    """Yield every way to say the words one after the other; a schwa counts as the u of cup."""
    ways = [""]
    for word in words:
        ways = [f"{way} {phones}" for way in ways for phones in _said(word)]
    yield from ways


@cache
def _said(word: str) -> frozenset[str]:
    """Return how a word is said; one that no list has (Nock, for the boy Nok) as a reader would sound it out."""
    listed = {" ".join(phones) for phones in pronunciations(word)} | _ours().get(word, set())
    return frozenset(phones.replace("AX", "AH") for phones in listed or _sounded_out(word))


def _sounded_out(word: str) -> set[str]:
    try:
        segments = readings.read(word)[0]
    except (Invalid, IndexError):
        return set()
    return {" ".join(phone for segment in segments for phone in segment.phones)}


@cache
def _ours() -> dict[str, set[str]]:
    """Return how our own word list and names say a word: "SH IH P", by spelling in lower case."""
    said: dict[str, set[str]] = {}
    for table in ("words.csv", "names.csv"):
        for row in read_rows(table):
            said.setdefault(row["word"].lower(), set()).add(row["phones"])
    return said
