"""The clips and pictures of a step, where a plan only names them."""

from collections.abc import Sequence
from typing import Any

from phonics.levels.graphemes import Correspondence
from phonics.levels.loader import load
from phonics.services.voices import Heard, Voices

_CLIPS = frozenset({"sound", "word", "ask", "say"})  # the fields of a step that may name a clip


class Clips:
    """Puts clips and pictures where a plan only names them, and remembers every clip it gave."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self.heard: dict[str, Heard] = {}

    def resolve(self, step: dict[str, Any]) -> dict[str, Any]:
        """Return the step with its clips and pictures."""
        ready = self._fields(step)
        if step["kind"] == "build":
            ready["tiles"] = [self._tile(grapheme, step["segments"]) for grapheme in step["tiles"]]
        return ready

    def clip(self, kind: str, text: str) -> dict[str, Any]:
        """Return a clip's address and cues; the address is null where nothing speaks yet."""
        heard = self._voices.find(kind, text)
        if heard is None:
            return {"kind": kind, "text": text, "url": None, "cues": []}
        self.heard[heard.url] = heard
        cues = [{"start": cue.start, "end": cue.end, "letters": list(cue.letters)} for cue in heard.cues]
        return {"kind": kind, "text": text, "url": heard.url, "cues": cues}

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in fields.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name in _CLIPS and isinstance(value, list | tuple):
            return self.clip(*value)
        if name == "picture":
            return picture(value)
        if isinstance(value, dict):
            return self._fields(value)
        if isinstance(value, list | tuple) and all(isinstance(one, dict) for one in value):
            return [self._fields(one) for one in value]  # choices, segments and the like
        return value

    def _tile(self, grapheme: str, segments: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Return a tile to build with, and how it sounds in this word, or where it does not belong, by itself."""
        own = next((one["sound"] for one in segments if one["grapheme"] == grapheme), None)
        return {"grapheme": grapheme, "sound": self.clip(*(own or _alone(grapheme)))}


def _alone(grapheme: str) -> tuple[str, str]:
    rows: list[Correspondence] = [row for row in load().correspondences.values() if row.grapheme == grapheme]
    return "sound", ".".join(rows[0].phones) if rows else ""


def picture(key: str) -> dict[str, str] | None:
    """Return a drawing's path under static/ or an emoji, with its name, for "art:ship" and "emoji:🐷"; None for ""."""
    kind, _, what = key.partition(":")
    if kind == "art":
        return {"art": art(what), "name": what}
    colours = "" if len(what) > 1 else "\ufe0f"  # a lone sign like ✈ would else be printed black
    return {"emoji": what + colours, "name": what} if what else None


def art(name: str) -> str:
    """Return a drawing's path under static/."""
    return f"art/words/{name}.svg"
