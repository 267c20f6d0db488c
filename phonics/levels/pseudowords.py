"""Made-up words: readable with what is taught, pronounceable, and never a word, a word's twin, or rude."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from random import Random

from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_made_up
from phonics.levels.decoding import LONGEST_WORD, RANK, Segment, patterns
from phonics.levels.distractors import heard
from phonics.levels.graphemes import DATA, Correspondence
from phonics.levels.loader import load

_MOST_READINGS = 40
_TO_CHOOSE_FROM = 12  # made-up words looked at for each one given

# Where English allows what; a made-up word that breaks these looks like a misprint.
_VOWELS = "a e i o u".split()
_STARTS = "b c d f g h j k l m n p qu r s sh ch th t v w wh y z".split()
_ENDS = "b ck d ff g ll m n ng p ss sh ch th t x zz".split()
_EARLY_ENDS = {"s": "ss", "k": "ck"}  # until the doubled ones are taught
_START_CLUSTERS = "bl br cl cr dr fl fr gl gr pl pr sc sk sl sm sn sp st sw tr tw shr thr scr spl spr str".split()
_END_CLUSTERS = "ct ft lk lp lt mp nch nd nk nt pt sk sp st xt".split()
_DOUBLED = "bb dd gg mm nn pp tt".split()
_TAILS = "in it et ing".split()
# combinations that are read in another way in English, or not found in it
_ODD = "ce ci ge gi wa qua quu whu who ka ko ku ya alk all olk olt ost ind ild ull olp alp alt eng ong enk onk".split()


@dataclass(frozen=True, slots=True)
class PseudoWord:
    """A made-up word with the reading one would give first; `also`: the other readings that are as right."""

    text: str
    segments: tuple[Segment, ...]
    phones: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()


def make(level: str, n: int, seed: int, avoid: Collection[str] = ()) -> list[PseudoWord]:
    """Return n made-up words for a level, spread over what is new there; the same seed gives the same list.

    :param avoid: texts not to use again
    :raises Invalid: if there are fewer than n, naming how many there are
    """
    waiting = list(islice((made for made in possible(level, seed) if made.text not in avoid), n * _TO_CHOOSE_FROM))
    chosen, used, sounds = list[PseudoWord](), Counter[str](), set[tuple[str, ...]]()
    while waiting and len(chosen) < n:
        made = min(waiting, key=lambda one: _worn(one, level, used))
        waiting.remove(made)
        if heard(made.phones) not in sounds:
            chosen.append(made)
            sounds.add(heard(made.phones))
            used.update({*_news(made, level), *(segment.grapheme for segment in made.segments)})
    if len(chosen) < n:
        raise Invalid(
            "Level %(level)s has only %(there)s made-up words, not %(asked)s",
            level=load().level(level).number,
            there=len(chosen),
            asked=n,
        )
    return chosen


def read(text: str) -> tuple[tuple[Segment, ...], ...]:
    """Return every plausible reading, longest grapheme first: the letters fall one way, the sounds may be several.

    :raises Invalid: if it is not 1–45 letters a–z or no taught grapheme fits
    """
    if not (text.isascii() and text.isalpha() and text.islower() and len(text) <= LONGEST_WORD):
        raise Invalid("%(word)s is not a word of 1–45 letters a–z", word=text[:60])
    graphemes = list(_graphemes_of(text))
    ways = [_sounds_at(graphemes, place) for place in range(len(graphemes))]
    starts = [sum(map(len, graphemes[:place])) for place in range(len(graphemes))]
    letters = [tuple(range(at, at + len(g))) for at, g in zip(starts, graphemes, strict=True)]
    return tuple(
        tuple(Segment(row.grapheme, at, row.phones) for row, at in zip(rows, letters, strict=True))
        for rows, _ in zip(product(*ways), range(_MOST_READINGS), strict=False)
    )


def possible(level: str, seed: int) -> Iterator[PseudoWord]:
    """Yield every made-up word this level allows, drawn by lot; none where it teaches no letters."""
    taught = load().taught_by(level)
    for text in Random(f"{level} {seed}").sample(_spelt(level), len(_spelt(level))):
        made = _fit(text, level, taught)
        if made:
            yield made


def _fit(text: str, level: str, taught: frozenset[str]) -> PseudoWord | None:
    """Return the made-up word, or None if it breaks a rule."""
    if (
        _odd(text)
        or text in _real()[0]
        or any(text.endswith(tail) and _stem(text, tail) in _real()[0] for tail in _TAILS)
    ):
        return None
    readings = read(text)
    phones = [tuple(phone for segment in reading for phone in segment.phones) for reading in readings]
    codes = {segment.code for segment in readings[0]}
    if not codes <= taught or any(heard(said) in _real()[1] for said in phones):
        return None
    if any(blocked_made_up(text, reading) for reading in readings):
        return None
    made = PseudoWord(text, readings[0], phones[0], tuple(dict.fromkeys(phones[1:])))
    return made if _news(made, level) else None


def _odd(text: str) -> bool:
    return any(part in text for part in _ODD)


def _stem(text: str, tail: str) -> str:
    """Return what is left of a word with a doubled middle: "dip" of "dippin"."""
    return text.removesuffix(tail)[:-1]


@cache
def _spelt(level: str) -> tuple[str, ...]:
    """Return letter strings of the shapes this level reads, in alphabetical order."""
    return tuple(sorted(set(_shapes(level))))


def _shapes(level: str) -> Iterator[str]:
    """Yield consonant, vowel, consonant; from P2 on clusters and doubled middles instead."""
    graphemes = {row.grapheme for row in load().correspondences.values() if RANK[row.level] <= RANK[level]}
    vowels = [vowel for vowel in _VOWELS if vowel in graphemes]
    starts = [start for start in _STARTS if start in graphemes]
    ends = [end for end in _ENDS if end in graphemes]
    ends += [end for end, later in _EARLY_ENDS.items() if end in graphemes and later not in graphemes]
    if RANK[level] >= RANK["P1"]:
        ends.append("nk")
    if RANK[level] < RANK["P2"]:
        yield from map("".join, product(starts, vowels, ends))
        return
    yield from map("".join, product(_START_CLUSTERS, vowels, ends))
    yield from map("".join, product(starts, vowels, _END_CLUSTERS))
    yield from map("".join, product(starts, vowels, _DOUBLED, _TAILS))


def _graphemes_of(text: str) -> Iterator[str]:
    known = {row.grapheme for row in load().correspondences.values()} - {"es"}
    place = 0
    while place < len(text):
        fitting = [text[place : place + size] for size in (3, 2, 1) if text[place : place + size] in known]
        if not fitting:
            raise Invalid("Nobody has been taught to read %(word)s", word=text)
        yield fitting[0]
        place += len(fitting[0])


def _sounds_at(graphemes: list[str], place: int) -> list[Correspondence]:
    """Return what a grapheme may say here: s is /z/ only at the end, n is /ŋ/ before k, a weak e only late."""
    rows = [row for row in load().correspondences.values() if row.grapheme == graphemes[place]]
    after = graphemes[place + 1 :]
    before_k = bool(after) and after[0] in ("k", "c", "x")
    late = sum(grapheme in _VOWELS for grapheme in graphemes[:place]) > 0
    here = {
        "s=Z": not after and place > 0,
        "n=NG": before_k,
        "n=N": not before_k,
        "e=IH": late,
    }
    allowed = [row for row in rows if here.get(row.code, True)]
    return sorted(allowed, key=lambda row: row.code != "e=IH") if late else allowed


def _news(made: PseudoWord, level: str) -> set[str]:
    """Return what is new at this level in a made-up word: its correspondences and patterns."""
    new = {row.code for row in load().new_at(level)}
    found = {segment.code for segment in made.segments if segment.code in new}
    return found | (patterns(made.segments) if level == "P2" else set())


def _worn(made: PseudoWord, level: str, used: Mapping[str, int]) -> tuple[int, int]:
    """Return how often what this word offers has been used: the least worn comes next."""
    new = min(used[name] for name in _news(made, level))
    return new, sum(used[segment.grapheme] for segment in made.segments)


@cache
def _real() -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Return the spellings and the sounds of the real words a made-up one could be taken for.

    A schwa counts as a short u and as a short i: nobody can tell "rabbit" from "rabbut".
    """
    lines = [line.split(",") for line in (DATA / "real_words.txt").read_text(encoding="ascii").splitlines()]
    sounds = [heard(sound.split()) for line in lines for sound in line[1:]]
    weak = [heard(sound.replace("AX", "IH").split()) for line in lines for sound in line[1:]]
    return frozenset(line[0] for line in lines), frozenset(sounds + weak)
