"""A teacher's test of five parts: letters, words, a passage, its questions, a rubric."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument, Purpose, numbered
from phonics.assess.items import Item, Option, Response
from phonics.assess.ready_made import ready_made
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.store.instruments import InstrumentRow, VersionRow

TEXT = "Sam has a big red hat. The cat sat on the hat. “Get off!” said Sam."
LETTERS, WORDS, PASSAGE, QUESTIONS, RUBRIC = 1, 31, 51, 67, 69  # the first item of each


def of_five_parts() -> Instrument:
    """Return it: 30 letters (60 s, first 10), 20 words (4 in a row), 16 words of text, 2 questions, 1 criterion."""
    cards = {one.code: one.subtests[0] for one in ready_made()}
    letters = cards["letter-sounds-K3-A"]
    letters = replace(letters, items=letters.items[:30], practice=(Item(1, "m"),), directions_th="ชี้ทีละตัว")
    words = replace(cards["words-K3-A"], stop=Stop(StopType.K_CONSECUTIVE, 4))
    read = tuple(Item(n, word.strip("“”.,!"), printed=word) for n, word in enumerate(TEXT.split(), start=1))
    asked = Item(1, "หมวกสีอะไร", prompt_en="What colour is the hat?", response=Response.TEXT, answers=("red",))
    levels = tuple(Option(key, text) for key, text in zip("1234", ("ก", "ข", "ค", "ง"), strict=True))
    return Instrument(
        code="five-parts",
        purpose=Purpose.DIAGNOSTIC,
        levels=("K3",),
        form="A",
        title_th="ตรวจการอ่าน",
        title_en="Reading check",
        directions_th="นั่งข้างเด็ก",
        directions_en="Sit beside the child.",
        subtests=numbered(
            (
                letters,
                words,
                Subtest(Kind.PASSAGE, read, timed_s=60, directions_th="อ่านให้ครูฟัง", directions_en="Read to me."),
                Subtest(Kind.COMPREHENSION, (asked, replace(asked, number=2)), directions_th="ถามทีละข้อ"),
                Subtest(Kind.RUBRIC, (Item(1, "อ่านเป็นวลี", response=Response.RATING, options=levels),)),
            )
        ),
    )


def publish(session: Session, unit_id: int, now: datetime) -> VersionRow:
    """Put it on the shelf of a unit and return its version."""
    made = of_five_parts()
    names = {"code": made.code, "kind": made.kind, "level": "K3", "form": "A"}
    row = InstrumentRow(unit_id=unit_id, title_th=made.title_th, title_en=made.title_en, **names)
    version = VersionRow(instrument=row, number=1, content=made.to_dict(), content_hash=made.content_hash)
    version.published_at = now
    session.add(version)
    session.flush()
    return version
