"""How a command comes in: the configuration, one transaction, and a sentence when it fails."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from phonics import server
from phonics.errors import PhonicsError
from phonics.web.extensions import unit_of_work


def main(config: Any, arguments: list[str] | None = None) -> None:
    """Run one command for this configuration; a known failure is one sentence and exit 1."""
    try:
        phonics.main(args=arguments, obj=config, prog_name="phonics", standalone_mode=True)
    except PhonicsError as error:
        _give_up(error.message % error.details if error.details else error.message)
    except (OperationalError, ProgrammingError) as error:
        said = str(error.orig).strip().partition("\n")[0]
        if isinstance(error, ProgrammingError) or said.startswith("no such"):
            _give_up("The database lacks the tables of this version. Bring it up to date: ./run phonics migrate")
        _give_up(f"The database does not answer: {said}")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        _give_up(f"DATABASE_URL cannot be used: {error}")


def _give_up(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)


@contextmanager
def working(config: Any) -> Iterator[tuple[Flask, Session]]:
    app = server.application(config)
    with app.app_context(), unit_of_work() as session:
        yield app, session


def with_session(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the session of one transaction."""

    @click.pass_obj
    @wraps(command)
    def wrapped(config: Any, *args: Any, **kwargs: Any) -> Any:
        with working(config) as (_app, session):
            return command(session, *args, **kwargs)

    return wrapped


@click.group()
def phonics() -> None:
    """Phonics: lessons, tests, levels and the network's progress."""
