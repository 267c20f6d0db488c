"""The operator's door: `./run phonics …`; each command calls one service."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from phonics import server, starting
from phonics.errors import Conflict, Invalid, PhonicsError
from phonics.roles import Actor, Role
from phonics.services import accounts, backup, dashboards, demo, programme, rosters, scores
from phonics.services import audio as audio_service
from phonics.web.extensions import one_moment, unit_of_work

OPERATOR = Actor(Role.OFFICER, name="command line")


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
def _working(config: Any) -> Iterator[tuple[Flask, Session]]:
    app = server.application(config)
    with app.app_context(), unit_of_work() as session:
        yield app, session


def with_session(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the session of one transaction."""

    @click.pass_obj
    @wraps(command)
    def wrapped(config: Any, *args: Any, **kwargs: Any) -> Any:
        with _working(config) as (_app, session):
            return command(session, *args, **kwargs)

    return wrapped


@click.group()
def phonics() -> None:
    """Phonics: lessons, tests, levels and the network's progress."""


@phonics.command()
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--empty", is_flag=True, help="A real site: no demo; asks for the first administrator.")
@click.option("--admin", help="User name of the first administrator (with --empty).")
@click.option("--admin-password", envvar="ADMIN_PASSWORD", help="Their password; better left to the question.")
@click.option("--cert", type=click.Path(exists=True, dir_okay=False), help="Certificate: serve https.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="The certificate's key.")
@click.pass_obj
def serve(
    config: Any, host: str, port: int, empty: bool, cert: str | None, key: str | None, **admin: str | None
) -> None:
    """Bring the database up to date and serve pages and jobs until Ctrl-C."""
    if bool(cert) != bool(key):
        raise Invalid("--cert and --key belong together.")
    server.refuse_taken_port(host, port)
    app = server.application(config)
    server.migrate(app)
    is_demo = False
    with app.app_context():
        if empty:
            starting.prepare_real(config.root / "data" / "network.csv", admin)
        else:
            is_demo = starting.prepare_demo(server.is_default_database(config))
    server.announce(host, port, https=bool(cert), demo=is_demo)
    server.serve(app, host, port, cert, key)


@phonics.command()
@click.pass_obj
def migrate(config: Any) -> None:
    """Bring the database's tables up to this version."""
    server.migrate(server.application(config))


@phonics.command()
@click.pass_obj
def worker(config: Any) -> None:
    """Run the job worker alone (`serve` runs one itself)."""
    server.application(config).extensions["phonics.jobs"].work()


@phonics.command("demo")
@click.option("--students", default=18_025, show_default=True, type=click.IntRange(41))
@click.option("--seed", default=2569, show_default=True, type=int)
@click.pass_obj
def make_demo(config: Any, students: int, seed: int) -> None:
    """Fill an empty database with an invented network (ข้อมูลสมมติ)."""
    server.migrate(server.application(config))
    with _working(config) as (_app, session):
        if programme.fact(session, "made"):
            raise Conflict("This database is in use. The demo needs an empty one.")
        summary = demo.make(session, students=students, seed=seed, now=datetime.now(UTC))
    click.echo(summary)


@phonics.group()
def network() -> None:
    """The units of the network."""


@network.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_session
def network_load(session: Session, file: Path) -> None:
    """Add and change units by their code; a unit missing from FILE stays."""
    new, changed = programme.load_network(session, file.read_bytes())
    click.echo(f"{new} new, {changed} changed")


@phonics.group()
def roster() -> None:
    """Class lists."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", "code", required=True, help="The unit's code in data/network.csv.")
@click.option("--dry-run", is_flag=True, help="Look, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_session
def roster_import(session: Session, file: Path, code: str, dry_run: bool, as_json: bool) -> None:
    """Bring a class list (CSV or XLSX, Thai headings) into a unit: all rows or none."""
    unit = programme.unit_by_code(session, code)
    actor = Actor(Role.COORDINATOR, unit_id=unit.id, name=OPERATOR.name)
    data = file.read_bytes()
    preview = rosters.preview(session, actor, unit.id, data, file.name, datetime.now(UTC))
    report = rosters.report(preview)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        click.echo(rosters.in_words(report))
    if preview.problems:
        sys.exit(1)
    if not dry_run:
        rosters.import_roster(session, actor, unit.id, data, file.name, datetime.now(UTC))
        dashboards.refresh_rollup(session, datetime.now(UTC), [unit.id])


@phonics.group()
def staff() -> None:
    """Accounts of staff."""


@staff.command("add")
@click.argument("username")
@click.option("--name", default="", help="Name as shown on pages.")
@click.option(
    "--role", type=click.Choice([r.value for r in Role if r not in {Role.STUDENT, Role.PUBLIC}]), required=True
)
@click.option("--unit", "code", default="", help="The unit's code; none for an officer.")
@click.password_option(envvar="STAFF_PASSWORD")
@with_session
def staff_add(session: Session, username: str, name: str, role: str, code: str, password: str) -> None:
    """Add someone who signs in with a password."""
    unit_id = programme.unit_by_code(session, code).id if code else None
    if (unit_id is None) != (role == Role.OFFICER):
        raise Invalid("An officer has no unit; everyone else has one.")
    accounts.add_staff(session, username, name, accounts.hash_password(password), Role(role), unit_id)
    click.echo(f"added {username}")


@staff.command("password")
@click.argument("username")
@click.password_option(envvar="STAFF_PASSWORD")
@with_session
def staff_password(session: Session, username: str, password: str) -> None:
    """Give someone a new password; they are signed out everywhere."""
    accounts.change_password(session, username, accounts.hash_password(password))
    click.echo(f"changed the password of {username}")


@phonics.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def make_backup(config: Any, file: Path) -> None:
    """Write every table into FILE (a zip that SQLite and PostgreSQL can both take back), while the site goes on."""
    with server.application(config).app_context(), one_moment() as session:
        click.echo(f"{backup.write(session, file)} rows written to {file}")


@phonics.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def take_back(config: Any, file: Path) -> None:
    """Fill an empty database from a backup: all of it or nothing."""
    server.migrate(server.application(config))
    with _working(config) as (_app, session):
        click.echo(f"{backup.restore(session, file)} rows restored")


@phonics.group()
def audio() -> None:
    """The shipped clips."""


@audio.command("build")
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 16))
@click.pass_obj
def audio_build(config: Any, jobs: int) -> None:
    """Make the clips that are missing; what is already right is kept."""
    with click.progressbar(length=1, label="clips") as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(1)

        report = audio_service.build(config.root / "audio", jobs, show)
    click.echo(f"{report.made} made, {report.kept} kept, {report.dropped} dropped, {len(report.failed)} failed")
    for sentence in report.failed:
        click.echo(sentence, err=True)
    sys.exit(1 if report.failed else 0)


@audio.command("check")
@click.pass_obj
def audio_check(config: Any) -> None:
    """Say what is wrong with the shelf of clips; exit 1 if anything is."""
    problems = audio_service.check(config.root / "audio")
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


@phonics.command("rebuild")
@with_session
def rebuild(session: Session) -> None:
    """Work out scores, mastery, suggestions and the dashboards' roll-up anew, from the marks."""
    now = datetime.now(UTC)
    click.echo(f"{scores.rebuild(session, now)} tests scored again")
    dashboards.refresh_rollup(session, now)


@phonics.command("rollup")
@with_session
def refresh_rollup(session: Session) -> None:
    """Work the dashboards' roll-up out anew."""
    dashboards.refresh_rollup(session, datetime.now(UTC))
    click.echo("done")
