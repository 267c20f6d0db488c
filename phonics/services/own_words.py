"""Words a unit adds to the curriculum: names of its places and people, with how they sound."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.levels import decoding, pseudowords, romanised
from phonics.levels.blocklist import blocked_word
from phonics.levels.graphemes import normalise
from phonics.levels.loader import load
from phonics.levels.segments import Segment, sounds
from phonics.levels.sequence import RANK, level_of
from phonics.levels.words import names
from phonics.roles import Action, Actor, can, units_visible
from phonics.services.audit import note
from phonics.store.curriculum import OwnWord
from phonics.store.people import Staff

MOST = 1_000  # words of one unit
LONGEST_GLOSS = 60
_WAYS = 6  # readings to choose from
_ACCENT = re.compile("[\u0300-\u036f]")
_JOINED = re.compile(r"[A-Za-z']+(?:[-‐–\s]+[A-Za-z']+)+")  # tuk-tuk, doi suthep


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A word of the unit in its list: how it falls apart, and from which level on it can be read (None: no longer)."""

    id: UUID
    text: str
    segments: tuple[Segment, ...]
    level: str | None
    gloss_th: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a new word may sound.

    :param known_at: the level that already holds it, None if it is new
    :param source: where the ways come from
    :param ways: the most plausible first; empty where its letters tell nothing
    :param kept: whether it is among the unit's words already
    """

    text: str
    known_at: str | None
    source: Literal["dictionary", "letters"]
    ways: tuple[tuple[Segment, ...], ...]
    kept: bool = False


def spoken(session: Session, actor: Actor) -> Mapping[str, tuple[str, ...]]:
    """Return the phones of every word of the actor's unit, by word; none for who has no unit."""
    query = select(OwnWord.text, OwnWord.phones).where(OwnWord.unit_id == actor.unit_id, OwnWord.removed_at.is_(None))
    return {text: tuple(phones.split()) for text, phones in session.execute(query)}


def listed(session: Session, actor: Actor) -> list[OwnLine]:
    """Return the words of the actor's unit, by alphabet."""
    query = (
        select(OwnWord, Staff.name)
        .join(Staff, Staff.id == OwnWord.added_by)
        .where(OwnWord.unit_id.in_(units_visible(actor, Action.SEE_PUPILS).ids), OwnWord.removed_at.is_(None))
        .order_by(OwnWord.text)
    )
    return [_line(row, name) for row, name in session.execute(query)]


def _line(row: OwnWord, name: str) -> OwnLine:
    segments = _cut(row)
    level = level_of(segments) if segments else None
    return OwnLine(row.id, row.text, segments, level, row.gloss_th, name, row.added_at)


def _cut(row: OwnWord) -> tuple[Segment, ...]:
    """Return how a word falls apart; nothing if its sounds no longer fit its letters, as after an upgrade."""
    return _cut_as(row.text, row.phones.split())


def _cut_as(text: str, phones: Sequence[str]) -> tuple[Segment, ...]:
    try:
        return decoding.align(text, phones)
    except Invalid:
        return ()


def propose(word: str, own: Collection[str] = ()) -> Proposal:
    """Return how a word may sound: as the dictionary says, else as its letters can be read.

    :param own: the words the unit has already
    :raises Invalid: if it is no word, or none for children
    """
    text = _one_word(word)
    _refuse_unsuited(text, ())
    if text in own:
        return Proposal(text, None, "letters", (), kept=True)
    if known := known_at(text):
        return Proposal(text, known, "dictionary", ())
    said = _decent(text, decoding.alignments(text))
    if said:
        return Proposal(text, None, "dictionary", said)
    return Proposal(text, None, "letters", _decent(text, _by_letters(text)))


def _one_word(word: str) -> str:
    """Return a word as the tables hold it.

    :raises Invalid: if it is none; what is only written otherwise is told how to write it
    """
    text = word.strip()
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not _ACCENT.match(letter))
    if plain != text and plain.replace("-", "").isascii():
        raise Invalid("Write %(word)s without accents: %(plain)s", word=text[:60], plain=plain[:60])
    if _JOINED.fullmatch(plain):
        raise Invalid("Add the parts of %(word)s one by one: the text checker reads them as words", word=text[:60])
    return decoding.spelt(text)


