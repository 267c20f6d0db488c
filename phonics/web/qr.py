"""A QR: what a tablet's camera reads from paper."""

import segno
from markupsafe import Markup


def qr(text: str, border: int = 2) -> Markup:
    """Return a drawing that a camera reads as this text, as wide as its place.

    :param border: quiet cells around it; on a page of its own it has the four of the standard
    """
    code = segno.make_qr(text, error="m")
    return Markup(code.svg_inline(border=border, omitsize=True, svgclass="qr"))
