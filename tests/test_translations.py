"""Every sentence a reader may meet has its Thai, with the same values in it; English needs no catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from config import ROOT

CATALOGUES = sorted((ROOT / "translations").glob("*/th/LC_MESSAGES/messages.po"))
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
ERRORS = {"PhonicsError", "Closed", "NotFound", "NotAllowed", "Invalid", "Conflict", "Unavailable"}
ONLY_IN_A_TERMINAL = (
    "phonics/cli/",
    "phonics/server.py",
    "phonics/starting.py",
    "phonics/voice/",
)
PLACE = re.compile(r"%\((\w+)\)[sd]|%%")


def said() -> Iterator[tuple[str, str]]:
    """Yield (msgid, where it is said) of pages, of code, of failures and of a list's problems."""
    for folder, methods in (("phonics", [("**.py", "python")]), ("templates", [("**.html", "jinja2")])):
        options = {"**.html": {"extensions": "", "silent": "false"}}
        for file, line, message, _, _ in extract_from_dir(
            ROOT / folder, methods, options, KEYWORDS, strip_comment_tags=False
        ):
            for text in (message,) if isinstance(message, str) else message:
                if text:
                    yield text, f"{folder}/{file}:{line}"
    for path in (ROOT / "phonics").rglob("*.py"):
        if not path.relative_to(ROOT).as_posix().startswith(ONLY_IN_A_TERMINAL):
            yield from _failures(path)


def _failures(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the sentence of every `raise Invalid("…")` and of every status."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
            for constant in ast.walk(node.args[0]):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    yield constant.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="th", abort_invalid=True)


@pytest.fixture(scope="module")
def thai() -> dict[str, set[str]]:
    """Return the Thai of every msgid, over all catalogues."""
    found: dict[str, set[str]] = {}
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id and not message.fuzzy:
                for msgid in (message.id,) if isinstance(message.id, str) else message.id:
                    strings = (message.string,) if isinstance(message.string, str) else message.string
                    found.setdefault(msgid, set()).update(text for text in strings if text)
    return found


def test_every_sentence_has_its_thai(thai: dict[str, set[str]]) -> None:
    from phonics.assess import inspecting, reading_checks
    from phonics.web.errors import _SENTENCES

    everything = [*said(), *((text, "phonics/web/errors.py") for text in _SENTENCES.values())]
    everything += [(text, "phonics/assess/") for text in (*inspecting.SENTENCES, *reading_checks.SENTENCES)]
    assert len(everything) > 200
    missing = {text: where for text, where in everything if not thai.get(text)}
    assert not missing, "\n".join(f"{where}: {text!r}" for text, where in sorted(missing.items(), key=lambda m: m[1]))


def test_a_translation_keeps_the_values_of_its_sentence(thai: dict[str, set[str]]) -> None:
    def places(text: str) -> set[str]:
        return {match[1] for match in PLACE.finditer(text) if match[1]}

    wrong = [msgid for msgid, texts in thai.items() if any(places(text) != places(msgid) for text in texts)]
    assert not wrong


def test_one_sentence_has_one_thai(thai: dict[str, set[str]]) -> None:
    assert not {msgid: texts for msgid, texts in thai.items() if len(texts) > 1}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[2].name)
def test_a_catalogue_holds_no_doubtful_line(path: Path) -> None:
    for message in catalogue(path):
        assert not message.fuzzy or not message.id, message.id
        assert message.string or not message.id, message.id


def test_every_catalogue_is_read_by_the_app() -> None:
    from phonics.app import _CATALOGUES

    assert {path.parents[2].name for path in CATALOGUES} == set(_CATALOGUES)


def test_thai_never_calls_a_level_by_its_code_nor_by_grade(thai: dict[str, set[str]]) -> None:
    """K2 or P4 would be read as อ.2 or ป.4; "เลื่อนชั้น" is what a whole class does every May."""
    assert not [text for texts in thai.values() for text in texts if re.search(r"\b[KPS]\d\b|เลื่อนชั้น(?!เรียน)", text)]
