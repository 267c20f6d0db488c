"""Minimal pairs: words that differ only in a sound speakers of Thai confuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from phonics.errors import Invalid
from phonics.levels.decoding import align
from phonics.levels.loader import load
from phonics.levels.segments import sounds
from phonics.levels.sequence import RANK
from phonics.levels.tables import read_rows


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words and the first level at which both can be read.

    :param position: where they differ: `initial`, `medial` or `final`
    """

    one: str
    other: str
    level: str
    position: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sounds apart, and the pairs that differ in nothing else.

    :param sound: the phone in each pair's first word; "" where the second word lacks whatever the first ends on
    :param beside: the phone in its place in the second word
    :param hint_th: how to say them, in Thai; `hint_en` the same in English
    """

    key: str
    sound: str
    beside: str
    title_th: str
    title_en: str
    hint_th: str
    hint_en: str
    pairs: tuple[Pair, ...]


@cache
def contrasts() -> tuple[Contrast, ...]:
    """Return every contrast, consonants first, its pairs in the order they become readable.

    :raises Invalid: if a pair belongs to no contrast, or does not differ in exactly one place
    """
    pairs: dict[str, list[Pair]] = {row["key"]: [] for row in read_rows("contrasts.csv")}
    for row in read_rows("minimal_pairs.csv"):
        if row["contrast"] not in pairs:
            raise Invalid("There is no contrast %(key)s", key=row["contrast"])
        pairs[row["contrast"]].append(_pair(row))
    return tuple(_contrast(row, pairs[row["key"]]) for row in read_rows("contrasts.csv"))


def pairs_at(level: str) -> Mapping[Contrast, tuple[Pair, ...]]:
    """Return the pairs that become readable at this level, by contrast; contrasts without any are left out.

    :raises NotFound: if there is no such level
    """
    code = load().level(level).code
    found = {one: tuple(pair for pair in one.pairs if pair.level == code) for one in contrasts()}
    return {one: pairs for one, pairs in found.items() if pairs}


def difference(one: str, other: str) -> tuple[str, str, str]:
    """Return position, sound and sound beside it ("" if dropped) of two words that differ in one place only.

    :raises Invalid: if they differ in none, in several, or by more than a last sound dropped
    """
    said, beside = sounds(align(one)), sounds(align(other))
    if said[:-1] == beside:
        return "final", said[-1], ""
    apart = [place for place, pair in enumerate(zip(said, beside, strict=False)) if pair[0] != pair[1]]
    if len(said) != len(beside) or len(apart) != 1:
        raise Invalid("%(one)s and %(other)s are no minimal pair", one=one, other=other)
    return _position(apart[0], len(said)), said[apart[0]], beside[apart[0]]


def _position(place: int, length: int) -> str:
    if place == 0:
        return "initial"
    return "final" if place == length - 1 else "medial"


def _pair(row: Mapping[str, str]) -> Pair:
    position, _, _ = difference(row["one"], row["other"])
    return Pair(row["one"], row["other"], row["level"], position, row["note"])


def _contrast(row: Mapping[str, str], pairs: list[Pair]) -> Contrast:
    texts = (row["title_th"], row["title_en"], row["hint_th"], row["hint_en"])
    return Contrast(row["key"], row["sound"], row["beside"], *texts, tuple(sorted(pairs, key=lambda p: RANK[p.level])))
