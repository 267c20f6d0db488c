"""Words sorted by a rule: how a sound is spelt, how letters sound, with or without a silent e, how many syllables."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby, islice
from operator import attrgetter
from random import Random
from typing import Any, Literal

from phonics.levels.distractors import heard
from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.levels.segments import Segment
from phonics.levels.sequence import RANK
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, taught_at
from phonics.levels.words import Word

SORTED = 6  # words in one step
MOST_BASKETS = 3
_COMMON = 40  # the commonest words of a basket are chosen from
_FIRST_SYLLABLES, _SILENT_E = "P2", "P3"
_LONGEST = 11
_VOWELS = "aeiou"

Kind = Literal["spelling", "sound", "silent-e", "syllables"]
Test = Callable[[Segment], bool]


@dataclass(frozen=True, slots=True)
class Basket:
    """What belongs together: a correspondence, or for counting a number of syllables; `words`: the commonest first."""

    code: str
    count: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to sort the words a child can read into two or three baskets."""

    kind: Kind
    baskets: tuple[Basket, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The correspondences it is about; none where syllables are counted."""
        return frozenset(basket.code for basket in self.baskets if basket.code)


def sort(stone: Stone, words: Sequence[Word], rng: Random, weak: Sequence[str] = ()) -> Step | None:
    """Return: six words into baskets, by a rule about what the stone adds or the child finds hard, else by any.

    None where nothing can be sorted.

    :param words: what the child can read
    """
    possible = rules(stone, words)
    if not possible:
        return None
    wanted = {*stone.codes, *weak}
    fit = [rule for rule in possible if rule.codes & wanted] or [rule for rule in possible if rule.codes] or possible
    return sort_by(rng.choice(fit), rng)


def sort_by(rule: Rule, rng: Random) -> Step:
    """Return six words of a rule and its baskets. Each word is marked as an item of its own."""
    sizes = _sizes(rule.baskets, rng)
    chosen = [
        _tile(word, place, rule)
        for place, (basket, size) in enumerate(zip(rule.baskets, sizes, strict=True))
        for word in rng.sample(basket.words, size)
    ]
    tiles = rng.sample(chosen, len(chosen))
    fields = {"rule": rule.kind, "baskets": [_basket(one, rule) for one in rule.baskets], "words": tiles}
    return Step("sort", tiles[0]["item"], fields)


def rules(stone: Stone, words: Sequence[Word]) -> tuple[Rule, ...]:
    """Return every way to sort these words with what is taught at the stone."""
    return _rules(stone, tuple(word for word in words if len(word.text) <= _LONGEST))


@cache
def _rules(stone: Stone, words: tuple[Word, ...]) -> tuple[Rule, ...]:
    taught, rows = taught_at(stone), load().correspondences
    known = [rows[code] for code in rows if code in taught and _heads_a_basket(rows[code])]
    ready = _Ready(words)
    found = [*_by_spelling(known, ready), *_by_sound(known, ready), *_by_silent_e(known, ready)]
    if RANK[stone.level] >= RANK[_FIRST_SYLLABLES]:
        found.append(_by_syllables(ready))
    return tuple(rule for rule in map(_at_most_three(stone), found) if len(rule.baskets) > 1)


def _heads_a_basket(row: Correspondence) -> bool:
    """Return whether a correspondence can be asked for; nobody hears which letter a weak vowel is."""
    return row.asked and not row.like and bool(row.key_word) and bool(row.phones) and row.phones != ("AX",)


class _Ready:
    """The words a child can read, the commonest first, and which of them hold a correspondence."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = sorted(words, key=lambda word: -word.zipf)
        self._by_code: dict[str, list[Word]] = {}
        for word in self.words:
            for code in dict.fromkeys(word.codes):
                self._by_code.setdefault(code, []).append(word)

    def holding(self, row: Correspondence, alike: Test, fit: Callable[[Word], bool]) -> Basket:
        """Return the basket of a correspondence: words that hold it and no other segment that is `alike`."""
        words = (word for word in self._by_code.get(row.code, ()) if fit(word) and sum(map(alike, word.segments)) == 1)
        return Basket(row.code, 0, tuple(islice(words, _COMMON)))


def _by_spelling(known: Sequence[Correspondence], ready: _Ready) -> Iterator[Rule]:
    """Yield the sounds that are spelt in several ways; words that sound like another word are left out."""
    twins = _twins()
    for phones, rows in _grouped(known, attrgetter("phones")):
        alike = partial(_shares, "phones", phones)
        yield _rule("spelling", [ready.holding(row, alike, lambda one: heard(one.phones) not in twins) for row in rows])


def _by_sound(known: Sequence[Correspondence], ready: _Ready) -> Iterator[Rule]:
    """Yield the letters that make several sounds."""
    for letters, rows in _grouped(known, attrgetter("grapheme")):
        alike = partial(_shares, "grapheme", letters)
        yield _rule("sound", [ready.holding(row, alike, lambda _: True) for row in rows])


def _by_silent_e(known: Sequence[Correspondence], ready: _Ready) -> Iterator[Rule]:
    """Yield short vowels beside the long ones a silent e makes: cap and cape."""
    for vowel in _VOWELS:
        rows = [row for row in known if row.grapheme in (vowel, f"{vowel}_e") and RANK[row.level] <= RANK[_SILENT_E]]
        firsts = {row.grapheme: row for row in reversed(rows)}.values()
        alike = partial(_is_one_of, frozenset(row.code for row in rows))
        yield _rule("silent-e", [ready.holding(row, alike, lambda one: one.syllables == 1) for row in firsts])


def _by_syllables(ready: _Ready) -> Rule:
    counted = {count: [word for word in ready.words if word.syllables == count] for count in (1, 2, 3)}
    return _rule("syllables", [Basket("", count, tuple(some[:_COMMON])) for count, some in counted.items()])


def _shares(name: str, value: object, segment: Segment) -> bool:
    return bool(getattr(segment, name) == value)


def _is_one_of(codes: frozenset[str], segment: Segment) -> bool:
    return segment.code in codes


def _rule(kind: Kind, baskets: Sequence[Basket]) -> Rule:
    return Rule(kind, tuple(basket for basket in baskets if len(basket.words) >= SORTED // 2))


def _at_most_three(stone: Stone) -> Callable[[Rule], Rule]:
    """Return what keeps of a rule's baskets the stone's own, then those with most words."""

    def keep(rule: Rule) -> Rule:
        best = sorted(rule.baskets, key=lambda one: (one.code not in stone.codes, -len(one.words)))[:MOST_BASKETS]
        return Rule(rule.kind, tuple(one for one in rule.baskets if one in best))

    return keep


def _grouped(
    rows: Sequence[Correspondence], key: Callable[[Correspondence], Any]
) -> Iterator[tuple[Any, list[Correspondence]]]:
    for shared, group in groupby(sorted(rows, key=lambda row: str(key(row))), key):
        listed = list(group)
        if len(listed) > 1:
            yield shared, listed


def _sizes(baskets: Sequence[Basket], rng: Random) -> Sequence[int]:
    """Return how many words go into each basket; not always the same, so that none can be counted out."""
    if len(baskets) == MOST_BASKETS:
        return (2, 2, 2)
    ways = [(3, 3), (3, 3), (2, 4), (4, 2)]
    enough = [len(basket.words) for basket in baskets]
    return rng.choice([way for way in ways if all(size <= many for size, many in zip(way, enough, strict=True))])


@cache
def _twins() -> frozenset[tuple[str, ...]]:
    """Return the sounds more than one word has: sail and sale."""
    said = Counter(heard(word.phones) for word in load().words.values())
    return frozenset(phones for phones, many in said.items() if many > 1)


def _basket(basket: Basket, rule: Rule) -> dict[str, Any]:
    if rule.kind == "syllables":
        return {"grapheme": "", "count": basket.count}
    row = load().correspondences[basket.code]
    key = load().words[row.key_word]
    return {
        "grapheme": row.grapheme,
        "count": 0,
        "sound": ["sound", ".".join(row.phones)],
        "word": ["word", key.text],
        "text": key.text,
        "picture": key.picture,
    }


def _tile(word: Word, basket: int, rule: Rule) -> dict[str, Any]:
    """Return a word to sort: `focus` are the letters it is about; `hidden` whether the child must find them."""
    code = rule.baskets[basket].code
    focus = next((segment.letters for segment in word.segments if segment.code == code), ())
    return {
        "item": f"{'word' if code else 'syl'}:{word.text}",
        "text": word.text,
        "say": ["word", word.text],
        "picture": word.picture,
        "basket": basket,
        "focus": list(focus),
        "hidden": rule.kind == "spelling",
    }
