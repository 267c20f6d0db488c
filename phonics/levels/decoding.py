"""The aligner: which letters of a word make which of its sounds, and how hard that makes the word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from phonics.errors import Invalid
from phonics.levels.graphemes import VOWELS, Correspondence, code_of, normalise, parse_code, spellings

LONGEST_WORD = 45
ORDER = ("K1", "K2", "K3", "K4", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "S1", "S2", "S3", "S4", "S5")
RANK = {code: number for number, code in enumerate(ORDER, start=1)}

# A later spelling costs more, every segment costs, a silent letter costs most: the cheapest reading wins.
_SEGMENT_COST, _SILENT_COST, _NEVER = 10, 60, 10**6
_SILENT = frozenset("bcdeghklnpstuw")
# endings that are one grapheme only where the word (or the word before its -s) ends
_ONLY_FINAL = {"es": ("",), "ed": ("",), "le": ("", "s", "d")}


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


def align(word: str, phones: Sequence[str]) -> tuple[Segment, ...]:
    """Return the segments of a word said with these phones (ARPAbet, stress digits optional).

    :raises Invalid: if the word is not 1–45 letters a–z, a phone is unknown, or no known spelling fits
    """
    if not (word.isascii() and word.isalpha() and word.islower() and len(word) <= LONGEST_WORD):
        raise Invalid("%(word)s is not a word of 1–45 letters a–z", word=word[:60])
    cost, segments = _Alignment(word, normalise(phones)).best()
    if cost >= _NEVER:
        raise Invalid("No known spelling makes %(word)s sound like that", word=word)
    return segments


def decodable_with(segments: Collection[Segment], taught: Collection[str]) -> bool:
    """Return whether every correspondence is among those taught; a silent letter must be taught too."""
    return all(segment.code in taught for segment in segments)


def patterns(segments: Sequence[Segment]) -> frozenset[str]:
    """Return what makes reading harder beside the letters.

    `start:l`, `start:r`, `start:s`, `start:w`, `start:three`: consonants side by side before the first vowel;
    `end`: after the last one (nk counts as one); `syllables`: two or more vowels;
    `-s`, `-es`, `-ing`: the ending, which is then not counted as `end` or `syllables`.
    """
    stem, found = _without_ending(segments)
    vowels = [place for place, segment in enumerate(stem) if segment.is_vowel]
    if not vowels:
        return frozenset(found)
    start, end = stem[: vowels[0]], stem[vowels[-1] + 1 :]
    if len(start) > 1:
        found.add(_start_of(start))
    if len(end) - _has_nk(end) > 1:
        found.add("end")
    if len(vowels) > 1:
        found.add("syllables")
    return frozenset(found)


def level_of(segments: Sequence[Segment]) -> str:
    """Return the first level at which a child can read it: all spellings taught, and its patterns allowed."""
    known = spellings()
    levels = [known[segment.code].level if segment.code in known else ORDER[-1] for segment in segments]
    if patterns(segments):
        levels.append("P2")
    return max(levels, key=RANK.__getitem__)


def written(segments: Sequence[Segment]) -> str:
    """Return segments as the data files hold them: "sh=SH i=IH p=P"."""
    return " ".join(segment.code for segment in segments)


def parse(word: str, text: str) -> tuple[Segment, ...]:
    """Return the segments that `written` made of a word.

    :raises Invalid: if they do not spell the word
    """
    place, closing, segments = 0, set[int](), []
    for grapheme, phones in map(parse_code, text.split()):
        while place in closing:
            place += 1
        letters = tuple(range(place, place + len(grapheme)))
        if grapheme.endswith("_e"):
            letters = (place, _closing_e(word, place, text))
            closing.add(letters[1])
        place = letters[0] + len(grapheme.removesuffix("_e"))
        segments.append(Segment(grapheme, letters, phones))
    used = sorted(letter for segment in segments for letter in segment.letters)
    spelt = all(_spells(word, segment) for segment in segments)
    if used != list(range(len(word))) or not spelt:
        raise Invalid("%(text)s does not spell %(word)s", text=text, word=word)
    return tuple(segments)


def _spells(word: str, segment: Segment) -> bool:
    letters = segment.letters
    return letters[-1] < len(word) and "".join(word[i] for i in letters) == segment.grapheme.replace("_", "")


def _closing_e(word: str, vowel: int, text: str) -> int:
    for place in range(vowel + 2, len(word)):
        if word[place] == "e":
            return place
    raise Invalid("%(text)s does not spell %(word)s", text=text, word=word)


def _without_ending(segments: Sequence[Segment]) -> tuple[list[Segment], set[str]]:
    stem = [segment for segment in segments if segment.phones]
    codes = [segment.code for segment in stem]
    vowels = sum(segment.is_vowel for segment in stem)
    if codes[-2:] == ["i=IH", "ng=NG"] and vowels > 1:
        return stem[:-2], {"-ing"}
    if codes[-1:] == ["es=IH.Z"] and vowels > 1:
        return stem[:-1], {"-es"}
    if codes[-1:] in (["s=S"], ["s=Z"]) and len(stem) > 2 and not stem[-2].is_vowel:
        return stem[:-1], {"-s"}
    return stem, set()


def _start_of(start: Sequence[Segment]) -> str:
    if len(start) > 2:
        return "start:three"
    first, second = (segment.phones[0] for segment in start)
    kinds = {"L": "start:l", "R": "start:r"}
    return "start:s" if first == "S" else kinds.get(second, "start:w")


def _has_nk(end: Sequence[Segment]) -> bool:
    return len(end) > 1 and end[0].code == "n=NG" and end[1].phones == ("K",)


@cache
def _by_letter() -> Mapping[str, tuple[tuple[str, bool, tuple[str, ...], int], ...]]:
    """Return spellings by first letter: letters before a split, whether split, phones, cost."""
    table: dict[str, list[tuple[str, bool, tuple[str, ...], int]]] = {}
    for spelling in spellings().values():
        letters = spelling.grapheme.removesuffix("_e")
        row = (letters, letters != spelling.grapheme, spelling.phones, _cost(spelling))
        table.setdefault(letters[0], []).append(row)
    return {letter: tuple(rows) for letter, rows in table.items()}


def _cost(spelling: Correspondence) -> int:
    return _SEGMENT_COST + RANK[spelling.level]


class _Alignment:
    """Dynamic programming over (letter, phone, split vowel still open)."""

    def __init__(self, word: str, phones: tuple[str, ...]) -> None:
        self.word, self.phones = word, phones
        self.memo: dict[tuple[int, int, int], tuple[int, tuple[Segment, ...]]] = {}

    def best(self) -> tuple[int, tuple[Segment, ...]]:
        """Return the cheapest cost and its segments, in the order they are said."""
        return self._from(0, 0, -1)

    def _from(self, letter: int, phone: int, open_vowel: int) -> tuple[int, tuple[Segment, ...]]:
        """Return the cheapest way on from here; `open_vowel` is where a split vowel waits for its e, else -1."""
        state = (letter, phone, open_vowel)
        if state not in self.memo:
            self.memo[state] = self._search(letter, phone, open_vowel)
        return self.memo[state]

    def _search(self, letter: int, phone: int, open_vowel: int) -> tuple[int, tuple[Segment, ...]]:
        word, phones = self.word, self.phones
        if letter == len(word):
            done = phone == len(phones) and open_vowel < 0
            return (0, ()) if done else (_NEVER, ())
        ways = []
        if open_vowel >= 0 and self._closes(letter, open_vowel):
            ways.append(self._from(letter + 1, phone, -1))
        for letters, split, sounds, cost in _by_letter().get(word[letter], ()):
            if not word.startswith(letters, letter) or phones[phone : phone + len(sounds)] != sounds:
                continue
            if self._allowed(letter, letters, split, sounds, open_vowel):
                ways.append(self._take(letter, phone, letters, split, sounds, cost, open_vowel))
        if word[letter] in _SILENT and open_vowel < 0:
            ways.append(self._take(letter, phone, word[letter], False, (), _SILENT_COST, open_vowel))
        return min(ways, key=lambda way: way[0], default=(_NEVER, ()))

    def _take(
        self, letter: int, phone: int, letters: str, split: bool, sounds: tuple[str, ...], cost: int, open_vowel: int
    ) -> tuple[int, tuple[Segment, ...]]:
        after = letter + len(letters)
        rest, segments = self._from(after, phone + len(sounds), letter if split else open_vowel)
        if rest >= _NEVER:
            return _NEVER, ()
        places = tuple(range(letter, after))
        if split:
            places = (letter, self._closing_place(after, segments))
        return cost + rest, (Segment(letters + "_e" * split, places, sounds), *segments)

    def _allowed(self, letter: int, letters: str, split: bool, sounds: tuple[str, ...], open_vowel: int) -> bool:
        """Return whether this spelling may stand here: one split at a time, consonants only inside it."""
        vowel = any(sound in VOWELS for sound in sounds)
        if open_vowel >= 0 and (split or vowel or letter - open_vowel > 3):
            return False
        after = self.word[letter + len(letters) :]
        if letters in _ONLY_FINAL and after not in _ONLY_FINAL[letters]:
            return False
        if sounds[0] == "AX" and len(sounds) == 2:
            return self._may_be_syllabic(letter, letters, after)
        return True

    def _may_be_syllabic(self, letter: int, letters: str, after: str) -> bool:
        """Return whether letters may say schwa and consonant at once: med|al, but buff|a|l|o and op|e|n."""
        alone = len(letters) == 1 and letter > 0 and self.word[letter - 1] in "aeiouy"
        return not alone and after[:1] not in tuple("aeiouy")

    def _closes(self, letter: int, open_vowel: int) -> bool:
        """Return whether this e can close the split: a consonant before it, no vowel letter or y after it."""
        if self.word[letter] != "e" or letter == open_vowel + 1:
            return False
        return self.word[letter + 1 : letter + 2] not in tuple("aeiouy")

    def _closing_place(self, after: int, segments: Sequence[Segment]) -> int:
        """Return the letter no later segment uses: the e that closes the split."""
        used = {place for segment in segments for place in segment.letters}
        return next(place for place in range(after, len(self.word)) if place not in used)
