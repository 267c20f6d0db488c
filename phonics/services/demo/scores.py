"""Invented tests of which only the total was kept: two or three sittings a child and term."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from phonics.assess import scoring
from phonics.assess.promotion import deciding_kind
from phonics.levels import loader
from phonics.services.demo.units import new_id
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.sittings import ScoreRow, Sitting


class Scores:
    """Gathers sittings and scores, and writes them a unit at a time."""

    def __init__(self, session: Session, chance: Random) -> None:
        query = select(InstrumentRow.level, InstrumentRow.kind, InstrumentRow.form, VersionRow.id).join(VersionRow)
        self._versions = {(level, kind, form): key for level, kind, form, key in session.execute(query)}
        self._chance = chance
        self._sittings: list[dict[str, Any]] = []
        self._scores: list[dict[str, Any]] = []

    def add(self, child: dict[str, Any], level: int, on: datetime, teacher: UUID | None, passed: bool) -> None:
        """Add a child's tests of a term: letter sounds and a form of what decides, for two in three its second.

        Levels for which no instrument ships yet had a paper test: its sitting names no version.
        """
        code = loader.load().level_numbered(level).code
        self._letter_sounds(child, code, on, teacher)
        share = self._chance.uniform(0.8, 1.0) if passed else self._chance.uniform(0.35, 0.95)
        self._form(child, code, "A", on + timedelta(minutes=4), teacher, share)
        if passed or self._chance.random() < 0.5:
            self._form(child, code, "B", on + timedelta(minutes=9), teacher, share)

    def _letter_sounds(self, child: dict[str, Any], code: str, on: datetime, teacher: UUID | None) -> None:
        if (code, "letter_sounds", "A") not in self._versions:
            return
        attempted = self._chance.randint(22, 70)
        correct = round(attempted * self._chance.uniform(0.6, 1.0))
        self._sit(child, code, "letter_sounds", "A", on, teacher, 100, attempted, correct, 60.0)

    def _form(
        self, child: dict[str, Any], code: str, form: str, on: datetime, teacher: UUID | None, share: float
    ) -> None:
        kind = deciding_kind(code)
        n = 10 if kind == "blending" else 20
        correct = min(n, max(0, round(n * share + self._chance.gauss(0, 1))))
        self._sit(child, code, kind, form, on, teacher, n, n, correct, float(self._chance.randint(50, 150)))

    def _sit(
        self,
        child: dict[str, Any],
        code: str,
        kind: str,
        form: str,
        on: datetime,
        teacher: UUID | None,
        n_items: int,
        attempted: int,
        correct: int,
        seconds: float,
    ) -> None:
        key = new_id(self._chance)
        timed = kind == "letter_sounds"
        whose = {"unit_id": child["unit_id"], "student_id": child["id"]}
        self._sittings.append(
            whose
            | {
                "id": key,
                "kind": "test",
                "version_id": self._versions.get((code, kind, form)),
                "stone": "",
                "seed": 0,
                "level": code,
                "staff_id": teacher,
                "started_at": on,
                "ended_at": on + timedelta(seconds=seconds),
                "seconds_used": seconds,
                "last_item": attempted,
                "ended_by": "time" if timed else "finished",
                "status": "finished",
                "received_at": on + timedelta(seconds=seconds + 2),
            }
        )
        self._scores.append(
            whose
            | {
                "sitting_id": key,
                "rule_version": scoring.RULE_VERSION,
                "n_items": n_items,
                "n_attempted": attempted,
                "n_correct": correct,
                "n_self_corrected": 0,
                "seconds_used": seconds,
                "correct_per_minute": correct / seconds * 60 if timed else None,
                "accuracy": correct / attempted,
                "discontinued": False,
                "by_code": None,
            }
        )

    def flush(self, session: Session) -> int:
        """Write what was gathered and return how many sittings that was."""
        written = len(self._sittings)
        if written:
            session.execute(insert(Sitting.__table__), self._sittings)
            session.execute(insert(ScoreRow.__table__), self._scores)
        self._sittings, self._scores = [], []
        return written
