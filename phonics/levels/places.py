"""Where in a word a spelling may stand; docs/curriculum.md names the rules."""

from collections.abc import Callable, Iterator

# (word, place of the first letter, letters after the spelling without apostrophes) -> whether it may stand there
Rule = Callable[[str, int, str], bool]

VOWEL_LETTERS = frozenset("aeiouy")
SYLLABIC = frozenset({("AX", "L"), ("AX", "M"), ("AX", "N")})


def rules_of(grapheme: str, phones: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules a spelling obeys, most often none."""
    return tuple(_rules(grapheme, phones))


def _rules(grapheme: str, phones: tuple[str, ...]) -> Iterator[Rule]:
    if grapheme in _BY_GRAPHEME:
        yield _BY_GRAPHEME[grapheme]
    if len(grapheme) > 1 and grapheme[-1] in "lr":
        yield _not_before(grapheme[-1])  # cherry, ball: the doubled consonant is one grapheme
    if phones in SYLLABIC:
        yield _syllabic(alone=len(grapheme) == 1)
    if (grapheme, phones) == ("e", ()):
        yield _not_before("aeiouy")  # caffeine: a team before a silent e
    if (grapheme, phones) == ("d", ("T",)):
        yield _takes_no_e
    if (grapheme, phones) == ("s", ("IH", "Z")):
        yield _after_an_apostrophe


def _only_before(*endings: str) -> Rule:
    return lambda word, place, after: after in endings


def _not_before(letters: str) -> Rule:
    return lambda word, place, after: after[:1] == "" or after[0] not in letters


def _syllabic(alone: bool) -> Rule:
    """Return: schwa and consonant at once: med|al, pris|m, but buff|a|l|o, op|e|n."""

    def rule(word: str, place: int, after: str) -> bool:
        follows_vowel = place == 0 or word[place - 1] in VOWEL_LETTERS
        return not (alone and follows_vowel) and after[:1] not in tuple(VOWEL_LETTERS)

    return rule


def _takes_no_e(word: str, place: int, after: str) -> bool:
    """Return whether d alone may be the ending: bake|d, whose e belongs to its vowel."""
    return not after and word[place - 1] == "e"


def _after_an_apostrophe(word: str, place: int, after: str) -> bool:
    """Return whether this s may say /ɪz/ alone: fox's."""
    return word[:place].endswith("'")


def _hushed(word: str, place: int, after: str) -> bool:
    return word[:place].endswith("sh")


_BY_GRAPHEME: dict[str, Rule] = {
    "es": _only_before(""),
    "ed": _only_before(""),
    "ous": _only_before("", "ly", "ness"),
    "io": _hushed,  # fashion; elsewhere the i hushes: nation
    **dict.fromkeys(("ce", "ge"), _not_before("eiy")),  # receive: the e belongs to what follows
    **dict.fromkeys(("se", "ve", "ze"), _not_before("aeiouy")),
    **dict.fromkeys(("are", "ere", "ire", "ore", "ure"), _not_before("aeiouy")),  # foreign: or, then ei
}
