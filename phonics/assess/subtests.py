"""A part of a test: items of one kind, how they are given, and when to stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from phonics.assess.items import Item, Response
from phonics.errors import Invalid

LEVELS = ("1", "2", "3", "4")  # of a rubric
MOST_COLUMNS, LONGEST_S = 50, 3600


class Kind(StrEnum):
    """What a subtest asks."""

    LETTER_NAME = "letter_name"
    LETTER_SOUND = "letter_sound"
    PHONEME_ISOLATION = "phoneme_isolation"
    BLENDING = "blending"
    SEGMENTATION = "segmentation"
    REAL_WORD = "real_word"
    PSEUDO_WORD = "pseudo_word"
    DICTATION = "dictation"
    PASSAGE = "passage"
    COMPREHENSION = "comprehension"
    PICTURE_VOCABULARY = "picture_vocabulary"
    SENTENCE = "sentence"
    RUBRIC = "rubric"


class Mode(StrEnum):
    """How it is given."""

    ONE_TO_ONE = "one_to_one"
    SELF_TABLET = "self_tablet"
    WHOLE_CLASS = "whole_class"
    PAPER = "paper"


class StopType(StrEnum):
    """When the rule says that it is enough."""

    NONE = "none"
    FIRST_K_ALL_WRONG = "first_k_all_wrong"
    K_CONSECUTIVE = "k_consecutive"


@dataclass(frozen=True, slots=True)
class Stop:
    """When a subtest ends early: the first k items all wrong (score 0), or k wrong in a row anywhere."""

    type: StopType = StopType.NONE
    k: int = 0

    def __post_init__(self) -> None:
        if (self.type is not StopType.NONE) != (self.k > 0) or self.k < 0:
            raise Invalid("A stop rule needs a number of items, 1 or more; no stop rule needs none.")

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the rule that was written."""
        return cls(StopType(stored.get("type", StopType.NONE)), stored.get("k", 0))


NO_STOP = Stop()


@dataclass(frozen=True, slots=True)
class Subtest:
    """One part, frozen. Of a passage each word is an item, of a rubric each criterion.

    :param columns: items in a row
    :param timed_s: None = untimed; the time is kept all the same
    :param wait_s: silence after which the teacher goes on and marks the item as not answered; 0 = no such rule
    :param practice: given first and never scored; numbered 1… by themselves
    :param cut: points from which it is passed; None = nobody has set one
    """

    kind: Kind
    items: tuple[Item, ...]
    mode: Mode = Mode.ONE_TO_ONE
    columns: int = 1
    timed_s: int | None = None
    wait_s: int = 3
    stop: Stop = NO_STOP
    practice: tuple[Item, ...] = ()
    title_th: str = ""
    title_en: str = ""
    directions_th: str = ""
    directions_en: str = ""
    sound: str = ""
    picture: str = ""
    cut: int | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise Invalid("A subtest needs items.")
        if not 1 <= self.columns <= MOST_COLUMNS:
            raise Invalid("A row holds 1 to %(most)s items.", most=MOST_COLUMNS)
        if self.timed_s is not None and not 1 <= self.timed_s <= LONGEST_S:
            raise Invalid("A time limit is 1 to %(most)s seconds.", most=LONGEST_S)
        if not 0 <= self.wait_s <= LONGEST_S:
            raise Invalid("A wait is 0 to %(most)s seconds.", most=LONGEST_S)
        if self.stop.k > len(self.items):
            raise Invalid("The stop rule asks for more items than there are.")
        if self.cut is not None and not 1 <= self.cut <= self.points:
            raise Invalid("The cut score must be between 1 and %(most)s, the points to be had.", most=self.points)
        if self.kind is Kind.RUBRIC:
            _check_rubric(self)

    @property
    def rows(self) -> tuple[tuple[Item, ...], ...]:
        """Return the items as they stand on the card; the last row may be shorter."""
        return tuple(self.items[at : at + self.columns] for at in range(0, len(self.items), self.columns))

    @property
    def points(self) -> int:
        """Return the points to be had; 4 for each criterion of a rubric."""
        return sum(len(LEVELS) if item.response is Response.RATING else item.points for item in self.items)

    @property
    def first(self) -> int:
        """Return the number of its first item: the name that events of its clock go by."""
        return self.items[0].number

    @property
    def last(self) -> int:
        """Return the number of its last item."""
        return self.items[-1].number

    @property
    def silence_is_right(self) -> bool:
        """Return whether an item reached and not marked is right: a teacher marks exceptions, a tablet every answer."""
        return self.mode is not Mode.SELF_TABLET and self.kind is not Kind.RUBRIC

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the subtest that was written.

        :raises Invalid: when it makes no sense
        """
        return cls(
            **{
                **stored,
                "kind": Kind(stored["kind"]),
                "mode": Mode(stored.get("mode", Mode.ONE_TO_ONE)),
                "stop": Stop.from_dict(stored.get("stop", {})),
                "items": tuple(Item.from_dict(item) for item in stored["items"]),
                "practice": tuple(Item.from_dict(item) for item in stored.get("practice", ())),
            }
        )


def _check_rubric(subtest: Subtest) -> None:
    if subtest.timed_s is not None or subtest.stop.type is not StopType.NONE:
        raise Invalid("A rubric has no time limit and no stop rule.")
    for item in subtest.items:
        if item.response is not Response.RATING or tuple(option.key for option in item.options) != LEVELS:
            raise Invalid("Criterion %(n)s of a rubric needs its four levels, 1 to 4.", n=item.number)
