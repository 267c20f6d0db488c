"""The beginnings and endings of words that are words without them: un|happy, kind|ness."""

import re
from collections.abc import Iterator

from phonics.levels.loader import load

AFFIXES = "un- re- dis- mis- pre- in- im- -ful -less -ness -ly -ment -able -ible".split()
_SHORTEST_STEM = 3
_INFLECTIONS = [re.compile(ending) for ending in ("(?<![su])s$", "ly$", "(?<=gh)ter$|(?:ing|ed|est|er)$")]
_SHORTEST_ROOT = 2
_VOWEL = frozenset("aeiouy")
# Most words that seem to begin so do not (ready, pretend, into): these do. Most that seem to end so do: these do not.
_BEGUN = """
    refund replace replaced replacing replacement react reactor reset replay reform reforms return returns
    returned returning recall recalled remind reminded remove removed removing recover recovered recovering
    reload rebuild repay rewrite retell dislike disclose disclosed discharge disorder disorders displaced
    discover discovered discovering disability disagree disappear disadvantage disconnect dishonest misleading
    mistake mistakes mistaken mislead mismatch misplaced preview prepaid prehistoric inland inside indoor
    input informal independent indirect inability incorrect incomplete inappropriate invisible inequality
    injustice inconsistent incoming inactive insecure impossible imbalance imperfect immature impatient
    improper
""".split()
_NOT_BEGUN = "under uncle union unions unit units unite united until unless".split()
_NOT_ENDED = """
    witness apartment department moment comment cement early only family reply apply supply capable probable portable
""".split()


def stem_of(text: str) -> str:
    """Return what the forms of a word have in common: "lov" for love, loves, loved and lover; not always a word."""
    stem = text
    for ending in _INFLECTIONS:
        rest = ending.sub("", stem)
        stem = rest if len(rest) >= _SHORTEST_ROOT and _VOWEL & {*rest} else stem
    stem = stem.removesuffix("e") if len(stem) > _SHORTEST_ROOT else stem
    stem = stem[:-1] if len(stem) > _SHORTEST_ROOT and stem[-1] == stem[-2] else stem
    return stem[:-1] + "i" if stem.endswith("y") else stem


def affixes_of(text: str) -> frozenset[str]:
    """Return the affixes of a word that leave a word: "-ness" for "happiness"."""
    return frozenset(affix for affix in AFFIXES if _may_have(text, affix) and _leaves_a_word(text, affix))


def _may_have(text: str, affix: str) -> bool:
    if affix.startswith("-"):
        return text not in _NOT_ENDED
    return text not in _NOT_BEGUN if affix == "un-" else text in _BEGUN


def _leaves_a_word(text: str, affix: str) -> bool:
    return any(stem in load().words for stem in _stems(text, affix))


def _stems(text: str, affix: str) -> Iterator[str]:
    part = affix.strip("-")
    stem = text.removeprefix(part) if affix.endswith("-") else text.removesuffix(part)
    if stem != text and len(stem) >= _SHORTEST_STEM:
        yield stem
        if affix.startswith("-"):
            yield stem.removesuffix("i") + "y" if stem.endswith("i") else stem + "e"
