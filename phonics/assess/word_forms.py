"""Words for the forms of a test, "A", "B", "C": alike where the engine can match them, and never the same."""

from collections.abc import Sequence

from phonics.assess.items import Item
from phonics.assess.letter_sounds import lot
from phonics.errors import Invalid
from phonics.levels import forms
from phonics.levels.pseudowords import PseudoWord
from phonics.levels.words import Word

FORMS = "ABC"
_FEWEST = 5  # words of a form


def form_of(wanted: forms.Blueprint, form: str, seed: int) -> forms.Form:
    """Return one form of a blueprint; where a level has too few words for three, the two that come first share none.

    :raises Invalid: naming what is short
    """
    at = FORMS.index(form)
    try:
        return forms.make(wanted, seed)[at]
    except Invalid:
        if at == len(FORMS) - 1:
            raise
    return forms.make(forms.Blueprint(wanted.level, wanted.real, wanted.pseudo, 2, wanted.new_share), seed)[at]


def real_words(level: str, n: int, form: str, seed: int) -> Sequence[Word]:
    """Return the real words of a form; of a level with few words, fewer, in two forms at most.

    :raises Invalid: if even these are too few
    """
    try:
        return form_of(forms.Blueprint(level, real=n, pseudo=0, forms=len(FORMS)), form, seed).real
    except Invalid:
        there = forms.real_words(level)
        few = min(n, len(there) // 2)
        if few < _FEWEST or form not in FORMS[:2]:
            raise
    return sorted(there, key=lambda word: lot(f"{level}-{seed}", 0, word.text))[FORMS.index(form) :: 2][:few]


def dealt(words: Sequence[Word], n: int, form: str, seed: str) -> list[Word]:
    """Return n words of a form, dealt in turn from one shuffled pack: no form holds another's.

    :raises Invalid: if there are too few
    """
    if len(words) < n * len(FORMS):
        told = {"there": len(words), "asked": n * len(FORMS)}
        raise Invalid("There are only %(there)s words for this kind, not %(asked)s.", **told)
    pack = sorted(words, key=lambda word: lot(seed, 0, word.text))
    return sorted(pack[FORMS.index(form) :: len(FORMS)][:n], key=lambda word: (len(word.segments), word.text))


def short_first(words: Sequence[Word] | Sequence[PseudoWord], form: str) -> list[Word | PseudoWord]:
    """Return short words first, by lot within one length."""
    return sorted(words, key=lambda word: (len(word.segments), lot(form, len(words), word.text)))


def word_item(number: int, word: Word | PseudoWord) -> Item:
    """Return a word of a form as an item to be read."""
    codes = tuple(dict.fromkeys(segment.code for segment in word.segments))
    if isinstance(word, PseudoWord):
        return Item(number, word.text, "pseudo_word", codes, word.phones, word.also)
    return Item(number, word.text, "real_word", codes, word.phones)
