"""Letters and sounds: how words fall apart, what can be read where, made-up words, forms."""

import json
from collections.abc import Iterator
from typing import Any

import click

from phonics.cli.door import phonics
from phonics.errors import PhonicsError
from phonics.levels import forms, pseudowords
from phonics.levels.decoding import align, alignments, spelt, tricky_from
from phonics.levels.readability import LONGEST_TEXT, check_text
from phonics.levels.segments import Segment, sounds
from phonics.levels.sequence import ORDER, RANK, level_of
from phonics.levels.words import exceptions

LEVEL = click.option("--level", type=click.Choice(ORDER), required=True, help="K1 to S5.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@phonics.group("sounds")
def sounds_group() -> None:
    """Letters and sounds: align, check a text, made-up words, test forms."""


@sounds_group.command("align")
@click.argument("word")
@click.option("--phones", help='ARPAbet, as in "SH IH P"; stress digits are optional.')
@click.option("--all", "every", is_flag=True, help="Every pronunciation, the one readable earliest first.")
@AS_JSON
def sounds_align(word: str, phones: str | None, every: bool, as_json: bool) -> None:
    """Say which letters of WORD make which sounds; "-" reads lines "word" or "word<TAB>phones"."""
    if phones is not None and (word == "-" or every):
        raise click.UsageError(
            "--phones goes with one WORD; on stdin phones follow a tab, and --all asks for every one."
        )
    asked = _lines() if word == "-" else iter([(word, phones)])
    for one, said in asked:
        for answer in _alignments(one, said, every):
            click.echo(json.dumps(answer, ensure_ascii=False) if as_json else _in_words(answer))


@sounds_group.command("decodable")
@LEVEL
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@AS_JSON
def sounds_decodable(level: str, file: Any, as_json: bool) -> None:
    """Say how much of a text a child of a level can read, and which words not; "-" reads from stdin."""
    checked = check_text(file.read(LONGEST_TEXT + 1), level)
    missing = [
        {"word": one.word, "times": one.times, "level": one.explanation.level, "status": one.explanation.status.value}
        | {"untaught": list(one.explanation.untaught), "instead": list(one.instead)}
        for one in checked.missing
    ]
    if as_json:
        counts = {"level": level, "words": checked.words, "readable": checked.readable}
        click.echo(json.dumps(counts | {"share": round(checked.share, 4), "missing": missing}, ensure_ascii=False))
        return
    click.echo(f"{checked.readable} of {checked.words} words can be read at {level} ({checked.share:.1%})")
    for one in missing:
        click.echo(f"{one['times']:>4}  {one['word']:<16} {one['level'] or '?':<4} {' '.join(one['untaught'])}")


@sounds_group.group("pseudo")
def pseudo() -> None:
    """Made-up words."""


@pseudo.command("read")
@click.argument("word")
@AS_JSON
def pseudo_read(word: str, as_json: bool) -> None:
    """Give every plausible reading of WORD, longest grapheme first."""
    readings = [{"phones": list(sounds(way)), "segments": _shown(way)} for way in pseudowords.read(word.lower())]
    if as_json:
        click.echo(json.dumps({"word": word, "readings": readings}))
        return
    for reading in readings:
        click.echo(f"{_cut(reading['segments'])}  {' '.join(reading['phones'])}")


@pseudo.command("make")
@LEVEL
@click.option("-n", "number", default=20, show_default=True, type=click.IntRange(1, 200))
@click.option("--seed", default=1, show_default=True)
@AS_JSON
def pseudo_make(level: str, number: int, seed: int, as_json: bool) -> None:
    """Make words that are none, readable at a level; the same seed gives the same words."""
    for made in pseudowords.make(level, number, seed):
        answer = {"word": made.text, "phones": list(made.phones), "segments": _shown(made.segments)}
        answer["also"] = [list(way) for way in made.also]
        click.echo(json.dumps(answer) if as_json else f"{made.text:<12} {_cut(answer['segments'])}")


@sounds_group.command("forms")
@LEVEL
@click.option("--seed", default=1, show_default=True)
@click.option("--real", default=10, show_default=True, type=click.IntRange(1, 30))
@click.option("--pseudo", "made_up", default=10, show_default=True, type=click.IntRange(0, 30))
@AS_JSON
def sounds_forms(level: str, seed: int, real: int, made_up: int, as_json: bool) -> None:
    """Make parallel forms A, B and C of words that share none."""
    for form in forms.make(forms.Blueprint(level, real=real, pseudo=made_up), seed):
        real, made = [word.text for word in form.real], [one.text for one in form.pseudo]
        answer = {"form": form.code, "level": level, "real": real, "pseudo": made}
        click.echo(json.dumps(answer) if as_json else f"{form.code}  {' '.join(real)} | {' '.join(made)}")


def _lines() -> Iterator[tuple[str, str | None]]:
    """Yield the words of stdin, each with its phones if a tab and phones follow."""
    for line in click.get_text_stream("stdin", encoding="utf-8", errors="replace"):
        word, tab, phones = line.lstrip("\ufeff").rstrip("\r\n").partition("\t")
        if word.strip() or tab:
            yield word, phones if tab else None


def _alignments(word: str, phones: str | None, every: bool) -> list[dict[str, Any]]:
    try:
        said = phones.split() if phones is not None else None
        ways = (alignments(word) if every and said is None else ()) or (align(word, said),)
    except PhonicsError as problem:
        reason = problem.message % problem.details if problem.details else problem.message
        known = {"word": word, "phones": said or [], "segments": None, "level": None}
        return [known | {"status": "unknown", "reason": reason}]
    return [_answer(word, way) for way in ways]


def _answer(word: str, way: tuple[Segment, ...]) -> dict[str, Any]:
    level, text = level_of(way), spelt(word)
    by_heart, exception = tricky_from(text), exceptions().get(text)
    early = by_heart is not None and RANK[by_heart] < RANK[level]
    by_hand = exception is not None and exception.segments == way
    status = "exception" if by_hand else "tricky" if early else "decodable"
    answer = {"word": word, "phones": list(sounds(way)), "segments": _shown(way), "level": level, "status": status}
    return answer | ({"tricky_from": by_heart} if by_heart else {})


def _shown(way: tuple[Segment, ...]) -> list[dict[str, Any]]:
    return [{"grapheme": one.grapheme, "letters": list(one.letters), "phones": list(one.phones)} for one in way]


def _cut(segments: list[dict[str, Any]]) -> str:
    return "·".join(segment["grapheme"] for segment in segments)


def _in_words(answer: dict[str, Any]) -> str:
    if answer["segments"] is None:
        return f"{answer['word']}: {answer['reason']}"
    parts = (answer["word"], _cut(answer["segments"]), " ".join(answer["phones"]), answer["level"], answer["status"])
    return "  ".join(parts)
