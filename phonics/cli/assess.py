"""What tests come to and how good they are, at the command line; see docs/instruments.md and docs/item-analysis.md."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from phonics.assess.item_analysis import analyse
from phonics.cli import answers_file, score_files
from phonics.cli.analysis_table import in_words
from phonics.cli.door import phonics
from phonics.errors import Invalid

FILE = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))


@phonics.group()
def assess() -> None:
    """Tests: what the marks on one come to, and how good it is."""


@assess.command()
@FILE
def score(file: Path) -> None:
    """Print the score of the marks in FILE (- is standard input); exit 2 when they cannot be taken."""
    _say(lambda: json.dumps(score_files.score(_read(file, score_files.LARGEST)), allow_nan=False))


@assess.command("analyse")
@FILE
@click.option("--model", "kind", type=click.Choice(["rasch", "2pl"]), help="Difficulties on one scale, for 0 and 1.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def analyse_answers(file: Path, kind: str | None, as_json: bool) -> None:
    """Say how good a test is, from a CSV of persons × items: 0, 1 or points, empty where there is no answer."""

    def told() -> str:
        found = analyse(answers_file.read(_read(file, answers_file.LARGEST)), kind).to_dict()
        return json.dumps(found, ensure_ascii=False, allow_nan=False) if as_json else in_words(found)

    _say(told)


def _say(answer: Callable[[], str]) -> None:
    """Print the answer; what cannot be taken is one sentence on stderr, and exit 2."""
    try:
        told = answer()
    except Invalid as error:
        click.echo(error.message % error.details if error.details else error.message, err=True)
        sys.exit(2)
    click.echo(told)


def _read(file: Path, largest: int) -> bytes:
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(largest + 1)
        with file.open("rb") as opened:
            return opened.read(largest + 1)
    except OSError as error:
        raise Invalid("%(file)s cannot be read: %(why)s.", file=file, why=error.strerror) from error
