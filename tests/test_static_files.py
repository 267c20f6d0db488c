"""Static files are sent small, and those of a build before stay where an open page looks for them."""

import gzip
import os
from pathlib import Path

import pytest
from cast import World
from flask.testing import FlaskClient
from whitenoise import WhiteNoise

from config import ROOT
from phonics import static_files


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "look.css").write_text("a { color: #1d2733 }\n" * 100)
    (folder / "tiny.js").write_text("1")
    return folder


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


def test_each_file_lies_beside_its_compressed_forms_and_those_that_gain_nothing_alone(static: Path, var: Path) -> None:
    build = static_files.build_of(static)
    folder = static_files.pressed(static, var, build)[build]
    assert sorted(path.name for path in folder.iterdir()) == ["look.css", "look.css.br", "look.css.gz", "tiny.js"]
    assert gzip.decompress((folder / "look.css.gz").read_bytes()) == (static / "look.css").read_bytes()


def test_a_changed_file_makes_a_new_build_and_only_the_last_ones_stay(static: Path, var: Path) -> None:
    names = []
    for n in range(static_files.BUILDS_KEPT + 2):
        (static / "tiny.js").write_text(str(n))
        names.append(static_files.build_of(static))
        served = static_files.pressed(static, var, names[-1])
        os.utime(served[names[-1]], (n, n))
        assert (served[names[-1]] / "tiny.js").read_text() == str(n)
    assert len(set(names)) == len(names)
    there = {path.name for path in (var / "static").iterdir()}
    assert there == set(served) == set(names[-static_files.BUILDS_KEPT :])


def test_where_nothing_can_be_written_files_are_served_as_they_are(static: Path, var: Path) -> None:
    var.write_text("no folder")
    assert static_files.pressed(static, var, "build") == {"build": static}


def test_whoever_takes_it_gets_the_small_form(static: Path, var: Path) -> None:
    build = static_files.build_of(static)
    files = WhiteNoise(None, root=static_files.pressed(static, var, build)[build])
    for accepted, sent in (("br, gzip", ".br"), ("gzip", ".gz"), ("", "")):
        path, headers = files.files["/look.css"].get_path_and_headers({"HTTP_ACCEPT_ENCODING": accepted})
        assert path.endswith("look.css" + sent)
        assert "Accept-Encoding" in dict(headers)["Vary"]


def test_pages_are_sent_small_too_and_clips_as_they_are(client: FlaskClient, world: World) -> None:
    page = client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert page.content_encoding == "gzip"
    assert page.vary.find("Accept-Encoding") >= 0
    assert b"csrf_token" in gzip.decompress(page.data)
    clip = next((ROOT / "audio" / "generated").glob("*.mp3")).name
    with client.get(f"/audio/{clip}", headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert answer.content_encoding is None
