"""`phonics audio …`: what it answers, with which exit code, and how it ends when something is in the way."""

import csv
import io
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cast import PASSWORD
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from translate import Translate, serving

from config import ROOT, Config
from phonics.cli import audio as audio_door
from phonics.cli import marks as marks_file
from phonics.cli import progress
from phonics.cli.door import phonics
from phonics.errors import Invalid
from phonics.services import audio, online_voice
from phonics.services.studio import the_44
from phonics.store.voice import SoundOpinion
from phonics.voice import library
from phonics.voice.instructions import instructions
from phonics.voice.pack import Report
from phonics.voice.wanted import Wanted


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(f"sqlite:///{tmp_path / 'phonics.db'}", "test", tmp_path, ROOT, testing=True)


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    monkeypatch.setattr(audio, "wanted", lambda: tuple(Wanted("word", word, "") for word in ("cat", "dog", "ship")))
    monkeypatch.setattr(online_voice, "PAUSE_S", (0.0, 0.0))
    monkeypatch.setattr(online_voice, "BACK_OFF_S", (0.0, 0.0))
    with serving(monkeypatch) as server:
        yield server


def run(config: Config | None, *arguments: str) -> Result:
    return CliRunner(mix_stderr=False).invoke(phonics, ["audio", *arguments], obj=config)


def refused(result: Result) -> str:
    assert isinstance(result.exception, Invalid)
    return result.exception.message % result.exception.details


def test_the_online_voice_fills_the_sites_own_shelf_and_nothing_else(config: Config, translate: Translate) -> None:
    before = (ROOT / "audio" / "manifest.csv").stat().st_mtime_ns
    result = run(config, "build", "--source", "gtts")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{3 + len(instructions())} made, 0 kept, 0 failed\n"
    assert result.stderr == f"{3 + len(instructions())} of {3 + len(instructions())} clips\n"
    kept = library.load(config.var / "voice" / "online")
    assert kept.find("word", "ship")
    assert kept.find("instruction", "hear")
    assert (ROOT / "audio" / "manifest.csv").stat().st_mtime_ns == before


def test_only_a_kind_or_a_clip_is_asked_for(config: Config, translate: Translate) -> None:
    result = run(config, "build", "--source", "gtts", "--only", "word:ship", "--only", "instruction:hear", "--json")
    told = {"made": 2, "kept": 0, "failed": [], "left": 0, "stopped_because": "", "last": ["word", "ship"]}
    assert json.loads(result.stdout) == told
    assert translate.texts == [instructions()["hear"].th, "ship"]


@pytest.mark.parametrize("only", ["name", "name:0d2352a4-44b5-4cc6-8713-1b4f6523d227", "sound:SH", "word:mali"])
def test_a_name_is_refused_in_one_sentence(config: Config, translate: Translate, only: str) -> None:
    assert refused(run(config, "build", "--source", "gtts", "--only", only))
    assert refused(run(config, "build", "--source", "gtts", "--only", only, "--in-background"))
    assert translate.bodies == []


def test_trouble_says_what_was_not_fetched_and_that_it_goes_on(config: Config, translate: Translate) -> None:
    translate.answer = lambda text: (429, b"")
    result = run(config, "build", "--source", "gtts", "--only", "word")
    assert result.exit_code == 1
    assert result.stdout.startswith("0 made, 0 kept, 3 failed\nStopped: The online voice does not answer: 429")
    assert [line.partition(":")[0] for line in result.stderr.splitlines()[1:]] == ["word cat", "word dog", "word ship"]


