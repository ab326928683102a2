"""A server on this machine that answers as a test says, and a clock that a test moves."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, Self

_LONG_ENOUGH = 0.002
"""Seconds in which a second request would arrive if a client made two at once."""


class StillClock:
    """Time that passes only when somebody sleeps.

    Attributes:
        slept: Each sleep in seconds, in order.
    """

    def __init__(self) -> None:
        """Start at some moment."""
        self.time = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Return the time in seconds."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.time += seconds


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server says to one request.

    Attributes:
        status: Of HTTP.
        body: Sent whole; sent `times` over.
        times: How often the body is repeated.
        headers: Beside the length of the body.
        fault: "stall" says nothing until the server stops, "cut" ends in the middle of the body, "reset"
            breaks the connection before a word is said.
    """

    status: int = 200
    body: bytes = b""
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Literal["", "stall", "cut", "reset"] = ""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the server was asked.

    Attributes:
        target: Path and query as sent.
        headers: As sent; names in lower case.
        time: By the test's clock.
    """

    target: str
    headers: Mapping[str, str]
    time: float


class Localhost:
    """A server on a free port of 127.0.0.1, for the length of a `with` block.

    Attributes:
        requests: In the order they came.
        most_at_once: The highest number of requests that waited for their answer together.
        sent: Bytes of bodies that were sent.
    """

    def __init__(self, answer: Callable[[str], Reply], clock: StillClock | None = None) -> None:
        """Answer each target with what `answer` returns for it."""
        self.requests: list[Request] = []
        self.most_at_once = 0
        self.sent = 0
        self._under_way = 0
        self._answer = answer
        self._clock = clock or StillClock()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Start."""
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and let stalled answers go."""
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        localhost = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                localhost._serve(self)

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        return Handler

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self._lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            self.requests.append(Request(target=handler.path, headers=headers, time=self._clock.monotonic()))
        reply = self._answer(handler.path)
        time.sleep(_LONG_ENOUGH)
        with self._lock:
            # From here on the client may have its answer, and ask the next question.
            self._under_way -= 1
        with contextlib.suppress(OSError):  # the client has enough
            self._say(handler, reply)

    def _say(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.fault == "reset":
            # A linger of no seconds makes the system send a reset instead of a farewell.
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            return
        if reply.fault == "stall":
            self._stopped.wait()
            return
        handler.send_response_only(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body) * reply.times + (reply.fault == "cut")))
        handler.end_headers()
        for _ in range(reply.times):
            handler.wfile.write(reply.body)
            self.sent += len(reply.body)
