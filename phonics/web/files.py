"""Static files as a slow line needs them: text is sent compressed, by a copy made once at the start."""

import gzip
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

_TEXT = {".js", ".css", ".svg"}
_WORTH_IT = 0.9  # of the size


class Files(WhiteNoise):
    """WhiteNoise, with the compressed copies in a folder of this site: nothing is written beside the program."""

    def __init__(self, *args: Any, compressed: Path, **kwargs: Any) -> None:
        self._compressed = compressed
        super().__init__(*args, **kwargs)

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        """Return the file, and its compressed copy beside it where it has one."""
        found = super().get_static_file(path, url, stat_cache)
        copy = self._compressed / url.removeprefix("/")
        if Path(path).suffix in _TEXT and (copy.is_file() or _compress(Path(path), copy)):
            headers = [(name, value) for name, value in found.alternatives[-1][2] if name in _KEPT]
            return StaticFile(path, headers, encodings={"gzip": str(copy)})
        return found


_KEPT = {"Cache-Control", "Content-Type", "X-Content-Type-Options", "Access-Control-Allow-Origin"}


def _compress(file: Path, copy: Path) -> bool:
    """Write the copy, whole or not at all; return whether it is worth sending."""
    whole = file.read_bytes()
    small = gzip.compress(whole, 9, mtime=0)
    if len(small) > _WORTH_IT * len(whole):
        return False
    copy.parent.mkdir(parents=True, exist_ok=True)
    half = copy.with_name(copy.name + ".part")
    half.write_bytes(small)
    half.replace(copy)
    return True
