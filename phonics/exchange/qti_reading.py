"""A QTI package (3.0, leniently 2.x) as a draft of a test; what is not supported is told item by item."""

from collections.abc import Iterator, Sequence
from typing import Any

from phonics.assess.instruments import MOST_ITEMS, MOST_SUBTESTS, Instrument, Purpose
from phonics.assess.items import Item, Response
from phonics.assess.subtests import Kind, Mode
from phonics.errors import Invalid
from phonics.exchange.fitting import counted, fitting, refusal
from phonics.exchange.incoming import Incoming, Problem
from phonics.exchange.qti_beside import Beside
from phonics.exchange.qti_item_reading import Clip, NotTaken, exact, read_item, words
from phonics.exchange.qti_package import MANIFEST, Package, inside
from phonics.exchange.qti_words import ITEMS_READ, NAMESPACES_READ, TESTS_READ, every, first, name, value
from phonics.levels.sequence import ORDER

SENTENCES = (
    IN_ORDER := "%(what)s is not supported: all items come in, in their order.",
    NO_MEDIA := "The sound or picture %(name)s does not come in.",
)
MAX_CLIP_BYTES = 2 * 1024 * 1024
_RULES = ("selection", "ordering", "branch-rule", "pre-condition", "adaptive-selection", "assessment-section-ref")
_CLIPS = {
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".ogg": (b"OggS",),
    ".wav": (b"RIFF",),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
_USUAL = {
    Response.CHOICE: Kind.COMPREHENSION,
    Response.TEXT: Kind.DICTATION,
    Response.ORDER: Kind.SEGMENTATION,
    Response.MATCH: Kind.PICTURE_VOCABULARY,
    Response.SPOKEN: Kind.REAL_WORD,
}


def read(data: bytes, filename: str = "") -> Incoming:
    """Return the test of a package as a draft.

    :raises Invalid: if it is no package, is unsafe, or holds neither a test nor items
    """
    return _Reader(Package(data, filename)).read()


class _Reader:
    """Reads a package once, keeping the problems it meets."""

    def __init__(self, package: Package) -> None:
        self.package, self.beside = package, Beside(package)
        self.problems: list[Problem] = []
        self.media: dict[str, bytes] = {}
        self.done = self.looked_at = 0

    def read(self) -> Incoming:
        tests, items = self._resources()
        if not tests and not items:
            raise Invalid("This package holds no QTI 3.0 test and no QTI 3.0 items.")
        content = self._test(tests[0]) if tests else self._loose(items)
        for field in ("cut", "card"):
            error = refusal(Instrument, content)
            if error and field in content:
                self._problem(MANIFEST, 1, "test", error.message, **error.details)
                content.pop(field)
        used = _names(content)
        return Incoming(content, tuple(self.problems), {name: self.media[name] for name in self.media if name in used})

    def _resources(self) -> tuple[list[str], list[str]]:
        """Return the files of the manifest's tests and items."""
        tests, items = [], []
        for one in every(self.package.xml(MANIFEST), "resource"):
            kind, href = value(one, "type"), value(one, "href")
            if TESTS_READ.fullmatch(kind):
                tests.append(inside(MANIFEST, href))
            elif ITEMS_READ.fullmatch(kind):
                items.append(inside(MANIFEST, href))
        return tests, items

    def _test(self, file: str) -> dict[str, Any]:
        root = self.package.xml(file)
        if root.tag.partition("}")[0][1:] not in NAMESPACES_READ or name(root) != "assessment-test":
            raise Invalid("The file %(name)s is not a QTI 3.0 test.", name=file)
        for rule in every(root, *_RULES):
            self._problem(file, rule.sourceline, value(rule.getparent(), "identifier"), IN_ORDER, what=name(rule))
        sections = [one for one in every(root, "assessment-section") if name(one.getparent()) == "test-part"]
        whole = self.beside.test()
        told = self._begun(root.get("title", "")) | _directions(root) | whole
        told["subtests"] = [part for one in sections[:MOST_SUBTESTS] if (part := self._section(file, one))]
        return told

    def _loose(self, items: Sequence[str]) -> dict[str, Any]:
        """Return a test of items that come without one."""
        asked = [item for file in items if (item := self._item(file, file, 1))]
        part = self._subtest(MANIFEST, 1, "items", {"mode": Mode.SELF_TABLET.value}, asked, [])
        return {**self._begun(""), "subtests": [part] if part else []}

    def _begun(self, title: str) -> dict[str, Any]:
        told = {"code": "", "purpose": Purpose.PROGRESS.value, "levels": [ORDER[0]], "form": "A"}
        return {**told, "title_th": title, "title_en": title, "directions_th": "", "directions_en": ""}

    def _section(self, file: str, section: Any) -> dict[str, Any] | None:
        identifier = value(section, "identifier")
        told = {"title_th": section.get("title", ""), **_directions(section), **_limit(section)}
        kept = self.beside.section(identifier)
        told |= kept or {"mode": Mode.SELF_TABLET.value}
        asked: list[dict[str, Any]] = []
        practice: list[dict[str, Any]] = []
        for reference in every(section, "assessment-item-ref"):
            item = self._referred(file, reference)
            if item:
                (practice if "practice" in value(reference, "category").split() else asked).append(item)
        return self._subtest(file, section.sourceline, identifier, told, asked, practice)

    def _subtest(
        self,
        file: str,
        line: int,
        identifier: str,
        told: dict[str, Any],
        asked: list[dict[str, Any]],
        practice: list[dict[str, Any]],
    ) -> dict[str, Any] | None:
        if not asked:
            self._problem(file, line, identifier, "This part has no items.")
            return None
        if len(asked) > MOST_ITEMS - self.done:
            message = "A test has at most %(most)s items; the rest was left out."
            self._problem(file, line, identifier, message, most=MOST_ITEMS)
        items = counted(asked[: MOST_ITEMS - self.done], self.done)
        told.setdefault("kind", _USUAL.get(asked[0]["response"], Kind.COMPREHENSION).value)
        part, error, _ = fitting({**told, "items": items, "practice": counted(practice)})
        if error:
            self._problem(file, line, identifier, error.message, **error.details)
        self.done += len(items) if part else 0
        return part

    def _referred(self, file: str, reference: Any) -> dict[str, Any] | None:
        href = value(reference, "href")
        item = self._item(inside(file, href), value(reference, "identifier"), reference.sourceline)
        weights = (value(one, "value") for one in every(reference, "weight"))
        points = next((float(one) for one in weights if one.replace(".", "", 1).isdecimal()), 1.0)
        return {**item, "points": int(points)} if item and points.is_integer() and 1 < points <= 100 else item

    def _item(self, file: str, identifier: str, line: int) -> dict[str, Any] | None:
        """Return an item, None where it cannot come in: then it is told why."""
        self.looked_at += 1
        if self.looked_at > 2 * MOST_ITEMS:
            raise Invalid("This package holds more than %(most)s items.", most=2 * MOST_ITEMS)
        beside = self.beside.item(identifier)
        try:
            told = read_item(self.package.xml(file), beside, _named if beside else self._clip(file, identifier))
        except NotTaken as error:
            self._problem(file, error.line, identifier, error.message, **error.details)
            return None
        except Invalid as error:
            self._problem(file, line, identifier, error.message, **error.details)
            return None
        if error := refusal(Item, {**told, "number": 1}):
            self._problem(file, 1, identifier, error.message, **{**error.details, "n": identifier})
            return None
        return told

    def _clip(self, file: str, identifier: str) -> Clip:
        """Return what keeps a sound or a picture and says the name of it."""

        def kept(reference: str) -> str:
            member = "" if ":" in reference else inside(file, reference)
            ending = member[member.rfind(".") :].lower()
            data = self.package.read(member) if member in self.package.names else b""
            if member in self.media:
                return member
            if not data.startswith(_CLIPS.get(ending, ())) or len(data) > MAX_CLIP_BYTES:
                self._problem(file, 1, identifier, NO_MEDIA, name=reference)
                return ""
            self.media[member] = data
            return member

        return kept

    def _problem(self, file: str, line: int, identifier: str, message: str, **values: object) -> None:
        self.problems.append(Problem(file, line or 1, identifier, message, values))


def _names(content: dict[str, Any]) -> set[str]:
    """Return the names of all sounds and pictures of a test."""
    items = [item for part in content["subtests"] for item in (*part["items"], *part["practice"])]
    options = [one for item in items for field in ("options", "targets") for one in item.get(field, ())]
    return {one[field] for one in (*items, *options) for field in ("sound", "picture") if one.get(field)}


def _named(_: str) -> str:
    """Return no name: of an item of ours `phonics.json` says the names of its sounds and pictures."""
    return ""


def _own(element: Any, what: str) -> Iterator[Any]:
    return (one for one in element if name(one) == what)


def _limit(section: Any) -> dict[str, int]:
    limits = next(_own(section, "time-limits"), None)
    seconds = value(limits, "max-time").partition(".")[0] if limits is not None else ""
    return {"timed_s": int(seconds)} if seconds.isdecimal() and 1 <= int(seconds[:9]) <= 3600 else {}


def _directions(element: Any) -> dict[str, str]:
    """Return the directions of a test or of a section: ours by their class, others by their letters."""
    blocks = list(_own(element, "rubric-block"))
    for block in blocks:
        if first(block, "p") is not None and (thai := exact(block, "directions-th")) is not None:
            return {"directions_th": thai, "directions_en": exact(block, "directions-en") or ""}
    said = " ".join(words(block) for block in blocks).strip()
    thai_letters = any("\u0e00" <= sign <= "\u0e7f" for sign in said)
    return {"directions_th": said if thai_letters else "", "directions_en": "" if thai_letters else said}
