"""What the evidence says about moving up a level. It suggests, with its reasons; only a person moves a child."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from phonics.assess.evidence import Tally
from phonics.assess.suggestions import FORMS, Criterion, Result, Rule, Suggestion, Verdict
from phonics.levels.hearing import parted
from phonics.levels.loader import load

__all__ = ["Criterion", "Result", "Rule", "Suggestion", "Verdict", "deciding_kind", "suggest"]

FIRST = "K1"  # nothing to read yet, and blending is one of the five things its exit asks: the rule never says "ready"
HAIR = 1e-9  # 0.8 × 20 must not ask for more than 16

# what a level's exit asks for and no instrument here measures yet
NOT_MEASURED: Mapping[str, tuple[str, ...]] = {
    "K1": ("syllables", "rhyme", "first_sound", "letter_names"),
    "K2": ("tricky_words",),
    "K3": ("dictation", "tricky_words"),
    "K4": ("dictation", "tricky_words"),
    **dict.fromkeys(("P1", "P2", "P3"), ("dictation", "passage_accuracy")),
    **dict.fromkeys(("P4", "P5", "P6", "P7"), ("dictation", "passage_accuracy", "comprehension")),
    **dict.fromkeys(("S1", "S2", "S3", "S4", "S5"), ("spelling", "passage_accuracy", "comprehension")),
}

SchoolDays = Callable[[date, date], int]
Latest = Mapping[tuple[str, str], Result]


def suggest(level: str, results: Sequence[Result], rule: Rule, school_days: SchoolDays) -> Suggestion:
    """Return what the rule says of this child's results; the latest result of each kind and form counts.

    Ready: every criterion met. Not yet: one is missed, and no second form could change that. Else not enough evidence.

    :param results: not voided; in the order they were taken where two fall on one day
    :param school_days: school days from the earlier date (first argument) to the later
    """
    latest = _latest(level, results)
    sounds = {new.code: _sum(new.code, latest) for new in load().new_at(level)}
    criteria = _criteria(level, latest, sounds, rule, school_days)
    return Suggestion(
        verdict=_verdict(level, criteria, latest),
        level=level,
        criteria=criteria,
        unmeasured=NOT_MEASURED.get(level, ()),
        rule=rule,
        sounds=sounds,
        results=tuple(_with_only(sounds, result) for result in sorted(latest.values(), key=lambda result: result.on)),
    )


def deciding_kind(level: str) -> str:
    """Return the kind of instrument whose two forms decide: by ear where there are too few words for two to read."""
    return "blending" if parted(level) else "words"


def sem(n: int, cut: float) -> float:
    """Return the standard error of measurement at the cut, in items: √(n · cut · (1 − cut)), binomial.

    Source: Livingston (1982): the error that matters is the one at the cut score.
    """
    return math.sqrt(n * cut * (1 - cut))


def _latest(level: str, results: Sequence[Result]) -> Latest:
    ours = [result for result in results if result.level in ("", level)]
    return {(result.kind, result.form): result for result in sorted(ours, key=lambda result: result.on)}


def _with_only(sounds: Mapping[str, Tally], result: Result) -> Result:
    return replace(result, by_code={code: tally for code, tally in result.by_code.items() if code in sounds})


def _sum(code: str, latest: Latest) -> Tally:
    tallies = [result.by_code[code] for result in latest.values() if code in result.by_code]
    return sum(tallies, Tally(0, 0))


def _criteria(
    level: str, latest: Latest, sounds: Mapping[str, Tally], rule: Rule, school_days: SchoolDays
) -> tuple[Criterion, ...]:
    kind = deciding_kind(level)
    forms = [_form(kind, form, latest.get((kind, form)), rule) for form in FORMS]
    lines = [*forms, _days_between(kind, latest, rule, school_days)]
    if level == FIRST:
        return tuple(lines)
    if sounds:
        lines.append(_new_correspondences(sounds, latest, rule))
    return (*lines, _letter_sounds(latest, rule))


def _form(kind: str, form: str, result: Result | None, rule: Rule) -> Criterion:
    """A stopped form counts whole: it scores 0 of all its items."""
    key = f"{kind}_{form}"
    if result is None:
        return Criterion(key, rule.cut, None, 0, None)
    n = result.score.n_items if result.score.discontinued else result.score.n_attempted
    return _share_line(key, rule.cut, result, n, rule)


def _letter_sounds(latest: Latest, rule: Rule) -> Criterion:
    taken = [result for (kind, _), result in latest.items() if kind == "letter_sounds"]
    if not taken:
        return Criterion("letter_sounds", rule.letter_sounds_cut, None, 0, None)
    last = max(taken, key=lambda result: result.on)
    n = last.score.n_items if last.score.discontinued else last.score.n_attempted
    return _share_line("letter_sounds", rule.letter_sounds_cut, last, n, rule)


def _share_line(key: str, cut: float, result: Result, n: int, rule: Rule) -> Criterion:
    right, least = result.score.n_correct, rule.least_items(result.kind)
    band = rule.sem_band * sem(n, cut)
    return Criterion(
        key=key,
        needed=cut,
        got=right / n if n else None,
        n=n,
        met=right >= cut * n - HAIR if n >= least else None,
        borderline=n >= least and abs(right - cut * n) <= band + HAIR,
        right=right,
        on=(result.on,),
        band=(cut * n - band, min(float(n), cut * n + band)) if n else None,
    )


def _days_between(kind: str, latest: Latest, rule: Rule, school_days: SchoolDays) -> Criterion:
    on = sorted(latest[kind, form].on for form in FORMS if (kind, form) in latest)
    if len(on) < len(FORMS):
        return Criterion("days_between", rule.days_between, None, len(on), None, on=tuple(on))
    days = school_days(on[0], on[1])
    return Criterion("days_between", rule.days_between, days, len(on), days >= rule.days_between, on=tuple(on))


def _new_correspondences(sounds: Mapping[str, Tally], latest: Latest, rule: Rule) -> Criterion:
    """Speak for the weakest that was seen often enough; those seen too seldom are named in the suggestion."""
    shares = {code: t.right / t.seen for code, t in sounds.items() if t.seen >= rule.min_observations}
    if not shares:
        return Criterion("new_correspondences", rule.new_gpc_floor, None, 0, None)
    weakest = min(shares, key=lambda code: (shares[code], -sounds[code].seen, code))
    return Criterion(
        key="new_correspondences",
        needed=rule.new_gpc_floor,
        got=shares[weakest],
        n=sounds[weakest].seen,
        met=shares[weakest] >= rule.new_gpc_floor - HAIR,
        right=sounds[weakest].right,
        on=tuple(sorted(result.on for result in latest.values() if weakest in result.by_code)),
        code=weakest,
    )


def _verdict(level: str, criteria: Sequence[Criterion], latest: Latest) -> Verdict:
    both = all((deciding_kind(level), form) in latest for form in FORMS)
    if any(line.met is False and _settled(line, both) for line in criteria):
        return Verdict.NOT_YET
    if level != FIRST and all(line.met for line in criteria):
        return Verdict.READY
    return Verdict.NOT_ENOUGH


def _settled(line: Criterion, both: bool) -> bool:
    """Too few days apart is no failing of the child's; one borderline form waits for the other."""
    return line.key != "days_between" and (both or not (line.form and line.borderline))
