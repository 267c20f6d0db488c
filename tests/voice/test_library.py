"""The shelf as the running platform sees it."""

import subprocess
import sys
from pathlib import Path

import pytest

from phonics.errors import Invalid
from phonics.voice import library

HEADINGS = "kind,text,voice,file,seconds,cues,source,licence,inputs\n"
SHIP = 'word,ship,hibari-heart,abc.mp3,0.67,"[[0.05,0.25,[0,1]],[0.25,0.6,[2]]]",hibari,Apache-2.0,1234\n'


def shelf(tmp_path: Path, rows: str) -> Path:
    (tmp_path / "manifest.csv").write_text(HEADINGS + rows, encoding="utf-8")
    return tmp_path


def test_a_clip_is_found_by_kind_and_text(tmp_path: Path) -> None:
    shelves = library.load(shelf(tmp_path, SHIP))
    clip = shelves.find("word", "ship")
    assert clip is not None
    assert (clip.seconds, clip.cues[0].letters, shelves.path(clip)) == (
        0.67,
        (0, 1),
        tmp_path / "generated" / "abc.mp3",
    )


def test_what_no_one_has_spoken_is_none(tmp_path: Path) -> None:
    assert library.load(shelf(tmp_path, SHIP)).find("sound", "ship") is None


def test_no_manifest_is_an_empty_library(tmp_path: Path) -> None:
    assert len(library.load(tmp_path)) == 0


@pytest.mark.parametrize("name", ["../secret.mp3", "/etc/passwd", "..\\secret.mp3", ".hidden"])
def test_a_file_outside_the_shelf_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Invalid):
        library.load(shelf(tmp_path, SHIP.replace("abc.mp3", name)))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("0.67", "long"),
        ("0.67", "inf"),
        ("[[0.05", "[[[0.05"),
        ("[0,1]", "[0,]"),
        ("[0,1]", "0"),
        ("[0,1]", "[00,1]"),
        ("0.67", "๐.๖๗"),
        ("[0,1]", "[๐,๑]"),
        ("ship,hibari-heart,", "ship,"),
        ("word,ship", "word,ship,ship"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    with pytest.raises(Invalid, match="manifest"):
        library.load(shelf(tmp_path, SHIP.replace(good, bad)))


def test_a_manifest_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("kind,text,file\n", encoding="utf-8")
    with pytest.raises(Invalid, match="columns"):
        library.load(tmp_path)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00k", HEADINGS.encode() + b"word,\xe0\xb8", HEADINGS.encode() + b"x" * 200_000]
)
def test_a_manifest_that_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.csv").write_bytes(data)
    with pytest.raises(Invalid, match="cannot be read"):
        library.load(tmp_path)


def test_a_clip_and_its_row_say_the_same(tmp_path: Path) -> None:
    shelves = library.load(shelf(tmp_path, SHIP))
    assert [library.row_of(clip) for clip in shelves] == [*shelves.rows.values()]


def test_files_may_lie_beside_their_manifest(tmp_path: Path) -> None:
    shelves = library.load(shelf(tmp_path, SHIP), "")
    assert [shelves.path(clip) for clip in shelves] == [tmp_path / "abc.mp3"]


def test_cues_that_a_person_wrote_with_spaces_are_read(tmp_path: Path) -> None:
    spaced = SHIP.replace("[[0.05,0.25,[0,1]],[", "[[0.05, 0.25, [0, 1]], [")
    clip = library.load(shelf(tmp_path, spaced)).find("word", "ship")
    assert clip
    assert clip.cues == (library.Cue(0.05, 0.25, (0, 1)), library.Cue(0.25, 0.6, (2,)))


def test_the_running_platform_wakes_no_audio_tool() -> None:
    code = "import phonics.voice.library, phonics.voice.wanted, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "hibari", "pocketsphinx", "lameenc", "av", "gtts"} & set(loaded)
