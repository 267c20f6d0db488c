"""Words the dictionary lacks but whose base it knows: Nok's, durians, beeped, blogging."""

from collections.abc import Callable, Iterator, Sequence

Pronounce = Callable[[str], Sequence[str]]
_HISSING = frozenset("S Z SH ZH CH JH".split())
_VOICELESS = frozenset("P T K F TH".split()) | _HISSING - {"Z", "ZH", "JH"}


def pronounce(word: str, say: Pronounce) -> tuple[str, ...]:
    """Return the phones of a word as its base and its ending -s, -'s, -es, -ed or -ing say it, () if it has none.

    :param say: returns the phones of a base, empty if nobody knows it
    """
    for base, ending in _bases(word):
        phones = tuple(say(base))
        if phones:
            return (*phones, *said_after(phones[-1], ending))
    return ()


def _bases(word: str) -> Iterator[tuple[str, str]]:
    """Yield what the word may come from, with its ending: hopped from hop, hoped from hope."""
    for ending in ("'s", "s'", "es", "s", "ed", "ing"):
        base = word.removesuffix(ending)
        if base == word or len(base) < 2:
            continue
        kind = ending.replace("'", "") if ending != "es" else "s"
        yield base, kind
        if kind in ("ed", "ing") or ending == "es":
            yield base + "e", kind
        if kind in ("ed", "ing") and base[-1] == base[-2]:
            yield base[:-1], kind
        if ending in ("es", "ed") and base[-1] == "i":
            yield base[:-1] + "y", kind


def said_after(last: str, ending: str) -> tuple[str, ...]:
    """Return how an ending (s, ed, ing) sounds after this phone."""
    if ending == "ing":
        return ("IH", "NG")
    if ending == "ed":
        return ("IH", "D") if last in {"T", "D"} else ("T",) if last in _VOICELESS else ("D",)
    return ("IH", "Z") if last in _HISSING else ("S",) if last in _VOICELESS else ("Z",)
