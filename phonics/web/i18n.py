"""Thai first, English beside it: the language of a request, Buddhist-era dates and level numbers for templates."""

from datetime import date, datetime

from flask import Blueprint, Flask, Response, redirect, request
from flask_babel import get_locale
from markupsafe import Markup, escape

from phonics import thai
from phonics.levels import loader
from phonics.web.extensions import babel
from phonics.web.links import local_path

LANGUAGES = ("th", "en")

language = Blueprint("language", __name__)


def lang() -> str:
    """Return the language of this request, `th` or `en`."""
    return str(get_locale() or "th")[:2]


def chosen_language() -> str:
    """Return what the reader chose, else Thai."""
    wanted = request.cookies.get("lang", "th")
    return wanted if wanted in LANGUAGES else "th"


def day(moment: date | datetime | None, style: str = "short") -> str:
    """Return a day as people here write it: 22 พ.ย. 2569; an en dash when there is none."""
    if moment is None:
        return "–"
    if isinstance(moment, datetime):
        moment = thai.day_of(moment)
    return thai.thai_date(moment, lang(), style)


def clock(moment: datetime) -> str:
    """Return the time of day in Bangkok: 14.05 น. / 14:05."""
    local = moment.astimezone(thai.BANGKOK)
    return local.strftime("%H.%M น.") if lang() == "th" else local.strftime("%H:%M")


def level_number(code: str) -> int:
    """Return the number people see (1–16) of an internal level code."""
    return loader.load().level(code).number


def both(thai_text: str, english_text: str) -> str:
    """Return whichever of two stored texts this reader reads."""
    return thai_text if lang() == "th" else english_text


def english(text: str) -> Markup:
    """Return English inside a Thai page, marked for the right font and the right voice."""
    return Markup('<span lang="en">{}</span>').format(escape(text))


@language.get("/language/<wanted>")
def choose(wanted: str) -> Response:
    """Keep the chosen language on this tablet and go back."""
    response = redirect(local_path(request.args.get("next")))
    if wanted in LANGUAGES:
        response.set_cookie(
            "lang", wanted, max_age=365 * 86400, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response  # type: ignore[return-value]


def register(app: Flask) -> None:
    """Give the app its languages and the templates their words for days, times and levels."""
    babel.init_app(app, locale_selector=chosen_language)
    app.register_blueprint(language)
    app.jinja_env.filters.update(day=day, clock=clock, level=level_number, english=english)
    app.jinja_env.globals.update(lang=lang, both=both, grade_name=lambda code: thai.grade_name(code, lang()))
