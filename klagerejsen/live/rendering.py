"""A place to read and render in that belongs to nobody's request, so that one rendering serves a whole audience."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g
from flask_babel import force_locale
from werkzeug.test import create_environ

from klagerejsen.database import reading
from klagerejsen.settings import Settings


@contextmanager
def looking(app: Flask) -> Iterator[None]:
    """Read the database in a session of its own, which keeps nobody from writing."""
    token = reading.set(True)
    try:
        with app.app_context():
            yield
    finally:
        reading.reset(token)


@contextmanager
def rendering(app: Flask, journey_id: int, language: str) -> Iterator[None]:
    """Render for a journey in a language, reading only.

    Nobody is signed in here: `may()` says no, and a form gets an empty token, for which the header that
    htmx sends stands in. What an audience is shown must not depend on who of it is looking.
    """
    # The application context comes first: without one of its own, the request context would borrow the
    # writer's, and give back the writer's lock when it ends.
    with looking(app), app.request_context(_environ(app)), force_locale(language):
        g.actors, g.csrf_token = (), ""
        g.scope = app.extensions["access"][0]({"journey_id": journey_id}, ())
        yield


def _environ(app: Flask) -> dict[str, Any]:
    """Return a request for nothing; it is made once, because making it took longer than a small rendering."""
    if "rendering" not in app.extensions:
        app.extensions["rendering"] = create_environ("/", base_url=_address(app))
    return dict(app.extensions["rendering"])


def _address(app: Flask) -> str:
    """Return an address of ours that the check of host names lets through."""
    settings: Settings = app.config["SETTINGS"]
    if settings.public_url or not settings.trusted_hosts:
        return settings.public_url or "http://localhost"
    return f"http://{settings.trusted_hosts[0].lstrip('.')}"
