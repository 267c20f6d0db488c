r"""Texts, lists and options in one cell of a sheet, and back without loss.

What a cell would lose or what separates is written with a backslash: `\n` a line end, `\s` a space at an edge, `\|` a
bar that separates nothing, `\e` nothing at all, `\u00a0` any other sign that does not show.
"""

import re
from collections.abc import Iterable, Sequence

_HIDDEN = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")
_WRITTEN = re.compile(r"\\(u[0-9a-f]{4}|[nse\\|()\[\]])")
_KEY = re.compile(r"\((?P<key>(?:[^()\\]|\\.)+)\)", re.DOTALL)
_CLIP = re.compile(r"\[\s*(?P<what>[^\s:\[\]\\]+)\s*:\s*(?P<name>(?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
_KEYS = "abcdefghijklmnopqrstuvwxyz"
PICTURE, SOUND = ("ภาพ", "picture"), ("เสียง", "sound")


def escaped(text: str, also: str = "") -> str:
    """Return a text as it is written into a cell; each of the signs `also` gets a backslash."""
    inner = text.replace("\\", "\\\\")
    for sign in also:
        inner = inner.replace(sign, "\\" + sign)
    stripped = inner.strip()
    start = inner[: len(inner) - len(inner.lstrip())] if stripped else inner
    end = inner[len(inner.rstrip()) :] if stripped else ""
    return _hidden(start, edge=True) + _hidden(stripped) + _hidden(end, edge=True)


def plain(cell: str) -> str:
    """Return the text of a cell that was written with backslashes; others stay as they are."""
    return _WRITTEN.sub(lambda found: _sign(found[1]), cell)


def listed(texts: Iterable[str]) -> str:
    """Return texts with bars between them."""
    return " | ".join(escaped(text, "|") or r"\e" for text in texts)


def of_list(cell: str) -> list[str]:
    """Return the texts between the bars; of an empty cell none."""
    return [plain(part) for part in _cut(cell)]


def words(texts: Iterable[str]) -> str:
    """Return texts with spaces between them."""
    return " ".join(_spaceless(text) or r"\e" for text in texts)


def of_words(cell: str) -> list[str]:
    """Return the texts between the spaces."""
    return [plain(part) for part in cell.split()]


def rows(lists: Iterable[Iterable[str]]) -> str:
    """Return lists of words with bars between them."""
    return " | ".join(words(texts) for texts in lists)


def of_rows(cell: str) -> list[list[str]]:
    """Return the lists between the bars."""
    return [of_words(part) for part in _cut(cell)]


def options(many: Sequence[dict[str, str]]) -> str:
    """Return options as `(a) ship [ภาพ: ship] | (b) sheep`."""
    return " | ".join(_option(one) for one in many)


def of_options(cell: str) -> list[dict[str, str]]:
    """Return the options between the bars; who has no name of its own is a, b, c… by its place."""
    return [_of_option(part, _KEYS[at % len(_KEYS)]) for at, part in enumerate(_cut(cell))]


def _option(one: dict[str, str]) -> str:
    text = escaped(one.get("text", ""), "|()[]")
    clips = [
        f"[{name[0]}: {escaped(one[field], '|[]')}]"
        for field, name in (("picture", PICTURE), ("sound", SOUND))
        if one.get(field)
    ]
    return " ".join(part for part in (f"({escaped(one['key'], '|()')})", text, *clips) if part)


def _of_option(part: str, usual: str) -> dict[str, str]:
    found = _KEY.match(part)
    option = {"key": plain(found["key"].strip()) if found else usual}
    rest = part[found.end() :] if found else part
    for clip in _CLIP.finditer(rest):
        what = clip["what"].lower()
        if what in PICTURE or what in SOUND:
            option["picture" if what in PICTURE else "sound"] = plain(clip["name"].strip())
    if text := plain(_CLIP.sub("", rest).strip()):
        option["text"] = text
    return option


def _cut(cell: str) -> list[str]:
    """Return what stands between the bars that no backslash stands before."""
    parts = re.findall(r"((?:[^|\\]|\\.|\\$)*)(?:\||$)", cell, re.DOTALL)[:-1] if cell.strip() else []
    return [part.strip() for part in parts]


def _hidden(text: str, edge: bool = False) -> str:
    if edge:
        return "".join(_code(sign) if sign.isspace() else sign for sign in text)
    return _HIDDEN.sub(lambda found: _code(found[0]), text)


def _spaceless(text: str) -> str:
    return "".join(_code(sign) if sign.isspace() else sign for sign in escaped(text, "|"))


def _code(sign: str) -> str:
    return {"\n": r"\n", " ": r"\s"}.get(sign, f"\\u{ord(sign):04x}")


def _sign(code: str) -> str:
    if code[0] == "u" and len(code) == 5:
        return chr(int(code[1:], 16))
    return {"n": "\n", "s": " ", "e": ""}.get(code, code)
