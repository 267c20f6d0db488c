"""The reports' doors: who gets a page, a picture, a file, and what stands in them."""

import re

import pytest
from cast import NOW
from sqlalchemy import update

from phonics.services import dashboards, programme
from phonics.store.progress import Rollup
from phonics.web import dashboards as door


@pytest.fixture(autouse=True)
def _on_the_day_of_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_today", NOW.date)


@pytest.fixture
def figures(session, world):  # type: ignore[no-untyped-def]
    """Unit 1 with 100 children, 60 of them assessed; unit 2 with 80, all assessed."""
    dashboards.refresh_rollup(session, NOW)
    for unit, children, tested, rose in ((world.unit, 100, 60, 30), (world.other_unit, 80, 80, 20)):
        change = update(Rollup).where(Rollup.unit_id == unit.id)
        session.execute(change.values(children=children, tested=tested, rose=rose))
    session.commit()
    return world


def words(response) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.get_data(as_text=True))).replace("\u00a0", " ")


def test_everyone_may_read_the_networks_report_but_finds_no_unit_in_it(client, figures) -> None:  # type: ignore[no-untyped-def]
    client.set_cookie("lang", "en")
    page = client.get("/network")
    assert page.status_code == 200
    assert "Term 2/2569: 140 of 180 children assessed (78 %), 40 left" in words(page)
    assert "Test School" not in words(page)
    assert "units.svg" not in page.text


def test_the_office_sees_the_units_by_name(sign_in, figures) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(figures.ek)
    client.set_cookie("lang", "en")
    page = client.get("/network")
    assert "Test School 1" in words(page)
    assert "40 left, 40 of them in 1 of 2 units" in words(page)
    assert client.get("/units/u1").status_code == 200


def test_who_is_signed_in_may_leave_from_a_report(client, sign_in, figures) -> None:  # type: ignore[no-untyped-def]
    assert "/sign-out" not in client.get("/network").text
    assert 'action="/sign-out"' in sign_in(figures.ek).get("/network").text


def test_a_teacher_reads_the_own_units_report(sign_in, figures) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(figures.alice)
    client.set_cookie("lang", "en")
    page = client.get("/unit")
    assert "60 of 100 children assessed (60 %), 40 left" in words(page)
    assert page.text.count("<img") == page.text.count(' alt="') == 3


@pytest.mark.parametrize("path", ["/units/u1", "/units/u1/levels.svg", "/units/u1.csv"])
def test_charlie_finds_nothing_of_another_unit(sign_in, figures, path: str) -> None:  # type: ignore[no-untyped-def]
    response = sign_in(figures.charlie).get(path)
    assert response.status_code == 404
    assert "ทดสอบ 1" not in words(response)


@pytest.mark.parametrize("path", ["/unit", "/units/u1", "/units/u1/levels.svg", "/units/u1.csv"])
def test_a_stranger_signs_in_first(client, figures, path: str) -> None:  # type: ignore[no-untyped-def]
    response = client.get(path)
    assert response.status_code == 302
    assert "/sign-in" in response.location


@pytest.mark.parametrize("name", ["levels", "coverage", "rose", "cohorts"])
@pytest.mark.parametrize("size", ["wide", "middle", "narrow"])
def test_a_chart_is_served_once_and_then_only_when_it_changed(client, figures, name: str, size: str) -> None:  # type: ignore[no-untyped-def]
    first = client.get(f"/network/{name}.svg?lang=th&size={size}")
    assert (first.status_code, first.mimetype) == (200, "image/svg+xml")
    again = client.get(f"/network/{name}.svg?lang=th&size={size}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_chart_may_run_nothing(client, figures) -> None:  # type: ignore[no-untyped-def]
    policy = client.get("/network/levels.svg").headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize("path", ["/network/units.svg", "/network/anything.svg"])
def test_a_chart_not_for_the_public_does_not_exist(client, figures, path: str) -> None:  # type: ignore[no-untyped-def]
    assert client.get(path).status_code == 404


def test_the_file_has_the_figures_of_the_page_with_source_and_date(client, session, figures) -> None:  # type: ignore[no-untyped-def]
    programme.set_fact(session, "demo", "yes")
    session.commit()
    client.set_cookie("lang", "en")
    response = client.get("/network.csv")
    lines = response.data.decode("utf-8-sig").splitlines()
    assert response.headers["Content-Disposition"] == "attachment; filename=network-2-2569.csv"
    assert lines[1].startswith("network,,Whole network,180,140,40,50,")
    assert any(line.startswith('"Source: assessments') for line in lines)
    assert "Invented data" in lines


def test_invented_data_is_said_on_page_and_picture(client, session, figures) -> None:  # type: ignore[no-untyped-def]
    real = client.get("/network/levels.svg").data
    programme.set_fact(session, "demo", "yes")
    session.commit()
    assert "ข้อมูลสมมติ" in words(client.get("/network")) or "Invented data" in words(client.get("/network"))
    assert client.get("/network/levels.svg").data != real


def test_a_site_without_children_has_a_page_all_the_same(client, world) -> None:  # type: ignore[no-untyped-def]
    client.set_cookie("lang", "en")
    assert "Term 2/2569: no child is enrolled yet" in words(client.get("/network"))


def test_pages_have_no_inline_style_or_script(client, figures) -> None:  # type: ignore[no-untyped-def]
    page = client.get("/network").text
    assert " style=" not in page
    assert "<script>" not in page
    assert "<style" not in page
