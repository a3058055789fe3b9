"""Sessions as rows: a random token in the cookie, its hash in the database, gone when signed out."""

import datetime as dt
from collections.abc import Collection

from flask import Flask, current_app, request
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from klagerejsen.accounts.models import Session
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.web.tokens import hash_of, new_token
from klagerejsen.web.transactions import writing_alone

USER, SEAT, DISPLAY = "klagerejsen_user", "klagerejsen_seat", "klagerejsen_display"
LASTS = {USER: dt.timedelta(hours=12), SEAT: dt.timedelta(hours=24), DISPLAY: dt.timedelta(hours=24)}


def begin(
    kind: str,
    response: Response,
    *,
    user_id: int | None = None,
    participant_id: int | None = None,
    display_id: int | None = None,
) -> None:
    """Start a new session and give its token to the browser; a token it had before ends, as do those that ran out."""
    end(kind, response)
    forget_ended()
    token = new_token()
    row = Session(
        token_hash=hash_of(token),
        user_id=user_id,
        participant_id=participant_id,
        display_id=display_id,
        expires_at=utcnow() + LASTS[kind],
    )
    db.session.add(row)
    response.set_cookie(
        kind,
        token,
        max_age=LASTS[kind],
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def end(kind: str, response: Response) -> None:
    """End this browser's session of a kind, in the database and in the browser."""
    token = request.cookies.get(kind)
    if token:
        db.session.execute(delete(Session).where(Session.token_hash == hash_of(token)))
    response.delete_cookie(kind)


def forget_ended() -> None:
    """Delete the sessions that have run out."""
    db.session.execute(delete(Session).where(Session.expires_at <= utcnow()))


def sweep(app: Flask) -> None:
    """Do so now and then, outside of requests."""
    with writing_alone(app):
        forget_ended()


def living(hashes: Collection[str]) -> dict[str, int | None]:
    """Return those of some hashed tokens whose sessions have neither ended nor run out, each with its seat if any."""
    query = select(Session.token_hash, Session.participant_id)
    rows = db.session.execute(query.where(Session.token_hash.in_(hashes), Session.expires_at > utcnow()))
    return {row.token_hash: row.participant_id for row in rows}


def current(kind: str) -> Session | None:
    """Return this browser's living session of a kind."""
    token = hashed_token(kind)
    if token is None:
        return None
    return db.session.scalar(select(Session).where(Session.token_hash == token, Session.expires_at > utcnow()))


def hashed_token(kind: str) -> str | None:
    """Return what a row of this browser's session of a kind would hold; None where it brings no token of one."""
    token = request.cookies.get(kind)
    return hash_of(token) if token else None
