"""The listening page stands by itself: everything to hear and to see is in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config import ROOT
from phonics.services import listening_page
from phonics.services.studio import the_44
from phonics.voice import library


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return listening_page.page(ROOT, tmp_path_factory.mktemp("var"), datetime(2026, 11, 22, 20, 0, tzinfo=UTC))


def test_all_44_sounds_are_on_it_each_with_its_file(page: str) -> None:
    shelf = library.load(ROOT / "audio")
    found = re.findall(r'<li data-text="([^"]+)" data-file="([^"]*)">', page)
    assert [text for text, _file in found] == [one.text for one in the_44()]
    assert len(found) == 44
    for text, file in found:
        clip = shelf.find("sound", text)
        assert file == (clip.file if clip else "")


def test_it_asks_for_nothing(page: str) -> None:
    addresses = re.findall(r"(?:src|href|data-hear)=\"([^\"]{0,40})|url\(([^)]{0,40})", page)
    assert len(addresses) > 100
    assert {(one or other)[:5] for one, other in addresses} == {"data:"}
    assert "default-src 'none'" in page
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)


def test_its_day_is_bangkoks_and_buddhist(page: str) -> None:
    assert "23 พฤศจิกายน 2569" in page
    assert "23 November B.E. 2569" in page


def test_it_is_small_enough_for_a_message(page: str) -> None:
    assert len(page) < 2_000_000


def test_a_sound_that_no_one_speaks_yet_is_shown_as_such(tmp_path: Path) -> None:
    for folder in ("static", "templates"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    silent = listening_page.page(tmp_path, tmp_path, datetime(2026, 11, 22, tzinfo=UTC))
    assert silent.count("ยังไม่มีเสียงนี้") == 44
    assert "audio/mpeg" not in silent
