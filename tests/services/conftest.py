"""Store and service tests run on SQLite and on a real PostgreSQL."""

from both_databases import postgres, session, shared, world

__all__ = ["postgres", "session", "shared", "world"]
