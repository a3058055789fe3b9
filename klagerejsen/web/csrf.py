"""Writes come from our own pages only: a token in every form, and the browser's word about where it came from."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from klagerejsen.extensions import csrf
from klagerejsen.web.transactions import SAFE_METHODS


def init_app(app: Flask) -> None:
    """Refuse unsafe requests that another site had the browser send."""

    @app.before_request
    def refuse_foreign() -> None:
        if request.method in SAFE_METHODS:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            abort(403)
        origin = request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != request.host:
            abort(403)

    csrf.init_app(app)
