"""The placement test: a row of four words a level, from level 2 up, until the words get too hard."""

from collections.abc import Collection

from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.letter_sounds import FORM_TH
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.assess.word_forms import word_item
from phonics.errors import Invalid
from phonics.levels.drawn import PLACEMENT, drawn
from phonics.levels.loader import load
from phonics.levels.pseudowords import PseudoWord
from phonics.levels.sequence import ORDER
from phonics.levels.words import Word

COLUMNS, STOP_AFTER, WAIT_S = 4, 6, 10
ENOUGH = 3  # of a row's four: that level is read

DIRECTIONS = (
    "วางบัตรไว้หน้าเด็ก พูดว่า “อ่านคำเหล่านี้ให้ครูฟัง คำจะยากขึ้นเรื่อย ๆ อ่านเท่าที่อ่านได้ บางคำไม่มีความหมาย เป็นชื่อเพื่อนต่างดาว”\n"
    "หนึ่งแถวคือหนึ่งเลเวล เริ่มที่เลเวล 2\n"
    "แก้เองได้นับว่าถูก สำเนียงไทยไม่นับผิด เงียบครบ 10 วินาที บอกให้อ่านคำถัดไป แล้วแตะคำนั้นว่าผิด\n"
    "ผิดติดกัน 6 คำ หยุดอย่างใจดี",
    "Lay the card before the child. Say: “Read these words to me. They get harder; read as far as you can. Some mean "
    "nothing: they are names of friends from space.”\n"
    "A row is a level, the first row level 2. Corrected by the child is right; a Thai accent is not an error. After 10 "
    "seconds of silence say “next” and tap that word wrong.\nAfter six wrong in a row stop kindly.",
)
NOTE = (
    "จัดไว้ที่เลเวลแรกที่อ่านได้ไม่ถึง 3 จาก 4 คำ เป็นจุดเริ่มเท่านั้น ครูเป็นผู้ตัดสินและยืนยันด้วยบัตรของเลเวลนั้น เลเวล 1 วัดด้วยการฟัง "
    "เลเวล 16 ไม่มีเสียงใหม่จึงไม่มีแถว",
    "The child begins at the first level with fewer than 3 of 4 words right. It is a first guess: the teacher decides, "
    "with that level's own cards. Level 1 is measured by ear; level 16 teaches no new letters and has no row.",
)


def placement(form: str) -> Instrument:
    """Return form A or B: other words, the same levels."""
    levels = tuple(level for level in ORDER if drawn(level, PLACEMENT))
    words = [word for level in levels for word in _row(level, form)]
    return Instrument(
        code=f"placement-{form}",
        purpose=Purpose.PLACEMENT,
        levels=levels,
        form=form,
        title_th=f"แบบจัดระดับเริ่มต้น · เลเวล 2–15 · ชุด {FORM_TH[form]}",
        title_en=f"Placement · levels 2–15 · form {form}",
        directions_th=DIRECTIONS[0],
        directions_en=DIRECTIONS[1],
        subtests=(
            Subtest(
                kind=Kind.REAL_WORD,
                items=tuple(word_item(at, word) for at, word in enumerate(words, start=1)),
                columns=COLUMNS,
                wait_s=WAIT_S,
                stop=Stop(StopType.K_CONSECUTIVE, STOP_AFTER),
            ),
        ),
        note_th=NOTE[0],
        note_en=NOTE[1],
    )


def level_from(instrument: Instrument, right: Collection[int]) -> str:
    """Return the level to begin at: the first whose row has fewer than three right; after the last row the next level.

    :param right: the numbers of the items that were read
    :raises Invalid: if the instrument has not a row for each of its levels
    """
    rows = instrument.rows
    if len(rows) != len(instrument.levels):
        raise Invalid("This is not a placement test: it has not one row for each level.")
    for level, row in zip(instrument.levels, rows, strict=True):
        if sum(item.number in right for item in row) < ENOUGH:
            return level
    after = load().after(instrument.levels[-1])
    return after.code if after else instrument.levels[-1]


def _row(level: str, form: str) -> tuple[Word | PseudoWord, ...]:
    made = next(one for one in drawn(level, PLACEMENT) if one.code == form)
    return (*made.real, *made.pseudo)
