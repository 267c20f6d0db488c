"""The words of QTI: namespaces, kinds of resources, and one spelling for 3.0 (`qti-item-body`) and 2.x (`itemBody`)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

ASI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
CP = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
ITEM, TEST = "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"
ITEMS_READ = re.compile(r"imsqti_(assessment)?item_xmlv(3p0|2p[0-2])")
TESTS_READ = re.compile(r"imsqti_(assessment)?test_xmlv(3p0|2p[12])")
NAMESPACES_READ = {ASI, *(f"http://www.imsglobal.org/xsd/imsqti_v2p{n}" for n in range(3))}
OURS = "phonics.json"  # what QTI has no word for; others pass it by


def name(element: Any) -> str:
    """Return what an element is, as QTI 3.0 says it without its `qti-`: "choice-interaction"."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


def value(element: Any, attribute: str, default: str = "") -> str:
    """Return an attribute by its name in 3.0."""
    camel = re.sub(r"-(\w)", lambda found: found[1].upper(), attribute)
    return str(element.get(attribute, element.get(camel, default))).strip()


def every(element: Any, *names: str) -> Iterator[Any]:
    """Yield the elements below it that are one of these, in their order."""
    return (one for one in element.iterdescendants() if name(one) in names)


def first(element: Any, *names: str) -> Any | None:
    """Return the first element below it that is one of these."""
    return next(every(element, *names), None)


@cache
def _name(tag: str) -> str:
    local = tag.rpartition("}")[2]
    return local[4:] if local.startswith("qti-") else re.sub(r"(?<=[a-z])([A-Z])", r"-\1", local).lower()
