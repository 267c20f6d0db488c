"""The cheapest way letters make sounds: dynamic programming over (letter, phone, split vowel still open)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from phonics.levels.graphemes import VOWELS, Correspondence, taught
from phonics.levels.places import VOWEL_LETTERS, Rule, rules_of
from phonics.levels.segments import Segment
from phonics.levels.sequence import RANK

# Every segment costs, a later spelling costs more, a silent letter costs most: the cheapest cut wins.
_SEGMENT_COST, _SILENT_COST, NEVER = 10, 50, 10**6
_LONGEST_SPLIT = 3  # letters from the vowel to its e: one or two consonants stand inside
_WITH_E = frozenset("ce ge se ve ze".split())
_NEVER_BETWEEN = frozenset("ck x mb gh gu qu".split())
# a weak vowel is split only where no consonant keeps the e for itself (notice, purpose), and only at the end
_WEAK = frozenset({("AX",), ("IH",)})
_KEEPERS = frozenset("cgsvz")
_AFTER_WEAK = frozenset(("", "s", "ly", "ment", "ments", "ness"))

_Way = tuple[int, tuple[Segment, ...]]
_NOWHERE: _Way = (NEVER, ())


class _Spelling(NamedTuple):
    code: str
    grapheme: str
    letters: str  # without the split e
    split: bool
    phones: tuple[str, ...]
    vowel: bool
    cost: int
    rules: tuple[Rule, ...]


def cheapest(word: str, phones: tuple[str, ...]) -> tuple[int, tuple[Segment, ...]]:
    """Return the cost and the segments of the best cut, `NEVER` and none if there is none.

    :param word: letters a–z, and apostrophes, which belong to no segment
    """
    return _Alignment(word, phones).way(0, 0, -1)


@cache
def _by_letter() -> Mapping[str, tuple[_Spelling, ...]]:
    """Return spellings by first letter."""
    table: dict[str, list[_Spelling]] = {}
    for row in taught().values():
        table.setdefault(row.grapheme[0], []).append(_spelling(row))
    return {letter: tuple(rows) for letter, rows in table.items()}


def _spelling(row: Correspondence) -> _Spelling:
    letters = row.grapheme.removesuffix("_e")
    vowel = any(phone in VOWELS for phone in row.phones)
    rules = rules_of(row.grapheme, row.phones)
    return _Spelling(row.code, row.grapheme, letters, letters != row.grapheme, row.phones, vowel, _cost(row), rules)


def _cost(row: Correspondence) -> int:
    if row.code == "d=T":
        return _SEGMENT_COST  # dance|d, not danc|ed: the e is the consonant's
    return (_SEGMENT_COST if row.phones else _SILENT_COST) + RANK[row.level]


@cache
def _splittable() -> frozenset[str]:
    """Return the codes of single vowel letters that say, not weakly, what a split one can say too."""
    splits = (row for row in taught().values() if row.grapheme.endswith("_e") and row.phones not in _WEAK)
    return frozenset(row.code.replace("_e", "") for row in splits)


class _Alignment:
    def __init__(self, word: str, phones: tuple[str, ...]) -> None:
        self.word, self.phones = word, phones
        self.memo: dict[tuple[int, int, int], _Way] = {}

    def way(self, letter: int, phone: int, open_vowel: int) -> _Way:
        """Return the cheapest way on from here; `open_vowel` is where a split vowel waits for its e, else -1."""
        state = (letter, phone, open_vowel)
        if state not in self.memo:
            self.memo[state] = self._search(letter, phone, open_vowel)
        return self.memo[state]

    def _search(self, letter: int, phone: int, open_vowel: int) -> _Way:
        word, phones = self.word, self.phones
        if letter == len(word):
            return (0, ()) if phone == len(phones) and open_vowel < 0 else _NOWHERE
        if word[letter] == "'":
            return self.way(letter + 1, phone, open_vowel)
        best = _NOWHERE
        if open_vowel >= 0 and self._closes(letter, open_vowel):
            best = self.way(letter + 1, phone, -1)
        for spelling in _by_letter().get(word[letter], ()):
            said = spelling.phones
            if not word.startswith(spelling.letters, letter) or phones[phone : phone + len(said)] != said:
                continue
            if self._allowed(letter, spelling, open_vowel):
                way = self._take(letter, phone, spelling, open_vowel)
                best = way if way[0] < best[0] else best
        return best

    def _take(self, letter: int, phone: int, spelling: _Spelling, open_vowel: int) -> _Way:
        after = letter + len(spelling.letters)
        rest, segments = self.way(after, phone + len(spelling.phones), letter if spelling.split else open_vowel)
        if rest >= NEVER or (spelling.code in _splittable() and self._robbed(after, segments)):
            return _NOWHERE
        places = tuple(range(letter, after))
        if spelling.split:
            places = (letter, self._closing_place(after, segments))
            if not self._may_be_split(spelling, *places):
                return _NOWHERE
        return spelling.cost + rest, (Segment(spelling.grapheme, places, spelling.phones), *segments)

    def _allowed(self, letter: int, spelling: _Spelling, open_vowel: int) -> bool:
        """Return whether this spelling may stand here: inside a split only consonants, at most two letters."""
        if open_vowel >= 0:
            if spelling.split or spelling.vowel or self.word[letter] in VOWEL_LETTERS:
                return False
            if letter - open_vowel > _LONGEST_SPLIT:
                return False
        if not spelling.rules:
            return True
        after = self.word[letter + len(spelling.letters) :].replace("'", "")
        return all(rule(self.word, letter, after) for rule in spelling.rules)

    def _robbed(self, after: int, segments: Sequence[Segment]) -> bool:
        """Return whether the consonant after a vowel that is not weak took the e: face, police."""
        follows = self.word[after + 2 : after + 3]
        return bool(segments) and segments[0].grapheme in _WITH_E and follows not in tuple(VOWEL_LETTERS)

    def _may_be_split(self, spelling: _Spelling, vowel: int, closing: int) -> bool:
        """Return whether the letters between allow it: not kick|ed, climb|ed, va|gue."""
        between, after = self.word[vowel + 1 : closing], self.word[closing + 1 :]
        if between in _NEVER_BETWEEN or (between == "gn" and after == "d"):
            return False
        return spelling.phones not in _WEAK or (after in _AFTER_WEAK and between[-1] not in _KEEPERS)

    def _closes(self, letter: int, open_vowel: int) -> bool:
        """Return whether this e can close the split: a consonant before it, no vowel letter or y after it."""
        if self.word[letter] != "e" or letter == open_vowel + 1:
            return False
        return self.word[letter + 1 : letter + 2] not in tuple(VOWEL_LETTERS)

    def _closing_place(self, after: int, segments: Sequence[Segment]) -> int:
        """Return the letter no later segment uses: the e that closes the split."""
        used = {place for segment in segments for place in segment.letters}
        return next(place for place in range(after, len(self.word)) if place not in used and self.word[place] == "e")
