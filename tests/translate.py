"""A server of ours that answers as Translate's speech does, well and badly."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from config import ROOT
from phonics.voice import library

Answer = tuple[int, bytes]


def spoken(data: bytes) -> bytes:
    """Return these bytes as the service wraps them."""
    return f')]}}\'\n\n[["wrb.fr","jQ1olc","[\\"{base64.b64encode(data).decode()}\\"]",null]]'.encode()


def clip(kind: str = "word", text: str = "cat") -> bytes:
    """Return a real MP3: one of the shipped clips."""
    shelf = library.load(ROOT / "audio")
    found = shelf.find(kind, text)
    assert found is not None
    return shelf.path(found).read_bytes()


class Translate(ThreadingHTTPServer):
    """Answers each text by `answer(text)`, by default with a real MP3; None is silence. Remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        sound = spoken(clip())
        self.answer: Callable[[str], Answer | None] = lambda text: (200, sound)
        self.asked: list[tuple[str, str]] = []
        self.bodies: list[str] = []
        self.stalls = False  # sends the first half of an answer and no more
        self.over = threading.Event()

    @property
    def texts(self) -> list[str]:
        return [text for text, _language in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: Translate

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.bodies.append(body)
        ((((_rpc, inside, *_),),),) = [json.loads(parse_qs(body)["f.req"][0])]
        text, language, *_ = json.loads(inside)
        text = " ".join(text.split())  # the library puts one more space behind ? and !
        self.server.asked.append((text, language))
        given = self.server.answer(text)
        if given is None:
            self.server.over.wait(20)
            self.close_connection = True
            return
        status, answer = given
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.server.stalls:
            self.wfile.write(answer[: len(answer) // 2])
            self.wfile.flush()
            self.server.over.wait(20)
            self.close_connection = True
            return
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    """Give a server to which everything meant for Translate goes."""
    server = Translate()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setattr("urllib.request.getproxies", dict)
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
