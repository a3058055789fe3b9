"""A place to read and render in that belongs to nobody's request, so that one rendering serves a whole audience."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, has_app_context
from flask.ctx import RequestContext
from flask.sessions import NullSession
from flask_babel import force_locale
from werkzeug.test import create_environ

from klagerejsen.access.rules import Scope
from klagerejsen.database import Row, reading
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
def rendering(app: Flask, journey_id: int, language: str, written: Sequence[object] = ()) -> Iterator[None]:
    """Render for a journey in a language, reading only; rows that were just `written` are not read again.

    Nobody is signed in here: `may()` says no, and a form gets an empty token, for which the header that
    htmx sends stands in. What an audience is shown must not depend on who of it is looking.
    """
    scope = _scope_at_hand(journey_id)
    # The application context comes first: without one of its own, the request context would borrow the
    # writer's, and give back the writer's lock when it ends.
    with looking(app), RequestContext(app, _environ(app), session=NullSession()), force_locale(_locale(language)):
        g.actors, g.csrf_token = (), ""
        g.scope = scope or app.extensions["access"][0]({"journey_id": journey_id}, ())
        g.at_hand, g.notes_told = written, {}
        yield


def at_hand(kind: type[Row]) -> list[Row]:
    """Return the rows of a kind that were just written, as they were committed."""
    return [row for row in g.at_hand if isinstance(row, kind)]


def part(name: str, **context: Any) -> str:
    """Render a part of the room's pages; of the request it knows nothing but what Jinja's globals tell everywhere."""
    return current_app.jinja_env.get_template(f"workshops/_{name}.html").render(context)


def parts(names: Iterable[str], **context: Any) -> str:
    """Render several parts that show the same things."""
    return "".join(part(name, **context) for name in names)


_locale = cache(Locale.parse)


def _scope_at_hand(journey_id: int) -> Scope | None:
    """Return the scope of the journey, where the guard found it for the request that is under way."""
    found: Scope | None = g.get("scope") if has_app_context() else None
    return Scope(found.team_id, journey_id) if found and found.journey_id == journey_id else None


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
