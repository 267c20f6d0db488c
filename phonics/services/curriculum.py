"""The curriculum as teachers meet it: the sixteen levels, each one whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from phonics.levels import texts
from phonics.levels.contrasts import Contrast, Pair, pairs_at
from phonics.levels.decoding import align
from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.levels.scheme import Level
from phonics.levels.segments import Segment
from phonics.levels.sequence import FIRST_LONG_WORDS, is_long, patterns
from phonics.levels.texts import Sentence, Story
from phonics.levels.words import Word
from phonics.roles import Action, Actor, units_visible
from phonics.services.level_words import every_word
from phonics.services.step_clips import picture
from phonics.services.voices import Voices
from phonics.store.people import Classroom, Enrolment, Student

USUAL_LEVEL = "P1"  # where nobody's children say another
_EXAMPLES = 4
_FACES = {"n=NG": "nk"}  # spellings nobody would know by their own letters alone


@dataclass(frozen=True, slots=True)
class Standing:
    """How many children stand at each level: of the actor's own classes, and of the unit."""

    own: Mapping[str, int] = field(default_factory=dict)
    unit: Mapping[str, int] = field(default_factory=dict)

    @property
    def usual(self) -> Level:
        """The level of most of the actor's children, else of the unit's, else the first with letters in pairs."""
        counts = self.own or self.unit
        return load().level(max(counts, key=lambda code: counts[code], default=USUAL_LEVEL))


def standing(session: Session, actor: Actor) -> Standing:
    """Return where the children stand whom the actor may see; one query."""
    newest = select(func.max(Classroom.year_be)).where(Classroom.unit_id == actor.unit_id).scalar_subquery()
    own = (
        select(Enrolment.student_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Classroom.teacher_id == actor.id, Classroom.year_be == newest)
    )
    query = (
        select(Student.level, func.count(), func.sum(case((Student.id.in_(own), 1), else_=0)))
        .where(Student.unit_id.in_(units_visible(actor, Action.SEE_PUPILS).ids), Student.active)
        .group_by(Student.level)
    )
    rows = [(level, n, mine) for level, n, mine in session.execute(query)]
    return Standing({level: mine for level, _n, mine in rows if mine}, {level: n for level, n, _mine in rows})


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level in the list of all: what is new in a few letters, and how much there is of it."""

    level: Level
    new: tuple[str, ...]
    sounds: int
    words: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All levels, in order, and how much there is of them together."""

    lines: tuple[LevelLine, ...]

    @property
    def sounds(self) -> int:
        """How many correspondences are new at some level."""
        return sum(line.sounds for line in self.lines)

    @property
    def words(self) -> int:
        """How many words can be read at some level; those of the first are for the ear."""
        return sum(line.words for line in self.lines[1:])


def overview() -> Overview:
    """Return the sixteen levels."""
    return Overview(tuple(_line(one) for one in load().levels))


def _line(one: Level) -> LevelLine:
    rows = load().new_at(one.code)
    labels = [outline.label for outline in one.outlines if outline.codes or outline.patterns]
    new = labels or [face(row) for row in rows]
    return LevelLine(one, tuple(dict.fromkeys(new)), len(rows), len(every_word(one.number)))


@dataclass(frozen=True, slots=True)
class SoundTile:
    """A correspondence to show: its key word with its cut, and where to hear both; '' where nothing speaks."""

    row: Correspondence
    key: tuple[Segment, ...]
    picture: dict[str, str] | None
    sound_url: str
    word_url: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level whole."""

    level: Level
    before: Level | None
    after: Level | None
    tiles: tuple[SoundTile, ...]
    patterns: tuple[tuple[str, tuple[Word, ...]], ...]  # with examples
    tricky: tuple[tuple[Level, tuple[str, ...]], ...]  # of earlier levels, the nearest first
    pairs: Mapping[Contrast, tuple[Pair, ...]]
    sentences: tuple[Sentence, ...]
    stories: tuple[Story, ...]
    words: int

    @property
    def tricky_before(self) -> int:
        """How many words earlier levels teach by heart."""
        return sum(len(words) for _level, words in self.tricky)


def level(number: int, voices: Voices) -> LevelView:
    """Return a level with all that is taught at it.

    :raises NotFound: if there is no such level
    """
    one = load().level_numbered(number)
    earlier = load().levels[: number - 1]
    return LevelView(
        level=one,
        before=earlier[-1] if earlier else None,
        after=load().after(one.code),
        tiles=tuple(_tile(row, voices) for row in load().new_at(one.code)),
        patterns=tuple(_new_patterns(one)),
        tricky=tuple((level, level.tricky) for level in reversed(earlier) if level.tricky),
        pairs=pairs_at(one.code),
        sentences=texts.sentences(one.code),
        stories=texts.stories(one.code),
        words=len(every_word(number)),
    )


def _tile(row: Correspondence, voices: Voices) -> SoundTile:
    word = load().words.get(row.key_word)
    return SoundTile(
        row=row,
        key=align(row.key_word, word.phones if word else None) if row.key_word else (),
        picture=picture_of(word),
        sound_url=clip_url(voices, "sound", ".".join(row.phones)),
        word_url=clip_url(voices, "word", row.key_word),
    )


def face(row: Correspondence) -> str:
    """Return a spelling as it is shown alone: a split with a dash, the n that only k turns into /ŋ/ with its k."""
    return _FACES.get(row.code, row.grapheme.replace("_", "–"))


def picture_of(word: Word | None) -> dict[str, str] | None:
    """Return the picture of a word, None where there is none."""
    return picture(word.picture) if word else None


def clip_url(voices: Voices, kind: str, text: str) -> str:
    """Return where a clip can be heard, '' where nothing speaks yet."""
    heard = voices.find(kind, text)
    return heard.url if heard else ""


def _new_patterns(one: Level) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Yield what is new beside the letters, each with the commonest short words that show it and nothing else."""
    names = [name for outline in one.outlines for name in outline.patterns]
    names += ["long"] if one.code == FIRST_LONG_WORDS else []
    for name in names:
        showing = (word for word in load().words_at(one.code) if _shows(word, name))
        yield name, tuple(islice(showing, _EXAMPLES))


def _shows(word: Word, pattern: str) -> bool:
    if pattern == "long":
        return is_long(word.segments)
    return patterns(word.segments) == {pattern}
