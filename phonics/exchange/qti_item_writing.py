"""An item of a test as a QTI 3.0 item: XML for everybody, and what QTI has no word for as plain values beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from phonics.assess.items import Item, Option, Response
from phonics.assess.written import written
from phonics.exchange.qti_words import ASI, TEMPLATES, XML_LANG

Q = ElementMaker(namespace=ASI, nsmap={None: ASI})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,31}")
_IN_XML = ("number", "prompt", "prompt_en", "options", "targets", "answers", "points")


@dataclass(frozen=True, slots=True)
class Media:
    """A sound or a picture that goes along: the member of the package it becomes, and its bytes."""

    member: str
    mime: str
    data: bytes


Found = Mapping[tuple[str, str], Media]  # ("sound", "word/ship")


def item_xml(item: Item, identifier: str, found: Found) -> tuple[Any, dict[str, Any]]:
    """Return the item as XML, and what our own reader needs beside it."""
    root = Q(
        "qti-assessment-item",
        identifier=identifier,
        title=identifier if _said(item) else clean(item.prompt) or identifier,
    )
    root.attrib.update({"adaptive": "false", "time-dependent": "false"})
    names = _identifiers(item.options, "option"), _identifiers(item.targets, "target")
    if (declared := _declaration(item, *names)) is not None:
        root.append(declared)
    score = Q("qti-outcome-declaration", identifier="SCORE", cardinality="single")
    score.attrib.update({"base-type": "float"})
    if item.response in {Response.SPOKEN, Response.RATING}:
        score.attrib["external-scored"] = "human"
    root.append(score)
    root.append(_body(item, *names, found))
    if declared is not None:
        template = "map_response" if item.response is Response.TEXT else "match_correct"
        root.append(Q("qti-response-processing", template=f"{TEMPLATES}{template}.xml"))
    return root, _beside(item, *names)


def clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def text(tag: str, what: str, words: str, lang: str = "") -> Any:
    """Return an element with a text that our reader takes as it stands, by its class."""
    made = Q(tag, clean(words), **{"class": f"phonics-{what}"})
    if lang:
        made.set(XML_LANG, lang)
    return made


def _identifiers(options: Sequence[Option], stem: str) -> dict[str, str]:
    """Return an identifier for each key: the key itself where QTI takes all of them."""
    if all(_IDENTIFIER.fullmatch(option.key) for option in options) and stem == "option":
        return {option.key: option.key for option in options}
    return {option.key: f"{stem}-{n}" for n, option in enumerate(options, start=1)}


def _declaration(item: Item, options: Mapping[str, str], targets: Mapping[str, str]) -> Any | None:
    kinds = {
        Response.CHOICE: ("single", "identifier"),
        Response.ORDER: ("ordered", "identifier"),
        Response.MATCH: ("multiple", "directedPair"),
        Response.TEXT: ("single", "string"),
    }
    if item.response not in kinds:
        return None
    cardinality, base = kinds[item.response]
    made = Q("qti-response-declaration", identifier="RESPONSE", cardinality=cardinality)
    made.set("base-type", base)
    if item.response is Response.MATCH:
        ends = (answer.partition("=")[::2] for answer in item.answers)
        values = [f"{options[start]} {targets[end]}" for start, end in ends]
    else:
        values = [clean(answer) if item.response is Response.TEXT else options[answer] for answer in item.answers]
    right = values[:1] if item.response is Response.TEXT else values
    made.append(Q("qti-correct-response", *(Q("qti-value", one) for one in right)))
    if item.response is Response.TEXT:
        mapping = Q("qti-mapping", **{"default-value": "0"})
        for one in values:
            mapping.append(Q("qti-map-entry", **{"map-key": one, "mapped-value": "1", "case-sensitive": "false"}))
        made.append(mapping)
    return made


def _body(item: Item, options: Mapping[str, str], targets: Mapping[str, str], found: Found) -> Any:
    body = Q("qti-item-body")
    prompt = Q("div", text("p", "prompt", item.prompt))
    body.append(
        Q("qti-rubric-block", Q("qti-content-body", prompt), view="proctor", use="instructions")
        if _said(item)
        else prompt
    )
    if item.prompt_en:
        body.append(Q("div", text("p", "prompt-en", item.prompt_en, "en")))
    for media in _media(item, found):
        body.append(Q("div", media))
    if item.response is Response.RATING:
        levels = (Q("li", *_content(option, found), id=options[option.key]) for option in item.options)
        block = Q("qti-rubric-block", Q("qti-content-body", Q("ol", *levels)), view="scorer", use="scoring")
        body.append(block)
    elif (interaction := _interaction(item, options, targets, found)) is not None:
        body.append(interaction)
    return body


def _said(item: Item) -> bool:
    """Return whether the prompt is said and not shown: it is what the child is to write."""
    return item.response is Response.TEXT and item.prompt in item.answers


def _interaction(item: Item, options: Mapping[str, str], targets: Mapping[str, str], found: Found) -> Any | None:
    asked = {"response-identifier": "RESPONSE"}
    if item.response is Response.TEXT:
        return Q("div", Q("p", Q("qti-text-entry-interaction", **asked)))
    if item.response in {Response.CHOICE, Response.ORDER}:
        choices = [_choice("qti-simple-choice", one, options, found) for one in item.options]
        if item.response is Response.ORDER:
            return Q("qti-order-interaction", *choices, **asked, shuffle="true")
        return Q("qti-choice-interaction", *choices, **asked, shuffle="false", **{"max-choices": "1"})
    if item.response is Response.MATCH:
        sets = [
            Q("qti-simple-match-set", *(_matched(one, names, found, len(item.answers)) for one in side))
            for side, names in ((item.options, options), (item.targets, targets))
        ]
        return Q(
            "qti-match-interaction", *sets, **asked, shuffle="true", **{"max-associations": str(len(item.answers))}
        )
    return None


def _matched(option: Option, names: Mapping[str, str], found: Found, most: int) -> Any:
    made = _choice("qti-simple-associable-choice", option, names, found)
    made.set("match-max", str(most))
    return made


def _choice(tag: str, option: Option, names: Mapping[str, str], found: Found) -> Any:
    return Q(tag, *_content(option, found), identifier=names[option.key])


def _content(option: Option, found: Found) -> list[Any]:
    return [text("span", "text", option.text), *_media(option, found)]


def _media(one: Item | Option, found: Found) -> list[Any]:
    made = []
    if picture := found.get(("picture", one.picture)):
        words = (one.text if isinstance(one, Option) else "") or one.picture
        made.append(Q("img", src=f"../{picture.member}", alt=clean(words)))
    if sound := found.get(("sound", one.sound)):
        made.append(Q("audio", Q("source", src=f"../{sound.member}", type=sound.mime), controls="true"))
    return made


def _beside(item: Item, options: Mapping[str, str], targets: Mapping[str, str]) -> dict[str, Any]:
    """Return what QTI has no word for."""
    told = {field: value for field, value in written(item).items() if field not in _IN_XML}
    told["response"] = item.response.value
    unasked = item.response in {Response.SPOKEN, Response.TEXT}  # then the XML holds no options
    for field, many, names in (("options", item.options, options), ("targets", item.targets, targets)):
        if many:
            told[field] = {names[one.key]: _option_beside(one, unasked) for one in many}
    if item.response in {Response.SPOKEN, Response.RATING} and item.answers:
        told["answers"] = list(item.answers)
    return told


def _option_beside(option: Option, whole: bool) -> dict[str, str]:
    return {field: value for field, value in written(option).items() if whole or field != "text"}


def serialised(root: Any) -> bytes:
    """Return a document's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
