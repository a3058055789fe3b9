"""Browsers that somebody has signed in from before: whoever guesses elsewhere does not keep them out.

The cookie names accounts by number and by a trace of their password, signed. It opens nothing; it only gives the
browser a count of wrong passwords of its own. A new password makes every browser unknown.
"""

import datetime as dt
import hashlib

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

COOKIE = "klagerejsen_known"
LASTS = dt.timedelta(days=180)
MOST = 5
"""So many people may share a browser."""


def knows(user_id: int, password_hash: str) -> bool:
    """Whether this browser was signed in with the password that the account has now."""
    return _accounts().get(str(user_id)) == _trace(password_hash)


def remember(response: Response, user_id: int, password_hash: str) -> None:
    """Know this browser from now on."""
    others = [(key, trace) for key, trace in _accounts().items() if key != str(user_id)]
    accounts = dict([*others, (str(user_id), _trace(password_hash))][-MOST:])
    response.set_cookie(
        COOKIE,
        _signer().dumps(accounts),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def _accounts() -> dict[str, str]:
    try:
        found: dict[str, str] = _signer().loads(request.cookies.get(COOKIE, ""), max_age=int(LASTS.total_seconds()))
    except BadSignature:
        return {}
    return found


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known browser")


def _trace(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]
