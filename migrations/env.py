"""Alembic's entry: online only, on the app's own engine and metadata."""

from alembic import context
from flask import current_app

from phonics.store.base import Base
from phonics.web.extensions import db

with current_app.app_context(), db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transactional_ddl=True,  # SQLite can: a migration that fails leaves nothing behind
    )
    with context.begin_transaction():
        context.run_migrations()
