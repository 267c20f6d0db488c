"""A teacher writes a test: drafts, each its author's alone, that keep every change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import changes, drafting, proposals
from phonics.assess.drafting import Content
from phonics.assess.instruments import Purpose
from phonics.assess.subtests import Kind, Subtest
from phonics.assess.word_forms import FORMS
from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.levels.loader import load
from phonics.roles import Action, Actor, can
from phonics.services import own_words
from phonics.services.audit import note
from phonics.store.drafts import Draft

MOST_DRAFTS = 200  # open ones of one teacher
_FORM_TH = {"A": "ก", "B": "ข", "C": "ค"}
MIXED = "words"  # real words and made-up ones in one list, as on the ready-made cards


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a teacher asks for at the start: a level, kinds in order, items of each (0: as usual), parallel forms.

    `kinds`: names of `Kind`, or "words" for a list of real and made-up words; none begins an empty draft.
    """

    level: str
    kinds: tuple[str, ...]
    n: int = 0
    forms: int = 1
    purpose: Purpose = Purpose.PROGRESS
    title_th: str = ""
    title_en: str = ""


def begin(session: Session, actor: Actor, wanted: Wanted, now: datetime) -> list[Draft]:
    """Return a draft for each form, filled by the engine: "A", "B", "C".

    :raises NotAllowed: if the actor writes no tests
    :raises NotFound: if there is no such level
    :raises Invalid: if the engine cannot fill it: it says what the level lacks
    """
    number = load().level(wanted.level).number
    if not 1 <= wanted.forms <= len(FORMS):
        raise Invalid("A test has 1 to %(most)s forms.", most=len(FORMS))
    new = f"own-{uuid4().hex[:12]}"
    titles = wanted.title_th.strip() or f"แบบทดสอบ เลเวล {number}", wanted.title_en.strip() or f"Test · level {number}"
    drafts = []
    for form in FORMS[: wanted.forms]:
        named = _titled(titles, form) if wanted.forms > 1 else titles
        content = drafting.begin(f"{new}-{form}", wanted.purpose, (wanted.level,), form, named)
        for kind in wanted.kinds:
            content = drafting.put_subtest(content, _proposed(kind, wanted.level, wanted.n, form, new, 0))
        drafts.append(keep(session, actor, content, None, now))
    return drafts


def _titled(titles: tuple[str, str], form: str) -> tuple[str, str]:
    return f"{titles[0]} · ชุด {_FORM_TH[form]}", f"{titles[1]} · form {form}"


def _proposed(kind: str, level: str, n: int, form: str, of: str, again: int) -> Subtest:
    """Return what the engine proposes; forms of one family that ask alike are alike and share no word."""
    if not 0 <= n <= 100:
        raise Invalid("Write a whole number from %(least)s to %(most)s.", least=0, most=100)
    seed = int(of.removeprefix("own-")[:7], 16) + 7 * again if of.startswith("own-") else again
    if kind == MIXED:
        return proposals.mixed(level, n or 20, form, seed)
    if kind not in set(Kind):
        raise Invalid("This draft cannot be changed like that.")
    return proposals.propose(Kind(kind), level, n, form, seed)


def keep(session: Session, actor: Actor, content: Content, instrument_id: UUID | None, now: datetime) -> Draft:
    """Return a new draft of the actor's with this content.

    :raises NotAllowed: if the actor writes no tests
    :raises Invalid: if they have too many drafts already
    """
    if actor.unit_id is None or not can(actor, Action.AUTHOR, actor.unit_id):
        raise NotAllowed("You may look at this, but not change it.")
    if len(mine(session, actor)) >= MOST_DRAFTS:
        raise Invalid("You have %(most)s drafts already. Publish some, or put them away.", most=MOST_DRAFTS)
    row = Draft(
        unit_id=actor.unit_id,
        author_id=actor.id,
        instrument_id=instrument_id,
        content=content,
        created_at=now,
        saved_at=now,
        revision=1,
    )
    session.add(row)
    session.flush()
    return row


def mine(session: Session, actor: Actor) -> list[Draft]:
    """Return the actor's open drafts, last touched first."""
    query = select(Draft).where(Draft.author_id == actor.id, Draft.unit_id == actor.unit_id, Draft.closed_at.is_(None))
    return list(session.scalars(query.order_by(Draft.saved_at.desc(), Draft.id)))


def draft(session: Session, actor: Actor, draft_id: UUID, *, to_change: bool = False) -> Draft:
    """Return an open draft of the actor's.

    :raises NotFound: if there is none: a draft is its author's alone
    """
    row = session.get(Draft, draft_id, with_for_update=True if to_change else None, populate_existing=to_change)
    mine = row is not None and (row.author_id, row.unit_id) == (actor.id, actor.unit_id)
    if row is None or not mine or row.closed_at is not None or not can(actor, Action.AUTHOR, row.unit_id):
        raise NotFound("This draft does not exist.")
    return row


