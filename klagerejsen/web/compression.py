"""Answers made smaller for slow networks.

Pages hold secrets beside words that others wrote, and how well a page can be compressed tells a little of both to
somebody who counts bytes on the network and chooses the words (BREACH, 2013). What a form token is worth there is
not to be had: its signature is another one every second. For all else each answer is made longer by a random number of
bytes, as Django does (after Palacios, Fernández and Rafael, "Heal the Breach", 2022).
"""

import gzip
import io
import secrets

from flask import Flask, request
from werkzeug.wrappers import Response

KINDS = frozenset({"text/html", "application/json"})
LEAST_BYTES = 1_000
MOST_RANDOM_BYTES = 100


def init_app(app: Flask) -> None:
    """Compress pages and other words for browsers that take it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in KINDS or response.is_streamed or response.content_encoding:
            return response
        response.vary.add("Accept-Encoding")
        if accepted() and len(response.get_data()) >= LEAST_BYTES:
            response.content_encoding = "gzip"
            response.set_data(_padded(response.get_data()))
        return response


def accepted() -> bool:
    """Whether this browser takes what is compressed."""
    return "gzip" in request.accept_encodings


def _padded(body: bytes) -> bytes:
    """Compress; the random bytes stand where a file's name would."""
    name = "x" * secrets.randbelow(MOST_RANDOM_BYTES + 1)
    target = io.BytesIO()
    with gzip.GzipFile(name, "wb", 6, target, mtime=0) as file:
        file.write(body)
    return target.getvalue()
