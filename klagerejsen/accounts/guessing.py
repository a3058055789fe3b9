"""Wrong passwords, counted where they are guessed: a whole municipality shares one address, and owners must get in.

Only what fails is counted. An account is left alone for a minute, then for an hour, then for a day by those of one
address, and by all addresses together once they are many. None of it holds for a browser that the account was signed in
from before: it has a count of its own. What is typed is counted whether or not there is such an account.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from flask import g, request, session
from flask_limiter.util import get_remote_address
from sqlalchemy import select
from werkzeug.wrappers import Response

from klagerejsen.accounts import known
from klagerejsen.accounts.models import User
from klagerejsen.extensions import db, limiter

OF_A_BROWSER = "10/10 minutes"
AT_AN_ACCOUNT_FROM_AN_ADDRESS = "5/minute;20/hour;60/day"
AT_AN_ACCOUNT = "30/minute;100/hour;300/day"
FROM_AN_ADDRESS = "100/minute;600/hour"
OF_A_KNOWN_BROWSER = "10/minute;60/hour"


class Account(NamedTuple):
    """What of an account is looked at before the password is."""

    id: int
    password_hash: str


def account() -> Account | None:
    """Return the account that this request wants to sign in to."""
    if "account" not in g:
        row = db.session.execute(select(User.id, User.password_hash).where(User.email == _address_typed())).first()
        g.account = Account(*row) if row else None
    found: Account | None = g.account
    return found


def slowed(view: Callable[[], Response]) -> Callable[[], Response]:
    """Refuse with 429 whoever has guessed too often, before any password is looked at."""
    for limit, key in (
        (OF_A_BROWSER, _browser),
        (AT_AN_ACCOUNT_FROM_AN_ADDRESS, lambda: f"{_account_typed()} {get_remote_address()}"),
        (AT_AN_ACCOUNT, _account_typed),
        (FROM_AN_ADDRESS, get_remote_address),
    ):
        view = limiter.limit(limit, key_func=key, deduct_when=wrong, exempt_when=_known)(view)
    return limiter.limit(OF_A_KNOWN_BROWSER, key_func=_known_browser, deduct_when=wrong, exempt_when=_unknown)(view)


def wrong(response: Response) -> bool:
    """Whether a password was looked at and was not the right one."""
    return response.status_code == 403


def _known() -> bool:
    found = account()
    return found is not None and known.knows(*found)


def _unknown() -> bool:
    return not _known()


def _browser() -> str:
    """Name the browser by the secret of its form token, without which it could not have sent anything."""
    return f"login:{session.get('csrf_token', '')}"


def _known_browser() -> str:
    return f"login:{_short(request.cookies.get(known.COOKIE, ''))}"


def _account_typed() -> str:
    return f"login:{_short(_address_typed())}"


def _address_typed() -> str:
    return request.form.get("email", "").strip().lower()


def _short(text: str) -> str:
    """What is counted is kept in memory: no more of it than needed, and no address in plain words."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
