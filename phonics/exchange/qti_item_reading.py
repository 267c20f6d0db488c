"""An item of a QTI package as plain values: choice, text entry, order, match, and what a person marks."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from phonics.assess.items import Response
from phonics.errors import Invalid
from phonics.exchange import qti_words as qti
from phonics.exchange.qti_words import every, first, name, value

SENTENCES = (
    NO_ITEM := "This is not a QTI 3.0 item.",
    SEVERAL := "It asks several questions at once; only one an item comes in.",
    NOTHING := "It asks nothing that can be answered here.",
    UNKNOWN := "%(what)s is not supported.",
    MANY_RIGHT := "A choice with several right answers is not supported.",
    TOO_MANY := "It has more than %(most)s options.",
    NO_ANSWER := "It does not say which answer is right.",
)
MOST_OPTIONS = 50
_APART = {"media-interaction", "end-attempt-interaction"}  # no question of their own
_SILENT = {
    "simple-choice",
    "simple-associable-choice",
    "rubric-block",
    "feedback-block",
    "feedback-inline",
    "modal-feedback",
}
Clip = Callable[[str], str]  # a reference → the name an item knows it by, "" where it cannot be taken


class NotTaken(Invalid):
    """This item does not come in.

    :param element: where in its file
    """

    def __init__(self, element: Any, message: str, **details: object) -> None:
        super().__init__(message, **details)
        self.line = element.sourceline or 1


def read_item(root: Any, beside: Mapping[str, Any], clip: Clip) -> dict[str, Any]:
    """Return an item without its number, in the form of `Item.to_dict`.

    :param beside: what `phonics.json` says of it
    :raises NotTaken: if it is none that we know
    """
    body = first(root, "item-body")
    if root.tag.partition("}")[0][1:] not in qti.NAMESPACES_READ or name(root) != "assessment-item" or body is None:
        raise NotTaken(root, NO_ITEM)
    asked = [one for one in body.iterdescendants() if name(one).endswith("-interaction") and name(one) not in _APART]
    if len(asked) > 1:
        raise NotTaken(asked[1], SEVERAL)
    told = {field: kept for field, kept in beside.items() if field not in {"options", "targets"}}
    told |= _clips(body, clip) | {field: beside[field] for field in ("sound", "picture") if field in beside}
    prompt = exact(body, "prompt")
    told["prompt"] = words(body) if prompt is None else prompt
    if english := exact(body, "prompt-en"):
        told["prompt_en"] = english
    return told | (_answered(root, asked[0], beside, clip) if asked else _marked(root, body, beside))


def exact(element: Any, what: str) -> str | None:
    """Return a text as our writer wrote it, None where it did not."""
    found = next((one for one in element.iterdescendants() if one.get("class") == f"phonics-{what}"), None)
    return None if found is None else "".join(found.itertext())


def words(element: Any) -> str:
    """Return the text to be read, in one line; a gap to write in is ___."""
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Any) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if name(child) == "text-entry-interaction":
            pieces.append("___")
        elif name(child) not in _SILENT:
            pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces


def _marked(root: Any, body: Any, beside: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer of an item without a question to the tablet: a person marks it."""
    human = any(value(one, "external-scored") == "human" for one in every(root, "outcome-declaration"))
    if not human:
        raise NotTaken(body, NOTHING)
    if beside.get("response") != Response.RATING:
        return {
            "response": Response.SPOKEN.value,
            "options": _kept(beside, "options"),
            "targets": _kept(beside, "targets"),
        }
    options = beside.get("options", {})
    levels = [
        {**_option(li, options, "id", lambda _: ""), "key": str(n)} for n, li in enumerate(every(body, "li"), start=1)
    ]
    return {"response": Response.RATING.value, "options": levels}


def _kept(beside: Mapping[str, Any], field: str) -> list[dict[str, str]]:
    return [{"key": identifier, **one} for identifier, one in beside.get(field, {}).items()]


