"""QTI packages as others write them: to be read, and to be refused."""

import io
import zipfile

from phonics.exchange.qti_words import ASI, CP
from phonics.exchange.qti_words import ITEM as ITEM_TYPE


def packed(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def item_xml(body, declaration="", namespace=ASI):
    whole = f"{declaration}<qti-item-body>{body}</qti-item-body>"
    return f'<qti-assessment-item xmlns="{namespace}" identifier="i">{whole}</qti-assessment-item>'


def right(*values, cardinality="single"):
    told = "".join(f"<qti-value>{one}</qti-value>" for one in values)
    return (
        f'<qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}" base-type="identifier">'
        f"<qti-correct-response>{told}</qti-correct-response></qti-response-declaration>"
    )


def strangers(extra=None, **items):
    """Return a package of somebody else: items by name, without a test."""
    resources = "".join(
        f'<resource identifier="{name}" type="{ITEM_TYPE}" href="{name}.xml"><file href="{name}.xml"/></resource>'
        for name in items
    )
    manifest = f'<manifest xmlns="{CP}" identifier="m"><resources>{resources}</resources></manifest>'
    return packed(
        {"imsmanifest.xml": manifest, **{f"{name}.xml": body for name, body in items.items()}, **(extra or {})}
    )


CHOICE = (
    "<p>Which one   swims?</p><qti-choice-interaction response-identifier='RESPONSE' max-choices='1'>"
    "<qti-prompt>Touch it.</qti-prompt>"
    "<qti-simple-choice identifier='A'>a <b>fish</b></qti-simple-choice>"
    "<qti-simple-choice identifier='B'><img src='cat.png' alt='a cat'/></qti-simple-choice></qti-choice-interaction>"
)
