"""The word-reading card: ten real words and ten made-up ones, all of the level, in two forms alike."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from phonics.assess.directions import FEW_WORDS_EN, FEW_WORDS_TH, WORDS_EN, WORDS_TH
from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.letter_sounds import FORM_TH, lot
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.levels import forms
from phonics.levels.drawn import ALL_THERE_ARE, drawn
from phonics.levels.loader import load
from phonics.levels.pseudowords import PseudoWord
from phonics.levels.words import Word

N_ITEMS, N_PSEUDO, COLUMNS = 20, 10, 5
WAIT_S = 10  # untimed: blending aloud takes longer than naming a letter

Some = TypeVar("Some", Word, PseudoWord)


def word_reading(level: str) -> tuple[Instrument, Instrument]:
    """Return form A and form B of a level, alike in length, frequency and what they ask for.

    They share no word where the level has enough of them; where it has not, they say so in their note.
    """
    made, notes = drawn(level), ("", "")
    if not made:
        made, notes = _repeating(level)
    form_a, form_b = (
        _instrument(level, form.code, [*_in_order(form.real, form.code), *_in_order(form.pseudo, form.code)], notes)
        for form in made
    )
    return form_a, form_b


def _repeating(level: str) -> tuple[tuple[forms.Form, ...], tuple[str, str]]:
    """Return two forms of the few words there are, and the notes that say so."""
    (there,) = drawn(level, ALL_THERE_ARE)
    real, pseudo = there.real, there.pseudo[:N_PSEUDO]
    n_real = N_ITEMS - len(pseudo)
    again = (*real, *real[: max(0, n_real - len(real))])
    made = (forms.Form("A", again[:n_real], pseudo), forms.Form("B", again[-n_real:], pseudo))
    return made, _notes(level, len(real), len(pseudo))


def _in_order(words: Sequence[Some], form: str) -> list[Some]:
    """Return short words first, by lot within one length; words that come twice come again at the end."""
    once = {word.text: word for word in words}
    again = Counter(word.text for word in words) - Counter(list(once))
    return [
        once[text]
        for part in (list(once), list(again))
        for text in sorted(part, key=lambda text: (len(once[text].segments), lot(form, len(part), text)))
    ]


def _instrument(level: str, form: str, words: Sequence[Word | PseudoWord], notes: tuple[str, str]) -> Instrument:
    number = load().level(level).number
    return Instrument(
        code=f"words-{level}-{form}",
        card="words",
        purpose=Purpose.PROGRESS,
        levels=(level,),
        form=form,
        title_th=f"อ่านคำ คำจริงและคำลวง · เลเวล {number} · ชุด {FORM_TH[form]}",
        title_en=f"Word reading, real and made-up · level {number} · form {form}",
        directions_th=WORDS_TH,
        directions_en=WORDS_EN,
        subtests=(
            Subtest(
                kind=Kind.REAL_WORD,
                items=tuple(_item(at, word) for at, word in enumerate(words, start=1)),
                columns=COLUMNS,
                wait_s=WAIT_S,
                stop=Stop(StopType.FIRST_K_ALL_WRONG, COLUMNS),
            ),
        ),
        note_th=notes[0],
        note_en=notes[1],
    )


def _item(at: int, word: Word | PseudoWord) -> Item:
    codes = tuple(dict.fromkeys(segment.code for segment in word.segments))
    if isinstance(word, PseudoWord):
        return Item(at, word.text, "pseudo_word", codes, word.phones, word.also)
    return Item(at, word.text, "real_word", codes, word.phones)


def _notes(level: str, real: int, pseudo: int) -> tuple[str, str]:
    values = {"number": load().level(level).number, "real": real, "pseudo": pseudo}
    return FEW_WORDS_TH.format(**values), FEW_WORDS_EN.format(**values)
