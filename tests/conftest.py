"""What every test stands on: no network, a fresh database, the cast."""

import os
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import seeds
from both_databases import make_tables, postgres  # noqa: F401 (one server for all)
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from config import ROOT, Config
from phonics import app as roof
from phonics.roles import Actor, Role
from phonics.web.extensions import db

os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("MPLCONFIGDIR", str(ROOT / "var" / "matplotlib"))
roof.build_of = cache(roof.build_of)  # the static files are the same for every app: read them once


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="every seed, every viewport, the slow ones too")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--full"):
        seeds.SEEDS = range(250)
        seeds.THOUSAND = range(1000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "full" in item.keywords and not config.getoption("--full"):
            item.add_marker(pytest.mark.skip(reason="only with --full"))
        if "browser" in item.keywords and not os.environ.get("CHROMIUM"):
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
    _longest_first(items)


# The longest first. Only one of the first three opens the site: the others need not wait until its demo is made.
_LONGEST = (
    *("test_the_thread", "test_serving", "test_forms", "test_curriculum_seen", "test_heard", "test_lessons_played"),
    *("test_studio_seen", "test_grid_kept_seen", "test_studio_takes_seen", "test_grid_seen"),
)


def _longest_first(items: list[pytest.Item]) -> None:
    """Let the longest files start first, then all that wait for a browser: the short ones fill the time at the end."""
    waiting = {item.path for item in items if "browser" in item.keywords}
    place = {name: n for n, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: (place.get(item.path.stem, len(place)), item.path not in waiting))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One worker more than there are cores: tests in a browser wait more than they compute."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else len(os.sched_getaffinity(0)) + 1


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid every connection but to this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        assert host in {"127.0.0.1", "::1", "localhost"}, f"a test reached for the network: {address}"
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(database_url="sqlite://", secret_key="test", var=tmp_path, root=ROOT, testing=True)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The whole app on a fresh database in memory; jobs run at once."""
    made = roof.create_app(config)
    with made.app_context():
        make_tables(db.engine)
        yield made
        db.session.remove()
        db.engine.dispose()


class Visitor(FlaskClient):
    """Each request stands alone, as on a server: it shares neither `g` (who is signed in) nor a transaction."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.commit()
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Visitor
    return app.test_client()


@pytest.fixture
def world(app: Flask):  # type: ignore[no-untyped-def]
    """The cast in the app's database."""
    from cast import make_world

    return make_world(db.session())


@pytest.fixture
def session(app: Flask) -> Session:
    """The app's session, to look at what a door left behind."""
    return db.session()


@pytest.fixture
def sign_in(client: FlaskClient):  # type: ignore[no-untyped-def]
    """Sign an actor in: `sign_in(world.alice)`."""
    from sqlalchemy import select

    from phonics.services import accounts
    from phonics.store.people import Post

    def enter(actor: Actor) -> FlaskClient:
        if actor.role is Role.STUDENT:
            key = f"child:{actor.id}"
        else:
            post = db.session().scalars(select(Post).where(Post.staff_id == actor.id)).one()
            key = accounts.staff_key(post.id, post.staff.password_hash)
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = key, True
        return client

    return enter
