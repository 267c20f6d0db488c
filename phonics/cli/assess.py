"""How we measure: what a table of answers says of a test."""

import json
from typing import BinaryIO

import click

from phonics.assess.item_analysis import analyse
from phonics.cli import answers_file
from phonics.cli.analysis_table import in_words
from phonics.cli.door import phonics
from phonics.errors import Invalid


@phonics.group()
def assess() -> None:
    """How we measure: the numbers of a test."""


@assess.command("analyse")
@click.argument("file", type=click.File("rb"))
@click.option("--model", "kind", type=click.Choice(["rasch", "2pl"]), help="Difficulties on one scale, for 0 and 1.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def assess_analyse(file: BinaryIO, kind: str | None, as_json: bool) -> None:
    """Say how good a test is, from a CSV of persons × items: 0, 1 or points, empty where there is no answer."""
    try:
        found = analyse(answers_file.read(file.read(answers_file.LARGEST + 1)), kind).to_dict()
    except Invalid as error:
        click.echo(error.message % error.details if error.details else error.message, err=True)
        raise SystemExit(2) from error
    click.echo(json.dumps(found, ensure_ascii=False, allow_nan=False) if as_json else in_words(found))