def test_a_job_fetches_everything_in_small_helpings(
    config: Config, translate: Translate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phonics.jobs.CLIPS_A_JOB", 2)
    result = run(config, "build", "--source", "gtts", "--only", "word", "--in-background")
    assert (result.exit_code, result.stdout) == (0, "left to the job worker\n")
    assert translate.texts == ["cat", "dog", "ship"]
    assert not (config.var / "voice" / "online" / "asked_for.json").exists()


def test_a_job_that_gets_no_answer_says_so_and_does_not_come_again(
    config: Config, translate: Translate, caplog: pytest.LogCaptureFixture
) -> None:
    translate.answer = lambda text: (403, b"")
    run(config, "build", "--source", "gtts", "--only", "word", "--in-background")
    assert len(translate.asked) == online_voice.MOST_FAILURES
    told = [one.getMessage() for one in caplog.records if one.name == "phonics.jobs"]
    assert [line.partition(": ")[2].partition(":")[0] for line in told] == ["word cat", "word dog", "word ship"]


def test_the_pack_is_built_by_its_service(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def build(audio_dir: Path, jobs: int, on_progress: progress.Progress, only: tuple[str, ...]) -> Report:
        asked.append((audio_dir, jobs, only))
        on_progress(1, 2)
        on_progress(2, 2)
        return Report(1, 5, 0, ("word cat: no clip passed its gate",))

    monkeypatch.setattr(audio, "build", build)
    result = run(config, "build", "--jobs", "3", "--only", "word")
    assert asked == [(ROOT / "audio", 3, ("word",))]
    assert result.exit_code == 1
    assert result.stdout == "1 made, 5 kept, 0 dropped, 1 failed\n"
    assert result.stderr == "2 of 2 clips\nword cat: no clip passed its gate\n"


def test_ctrl_c_ends_with_a_sentence(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: object, **__: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(audio, "build", build)
    result = run(config, "build")
    assert result.exit_code == audio_door.INTERRUPTED
    assert result.stdout == ""
    assert result.stderr.strip() == "Stopped. What was made is kept; the next run goes on from here."


def test_a_full_disk_is_told_in_a_sentence(config: Config, translate: Translate) -> None:
    (config.var / "voice").write_text("a file where a folder should be")
    assert "cannot be written" in refused(run(config, "build", "--source", "gtts"))


def test_the_background_is_for_the_online_voice(config: Config) -> None:
    assert run(config, "build", "--in-background").exit_code == 2


def test_a_shelf_is_checked(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "check", lambda audio_dir: ["word cat: clipped"])
    assert (run(config, "check").exit_code, run(config, "check").stdout) == (1, "word cat: clipped\n1 problems\n")
    assert json.loads(run(config, "check", "--json").stdout) == {"problems": ["word cat: clipped"]}
    monkeypatch.setattr(audio, "check", lambda audio_dir: [])
    assert (run(config, "check").exit_code, run(config, "check").stdout) == (0, "0 problems\n")


def test_a_log_gets_a_line_now_and_then_and_one_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 1.0, 11.0, 11.0, 12.0, 13.0])
    show = progress._lines("clips", clock=lambda: next(seconds))
    for done in (1, 2, 3, 4):
        show(done, 4)
    assert capsys.readouterr().err == "2 of 4 clips\n4 of 4 clips\n"


def test_a_person_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", shown)
    with progress.counting("clips") as show:
        show(1, 2)
        show(2, 2)
    assert "2/2" in shown.getvalue()


@pytest.fixture
def staffed(config: Config, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A database with one officer, Ek."""
    assert CliRunner().invoke(phonics, ["migrate"], obj=config).exit_code == 0
    adding = ["staff", "add", "ek", "--role", "officer", "--password", PASSWORD]
    assert CliRunner().invoke(phonics, adding, obj=config).exit_code == 0
    return config


def marks(path: Path, **changed: str) -> Path:
    first = the_44()[0].text
    row = {"id": str(uuid4()), "kind": "sound", "text": first, "file": "0" * 20 + ".mp3", "opinion": "weak", "at": ""}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row | changed)
    return path


def test_marks_are_stored_once(staffed: Config, tmp_path: Path) -> None:
    file = str(marks(tmp_path / "marks.csv"))
    for _time in range(2):
        result = run(staffed, "listen", "--marks", file, "--by", "ek")
        assert (result.exit_code, result.stdout) == (0, "1 marks stored\n"), result.output
    engine = create_engine(staffed.database_url)
    with Session(engine) as session:
        (kept,) = session.scalars(select(SoundOpinion))
        assert (kept.kind, kept.text, kept.opinion) == ("sound", the_44()[0].text, "weak")
    engine.dispose()


@pytest.mark.parametrize("changed", [{"opinion": "fine"}, {"file": "../x"}, {"text": "nonsense"}])
def test_a_bad_mark_stores_nothing(staffed: Config, tmp_path: Path, changed: dict[str, str]) -> None:
    file = marks(tmp_path / "marks.csv")
    with file.open("a", encoding="utf-8") as more:
        more.write(marks(tmp_path / "bad.csv", **changed).read_text("utf-8-sig").splitlines()[1] + "\n")
    assert refused(run(staffed, "listen", "--marks", str(file), "--by", "ek"))
    engine = create_engine(staffed.database_url)
    with Session(engine) as session:
        assert session.scalars(select(SoundOpinion)).all() == []
    engine.dispose()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"PK\x03\x04", b"a,b\n1,2\n", b'id,"kind\n', b""])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="not a file of marks"):
        marks_file.read(data)


def test_a_file_that_is_too_big_is_refused_not_cut() -> None:
    row = f"{uuid4()},sound,SH,{'x' * 200}.mp3,good\r\n".encode()
    with pytest.raises(Invalid, match="more than 1 MB"):
        marks_file.read(b"id,kind,text,file,opinion\r\n" + row * 5000)


@pytest.mark.parametrize(
    "line", ["7,sound,SH,x.mp3,weak", "sound", "", "0d2352a4-44b5-4cc6-8713-1b4f6523d227,sound,SH"]
)
def test_a_line_that_is_no_mark_is_named(line: str) -> None:
    with pytest.raises(Invalid, match="is not a mark") as told:
        marks_file.read(f"id,kind,text,file,opinion\r\n{uuid4()},sound,SH,x.mp3,good\r\n{line or ',,,,'}\r\n".encode())
    assert told.value.details["line"] == 3


def test_marks_need_a_listener_who_exists(staffed: Config, tmp_path: Path) -> None:
    file = str(marks(tmp_path / "marks.csv"))
    assert run(staffed, "listen", "--marks", file).exit_code == 2
    assert "no one with this user name" in str(run(staffed, "listen", "--marks", file, "--by", "nobody").exception)


def test_a_stop_of_the_service_ends_with_a_sentence_too(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM)

    def build(*_: object, **__: object) -> Report:
        signal.raise_signal(signal.SIGTERM)
        raise AssertionError("it went on")

    monkeypatch.setattr(audio, "build", build)
    result = run(config, "build")
    assert result.exit_code == audio_door.TERMINATED
    assert "the next run goes on from here" in result.stderr
    assert signal.getsignal(signal.SIGTERM) == before
