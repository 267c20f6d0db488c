"""A class list comes in by the browser: choose, look, say yes."""

import ast
import io
import os
import re
import time
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from sqlalchemy import func, select

from phonics.store.people import Student

ROOT = Path(__file__).parent.parent.parent
GOOD = """เลขประจำตัวนักเรียน,ชื่อ-สกุล,ชั้น,ศาสนา,หมายเหตุ
00101,เด็กชายธนา ใจดี,ป.2/1,ความลับ,-
00102,เด็กหญิงมะลิ งามตา,ป.2/1,ความลับ,-
"""
BAD = GOOD + "00102,เด็กหญิงแก้ว ดี,ป.9,ความลับ,-\n"


@pytest.fixture
def bob(world, sign_in):
    """The browser of Bob, lead teacher of unit 1."""
    return sign_in(world.bob)


def send(browser, text, name="list.csv"):
    data = text if isinstance(text, bytes) else text.encode("utf-8-sig")
    return browser.post("/rosters/previews", data={"list": (io.BytesIO(data), name)})


def count(session):
    return session.scalar(select(func.count()).select_from(Student))


def held_files(app):
    return list(Path(app.config["VAR"]).glob("rosters/*.json"))


def test_the_page_offers_a_file_picker_and_an_empty_list(bob):
    page = bob.get("/rosters/").get_data(as_text=True)
    assert 'type="file"' in page
    assert "นำเข้ารายชื่อนักเรียน" in page
    with bob.get("/rosters/template.csv") as template:
        assert template.data.startswith(b"\xef\xbb\xbf")
        assert template.data.decode("utf-8-sig").startswith("เลขประจำตัวนักเรียน,คำนำหน้า,ชื่อ,นามสกุล")


def test_a_list_is_looked_at_and_then_brought_in(app, bob, session):
    before = count(session)
    looked = send(bob, GOOD)
    assert looked.status_code == 303
    page = bob.get(looked.location).get_data(as_text=True)
    assert "ใหม่ 2 คน" in page
    assert "มะลิ" in page
    assert "ตัดออก ไม่เก็บไว้" in page
    assert "ศาสนา" in page
    assert "ความลับ" not in page
    assert count(session) == before
    done = bob.post(f"{looked.location}/import")
    assert done.status_code == 303
    assert count(session) == before + 2
    assert held_files(app) == []


def test_the_same_list_again_has_nothing_to_change(bob):
    bob.post(f"{send(bob, GOOD).location}/import")
    page = bob.get(send(bob, GOOD).location).get_data(as_text=True)
    assert "คงเดิมทั้ง 2 คน" in page
    assert "/import" not in page


def test_problems_are_told_row_by_row_in_thai_and_english_and_nothing_comes_in(bob, session):
    before = count(session)
    looked = send(bob, BAD)
    page = bob.get(looked.location).get_data(as_text=True)
    assert "ต้องแก้ก่อน 1 จุด" in page
    assert "ป.9 ไม่ใช่ชั้นเรียน" in page
    assert "ป.9 is not a grade" in page
    assert "/import" not in page
    assert bob.post(f"{looked.location}/import").status_code == 400
    assert count(session) == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.7 pretending", "เป็น PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "ไม่ใช่ Excel"),
    ],
)
def test_what_is_no_list_is_refused_on_the_same_page(app, bob, data, sentence):
    answer = send(bob, data)
    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert 'type="file"' in answer.get_data(as_text=True)
    assert held_files(app) == []


def test_no_file_at_all_is_told(bob):
    answer = bob.post("/rosters/previews", data={})
    assert answer.status_code == 400
    assert "กรุณาเลือกไฟล์ก่อน" in answer.get_data(as_text=True)


