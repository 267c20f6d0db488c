"""A site in processes of its own: started as `./run` starts it, stopped, or killed like a box whose plug is pulled."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from config import ROOT

MANAGE = [sys.executable, str(ROOT / "manage.py")]
_LONGEST_START_S, _LONGEST_END_S = 120, 30


class Server:
    """The server of one folder of data, always at the same port."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.database = var / "site.db"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.var / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*MANAGE, "serve", "--port", str(self.port)],
                env=environment(self.var),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that all of it can be killed at once
            )
        _wait(f"{self.url}/healthz", self.var / "log")

    def stop(self) -> None:
        """Ask it to end, if it runs; make it, if it takes too long."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(_LONGEST_END_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End every process of it at once, in the middle of whatever it does."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def environment(var: Path) -> dict[str, str]:
    """Return the environment of a site that keeps everything in this folder."""
    return os.environ | {
        "PHONICS_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var / 'site.db'}",
        "PYTHONPATH": str(ROOT),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, log: Path) -> None:
    end = time.monotonic() + _LONGEST_START_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the site did not start: {log.read_text()[-2000:]}")
