"""Files come onto a shelf whole, and one builder at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from phonics.errors import Conflict
from phonics.voice import shelving
from phonics.voice.shelving import file_name, lies_there, locked, put_whole, sweep


def test_a_name_is_the_hash_of_the_content() -> None:
    """SHA-256 of "abc" (FIPS 180-2, B.1)."""
    assert file_name(b"abc") == "ba7816bf8f01cfea4141.mp3"


def test_a_file_is_written_over_only_when_the_new_one_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.mp3"
    put_whole(target, b"one")

    def fail(descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(shelving.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        put_whole(target, b"two")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"one"]


def test_an_empty_file_is_as_good_as_none(tmp_path: Path) -> None:
    assert not lies_there(tmp_path / "a.mp3")
    (tmp_path / "a.mp3").touch()
    assert not lies_there(tmp_path / "a.mp3")
    (tmp_path / "a.mp3").write_bytes(b"x")
    assert lies_there(tmp_path / "a.mp3")


def test_only_clips_and_drafts_that_nothing_names_are_swept(tmp_path: Path) -> None:
    for name in ("a.mp3", "b.mp3", "b.mp3.123.tmp", "manifest.csv", "asked_for.json"):
        (tmp_path / name).write_bytes(b"x")
    assert sweep(tmp_path, {"a.mp3"}, older_than=0) == 0
    assert sweep(tmp_path, {"a.mp3"}) == 2
    assert {file.name for file in tmp_path.iterdir()} == {"a.mp3", "manifest.csv", "asked_for.json"}


HOLD = """
import sys
from pathlib import Path
from phonics.voice.shelving import locked
with locked(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_kept_out_until_the_first_has_ended(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "mine\n"
    with pytest.raises(Conflict), locked(tmp_path):
        raise AssertionError("both are in")
    other.kill()
    other.communicate()
    with locked(tmp_path, patient=True):
        assert list(tmp_path.iterdir()) == []


def test_who_is_patient_waits(tmp_path: Path) -> None:
    code = HOLD.replace("sys.stdin.read()", "import time; time.sleep(0.3); Path(sys.argv[1], 'done').touch()")
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        other.stdout.readline()
        with locked(tmp_path, patient=True):
            assert (tmp_path / "done").exists()
