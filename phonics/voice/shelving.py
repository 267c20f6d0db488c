"""Putting clips on a shelf so that no power cut and no second builder spoils it. Standard library only."""

import csv
import fcntl
import hashlib
import io
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from phonics.errors import Conflict
from phonics.voice.library import COLUMNS, MANIFEST, Row

Name = tuple[str, str]
# How far a build is: clips done, of so many.
Progress = Callable[[int, int], None]


def file_name(data: bytes) -> str:
    """Return the name of a clip: the hash of its content."""
    return hashlib.sha256(data).hexdigest()[:20] + ".mp3"


def lies_there(file: Path) -> bool:
    """Return whether there is something in the file: after a power cut it may be empty."""
    try:
        return file.stat().st_size > 0
    except FileNotFoundError:
        return False


def put_whole(target: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: a school loses its power without warning."""
    draft = target.with_name(f"{target.name}.{uuid4().hex}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def write_manifest(folder: Path, rows: Mapping[Name, Row]) -> None:
    """Write the folder's manifest anew."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows[name] for name in sorted(rows))
    put_whole(Path(folder) / MANIFEST, lines.getvalue().encode())


def sweep(folder: Path, named: Collection[str], older_than: float | None = None) -> int:
    """Remove clips and drafts that no row names, and return how many; none where there is no folder yet.

    :param older_than: a time (seconds since 1970): what came later may belong to a row that is just being written
    """
    if not folder.is_dir():
        return 0
    strays = [file for file in folder.iterdir() if file.name not in named and file.suffix in {".mp3", ".tmp"}]
    strays = [file for file in strays if older_than is None or file.stat().st_mtime < older_than]
    for file in strays:
        file.unlink()
    return len(strays)


@contextmanager
def locked(folder: Path, patient: bool = False) -> Iterator[None]:
    """Keep every other builder out of a folder; the lock is on the folder itself and ends with its process.

    :param patient: wait until the other one is done
    :raises Conflict: if another build is at work, unless `patient`
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Another build is at work.") from error
        yield
    finally:
        os.close(descriptor)
