"""The curriculum, read once from data/ and refused loudly if its parts do not fit together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from phonics.errors import Invalid, NotFound
from phonics.levels.graphemes import Correspondence, taught
from phonics.levels.scheme import TASKS, Level, in_thai, read_levels, scheme_problems
from phonics.levels.segments import decodable_with, sounds
from phonics.levels.sequence import ORDER, PATTERNS, RANK, level_of
from phonics.levels.tables import DATA
from phonics.levels.words import Word, exceptions, read_words


@dataclass(frozen=True, eq=False)
class Curriculum:
    """Levels, correspondences and words, checked against each other."""

    levels: tuple[Level, ...]
    correspondences: Mapping[str, Correspondence]
    words: Mapping[str, Word]

    def level(self, code: str) -> Level:
        """Return the level with this code.

        :raises NotFound: if there is none
        """
        if code not in RANK:
            raise NotFound("There is no level %(code)s", code=code)
        return self.levels[RANK[code] - 1]

    def level_numbered(self, number: int) -> Level:
        """Return the level people call by this number, 1–16.

        :raises NotFound: if there is none
        """
        if not 1 <= number <= len(self.levels):
            raise NotFound("There is no level %(number)s", number=number)
        return self.levels[number - 1]

    def after(self, code: str) -> Level | None:
        """Return the next level, None after the last."""
        number = self.level(code).number
        return self.levels[number] if number < len(self.levels) else None

    def taught_by(self, code: str) -> frozenset[str]:
        """Return the correspondence codes taught at this level and all before it."""
        number = self.level(code).number
        return _taught_by(self, number)

    def new_at(self, code: str) -> tuple[Correspondence, ...]:
        """Return the correspondences this level introduces, in teaching order; one taught `like` another is not new."""
        level = self.level(code).code
        new = (c for c in self.correspondences.values() if c.level == level and not c.like)
        return tuple(sorted(new, key=lambda c: c.order))

    def tricky(self) -> Mapping[str, str]:
        """Return the words known by heart, in lower case, with the level that teaches them."""
        return _tricky(self)

    def words_at(self, code: str) -> tuple[Word, ...]:
        """Return the words that become readable at this level, commonest first."""
        return _by_level(self)[self.level(code).code]

    def listening_words(self) -> tuple[Word, ...]:
        """Return the words of K1, met by ear and picture only."""
        return tuple(word for word in self.words.values() if word.listening)


@cache
def load() -> Curriculum:
    """Return the curriculum.

    :raises Invalid: if the data files contradict each other
    """
    curriculum = Curriculum(read_levels(DATA / "levels.toml"), taught(), read_words())
    found = problems(curriculum)
    if found:
        raise Invalid("The curriculum does not fit together: %(problems)s", problems="; ".join(found))
    return curriculum


def problems(curriculum: Curriculum) -> list[str]:
    """Return what does not fit together, one English sentence each; empty when all is well."""
    return [
        *scheme_problems(curriculum.levels),
        *_correspondence_problems(curriculum),
        *(line for level in curriculum.levels for line in _stone_problems(curriculum, level)),
    ]


def _correspondence_problems(curriculum: Curriculum) -> list[str]:
    rows = curriculum.correspondences
    return [
        f"correspondences.csv, {row.code}: {line}" for row in rows.values() for line in _row_problems(row, curriculum)
    ]


def _row_problems(row: Correspondence, curriculum: Curriculum) -> list[str]:
    rows, found, key = curriculum.correspondences, [], curriculum.words.get(row.key_word)
    if (row.asked or row.key_word) and (key is None or row.code not in key.codes):
        found.append(f"key word {row.key_word!r} does not hold it")
    if not (row.rule and in_thai(row.hint_th)):
        found.append("it has no rule or no Thai hint")
    if not rows.keys() >= {*row.confusions, *([row.like] if row.like else [])}:
        found.append("it is like or confused with an unknown correspondence")
    elif any(RANK[rows[other].level] > RANK[row.level] for other in row.confusions if RANK[row.level] >= RANK["P3"]):
        found.append("it is confused with a later correspondence")
    return found


def word_problems(curriculum: Curriculum) -> list[str]:
    """Return what is wrong with words, one English sentence each; it takes a second, so `load` does not ask."""
    found, pictures = [], set[str]()
    for word in curriculum.words.values():
        if level_of(word.segments) != word.level:
            found.append(f"{word.text} stands at {word.level}, the engine says {level_of(word.segments)}")
        if sounds(word.segments) != word.phones:
            found.append(f"the segments of {word.text} do not make its sounds")
        if word.picture and word.picture in pictures:
            found.append(f"{word.picture} shows two words")
        if word.text not in exceptions() and not decodable_with(word.segments, curriculum.correspondences):
            found.append(f"{word.text} cannot be read at any level that is taught")
        pictures.add(word.picture)
    return found


def _stone_problems(curriculum: Curriculum, level: Level) -> list[str]:
    taught_codes = [code for outline in level.outlines for code in outline.codes]
    new = [row.code for row in curriculum.new_at(level.code)]
    amiss = bool(level.outlines) and sorted(taught_codes) != sorted(new)
    found = [f"levels.toml: the stones of {level.code} do not teach its correspondences"] if amiss else []
    for outline in level.outlines:
        unknown = (set(outline.patterns) - PATTERNS) | (set(outline.tasks) - TASKS)
        unknown |= {text for text in outline.words if not _known(curriculum, text, level)}
        found += [
            f"levels.toml: stone {outline.label} of {level.code} names unknown {name}" for name in sorted(unknown)
        ]
    return found


def _known(curriculum: Curriculum, text: str, level: Level) -> bool:
    """Return whether a stone may name a word: by ear any, else one that can be read at this level."""
    word = curriculum.words.get(text)
    return word is not None and (level.code == ORDER[0] or RANK[word.level] <= level.number)


@cache
def _taught_by(curriculum: Curriculum, number: int) -> frozenset[str]:
    return frozenset(row.code for row in curriculum.correspondences.values() if RANK[row.level] <= number)


@cache
def _tricky(curriculum: Curriculum) -> Mapping[str, str]:
    return MappingProxyType({word.lower(): level.code for level in curriculum.levels for word in level.tricky})


@cache
def _by_level(curriculum: Curriculum) -> Mapping[str, tuple[Word, ...]]:
    """Return the words of each level, commonest first."""
    found: dict[str, list[Word]] = {code: [] for code in ORDER}
    for word in sorted(curriculum.words.values(), key=lambda word: (-word.zipf, word.text)):
        found[word.level].append(word)
    return MappingProxyType({code: tuple(words) for code, words in found.items()})
