"""The migrations build exactly the tables of `store/`, on both databases, and can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from both_databases import postgres
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from config import Config
from phonics.app import create_app
from phonics.services import tablets
from phonics.store.base import Base
from phonics.store.tablets import ClassTablet
from phonics.web.extensions import db

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, config: Config, tmp_path: Path) -> Iterator[Flask]:
    """The app on an empty database of each kind: not one table."""
    url = f"sqlite:///{tmp_path}/bare.db"
    if request.param == "postgresql":
        engine: Engine = request.getfixturevalue("postgres")
        Base.metadata.drop_all(engine)
        url = engine.url.render_as_string(hide_password=False)
    app = create_app(replace(config, database_url=url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("drop table if exists alembic_version"))
        Base.metadata.create_all(engine)


def tables(app: Flask) -> set[str]:
    return set(inspect(db.engine).get_table_names())


def test_the_migrations_build_what_the_models_say(bare: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    assert tables(bare) == {*Base.metadata.tables, "alembic_version"}


def test_upgrading_twice_changes_nothing(bare: Flask) -> None:
    upgrade()
    upgrade()
    assert tables(bare) == {*Base.metadata.tables, "alembic_version"}


def test_everything_can_be_taken_back_and_built_again(bare: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert tables(bare) == {"alembic_version"}
    upgrade()
    assert tables(bare) > {"student", "mark"}


def test_every_constraint_has_the_name_the_models_give_it(bare: Flask) -> None:
    upgrade()
    seen = inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        checks = {c.name for c in table.constraints if c.__class__.__name__ == "CheckConstraint"}
        assert {check["name"] for check in seen.get_check_constraints(table.name)} == checks
        assert seen.get_pk_constraint(table.name)["name"] == table.primary_key.name


def test_the_children_of_before_are_told_in_thai_and_stay_when_voices_are_taken_back(bare: Flask) -> None:
    upgrade(revision="0002")
    with db.engine.begin() as connection:
        unit = "(id, code, name_th, name_en, kind, status, position) values (1, 'u', 'x', 'x', 'network', 'active', 0)"
        connection.execute(text(f"insert into unit {unit}"))
        columns = "id, unit_id, number, title, given, family, nickname, sex, sort_key, level, tile, secret, active"
        values = "'00000000000000000000000000000001', 1, '1', '', 'ดาว', '', '', '', '', 'K1', 0, '', true"
        connection.execute(text(f"insert into student ({columns}) values ({values})"))
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("select given, instructions from student")).all() == [("ดาว", "th")]
        [(pin, badge)] = connection.execute(text("select pin, badge from student")).all()
        assert (len(pin), len(badge)) == (4, 24), "the children of before have cards too"
    downgrade(revision="0002")
    with db.engine.connect() as connection:
        assert connection.execute(text("select given from student")).all() == [("ดาว",)]
        assert "instructions" not in {column["name"] for column in inspect(connection).get_columns("student")}
    with db.engine.begin() as connection:
        connection.execute(text("delete from student"))
        connection.execute(text("delete from unit"))


def test_the_tablets_of_before_stay_open_under_the_key_they_hold(bare: Flask) -> None:
    upgrade(revision="0003")
    with db.engine.begin() as connection:
        unit = "(id, code, name_th, name_en, kind, status, position) values (1, 'u', 'x', 'x', 'network', 'active', 0)"
        connection.execute(text(f"insert into unit {unit}"))
        for n, key in ((1, "its key"), (2, "")):
            columns = "id, unit_id, year_be, grade, room, pictures, wall_key"
            values = f"'0000000000000000000000000000000{n}', 1, 2569, 4, '{n}', '', '{key}'"
            connection.execute(text(f"insert into classroom ({columns}) values ({values})"))
    upgrade()
    with Session(db.engine) as session:
        tablet = session.scalars(select(ClassTablet)).one()
        assert (tablet.classroom.room, tablet.number, tablet.confirmed_by) == ("1", 1, None)
        found = tablets.holder(session, "its key")
        assert found is tablet
        assert tablets.state(session, found, tablet.confirmed_at) is tablets.State.OPEN
    downgrade(revision="0003")
    with db.engine.begin() as connection:
        assert connection.execute(text("select room, wall_key from classroom order by room")).all() == [
            ("1", ""),
            ("2", ""),
        ]
        connection.execute(text("delete from classroom"))
        connection.execute(text("delete from unit"))


def test_a_mark_of_before_says_no_response_and_a_mark_taken_back_is_one(bare: Flask) -> None:
    upgrade(revision="0008")
    names = ("id", "unit_id", "sitting_id", "seq", "item", "task", "outcome", "choice", "at_ms", "replays")
    with db.engine.begin() as connection:
        unit = "(id, code, name_th, name_en, kind, status, position) values (1, 'u', 'x', 'x', 'network', 'active', 0)"
        connection.execute(text(f"insert into unit {unit}"))
        columns = "id, unit_id, number, title, given, family, nickname, sex, sort_key, level, tile, secret, active, "
        columns += "instructions, pin, badge"
        child = f"'{1:032x}', 1, '1', '', 'x', '', '', '', '', 'K1', 0, '', true, 'th', '1234', 'badge'"
        connection.execute(text(f"insert into student ({columns}) values ({child})"))
        columns = "id, unit_id, student_id, kind, stone, seed, level, started_at, ended_by, status, received_at"
        at = "'2026-11-02 02:00:00'"
        one = f"'{2:032x}', 1, '{1:032x}', 'test', '', 0, 'K1', {at}, '', 'open', {at}"
        connection.execute(text(f"insert into sitting ({columns}) values ({one})"))
        for seq, outcome in enumerate(("no_answer", "clear", "incorrect"), start=1):
            mark = f"'{seq:032x}', 1, '{2:032x}', {seq}, '1', '', '{outcome}', '', 0, 0, {at}"
            connection.execute(text(f"insert into mark ({', '.join(names)}, received_at) values ({mark})"))
    upgrade()
    asked = text("select kind, outcome, accent from mark order by seq")
    with db.engine.begin() as connection:
        kept = [("mark", "no_response", False), ("clear", "clear", False), ("mark", "incorrect", False)]
        assert connection.execute(asked).all() == kept
        event = f"'{9:032x}', 1, '{2:032x}', 9, '', '', '', '', 0, 0, {at}, 'start', false"
        names_now = ", ".join((*names, "received_at", "kind", "accent"))
        connection.execute(text(f"insert into mark ({names_now}) values ({event})"))
    downgrade(revision="0008")
    with db.engine.begin() as connection:
        outcomes = connection.execute(text("select outcome from mark order by seq")).scalars().all()
        assert outcomes == ["no_answer", "clear", "incorrect"], "what only today's kinds can say is gone"
        for table in ("mark", "sitting", "student", "unit"):
            connection.execute(text(f"delete from {table}"))
