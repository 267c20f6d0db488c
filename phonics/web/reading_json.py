"""JSON at the doors: who is to be answered with it, and what was sent read into a model."""

from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from phonics.errors import Invalid

Model = TypeVar("Model", bound=BaseModel)


def wants_json() -> bool:
    """Return whether a program asks, which reads JSON, and not a person, who reads a page."""
    best = request.accept_mimetypes.best_match(("text/html", "application/json"))
    return best == "application/json" or request.path.startswith("/api/")


def read_json(model: type[Model]) -> Model:
    """Return the request's JSON as a model.

    :raises Invalid: with the place and the reason of the first fault
    """
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "body"
        raise Invalid("%(place)s cannot be read: %(why)s", place=place, why=first["msg"]) from error
