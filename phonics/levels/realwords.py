"""What a made-up word could be taken for: the spellings and sounds of real words, endings and beginnings included."""

from collections.abc import Iterator, Sequence
from functools import cache

from phonics.levels.distractors import heard
from phonics.levels.graphemes import DATA
from phonics.levels.loader import exceptions, load, names
from phonics.levels.pronouncing import dictionary

_HEARD_FROM = 2.5  # zipf from which people know a word
_BEGINNINGS = "un re dis mis pre in im".split()
_ENDINGS = "s es d ed ing er est y ly ful less ness ment ish able ous en in it et on al el le age".split()
_SHORTEST_STEM = 3


def looks_real(text: str) -> bool:
    """Return whether it is spelt like a word, or like one with a beginning or an ending: "dippin", "unflaggish"."""
    return text in _spelt() or any(stem in _known() for stem in _stems(text))


def sounds_real(phones: Sequence[str]) -> bool:
    """Return whether it sounds like a word people know; a schwa counts as a short u and as a short i."""
    return heard(phones) in _sounds()


def _stems(text: str) -> Iterator[str]:
    """Yield what is left without a beginning, an ending or both; a doubled consonant single, a dropped e restored."""
    starts = [text, *(text.removeprefix(part) for part in _BEGINNINGS if text.startswith(part))]
    for rest in starts:
        for ending in _ENDINGS:
            stem = rest.removesuffix(ending)
            if stem != rest and len(stem) >= _SHORTEST_STEM:
                yield from (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
    yield from (rest for rest in starts[1:] if len(rest) >= _SHORTEST_STEM)


@cache
def _spelt() -> frozenset[str]:
    """Return everything that is a word on paper: the whole dictionary, what it lacks, and the words of our texts."""
    return frozenset({*dictionary(), *_besides(), *load().words, *exceptions(), *names()})


@cache
def _known() -> frozenset[str]:
    """Return the words people know well enough to see them inside a longer one."""
    known = (word for word, entry in dictionary().items() if entry.zipf >= _HEARD_FROM)
    return frozenset({*load().words, *known, *_besides()})


@cache
def _besides() -> frozenset[str]:
    """Return real words whose sounds no dictionary of ours gives: cud, noggin, thresh."""
    return frozenset((DATA / "real_words.txt").read_text(encoding="ascii").split())


@cache
def _sounds() -> frozenset[tuple[str, ...]]:
    """Return the sounds of words; nobody can tell "rabbit" from "rabbut"."""
    said = {way for entry in dictionary().values() if entry.zipf >= _HEARD_FROM for way in entry.said}
    said |= {" ".join(word.phones) for word in load().words.values()}
    weak = {way.replace("AX", "IH") for way in said}
    return frozenset(heard(way.split()) for way in said | weak)
