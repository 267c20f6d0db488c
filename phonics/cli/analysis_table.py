"""An item analysis as a table to read in a terminal, in Thai and English."""

from collections.abc import Iterator
from typing import Any

_HEADING = "ข้อ item          คน n  ง่าย p  95 %         จำแนก r"
_MODEL = "  ยาก b   ชัน a"


def in_words(found: dict[str, Any]) -> str:
    """Return the numbers of `Analysis.to_dict()` as lines."""
    return "\n".join(_lines(found))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    model = found["model"]
    fitted = {one["id"]: one for one in model["items"]} if model else {}
    yield f"ผู้สอบ {found['persons']:,} คน · {found['persons']:,} persons, {len(found['items']):,} items"
    yield ""
    yield _HEADING + (_MODEL if model else "")
    for item in found["items"]:
        yield _item(item) + (_fitted(fitted[item["id"]]) if model else "")
    yield ""
    kind = "kr20" if "kr20" in found else "alpha"
    name = {"kr20": "KR-20", "alpha": "alpha"}[kind]
    whole = f"{_number(found[kind])} {_interval(found[f'{kind}_interval'])}".rstrip()
    yield f"ความเชื่อมั่น · {name} {whole} (n = {found['complete']:,})"
    yield f"คะแนนคลาดเคลื่อน · SEM ±{_number(found['sem'])} (SD {_number(found['sd'])})"
    if model:
        yield f"{model['kind']}: log-likelihood {_number(model['log_likelihood'], 4)}"
    yield from (f"• {note}" for note in found["notes"])


def _item(item: dict[str, Any]) -> str:
    shown = item["id"] if len(item["id"]) <= 16 else item["id"][:15] + "…"
    spread = _interval(item["p_interval"])
    return f"{shown:<16} {item['n']:>5,}  {_number(item['p']):>6}  {spread:<11}  {_number(item['point_biserial']):>7}"


def _fitted(one: dict[str, Any]) -> str:
    return f"  {_number(one['difficulty']):>6}  {_number(one['discrimination']):>6}"


def _number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}".replace("-", "−")


def _interval(pair: tuple[float, float] | None) -> str:
    return f"{_number(pair[0])}–{_number(pair[1])}" if pair else ""
