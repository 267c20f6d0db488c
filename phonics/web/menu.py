"""The rail of a desk page: where this actor may go, and where they stand."""

from typing import Any

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from phonics.roles import Action
from phonics.services import programme
from phonics.web.access import current_actor, may_somewhere
from phonics.web.extensions import reading
from phonics.web.i18n import both

_PLACES = (
    ("teacher.today", _l("Today"), Action.TEACH),
    ("teacher.classes", _l("Classes"), Action.SEE_PUPILS),
    ("teacher.groups", _l("Phonics groups"), Action.SEE_PUPILS),
    ("curriculum.levels", _l("Curriculum"), Action.SEE_UNIT),
    ("instruments.shelf", _l("Instruments"), Action.TEACH),
    ("studio.wishes", _l("Voices"), Action.RECORD, Action.APPROVE_VOICE),
    ("rosters.upload", _l("Class lists"), Action.IMPORT_ROSTER),
    ("dashboards.own_unit", _l("Our unit"), Action.SEE_PUPILS),
    ("dashboards.network", _l("The network"), Action.SEE_UNIT),
)
_WITHIN = {
    "authoring.new": "instruments.shelf",
    "instrument_files.ask": "instruments.shelf",
    "instrument_files.bring_in": "instruments.shelf",
    "authoring.build": "instruments.shelf",
    "authoring.preview": "instruments.shelf",
    "instruments.look": "instruments.shelf",
    "teacher.classroom": "teacher.classes",
    "teacher.child": "teacher.classes",
    "read_aloud.waiting": "teacher.today",
    "teacher.group": "teacher.groups",
    "item_analysis.page": "instruments.shelf",
    "verifying.queue": "teacher.classes",
    "rosters.read_file": "rosters.upload",
    "rosters.preview": "rosters.upload",
    "second_tablet.along": "instruments.shelf",
    "promotions.decision": "teacher.today",
    "promotions.decide": "teacher.today",
    "dashboards.unit": "dashboards.network",
    "curriculum.level": "curriculum.levels",
    "curriculum.word": "curriculum.levels",
    "curriculum.text": "curriculum.levels",
    "curriculum.check": "curriculum.levels",
    "own_words.listed": "curriculum.levels",
    "own_words.add": "curriculum.levels",
    "studio.line": "studio.wishes",
    "studio.waiting": "studio.wishes",
    "studio.listen": "studio.wishes",
}


def menu() -> list[tuple[str, object]]:
    """Return the places this actor may go to, as (endpoint, words)."""
    actor = current_actor()
    return [(place, words) for place, words, *actions in _PLACES if any(may_somewhere(actor, one) for one in actions)]


def here(endpoint: str) -> bool:
    """Return whether this page is that place, or lies within it."""
    return endpoint in {request.endpoint, _WITHIN.get(request.endpoint or "")}


def unit_name() -> str:
    """Return the name of the actor's unit in the reader's language, empty when they have none."""
    unit_id = current_actor().unit_id
    unit = programme.unit(reading(), unit_id) if unit_id else None
    return both(unit.name_th, unit.name_en) if unit else ""


def register(app: Flask) -> None:
    """Give templates the rail, who looks at it, and whether this site is the demo."""
    app.jinja_env.globals.update(menu=menu, here=here, unit_name=unit_name)

    @app.context_processor
    def site() -> dict[str, Any]:
        return {"actor": current_actor(), "demo": programme.is_demo(reading())}
