"""Segments: the graphemes of a word in their places, each with the sounds it makes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from phonics.errors import Invalid
from phonics.levels.graphemes import VOWELS, code_of, parse_code


@dataclass(frozen=True, slots=True)
class Segment:
    """A grapheme in its place: `letters` are indices, a split e included (m|a_e|k: 1 and 3)."""

    grapheme: str
    letters: tuple[int, ...]
    phones: tuple[str, ...]
    code: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", code_of(self.grapheme, self.phones))

    @property
    def is_vowel(self) -> bool:
        """Whether it carries a vowel sound."""
        return any(phone in VOWELS for phone in self.phones)


def decodable_with(segments: Collection[Segment], taught: Collection[str]) -> bool:
    """Return whether every correspondence is among those taught; a silent letter must be taught too."""
    return all(segment.code in taught for segment in segments)


def sounds(segments: Sequence[Segment]) -> tuple[str, ...]:
    """Return the phones of a word, in order."""
    return tuple(phone for segment in segments for phone in segment.phones)


def written(segments: Sequence[Segment]) -> str:
    """Return segments as the data files hold them: "sh=SH i=IH p=P"."""
    return " ".join(segment.code for segment in segments)


def parse(word: str, text: str) -> tuple[Segment, ...]:
    """Return the segments that `written` made of a word; apostrophes belong to none.

    :raises Invalid: if they do not spell the word
    """
    letters = [place for place, letter in enumerate(word) if letter != "'"]
    bare, closing, segments, place = word.replace("'", ""), set[int](), list[Segment](), 0
    for grapheme, phones in map(parse_code, text.split()):
        while place in closing:
            place += 1
        taken = list(range(place, place + len(grapheme.removesuffix("_e"))))
        place = taken[-1] + 1
        if grapheme.endswith("_e"):
            taken.append(bare.find("e", place + 1))
            closing.add(taken[-1])
        if "".join(bare[i : i + 1] for i in taken) != grapheme.replace("_", ""):
            raise Invalid("%(text)s does not spell %(word)s", text=text, word=word)
        segments.append(Segment(grapheme, tuple(letters[i] for i in taken), phones))
    if sorted(i for segment in segments for i in segment.letters) != letters:
        raise Invalid("%(text)s does not spell %(word)s", text=text, word=word)
    return tuple(segments)
