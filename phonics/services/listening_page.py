"""One page that needs no network: a phonics teacher hears all 44 sounds on it and marks each."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from phonics.services import studio
from phonics.services.curriculum import face
from phonics.services.voices import Voices
from phonics.thai import day_of, thai_date

_FONT = re.compile(r"url\(\.\./fonts/([\w-]+\.woff2)\)")


@dataclass(frozen=True, slots=True)
class Row:
    """One sound to judge; clips and the drawing of the mouth are `data:` addresses, "" where there is none."""

    text: str
    letters: str
    key_word: str
    ipa: str
    hint_th: str
    weak: bool
    file: str
    sound: str
    word: str
    mouth: str


def page(root: Path, var: Path, now: datetime) -> str:
    """Return the page, fonts, drawings and clips in it: the shipped clips, not the recordings of a unit."""
    today = day_of(now)
    looks = Environment(loader=FileSystemLoader(root / "templates"), autoescape=True, undefined=StrictUndefined)
    return looks.get_template("audio/listen.html.j2").render(
        rows=list(_rows(root, var)),
        fonts_and_colours=_self_contained(root / "static"),
        desk=(root / "static" / "css" / "desk" / "base.css").read_text("utf-8"),
        new_id=(root / "static" / "js" / "lib" / "ids.js").read_text("utf-8"),
        day_th=thai_date(today),
        day_en=thai_date(today, "en"),
    )


def _rows(root: Path, var: Path) -> Iterator[Row]:
    voices = Voices(None, None, root / "audio", var)
    for one in studio.the_44():
        row = one.taught_by
        sound, word = voices.find("sound", one.text), voices.find("word", row.key_word)
        mouth = root / "static" / "art" / "mouths" / f"{row.mouth}.svg"
        yield Row(
            text=one.text,
            letters=face(row),
            key_word=row.key_word,
            ipa=row.ipa.replace(" ", ""),
            hint_th=row.hint_th,
            weak=one.weak,
            file=sound.path.name if sound else "",
            sound=_address(sound.path, "audio/mpeg") if sound else "",
            word=_address(word.path, "audio/mpeg") if word else "",
            mouth=_address(mouth, "image/svg+xml") if row.mouth else "",
        )


def _self_contained(static: Path) -> str:
    """Return the tokens of every page with their fonts inside."""
    css = (static / "css" / "tokens.css").read_text("utf-8")
    return _FONT.sub(lambda font: f"url({_address(static / 'fonts' / font[1], 'font/woff2')})", css)


def _address(file: Path, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(file.read_bytes()).decode()}"
