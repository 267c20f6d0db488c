"""The clips of this site: none outside the shelf, and a recording is for its unit until the network hears it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelves import Studio
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.roles import PUBLIC, Actor, Role
from phonics.services import voices

LISTENER = Actor(Role.STUDENT, None, 1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a clip, a secret beside the shelf, and links that lead out."""
    var = tmp_path_factory.mktemp("house")
    shelf = voices.online(var)
    shelf.mkdir(parents=True)
    (var / "secret.mp3").write_bytes(b"secret")
    (shelf / f"{'a' * 20}.mp3").write_bytes(b"clip")
    (shelf / f"{'b' * 20}.mp3").symlink_to(var / "secret.mp3")
    (shelf / "manifest.csv").write_text("kind")
    (shelf / f"{'c' * 20}.mp3").mkdir()
    return var


_PIECES = [
    *("a" * 20, "b" * 20, "c" * 20, "A" * 20, ".mp3", "secret", "manifest.csv", "recorded", "online"),
    *("..", "/", "//", "\\", "%2e", "%2f", "%00", "\0", "~", "\n", " ", "ａ", "．", "C:", "file:"),
]
_NASTY = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=6).map("".join)


@given(name=_NASTY)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_leads_out_of_the_shelf(session: Session, house: Path, name: str) -> None:
    try:
        found = voices.kept(session, LISTENER, None, name, house)
    except NotFound:
        return
    assert name == "a" * 20 + ".mp3"
    assert found.path.read_bytes() == b"clip"


@pytest.mark.parametrize(
    "name", ["b" * 20 + ".mp3", "c" * 20 + ".mp3", "../secret.mp3", "manifest.csv", "a" * 20 + ".mp3\n"]
)
def test_neither_a_link_nor_a_folder_nor_a_list_is_a_clip(session: Session, house: Path, name: str) -> None:
    with pytest.raises(NotFound):
        voices.kept(session, LISTENER, None, name, house)


def test_a_recording_is_for_its_unit_and_on_a_tablet_for_the_class_that_is_open(studio: Studio) -> None:
    session, var, world = studio.session, studio.var, studio.world
    rows = studio.record("word", "ship", "a1"), studio.record("name", str(world.dao.id), "b2")
    for row in rows:
        assert voices.kept(session, world.dao, None, row.file, var).private
        assert voices.kept(session, PUBLIC, world.unit.id, row.file, var).private
        for actor, open_class in ((PUBLIC, None), (PUBLIC, world.other_unit.id), (world.charlie, None)):
            with pytest.raises(NotFound):
                voices.kept(session, actor, open_class, row.file, var)


def test_what_the_network_hears_is_no_secret(studio: Studio) -> None:
    session, var, world = studio.session, studio.var, studio.world
    row = studio.record("word", "ship", "a1")
    studio.judge(row, scope="network")
    assert not voices.kept(session, world.charlie, None, row.file, var).private
    with pytest.raises(NotFound):
        voices.kept(session, PUBLIC, None, row.file, var)
