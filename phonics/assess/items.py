"""The shape of a test: numbered items in rows, and how they are given."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from phonics.errors import Invalid

ItemKind = Literal["letter_sound", "real_word", "pseudo_word", "spoken_word"]
InstrumentKind = Literal["letter_sounds", "words", "blending"]
Phones = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read, or to join by ear.

    :param number: 1… in reading order; the same on screen, on paper and, as text, on marks
    :param codes: the correspondences it asks for, each once; none where nothing is read
    :param phones: the answer, ARPAbet without stress
    :param also: other answers that are as right ("th" as in thin or as in this)
    :param parts: what the teacher says one after the other, as letters: ("s", "u", "n"); () where the child reads
    """

    number: int
    prompt: str
    kind: ItemKind
    codes: tuple[str, ...]
    phones: Phones
    also: tuple[Phones, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the name marks know it by."""
        return str(self.number)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the item that `to_dict` of its instrument wrote."""
        return cls(
            **{
                **stored,
                "codes": tuple(stored["codes"]),
                "phones": tuple(stored["phones"]),
                "also": tuple(tuple(phones) for phones in stored["also"]),
                "parts": tuple(stored.get("parts", ())),
            }
        )


@dataclass(frozen=True, slots=True)
class Instrument:
    """One form of a test, frozen.

    :param code: 'letter-sounds-K3-A': kind, level, form
    :param limit_s: None = untimed; the time is kept all the same
    :param wait_s: silence after which the teacher goes on and marks the item wrong
    :param columns: items in a row
    :param stop_first: that many wrong from the first item on end it; None = never
    :param note_th: what the form cannot do, said plainly; '' = nothing to say
    """

    code: str
    kind: InstrumentKind
    level: str
    form: str
    title_th: str
    title_en: str
    directions_th: str
    directions_en: str
    limit_s: int | None
    columns: int
    stop_first: int | None
    items: tuple[Item, ...]
    wait_s: int = 3
    note_th: str = ""
    note_en: str = ""

    def __post_init__(self) -> None:
        if not self.items or self.columns < 1:
            raise Invalid("An instrument needs items.", code=self.code)
        if [item.number for item in self.items] != list(range(1, len(self.items) + 1)):
            raise Invalid("Items are numbered 1, 2, 3… in reading order.", code=self.code)
        if self.stop_first is not None and not 1 <= self.stop_first <= len(self.items):
            raise Invalid("The stop rule asks for more items than there are.", code=self.code)
        if self.limit_s is not None and self.limit_s < 1:
            raise Invalid("A time limit is at least one second.", code=self.code)

    @property
    def rows(self) -> tuple[tuple[Item, ...], ...]:
        """Return the items as they stand on the card; the last row may be shorter."""
        return tuple(self.items[at : at + self.columns] for at in range(0, len(self.items), self.columns))

    @property
    def content_hash(self) -> str:
        """Return a name for exactly this content: SHA-256 of its canonical JSON."""
        canonical = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON; an item without parts has no word of them, as when there were none."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        stored["items"] = [{k: v for k, v in item.items() if k != "parts" or v} for item in stored["items"]]
        return stored

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the instrument that `to_dict` wrote.

        :raises Invalid: when it has no items, or they are not numbered in order
        """
        return cls(**{**stored, "items": tuple(Item.from_dict(item) for item in stored["items"])})
