"""Wrong choices worth thinking about: what speakers of Thai confuse comes first, what is unfair never comes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from random import Random

from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.levels.sequence import RANK
from phonics.levels.tables import read_rows
from phonics.levels.words import Word

_Sounds = Mapping[str, set[tuple[str, ...]]]

# how far apart two sounds are: confusable, other, or one missing (a cluster or an ending dropped)
_CONFUSABLE, _OTHER, _MISSING = 1.0, 2.0, 1.5
_ALIKE = {"AO": "AA", "AX": "AH"}  # one sound to a learner's ear


def heard(phones: Sequence[str]) -> tuple[str, ...]:
    """Return phones as a learner hears them: dog's vowel is hot's, a schwa is a short u."""
    return tuple(_ALIKE.get(phone, phone) for phone in phones)


def letters_beside(
    right: Correspondence, known: Collection[str], level: str, rng: Random, n: int, far: bool = False
) -> list[Correspondence]:
    """Return up to n correspondences with other letters and another sound, the confusable ones first (`far`: last).

    :param known: codes to choose from
    :param level: what letters can say is looked up to the end of this level
    """
    rows = load().correspondences
    others = [rows[code] for code in rows if code in known]
    rng.shuffle(others)
    others.sort(key=lambda row: (row.code in right.confusions) == far)
    sounds = _sounds_by_grapheme(RANK[level])
    chosen = [right]
    for row in others:
        if len(chosen) <= n and all(_distinct(row, taken, sounds) for taken in chosen):
            chosen.append(row)
    return chosen[1:]


def words_beside(right: Word, pool: Iterable[Word], rng: Random, n: int, far: bool = False) -> list[Word]:
    """Return up to n words that sound like the right one (or, `far`, unlike it); no two the same to eye or ear."""
    others = [word for word in pool if word.text != right.text]
    rng.shuffle(others)
    others.sort(key=lambda word: distance(right.phones, word.phones), reverse=far)
    near = others[: 2 * n + 2]
    rng.shuffle(near)
    chosen = [right]
    for word in [*near, *others[2 * n + 2 :]]:
        if len(chosen) <= n and not any(clash(word, taken) for taken in chosen):
            chosen.append(word)
    return chosen[1:]


def clash(one: Word, other: Word) -> bool:
    """Return whether two words may not be choices of one step: same sound, one inside the other, pictures alike."""
    if one.text in other.text or other.text in one.text or heard(one.phones) == heard(other.phones):
        return True
    return any(one.text in group and other.text in group for group in _lookalikes())


@lru_cache(maxsize=50_000)  # thousands of words make millions of pairs
def distance(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how far apart two words sound: an edit distance in which confusable sounds are near."""
    row = [_MISSING * i for i in range(len(other) + 1)]
    for phone in one:
        above, row = row, [row[0] + _MISSING]
        for i, against in enumerate(other):
            row.append(min(above[i] + _apart(phone, against), above[i + 1] + _MISSING, row[i] + _MISSING))
    return row[-1]


def _apart(one: str, other: str) -> float:
    if heard([one]) == heard([other]):
        return 0.0
    return _CONFUSABLE if (one, other) in _confusable() else _OTHER


def _distinct(one: Correspondence, other: Correspondence, sounds: _Sounds) -> bool:
    """Return whether neither letters nor sound are shared, by any of the things these letters can say."""
    return one.grapheme != other.grapheme and sounds[one.grapheme].isdisjoint(sounds[other.grapheme])


@cache
def _sounds_by_grapheme(rank: int) -> _Sounds:
    """Return everything letters can say by the end of a level."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in load().correspondences.values():
        if RANK[row.level] <= rank:
            found.setdefault(row.grapheme, set()).add(heard(row.phones))
    return found


@cache
def _confusable() -> frozenset[tuple[str, str]]:
    rows = load().correspondences
    pairs = {(row.phones[0], rows[other].phones[0]) for row in rows.values() for other in row.confusions}
    return frozenset(pairs | {(other, one) for one, other in pairs})


@cache
def _lookalikes() -> tuple[frozenset[str], ...]:
    """Return groups of words whose pictures could be taken for each other."""
    return tuple(frozenset(row["words"].split()) for row in read_rows("lookalikes.csv"))
