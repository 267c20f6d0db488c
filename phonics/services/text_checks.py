"""A teacher's text against a level: what can be read, what not yet, and which level would fit."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from phonics.levels.decoding import Explanation, explain
from phonics.levels.loader import load
from phonics.levels.readability import Missing, TextCheck, check_text, instead_of
from phonics.levels.scheme import Level
from phonics.levels.sequence import RANK
from phonics.roles import Actor
from phonics.services import own_words

ENOUGH = 0.95  # share of the words below which a text is too hard even with help; Betts (1946)


@dataclass(frozen=True, slots=True)
class Fit:
    """How many of the text's words can be read at a level."""

    level: Level
    readable: int
    words: int

    @property
    def share(self) -> float:
        """The share of the text's words that can be read, 0–1; 1 for a text without words."""
        return self.readable / self.words if self.words else 1.0


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text at a level, and the same text at all the others."""

    level: Level
    found: TextCheck
    fits: tuple[Fit, ...]

    @property
    def fitting(self) -> Fit | None:
        """The first level at which enough of the words can be read, None if none is."""
        return next((fit for fit in self.fits if fit.share >= ENOUGH), None)

    @property
    def unknown(self) -> tuple[Missing, ...]:
        """The words of which nobody has said how they sound."""
        return tuple(one for one in self.found.missing if one.explanation.readable_from is None)


def check(session: Session, actor: Actor, text: str, number: int) -> CheckedText:
    """Return a text checked at a level, the unit's own words known.

    :raises Invalid: if it is too long
    :raises NotFound: if there is no such level
    """
    level = load().level_numbered(number)
    found = check_text(text, level.code, own_words.spoken(session, actor))
    return CheckedText(level, found, _fits(found))


def _fits(found: TextCheck) -> tuple[Fit, ...]:
    """Return how many words can be read at each level: each word from its first on, by its sounds or by heart."""
    first = (piece.explanation.readable_from for piece in found.pieces if piece.explanation)
    ranks = [RANK[code] for code in first if code]
    return tuple(Fit(level, sum(rank <= level.number for rank in ranks), found.words) for level in load().levels)


@dataclass(frozen=True, slots=True)
class WordLook:
    """One word at a level, with words of its kind that can be read."""

    level: Level
    explanation: Explanation
    instead: tuple[str, ...]
    own: bool


def look(session: Session, actor: Actor, word: str, number: int) -> WordLook:
    """Return why a word can or cannot be read at a level.

    :raises Invalid: if it is no word
    :raises NotFound: if there is no such level
    """
    level, own = load().level_numbered(number), own_words.spoken(session, actor)
    explanation = explain(word, level.code, own)
    instead = () if explanation.readable else instead_of(explanation, level.code)
    return WordLook(level, explanation, instead, explanation.word in own)
