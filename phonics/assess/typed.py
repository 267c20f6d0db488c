"""What a teacher types made into items: the engine says what each asks for."""

import re
from collections.abc import Sequence

from phonics.assess.items import Item, Option, Response
from phonics.assess.letter_sounds import graphemes_said_alone
from phonics.assess.pictures import pictured, turned
from phonics.assess.scripts import CRITERIA
from phonics.assess.subtests import LEVELS, Kind
from phonics.assess.usual import BY_EAR
from phonics.errors import Invalid
from phonics.levels.decoding import Pronunciations, Status, align, explain, spelt
from phonics.levels.pseudowords import read
from phonics.levels.segments import Segment, sounds

MOST_AT_ONCE = 300  # words, as of a passage
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_LINES = frozenset({Kind.SENTENCE, Kind.COMPREHENSION, Kind.RUBRIC})


def typed(kind: Kind, text: str, level: str, own: Pronunciations | None = None) -> tuple[Item, ...]:
    """Return the items of what was typed, numbered from 1: words apart by spaces, commas or lines; else a line each.

    A question is written `question | right answer | wrong | wrong`, its right answer first.
    A word nobody has explained becomes an item that asks for nothing; `inspecting` says so. What is known by heart asks
    for no correspondence.

    :param own: words the unit has added, with their phones
    :raises Invalid: if there is too much at once, or a line cannot be an item
    """
    parts = _split(kind, text)
    if len(parts) > MOST_AT_ONCE:
        raise Invalid("Add at most %(most)s items at once.", most=MOST_AT_ONCE)
    return tuple(one(kind, number, part, level, own) for number, part in enumerate(parts, start=1))


def one(kind: Kind, number: int, text: str, level: str, own: Pronunciations | None = None) -> Item:
    """Return one item of a kind.

    :raises Invalid: if it cannot be one
    """
    if kind in {Kind.LETTER_NAME, Kind.SENTENCE}:
        return Item(number, text, kind.value)
    if kind in {Kind.COMPREHENSION, Kind.RUBRIC}:
        return _question(number, text) if kind is Kind.COMPREHENSION else _criterion(number, text)
    if kind in {Kind.LETTER_SOUND, Kind.PSEUDO_WORD}:
        return _letters(number, text, level) if kind is Kind.LETTER_SOUND else made_up(number, text, level)
    return passage_word(number, text, level, own) if kind is Kind.PASSAGE else word(kind, number, text, level, own)


def word(kind: Kind, number: int, text: str, level: str, own: Pronunciations | None = None) -> Item:
    """Return an item of a real word: to be read, written, found among pictures, or told apart by ear."""
    plain = spelt(text)
    segments = _segments(plain, own)
    phones, codes = sounds(segments), _codes(segments)
    if kind in BY_EAR:
        parts = tuple(segment.grapheme for segment in segments if segment.phones)
        said = phones[:1] if kind is Kind.PHONEME_ISOLATION else phones
        return Item(number, plain, "spoken_word", (), said, parts=parts or (plain,))
    if kind is Kind.DICTATION:
        return Item(
            number, plain, kind.value, codes, phones, response=Response.TEXT, answers=(plain,), sound=f"word/{plain}"
        )
    if kind is Kind.PICTURE_VOCABULARY:
        return pictured(number, plain, level)
    tricky = explain(plain, level, own).status is Status.TRICKY
    return Item(number, plain, "real_word", () if tricky else codes, phones, tricky=tricky)


def made_up(number: int, text: str, level: str) -> Item:
    """Return an item of a made-up word; every reading that the rules of the level allow is right."""
    plain = spelt(text)
    try:
        readings = read(plain, level)
    except Invalid:
        return Item(number, plain, "pseudo_word")
    said = list(dict.fromkeys(map(sounds, readings)))
    return Item(number, plain, "pseudo_word", _codes(readings[0]), said[0], tuple(said[1:]))


def passage_word(number: int, printed: str, level: str, own: Pronunciations | None = None) -> Item:
    """Return a word of a running text as an item; a number or an abbreviation is one word and asks for no letters."""
    prompt = _EDGES.sub("", printed) or printed
    shown = "" if printed == prompt else printed
    try:
        known = explain(prompt, level, own)
    except Invalid:
        return Item(number, prompt, printed=shown)
    tricky = known.status is Status.TRICKY
    codes = () if tricky else _codes(known.segments)
    return Item(number, prompt, "", codes, sounds(known.segments), printed=shown, tricky=tricky)


def passage_words(paragraphs: Sequence[str], level: str, own: Pronunciations | None = None) -> tuple[Item, ...]:
    """Return the words of a text as items, numbered from 1; the last word of a paragraph keeps its line end."""
    lines = [words for words in map(str.split, paragraphs) if words]
    printed = [word for words in lines for word in (*words[:-1], words[-1] + "\n")]
    if printed:
        printed[-1] = printed[-1].rstrip()
    return tuple(passage_word(number, word, level, own) for number, word in enumerate(printed, start=1))


def _split(kind: Kind, text: str) -> list[str]:
    if kind is Kind.PASSAGE:
        return [item.shown for item in passage_words(text.splitlines(), "K1")]
    if kind in _LINES:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return [part for part in re.split(r"[\s,;]+", text) if part]


def _segments(text: str, own: Pronunciations | None) -> tuple[Segment, ...]:
    """Return how a word falls apart, nothing where nobody knows."""
    try:
        return align(text, own[text] if own and text in own else None)
    except Invalid:
        return ()


def _codes(segments: Sequence[Segment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(segment.code for segment in segments))


def _letters(number: int, text: str, level: str) -> Item:
    answers = graphemes_said_alone(level).get(text.strip().lower(), ())
    if not answers:
        return Item(number, text.strip().lower(), Kind.LETTER_SOUND.value)
    first, *others = answers
    return Item(number, first.grapheme, "letter_sound", (first.code,), first.phones, tuple(c.phones for c in others))


def _question(number: int, text: str) -> Item:
    asked, *answers = (part.strip() for part in text.split("|"))
    if not answers:
        return Item(number, asked, Kind.COMPREHENSION.value)
    if len(answers) == 1:
        return Item(number, asked, Kind.COMPREHENSION.value, answers=(answers[0],))
    options = tuple(Option("abcdefgh"[at : at + 1], answer) for at, answer in enumerate(answers))
    return Item(
        number,
        asked,
        Kind.COMPREHENSION.value,
        response=Response.CHOICE,
        options=turned(options, number),
        answers=("a",),
    )


def _criterion(number: int, text: str) -> Item:
    """Return a criterion; `name | level 1 | 2 | 3 | 4`, or the name alone with words for its levels that fit any."""
    name, *told = (part.strip() for part in text.split("|"))
    if told and len(told) != len(LEVELS):
        raise Invalid("Describe all four levels of a criterion: name | 1 | 2 | 3 | 4")
    fitting = next((levels for names, levels in CRITERIA if name in names), None)
    words = told or [th for th, _en in fitting or _ANY]
    options = tuple(Option(key, level) for key, level in zip(LEVELS, words, strict=True))
    return Item(number, name, Kind.RUBRIC.value, response=Response.RATING, options=options)


_ANY = (
    ("ยังทำไม่ได้", "not yet"),
    ("ทำได้บางส่วน", "in part"),
    ("ทำได้เกือบทั้งหมด", "nearly all"),
    ("ทำได้ครบด้วยตนเอง", "all, alone"),
)
