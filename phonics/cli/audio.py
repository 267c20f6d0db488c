"""The voices of a site: the shipped clips, what the online voice says, and what a listener thinks of the sounds."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from phonics import server
from phonics.cli import marks as marks_file
from phonics.cli.door import phonics, working
from phonics.cli.progress import counting
from phonics.errors import Invalid
from phonics.services import accounts, fetching, listening, listening_page, online_voice
from phonics.services import audio as audio_service

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
INTERRUPTED, TERMINATED = 130, 143  # as a shell counts a Ctrl-C and a stop


@phonics.group()
def audio() -> None:
    """The clips: build, check, listen."""


@audio.command("build")
@click.option("--source", type=click.Choice(["pack", "gtts"]), default="pack", show_default=True)
@click.option("--only", multiple=True, metavar="KIND[:TEXT]", help="Only this kind, or this one clip; more than once.")
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 16), help="Workers (pack).")
@click.option("--in-background", is_flag=True, help="Leave it to the site's job worker (gtts).")
@AS_JSON
@click.pass_obj
def audio_build(config: Any, source: str, only: tuple[str, ...], jobs: int, in_background: bool, as_json: bool) -> None:
    """Make the clips that are missing; what is already right is kept.

    pack: the embedded voice, into audio/. gtts: the online voice, into this site's own var/voice/online, about one a
    second; it needs internet, and never gets to see a child's name.
    """
    if in_background:
        _leave_to_worker(config, source, only)
        return
    with _interruptible(), counting("clips") as on_progress:
        if source == "pack":
            report: Any = audio_service.build(config.root / "audio", jobs, on_progress, only=only)
        else:
            report = online_voice.build(config.var, only, on_progress)
    click.echo(json.dumps(asdict(report), ensure_ascii=False) if as_json else _in_words(report))
    if not as_json:
        for sentence in report.failed:
            click.echo(sentence, err=True)
    sys.exit(1 if report.failed else 0)


@audio.command("check")
@AS_JSON
@click.pass_obj
def audio_check(config: Any, as_json: bool) -> None:
    """Say what is wrong with the shelf of clips; exit 1 if anything is."""
    problems = audio_service.check(config.root / "audio")
    if as_json:
        click.echo(json.dumps({"problems": problems}, ensure_ascii=False))
    else:
        click.echo("\n".join([*problems, f"{len(problems)} problems"]))
    sys.exit(1 if problems else 0)


@audio.command("listen")
@click.argument("page", default="listen.html", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--marks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Store this file of marks.")
@click.option("--by", "username", help="User name of who listened (with --marks).")
@click.pass_obj
def audio_listen(config: Any, page: Path, marks: Path | None, username: str | None) -> None:
    """Write one PAGE on which all sounds are heard and marked, or store the marks it made.

    The page holds its clips and asks for no network: send it to a phonics teacher, and store the file she sends back.
    """
    if bool(marks) != bool(username):
        raise click.UsageError("--marks and --by belong together.")
    if marks is None:
        page.write_text(listening_page.page(config.root, config.var, datetime.now(UTC)), encoding="utf-8")
        click.echo(f"{page}: open it in a browser")
        return
    told = marks_file.read(marks.read_bytes())
    with working(config) as (_app, session):
        listener, now = accounts.staff_named(session, username or ""), datetime.now(UTC)
        for one in told:
            listening.add_opinion(session, listener, one.id, one.kind, one.text, one.file, one.opinion, now)
    click.echo(f"{len(told)} marks stored")


def _leave_to_worker(config: Any, source: str, only: tuple[str, ...]) -> None:
    if source != "gtts":
        raise click.UsageError("--in-background goes with --source gtts.")
    fetching.ask_for(config.var, only)
    server.application(config).extensions["phonics.jobs"].enqueue("fetch_online_voice")
    click.echo("left to the job worker")


def _in_words(report: Any) -> str:
    counts = asdict(report)
    told = [f"{report.made} made", f"{report.kept} kept"]
    if "dropped" in counts:
        told.append(f"{report.dropped} dropped")
    told.append(f"{len(report.failed)} failed")
    if counts.get("left"):
        told.append(f"{report.left} not asked for")
    sentence = ", ".join(told)
    if because := counts.get("stopped_because"):
        sentence += f"\nStopped: {because}. What was heard before is still heard; the next run goes on from here."
    return sentence


@contextmanager
def _interruptible() -> Iterator[None]:
    """Turn a Ctrl-C, and a service manager's stop, into a sentence; what was made is kept, no worker stays behind."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    except (KeyboardInterrupt, _Stopped) as why:
        click.echo("\nStopped. What was made is kept; the next run goes on from here.", err=True)
        sys.exit(TERMINATED if isinstance(why, _Stopped) else INTERRUPTED)
    except OSError as error:
        raise Invalid("This cannot be written: %(reason)s", reason=str(error)) from error
    finally:
        signal.signal(signal.SIGTERM, before)


class _Stopped(BaseException):
    """SIGTERM, let through by everything that only handles errors."""


def _stop(_signal: int, _frame: object) -> None:
    raise _Stopped
