"""The recording studio's list: what most needs a human voice, and why."""

import csv
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.errors import Invalid
from phonics.levels.graphemes import CONSONANTS, VOWELS, Correspondence, first_spelling, taught
from phonics.roles import Action, Actor, units_visible
from phonics.services import listening
from phonics.services.holding import APPROVED, NAME
from phonics.services.sayable import INSTRUCTION, Name, must_listen
from phonics.services.verdicts import standing
from phonics.services.voices import Heard, Voices
from phonics.store.people import Classroom, Enrolment, Student
from phonics.voice.instructions import instructions

SOUNDS, INSTRUCTIONS, NAMES = "sounds", "instructions", "names"
SECTIONS = (SOUNDS, INSTRUCTIONS, NAMES)
# Sounds that the embedded voice does badly (docs/audio-quality.md): faint, without voice, or cut from their word.
WEAK_SOUNDS = ("TH", "DH", "F", "V", "ZH", "B", "D", "G", "JH", "W", "Y", "HH", "AH")
# Taught as one sound: ar, or, air, ear. With the 16 vowels and 24 consonants they make the 44.
_WITH_R = ("AA.R", "AO.R", "EH.R", "IH.R")
MISHEARD = "misheard.csv"
Find = Callable[[str, str], Heard | None]
_BY_PEOPLE = frozenset({"unit", "network", "human"})


@dataclass(frozen=True, slots=True)
class Sound:
    """One of the 44 sounds, by its clip's text, with the spelling under which it is taught."""

    text: str
    taught_by: Correspondence
    weak: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say.

    :param label: as in `Said`
    :param why: wrong, weak_sound, weak, missing, misheard, sound, instruction or name
    :param heard: what children hear now; None: nothing
    :param mine: approved or waiting, of the actor's own unit (an officer: of the network); "" without a recording
    """

    kind: str
    text: str
    label: str
    why: str
    heard: Heard | None
    mine: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the teacher reads: the Thai instruction and what it means, the child's name, else the clip's own text."""

    label: str
    gloss_en: str = ""


def wishlist(session: Session, actor: Actor, voices: Voices, audio_dir: Path, section: str = SOUNDS) -> list[Line]:
    """Return what needs a voice, the most needed first.

    Sounds and words: marked wrong by at least as many as find them good; the thirteen weak sounds (unless more find
    them good) and those marked weak; missed by a page and still missing; not recognised; the rest of the 44 sounds.
    A clip with a person's voice stays only where listeners find fault with that very recording, and the 44.
    Instructions: all of them, in order. Names: the children of the actor's own classes who have none.

    :raises NotFound: if the studio is not open to the actor
    :raises Invalid: if there is no such section
    """
    must_listen(actor)
    if section not in SECTIONS:
        raise Invalid("There is no such list.")
    find = cache(voices.find)  # one look each, however many the reasons
    states = standing(session, actor)
    if section == NAMES:
        found = [(NAME, str(child_id), NAME) for child_id in _own_children(session, actor)]
    elif section == INSTRUCTIONS:
        found = [(INSTRUCTION, code, INSTRUCTION) for code in instructions()]
    else:
        found = list(_needed(session, actor, find, audio_dir))
    labels = said(session, actor, [(kind, text) for kind, text, _why in found])
    lines = [
        Line(kind, text, labels[kind, text].label, why, find(kind, text), states.get((kind, text), ""))
        for kind, text, why in found
    ]
    return [line for line in lines if section != NAMES or line.mine != APPROVED]


@cache
def the_44() -> tuple[Sound, ...]:
    """Return the 44 sounds of English as it is taught here, in the order they are first taught.

    24 consonants, 16 vowels (er and the weak vowel of the among them), and four vowels with r: ar, or, air, ear.
    """
    order = dict.fromkeys(row.phones for row in taught().values())
    names = (VOWELS | CONSONANTS).union(_WITH_R)
    found = ((".".join(phones), first_spelling(phones)) for phones in order)
    return tuple(Sound(text, row, text in WEAK_SOUNDS) for text, row in found if row and text in names)


