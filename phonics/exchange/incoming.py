"""A test that came in from a file: what could be read, and everything that could not, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from phonics.assess.instruments import Instrument

WHERE = "%(file)s, row %(line)s, cell %(at)s"
IN_XML = "%(file)s, line %(line)s, %(at)s"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something did not come in.

    :param file: the sheet, or the file inside a package
    :param line: its row or line, from 1
    :param at: the cell ("C12"), or the identifier of the item
    :param message: one English sentence; pages translate it by this text, with `values`
    """

    file: str
    line: int
    at: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file holds.

    :param content: in the form of `Instrument.to_dict`; every item in it is valid; subtests perhaps none
    :param problems: in the order of the file; none: everything came in
    :param media: sounds and pictures of somebody else that came along, by the name the items know them by
    """

    content: dict[str, Any]
    problems: tuple[Problem, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)

    def instrument(self) -> Instrument:
        """Return it as an instrument.

        :raises Invalid: in one sentence, if it is none yet
        """
        return Instrument.from_dict(self.content)
