"""Whether a test is any good: the numbers of its items and of the whole, from persons × items."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from phonics.assess.item_models import Model, fit, least_items
from phonics.assess.item_statistics import ItemStatistics, item_statistics
from phonics.assess.marginal import Kind
from phonics.assess.reliability import Reliability, reliability
from phonics.assess.responses import Responses
from phonics.assess.trust import SHOWN_FROM, stage
from phonics.errors import Invalid

NAMES = {"kr20": "KR-20", "alpha": "Alpha", "rasch": "Rasch", "2pl": "2PL"}


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All numbers of one table.

    :param notes: what was left out, and what the numbers cannot bear; English sentences
    """

    persons: int
    items: tuple[ItemStatistics, ...]
    reliability: Reliability
    model: Model | None
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON; an interval is [low, high], of 95 %."""
        whole = self.reliability
        return {
            "persons": self.persons,
            "stage": stage(self.persons).value,
            "items": [asdict(item) for item in self.items],
            "complete": whole.n,
            whole.kind: whole.value,
            f"{whole.kind}_interval": whole.interval,
            "mean": whole.mean,
            "sd": whole.sd,
            "sem": whole.sem,
            "model": self.model and _model_to_dict(self.model),
            "notes": list(self.notes),
        }


def _model_to_dict(model: Model) -> dict[str, Any]:
    return {
        "kind": model.kind,
        "log_likelihood": model.log_likelihood,
        "persons": model.n_persons,
        "quadrature_points": len(model.grid),
        "converged": model.converged,
        "items": [asdict(item) for item in model.items],
    }


def analyse(responses: Responses, kind: Kind | None = None) -> Analysis:
    """Return the numbers of a table, with a model where one is asked for.

    :raises Invalid: when a model is asked of points: both models speak of right and wrong
    """
    if kind and not responses.zero_one.all():
        raise Invalid("Rasch and 2PL need answers of 0 and 1; here are points.")
    items, whole = item_statistics(responses), reliability(responses)
    model = fit(responses, kind) if kind else None
    return Analysis(len(responses.cells), items, whole, model, tuple(_notes(responses, items, whole, model)))


def _notes(
    responses: Responses, items: tuple[ItemStatistics, ...], whole: Reliability, model: Model | None
) -> Iterator[str]:
    persons, empty = len(responses.cells), int((~responses.filled).sum())
    if empty:
        yield f"{empty} of {responses.cells.size} cells are empty: they count neither as right nor as wrong."
        yield f"{NAMES[whole.kind]} and SEM are of the {whole.n} of {persons} persons who have no empty cell."
        silent = int((~responses.filled.any(axis=1)).sum())
        if silent:
            yield f"{silent} persons have no answer at all: they are in no number but the count of persons."
    constant = [item.id for item in items if item.constant]
    if constant:
        yield f"{_named(constant)}: all answers are the same, hence no point-biserial and no difficulty in a model."
    if whole.kind == "alpha":
        yield "p of an item with points is its mean by the largest value seen; it has no Wilson interval."
    if whole.value is None:
        yield f"{NAMES[whole.kind]} needs two complete rows with different totals, and two items."
    if model:
        yield from _notes_of(model, persons)
    if persons < SHOWN_FROM["reliability"]:
        yield f"{persons} persons are few: from {SHOWN_FROM['reliability']} on these numbers begin to mean something."


def _notes_of(model: Model, persons: int) -> Iterator[str]:
    needed = SHOWN_FROM[model.kind]
    if model.log_likelihood is None:
        yield f"The model needs {least_items(model.kind)} items whose answers are not all the same."
        return
    if not model.converged:
        yield "The model did not settle: read its numbers with care."
    lost = [one.id for one in model.items if one.difficulty is None and one.id not in model.left_out]
    if lost:
        yield f"{_named(lost)}: no finite difficulty, because the slope is all but 0 or grows without end."
    if persons < needed:
        yield f"A {NAMES[model.kind]} model means something from {needed} persons on."


def _named(ids: list[str], most: int = 5) -> str:
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return f"Item{'s' if len(ids) > 1 else ''} {', '.join(ids[:most])}{more}"
