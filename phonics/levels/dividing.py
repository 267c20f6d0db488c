"""Where a written word falls into syllables: rab|bit, mu|sic, cab|in, ta|ble, play|ing; and which of them is loud.

Divided is what children are taught to read: each part has one vowel sound. Between two vowels one consonant goes to the
second (mu|sic) unless the first is short and loud (cab|in); two or more fall apart where a syllable can begin. A
beginning, an ending or a second word keeps its letters together: re|play, play|ing, sun|set.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from phonics.levels.affixes import affixes_of
from phonics.levels.graphemes import VOWELS
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary, pronunciations, stresses
from phonics.levels.segments import Segment
from phonics.levels.words import Word

_SHORT = frozenset("AE EH IH AA AH UH".split())
_ONSETS = frozenset(
    "bl br cl cr dr fl fr gl gr pl pr sl tr tw sp st sk sc sm sn sw scr spr str spl squ thr shr chr qu phr gu".split()
)
_CLOSE = frozenset({"ck", "x", "ng", "tch", "dge", "dg"})  # never begins a part
_TORN = frozenset({"ssi", "xi", "xc"})  # fall apart after their first letter: mis|sion, like double consonants
_DOUBLED_R = frozenset({"arr", "err", "irr", "orr", "urr"})
_KNOWN_FROM = 3.0  # zipf: rarer words are not looked for inside others
_ENDINGS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "ing": (("IH", "NG"),),
    "er": (("ER",),),
    "est": (("AX", "S", "T"), ("IH", "S", "T")),
    "y": (("IY",),),
    "ed": (("IH", "D"), ("AX", "D")),
    "es": (("IH", "Z"), ("AX", "Z")),
    "al": (("AX", "L"),),
}
_BARE = frozenset({"er", "y", "al"})  # endings many words only seem to have: their base must be in the word list
_NOT_ENDED = frozenset("corner quarter charter offer".split())
_SHORTEST_BASE = 3
_ACROSS = "trans"  # keeps its s: trans|late


@dataclass(frozen=True, slots=True)
class Division:
    """A word in its syllables.

    :param cuts: how many letters stand before each cut
    :param also: for each cut the other places that are as good: ba|king beside bak|ing
    :param loud: which part is stressed
    """

    cuts: tuple[int, ...]
    also: tuple[tuple[int, ...], ...]
    loud: int

    def parts(self, text: str) -> tuple[str, ...]:
        """Return the letters of each syllable."""
        edges = (0, *self.cuts, len(text))
        return tuple(text[start:end] for start, end in pairwise(edges))


@cache
def divide(word: Word) -> Division | None:
    """Return the syllables of a word, None for a word of one, or one whose letters do not fall into its sounds."""
    stress = stresses().get(word.text, "")
    if "'" in word.text or stress.count("1") != 1:
        return None
    nuclei = [segment for segment in word.segments if segment.is_vowel]
    single = all(sum(phone in VOWELS for phone in segment.phones) == 1 for segment in nuclei)
    if not single or len(nuclei) != len(stress):
        return None
    kept = _kept(word)
    found = [
        _between(word, first, second, stress[place], kept) for place, (first, second) in enumerate(pairwise(nuclei))
    ]
    division = Division(tuple(cut for cut, _ in found), tuple(also for _, also in found), stress.index("1"))
    return division if _readable(division.parts(word.text)) else None


def _readable(parts: Sequence[str]) -> bool:
    """Return whether each part has a vowel letter: rhyth|m has none."""
    return all(set(part) & set("aeiouy") for part in parts)


def _between(
    word: Word, first: Segment, second: Segment, stress: str, kept: frozenset[int]
) -> tuple[int, tuple[int, ...]]:
    """Return where the word is cut between two vowels, and where else it may be."""
    by_rule, also = _by_rule(word, first, second, stress)
    high = second.letters[0]
    whole = next((cut for cut in sorted(kept, reverse=True) if first.letters[0] < cut <= high), None)
    if whole is None or whole == by_rule:
        return by_rule, also
    return whole, tuple(sorted({by_rule, *also} - {whole}))


def _by_rule(word: Word, first: Segment, second: Segment, stress: str) -> tuple[int, tuple[int, ...]]:
    low, high = _after(first), second.letters[0]
    between = [one for one in word.segments if low <= one.letters[0] < high and one.phones]
    if first.grapheme in _DOUBLED_R:
        return high - 1, ()
    if between and second.grapheme == "le":
        return _before_le(between[-1], high), ()
    if not between:
        opened = first.phones in (("IH", "R"), ("IY", "R"), ("UH", "R"), ("Y", "UH", "R")) and len(first.grapheme) == 2
        places = (high - 1, high) if opened else (high, high - 1)  # he|ro, but par|ent
        return places[0], places[1:] if first.grapheme.endswith("r") else ()
    if _torn(between[0]) and (len(between) == 1 or _goes_on("".join(one.grapheme for one in between)[1:], between[-1])):
        return between[0].letters[0] + 1, ()
    if len(between) == 1:
        return _around_one(between[0], first, stress, high)
    return _among(between, first, stress)


def _before_le(last: Segment, high: int) -> int:
    """Return the cut before a consonant and le: ta|ble, ap|ple, cas|tle, but tick|le."""
    if last.grapheme in _CLOSE:
        return high
    return last.letters[0] + (_torn(last) or last.grapheme == "st")


def _torn(one: Segment) -> bool:
    return one.grapheme in _TORN or (len(one.grapheme) == 2 and one.grapheme[0] == one.grapheme[1])


def _goes_on(letters: str, last: Segment) -> bool:
    """Return whether a syllable can begin so: ap|ply, bil|lion."""
    return letters in _ONSETS or last.phones == ("Y",)


def _around_one(only: Segment, first: Segment, stress: str, high: int) -> tuple[int, tuple[int, ...]]:
    start = only.letters[0]
    if only.grapheme in _CLOSE:
        return start + len(only.grapheme), ()
    if len(only.grapheme) > 1 and only.grapheme.endswith("i"):
        return start, ()  # spe|cial
    if stress == "0":
        return start, (high,)
    return (high, ()) if _is_closed(first, stress) else (start, ())


def _among(between: Sequence[Segment], first: Segment, stress: str) -> tuple[int, tuple[int, ...]]:
    """Return the cut among two or more consonants: before the longest beginning, at least one stays with the first."""
    spelt = [one.grapheme for one in between]
    places = range(1, len(spelt))
    begins = next((place for place in places if "".join(spelt[place:]) in _ONSETS), len(spelt) - 1)
    cut = between[begins].letters[0]
    if spelt[begins] in _CLOSE:
        cut += len(spelt[begins])
    starts = between[0].letters[0]
    if "".join(spelt) not in _ONSETS or _is_closed(first, stress):
        return cut, ()
    pulls = first.grapheme in ("i", "a") and first.phones[-1] in _SHORT  # dis|count, but re|spect
    return (cut, (starts,)) if pulls else (starts, (cut,))


def _is_closed(first: Segment, stress: str) -> bool:
    broad = first.phones == ("AA",) and first.grapheme != "o"  # fa|ther, but rob|in
    return stress != "0" and first.phones[-1] in _SHORT and not broad


def _after(first: Segment) -> int:
    """Return the place after a vowel's letters, not counting a silent e further on."""
    return first.letters[0] + len(first.grapheme.removesuffix("_e"))


