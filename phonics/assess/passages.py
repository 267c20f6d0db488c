"""Reading passages: a level's own stories, every word of them readable there, with their questions."""

from phonics.assess.instruments import Instrument, Purpose, numbered
from phonics.assess.proposals import propose
from phonics.assess.subtests import Kind
from phonics.assess.word_forms import FORMS
from phonics.levels.loader import load
from phonics.levels.texts import stories

FORM_TH = {"A": "ก", "B": "ข", "C": "ค"}
DIRECTIONS = (
    "ใช้สามเรื่องของเลเวลในวันเดียวกันหรือใกล้กัน แล้วดูค่ากลางของคำถูกต่อนาที\nให้เด็กอ่านก่อน แล้วจึงถามคำถาม",
    "Give the three stories of a level on the same day or close together and take the median of the words right a "
    "minute.\nThe child reads first; then ask the questions.",
)


def passages(level: str) -> tuple[Instrument, ...]:
    """Return a passage with its questions for every story of a level: form A, B, C; none where it has no stories."""
    return tuple(_passage(level, form) for form, _story in zip(FORMS, stories(level), strict=False))


def _passage(level: str, form: str) -> Instrument:
    number, story = load().level(level).number, stories(level)[FORMS.index(form)]
    read, asked = (propose(kind, level, 0, form, 0) for kind in (Kind.PASSAGE, Kind.COMPREHENSION))
    words = len(read.items)
    return Instrument(
        code=f"passage-{level}-{form}",
        purpose=Purpose.PROGRESS,
        levels=(level,),
        form=form,
        title_th=f"อ่านเรื่อง {story.title} ({words} คำ) · เลเวล {number} · ชุด {FORM_TH[form]}",
        title_en=f"Reading “{story.title}” ({words} words) · level {number} · form {form}",
        directions_th=DIRECTIONS[0],
        directions_en=DIRECTIONS[1],
        subtests=numbered((read, asked)),
    )
