"""Before the first page: make a real site or the demo in a new database, leave any other as it is."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from phonics.errors import Conflict, Invalid
from phonics.roles import Role
from phonics.services import accounts, demo, programme, sayable, upkeep
from phonics.web.extensions import enqueue, unit_of_work


def warm() -> None:
    """Work out beforehand what the first page would wait for; the processes that serve inherit it."""
    sayable.warm()


def prepare_real(network_file: Path, admin: Mapping[str, str | None]) -> None:
    """Make a new database a real site: units, terms, instruments, the first administrator.

    :raises Conflict: if the database holds the demo
    """
    now = datetime.now(UTC)
    with unit_of_work() as session:
        if programme.is_demo(session):
            raise Conflict("This database holds the demo. A real site needs a database of its own: set DATABASE_URL.")
        made = programme.fact(session, "made")
    if made:
        return enqueue("keep_current")
    name, password_hash = _first_administrator(admin)
    with unit_of_work() as session:
        programme.load_network(session, network_file.read_bytes())
        accounts.add_staff(session, name, name, password_hash, Role.OFFICER, None)
        upkeep.keep_current(session, now)
        programme.set_fact(session, "made", now.isoformat())


def _first_administrator(admin: Mapping[str, str | None]) -> tuple[str, str]:
    if not (admin["admin"] and admin["admin_password"]) and not sys.stdin.isatty():
        raise Invalid("A new site needs its first administrator: --admin NAME and ADMIN_PASSWORD.")
    name = admin["admin"] or click.prompt("User name of the first administrator")
    password = admin["admin_password"] or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return name, accounts.hash_password(password)


def prepare_demo(default_database: bool) -> bool:
    """Fill a new default database with the demo; return whether this database holds a demo.

    :raises Invalid: if someone named this database and it is empty
    """
    with unit_of_work() as session:
        made, is_demo = programme.fact(session, "made"), programme.is_demo(session)
    if made:
        enqueue("keep_current")
        return is_demo
    if not default_database:
        raise Invalid("This database is empty. Start a real site with --empty, or fill it with `phonics demo`.")
    click.echo("Making the demo network (invented data) …")
    with unit_of_work() as session:
        demo.make(session, now=datetime.now(UTC))
    return True
