"""One process that serves everything: pages, writes and live streams, on uvicorn."""

import gc
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from flask import Flask
from flask.logging import default_handler

from klagerejsen import create_app
from klagerejsen.live.asgi import LiveApplication
from klagerejsen.live.hub import MOST_STREAMS
from klagerejsen.settings import Settings

# Longer than a busy hall's clients take between two requests, shorter than proxies keep idle connections.
KEEP_ALIVE_SECONDS = 20
# Answers under way at the stop get this long; streams have ended before.
GRACE_SECONDS = 5
# Twice as many as there may be streams, and some for the database.
MOST_FILES = 2 * MOST_STREAMS + 1_000
# Every question to SQLite gives up the interpreter and must have it back. Beside a page that computes, each return
# waits this long; at Python's own 5 ms, one note in twenty was 12 ms late.
SWITCH_SECONDS = 0.0002
# How many new objects call for a round of the garbage collector, and how many rounds for one through older objects.
ROUNDS = (10_000, 20, 50)


class Server(uvicorn.Server):
    """uvicorn, which says when it is ready and ends the streams before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, application: LiveApplication, when_ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._application, self._when_ready = application, when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say where."""
        await super().startup(sockets)
        sys.setswitchinterval(SWITCH_SECONDS)
        _take_all_files()
        _keep_what_stays()
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._when_ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, which would otherwise be waited for, and stop."""
        await self._application.streams.close()
        await super().shutdown(sockets)


def _take_all_files() -> None:
    """Open as many files as the system allows: the 1,024 that processes begin with are too few for a full hall."""
    with suppress(ImportError, ValueError, OSError):  # there is no such limit on Windows
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _keep_what_stays() -> None:
    """Take modules, mappers and templates out of the rounds of the garbage collector.

    A round through all of them stops the server for a tenth of a second, in the middle of somebody's note. The short
    rounds would come with every note; each takes a tenth of a millisecond, and what the processor has at hand.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)


def asgi_app(app: Flask) -> LiveApplication:
    """Return the application with its live streams, for any ASGI server."""
    return LiveApplication(app)


def serve(
    settings: Settings,
    host: str,
    port: int,
    ready_callback: Callable[[str], None] = lambda _address: None,
    *,
    trusted_proxies: str = "",
) -> None:
    """Serve until stopped (SIGTERM, SIGINT); `ready_callback` gets the address once it answers.

    `port` 0 takes a free one. `X-Forwarded-*` headers are believed from `trusted_proxies` (addresses,
    separated by commas) only. Requests are not logged: their paths hold join codes and display tokens.
    """
    serve_application(asgi_app(create_app(settings)), host, port, ready_callback, trusted_proxies=trusted_proxies)


def serve_application(
    application: LiveApplication,
    host: str,
    port: int,
    ready_callback: Callable[[str], None] = lambda _address: None,
    *,
    trusted_proxies: str = "",
) -> None:
    """Serve an application that was built elsewhere; see `serve`."""
    # Inside a request Flask logs where the bridge to ASGI says, which is standard output.
    default_handler.setStream(sys.stderr)
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=trusted_proxies or None,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    Server(config, application, ready_callback).run()
