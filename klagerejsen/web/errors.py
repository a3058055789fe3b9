"""Error pages: what went wrong, and what to do next, in the reader's language."""

import time
from collections.abc import Sequence
from math import ceil

from flask import Flask, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from klagerejsen.extensions import db, htmx, limiter
from klagerejsen.web import disk
from klagerejsen.web.limits import TooMuch
from klagerejsen.web.line import Full
from klagerejsen.web.personal import PersonalNumber, why_not

RETRY_SECONDS = 2
WORTH_KEEPING = 20
"""Signs from which a text is handed back: less is soon written again."""
SECRETIVE = "accounts"
"""The blueprint whose forms ask for passwords."""
RETRY_AFTER = {503: RETRY_SECONDS, 507: 30}
_PASSING = frozenset({"23503", "23505", "25006", "25P03"})
"""What PostgreSQL calls it where another process was faster (its row is there, ours is gone), or a server changes."""


def _words(code: int) -> tuple[str, str]:
    """Return the heading and the advice for a status code."""
    known = {
        400: (_("Det kunne ikke læses"), _("Gå tilbage, ret det, du skrev, og send igen.")),
        401: (_("Du er ikke logget ind"), _("Log ind, eller tilmeld dig workshoppen igen.")),
        403: (_("Det har du ikke adgang til"), _("Bed en administrator i dit team om adgang.")),
        404: (_("Siden findes ikke"), _("Den kan være flyttet, eller du har ikke adgang til den.")),
        409: (_("En anden nåede det først"), _("Se begge tekster, og vælg.")),
        413: (_("Det er for stort"), _("Del det op i mindre dele, og send dem hver for sig.")),
        429: (_("For mange forsøg"), _come_back_in(60)),
        503: (_("Serveren har travlt"), _("Intet er gemt. Prøv igen om et øjeblik.")),
        507: (_("Der er ikke plads"), _("Intet er gemt: serverens disk er fuld. Sig det til en administrator.")),
    }
    fallback = (
        _("Noget gik galt"),
        _("Intet er gemt. Prøv igen, og sig det til en administrator, hvis det fortsætter."),
    )
    return known.get(code, fallback)


def _answer(code: int, said: str = "") -> tuple[str, int, dict[str, str]]:
    title, advice = _words(code)
    headers = {"Retry-After": str(RETRY_AFTER[code])} if code in RETRY_AFTER else {}
    return _page(code, title, said or advice), code, headers


def _page(code: int, title: str, advice: str, typed: Sequence[str] = ()) -> str:
    template = "errors/_notice.html" if htmx else "errors/page.html"
    told = {"code": code, "title": title, "advice": advice, "typed": typed}
    try:
        return render_template(template, **told)
    except (DBAPIError, NoConnection):
        # The page asks who is signed in, and the database may be what went wrong.
        _let_go()
        return render_template(template, **told)


def _typed() -> list[str]:
    """Return what somebody wrote in a form of ours that came too late, to be copied: it stands nowhere else."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin" or request.blueprint == SECRETIVE:
        return []
    words = (value.strip() for name, value in request.form.items(multi=True) if name != "csrf_token")
    return [text for text in words if len(text) >= WORTH_KEEPING]


def _later(until: float) -> tuple[str, int, dict[str, str]]:
    seconds = max(1, ceil(until - time.time()))
    return _page(429, _words(429)[0], _come_back_in(seconds)), 429, {"Retry-After": str(seconds)}


def _come_back_in(seconds: int) -> str:
    minutes, hours = ceil(seconds / 60), ceil(seconds / 3600)
    if minutes <= 1:
        return _("Vent et minut, og prøv igen.")
    if minutes <= 90:
        return _("Vent %(n)s minutter, og prøv igen.", n=minutes)
    return _("Vent %(n)s timer, og prøv igen.", n=hours)


def _let_go() -> None:
    """End the transaction, and look nobody up any more for the page that tells of it."""
    db.session.rollback()
    g.setdefault("actors", ())


def _passes(error: DBAPIError | NoConnection) -> bool:
    """Whether the same request may well succeed in a moment."""
    if isinstance(error, NoConnection | OperationalError) or error.connection_invalidated:
        return True
    return getattr(error.orig, "sqlstate", None) in _PASSING


def _name_of(error: DBAPIError | NoConnection) -> str:
    return type(error.orig if isinstance(error, DBAPIError) else error).__name__


def init_app(app: Flask) -> None:
    """Answer every error with a page of our own."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response | tuple[str, int, dict[str, str]]:
        code = error.code or 500
        # An answer of its own, or a request for a host that is not ours, for which no page of ours has an address.
        if code < 400 or error.response is not None or isinstance(error, SecurityError):
            return error.get_response()
        # What libraries say of an error is English; only we say that something is not to be had now, and why.
        return _answer(code, vars(error).get("description", "") if code == 503 else "")

    @app.errorhandler(RateLimitExceeded)
    def too_many_tries(_error: RateLimitExceeded) -> tuple[str, int, dict[str, str]]:
        wait = limiter.current_limit
        return _later(wait.reset_at if wait else time.time() + RETRY_SECONDS)

    @app.errorhandler(TooMuch)
    def too_many_writes(error: TooMuch) -> tuple[str, int, dict[str, str]]:
        return _later(error.until)

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> tuple[str, int, dict[str, str]]:
        title, advice = (
            _("Siden var for gammel"),
            _("Genindlæs siden, og send igen. Det, du skrev, er ikke gemt."),
        )
        return _page(400, title, advice, _typed()), 400, {}

    @app.errorhandler(401)
    def signed_out(_error: HTTPException) -> tuple[str, int, dict[str, str]]:
        return _page(401, *_words(401), _typed()), 401, {}

    @app.errorhandler(PersonalNumber)
    def cpr_number(_error: PersonalNumber) -> Response | tuple[str, int, dict[str, str]]:
        db.session.rollback()
        if request.accept_mimetypes.best == "application/json":
            response = jsonify(saved=False, problems=[why_not()])
            response.status_code = 422
            return response
        return _page(422, _("Det er ikke gemt"), why_not()), 422, {}

    @app.errorhandler(Full)
    def line_full(_error: Full) -> tuple[str, int, dict[str, str]]:
        return _answer(503)

    @app.errorhandler(DataError)
    def does_not_fit(error: DataError) -> tuple[str, int, dict[str, str]]:
        _let_go()
        app.logger.warning("does not fit the database: %s on %s", _name_of(error), request.endpoint)
        return _answer(400)

    @app.errorhandler(DBAPIError)
    @app.errorhandler(NoConnection)
    def database_said_no(error: DBAPIError | NoConnection) -> tuple[str, int, dict[str, str]]:
        if (trouble := disk.trouble_in(error)) is not None:
            _let_go()
            disk.write_over()
            app.logger.error("the disk %s: %s on %s", trouble, _name_of(error), request.endpoint)
            return _answer(507 if trouble == "full" else 503)
        if not _passes(error):
            return unexpected(error)
        _let_go()
        app.logger.warning("database unavailable: %s on %s", _name_of(error), request.endpoint)
        return _answer(503)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[str, int, dict[str, str]]:
        _let_go()
        # The message of an exception may hold what somebody typed; its type and place do not.
        app.logger.error("%s on %s", type(error).__name__, request.endpoint, exc_info=app.debug or app.testing)
        return _answer(500)
