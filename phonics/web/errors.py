"""Every failure, said kindly: one table from `PhonicsError` to a status, as a page or as JSON."""

from typing import Any

from flask import Flask, current_app, jsonify, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from phonics.errors import Closed, Conflict, Invalid, NotAllowed, NotFound, PhonicsError, Unavailable
from phonics.web.extensions import reading
from phonics.web.reading_json import wants_json

_STATUS: dict[type[PhonicsError], int] = {
    Invalid: 400,
    Closed: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    Unavailable: 503,
}

_SENTENCES = {
    400: "This could not be read. Nothing was changed.",
    401: "Please sign in.",
    403: "You may look at this, but not change it.",
    404: "This page does not exist.",
    405: "This page does not exist.",
    409: "This was already saved with another content. The first stays.",
    413: "The file is larger than 10 MB. Nothing was changed.",
    429: "Too many tries. Please wait a little.",
    500: "Something went wrong on our side. Nothing was lost; please try again.",
    503: "The system is not ready. Please try again in a moment.",
}


def sentence(error: PhonicsError) -> str:
    """Return the error's own sentence in the reader's language."""
    return str(_(error.message)) % error.details if error.details else str(_(error.message))


def _answer(status: int, text: str, reason: str = "") -> tuple[Any, int]:
    """Return the failure as a page, or as JSON: its sentence, and a reason for programs where there is one."""
    if wants_json():
        return jsonify({"error": text} | ({"reason": reason} if reason else {})), status
    if status >= 500:  # the page of a failure asks the database nothing
        page = current_app.jinja_env.get_template("error.html")
        return page.render(status=status, text=text), status
    return render_template("error.html", status=status, text=text), status


def register(app: Flask) -> None:
    """Teach the app to answer failures."""

    @app.errorhandler(PhonicsError)
    def known(error: PhonicsError) -> tuple[Any, int]:
        return _answer(_STATUS.get(type(error), 400), sentence(error), str(error.details.get("reason", "")))

    @app.errorhandler(CSRFError)
    def stale(_error: CSRFError) -> tuple[Any, int]:
        return _answer(400, str(_("This page is too old. Please open it again; nothing was changed.")), "stale")

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        status = error.code or 500
        if status < 400:
            return error
        return _answer(status, str(_(_SENTENCES.get(status, _SENTENCES[400]))))

    @app.errorhandler(DataError)
    def does_not_fit(_error: DataError) -> tuple[Any, int]:
        reading().rollback()
        return _answer(400, str(_(_SENTENCES[400])))

    @app.errorhandler(OperationalError)
    def not_ready(error: OperationalError) -> tuple[Any, int]:
        app.logger.error("the database does not answer: %s", error.orig)
        return _answer(503, str(_(_SENTENCES[503])))

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> tuple[Any, int]:
        app.logger.exception("unhandled: %s", error)
        return _answer(500, str(_(_SENTENCES[500])))
