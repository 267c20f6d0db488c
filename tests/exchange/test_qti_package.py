"""A package that is damaged or means harm is refused in one sentence; every sentence has its Thai."""

import ast
import io
import stat
import zipfile
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from strange_packages import CHOICE, item_xml, packed, right, strangers

from phonics.errors import Invalid
from phonics.exchange import incoming, qti_item_reading, qti_reading
from phonics.exchange.qti_words import CP
from phonics.exchange.qti_words import ITEM as ITEM_TYPE

ROOT = Path(__file__).resolve().parents[2]


def linked():
    link = zipfile.ZipInfo("items/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO(strangers(good=item_xml(CHOICE, right("A"))))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def locked():
    data = bytearray(strangers(good=item_xml(CHOICE, right("A"))))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


MANIFEST = f'<manifest xmlns="{CP}"><resources><resource type="{ITEM_TYPE}" href="%s"/></resources></manifest>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>' + MANIFEST % "&c;"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: b"", "not a QTI package"),
        (lambda: packed({"readme.txt": "x"}), "no file imsmanifest.xml"),
        (lambda: packed({"imsmanifest.xml": "<manifest/>"}), "no QTI 3.0 test"),
        (lambda: packed({"imsmanifest.xml": LAUGHS}), "DTD"),
        (lambda: packed({"imsmanifest.xml": LAUGHS.encode("utf-16")}), "well-formed XML in UTF-8"),
        (lambda: packed({"imsmanifest.xml": "<manifest>&c;</manifest>"}), "well-formed"),
        (lambda: packed({"imsmanifest.xml": "<a>" * 5000}), "well-formed"),
        (lambda: packed({"imsmanifest.xml": MANIFEST % "../../etc/passwd"}), "leads out"),
        (lambda: packed({"imsmanifest.xml": MANIFEST % "%2e%2e/x.xml"}), "leads out"),
        (lambda: packed({"imsmanifest.xml": MANIFEST % "file:///etc/passwd"}), "leads out"),
        (lambda: packed({"imsmanifest.xml": "<manifest/>", "../x.xml": ""}), "leads out"),
        (lambda: packed({"imsmanifest.xml": "<manifest/>", "/x.xml": ""}), "leads out"),
        (lambda: packed({"imsmanifest.xml": "<manifest/>", "a\\..\\x.xml": ""}), "leads out"),
        (linked, "leads out"),
        (locked, "password"),
        (
            lambda: packed({"imsmanifest.xml": "<manifest/>", **{f"{n}.txt": "" for n in range(3001)}}),
            "too large inside",
        ),
        (lambda: packed({"imsmanifest.xml": "<manifest/>", "bomb": b"\0" * (101 << 20)}), "too large inside"),
        (lambda: packed({"imsmanifest.xml": b" " * (2 << 20)}), "too large"),
    ],
)
def test_a_hostile_package_is_refused_in_a_sentence(data, words):
    with pytest.raises(Invalid) as refused:
        qti_reading.read(data(), "test.zip")
    assert words in refused.value.message % refused.value.details


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=6))
def test_no_bytes_ever_end_in_anything_but_a_test_or_a_sentence(at, noise):
    data = bytearray(strangers(good=item_xml(CHOICE, right("A"))))
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        qti_reading.read(bytes(data))
    except Invalid as refused:
        told = refused.message % refused.details
        assert told


def test_every_problem_has_its_thai():
    with (ROOT / "translations/teacher/th/LC_MESSAGES/messages.po").open("rb") as file:
        thai = read_po(file, locale="th")
    told = {*qti_reading.SENTENCES, *qti_item_reading.SENTENCES, incoming.WHERE, incoming.IN_XML}
    for path in (ROOT / "phonics/exchange").glob("*.py"):
        told |= set(_problems(path)) if not path.name.startswith(("roster", "thai_rosters")) else set()
    assert len(told) > 15
    assert not [one for one in told if one not in thai]


def _problems(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
        if isinstance(node, ast.Call) and name in {"_problem", "Problem"}:
            for one in node.args:
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value.endswith("."):
                    yield one.value
