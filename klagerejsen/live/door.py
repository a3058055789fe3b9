"""The door to the stream: the guard of the Flask application decides, exactly as it does for pages."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

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
    """What the application says to somebody who asks for the stream; `admission` is None where it says no."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    admission: Admission | None

    @property
    def refuses(self) -> bool:
        """Whether it is the guard that says no, rather than a server in trouble."""
        return self.status in _REFUSALS

    def instead(self, status: int, *headers: tuple[bytes, bytes]) -> "Answer":
        """Return an empty answer with another status and the same security headers."""
        kept = [header for header in self.headers if header[0] not in (b"content-type", b"content-length")]
        return Answer(status, [*kept, *headers, (b"content-length", b"0")], b"", None)

    async def send(self, send: Send) -> None:
        """Send it as a whole response."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def ask(app: Flask, scope: Scope) -> Answer:
    """Put the request for a stream to the application; blocks on the database, so it belongs in a thread."""
    environ: dict[str, Any] = dict(build_environ(scope, BytesIO()))  # type: ignore[arg-type]
    # Asked as a script asks, so that nobody is sent to the login page, which a stream cannot show.
    environ["HTTP_HX_REQUEST"] = "true"
    admissions: list[Admission] = []
    environ[ADMISSIONS] = admissions
    chunks, status, headers = run_wsgi_app(app, environ, buffered=True)
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return Answer(int(status[:3]), pairs, b"".join(chunks), admissions[0] if admissions else None)