def test_fifty_megabytes_are_refused_in_a_sentence(bob, session):
    before = count(session)
    body = b'--x\r\nContent-Disposition: form-data; name="list"; filename="a.csv"\r\n\r\n' + b"a,b\n" * (50 * 2**18)
    answer = bob.post("/rosters/previews", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert count(session) == before


def test_what_is_held_has_nothing_that_is_dropped_and_only_its_owner_can_read_it(app, bob):
    send(bob, GOOD)
    (path,) = held_files(app)
    assert "ความลับ" not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0


def test_a_held_list_is_its_owners_alone(bob, world, sign_in):
    location = send(bob, GOOD).location
    charlie = sign_in(world.charlie)
    assert charlie.get(location).status_code == 404
    assert charlie.post(f"{location}/import").status_code == 404
    assert charlie.post(f"{location}/discard").status_code == 404
    assert sign_in(world.bob).get(location).status_code == 200


def test_another_file_lets_the_first_go(app, bob):
    location = send(bob, GOOD).location
    assert bob.post(f"{location}/discard").status_code == 303
    assert held_files(app) == []
    assert bob.get(location).status_code == 404


def test_a_list_nobody_came_back_for_goes_after_an_hour(app, bob):
    send(bob, GOOD)
    (old,) = held_files(app)
    an_hour_ago = time.time() - 3700
    os.utime(old, (an_hour_ago, an_hour_ago))
    send(bob, BAD)
    assert old not in held_files(app)


def test_a_list_is_brought_in_once(bob, session):
    location = send(bob, GOOD).location
    bob.post(f"{location}/import")
    assert bob.post(f"{location}/import").status_code == 404


@pytest.mark.parametrize("who", ["alice", "ek", "dao"])
def test_who_does_not_bring_lists_in_finds_no_page(world, sign_in, who):
    browser = sign_in(getattr(world, who))
    for path in ("/rosters/", "/rosters/template.csv", "/rosters/previews/x"):
        assert browser.get(path).status_code in {302, 404}


def test_a_stranger_signs_in_first(client, world):
    answer = client.get("/rosters/")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


def test_the_page_stands_in_english_too(bob):
    bob.set_cookie("lang", "en")
    page = bob.get(send(bob, GOOD).location).get_data(as_text=True)
    assert "2 new, 0 changed, 0 as before" in page
    assert "Primary 2/1" in page


def sentences_of_the_lists():
    """Yield every sentence that a reader of files or these pages may say."""
    of_files = (ROOT / f"phonics/exchange/{name}.py" for name in ("spreadsheets", "workbooks"))
    for path in (*of_files, *ROOT.glob("phonics/*/*roster*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
                *("Invalid", "NotFound", "NotAllowed", "Problem", "_problem"),
            }:
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and " " in str(arg.value))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
                *("message", "_IN_ANOTHER_ROW", "_ON_ANOTHER_SHEET"),
            }:
                yield from (
                    n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant) and " " in str(n.value)
                )
    for path in (ROOT / "templates/rosters").glob("*.html"):
        yield from re.findall(r"_\('(.+?)'[,)]", path.read_text("utf-8"))
        for one_and_many in re.findall(r"ngettext\('(.+?)', '(.+?)',", path.read_text("utf-8")):
            yield from one_and_many
    yield from re.findall(r'_\("(.+?)"[,)]', (ROOT / "phonics/web/rosters.py").read_text("utf-8"))


def test_every_sentence_is_said_in_thai_with_the_same_values():
    with (ROOT / "translations/rosters/th/LC_MESSAGES/messages.po").open("rb") as file:
        thai = {
            msgid: " ".join(message.string) if message.pluralizable else message.string
            for message in read_po(file)
            for msgid in (message.id if message.pluralizable else (message.id,))
        }
    said = set(sentences_of_the_lists())
    assert len(said) > 60
    assert said - thai.keys() == set()
    for msgid in said:
        assert sorted(re.findall(r"%\(\w+\)s", msgid)) == sorted(re.findall(r"%\(\w+\)s", thai[msgid])), msgid
    assert thai.keys() - said - {"", "yes", "no", "boy", "girl"} == set(), "no sentence that nobody says"