def change(
    session: Session,
    actor: Actor,
    draft_id: UUID,
    seen: int,
    do: str,
    fields: Mapping[str, str],
    now: datetime,
    *,
    told_as: str = "",
) -> Draft:
    """Change a draft and keep it; the change that was made last, told once more, is not made again.

    :param seen: the revision the author was looking at
    :param told_as: the change's own id, where the page gave it one
    :raises NotFound: as `draft`
    :raises Conflict: if it was changed since, elsewhere
    :raises Invalid: if it cannot be changed like that
    """
    row = draft(session, actor, draft_id, to_change=True)
    if told_as and told_as == row.last_change:
        return row
    _seen(row, seen)
    row.last_change = told_as
    if do == "undo":
        if row.before is None:
            raise Invalid("There is nothing to take back.")
        return _kept(row, row.before, row.content, now)
    if do in {"propose", "propose_again"}:
        return _kept(row, _with_proposal(row.content, do, fields, row.revision), row.content, now)
    after = changes.change(row.content, do, fields, own_words.spoken(session, actor))
    return _kept(row, after, row.content, now)


def seen_draft(session: Session, actor: Actor, draft_id: UUID, seen: int) -> Draft:
    """Return a draft to be changed by who has seen it as it is.

    :raises NotFound: as `draft`
    :raises Conflict: if it was changed since, elsewhere
    """
    row = draft(session, actor, draft_id, to_change=True)
    _seen(row, seen)
    return row


def _seen(row: Draft, seen: int) -> None:
    if row.revision != seen:
        raise Conflict("This draft was changed elsewhere since you opened it. Open it again; nothing was overwritten.")


def _kept(row: Draft, content: Content, before: Content, now: datetime) -> Draft:
    if content != before:
        row.content, row.before = content, before
        row.revision += 1
        row.saved_at = now
    return row


def _with_proposal(content: Content, do: str, fields: Mapping[str, str], revision: int) -> Content:
    """Return the draft with a part proposed by the engine: at its end, or anew where the part `subtest` stands."""
    of, _, form = str(content["code"]).rpartition("-")
    level, n = fields.get("level") or drafting.highest(content), fields.get("n") or "0"
    if not (n.isascii() and n.isdigit() and len(n) < 4):
        raise Invalid("Write a whole number from %(least)s to %(most)s.", least=0, most=100)
    if level not in {one.code for one in load().levels}:
        raise Invalid("There is no level %(code)s", code=level[:10])
    if do == "propose":
        return drafting.put_subtest(content, _proposed(fields.get("kind", ""), level, int(n), form, of, 0))
    at = int(fields["subtest"]) if fields.get("subtest", "").isdigit() else -1
    if not 0 <= at < len(content["subtests"]):
        raise Invalid("This is no longer there; look at the draft again.")
    there = content["subtests"][at]
    kinds = {item.get("kind") for item in there["items"]}
    kind = MIXED if {"real_word", "pseudo_word"} <= kinds else there["kind"]
    made = _proposed(kind, level, int(n) or len(there["items"]), form, of, revision)
    return drafting.put_subtest(content, made, at)


def put_away(session: Session, actor: Actor, draft_id: UUID, now: datetime) -> Draft:
    """Close a draft without publishing it; its row stays.

    :raises NotFound: as `draft`
    """
    row = draft(session, actor, draft_id, to_change=True)
    row.closed_at = now
    note(session, actor, "draft.put_away", row.unit_id, {"draft": str(row.id)}, now)
    session.flush()
    return row


def bring_in(session: Session, actor: Actor, content: Content, now: datetime) -> Draft:
    """Return a new draft of what a file held: it gets a code of its own, and its items their numbers.

    :raises NotAllowed: as `keep`
    """
    form = content.get("form") if content.get("form") in set(FORMS) else "A"
    opened = drafting.opened(content) | {"code": f"own-{uuid4().hex[:12]}-{form}", "form": form}
    return keep(session, actor, drafting.numbered(opened), None, now)


def sibling_forms(session: Session, actor: Actor, row: Draft) -> Sequence[Draft]:
    """Return the actor's open drafts of the same test, this one too, by form."""
    same = [one for one in mine(session, actor) if family(one.content) == family(row.content)]
    return sorted(same, key=lambda one: str(one.content["form"]))


def family(content: Mapping[str, Any]) -> str:
    """Return what the forms of one test share: its code without the form."""
    return str(content["code"]).rpartition("-")[0]
