"""What a teacher prints for a level: cards to hold up, and a sheet to read from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Literal, TypeVar

from phonics.errors import Invalid, NotFound
from phonics.levels import pseudowords, texts
from phonics.levels.blocklist import blocked_word
from phonics.levels.decoding import align, spelt
from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.levels.pseudowords import PseudoWord
from phonics.levels.scheme import Level
from phonics.levels.segments import Segment
from phonics.levels.texts import Sentence, Story
from phonics.levels.words import Word
from phonics.services import curriculum, level_words

Kind = Literal["words", "tricky", "sounds"]
MOST_CARDS = 96
_CARDS = 24  # when nobody says which
_ROW, _ROWS, _SOUNDS, _MADE_UP, _SENTENCES = 5, 4, 20, 10, 6
_COMMON = 80  # words a sheet draws from
_EASY = 8  # letters: longer ones do not fit five to a row

T = TypeVar("T")
Phones = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Card:
    """One card: a word with its cut and picture, or the letters of a sound with their key word."""

    text: str
    segments: tuple[Segment, ...] = ()
    picture: dict[str, str] | None = None
    below: str = ""  # a sound's key word
    code: str = ""  # of a sound


@dataclass(frozen=True, slots=True)
class Deal:
    """The cards to print, how many there are to choose from, and how many of those come before."""

    cards: tuple[Card, ...] = ()
    total: int = 0
    before: int = 0

    @property
    def set(self) -> int:
        """Which set of the level's words this is, from 1."""
        return self.before // _CARDS + 1

    @property
    def more(self) -> bool:
        """Whether a set follows."""
        return self.before + len(self.cards) < self.total


@dataclass(frozen=True, slots=True)
class Sift:
    """Which of a level's words: holding a correspondence or pattern, found by letters; and which set of them."""

    holding: str = ""
    wanted: str = ""
    set: int = 1


def cards(number: int, kind: Kind, only: str = "", sift: Sift | None = None, own: Phones | None = None) -> Deal:
    """Return the cards of a level: its sounds, its tricky words, or words (the commonest, those with a picture first).

    :param only: the words to print instead, with commas or spaces between
    :param own: words a teacher has added, with their phones
    :raises NotFound: if there is no such level, correspondence or set
    :raises Invalid: if one of `only` is no word, or is not for children
    """
    one = load().level_numbered(number)
    if kind == "sounds":
        return _whole(tuple(_sound_card(row) for row in load().new_at(one.code)))
    if kind == "tricky":
        return _whole(tuple(_word_card(word, own) for word in one.tricky))
    if only:
        return _whole(tuple(_word_card(word, own) for word in _asked_for(only)))
    return _set(number, sift or Sift())


def _whole(dealt: tuple[Card, ...]) -> Deal:
    return Deal(dealt, len(dealt))


def _set(number: int, sift: Sift) -> Deal:
    there, before = _best(number, sift), (sift.set - 1) * _CARDS
    if sift.set > 1 and before >= len(there):
        raise NotFound("This page does not exist.")
    return Deal(tuple(_listed_card(word) for word in there[before : before + _CARDS]), len(there), before)


def _sound_card(row: Correspondence) -> Card:
    word = load().words.get(row.key_word)
    return Card(curriculum.face(row), (), curriculum.picture_of(word), row.key_word, row.code)


def _asked_for(only: str) -> Iterator[str]:
    asked = dict.fromkeys(only.replace(",", " ").split())
    for word in islice(asked, MOST_CARDS):
        if blocked_word(spelt(word), ()):
            raise Invalid("%(word)s is not offered to children here.", word=word)
        yield word


def _word_card(word: str, own: Phones | None) -> Card:
    text = spelt(word)
    known = load().words.get(text)
    return Card(word, _cut(text, own), curriculum.picture_of(known))


def _cut(text: str, own: Phones | None) -> tuple[Segment, ...]:
    try:
        return align(text, own[text] if own and text in own else None)
    except Invalid:  # nobody has said how it sounds: it is printed whole
        return ()


def _listed_card(word: Word) -> Card:
    return Card(word.text, word.segments, curriculum.picture_of(word))


def _best(number: int, sift: Sift) -> list[Word]:
    """Return the words for cards; level 1 has words for the ear only, shown by their pictures."""
    return sorted(level_words.matching(number, sift.wanted, sift.holding), key=lambda word: not word.picture)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reading sheet; the same seed gives the same one."""

    level: Level
    seed: int
    sounds: tuple[tuple[str, tuple[Correspondence, ...]], ...]  # a grapheme, and what it says at this level
    rows: tuple[tuple[Word, ...], ...]
    made_up: tuple[tuple[PseudoWord, ...], ...]
    tricky: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    story: Story | None
    stories: tuple[int, ...]  # the numbers to choose from

    @property
    def longest(self) -> int:
        """The letters of its longest word, real or made up."""
        return max(len(word.text) for row in (*self.rows, *self.made_up) for word in row)


def sheet(number: int, seed: int, story: int = 1) -> Sheet:
    """Return a reading sheet for a level.

    :param story: which of the level's stories, 1–3
    :raises NotFound: if there is no such level, or nothing is read at it yet
    """
    one = load().level_numbered(number)
    there = load().words_at(one.code)
    if not there:
        raise NotFound("Level %(n)s is for the ear: there is nothing to read yet.", n=number)
    lot = Random(f"{one.code} {seed}")
    short = [word for word in there[: _COMMON * 2] if len(word.text) <= _EASY][:_COMMON]
    words = lot.sample(short, min(_ROW * _ROWS, len(short) // _ROW * _ROW))
    sentences, tales = texts.sentences(one.code), texts.stories(one.code)
    chosen = lot.sample(sentences, min(_SENTENCES, len(sentences)))
    return Sheet(
        level=one,
        seed=seed,
        sounds=_sounds(one, lot),
        rows=_in_rows(words),
        made_up=_in_rows(_made_up(one.code, seed)),
        tricky=one.tricky,
        sentences=tuple(sorted(chosen, key=lambda sentence: sentence.number)),
        story=next((tale for tale in tales if tale.number == story), None),
        stories=tuple(tale.number for tale in tales),
    )


def _sounds(one: Level, lot: Random) -> tuple[tuple[str, tuple[Correspondence, ...]], ...]:
    """Return the level's spellings as shown, each once with all it says, in teaching order; of many some, by lot."""
    rows: dict[str, tuple[Correspondence, ...]] = {}
    for row in load().new_at(one.code):
        rows[curriculum.face(row)] = (*rows.get(curriculum.face(row), ()), row)
    chosen = set(lot.sample(sorted(rows), min(_SOUNDS, len(rows))))
    return tuple((grapheme, ways) for grapheme, ways in rows.items() if grapheme in chosen)


def _in_rows(items: Sequence[T]) -> tuple[tuple[T, ...], ...]:
    return tuple(tuple(items[start : start + _ROW]) for start in range(0, len(items), _ROW))


def _made_up(code: str, seed: int) -> list[PseudoWord]:
    """Return ten made-up words, or as many as a small level has."""
    try:
        return pseudowords.make(code, _MADE_UP, seed)
    except Invalid:
        return list(islice(pseudowords.possible(code, seed), _MADE_UP))
