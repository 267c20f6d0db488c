"""Store and service tests run on SQLite and on a real PostgreSQL."""

from both_databases import session, shared, world

__all__ = ["session", "shared", "world"]
