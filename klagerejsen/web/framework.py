"""Flask as this application uses it: synchronous views, and templates that share their globals."""

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.templating import Environment
from itsdangerous import URLSafeTimedSerializer

View = TypeVar("View", bound=Callable[..., Any])


class SharedGlobals(Environment):
    """Templates with the same globals, and not each with a layer of its own above them.

    Jinja compares the layers whenever a template imports from another, and makes the imported one anew where they
    differ; both took as long as a small part itself.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template, with a layer of its own only where it has some of its own."""
        return super().make_globals(d) if d else self.globals


class SignedSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie; what signs them is made once for an application, and not with every request."""

    def __init__(self, app: Flask) -> None:
        self._signs = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the sessions."""
        return self._signs


class Application(Flask):
    """The WSGI application."""

    jinja_environment = SharedGlobals

    def ensure_sync(self, func: View) -> View:
        """Return the function itself: none of ours is a coroutine, which Flask would find out anew at each call."""
        return func
