"""A test for a whole class: what to give and how; and from paper: the forms to print, the grid to type them into."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from flask import Blueprint, jsonify, render_template, url_for
from pydantic import BaseModel, ConfigDict, Field

from phonics.assess import entered
from phonics.assess.entered import Typed
from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.subtests import Subtest
from phonics.roles import Action
from phonics.services import classes, entering, offers
from phonics.thai import day_of
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import enqueue, reading, unit_of_work
from phonics.web.i18n import both, level_number
from phonics.web.reading_json import read_json
from phonics.web.together_words import kind_of_items, sayings

together = Blueprint("together", __name__)

_Text = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]


class TypedIn(BaseModel):
    """A subtest as it was typed; what was not given is empty."""

    model_config = ConfigDict(extra="forbid")
    cells: Annotated[list[_Text], Field(max_length=500)]
    last: Annotated[int, Field(ge=0, le=500)] | None = None
    seconds: Annotated[float, Field(ge=0, lt=86_400, allow_inf_nan=False)] | None = None


class LineIn(BaseModel):
    """One child's line of the sheet; `sitting` is made where it is typed."""

    model_config = ConfigDict(extra="forbid")
    sitting: UUID
    student: UUID
    on: date
    typed: Annotated[list[TypedIn], Field(min_length=1, max_length=20)]


@together.record_once
def _give_words(state: Any) -> None:
    state.app.jinja_env.globals.update(
        kind_of_items=kind_of_items, cell_of=entered.cell_of, gaps_are_right=entered.gaps_are_right
    )


@together.get("/together/<uuid:classroom_id>")
@staff_may(Action.TEACH)
def choose(classroom_id: UUID) -> Any:
    """Show what a class can be given together, and in which ways."""
    roll = classes.roll(reading(), current_actor(), classroom_id, datetime.now(UTC))
    classes.classroom(reading(), current_actor(), classroom_id, Action.TEACH)
    met = {line.child.level for line in roll.lines}
    on_offer = offers.offers(reading(), current_actor())
    levels = sorted(on_offer.items(), key=lambda pair: (pair[0] not in met, level_number(pair[0])))
    return render_template("together/choose.html", room=roll.room, levels=levels, met=met)


@together.get("/together/<uuid:classroom_id>/<uuid:version_id>/grid")
@staff_may(Action.TEACH)
def grid(classroom_id: UUID, version_id: UUID) -> Any:
    """Show the grid of children and items into which answers from paper are typed."""
    sheet = entering.sheet(reading(), current_actor(), classroom_id, version_id)
    today = day_of(datetime.now(UTC))
    return render_template("together/grid.html", sheet=sheet, told=_told(sheet, today), today=today)


def _told(sheet: entering.Sheet, today: date) -> dict[str, Any]:
    """Return what the grid's script must know, and every word it may say."""
    where = {"classroom_id": sheet.room.id, "version_id": sheet.version.id}
    return {
        "key": f"{sheet.room.id}:{sheet.version.id}",
        "save": url_for("together.enter", **where),
        "result": url_for("sittings.result", sitting_id=UUID(int=0)),
        "today": today.isoformat(),
        "children": [{"id": str(child.id), "name": child.nickname or child.given} for child, _roll in sheet.children],
        "subtests": [_subtest(subtest) for subtest in sheet.instrument.subtests],
        "say": sayings(),
    }


def _subtest(subtest: Subtest) -> dict[str, Any]:
    return {
        "first": subtest.first,
        "timed_s": subtest.timed_s,
        "gaps_are_right": entered.gaps_are_right(subtest),
        "items": [_item(item, subtest) for item in subtest.items],
    }


def _item(item: Item, subtest: Subtest) -> dict[str, Any]:
    kind = entered.cell_of(item, subtest)
    told: dict[str, Any] = {"n": item.number, "kind": kind.value, "points": item.points, "shown": item.shown}
    if kind is entered.Cell.CHOICE:
        keys = [option.key for option in item.options]
        told |= {"options": len(keys), "right": entered.OPTIONS[keys.index(item.answers[0])]}
    if kind is entered.Cell.WRITTEN:
        told |= {"right": [entered.spelling.tidy(answer) for answer in entered.spelling.answers_of(item)]}
    return told


@together.post("/together/<uuid:classroom_id>/<uuid:version_id>/lines")
@staff_may(Action.TEACH)
def enter(classroom_id: UUID, version_id: UUID) -> Any:
    """Keep one child's line; sending it again is harmless."""
    now = datetime.now(UTC)
    sheet = entering.sheet(reading(), current_actor(), classroom_id, version_id)
    told = read_json(LineIn)
    typed = tuple(Typed(tuple(one.cells), one.last, one.seconds) for one in told.typed)
    line = entering.Line(told.sitting, told.student, told.on, typed)
    with unit_of_work() as work:
        row = entering.enter(work, current_actor(), sheet, line, now)
        score = {"correct": row.n_correct, "attempted": row.n_attempted, "per_minute": row.correct_per_minute}
        unit_id = row.unit_id
    enqueue("refresh_rollup", unit_id)
    return jsonify(score)


@together.get("/together/<uuid:classroom_id>/<uuid:version_id>/paper")
@staff_may(Action.TEACH)
def paper(classroom_id: UUID, version_id: UUID) -> Any:
    """Show the forms to print: the child's, the teacher's with the answers, and the class's with a row a child."""
    sheet = entering.sheet(reading(), current_actor(), classroom_id, version_id)
    return render_template("together/paper.html", sheet=sheet, banks=_banks(sheet.instrument), title=_title(sheet))


def _title(sheet: entering.Sheet) -> str:
    return both(sheet.instrument.title_th, sheet.instrument.title_en)


_ACROSS = 20  # items that fit beside the names, upright A4


def _banks(instrument: Instrument) -> list[tuple[Subtest, tuple[Item, ...], bool]]:
    """Return the class sheet's tables: a subtest, the items that fit beside the names, whether it ends there."""
    return [
        (subtest, subtest.items[at : at + _ACROSS], at + _ACROSS >= len(subtest.items))
        for subtest in instrument.subtests
        for at in range(0, len(subtest.items), _ACROSS)
    ]
