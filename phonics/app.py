"""The roof: everything meets once."""

from typing import Any

from apiflask import APIFlask
from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from phonics.jobs import Jobs
from phonics.static_files import build_of, pressed
from phonics.web import api, api_shapes, errors, headers, i18n, menu, pages
from phonics.web.extensions import csrf, db, login, migrate, prepare_engines, read_from_here

_A_YEAR = 365 * 86400
_CATALOGUES = (
    "core",
    "child",
    "teacher",
    "rosters",
    "network",
    "curriculum",
    "voice",
    "authoring",
    "giving",
    "together",
)


def create_app(config: Any) -> Flask:
    """Return the application for a `config.Config`."""
    build = build_of(config.root / "static")
    app = APIFlask(
        "phonics",
        title="Phonics",
        version="1",
        docs_path=None,
        spec_path="/api/v1/openapi.json",
        json_errors=False,
        static_folder=str(config.root / "static"),
        static_url_path=f"/static/{build}",
        template_folder=str(config.root / "templates"),
    )
    app.config.update(
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(config.database_url),
        SECRET_KEY=config.secret_key,
        TESTING=config.testing,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=10 * 2**20,
        MAX_FORM_MEMORY_SIZE=10 * 2**20,  # a text that is too long is told so, and stays in its box
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a tablet's queue may wait for days
        BABEL_DEFAULT_LOCALE="th",
        BABEL_TRANSLATION_DIRECTORIES=";".join(str(config.root / "translations" / name) for name in _CATALOGUES),
        VAR=str(config.var),
        AUDIO=str(config.root / "audio"),
    )
    _build_up(app, config)
    _serve_files(app, config, build)
    return app


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {}
    return {"pool_pre_ping": True, "pool_size": 8, "connect_args": {"connect_timeout": 10}}


def _build_up(app: APIFlask, config: Any) -> None:
    app.before_request(read_from_here)
    Compress(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(config.root / "migrations"))
    csrf.init_app(app)
    login.init_app(app)
    i18n.register(app)
    menu.register(app)
    headers.register(app)
    errors.register(app)
    pages.register(app)
    app.register_blueprint(api.api, url_prefix="/api/v1")
    app.spec_processor(api_shapes.describe)
    app.add_url_rule("/healthz", view_func=api.health)
    app.extensions["phonics.jobs"] = Jobs(app, config.var, immediate=config.testing)
    with app.app_context():
        prepare_engines()


def _serve_files(app: Flask, config: Any, build: str) -> None:
    """Serve static files (a new prefix per build) and clips (named by content) without waking Flask; both for ever."""
    files = WhiteNoise(
        app.wsgi_app,
        max_age=_A_YEAR,
        autorefresh=config.testing,  # a test asks for few files: look for each when asked
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_headers_of_files,
    )
    static = config.root / "static"
    builds = {build: static} if config.testing else pressed(static, config.var, build)
    for name, folder in builds.items():
        files.add_files(str(folder), prefix=f"static/{name}/")
    files.add_files(str(config.root / "audio" / "generated"), prefix="audio/")
    app.wsgi_app = ProxyFix(files, x_for=1, x_proto=1, x_host=1) if config.behind_proxy else files  # type: ignore[method-assign]


def _headers_of_files(given: Any, path: str, _url: str) -> None:
    given.add_header("X-Content-Type-Options", "nosniff")
    if path.endswith(".mp3"):
        given.add_header("Accept-Ranges", "bytes")
