"""Texts read aloud: each sentence of a level with its clip and the words to light, and each word of them by itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from phonics.levels import texts
from phonics.levels.decoding import align
from phonics.levels.loader import load
from phonics.levels.segments import Segment
from phonics.levels.sequence import RANK
from phonics.services.voices import Heard, Voices

SLOWLY_UNTIL = "P4"  # up to here a word can also be heard sound by sound
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Aloud:
    """What of a level's texts can be heard: every line by its text, and the addresses of their words."""

    lines: Mapping[str, Heard | None]
    words: Mapping[str, str]


def of_level(code: str, voices: Voices) -> Aloud:
    """Return the clips of a level's sentences and stories, titles, questions and answers included."""
    lines = {line: voices.find("sentence", line) for line in _lines(code)}
    words = sorted({word for line in lines for word in _WORD.findall(line.lower().replace("’", "'"))})
    heard = ((word, voices.find("word", word)) for word in words)
    return Aloud(lines, {word: one.url for word, one in heard if one})


def _lines(code: str) -> Iterator[str]:
    for sentence in texts.sentences(code):
        yield sentence.text
    for story in texts.stories(code):
        yield from (story.title, *story.sentences)
        for question in story.questions:
            yield from (question.asks[1], question.right[1], *(wrong for _th, wrong in question.wrong))


@dataclass(frozen=True, slots=True)
class SlowWord:
    """A word to hear: whole, and sound by sound where it can be decoded early enough; a silent letter has no sound."""

    heard: Heard | None
    sounds: tuple[tuple[Segment, Heard], ...] = ()


def word(text: str, voices: Voices) -> SlowWord:
    """Return how a word is heard; its sounds only when every one of them has a clip."""
    known, heard = load().words.get(text), voices.find("word", text)
    if known is None or RANK[known.level] > RANK[SLOWLY_UNTIL]:
        return SlowWord(heard)
    parts = [segment for segment in align(text, known.phones) if segment.phones]
    found = [(segment, voices.find("sound", ".".join(segment.phones))) for segment in parts]
    return SlowWord(heard, tuple((segment, one) for segment, one in found if one) if all(o for _s, o in found) else ())