def said(session: Session, actor: Actor, names: Collection[Name]) -> Mapping[Name, Said]:
    """Return what is to be read for each name; a child whom the actor may not see is left out; at most one query."""
    children = {text: Said(label) for text, label in _children(session, actor, names)}
    own = {INSTRUCTION: {code: Said(one.th, one.en) for code, one in instructions().items()}, NAME: children}
    return {
        (kind, text): own.get(kind, {}).get(text, Said(text))
        for kind, text in names
        if kind != NAME or text in children
    }


def _children(session: Session, actor: Actor, names: Collection[Name]) -> Iterator[tuple[str, str]]:
    """Yield the children among the names: (id, what they are called)."""
    ids = [UUID(text) for kind, text in names if kind == NAME]
    if ids:
        query = select(Student).where(Student.id.in_(ids), Student.unit_id.in_(units_visible(actor).ids))
        yield from ((str(child.id), child.nickname or child.given) for child in session.scalars(query))


def _needed(session: Session, actor: Actor, find: Find, audio_dir: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, text, why), each clip once, for the first of its reasons."""
    seen: set[tuple[str, str]] = set()
    for kind, text, why in _reasons(session, actor, find, audio_dir):
        if (kind, text) not in seen:
            seen.add((kind, text))
            yield kind, text, why


def _reasons(session: Session, actor: Actor, find: Find, audio_dir: Path) -> Iterator[tuple[str, str, str]]:
    thought = _thought(session, find)
    wrong = [name for name, told in thought.items() if told["wrong"] and told["wrong"] >= told["good"]]
    for kind, text in sorted(wrong, key=lambda name: (-thought[name]["wrong"], name)):
        yield kind, text, "wrong"
    for sound in WEAK_SOUNDS:
        told = thought.get(("sound", sound), Counter())
        if _voice(find, "sound", sound) not in _BY_PEOPLE and told["good"] <= told["weak"] + told["wrong"]:
            yield "sound", sound, "weak_sound"
    weak = [name for name, told in thought.items() if told["weak"] and told["weak"] + told["wrong"] >= told["good"]]
    for kind, text in sorted(weak, key=lambda name: (-thought[name]["weak"], name)):
        yield kind, text, "weak"
    for kind, text in listening.missing(session, actor):
        if kind != INSTRUCTION and find(kind, text) is None:  # those have a list of their own
            yield kind, text, "missing"
    for kind, text in misheard(audio_dir):
        if _voice(find, kind, text) == "pack":
            yield kind, text, "misheard"
    for one in the_44():
        yield "sound", one.text, "sound"


def _thought(session: Session, find: Find) -> Mapping[tuple[str, str], Counter[str]]:
    """Return what people think of the clips that are heard now."""
    found = {}
    for (kind, text, file), told in listening.opinions_by_file(session).items():
        heard = find(kind, text)
        if heard and heard.url.endswith(f"/{file}"):
            found[kind, text] = told
    return found


def _voice(find: Find, kind: str, text: str) -> str:
    heard = find(kind, text)
    return heard.voice if heard else ""


def misheard(audio_dir: Path) -> tuple[tuple[str, str], ...]:
    """Return the (kind, text) of the shipped clips that a recogniser took for something else."""
    table = Path(audio_dir) / MISHEARD
    return _misheard(table, table.stat().st_mtime_ns) if table.exists() else ()


@lru_cache(maxsize=2)
def _misheard(table: Path, _age_ns: int) -> tuple[tuple[str, str], ...]:
    with table.open(encoding="utf-8", newline="") as file:
        return tuple((row["kind"], row["text"]) for row in csv.DictReader(file))


def _own_children(session: Session, actor: Actor) -> list[UUID]:
    """Return the children of the actor's own classes of this year, as the register has them."""
    mine = (
        Classroom.teacher_id == actor.id,
        Classroom.unit_id.in_(units_visible(actor, Action.RECORD).ids),
    )
    this_year = select(func.max(Classroom.year_be)).where(*mine).scalar_subquery()
    query = (
        select(Student.id)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(*mine, Classroom.year_be == this_year, Student.active)
        .order_by(Classroom.grade, Classroom.room, Enrolment.roll_no.is_(None), Enrolment.roll_no, Student.sort_key)
    )
    return list(session.scalars(query))
