"""Serving: one process starts the pages (gunicorn) and the job worker, and stops both."""

import contextlib
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from phonics.errors import Unavailable

ROOT = Path(__file__).resolve().parent.parent


def application(config: Any) -> Flask:
    """Return the app for this configuration."""
    from phonics.app import create_app  # noqa: PLC0415 - pages and charts, that a command may do without

    return create_app(config)


def is_default_database(config: Any) -> bool:
    """Return whether nobody named a database: the one in `var/`."""
    return bool(config.database_url == f"sqlite:///{config.var / 'phonics.db'}")


def migrate(app: Flask) -> None:
    """Bring the tables up to this version."""
    with app.app_context():
        upgrade()


def refuse_taken_port(host: str, port: int) -> None:
    """Check that the port is free.

    :raises Unavailable: if something listens there already
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(
                "Port %(port)s on %(host)s cannot be used (%(why)s). Choose another: PORT=8001 ./run",
                port=port,
                host=host,
                why=error.strerror,
            ) from error


def announce(host: str, port: int, https: bool, demo: bool) -> None:
    """Print the address and, for a demo, its sign-ins."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    click.echo(f"\n  Lamphun Phonics: {'https' if https else 'http'}://{shown}:{port}\n")
    if demo:
        click.echo("  ข้อมูลสมมติ · invented data. Sign in with password  lamphun-demo  as")
        click.echo("    kru1       teacher, โรงเรียนตัวอย่าง 1      lead1   lead teacher")
        click.echo("    head1      school head                    coord1  unit coordinator (class lists)")
        click.echo("    officer    municipal officer\n")
    click.echo("  Ctrl-C stops it.\n", nl=True)
    sys.stdout.flush()


class _Gunicorn(BaseApplication):
    """Gunicorn, started from here so that the app is imported once."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve(app: Flask, host: str, port: int, cert: str | None, key: str | None) -> None:
    """Serve until stopped: two workers of four threads each, and the job worker beside them."""
    jobs = _JobWorker()
    options = {
        "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
        "workers": 2,
        "threads": 4,
        "worker_class": "gthread",
        "keepalive": 15,
        "graceful_timeout": 10,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
        "control_socket_disable": True,
        "loglevel": "warning",
        "certfile": cert,
        "keyfile": key,
        "when_ready": lambda _arbiter: jobs.start(),
        "on_exit": lambda _arbiter: jobs.stop(),
    }
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()  # no connection may cross the fork
    _Gunicorn(app, {name: value for name, value in options.items() if value is not None}).run()


class _JobWorker:
    """The job worker's process, started again if it ever dies."""

    def __init__(self) -> None:
        self._command = [sys.executable, str(ROOT / "manage.py"), "worker"]
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        threading.Thread(target=self._keep_running, daemon=True).start()

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            self._process = subprocess.Popen(self._command)
            self._process.wait()
            self._stopping.wait(1.0)

    def stop(self) -> None:
        self._stopping.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
