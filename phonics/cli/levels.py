"""The sixteen levels at the command line: show, check, measure, compile."""

import json
import sys
from dataclasses import asdict

import click

from phonics.cli.door import phonics
from phonics.levels import checking, compiling, coverage, drawn
from phonics.levels.loader import load
from phonics.levels.sequence import ORDER
from phonics.levels.tables import DATA
from phonics.levels.texts import sentences, stories
from phonics.services import audio

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@phonics.group("levels")
def levels_group() -> None:
    """The sixteen levels: show, check, measure, compile."""


@levels_group.command("show")
@click.argument("level", type=click.Choice(ORDER))
@AS_JSON
def levels_show(level: str, as_json: bool) -> None:
    """Show what a level teaches."""
    one, curriculum = load().level(level), load()
    answer = {
        "level": one.code,
        "number": one.number,
        "title": {"th": one.title_th, "en": one.title_en},
        "rule": one.rule,
        "correspondences": [row.code for row in curriculum.new_at(level)],
        "tricky": list(one.tricky),
        "words": [word.text for word in curriculum.words_at(level)],
        "sentences": [sentence.text for sentence in sentences(level)],
        "stories": [story.title for story in stories(level)],
    }
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"{one.code} = level {one.number}: {one.title_en} · {one.title_th}\n{one.rule}")
    for name in ("correspondences", "tricky", "words", "sentences", "stories"):
        found = answer[name]
        click.echo(f"\n{name} ({len(found)})\n{(chr(10) if name in ('sentences', 'stories') else ' ').join(found)}")


@levels_group.command("draw")
def levels_draw() -> None:
    """Draw the words of the ready-made tests anew and write their table; what changes becomes a next version."""
    click.echo(f"{drawn.write()} forms")


@levels_group.command("check")
def levels_check() -> None:
    """Report every inconsistency of the curriculum; exit 1 if there is any."""
    problems = checking.check()
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


@levels_group.command("coverage")
@AS_JSON
def levels_coverage(as_json: bool) -> None:
    """Print the share of the 5,000 most frequent words that each level can decode."""
    for row in coverage.by_level():
        shares = f"{row.decodable:>7.1%} of words {row.running:>7.1%} of running text {row.with_tricky:>7.1%}"
        click.echo(json.dumps(asdict(row)) if as_json else f"{row.level} {shares} with tricky words")


@levels_group.command("compile")
def levels_compile() -> None:
    """Fill words.csv and stress.csv from the dictionary and frequencies of requirements-levels.lock."""
    found = compiling.sources()
    report = compiling.compile_tables(DATA, found)
    unstressed = () if report.problems else audio.find_stress(found.said)
    for problem in (*report.problems, *(f"Nobody has said which part of {word} is loud" for word in unstressed)):
        click.echo(problem, err=True)
    click.echo(f"{report.words} words, {report.pronunciations} pronunciations, {len(report.problems)} problems")
    sys.exit(1 if report.problems or unstressed else 0)
