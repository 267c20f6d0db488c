"""The clips of this site: no name leads out of their shelf, and a child's name is for its unit."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelves import Studio
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.services import voices


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a clip, a secret beside the shelf, and links that lead out."""
    var = tmp_path_factory.mktemp("house")
    shelf = voices.recorded(var)
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
        found = voices.kept(session, frozenset(), True, name, house)
    except NotFound:
        return
    assert name == "a" * 20 + ".mp3"
    assert found.path.read_bytes() == b"clip"


@pytest.mark.parametrize(
    "name", ["b" * 20 + ".mp3", "c" * 20 + ".mp3", "../secret.mp3", "manifest.csv", "a" * 20 + ".mp3\n"]
)
def test_neither_a_link_nor_a_folder_nor_a_list_is_a_clip(session: Session, house: Path, name: str) -> None:
    with pytest.raises(NotFound):
        voices.kept(session, frozenset(), True, name, house)


def test_a_clip_is_for_those_who_are_in_and_a_name_for_its_unit(studio: Studio) -> None:
    session, var, unit = studio.session, studio.var, studio.world.unit.id
    word, name = studio.record("word", "ship", "a1"), studio.record("name", str(studio.world.dao.id), "b2")
    assert not voices.kept(session, frozenset(), True, word.file, var).private
    assert voices.kept(session, frozenset({unit}), True, name.file, var).private
    for units, listening, file in (
        (frozenset(), False, word.file),
        (frozenset(), True, name.file),
        (frozenset({studio.world.other_unit.id}), True, name.file),
    ):
        with pytest.raises(NotFound):
            voices.kept(session, units, listening, file, var)
