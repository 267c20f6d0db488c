"""What a child is told to do: a picture always, and the best voice there is, in Thai or in English."""

from collections.abc import Collection, Iterator
from typing import Any

from phonics.services import tiles
from phonics.services.holding import NAME
from phonics.services.voices import Heard, Voices
from phonics.store.people import Student
from phonics.voice.instructions import instructions

_BY_TASK = {  # kinds that ask for more than one thing
    "find": {"letters": "find-sound", "word": "find-word", "first": "find-first", "rhyme": "find-rhyme"},
    "sentence": {"picture": "read-sentence", "order": "order-sentence"},
}
_SAID = {"parasol": "umbrella"}  # a tile's drawing whose word nobody learns


def code_of(step: dict[str, Any]) -> str:
    """Return the code of what a lesson's step tells the child to do."""
    kind = str(step["kind"])
    return _BY_TASK[kind][step["task"]] if kind in _BY_TASK else kind.replace("_", "-")


def told(voices: Voices, code: str, language: str) -> dict[str, Any]:
    """Return how a child is told: {picture, kind, text, url, th}.

    `url` is null where no clip says it; `th` is then what the tablet's own Thai voice may say, "" for a child who is
    spoken to in English.
    """
    one, (kind, text) = instructions()[code], _name(code, language)
    heard = voices.find(kind, text)
    return {
        "picture": one.picture,
        "kind": kind,
        "text": text,
        "url": heard.url if heard else None,
        "th": "" if heard or language == "en" else one.th,
    }


def instructions_heard(voices: Voices, languages: Collection[str]) -> Iterator[Heard]:
    """Yield every clip that tells children what to do who are spoken to in these languages."""
    for code in instructions():
        for language in languages:
            if heard := voices.find(*_name(code, language)):
                yield heard


def called(voices: Voices, child: Student) -> Heard | None:
    """Return how a child is called: by a teacher's voice, else by the word for the child's picture; never otherwise."""
    drawing = tiles.tile_for(child.tile).drawing
    return voices.find(NAME, str(child.id)) or voices.find("word", _SAID.get(drawing, drawing))


def _name(code: str, language: str) -> tuple[str, str]:
    return ("phrase", instructions()[code].phrase) if language == "en" else ("instruction", code)
