"""The styles of a lesson lie on one page: what one kind of step calls its own no other kind may dress."""

import re
from collections import defaultdict

from config import ROOT

_STYLES = ROOT / "static" / "css" / "child"
_KINDS = ROOT / "static" / "js" / "player" / "kinds.js"


def _bare(name: str) -> set[str]:
    """Return the classes a stylesheet dresses wherever they stand."""
    text = re.sub(r"/\*.*?\*/", "", (_STYLES / f"{name}.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = (one.strip() for rule in re.findall(r"([^{};]+)\{", text) for one in rule.split(","))
    return {one for one in selectors if re.fullmatch(r"\.[\w-]+", one)}


def test_no_two_kinds_of_step_dress_the_same_class() -> None:
    brought = re.findall(r'\]|\bimport\("[^"]+"\)((?:, "[\w-]+")+)', _KINDS.read_text(encoding="utf-8"))
    kinds = sorted({name for names in brought for name in re.findall(r'"([\w-]+)"', names)})
    assert len(kinds) >= 12
    dressed = defaultdict(list)
    for name in [*kinds, "lesson", "base"]:
        for one in _bare(name):
            dressed[one].append(name)
    assert {one: names for one, names in dressed.items() if len(names) > 1} == {}
