"""A suggestion in words: in a few, as a heading, and its reasons, each with what the rule asks and what was reached."""

from flask import Flask
from flask_babel import gettext, ngettext
from markupsafe import Markup

from phonics.assess.promotion import Criterion, Suggestion, Verdict
from phonics.levels import loader
from phonics.web.i18n import level_number
from phonics.web.wording import form_name, kind_name, listed, say, sound_name, unmeasured_name


def short_verdict(said: Suggestion) -> Markup:
    """Return the suggestion in a few words, for a list."""
    higher = loader.load().after(said.level)
    if said.verdict is Verdict.READY and higher:
        return say("ready to move to level %(n)s", n=higher.number)
    if said.verdict is Verdict.READY:
        return say("has reached the last level")
    if said.verdict is Verdict.NOT_ENOUGH:
        return say("not enough evidence yet")
    weak = said.weak_sounds
    if weak:
        return say("keeps practising: %(sounds)s", sounds=listed([sound_name(code) for code in weak[:3]]))
    return say("keeps practising")


def headline(said: Suggestion) -> Markup:
    """Return the suggestion as a heading."""
    n, higher = level_number(said.level), loader.load().after(said.level)
    if said.verdict is Verdict.READY and higher:
        return say("Suggestion: move up to level %(n)s", n=higher.number)
    if said.verdict is Verdict.READY:
        return say("Suggestion: the last level is done")
    if said.verdict is Verdict.NOT_YET and _missed(said) == ["new_correspondences"]:
        if len(said.weak_sounds) == 1:
            return say("Suggestion: keep practising at level %(n)s; one more sound and it is done", n=n)
        return say("Suggestion: keep practising at level %(n)s; %(k)s sounds are missing", n=n, k=len(said.weak_sounds))
    if said.verdict is Verdict.NOT_YET:
        return say("Suggestion: keep practising at level %(n)s", n=n)
    return say("Not enough evidence yet at level %(n)s", n=n)


def _missed(said: Suggestion) -> list[str]:
    return [line.key for line in said.criteria if line.met is False]


def because(said: Suggestion) -> list[Markup]:
    """Return the reasons of a suggestion, one sentence each: what holds, what is missing, what nobody measured."""
    if said.verdict is Verdict.READY:
        sentences = [say("Every criterion that can be measured here is met.")]
    elif said.verdict is Verdict.NOT_YET:
        sentences = [_why_not(line, said) for line in said.criteria if line.met is False]
        if len(said.weak_sounds) > 1:
            others = listed(
                [sound_name(code) for code in said.weak_sounds if code not in {line.code for line in said.criteria}]
            )
            sentences.append(say("Also below it: %(sounds)s.", sounds=others))
    elif all(line.met for line in said.criteria):
        sentences = [
            say("Blending by ear alone does not show that this level is done; a teacher decides with a reason.")
        ]
    else:
        sentences = [_why_unknown(line, said) for line in said.criteria if not line.met]
    if said.unmeasured:
        names = listed([unmeasured_name(key) for key in said.unmeasured])
        sentences.append(say("Not measured, so not part of this: %(names)s.", names=names))
    return sentences


def _why_not(line: Criterion, said: Suggestion) -> Markup:
    if line.key == "new_correspondences":
        return say(
            "The sound %(sound)s was right %(right)s times out of %(n)s (%(got)s %%); "
            "the rule asks %(needed)s %% of every new sound.",
            sound=sound_name(line.code),
            right=line.right,
            n=line.n,
            got=percent(line.got),
            needed=percent(line.needed),
        )
    if line.key == "days_between":
        return _why_unknown(line, said)
    return say(
        "%(what)s: %(right)s of %(n)s right; the rule asks %(needed)s.",
        what=criterion_name(line),
        right=line.right,
        n=line.n,
        needed=needed(line),
    )


def _why_unknown(line: Criterion, said: Suggestion) -> Markup:
    if line.key == "days_between" and line.got is not None:
        return say(
            "The two forms lie %(got)s school days apart; the rule asks %(needed)s.",
            got=int(line.got),
            needed=int(line.needed),
        )
    if line.key == "days_between":
        return say("The two forms shall lie at least %(needed)s school days apart.", needed=int(line.needed))
    if line.key == "new_correspondences":
        return say("No new sound was seen often enough yet.")
    if line.got is None:
        return say("%(what)s has not been taken yet.", what=criterion_name(line))
    if line.met is False:
        return say("%(what)s is borderline; the second form decides.", what=criterion_name(line))
    return say(
        "%(what)s: only %(n)s items were attempted; the rule asks at least %(least)s.",
        what=criterion_name(line),
        n=line.n,
        least=said.rule.least_items(line.kind),
    )


def criterion_name(line: Criterion) -> Markup:
    """Return what a line of evidence is about."""
    if line.key == "new_correspondences":
        return (
            say("Weakest new sound %(sound)s", sound=sound_name(line.code)) if line.code else say("Weakest new sound")
        )
    if line.key == "days_between":
        return say("School days between the forms")
    if line.key == "letter_sounds":
        return say("Letter sounds, accuracy")
    return say("%(kind)s, %(form)s", kind=kind_name(line.kind), form=form_name(line.form))


def percent(share: float | None) -> str:
    """Return a share as a whole percentage without its sign."""
    return "–" if share is None else f"{share * 100:.0f}"


def needed(line: Criterion) -> str:
    """Return what a criterion asks, in the unit of its evidence."""
    if line.key == "days_between":
        return ngettext("%(n)s day", "%(n)s days", int(line.needed), n=int(line.needed))
    if line.form and line.n:
        return f"{_least(line)}/{line.n}"
    return f"{percent(line.needed)} %"


def _least(line: Criterion) -> int:
    """Return the fewest right answers that meet a share; 0.8 × 20 is 16 and not 17."""
    return -int(-(line.needed * line.n - 1e-9) // 1)


def got(line: Criterion) -> str:
    """Return what was reached, always with out of how many."""
    if line.got is None:
        return "–"
    if line.key == "days_between":
        return ngettext("%(n)s day", "%(n)s days", int(line.got), n=int(line.got))
    return f"{line.right}/{line.n}"


def outcome(line: Criterion) -> str:
    """Return whether a criterion is met, in words."""
    if line.got is None:
        return gettext("not measured")
    if line.met is None:
        return gettext("too few answers")
    if line.met:
        return gettext("met (borderline)") if line.borderline else gettext("met")
    return gettext("not yet (borderline)") if line.borderline else gettext("not yet")


def register(app: Flask) -> None:
    """Give templates these words."""
    app.jinja_env.globals.update(
        short_verdict=short_verdict,
        headline=headline,
        because=because,
        criterion_name=criterion_name,
        percent=percent,
        needed=needed,
        got=got,
        outcome=outcome,
    )
