"""What tests come to, at the command line; the formats are in docs/instruments.md."""

import json
import sys
from pathlib import Path

import click

from phonics.cli import score_files
from phonics.cli.door import phonics
from phonics.errors import Invalid


@phonics.group()
def assess() -> None:
    """Tests: what the marks on one come to."""


@assess.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def score(file: Path) -> None:
    """Print the score of the marks in FILE (- is standard input); exit 2 when they cannot be taken."""
    try:
        told = json.dumps(score_files.score(_read(file)), allow_nan=False)
    except Invalid as error:
        click.echo(error.message % error.details if error.details else error.message, err=True)
        sys.exit(2)
    click.echo(told)


def _read(file: Path) -> bytes:
    most = score_files.LARGEST + 1
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(most)
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise Invalid("%(file)s cannot be read: %(why)s.", file=file, why=error.strerror) from error
