"""A draft becomes a version that never changes; a version becomes the draft of the next, or of somebody's copy."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.assess import drafting, inspecting
from phonics.assess.drafting import Content
from phonics.assess.inspecting import Finding, Heard
from phonics.assess.instruments import Instrument
from phonics.assess.word_forms import FORMS
from phonics.errors import Invalid, NotAllowed
from phonics.roles import Actor
from phonics.services import instruments, own_words
from phonics.services.audit import note
from phonics.services.authoring import family, keep, mine, seen_draft
from phonics.store.drafts import Draft
from phonics.store.instruments import InstrumentRow, VersionRow


def findings(session: Session, actor: Actor, content: Content, heard: Heard | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a draft, held against the actor's own words and the other forms of the same test."""
    others = _other_forms(session, actor, content)
    return inspecting.inspect(content, heard, own_words.spoken(session, actor), others)


def _other_forms(session: Session, actor: Actor, content: Content) -> dict[str, frozenset[str]]:
    """Return form → the words of the actor's drafts and newest versions of the same family."""
    of = family(content)
    if not of:
        return {}
    query = select(InstrumentRow.form, VersionRow.content).join(VersionRow.instrument)
    query = query.where(InstrumentRow.unit_id == actor.unit_id, InstrumentRow.code.startswith(f"{of}-"))
    published = dict(session.execute(query.order_by(VersionRow.number)).tuples().all())
    drafts = {str(row.content["form"]): row.content for row in mine(session, actor) if family(row.content) == of}
    there = {**published, **drafts}
    return {form: inspecting.words_of(stored) for form, stored in there.items() if form != content["form"]}


def publish(
    session: Session, actor: Actor, draft_id: UUID, seen: int, now: datetime, heard: Heard | None
) -> VersionRow:
    """Freeze a draft as the next version of its test, and close it.

    :raises NotFound: as `draft`
    :raises Conflict: if it was changed since, elsewhere
    :raises Invalid: if something stops it, or nothing differs from a version before
    """
    row = seen_draft(session, actor, draft_id, seen)
    wrong = inspecting.stops(findings(session, actor, row.content, heard))
    if wrong:
        raise Invalid("%(n)s things have to be put right before this can be published.", n=wrong)
    whole = drafting.whole(row.content)
    if session.scalar(select(VersionRow.id).where(VersionRow.content_hash == whole.content_hash)):
        raise Invalid("Nothing differs from a version that is published already.")
    of = session.get(InstrumentRow, row.instrument_id) if row.instrument_id else None
    of = of or _new_instrument(session, actor, whole)
    of.kind, of.level, of.form = whole.kind, " ".join(whole.levels), whole.form
    of.title_th, of.title_en = whole.title_th, whole.title_en
    number = session.scalar(select(func.max(VersionRow.number)).where(VersionRow.instrument_id == of.id)) or 0
    version = VersionRow(
        instrument_id=of.id,
        number=number + 1,
        content=whole.to_dict(),
        content_hash=whole.content_hash,
        published_at=now,
    )
    session.add(version)
    row.instrument_id, row.closed_at = of.id, now
    session.flush()
    note(session, actor, "instrument.publish", actor.unit_id, {"version": str(version.id)}, now)
    return version


def _new_instrument(session: Session, actor: Actor, whole: Instrument) -> InstrumentRow:
    row = InstrumentRow(
        unit_id=actor.unit_id,
        code=whole.code,
        kind=whole.kind,
        level=" ".join(whole.levels),
        form=whole.form,
        title_th=whole.title_th,
        title_en=whole.title_en,
        author_id=actor.id,
    )
    session.add(row)
    session.flush()
    return row


def edit(session: Session, actor: Actor, version_id: UUID, now: datetime) -> Draft:
    """Return the draft of the next version of the actor's own test: the one that is open already, or a new one.

    :raises NotFound: if the test is not one this actor may look at
    :raises NotAllowed: if somebody else wrote it: then it can be copied
    """
    row, _ = instruments.version(session, actor, version_id)
    if row.instrument.author_id != actor.id or row.instrument.unit_id != actor.unit_id:
        raise NotAllowed("Somebody else wrote this test. Make a copy: the copy is yours.")
    there = next((one for one in mine(session, actor) if one.instrument_id == row.instrument_id), None)
    return there or keep(session, actor, drafting.opened(row.content), row.instrument_id, now)


def clone(session: Session, actor: Actor, version_id: UUID, now: datetime) -> Draft:
    """Return a draft of a test of the actor's own that begins as a copy; of a card that decides it is a copy only.

    :raises NotFound: if the version is not one this actor may look at
    """
    row, _ = instruments.version(session, actor, version_id)
    content = drafting.opened(row.content)
    form = content["form"] if content["form"] in set(FORMS) else "A"
    content |= {"code": f"own-{uuid4().hex[:12]}-{form}", "form": form}
    return keep(session, actor, content, None, now)