@cache
def _kept(word: Word) -> frozenset[int]:
    """Return the places where a beginning, an ending or a second word starts, those of its base included."""
    found = {*_affixed(word), *_inflected(word), *_compound(word)}
    for base in (load().words.get(word.text[:place]) for place in range(_SHORTEST_BASE, len(word.text))):
        if base and base.phones == word.phones[: len(base.phones)] and len(base.text) in {*found, len(word.text) - 1}:
            found |= {place for place in _kept(base) if place < len(base.text)}
    return frozenset(found)


def _affixed(word: Word) -> Iterator[int]:
    if word.text.startswith(_ACROSS) and len(word.text) > len(_ACROSS) + _SHORTEST_BASE:
        yield len(_ACROSS)
    for affix in affixes_of(word.text):
        letters = affix.strip("-")
        yield len(letters) if affix.endswith("-") else len(word.text) - len(letters)


def _inflected(word: Word) -> Iterator[int]:
    """Yield where an ending starts, if what stands before it is a word that sounds so."""
    for ending, sounds in _ENDINGS.items():
        stem = word.text.removesuffix(ending)
        if stem == word.text or len(stem) < _SHORTEST_BASE or word.text in _NOT_ENDED:
            continue
        bases = {said for base in (stem, stem + "e") for said in _said(base, ending in _BARE)}
        if any(base + sound == word.phones for base in bases for sound in sounds):
            yield len(stem)


def _said(base: str, bare: bool) -> tuple[tuple[str, ...], ...]:
    if base in load().words or bare:
        return (load().words[base].phones,) if base in load().words else ()
    return pronunciations(base) if base in dictionary() and dictionary()[base].zipf >= _KNOWN_FROM else ()


def _compound(word: Word) -> Iterator[int]:
    words = load().words
    for place in range(_SHORTEST_BASE, len(word.text) - _SHORTEST_BASE + 1):
        one, other = words.get(word.text[:place]), words.get(word.text[place:])
        if one and other and word.phones == one.phones + other.phones:
            yield place
