"""What a site holds: units, class lists, staff."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from phonics.cli.door import phonics, with_session
from phonics.errors import Invalid
from phonics.roles import Actor, Role
from phonics.services import accounts, dashboards, programme, rosters

OPERATOR = Actor(Role.OFFICER, name="command line")


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