def _answered(root: Any, asked: Any, beside: Mapping[str, Any], clip: Clip) -> dict[str, Any]:
    kind = name(asked)
    if kind == "text-entry-interaction":
        answers = _texts(root, asked)
        kept = {field: _kept(beside, field) for field in ("options", "targets")}
        return {"response": Response.TEXT.value, "answers": answers, **kept}
    if kind == "match-interaction":
        return _match(root, asked, beside, clip)
    if kind not in {"choice-interaction", "order-interaction"}:
        raise NotTaken(asked, UNKNOWN, what=kind)
    many = _few(asked, every(asked, "simple-choice"))
    options = [_option(one, beside.get("options", {}), "identifier", clip) for one in many]
    keys = {value(one, "identifier"): option["key"] for one, option in zip(many, options, strict=True)}
    right = _right(root, asked)
    if kind == "choice-interaction" and len(right) > 1:
        raise NotTaken(asked, MANY_RIGHT)
    if any(one not in keys for one in right):
        raise NotTaken(asked, NO_ANSWER)
    response = Response.CHOICE if kind == "choice-interaction" else Response.ORDER
    return {"response": response.value, "options": options, "answers": [keys[one] for one in right]}


def _match(root: Any, asked: Any, beside: Mapping[str, Any], clip: Clip) -> dict[str, Any]:
    sets = list(every(asked, "simple-match-set"))
    if len(sets) != 2:
        raise NotTaken(asked, NO_ANSWER)
    sides: list[list[dict[str, str]]] = []
    keys: list[dict[str, str]] = []
    for field, side in zip(("options", "targets"), sets, strict=True):
        many = _few(asked, every(side, "simple-associable-choice"))
        sides.append([_option(one, beside.get(field, {}), "identifier", clip) for one in many])
        keys.append({value(one, "identifier"): told["key"] for one, told in zip(many, sides[-1], strict=True)})
    pairs = [one.split() for one in _right(root, asked)]
    if any(len(pair) != 2 or pair[0] not in keys[0] or pair[1] not in keys[1] for pair in pairs):
        raise NotTaken(asked, NO_ANSWER)
    answers = [f"{keys[0][start]}={keys[1][end]}" for start, end in pairs]
    return {"response": Response.MATCH.value, "options": sides[0], "targets": sides[1], "answers": answers}


def _few(asked: Any, options: Iterable[Any]) -> list[Any]:
    many = list(options)
    if len(many) > MOST_OPTIONS:
        raise NotTaken(asked, TOO_MANY, most=MOST_OPTIONS)
    return many


def _option(element: Any, beside: Mapping[str, Any], identifier: str, clip: Clip) -> dict[str, str]:
    named = value(element, identifier)
    text = exact(element, "text")
    return {
        "key": named,
        "text": words(element) if text is None else text,
        **_clips(element, clip),
        **beside.get(named, {}),
    }


def _clips(element: Any, clip: Clip) -> dict[str, str]:
    """Return the first picture and the first sound of it that stand in no option."""
    found: dict[str, str] = {}
    for one in every(element, "img", "audio", "source", "object"):
        reference = value(one, "src") or value(one, "data")
        field = "picture" if name(one) == "img" or value(one, "type").startswith("image/") else "sound"
        if reference and field not in found and not _in_an_option(one, element):
            found[field] = clip(reference)
    return {field: taken for field, taken in found.items() if taken}


def _in_an_option(one: Any, below: Any) -> bool:
    above = one.getparent()
    while above is not below and name(above) not in _SILENT:
        above = above.getparent()
    return above is not below


def _right(root: Any, asked: Any) -> list[str]:
    """Return the values of the right answer, at least one."""
    declared = _declared(root, asked)
    correct = first(declared, "correct-response") if declared is not None else None
    values = [(one.text or "").strip() for one in every(correct, "value")] if correct is not None else []
    if not values:
        raise NotTaken(asked, NO_ANSWER)
    return values


def _texts(root: Any, asked: Any) -> list[str]:
    """Return every text that is right: what maps to points, else the right answer."""
    declared = _declared(root, asked)
    entries = list(every(declared, "map-entry")) if declared is not None else []
    mapped = [one.get("map-key", one.get("mapKey", "")) for one in entries if _points(one) > 0]
    return mapped if any(one.strip() for one in mapped) else _right(root, asked)


def _points(entry: Any) -> float:
    try:
        return float(value(entry, "mapped-value", "0"))
    except ValueError:
        return 0.0


def _declared(root: Any, asked: Any) -> Any | None:
    identifier = value(asked, "response-identifier")
    declared = (one for one in every(root, "response-declaration") if value(one, "identifier") == identifier)
    return next(declared, None)
