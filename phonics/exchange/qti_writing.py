"""A test as a QTI 3.0 package: a manifest, the test, an item a file, its sounds and pictures, and `phonics.json`.

Source: 1EdTech, QTI 3.0 Assessment, Section and Item information model and its XSD binding (imsqti_asiv3p0_v1p0.xsd,
imsqtiv3p0_imscpv1p2_v1p0.xsd).
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.builder import ElementMaker

from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.subtests import Subtest
from phonics.assess.written import written
from phonics.exchange.qti_item_writing import Found, Media, Q, clean, item_xml, serialised, text
from phonics.exchange.qti_package import MANIFEST
from phonics.exchange.qti_words import CP, ITEM, OURS, TEST

C = ElementMaker(namespace=CP, nsmap={None: CP})
_TEST_FILE, _DAY = "assessment.xml", (2026, 1, 1, 0, 0, 0)  # a fixed day: the same test is the same bytes
_IN_XML = ("title_th", "timed_s", "directions_th", "directions_en", "items", "practice")


@dataclass(frozen=True, slots=True)
class _Written:
    """An item with its identifier and its place."""

    item: Item
    identifier: str
    practice: bool

    @property
    def member(self) -> str:
        return f"items/{self.identifier}.xml"


def write(instrument: Instrument, found: Found | None = None) -> bytes:
    """Return the package of a test.

    :param found: the sounds and pictures that go along, by ("sound" | "picture", name); others go by their name alone
    """
    media = dict(found or {})
    sections = [list(_written(at, subtest)) for at, subtest in enumerate(instrument.subtests, start=1)]
    beside: dict[str, Any] = {"test": _test_beside(instrument), "sections": {}, "items": {}}
    members: dict[str, bytes] = {}
    for at, (subtest, asked) in enumerate(zip(instrument.subtests, sections, strict=True), start=1):
        beside["sections"][f"part-{at}"] = _section_beside(subtest)
        for one in asked:
            root, beside["items"][one.identifier] = item_xml(one.item, one.identifier, media)
            members[one.member] = serialised(root)
    members[_TEST_FILE] = serialised(_test(instrument, sections))
    members[OURS] = json.dumps(beside, indent=1).encode()
    members |= {one.member: one.data for one in media.values()}
    return _zipped({MANIFEST: serialised(_manifest(instrument, sections, media)), **members})


def _written(at: int, subtest: Subtest) -> Iterator[_Written]:
    for item in subtest.practice:
        yield _Written(item, f"part-{at}-practice-{item.number}", True)
    for item in subtest.items:
        yield _Written(item, f"item-{item.number}", False)


def _test(instrument: Instrument, sections: list[list[_Written]]) -> Any:
    part = Q("qti-test-part", identifier="all", **{"navigation-mode": "linear", "submission-mode": "individual"})
    for at, (subtest, asked) in enumerate(zip(instrument.subtests, sections, strict=True), start=1):
        part.append(_section(at, subtest, asked))
    root = Q("qti-assessment-test", identifier="test", title=clean(instrument.title_th))
    root.append(_directions(instrument.directions_th, instrument.directions_en))
    root.append(part)
    return root


def _section(at: int, subtest: Subtest, asked: list[_Written]) -> Any:
    section = Q("qti-assessment-section", identifier=f"part-{at}", title=clean(subtest.title_th), visible="true")
    if subtest.timed_s is not None:
        section.append(Q("qti-time-limits", **{"max-time": str(subtest.timed_s)}))
    section.append(_directions(subtest.directions_th, subtest.directions_en))
    for one in asked:
        reference = Q("qti-assessment-item-ref", identifier=one.identifier, href=one.member)
        if one.practice:
            reference.set("category", "practice")
        if one.item.points != 1:
            reference.append(Q("qti-weight", identifier="POINTS", value=str(one.item.points)))
        section.append(reference)
    return section


def _directions(thai: str, english: str) -> Any:
    words = text("p", "directions-th", thai, "th"), text("p", "directions-en", english, "en")
    return Q("qti-rubric-block", Q("qti-content-body", Q("div", *words)), view="candidate proctor", use="instructions")


def _test_beside(instrument: Instrument) -> dict[str, Any]:
    left_out = {"subtests", "title_th", "directions_th", "directions_en"}
    return {name: value for name, value in written(instrument).items() if name not in left_out}


def _section_beside(subtest: Subtest) -> dict[str, Any]:
    return {name: value for name, value in written(subtest).items() if name not in _IN_XML}


def _manifest(instrument: Instrument, sections: list[list[_Written]], media: Found) -> Any:
    asked = [one for section in sections for one in section]
    test = _resource("test", TEST, _TEST_FILE)
    resources = C("resources", test)
    for one in asked:
        test.append(C("dependency", identifierref=one.identifier))
        resource = _resource(one.identifier, ITEM, one.member)
        for at, file in enumerate(media.values(), start=1):
            if file in _used(one.item, media):
                resource.append(C("dependency", identifierref=f"media-{at}"))
        resources.append(resource)
    for at, file in enumerate(media.values(), start=1):
        resources.append(_resource(f"media-{at}", "webcontent", file.member))
    resources.append(_resource("phonics", "webcontent", OURS))
    about = C("metadata", C("schema", "QTI Package"), C("schemaversion", "3.0.0"))
    return C("manifest", about, C("organizations"), resources, identifier="phonics-package")


def _used(item: Item, media: Found) -> list[Media]:
    named = [("sound", item.sound), ("picture", item.picture)]
    for option in (*item.options, *item.targets):
        named += [("sound", option.sound), ("picture", option.picture)]
    return [media[one] for one in named if one in media]


def _resource(identifier: str, kind: str, href: str) -> Any:
    return C("resource", C("file", href=href), identifier=identifier, type=kind, href=href)


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
