"""Static files: compressed once, and at an address that changes with them, so that no browser has to ask again."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, abort, current_app, send_from_directory, url_for
from werkzeug.utils import safe_join
from werkzeug.wrappers import Response

from klagerejsen.paths import STATIC
from klagerejsen.web import compression
from klagerejsen.web.bundles import BUNDLES

TEXTS = (".css", ".js", ".svg")
"""What becomes smaller; fonts and pictures are compressed as they are."""
A_YEAR = 31_536_000
_VERSIONED = re.compile(r"([0-9a-f]{12})/(.+)")


def version() -> str:
    """Return a name for all static files as they are: it stands in their addresses, and changes with any of them.

    Scripts import each other by relative addresses, and so share it.
    """
    return _digest() if current_app.debug else _digest_at_first()


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    for body in BUNDLES.values():
        digest.update(body().encode())
    return digest.hexdigest()[:12]


_digest_at_first = cache(_digest)


def asset(path: str) -> str:
    """Return the address of a static file."""
    return url_for("static", filename=f"{version()}/{path}")


def init_app(app: Flask) -> None:
    """Serve the static files."""
    app.view_functions["static"] = send
    app.jinja_env.globals["asset"] = asset


def send(filename: str) -> Response:
    """Send a file, to be kept for a year under its own address; under an older one it comes as it is now."""
    versioned = _VERSIONED.fullmatch(filename)
    name = versioned[2] if versioned else filename
    response = _text(name) if name.endswith(TEXTS) else send_from_directory(STATIC, name)
    if versioned and versioned[1] == version() and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def _text(name: str) -> Response:
    path = safe_join(str(STATIC), name)
    if name not in BUNDLES and (path is None or not Path(path).is_file()):
        abort(404)
    body = _body(name, version(), compressed=compression.accepted())
    response = current_app.response_class(body, mimetype=mimetypes.guess_type(name)[0])
    if compression.accepted():
        response.content_encoding = "gzip"
    response.cache_control.no_cache = True
    response.vary.add("Accept-Encoding")
    return response


@lru_cache(maxsize=500)
def _body(name: str, _version: str, *, compressed: bool) -> bytes:
    body = BUNDLES[name]().encode() if name in BUNDLES else (STATIC / name).read_bytes()
    return gzip.compress(body, 9, mtime=0) if compressed else body
