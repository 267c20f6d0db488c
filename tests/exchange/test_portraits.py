"""A photo becomes a small square that tells nothing else; what is no photo is refused in one sentence."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from phonics.errors import Invalid
from phonics.exchange.portraits import MOST_BYTES, SIDE, portrait


def sent(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def halves(width: int = 400, height: int = 300) -> Image.Image:
    """Return a picture whose left half is red, its right half blue."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    return picture


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def colour(picture: Image.Image, x: int, y: int) -> str:
    red, _green, blue = picture.getpixel((x, y))
    return "red" if red > 200 and blue < 60 else "blue" if blue > 200 and red < 60 else "neither"


def png_of(width: int, height: int) -> bytes:
    """Return a small file that says it is a picture of any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_any_shape_becomes_a_small_square(kind: str) -> None:
    made = opened(portrait(sent(halves(), kind)))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (SIDE, SIDE))
    assert (colour(made, 20, 128), colour(made, 236, 128)) == ("red", "blue")


def test_even_a_picture_of_noise_is_small() -> None:
    noise = Image.fromarray(np.random.default_rng(7).integers(0, 256, (900, 900, 3), dtype=np.uint8))
    assert len(portrait(sent(noise))) <= MOST_BYTES


def test_where_and_when_it_was_taken_is_gone_and_it_stands_upright() -> None:
    notes = Image.Exif()
    notes[0x0112] = 6  # the camera was turned: the left is up
    notes[0x010F] = "Camera of the school"
    notes.get_ifd(0x8825)[1] = "N"
    made = portrait(sent(halves(), exif=notes, comment=b"room 1/1", icc_profile=b"profile" * 20))
    assert b"Camera" not in made
    assert b"room 1/1" not in made
    assert b"profile" not in made
    assert not opened(made).getexif()
    assert (colour(opened(made), 128, 20), colour(opened(made), 128, 236)) == ("red", "blue")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no photo"),
        (b"GIF89a" + bytes(50), "no photo"),
        (sent(halves(), "BMP"), "no photo"),
        (sent(halves())[:900], "no photo"),
        (png_of(300, 300), "no photo"),
        (png_of(30_000, 30_000), "no photo"),
        (png_of(9_000, 9_000), "too large"),
        (bytes(20 * 2**20), "too large"),
        (sent(halves(63, 400)), "too small"),
    ],
    ids=["empty", "svg", "gif", "bmp", "cut off", "hollow", "bomb", "many pixels", "20 MB", "tiny"],
)
def test_what_is_no_photo_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        portrait(data)
