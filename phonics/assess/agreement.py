"""How far two people who scored the same child agree: item by item, beyond chance, and in words per minute."""

from collections.abc import Mapping
from dataclasses import dataclass

from phonics.assess.marks import Outcome

SHARE_TOO_LARGE = 0.9  # above it kappa says more about the category than about the scorers


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two scorings of one child, compared on the items that both say were attempted.

    :param n_items: items compared
    :param n_agreed: items both called right, or both wrong; self-corrected is right, no answer is wrong
    :param differing: the keys of the others, in order
    :param one_sided: items that only one of them counts as attempted: they differ about how far the child came
    :param kappa: Cohen's kappa, −1…1; None when nothing was compared or both used one category only
    :param unstable: one category holds more than 90 % of all judgements: read the plain agreement instead
    """

    n_items: int
    n_agreed: int
    differing: tuple[str, ...]
    one_sided: tuple[str, ...]
    kappa: float | None
    unstable: bool

    @property
    def share(self) -> float | None:
        """Return the share of items on which they agree, 0–1; None when nothing was compared."""
        return self.n_agreed / self.n_items if self.n_items else None


def agreement(first: Mapping[str, Outcome], second: Mapping[str, Outcome]) -> Agreement:
    """Return how far two scorings agree.

    :param first: item → outcome of all that was attempted, in order (`scoring.answers`)
    Source: Cohen (1960), κ = (pₒ − pₑ) ÷ (1 − pₑ); Feinstein & Cicchetti (1990) on kappa where one category prevails.
    """
    both = [item for item in first if item in second]
    pairs = [(first[item].right, second[item].right) for item in both]
    agreed = sum(one == other for one, other in pairs)
    return Agreement(
        n_items=len(both),
        n_agreed=agreed,
        differing=tuple(item for item, (one, other) in zip(both, pairs, strict=True) if one != other),
        one_sided=tuple(item for item in {**first, **second} if item not in both),
        kappa=_kappa(pairs),
        unstable=_unstable(pairs),
    )


def _kappa(pairs: list[tuple[bool, bool]]) -> float | None:
    n = len(pairs)
    if not n:
        return None
    observed = sum(one == other for one, other in pairs) / n
    right_1, right_2 = (sum(pair[at] for pair in pairs) / n for at in (0, 1))
    by_chance = right_1 * right_2 + (1 - right_1) * (1 - right_2)
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def _unstable(pairs: list[tuple[bool, bool]]) -> bool:
    judged = [judgement for pair in pairs for judgement in pair]
    right = sum(judged) / len(judged) if judged else 0.5
    return max(right, 1 - right) > SHARE_TOO_LARGE


def rate_difference(first: float | None, second: float | None) -> float | None:
    """Return by how much the second scorer's words per minute exceed the first's; None where one has no rate."""
    return None if first is None or second is None else second - first
