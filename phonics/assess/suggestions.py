"""The shapes of a suggestion: the rule, the evidence, the lines between them; kept whole as they stood."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from phonics.assess.evidence import Tally
from phonics.assess.scoring import Score
from phonics.errors import Invalid

FORMS = ("A", "B")


class Verdict(StrEnum):
    """What is suggested."""

    READY = "ready"
    NOT_YET = "not_yet"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class Rule:
    """The criteria, as they stood; kept whole with each suggestion.

    :param cut: share of a form (words read, or words joined by ear) to have right, on form A and on form B
    :param min_items: fewest items attempted that count; `min_items_by_ear`: of a form of blending
    :param new_gpc_floor: no new correspondence may lie below it, over all forms that count
    :param min_observations: answers below which a correspondence is unmeasured, neither weak nor firm
    :param sem_band: half-width of the borderline band in standard errors of measurement
    """

    version: str = "promotion-2"
    cut: float = 0.80
    min_items: int = 20
    days_between: int = 5
    new_gpc_floor: float = 0.60
    min_observations: int = 2
    letter_sounds_cut: float = 0.90
    sem_band: float = 1.0
    min_items_by_ear: int = 10

    def __post_init__(self) -> None:
        if not all(0 < share <= 1 for share in (self.cut, self.letter_sounds_cut, self.new_gpc_floor)):
            raise Invalid("A cut score is a share above 0 and not above 1.")
        least = min(self.min_items, self.min_items_by_ear, self.min_observations)
        if least < 1 or self.days_between < 0 or self.sem_band < 0:
            raise Invalid("A promotion rule needs at least one item, one observation and no negative number.")

    def least_items(self, kind: str) -> int:
        """Return the fewest items of such an instrument that count."""
        return self.min_items_by_ear if kind == "blending" else self.min_items

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the rule that `to_dict` wrote."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Result:
    """One finished sitting, scored. Leave voided sittings out.

    :param kind: 'words', 'blending' or 'letter_sounds', as the instrument says
    :param level: level of the instrument; results of other levels do not count. '' = the level asked about
    """

    sitting_id: UUID
    on: date
    kind: str
    form: str
    content_hash: str
    score: Score
    by_code: Mapping[str, Tally]
    level: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return {
            "sitting_id": str(self.sitting_id),
            "on": self.on.isoformat(),
            "kind": self.kind,
            "form": self.form,
            "content_hash": self.content_hash,
            "score": self.score.to_dict(),
            "by_code": {code: [tally.right, tally.seen] for code, tally in self.by_code.items()},
            "level": self.level,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the result that `to_dict` wrote."""
        return cls(
            **{
                **stored,
                "sitting_id": UUID(stored["sitting_id"]),
                "on": date.fromisoformat(stored["on"]),
                "score": Score.from_dict(stored["score"]),
                "by_code": {code: Tally(*counts) for code, counts in stored["by_code"].items()},
            }
        )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of evidence against what is asked.

    :param key: 'words_A', 'words_B', 'blending_A', 'blending_B', 'days_between', 'new_correspondences', 'letter_sounds'
    :param needed: a share 0–1; for `days_between` a number of school days
    :param got: the same unit; None = no evidence
    :param n: out of how many items (days: how many forms were taken)
    :param met: None = not enough evidence to say
    :param borderline: within the cut ± `sem_band` SEM
    :param right: how many of `n` were right, where that makes sense
    :param on: dates of the sittings it rests on, earliest first
    :param code: the weakest new correspondence, for `new_correspondences`
    :param band: lowest and highest count of right items that are borderline, as (14.2, 17.8) of 20
    """

    key: str
    needed: float
    got: float | None
    n: int
    met: bool | None
    borderline: bool = False
    right: int | None = None
    on: tuple[date, ...] = ()
    code: str = ""
    band: tuple[float, float] | None = None

    @property
    def kind(self) -> str:
        """Return the kind of instrument it speaks of, where it speaks of one form; else its key."""
        return self.key.removesuffix(f"_{self.form}") if self.form else self.key

    @property
    def form(self) -> str:
        """Return the form it speaks of; "" where it speaks of none, or of all."""
        last = self.key.rpartition("_")[2]
        return last if last in FORMS else ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return asdict(self) | {
            "on": [day.isoformat() for day in self.on],
            "band": list(self.band) if self.band else None,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the criterion that `to_dict` wrote."""
        band = stored["band"]
        on = tuple(date.fromisoformat(day) for day in stored["on"])
        return cls(**{**stored, "on": on, "band": (band[0], band[1]) if band else None})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A verdict with everything it rests on.

    :param unmeasured: what the level's exit asks for and no instrument here measures, as codes
    :param sounds: each new correspondence of the level → right out of seen, over the results that count
    :param results: the results that count: the latest of each kind and form, with the new correspondences they show
    """

    verdict: Verdict
    level: str
    criteria: tuple[Criterion, ...]
    unmeasured: tuple[str, ...]
    rule: Rule
    sounds: Mapping[str, Tally] = field(default_factory=dict, hash=False)
    results: tuple[Result, ...] = field(default=(), hash=False)

    @property
    def unmeasured_sounds(self) -> tuple[str, ...]:
        """Return the new correspondences with too few answers to say."""
        return tuple(code for code, tally in self.sounds.items() if tally.seen < self.rule.min_observations)

    @property
    def weak_sounds(self) -> tuple[str, ...]:
        """Return the new correspondences below the floor, weakest first."""
        floor = self.rule.new_gpc_floor - 1e-9
        shares = {
            c: t.share for c, t in self.sounds.items() if t.share is not None and t.seen >= self.rule.min_observations
        }
        return tuple(sorted((code for code in shares if shares[code] < floor), key=shares.__getitem__))

    def criterion(self, key: str) -> Criterion | None:
        """Return the line with that key, if the level has it."""
        return next((line for line in self.criteria if line.key == key), None)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return {
            "verdict": self.verdict.value,
            "level": self.level,
            "criteria": [line.to_dict() for line in self.criteria],
            "unmeasured": list(self.unmeasured),
            "rule": self.rule.to_dict(),
            "sounds": {code: [tally.right, tally.seen] for code, tally in self.sounds.items()},
            "results": [result.to_dict() for result in self.results],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the suggestion that `to_dict` wrote."""
        return cls(
            verdict=Verdict(stored["verdict"]),
            level=stored["level"],
            criteria=tuple(Criterion.from_dict(line) for line in stored["criteria"]),
            unmeasured=tuple(stored["unmeasured"]),
            rule=Rule.from_dict(stored["rule"]),
            sounds={code: Tally(*counts) for code, counts in stored["sounds"].items()},
            results=tuple(Result.from_dict(result) for result in stored["results"]),
        )
