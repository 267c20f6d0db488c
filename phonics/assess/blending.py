"""Blending by ear: the teacher says a word in parts, the child says it whole. Nothing is read."""

from phonics.assess.directions import BLENDING_EN, BLENDING_TH, SOUNDS_EN, SOUNDS_TH, SYLLABLES_EN, SYLLABLES_TH
from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.letter_sounds import FORM_TH
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.levels.hearing import BY_SYLLABLES, PRACTICE, Parted, parted
from phonics.levels.loader import load

COLUMNS, STOP_FIRST, WAIT_S = 2, 5, 5


def blending(level: str, form: str) -> Instrument:
    """Return a form of a level: words in syllables at the first level, in single sounds at the second."""
    number, words = load().level(level).number, parted(level)
    syllables = level == BY_SYLLABLES
    how_th, how_en = (SYLLABLES_TH, SYLLABLES_EN) if syllables else (SOUNDS_TH, SOUNDS_EN)
    values = {f"practice_{n}": _said(one) for n, one in enumerate(words[PRACTICE], start=1)}
    values |= {f"word_{n}": one.word.text for n, one in enumerate(words[PRACTICE], start=1)}
    return Instrument(
        code=f"blending-{level}-{form}",
        card="blending",
        purpose=Purpose.PROGRESS,
        levels=(level,),
        form=form,
        title_th=f"ฟังแล้วผสม{'พยางค์' if syllables else 'เสียง'}เป็นคำ · เลเวล {number} · ชุด {FORM_TH[form]}",
        title_en=f"Blending {'syllables' if syllables else 'sounds'} by ear · level {number} · form {form}",
        directions_th=f"{how_th}\n{BLENDING_TH}".format(**values),
        directions_en=f"{how_en}\n{BLENDING_EN}".format(**values),
        subtests=(
            Subtest(
                kind=Kind.BLENDING,
                items=tuple(_item(at, one) for at, one in enumerate(words[form], start=1)),
                columns=COLUMNS,
                wait_s=WAIT_S,
                stop=Stop(StopType.FIRST_K_ALL_WRONG, STOP_FIRST),
            ),
        ),
    )


def _said(one: Parted) -> str:
    """Return a word as a teacher says it: "s … u … n"."""
    return " … ".join(one.parts)


def _item(at: int, one: Parted) -> Item:
    return Item(at, one.word.text, "spoken_word", (), one.word.phones, parts=one.parts)