def known_at(text: str) -> str | None:
    """Return the level at which the curriculum teaches a word, None if it does not hold it."""
    by_heart, word, name = load().tricky().get(text), load().words.get(text), names().get(text)
    levels = [by_heart, word.level if word else None, level_of(name.segments) if name else None]
    return min(filter(None, levels), key=RANK.__getitem__, default=None)


def _by_letters(text: str) -> tuple[tuple[Segment, ...], ...]:
    """Return a Thai word's reading, then those a child would try, the earliest spellings first, no sound twice."""
    said = [romanised.pronounce(text), *(sounds(reading) for reading in _readings(text))]
    ways = {phones: way for phones in said if (way := _cut_as(text, phones))}
    return tuple(ways.values())[:_WAYS]


def _readings(text: str) -> list[tuple[Segment, ...]]:
    try:
        return sorted(pseudowords.read(text), key=_effort)
    except Invalid:
        return []


def _effort(segments: tuple[Segment, ...]) -> tuple[int, int]:
    """Return how unusual a reading is: silent letters first of all, then late spellings."""
    taught = load().correspondences
    ranks = (RANK[taught[segment.code].level] if segment.code in taught else len(RANK) for segment in segments)
    return sum(not segment.phones for segment in segments), sum(ranks)


def _decent(text: str, ways: tuple[tuple[Segment, ...], ...]) -> tuple[tuple[Segment, ...], ...]:
    return tuple(way for way in ways if not blocked_word(text, sounds(way)))


def add(session: Session, actor: Actor, word: str, phones: str, gloss_th: str, now: datetime) -> OwnWord:
    """Keep a word for the actor's unit; the trail keeps who did.

    :param phones: ARPAbet, "S AO M JH AY"
    :raises NotAllowed: if the actor teaches in no unit
    :raises Invalid: if the word or its sounds do not fit together, or are none for children
    :raises Conflict: if the curriculum or the unit has it already
    """
    if actor.unit_id is None or not can(actor, Action.TEACH, actor.unit_id):
        raise NotAllowed("You may look at this, but not change it.")
    text, said = _one_word(word), normalise(phones.split())
    if not said:
        raise Invalid("Choose how %(word)s sounds, or write its sounds.", word=text)
    _refuse_unsuited(text, said)
    decoding.align(text, said)
    if known := known_at(text):
        raise Conflict(
            "The curriculum already has %(word)s, from level %(n)s on.", word=text, n=load().level(known).number
        )
    if _count(session, actor.unit_id) >= MOST:
        raise Invalid("A unit may keep %(most)s words of its own.", most=MOST)
    row = OwnWord(
        unit_id=actor.unit_id,
        text=text,
        phones=" ".join(said),
        gloss_th=_gloss(gloss_th),
        added_by=actor.id,
        added_at=now,
    )
    _keep(session, row)
    note(session, actor, "own_word.add", row.unit_id, {"word": row.text, "phones": row.phones}, now)
    return row


def _refuse_unsuited(text: str, phones: tuple[str, ...]) -> None:
    if blocked_word(text, phones):
        raise Invalid("%(word)s is not offered to children here.", word=text)


def _gloss(text: str) -> str:
    gloss = " ".join(text.split())
    if len(gloss) > LONGEST_GLOSS:
        raise Invalid("The meaning may have %(most)s letters.", most=LONGEST_GLOSS)
    return gloss


def _count(session: Session, unit_id: int) -> int:
    query = select(func.count()).where(OwnWord.unit_id == unit_id, OwnWord.removed_at.is_(None))
    return session.scalar(query) or 0


def _keep(session: Session, row: OwnWord) -> None:
    """Insert the word; the index decides between two who add it at once."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict("%(word)s is already among your own words.", word=row.text) from error


def remove(session: Session, actor: Actor, word_id: UUID, now: datetime) -> OwnWord:
    """Take a word off the unit's list; its row stays, closed.

    :raises NotFound: if it does not exist, is another unit's, or was removed before
    """
    row = session.get(OwnWord, word_id)
    if row is None or row.removed_at is not None or not can(actor, Action.TEACH, row.unit_id):
        raise NotFound("This word does not exist.")
    row.removed_at = now
    note(session, actor, "own_word.remove", row.unit_id, {"word": row.text}, now)
    session.flush()
    return row
