"""One thing to read, to hear, to answer: an item of a test, with everything needed to show and to mark it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from phonics.assess.written import written
from phonics.errors import Invalid

Phones = tuple[str, ...]
MOST_POINTS, MOST_CHARS = 100, 300


class Response(StrEnum):
    """How the child answers; only what is spoken or rated needs a person to mark it."""

    SPOKEN = "spoken"
    CHOICE = "choice"
    TEXT = "text"
    ORDER = "order"
    MATCH = "match"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, to put in order or to match; `key` is what a mark's `choice` and the answers say."""

    key: str
    text: str = ""
    picture: str = ""
    sound: str = ""

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the option that was written."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    :param number: 1… through the whole instrument; the same on screen, on paper and, as text, on marks
    :param kind: what it asks, where that is not what its subtest says: a made-up word in a list of words, a word by ear
    :param codes: the correspondences it asks for, each once; none where nothing is read
    :param phones: the answer, ARPAbet without stress
    :param also: other answers that are as right ("th" as in thin or as in this)
    :param parts: what the teacher says one after the other, as letters: ("s", "u", "n"); () where the child reads
    :param prompt_en: the English of a question that is asked in Thai
    :param printed: a passage's word as it is printed, marks and line ends with it: "“Mum,”"; "" = the prompt
    :param options: what to choose among, to order, to match; of a rating the descriptions of "1", "2", "3", "4"
    :param targets: of `match`: what the options are matched with
    :param answers: the right key (choice), every text that is right (text), all keys in order (order), "a=x" (match)
    :param sound: the clip to be heard, by its name
    :param picture: a word with a picture, or a picture's name
    :param points: what it is worth; a rating's points are its level
    :param tricky: known by heart, not by its sounds: not asked to be decodable
    """

    number: int
    prompt: str
    kind: str = ""
    codes: tuple[str, ...] = ()
    phones: Phones = ()
    also: tuple[Phones, ...] = ()
    parts: tuple[str, ...] = ()
    prompt_en: str = ""
    printed: str = ""
    response: Response = Response.SPOKEN
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    sound: str = ""
    picture: str = ""
    points: int = 1
    tricky: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.points <= MOST_POINTS:
            raise Invalid("Item %(n)s must be worth 1 to %(most)s points.", n=self.number, most=MOST_POINTS)
        if max(len(self.prompt), len(self.printed), len(self.prompt_en)) > MOST_CHARS:
            raise Invalid("Item %(n)s is too long: at most %(most)s characters.", n=self.number, most=MOST_CHARS)
        if not (self.prompt.strip() or self.picture or self.sound):
            raise Invalid("Item %(n)s is empty.", n=self.number)
        if len(self.keys) != len(self.options) or "" in self.keys:
            raise Invalid("The options of item %(n)s need a name each, all different.", n=self.number)
        if not _answerable(self):
            raise Invalid("Item %(n)s needs an answer that is among its options.", n=self.number)

    @property
    def key(self) -> str:
        """Return the name marks know it by."""
        return str(self.number)

    @property
    def keys(self) -> frozenset[str]:
        """Return the names of its options."""
        return frozenset(option.key for option in self.options)

    @property
    def shown(self) -> str:
        """Return it as it is printed."""
        return self.printed or self.prompt

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON; what has its default is left out."""
        return written(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the item that `to_dict` wrote.

        :raises Invalid: when it makes no sense
        """
        return cls(
            **{
                **stored,
                "codes": tuple(stored.get("codes", ())),
                "phones": tuple(stored.get("phones", ())),
                "also": tuple(tuple(phones) for phones in stored.get("also", ())),
                "parts": tuple(stored.get("parts", ())),
                "response": Response(stored.get("response", Response.SPOKEN)),
                "options": tuple(Option.from_dict(option) for option in stored.get("options", ())),
                "targets": tuple(Option.from_dict(option) for option in stored.get("targets", ())),
                "answers": tuple(stored.get("answers", ())),
            }
        )


def _answerable(item: Item) -> bool:
    """Return whether what is answered without a person can be marked without one."""
    if item.response is Response.CHOICE:
        return len(item.options) > 1 and len(item.answers) == 1 and item.answers[0] in item.keys
    if item.response is Response.ORDER:
        return len(item.options) > 1 and len(item.answers) == len(item.options) and set(item.answers) == item.keys
    if item.response is Response.MATCH:
        pairs = [answer.partition("=")[::2] for answer in item.answers]
        ends = {target.key for target in item.targets}
        return bool(pairs) and all(start in item.keys and end in ends for start, end in pairs)
    return item.response is not Response.TEXT or any(answer.strip() for answer in item.answers)
