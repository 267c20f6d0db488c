"""A tablet without a screen: cookies, tokens, and everything a child's side ever sends."""

import copy
import http.cookiejar
import json
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

from takes import file_of, take

from phonics.services.demo import PASSWORD

_LONG_S = 120
_BEGAN, _ENDED = "2026-11-20T10:00:00+07:00", "2026-11-20T10:09:00+07:00"
Answer = tuple[int, str]


class Tablet:
    """Cookies, and a way to ask with them."""

    def __init__(self, url: str, jar: http.cookiejar.CookieJar | None = None) -> None:
        self.url, self.jar = url, jar or http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def twin(self) -> "Tablet":
        """Return another that has just the same cookies."""
        jar = http.cookiejar.CookieJar()
        for cookie in self.jar:
            jar.set_cookie(copy.copy(cookie))
        return Tablet(self.url, jar)

    def get(self, path: str) -> str:
        return self.ask("GET", path)[1]

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "", token: str = "") -> Answer:
        """Return status and text; raise OSError where nobody answers."""
        headers = {"Content-Type": kind, "X-CSRFToken": token, "Referer": self.url + path}
        sent = urllib.request.Request(self.url + path, body, {k: v for k, v in headers.items() if v}, method=method)
        try:
            with self._opener.open(sent, timeout=_LONG_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def fill_in(self, page: str, path: str, **fields: str) -> Answer:
        """Send a form of a page."""
        body = urllib.parse.urlencode({"csrf_token": token_of(self.get(page)), **fields}).encode()
        return self.ask("POST", path, body, "application/x-www-form-urlencoded")


def token_of(page: str) -> str:
    """Return the token under which a page may send something."""
    return re.findall(r'<meta name="csrf-token" content="([^"]+)"', page)[0]


@dataclass
class Post:
    """Something a tablet sends, and how often the server then has it; `so` is what a look must find."""

    name: str
    tablet: Tablet
    method: str
    path: str
    body: bytes
    kind: str
    token: str = ""
    look: Callable[[], object] = lambda: None
    so: object = None
    answered: Answer | None = field(default=None)

    def send(self) -> None:
        """Send it; without an answer, `answered` stays None."""
        try:
            self.answered = self.tablet.ask(self.method, self.path, self.body, self.kind, self.token)
        except OSError:
            self.answered = None


class Classroom:
    """A class that is open on a tablet, its teacher's desk, and the database behind them."""

    def __init__(self, url: str, database: Path) -> None:
        self._database = database
        self.desk = Tablet(url)
        self.desk.fill_in("/sign-in", "/sign-in", username="lead1", password=PASSWORD)
        self.room = re.findall(r'href="/teacher/classes/([0-9a-f-]{36})"', self.desk.get("/teacher/classes"))[0]
        self.page = f"/teacher/classes/{self.room}"
        self.wall = self.desk.twin()
        wall = self.wall.fill_in(self.page, f"{self.page}/wall")[1]
        self.children = [UUID(found) for found in re.findall(r'href="/wall/([0-9a-f-]{36})"', wall)]

    def ask(self, sql: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self._database, timeout=20) as connection:
            return connection.execute(sql, values).fetchall()

    @cached_property
    def code(self) -> str:
        """A code of the class, made when it is first needed."""
        page = self.desk.fill_in(self.page, f"{self.page}/code")[1]
        return re.findall(r'class="digits">([^<]+)<', page)[0]

    def begun(self) -> str:
        """Return the path of a lesson that has begun."""
        path = f"/api/v1/sittings/{uuid4()}"
        assert self.wall.ask("PUT", path, self._beginning(), "application/json")[0] == 200
        return path

    def _beginning(self) -> bytes:
        began = {"student_id": str(self.children[0]), "stone": "K2.1", "seed": 7, "started_at": _BEGAN}
        return json.dumps(began).encode()

    def _json(self, name: str, method: str, path: str, body: bytes, sql: str, so: object) -> Post:
        sitting = UUID(path.split("/")[4]).hex
        return Post(
            name, self.wall.twin(), method, path, body, "application/json", "", lambda: self.ask(sql, sitting)[0], so
        )

    def sitting(self) -> Post:
        path = f"/api/v1/sittings/{uuid4()}"
        return self._json(
            "sitting",
            "PUT",
            path,
            self._beginning(),
            "select count(*), max(status) from sitting where id = ?",
            (1, "open"),
        )

    def marks(self) -> Post:
        told = {"item": "gpc:m=M", "outcome": "correct", "task": "find"}
        marks = [{"id": str(uuid4()), "seq": n, "at_ms": 900 * n, **told} for n in range(1, 6)]
        sql = "select count(*), count(distinct id), count(distinct seq) from mark where sitting_id = ?"
        path, body = f"{self.begun()}/marks", json.dumps({"marks": marks}).encode()
        return self._json("marks", "POST", path, body, sql, (5, 5, 5))

    def ending(self) -> Post:
        body = json.dumps({"ended_at": _ENDED, "ended_by": "finished", "seconds_used": 540.0}).encode()
        sql = "select count(*), max(status), max(ended_by) from sitting where id = ?"
        return self._json("ending", "PUT", f"{self.begun()}/ending", body, sql, (1, "finished", "finished"))

    def reading(self) -> Post:
        """A reading of a child whose parents have just agreed."""
        child, born, edge = self.children[0], uuid4(), uuid4().hex
        page = f"/teacher/children/{child}"
        self.desk.fill_in(page, f"{page}/voice-consent", id=str(uuid4()), given="yes")
        fields = {"id": str(born), "student": str(child), "sitting": str(uuid4()), "item": "aloud:ship"}
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="take"\r\n\r\n'
        body = ("".join(parts) + head).encode() + file_of(take()) + f"\r\n--{edge}--\r\n".encode()
        tablet = self.wall.twin()
        sql = "select count(*), count(nullif(file, '')) from read_aloud where id = ?"
        return Post(
            "reading", tablet, "POST", "/api/read-aloud", body, f"multipart/form-data; boundary={edge}",
            token_of(tablet.get("/wall")), lambda: self.ask(sql, born.hex)[0], (1, 1),
        )  # fmt: skip

    def missed(self, word: str) -> Post:
        tablet, body = self.wall.twin(), json.dumps({"clips": [["word", word]]}).encode()
        sql = "select count(*) from missed_clip where kind = 'word' and text = ?"
        return Post(
            "missed", tablet, "POST", "/api/clips/missing", body, "application/json",
            token_of(tablet.get("/wall")), lambda: self.ask(sql, word)[0], (1,),
        )  # fmt: skip

    def opening(self) -> Post:
        """A tablet that has the class's code; it must come to wait for the teacher's yes."""
        tablet = Tablet(self.wall.url)
        token = token_of(tablet.get("/wall"))
        form = urllib.parse.urlencode({"csrf_token": token, "code": self.code}).encode()
        return Post(
            "opening", tablet, "POST", "/open", form, "application/x-www-form-urlencoded", "",
            lambda: json.loads(tablet.get("/open/state"))["state"], "waiting",
        )  # fmt: skip

    def secret(self, child: UUID) -> Post:
        """A child's two pictures; the child must come to the map, and no try may count as wrong."""
        tablet, path = self.wall.twin(), f"/wall/{child}"
        pictures = self.ask("select secret from student where id = ?", child.hex)[0][0]
        form = urllib.parse.urlencode({"csrf_token": token_of(tablet.get(path)), "shown": pictures}).encode()
        wrong = "select count(*) from lockout where subject = ? and failures > 0"

        def look() -> object:
            return "data-proof" in tablet.get("/learn"), self.ask(wrong, f"child:{child}")[0][0]

        return Post(
            "secret", tablet, "POST", path, form, "application/x-www-form-urlencoded", "", look, (True, 0)
        )  # fmt: skip

    def everything(self, twice: int = 0) -> list[Post]:
        """Return one of all that a child's side sends; `twice` tells apart what has no id of its own."""
        return [
            self.sitting(), self.marks(), self.ending(), self.reading(), self.missed(("ship", "cat")[twice]),
            self.opening(), self.secret(self.children[twice]),
        ]  # fmt: skip
