"""Parallel forms of a reading test: other words, as common, as long, asking for the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from random import Random

from phonics.errors import Invalid
from phonics.levels.affixes import affixes_of, stem_of
from phonics.levels.blocklist import blocked_word
from phonics.levels.dealing import Item, Table, Unmatched, even
from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.pseudowords import PseudoWord, asks, possible, too_few
from phonics.levels.words import Word

MOST_FORMS, MOST_WORDS = 4, 30
_ATTEMPTS = 40
_POOL, _LEAST_POOL = 4, 120  # made-up words looked at for each one needed, and altogether
_AFFIX_LEVEL = "S2"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a test is to hold.

    :param real: real words in each form
    :param pseudo: made-up words in each form
    :param new_share: at least this share asks for something the level teaches
    """

    level: str
    real: int = 10
    pseudo: int = 10
    forms: int = 3
    new_share: float = 0.6


@dataclass(frozen=True, slots=True)
class Form:
    """One form: "A", "B"…; words that stand at the same place in two forms are twins."""

    code: str
    real: tuple[Word, ...]
    pseudo: tuple[PseudoWord, ...]


def make(blueprint: Blueprint, seed: int) -> tuple[Form, ...]:
    """Return forms without a shared word or stem (judge, judges); the same seed gives the same forms.

    Guaranteed between any two: mean frequency (zipf) of the real words within 0.25; mean length of the real and of the
    made-up words within 0.6 letters each; the number of items asking for each new correspondence (in level 6 also each
    pattern, in level 13 each affix) within 1.

    :raises Invalid: if the blueprint makes no sense, or the level has too few words, naming what is short
    """
    _check(blueprint)
    for attempt in range(_ATTEMPTS):
        rng = Random(f"{blueprint} {seed} {attempt}")
        try:
            return _drawn(blueprint, rng)
        except Unmatched:
            continue
    raise Invalid(
        "Level %(level)s has not enough words alike for %(forms)s forms; ask for fewer",
        level=load().level(blueprint.level).number,
        forms=blueprint.forms,
    )


def real_words(level: str) -> tuple[Word, ...]:
    """Return the words a test of a level may ask for, commonest first; in level 13 those with its affixes too."""
    return tuple(word for word, _ in _real(level).values())


def _check(wanted: Blueprint) -> None:
    """Refuse what can't be made.

    :raises Invalid: naming what is short
    """
    number = load().level(wanted.level).number
    if not (2 <= wanted.forms <= MOST_FORMS and 0 <= wanted.new_share <= 1):
        raise Invalid("A test has 2–%(most)s forms", most=MOST_FORMS)
    if not (0 <= wanted.real <= MOST_WORDS and 0 <= wanted.pseudo <= MOST_WORDS and wanted.real + wanted.pseudo):
        raise Invalid("A form has up to %(most)s words of a kind", most=MOST_WORDS)
    if not load().new_at(wanted.level):
        raise Invalid("Level %(level)s teaches no new letters, so it has no word forms", level=number, there=0)
    real, pseudo = wanted.forms * wanted.real, wanted.forms * wanted.pseudo
    there = len(_real(wanted.level))
    if there < real:
        told = {"level": number, "there": there, "asked": real}
        raise Invalid("Level %(level)s has only %(there)s real words, not %(asked)s", **told)
    made_up = _made_up_there(wanted.level, pseudo)
    if made_up < pseudo:
        raise too_few(wanted.level, made_up, pseudo)


@cache
def _made_up_there(level: str, asked: int) -> int:
    """Return how many made-up words a level has, counted as far as they are asked for."""
    return len(list(islice(possible(level, 0), asked)))


def _drawn(wanted: Blueprint, rng: Random) -> tuple[Form, ...]:
    real = _real(wanted.level)
    need = wanted.forms * wanted.pseudo
    made = {
        one.text: one for one in islice(possible(wanted.level, rng.getrandbits(32)), max(_LEAST_POOL, need * _POOL))
    }
    table = Table(wanted.forms)
    items = [_made_up(one, wanted.level) for one in made.values()]
    later = frozenset[str]().union(*(item.asks for item in items)) if wanted.pseudo else frozenset[str]()
    reals = table.deal([item for _, item in real.values()], wanted.real, wanted.new_share, rng, later)
    pseudos = table.deal(items, wanted.pseudo, wanted.new_share, rng)
    if not even(reals, pseudos):
        raise Unmatched
    return tuple(
        Form("ABCD"[at], tuple(real[one.text][0] for one in mine), tuple(made[one.text] for one in pseudos[at]))
        for at, mine in enumerate(reals)
    )


def _made_up(one: PseudoWord, level: str) -> Item:
    return Item(one.text, asks(one.segments, level, one.text), 0.0, _alike(one.text, one.phones))


@cache
def _real(level: str) -> Mapping[str, tuple[Word, Item]]:
    """Return the words of a level that may be asked for, commonest first, with what they ask for."""
    found = {}
    for word, affixes in _candidates(level):
        if len(word.text) > 1 and not blocked_word(word.text, word.phones):
            wanted = (asks(word.segments, level) | affixes) if level == _AFFIX_LEVEL else asks(word.segments, level)
            found[word.text] = (word, Item(word.text, wanted, word.zipf, _alike(word.text, word.phones)))
    return found


def _alike(text: str, phones: Sequence[str]) -> frozenset[str]:
    return frozenset({stem_of(text), " ".join(heard(phones))})


def _candidates(level: str) -> Iterator[tuple[Word, frozenset[str]]]:
    yield from ((word, affixes_of(word.text)) for word in load().words_at(level))
    if level == _AFFIX_LEVEL:
        number = load().level(level).number
        earlier = (word for before in load().levels[: number - 1] for word in load().words_at(before.code))
        yield from ((word, affixes) for word in earlier if (affixes := affixes_of(word.text)))
