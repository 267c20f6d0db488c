"""The command line, each command in a process of its own; what they all import is imported once."""

import gc
import multiprocessing
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from config import from_environment
from phonics.cli import main

_PATIENCE_S = 180
_alone = multiprocessing.get_context("forkserver")
_alone.set_forkserver_preload(["commands", "phonics.app"])


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    returncode: int | None
    stdout: str
    stderr: str


def command(environment: dict[str, str], *arguments: str) -> Ended:
    """Run one command as `./run phonics …` does, with nothing else in its environment."""
    with TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("stdout", "stderr")]
        process = _alone.Process(target=_run, args=(environment, arguments, said))
        process.start()
        process.join(_PATIENCE_S)
        ended = Ended(process.exitcode, *(path.read_text("utf-8") for path in said))
        process.close()
    return ended


def _run(environment: dict[str, str], arguments: tuple[str, ...], said: list[Path]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout, sys.stderr = (path.open("w", encoding="utf-8", buffering=1) for path in said)
    try:
        main(from_environment(), list(arguments))
    finally:
        for engine in [one for one in gc.get_objects() if isinstance(one, Engine)]:
            engine.dispose()  # as the end of a program does, and the end of such a process does not
        sys.stdout.close()
        sys.stderr.close()
