"""Correspondences: which letters make which sounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from phonics.errors import Invalid
from phonics.levels.tables import read_rows

VOWELS = frozenset("AA AE AH AO AW AX AY EH ER EY IH IY OW OY UH UW".split())
CONSONANTS = frozenset("B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split())
PHONES = VOWELS | CONSONANTS

# which drawing in static/art/mouths/ shows a phone; diphthongs have none yet
_MOUTHS = {
    "p-b-m": "P B M",
    "t-d-n-l": "T D N L",
    "s-z": "S Z",
    "f-v": "F V",
    "th": "TH DH",
    "sh-zh": "SH ZH",
    "ch-j": "CH JH",
    "k-g-ng": "K G NG",
    "h": "HH",
    "r": "R",
    "w": "W",
    "y": "Y",
    "a": "AE",
    "e": "EH",
    "i": "IH",
    "o": "AA AO",
    "u": "AH",
}
_MOUTH_OF = {phone: name for name, phones in _MOUTHS.items() for phone in phones.split()}


def code_of(grapheme: str, phones: Sequence[str]) -> str:
    """Return the tag of a correspondence: "sh=SH", "x=K.S", and "h=-" for a silent letter."""
    return _code(grapheme, tuple(phones))


@cache
def _code(grapheme: str, phones: tuple[str, ...]) -> str:
    return f"{grapheme}={'.'.join(phones) or '-'}"


def parse_code(code: str) -> tuple[str, tuple[str, ...]]:
    """Return grapheme and phones of "x=K.S".

    :raises Invalid: if it is not a code or names an unknown phone
    """
    grapheme, equals, sounds = code.partition("=")
    phones = () if sounds == "-" else tuple(sounds.split("."))
    if not grapheme or not equals or not PHONES.issuperset(phones):
        raise Invalid("%(code)s is not a correspondence", code=code)
    return grapheme, phones


def normalise(phones: Iterable[str]) -> tuple[str, ...]:
    """Return ARPAbet phones without stress: an unstressed AH is AX, ER is one.

    :raises Invalid: if a phone is unknown
    """
    plain = tuple("AX" if phone == "AH0" else phone.rstrip("012") for phone in (p.strip().upper() for p in phones))
    unknown = [phone for phone in plain if phone not in PHONES]
    if unknown:
        raise Invalid("Unknown sounds: %(phones)s", phones=" ".join(unknown)[:80])
    return plain


def mouth_of(phones: Sequence[str]) -> str:
    """Return the name of the mouth drawing for these phones, '' where there is none.

    The last phone decides (x ends on s, qu on w): that is where the mouth arrives.
    """
    return _MOUTH_OF.get(phones[-1], "") if phones else ""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A grapheme and the phones it stands for, as taught at one level.

    :param asked: whether its sound is ever asked for alone; "in words" for what only its neighbours explain
    :param like: the code it is taught with where speakers of English differ (`es=AX.Z` with `es=IH.Z`), else ""
    """

    grapheme: str
    phones: tuple[str, ...]
    level: str
    order: int
    rule: str
    asked: bool = True
    like: str = ""
    key_word: str = ""
    hint_th: str = ""
    confusions: tuple[str, ...] = ()
    ipa: str = ""
    code: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", code_of(self.grapheme, self.phones))

    @property
    def mouth(self) -> str:
        """The mouth drawing's name, or ''."""
        return mouth_of(self.phones)


@cache
def taught() -> Mapping[str, Correspondence]:
    """Return the correspondences that are taught, by code, in teaching order of the file."""
    return _by_code([_correspondence(row) for row in read_rows("correspondences.csv")])


@cache
def first_spelling(phones: tuple[str, ...]) -> Correspondence | None:
    """Return the spelling under which a sound is first taught: one asked for alone and with a key word if there is any.

    None for what no spelling teaches.
    """
    rows = [row for row in taught().values() if row.phones == phones]
    return min(rows, key=lambda row: (not row.asked, not row.key_word), default=None)


def _correspondence(row: Mapping[str, str]) -> Correspondence:
    return Correspondence(
        grapheme=row["grapheme"],
        phones=normalise(row["phones"].split()),
        level=row["level"],
        order=int(row["order"]),
        rule=row["rule"],
        asked=row["asked"] == "alone",
        like=row["like"],
        key_word=row["key_word"],
        hint_th=row["hint_th"],
        confusions=tuple(row["confusions"].split()),
        ipa=row["ipa"],
    )


def _by_code(listed: Sequence[Correspondence]) -> Mapping[str, Correspondence]:
    found: dict[str, Correspondence] = {}
    for row in listed:
        if row.code in found:
            raise Invalid("%(code)s is taught twice", code=row.code)
        found[row.code] = row
    return MappingProxyType(found)
