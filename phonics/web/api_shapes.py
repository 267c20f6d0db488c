"""What the JSON door takes and answers, and how `/api/v1/openapi.json` tells it."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from phonics.assess.items import MOST_POINTS
from phonics.services.sittings import MOST_MARKS


def _text(most: int, least: int = 0) -> Any:
    return Field(min_length=least, max_length=most, pattern=r"^[^\x00]*$")  # PostgreSQL keeps no NUL


_Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))]
_Milliseconds = Annotated[int, Field(ge=0, lt=2**31)]
_MarkKind = Literal["mark", "clear", "row", "insertion", "start", "pause", "resume", "timeout", "last_item", "finish"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SittingIn(_Strict):
    """A lesson (stone, seed) or a test (version_id) that begins on a tablet."""

    student_id: UUID
    started_at: _Moment
    version_id: UUID | None = None
    stone: Annotated[str, _text(20)] = ""
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    verified: bool = True  # False: begun without the network, after a tap on the tile alone
    second_of: UUID | None = None  # the test that another teacher scores along
    seat: Annotated[str, _text(200)] = ""  # the proof that the child had signed in, from their own page


class MarkIn(_Strict):
    """One tap, answer or event; `id` is made on the tablet. `no_answer` is what older tablets say for `no_response`.

    An event of the clock (start, pause, resume, timeout, finish) names the first item of its subtest.
    """

    id: UUID
    seq: Annotated[int, Field(ge=0, lt=100_000)]
    kind: _MarkKind = "mark"
    item: Annotated[str, _text(60)] = ""
    outcome: Literal["correct", "incorrect", "self_corrected", "no_response", "no_answer", "clear", ""] = ""
    at_ms: _Milliseconds
    task: Annotated[str, _text(20)] = ""
    choice: Annotated[str, _text(60)] = ""
    latency_ms: _Milliseconds | None = None
    replays: Annotated[int, Field(ge=0, lt=10_000)] = 0
    choices: Annotated[int, Field(ge=1, le=100)] | None = None
    accent: bool = False
    points: Annotated[int, Field(ge=0, le=MOST_POINTS)] | None = None


class MarksIn(_Strict):
    """A batch, at most 100."""

    marks: Annotated[list[MarkIn], Field(min_length=1, max_length=MOST_MARKS)]


class EndingIn(_Strict):
    """How it ended; `last_item` is required when time ran out."""

    ended_at: _Moment
    ended_by: Literal["finished", "time", "stopped", "left"]
    seconds_used: Annotated[float, Field(ge=0, lt=86_400, allow_inf_nan=False)]
    last_item: Annotated[int, Field(ge=0, le=1_000)] | None = None
    void: Annotated[str, _text(300)] = ""  # why the test does not count; then nothing else of it matters


class BegunOut(BaseModel):
    """The sitting as it is kept."""

    id: UUID
    status: Literal["open", "finished", "void"]


class FateOut(BaseModel):
    """What became of one mark."""

    id: UUID
    fate: Literal["saved", "duplicate", "conflict"]


class FatesOut(BaseModel):
    """The fate of every mark of a batch, in the order sent."""

    marks: list[FateOut]


class ScoreOut(BaseModel):
    """A test's score; null where it cannot be said."""

    n_items: int
    n_attempted: int
    n_correct: int
    n_self_corrected: int
    correct_per_minute: float | None
    accuracy: float | None
    discontinued: bool


class EndedOut(BaseModel):
    """The sitting's state after its ending, with the score of a test."""

    status: Literal["finished"]
    score: ScoreOut | None


class ErrorOut(BaseModel):
    """One clear sentence, in the reader's language, and a word for programs where there is one."""

    error: str
    reason: str = ""


_DOORS: tuple[tuple[str, str, type[BaseModel], dict[int, type[BaseModel]]], ...] = (
    ("put", "/api/v1/sittings/{sitting_id}", SittingIn, {200: BegunOut, 409: ErrorOut}),
    ("post", "/api/v1/sittings/{sitting_id}/marks", MarksIn, {200: FatesOut, 409: FatesOut}),
    ("put", "/api/v1/sittings/{sitting_id}/ending", EndingIn, {200: EndedOut, 409: ErrorOut}),
)
_MEANINGS = {
    200: "Everything sent is safe.",
    400: "It could not be read; nothing was changed.",
    401: "The class is closed on this tablet (reason: closed): nothing was taken, keep it.",
    403: "Nobody is signed in, and no class is open on this tablet; or another site's page sent it.",
    404: "It does not exist, or it is another unit's.",
    409: "The same id was saved before with another content: the first stays. Whatever else was sent is safe.",
}


def describe(document: dict[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI document with the bodies and answers of every door."""
    told = {model for _, _, body, answers in _DOORS for model in (body, *answers.values())} | {ErrorOut}
    ordered = sorted(told, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in ordered], ref_template="#/components/schemas/{model}"
    )
    document["components"] = {
        "schemas": schemas["$defs"],
        "securitySchemes": {
            "session": {"type": "apiKey", "in": "cookie", "name": "session"},
        },
    }
    document["security"] = [{"session": []}]
    for method, path, body, answers in _DOORS:
        door = document["paths"][path][method]
        door["requestBody"] = {"required": True, "content": _json(body)}
        door["responses"] = {
            str(status): {"description": meaning, "content": _json(answers.get(status, ErrorOut))}
            for status, meaning in _MEANINGS.items()
        }
    return document


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
