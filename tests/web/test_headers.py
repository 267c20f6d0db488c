"""What every answer carries: a strict policy, no sniffing, no caching of people's pages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cast import World
from flask.testing import FlaskClient

from config import ROOT
from phonics.roles import Actor

SignIn = Callable[[Actor], FlaskClient]


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/api/v1/openapi.json", "/healthz", "/network", "/wall"])
def test_every_answer_carries_the_policy(client: FlaskClient, world: World, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_with_names_are_never_stored(client: FlaskClient, sign_in: SignIn, world: World) -> None:
    sign_in(world.alice)
    for path in ("/teacher/", f"/teacher/classes/{world.room.id}", f"/teacher/children/{world.children[1].id}"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_https_is_remembered_only_where_it_served(client: FlaskClient, world: World) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "max-age" in client.get("/", base_url="https://example.test/").headers["Strict-Transport-Security"]


def test_static_files_are_kept_for_ever_under_a_name_of_their_own(client: FlaskClient, world: World) -> None:
    page = client.get("/sign-in").text
    address = re.search(r'href="(/static/[0-9a-f]{10}/css/tokens\.css)"', page)
    assert address
    answer = client.get(address[1])
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.parametrize(
    "path", ["/static/../config.py", "/audio/../manifest.csv", "/audio/%2e%2e/manifest.csv", "/audio/x"]
)
def test_nothing_outside_is_served(client: FlaskClient, world: World, path: str) -> None:
    assert client.get(path).status_code == 404


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_no_template_holds_inline_script_or_style(template: Path) -> None:
    text = re.sub(r"{#.*?#}", "", template.read_text("utf-8"), flags=re.S)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, tag


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_every_form_that_posts_carries_the_token(template: Path) -> None:
    text, token = template.read_text("utf-8"), 'name="csrf_token" value="{{ csrf_token() }}"'
    macros = re.findall(r"{%-? macro (\w+)\((?:(?!endmacro).)*?" + re.escape(token), text, flags=re.S)
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.S):
        if re.search(r'method\s*=\s*"post"', form, flags=re.I):
            assert token in form or any(f"{{{{ {macro}(" in form for macro in macros), form[:120]
