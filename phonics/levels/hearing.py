"""Words said in parts, to be joined by ear: syllables at the first level, single sounds at the second."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from phonics.errors import Invalid
from phonics.levels.loader import load
from phonics.levels.tables import read_rows
from phonics.levels.words import Word

PRACTICE = "practice"
BY_SYLLABLES = "K1"


@dataclass(frozen=True, slots=True)
class Parted:
    """A word and the parts a teacher says it in, as their letters stand in the word: `("s", "u", "n")`."""

    word: Word
    parts: tuple[str, ...]


@cache
def parted(level: str) -> Mapping[str, tuple[Parted, ...]]:
    """Return "practice", "A", "B" → the words to be joined by ear, easy ones first; {} where none are written.

    :raises Invalid: if a word is not in the word list
    """
    found: dict[str, list[Parted]] = {}
    for row in read_rows("spoken_words.csv"):
        if row["level"] == level:
            found.setdefault(row["form"], []).append(Parted(_word(row["word"]), tuple(row["parts"].split())))
    return {form: tuple(words) for form, words in found.items()}


def parted_problems(level: str) -> Iterator[str]:
    """Yield what is wrong with the words of a level: a cut that is none, a word met twice, forms that are not alike."""
    forms = parted(level)
    words = [one for form in forms.values() for one in form]
    for one in words:
        if not _cut(level, one):
            yield f"{one.word.text}: its parts are not its {'syllables' if level == BY_SYLLABLES else 'sounds'}"
    for text in sorted({one.word.text for one in words if _times(one, words) > 1}):
        yield f"{text}: it is there twice"
    lengths = {tuple(len(one.parts) for one in words) for form, words in forms.items() if form != PRACTICE}
    if len(lengths) > 1:
        yield "its forms ask for unlike numbers of parts"


def _word(text: str) -> Word:
    if text not in load().words:
        raise Invalid("spoken_words.csv: %(word)s is not in the word list", word=text)
    return load().words[text]


def _cut(level: str, one: Parted) -> bool:
    """Return whether the parts are the word's syllables, or its graphemes, each of one phone."""
    if "".join(one.parts) != one.word.text:
        return False
    if level == BY_SYLLABLES:
        return len(one.parts) == one.word.syllables
    sounds = [(segment.grapheme, len(segment.phones)) for segment in one.word.segments]
    return sounds == [(part, 1) for part in one.parts]


def _times(one: Parted, words: Sequence[Parted]) -> int:
    return sum(other.word.text == one.word.text for other in words)
