"""Requests put to the Flask application: pages, and the door to the stream, where its guard decides as for pages."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from io import BytesIO
from types import MappingProxyType
from typing import IO, Any

from a2wsgi.wsgi import build_environ
from flask import Flask
from werkzeug.test import run_wsgi_app

from klagerejsen.live.routes import ADMISSIONS, Admission
from klagerejsen.live.subscriber import Send

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_REFUSALS = frozenset({401, 403, 404})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application says; `admission` is None where somebody asked for the stream and it says no."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    admission: Admission | None = None

    @property
    def refuses(self) -> bool:
        """Whether it is the guard that says no, rather than a server in trouble."""
        return self.status in _REFUSALS

    def instead(self, status: int, *headers: tuple[bytes, bytes]) -> "Answer":
        """Return an empty answer with another status and the same security headers."""
        kept = [header for header in self.headers if header[0] not in (b"content-type", b"content-length")]
        return Answer(status, [*kept, *headers, (b"content-length", b"0")], b"")

    async def send(self, send: Send) -> None:
        """Send it as a whole response."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def ask(app: Flask, scope: Scope) -> Answer:
    """Put the request for a stream to the application; blocks on the database, so it belongs in a thread."""
    admissions: list[Admission] = []
    # Asked as a script asks, so that nobody is sent to the login page, which a stream cannot show.
    answer = put(app, scope, BytesIO(), {"HTTP_HX_REQUEST": "true", ADMISSIONS: admissions})
    return replace(answer, admission=admissions[0] if admissions else None)


def put(app: Flask, scope: Scope, body: IO[bytes], more: Mapping[str, Any] = MappingProxyType({})) -> Answer:
    """Put a request to the application and collect its answer; to be called in a thread."""
    environ = {**build_environ(scope, body), **more}  # type: ignore[arg-type]
    chunks, status, headers = run_wsgi_app(app, environ, buffered=True)
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return Answer(int(status[:3]), pairs, b"".join(chunks))
