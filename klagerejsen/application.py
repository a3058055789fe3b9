"""The application put together: settings, extensions, the edge, the features."""

from flask import Flask, current_app, request, session
from werkzeug.routing import IntegerConverter

from klagerejsen import admission, features, paths
from klagerejsen.access import guard
from klagerejsen.catalogue import LANGUAGES
from klagerejsen.database import open_database, options_for
from klagerejsen.extensions import babel, db, htmx, limiter, migrate
from klagerejsen.settings import Settings, from_environment
from klagerejsen.web import (
    assets,
    compression,
    csrf,
    disk,
    errors,
    filters,
    headers,
    letters,
    limits,
    sizes,
    transactions,
)
from klagerejsen.web.framework import Application, SignedSessions


class RowInteger(IntegerConverter):
    """The number of a row in an address; a longer one is no address of ours, and no database's number."""

    regex = r"\d{1,9}"


def build(settings: Settings | None = None) -> Flask:
    """Build the application; raise `UnsafeSettings` before anything else where a setting cannot be used."""
    settings = settings or from_environment()
    app = Application(
        "klagerejsen",
        template_folder=str(paths.TEMPLATES),
        static_folder=str(paths.STATIC),
    )
    app.url_map.converters["int"] = RowInteger
    _configure(app, settings)
    _bind_extensions(app)
    _build_edge(app)
    features.init_app(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=options_for(settings.database_url),
        SESSION_COOKIE_NAME="klagerejsen",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=sizes.LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=sizes.LARGEST_FORM,
        # A workshop day is longer than an hour; the token dies with the browser's session.
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=settings.language,
        BABEL_TRANSLATION_DIRECTORIES=str(paths.TRANSLATIONS),
        RATELIMIT_HEADERS_ENABLED=False,
    )
    app.session_interface = SignedSessions(app)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(paths.MIGRATIONS), render_as_batch=True)
    babel.init_app(app, locale_selector=chosen_language)
    htmx.init_app(app)
    limiter.init_app(app)
    with app.app_context():
        open_database(db.engine)


def _build_edge(app: Flask) -> None:
    compression.init_app(app)
    # The transaction opens before anything reads, and closes after everything wrote.
    transactions.init_app(app, admission.hold)
    sizes.init_app(app)
    csrf.init_app(app)
    letters.init_app(app)
    guard.init_app(app, admission.find_scope, admission.find_actors, admission.other_door)
    limits.init_app(app)
    headers.init_app(app)
    disk.init_app(app)
    errors.init_app(app)
    filters.init_app(app)
    assets.init_app(app)
    # Nobody who is refused holds up those who write.
    transactions.take_turns(app)


def chosen_language() -> str:
    """Return the language this browser chose, else the one it prefers of ours, else the installation's."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    usual = current_app.config["SETTINGS"].language
    return request.accept_languages.best_match(LANGUAGES) or str(usual)
