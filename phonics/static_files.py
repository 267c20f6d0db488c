"""Static files on their way out: every build under an address of its own, compressed beforehand."""

import hashlib
import logging
import os
import shutil
from pathlib import Path
from uuid import uuid4

from whitenoise.compress import Compressor

log = logging.getLogger(__name__)

BUILDS_KEPT = 3  # a page that was opened before an upgrade still finds its files


def build_of(static: Path) -> str:
    """Return a short name that changes whenever a static file does."""
    digest = hashlib.sha256()
    for path in sorted(static.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(static).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def pressed(static: Path, var: Path, build: str) -> dict[str, Path]:
    """Return the builds to serve, by name: this one and those before it, each file beside its compressed forms.

    They lie in `<var>/static`; where nothing can be written, the files are served as they are.
    """
    kept = var / "static"
    try:
        if not (kept / build).exists():
            _press(static, kept / build)
        _forget_old(kept, build)
    except OSError as error:
        log.warning("static files are served uncompressed: %s", error)
        return {build: static}
    return {folder.name: folder for folder in _builds(kept)}


def _press(static: Path, target: Path) -> None:
    """Make the folder whole or not at all: another process may be at the same work."""
    draft = target.with_name(f"{uuid4().hex}.tmp")
    try:
        shutil.copytree(static, draft)
        compressor = Compressor(quiet=True)
        for path in [path for path in draft.rglob("*") if path.is_file()]:
            if compressor.should_compress(path.name):
                compressor.compress(str(path))
        os.utime(draft)  # when it was made, not when its files were
        draft.rename(target)
    except OSError:
        if not target.exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _forget_old(kept: Path, build: str) -> None:
    newest_first = sorted(
        _builds(kept), key=lambda folder: (folder.name == build, folder.stat().st_mtime), reverse=True
    )
    for folder in newest_first[BUILDS_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _builds(kept: Path) -> list[Path]:
    return [folder for folder in kept.iterdir() if folder.is_dir() and not folder.name.endswith(".tmp")]
