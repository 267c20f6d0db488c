"""The letter-sound fluency card: 100 graphemes in ten rows, as many as the child can say in a minute."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from phonics.assess.directions import LETTER_SOUNDS_EN, LETTER_SOUNDS_TH
from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.levels.sequence import RANK

N_ITEMS, COLUMNS, LIMIT_S = 100, 10, 60
FORM_TH = {"A": "ก", "B": "ข"}
LAST_ALONE = "P7"  # what later levels teach, endings and rare spellings, is met in words only
NOT_ALONE = frozenset({"es=IH.Z", "n=NG", "s=Z", "e=IH"})  # so only in some places of a word


def letter_sounds(level: str, form: str) -> Instrument:
    """Return the card of a level; form A and form B show the same sounds in another order."""
    number = load().level(level).number
    answers = graphemes_said_alone(min(level, LAST_ALONE, key=RANK.__getitem__))
    sounds = {grapheme: "".join(found[0].phones) for grapheme, found in answers.items()}
    order = spread(sounds, N_ITEMS, COLUMNS, seed=f"{level}-{form}")
    return Instrument(
        code=f"letter-sounds-{level}-{form}",
        card="letter_sounds",
        purpose=Purpose.PROGRESS,
        levels=(level,),
        form=form,
        title_th=f"เสียงตัวอักษร 1 นาที · เลเวล {number} · ชุด {FORM_TH[form]}",
        title_en=f"Letter sounds, 1 minute · level {number} · form {form}",
        directions_th=LETTER_SOUNDS_TH,
        directions_en=LETTER_SOUNDS_EN,
        subtests=(
            Subtest(
                kind=Kind.LETTER_SOUND,
                items=tuple(_item(place, answers[grapheme]) for place, grapheme in enumerate(order, start=1)),
                columns=COLUMNS,
                timed_s=LIMIT_S,
                stop=Stop(StopType.FIRST_K_ALL_WRONG, COLUMNS),
            ),
        ),
    )


def graphemes_said_alone(level: str) -> Mapping[str, Sequence[Correspondence]]:
    """Return grapheme → what it may say alone, of what is taught up to the level, the first taught first.

    Doubled letters (ff, bb) and endings are left out: they are met in words only, and measured there.
    """
    curriculum = load()
    taught = curriculum.taught_by(level)
    found: dict[str, list[Correspondence]] = {}
    for code, correspondence in curriculum.correspondences.items():
        alone = NOT_ALONE.isdisjoint({code, correspondence.like}) and not _doubled(correspondence.grapheme)
        if code in taught and alone:
            found.setdefault(correspondence.grapheme, []).append(correspondence)
    return found


def spread(sounds: Mapping[str, str], n: int, columns: int, seed: str) -> list[str]:
    """Return n graphemes, each about equally often, none beside or below its like; the same for the same seed.

    At each place the one used least so far is taken, ties by lot: every stretch of the card holds every sound.

    :param sounds: grapheme → its sound: c and k are alike, so they do not meet either
    """
    order, used = list[str](), Counter[str]()
    for place in range(n):
        near = {sounds[order[at]] for at in (place - 1, place - columns) if at >= 0}
        free = [grapheme for grapheme, sound in sounds.items() if sound not in near]
        least = min(used[grapheme] for grapheme in free)
        even = (grapheme for grapheme in free if used[grapheme] == least)
        order.append(min(even, key=lambda grapheme: lot(seed, len(order), grapheme)))
        used[order[-1]] += 1
    return order


def lot(seed: str, place: int, text: str) -> bytes:
    """Return a drawn lot that no other version of Python draws otherwise."""
    return hashlib.sha256(f"{seed}:{place}:{text}".encode()).digest()


def _doubled(grapheme: str) -> bool:
    return len(grapheme) == 2 and grapheme[0] == grapheme[1] and grapheme[0] not in "eo"


def _item(number: int, answers: Sequence[Correspondence]) -> Item:
    first, *others = answers
    return Item(number, first.grapheme, "letter_sound", (first.code,), first.phones, tuple(c.phones for c in others))
