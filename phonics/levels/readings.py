"""How a word nobody has seen may be read: its letters fall one way, longest grapheme first, its sounds several."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from phonics.errors import Invalid
from phonics.levels.decoding import LONGEST_WORD
from phonics.levels.graphemes import code_of, taught
from phonics.levels.loader import load
from phonics.levels.segments import Segment
from phonics.levels.sequence import ORDER, RANK
from phonics.levels.tables import read_rows

MOST_READINGS = 40
_RARE = RANK["S4"]
_LONGEST_GRAPHEME = 5
# what the capitals in readings.csv stand for; the text is `before<grapheme>after`, in small letters
_SHORT = {
    "E": "(?:[bcdfgklmnprstvz]|th)e(?:F|(?<![sxzcg]e)s$|(?<![td]e)d$)",  # one consonant, then an e that is silent
    "H": "(?:[tsc]i|gi|sci)(?:o[nu]|a[ln]|en[tc])",  # before a hushed ending
    "N": "(?:[bcdfghjklmnprstvwz]|[cstp]h(?!e[dsr]$|ing$|y$)|qu)V",  # one consonant, then a vowel: an open syllable
    "R": "(?:C|[bcfgps]l|[bcdfgpt]r|s[ckmnptw]|[cst]h|tw|qu|scr|spl|spr|str|[st]hr)V",  # a syllable begins
    "F": "(?:ly|ful|less|ness|ment)?$",  # the end of a stem
    "L": "V[^<]*",  # a vowel somewhere before
    "P": "^(?:(?:un|in|im|dis|mis)C+|(?:re|pre)K)",  # a beginning, then the first consonants of a stem
    "K": "(?:C|[bcfgps]l|[bcdfgpt]r|s[ckmnptwl]|[csp]h|th|tw|kw|s[hc]r|spl|s[pt]r|thr)",  # a stem begins
    "D": (  # a stem ends: what -ed can follow
        "V(?:[bdfgklmnprstvxz]|bb|dd|ff|gg|ll|mm|nn|pp|rr|ss|tt|zz|ck|[csgtp]h|tch|[nlr]ch|ng|gn|wn|[lmnrs]p|[lnrsw]k"
        "|[cfpxlnrs]t|m?pt|lb|lf|ld|lm|mb|nd|rb|rd|rf|r[mnlv]|(?<=[aeou])[wy])"
    ),
    "V": "[aeiouy]",
    "C": "[bcdfghjklmnpqrstvwxz]",
}

Reading = tuple[Segment, ...]


class _Rule(NamedTuple):
    where: re.Pattern[str]
    says: tuple[tuple[str, ...], ...]


class _Cut(NamedTuple):
    """A grapheme in its place and what it may say there, the most regular first."""

    grapheme: str
    letters: tuple[int, ...]
    says: tuple[tuple[str, ...], ...]


def read(text: str, level: str | None = None) -> tuple[Reading, ...]:
    """Return every plausible reading, at most 40, the most regular first.

    Ambiguous is only what a grapheme says, and its neighbours decide most of that (`data/readings.csv`). Silent letters
    and the rare spellings of level 15 count only where those letters can say nothing else. Where the letters allow a
    vowel, there is one.

    :param level: read with what is taught by then only
    :raises Invalid: if it is not 1–45 letters a–z, or holds a grapheme nobody teaches
    """
    if not (text.isascii() and text.isalpha() and text.islower() and len(text) <= LONGEST_WORD):
        raise Invalid("%(word)s is not a word of 1–45 letters a–z", word=text[:60])
    ways = _ways(_cut(text, _known(level)))
    return tuple(way for way in ways if any(segment.is_vowel for segment in way)) or ways


def _ways(cuts: Sequence[_Cut]) -> tuple[Reading, ...]:
    """Return the likeliest ways to say the graphemes: each step away from the most regular counts one."""
    found: list[tuple[int, Reading]] = [(0, ())]
    for cut in cuts:
        choices = [Segment(cut.grapheme, cut.letters, says) for says in cut.says]
        found = [(far + rank, (*way, one)) for far, way in found for rank, one in enumerate(choices)]
        if len(choices) > 1:
            found = sorted(found, key=lambda pair: pair[0])[:MOST_READINGS]
    return tuple(way for _, way in found)


def _cut(text: str, known: Mapping[str, tuple[_Rule, ...]]) -> list[_Cut]:
    cuts, closing, place = list[_Cut](), set[int](), 0
    while place < len(text):
        if place not in closing:
            cuts.append(_longest(text, place, min((end for end in closing if end > place), default=len(text)), known))
            place = cuts[-1].letters[0] + len(cuts[-1].grapheme.removesuffix("_e"))
            closing.update(cuts[-1].letters[1:])
        else:
            place += 1
    return cuts


def _longest(text: str, place: int, end: int, known: Mapping[str, tuple[_Rule, ...]]) -> _Cut:
    """Return the longest grapheme that may stand here, before `end`; a split one counts before a single letter."""
    for size in range(min(_LONGEST_GRAPHEME, end - place), 0, -1):
        letters = text[place : place + size]
        for grapheme in (letters + "_e", letters) if size == 1 else (letters,):
            if says := grapheme in known and _says(text, place, size, known[grapheme]):
                taken = range(place, place + size)
                silent = (text.index("e", place + 1),) if grapheme != letters else ()
                return _Cut(grapheme, (*taken, *silent), says)
    raise Invalid("Nobody has been taught to read %(word)s", word=text)


def _says(text: str, place: int, size: int, rules: Sequence[_Rule]) -> tuple[tuple[str, ...], ...]:
    """Return what a grapheme may say here: the first rule that fits."""
    before, after = text[:place].replace("qu", "kw"), text[place + size :]
    before = before.removesuffix("gu") + "gw" if before.endswith("gu") and text[place] in "eiy" else before
    marked = f"{before}<{text[place : place + size]}>{after}"
    return next((rule.says for rule in rules if rule.where.search(marked)), ())


@cache
def _known(level: str | None) -> Mapping[str, tuple[_Rule, ...]]:
    """Return the rules of every grapheme that is taught by a level, or by any."""
    codes = load().taught_by(level or ORDER[-1])
    written = _written()
    rules: dict[str, tuple[_Rule, ...]] = {}
    for grapheme in dict.fromkeys(code.rpartition("=")[0] for code in taught() if code in codes):
        mine = [_Rule(where, _of(grapheme, says, codes)) for where, says in written.get(grapheme, ())]
        usual = (
            (_Rule(re.compile(""), _usual(grapheme, codes)),) if grapheme not in written or len(grapheme) == 1 else ()
        )
        rules[grapheme] = (*(rule for rule in mine if rule.says), *usual)
    return rules


def _of(grapheme: str, says: Sequence[tuple[str, ...]], codes: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(phones for phones in says if code_of(grapheme, phones) in codes)


def _usual(grapheme: str, codes: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Return what a grapheme says wherever no rule tells: nothing silent, rare or merely another's way to say it."""
    mine = [row for row in taught().values() if row.grapheme == grapheme and row.code in codes]
    plain = [row for row in mine if row.phones and not row.like] or mine
    common = [row for row in plain if RANK[row.level] < _RARE] or plain
    return tuple(row.phones for row in (common[:1] if len(grapheme) == 1 else common))


@cache
def _written() -> Mapping[str, list[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]]]:
    """Return the rules of `readings.csv` by grapheme: where, and what it says there."""
    found: dict[str, list[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]]] = {}
    for row in read_rows("readings.csv"):
        says = tuple(() if said == "-" else tuple(said.split()) for said in row["says"].split("/"))
        found.setdefault(row["grapheme"], []).append((_pattern(row["where"]), says))
    return found


def _pattern(where: str) -> re.Pattern[str]:
    text = "(?!)" if where == "!" else where
    for short, long in _SHORT.items():
        text = text.replace(short, long)
    return re.compile(text)
