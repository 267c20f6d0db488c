"""A bad line between a tablet and its server: what is sent can be held before it arrives, or its reply after."""

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

_OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
_LONGEST_S = 120

Cut = Literal["", "before", "after"]


class Line(ThreadingHTTPServer):
    """Passes on what tablets ask. While it is cut, what they send ends here, "before" or "after" the server had it.

    What is held stays silent until `let_go()`; then its connection closes without an answer.
    """

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.to = port
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.cut: Cut = ""
        self.held: list[tuple[str, str]] = []  # what was cut off: (method, path)
        self._over = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def hold(self, asked: tuple[str, str]) -> None:
        """Keep a tablet waiting for an answer that will not come."""
        over = self._over
        self.held.append(asked)
        over.wait(_LONGEST_S)

    def holds(self, n: int) -> None:
        """Wait until it has held so many."""
        end = time.monotonic() + _LONGEST_S
        while len(self.held) < n and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.held) >= n, self.held

    def let_go(self) -> None:
        """Close, without an answer, all that is held; what comes from now on passes."""
        self.cut, over = "", self._over
        self._over = threading.Event()
        over.set()


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Line

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        cut: Cut = self.server.cut if self.command in {"POST", "PUT"} else ""
        if cut == "before":
            return self._end()
        try:
            status, headers, answer = self._ask(body)
        except (OSError, http.client.HTTPException):  # nobody is there
            self.close_connection = True
            return None
        if cut == "after":
            return self._end()
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        return None

    do_GET = do_POST = do_PUT = _pass  # noqa: N815 - as the standard library asks

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        asked = http.client.HTTPConnection("127.0.0.1", self.server.to, timeout=60)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _OF_ONE_HOP}
            asked.request(self.command, self.path, body or None, headers)
            answer = asked.getresponse()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _OF_ONE_HOP]
            return answer.status, kept, answer.read()
        finally:
            asked.close()

    def _end(self) -> None:
        self.server.hold((self.command, self.path))
        self.close_connection = True

    def log_message(self, *_what: object) -> None:
        """Say nothing."""
