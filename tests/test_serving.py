"""The site as an operator meets it: started, refused, stopped, kept and moved; each in a process of its own."""

import http.cookiejar
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme
from commands import Ended, command

from config import ROOT

_MANAGE = [sys.executable, str(ROOT / "manage.py")]


def _environment(var: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT", "HOST"}}
    return kept | {"PHONICS_VAR": str(var)} | more


def _run(var: Path, *arguments: str, **more: str) -> Ended:
    return command(_environment(var, **more), *arguments)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a small demo, made by the command line; to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    made = _run(folder, "demo", "--students", "100", DATABASE_URL=f"sqlite:///{folder / 'demo.db'}")
    assert made.returncode == 0, made.stderr
    return folder / "demo.db"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _serving(var: Path, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    command = [*_MANAGE, "serve", *arguments]
    with (var / "log").open("w") as log:
        process = subprocess.Popen(
            command, env=_environment(var, **more), stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(60)


def _answer(opener: urllib.request.OpenerDirector, url: str) -> tuple[int, str]:
    for _try in range(600):
        try:
            with opener.open(url, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except (urllib.error.HTTPError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


def test_a_real_site_over_https_has_the_real_units_and_secure_cookies(tmp_path):
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.cert_chain_pems[0].write_to_path(cert)
    certificate.private_key_pem.write_to_path(key)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=trust), urllib.request.HTTPCookieProcessor(jar)
    )
    port, database = _free_port(), f"sqlite:///{tmp_path / 'real.db'}"
    with _serving(
        tmp_path, "--empty", "--admin", "kong", "--cert", str(cert), "--key", str(key),
        PORT=str(port), DATABASE_URL=database, ADMIN_PASSWORD="a long enough one",
    ) as process:  # fmt: skip
        site = f"https://127.0.0.1:{port}"
        assert _answer(opener, f"{site}/healthz")[0] == 200
        page = _answer(opener, f"{site}/sign-in")[1]
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        form = {"csrf_token": token, "username": "kong", "password": "a long enough one"}
        sent = urllib.request.Request(
            f"{site}/sign-in", urllib.parse.urlencode(form).encode(), {"Referer": f"{site}/sign-in"}
        )
        with opener.open(sent, timeout=10) as answer:
            network = answer.read().decode()
        assert "ข้อมูลสมมติ" not in network
        assert "หน่วยงานเครือข่ายที่ 37" in network
        assert all(name in network for name in ("ประตูลี้", "สันป่ายางหน่อม", "สันป่ายางหลวง", "จามเทวี"))
        session = next(cookie for cookie in jar if cookie.name == "session")
        assert session.secure
        assert session.has_nonstandard_attr("HttpOnly")
        assert session.get_nonstandard_attr("SameSite") == "Lax"
        children = _children_of(process.pid)
        assert len(children) >= 3  # two that serve, one that works
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def _children_of(pid: int) -> list[int]:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        others = [p for task in Path(f"/proc/{pid}/task").iterdir() for p in (task / "children").read_text().split()]
        if len(set(found) | set(others)) >= 3:
            break
        time.sleep(0.1)
    return [int(one) for one in set(found) | set(others)]


def test_a_taken_port_is_one_sentence_and_exit_1(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = _run(tmp_path, "serve", PORT=port)
    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    assert f"Port {port} on 127.0.0.1 cannot be used" in ended.stderr


def test_an_unreachable_database_is_one_sentence_and_exit_1(tmp_path):
    url = f"postgresql://nobody@127.0.0.1:{_free_port()}/none"
    ended = _run(tmp_path, "serve", PORT=str(_free_port()), DATABASE_URL=url)
    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    assert ended.stderr.startswith("The database does not answer")


def test_a_named_database_never_gets_the_demo_by_itself(tmp_path, demo):
    database = f"sqlite:///{tmp_path / 'named.db'}"
    ended = _run(tmp_path, "serve", PORT=str(_free_port()), DATABASE_URL=database)
    assert ended.returncode == 1
    assert "--empty" in ended.stderr
    shutil.copy(demo, tmp_path / "named.db")
    ended = _run(tmp_path, "serve", "--empty", "--admin", "kong", PORT=str(_free_port()), DATABASE_URL=database)
    assert ended.returncode == 1
    assert "holds the demo" in ended.stderr


def test_a_backup_moves_to_another_database_and_only_to_an_empty_one(tmp_path, demo):
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    kept = tmp_path / "kept.zip"
    shutil.copy(demo, tmp_path / "first.db")
    assert _run(tmp_path, "backup", str(kept), DATABASE_URL=first).returncode == 0
    assert kept.stat().st_mode & 0o077 == 0  # names and hashes: for the owner only
    restored = _run(tmp_path, "restore", str(kept), DATABASE_URL=second)
    assert restored.returncode == 0, restored.stderr
    again = _run(tmp_path, "restore", str(kept), DATABASE_URL=second)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_list_comes_in_by_the_command_line_too(tmp_path, demo):
    database = f"sqlite:///{tmp_path / 'real.db'}"
    shutil.copy(demo, tmp_path / "real.db")
    example = str(ROOT / "data" / "roster_example.csv")
    into = ("roster", "import", example, "--unit", "demo-unit-01", "--json")
    looked = _run(tmp_path, *into, "--dry-run", DATABASE_URL=database)
    assert looked.returncode == 0, looked.stderr
    assert _run(tmp_path, *into, DATABASE_URL=database).stdout == looked.stdout
    assert _run(tmp_path, *into, DATABASE_URL=database).stdout != looked.stdout  # now they are all there
    broken = tmp_path / "list.csv"
    broken.write_bytes(b"%PDF-1.7 not a table")
    assert (
        _run(tmp_path, "roster", "import", str(broken), "--unit", "demo-unit-01", DATABASE_URL=database).returncode == 1
    )


@pytest.mark.skipif(shutil.which("sh") is None, reason="no sh")
def test_a_missing_venv_module_is_one_sentence_and_exit_1(tmp_path):
    shutil.copy(ROOT / "run", tmp_path)
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] && exit 1\nexit 0\n')
    python.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "PYTHON": str(python)}
    command = [str(tmp_path / "run")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        "Python cannot make a virtual environment here. On Debian or Ubuntu: apt install python3-venv"
    )
