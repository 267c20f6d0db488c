"""Store and service tests run on SQLite and on a real PostgreSQL."""

import pytest
from both_databases import session, shared, world
from cast import NOW, World
from recording import judge, record
from shelves import studio
from sqlalchemy.orm import Session

from phonics.services import own_words
from phonics.store.curriculum import OwnWord

__all__ = ["judge", "record", "session", "shared", "studio", "world"]


@pytest.fixture
def somjai(session: Session, world: World) -> OwnWord:
    """A word of Alice's unit."""
    row = own_words.add(session, world.alice, " Somjai ", "S AO M JH AY", " สม ใจ ", NOW)
    session.commit()
    return row
