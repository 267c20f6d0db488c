"""Dealing words out to parallel forms so that they come out even."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import ceil
from random import Random
from statistics import mean

ZIPF_APART, LETTERS_APART, ASKED_APART = 0.25, 0.6, 1  # what is guaranteed between any two forms
_NEAR = 1.5  # how far a word may be from its twin: letters, and steps of frequency
_OTHER = 3  # correspondences that may differ between twins where none ask for exactly the same


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    asks: frozenset[str]
    zipf: float
    alike: frozenset[str]  # its stem and its sound: "door" and "doors", "pair" and "pear" never meet


class Unmatched(Exception):
    """These draws do not come out even; others may."""


class Table:
    """The forms while they are dealt out; how often each thing is asked in each is kept over real and made-up words."""

    def __init__(self, forms: int) -> None:
        self.asked = [Counter[str]() for _ in range(forms)]

    def deal(
        self, pool: Sequence[Item], n: int, new_share: float, rng: Random, later: frozenset[str] = frozenset()
    ) -> list[list[Item]]:
        """Return n items for each form, twins at the same place; first what was asked least.

        :param later: what can still be asked by other items; of two things asked as seldom it comes second
        :raises Unmatched: if twins run out
        """
        hands: list[list[Item]] = [[] for _ in self.asked]
        left = rng.sample(pool, len(pool))
        askers = Counter(thing for item in pool for thing in item.asks)  # loses what no twins are left for
        near = min(_NEAR, ZIPF_APART * n)  # few words cannot make up for one another
        for place in range(n):
            asked = {thing: sum(hand[thing] for hand in self.asked) for thing in askers}
            things = sorted(
                askers, key=lambda thing: (asked[thing], thing in later, "=" in thing, askers[thing], thing)
            )
            twins = self._twins(left, things, askers, place >= ceil(new_share * n), near)
            used = frozenset[str]().union(*(one.alike for one in twins))
            left = [item for item in left if used.isdisjoint(item.alike)]
            self._hand_out(hands, twins)
        return hands

    def _twins(
        self, left: Sequence[Item], things: Sequence[str], askers: Counter[str], free: bool, near: float
    ) -> Sequence[Item]:
        """Return items alike that ask for what was asked least; once `free`, also for nothing new."""
        size = len(self.asked)
        for thing in things:
            having = [item for item in left if thing in item.asks]
            for most in (0, _OTHER):
                for first in sorted(having[: 2 * size], key=lambda item: -item.zipf):
                    found = _nearest(first, having, size, most, near)
                    if len(found) == size and self._may(found, most):
                        return found
            del askers[thing]
        plain = [item for item in left if free and not item.asks]
        if plain and len(found := _nearest(plain[0], plain, size, 0, near)) == size:
            return found
        raise Unmatched

    def _may(self, found: Sequence[Item], most: int) -> bool:
        return not most or self._cheapest(found)[0] <= ASKED_APART

    def _hand_out(self, hands: Sequence[list[Item]], twins: Sequence[Item]) -> None:
        """Give each form one of the twins so that what is asked, frequency and length stay level."""

        def unlevel(order: Sequence[Item]) -> tuple[int, float]:
            zipf = [sum(item.zipf for item in hand) + one.zipf for hand, one in zip(hands, order, strict=True)]
            size = [
                sum(len(item.text) for item in hand) + len(one.text) for hand, one in zip(hands, order, strict=True)
            ]
            return self._spread(order), 2 * (max(zipf) - min(zipf)) + max(size) - min(size)

        best = min(permutations(twins), key=unlevel)
        for hand, asked, one in zip(hands, self.asked, best, strict=True):
            hand.append(one)
            asked.update(one.asks)

    def _cheapest(self, twins: Sequence[Item]) -> tuple[int, Sequence[Item]]:
        return min(((self._spread(order), order) for order in permutations(twins)), key=lambda pair: pair[0])

    def _spread(self, order: Sequence[Item]) -> int:
        """Return how far apart the forms would be in what they ask for most unevenly."""
        touched = frozenset[str]().union(*(one.asks for one in order))
        counts = (
            [asked[thing] + (thing in one.asks) for asked, one in zip(self.asked, order, strict=True)]
            for thing in touched
        )
        return max((max(row) - min(row) for row in counts), default=0)


def _nearest(first: Item, having: Sequence[Item], size: int, most: int, near: float) -> list[Item]:
    """Return the first item and its nearest twins, no two alike; fewer where there are not enough near."""
    others = [(apart, item.text, item) for item in having if (apart := _apart(first, item)) <= near]
    others = [other for other in others if len(first.asks ^ other[2].asks) <= most]
    found, taken = [first], first.alike
    for _, _, item in sorted(others):
        if len(found) < size and taken.isdisjoint(item.alike):
            found.append(item)
            taken |= item.alike
    return found


def _apart(one: Item, other: Item) -> float:
    return abs(len(one.text) - len(other.text)) + abs(one.zipf - other.zipf)


def even(reals: Sequence[Sequence[Item]], pseudos: Sequence[Sequence[Item]]) -> bool:
    """Return whether the forms keep what `make` guarantees."""
    zipfs = [mean(item.zipf for item in form) for form in reals if form]
    sizes = [[mean(len(item.text) for item in form) for form in kind if form] for kind in (reals, pseudos)]
    asked = [
        Counter(thing for item in (*real, *pseudo) for thing in item.asks)
        for real, pseudo in zip(reals, pseudos, strict=True)
    ]
    things = {thing for form in asked for thing in form}
    return (
        _range(zipfs) <= ZIPF_APART
        and all(_range(row) <= LETTERS_APART for row in sizes)
        and all(_range([form[thing] for form in asked]) <= ASKED_APART for thing in things)
    )


def _range(numbers: Sequence[float]) -> float:
    return max(numbers, default=0) - min(numbers, default=0)
