"""A photo of a child as it came from a camera becomes a small square picture that tells nothing else."""

import io
import struct
import zlib

from PIL import Image, ImageOps

from phonics.errors import Invalid

SIDE = 256  # pixels
MOST_BYTES = 20_000  # of the picture that is kept
_MOST_SENT = 10 * 2**20
_MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}  # a JPEG is made smaller while it is read
_LEAST = 64  # pixels: what is smaller shows nobody
_FACE = (0.5, 0.4)  # which part of a long picture is kept: faces stand a little above the middle
_QUALITIES = range(84, 19, -8)
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


def portrait(data: bytes) -> bytes:
    """Return the picture as a JPEG of 256 × 256 pixels and at most 20 kB: upright, from the middle, without any notes.

    :raises Invalid: if it is no JPEG, PNG or WebP, broken, or too large or too small to be a photo of a child
    """
    if len(data) > _MOST_SENT:
        raise Invalid("This photo is too large. Nothing was changed.")
    try:
        return _small(_square(data))
    except _BROKEN as error:
        raise Invalid("This is no photo that can be read (JPEG, PNG or WebP). Nothing was changed.") from error


def _square(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=tuple(_MOST_PIXELS)) as sent:
        width, height = sent.size
        if width * height > _MOST_PIXELS[str(sent.format)]:
            raise Invalid("This photo is too large. Nothing was changed.")
        if min(width, height) < _LEAST:
            raise Invalid("This photo is too small to show a face. Nothing was changed.")
        sent.draft("RGB", (2 * SIDE, 2 * SIDE))
        upright = ImageOps.exif_transpose(sent).convert("RGBA")
    fitted = ImageOps.fit(upright, (SIDE, SIDE), centering=_FACE)
    bare = Image.new("RGB", (SIDE, SIDE), "white")  # a new one: no place, no camera, no colour profile
    bare.paste(fitted, mask=fitted.getchannel("A"))
    return bare


def _small(picture: Image.Image) -> bytes:
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
