"""Made-up words: readable with what is taught, pronounceable, and never a word, a word's twin, or rude."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, product
from random import Random

from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_made_up, looks_rude
from phonics.levels.distractors import heard
from phonics.levels.frames import AFFIXES
from phonics.levels.loader import load
from phonics.levels.readings import Reading, read
from phonics.levels.realwords import looks_real, sayable, sounds_real
from phonics.levels.segments import Segment, sounds
from phonics.levels.sequence import FIRST_PATTERNS, RANK, level_of, patterns
from phonics.levels.shapes import Shape, odd, shapes, spellings

__all__ = ["MOST", "PseudoWord", "asks", "make", "possible", "read", "too_few"]

MOST = 500  # in one list
_BEGINNINGS = [affix[:-1] for affix in AFFIXES["S2"] if affix.endswith("-")]
_ENDINGS = [affix[1:] for affix in AFFIXES["S2"] if affix.startswith("-")]
_SHORTEST_STEM = 4  # letters
_TO_CHOOSE_FROM = 3  # made-up words looked at for each one given


@dataclass(frozen=True, slots=True)
class PseudoWord:
    """A made-up word with the reading one would give first; `also`: the other readings that are as right."""

    text: str
    segments: tuple[Segment, ...]
    phones: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()


def make(level: str, n: int, seed: int, avoid: Collection[str] = ()) -> list[PseudoWord]:
    """Return n made-up words for a level, spread evenly over what is new there; the same seed gives the same list.

    :param avoid: texts not to use again
    :raises Invalid: if there are fewer than n, naming how many there are, or the level teaches no new letters
    """
    if not 0 < n <= MOST:
        raise Invalid("Ask for 1–%(most)s made-up words", most=MOST)
    chosen = list(islice(possible(level, seed, avoid), n))
    if len(chosen) < n:
        raise too_few(level, len(chosen), n)
    return chosen


def possible(level: str, seed: int, avoid: Collection[str] = ()) -> Iterator[PseudoWord]:
    """Yield the made-up words of a level by lot, what was asked least so far next; no two that sound alike."""
    rng = Random(f"{level} {seed}")
    waiting = {thing: _for(level, thing, rng) for thing in rng.sample(list(shapes(level)), len(shapes(level)))}
    asked, texts, said = Counter[str](), set(avoid), set[tuple[str, ...]]()
    while waiting:
        thing = min(waiting, key=lambda name: asked[name])
        fresh = (one for one in waiting[thing] if one.text not in texts and heard(one.phones) not in said)
        looked_at = list(islice(fresh, _TO_CHOOSE_FROM))
        if not looked_at:
            del waiting[thing]
            continue
        made = min(looked_at, key=lambda one: sum(asked[name] for name in asks(one.segments, level, one.text)))
        waiting[thing] = chain((one for one in looked_at if one is not made), waiting[thing])
        asked.update(asks(made.segments, level, made.text))
        texts.add(made.text)
        said.add(heard(made.phones))
        yield made


def asks(segments: Sequence[Segment], level: str, text: str = "") -> frozenset[str]:
    """Return what of a level a word asks for: new correspondences, in P2 patterns too, in S2 affixes."""
    found = set(_new(level).intersection(segment.code for segment in segments))
    if level == FIRST_PATTERNS:
        found |= patterns(segments) - {"-es"}  # es is a correspondence already
    for affix in AFFIXES.get(level, ()):
        part = affix.strip("-")
        if text.startswith(part) if affix.endswith("-") else text.endswith(part):
            found.add(affix)
    return frozenset(found)


def too_few(level: str, there: int, n: int) -> Invalid:
    """Return what to say when a level has fewer made-up words than were asked for."""
    number = load().level(level).number
    if not shapes(level):
        return Invalid(
            "Level %(level)s teaches no new letters, so it has no made-up words", level=number, there=0, asked=n
        )
    return Invalid(
        "Level %(level)s has only %(there)s made-up words, not %(asked)s", level=number, there=there, asked=n
    )


@cache
def _new(level: str) -> frozenset[str]:
    return frozenset(row.code for row in load().new_at(level))


def _for(level: str, thing: str, rng: Random) -> Iterator[PseudoWord]:
    """Yield the made-up words that ask for one thing, from its shapes in turn."""
    lots = [spellings(shape, Random(rng.random())) for shape in _shuffled(shapes(level)[thing], rng)]
    while lots:
        for lot in list(lots):
            made = next(
                (one for text in lot if (one := _fit(text, level)) and thing in asks(one.segments, level, text)), None
            )
            if made is None:
                lots.remove(lot)
            else:
                yield made


def _shuffled(there: Sequence[Shape], rng: Random) -> list[Shape]:
    return rng.sample(there, len(there))


@lru_cache(maxsize=20_000)
def _fit(text: str, level: str) -> PseudoWord | None:
    """Return the made-up word, or None if it breaks a rule."""
    if odd(text, level) or looks_real(text) or looks_rude(text):
        return None
    here = read(text, level)
    if RANK[level_of(here[0])] > RANK[level] or not sayable(sounds(here[0])):
        return None
    if any(_spoils(text, reading) for reading in dict.fromkeys(chain(here, read(text)))):
        return None
    phones = list(dict.fromkeys(map(sounds, here)))
    return PseudoWord(text, here[0], phones[0], tuple(phones[1:]))


def _spoils(text: str, reading: Reading) -> bool:
    """Return whether somebody who reads it so says a word, or something rude."""
    said = (sounds(reading), *(sounds(stem) for stem in _stems(text, reading)))
    return any(map(sounds_real, said)) or blocked_made_up(text, reading)


def _stems(text: str, reading: Reading) -> Iterator[Reading]:
    """Yield what is left of a reading without a beginning of level 13, an ending, or both: the "roap" of roapful."""
    starts = [0, *(len(part) for part in _BEGINNINGS if text.startswith(part))]
    ends = [len(text), *(text.rindex(part) for part in _ENDINGS if text.endswith(part))]
    for start, end in product(starts, ends):
        if (start or end < len(text)) and end - start >= _SHORTEST_STEM:
            yield tuple(segment for segment in reading if start <= segment.letters[0] < end)
