"""The online voice against a server of ours that answers as Translate does, well and badly."""

import base64
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from phonics.errors import Invalid, Unavailable
from phonics.voice import gtts_source

MP3 = bytes([0xFF, 0xF3, 0x64, 0xC4]) + bytes(140) * 3


def sound(data: bytes = MP3) -> bytes:
    return f'[["wrb.fr","jQ1olc","[\\"{base64.b64encode(data).decode()}\\"]",null]]'.encode()


class Translate(ThreadingHTTPServer):
    """Answers every post with `status` and `body`, after `delay_s`; remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.status, self.body, self.delay_s = 200, sound(), 0.0
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    server: Translate

    def do_POST(self) -> None:
        self.server.asked.append(unquote(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        time.sleep(self.server.delay_s)
        try:
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    server = Translate()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setattr("urllib.request.getproxies", dict)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_word_comes_back_as_mp3(translate: Translate) -> None:
    assert gtts_source.fetch("ship", "en", 2) == MP3
    assert '"ship\\\\\\",\\\\\\"en\\\\\\"' in translate.asked[0] or '\\"ship\\",\\"en\\"' in translate.asked[0]


def test_thai_is_asked_for_in_thai(translate: Translate) -> None:
    gtts_source.fetch("ฟังนะ", "th", 2)
    assert '\\"th\\"' in translate.asked[0]


@pytest.mark.parametrize("status", [429, 403, 500])
def test_a_refusal_is_unavailable(translate: Translate, status: int) -> None:
    translate.status = status
    with pytest.raises(Unavailable, match="does not answer"):
        gtts_source.fetch("ship", "en", 2)
    assert len(translate.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>please sign in</html>",
        b'["jQ1olc",null]',
        b"\xff\xfe\x00",
        sound(b"not sound"),
        b'jQ1olc","[\\"%%%\\"]',
    ],
    ids=["nothing", "a page", "no sound", "not text", "not mp3", "not base64"],
)
def test_garbage_is_unavailable(translate: Translate, body: bytes) -> None:
    translate.body = body
    with pytest.raises(Unavailable):
        gtts_source.fetch("ship", "en", 2)


def test_silence_ends_after_the_timeout(translate: Translate) -> None:
    translate.delay_s = 1.0
    started = time.monotonic()
    with pytest.raises(Unavailable):
        gtts_source.fetch("ship", "en", 0.2)
    assert time.monotonic() - started < 0.9


def test_no_server_at_all_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: "http://127.0.0.1:9/")
    monkeypatch.setattr("urllib.request.getproxies", dict)
    with pytest.raises(Unavailable):
        gtts_source.fetch("ship", "en", 1)


@pytest.mark.parametrize(("text", "lang"), [("", "en"), (" ", "en"), ("a" * 101, "en"), ("ship", "xx")])
def test_what_it_cannot_say_is_never_sent(translate: Translate, text: str, lang: str) -> None:
    with pytest.raises(Invalid):
        gtts_source.fetch(text, lang, 2)
    assert translate.asked == []
