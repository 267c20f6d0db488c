"""The site itself: serve it, bring it up to date, keep it, move it, work its figures out anew."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from phonics import server, starting
from phonics.cli.door import phonics, with_session, working
from phonics.errors import Conflict, Invalid
from phonics.services import backup, dashboards, demo, programme, scores
from phonics.web.extensions import one_moment


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
    starting.warm()
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
    with working(config) as (_app, session):
        if programme.fact(session, "made"):
            raise Conflict("This database is in use. The demo needs an empty one.")
        summary = demo.make(session, students=students, seed=seed, now=datetime.now(UTC))
    click.echo(summary)


@phonics.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def make_backup(config: Any, file: Path) -> None:
    """Write every table into FILE (a zip that SQLite and PostgreSQL can both take back), while the site goes on."""
    with server.application(config).app_context(), one_moment() as session:
        click.echo(f"{backup.write(session, file, config.var)} rows written to {file}")


@phonics.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def take_back(config: Any, file: Path) -> None:
    """Fill an empty database from a backup: all of it or nothing."""
    server.migrate(server.application(config))
    with working(config) as (_app, session):
        click.echo(f"{backup.restore(session, file, config.var)} rows restored")


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
