"""Whether what is written reaches the disk; a failure is told to whoever watches the server until a write succeeds."""

import shutil
from contextlib import suppress
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from klagerejsen.database import reading
from klagerejsen.extensions import db

LEAST_FREE = 256_000
"""Bytes; with less, what somebody writes next may not fit."""
_FULL = frozenset({"SQLITE_FULL", "53100"})
_FAILS = frozenset({"SQLITE_READONLY", "58030"})


def init_app(app: Flask) -> None:
    """Begin without trouble, and forget it with the next commit."""
    app.extensions["disk"] = None

    @event.listens_for(Session, "after_commit")
    def well(_session: Session) -> None:
        current_app.extensions["disk"] = None


def trouble_in(error: Exception) -> str | None:
    """Return "full" or "fails" where a database error says so of its disk, and remember it; else None."""
    if not isinstance(error, DBAPIError):
        return None
    name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
    found = "full" if name in _FULL else "fails" if name in _FAILS or name.startswith("SQLITE_IOERR") else None
    if found:
        current_app.extensions["disk"] = found
    return found


def write_over() -> None:
    """Write nothing over what the disk did not keep.

    SQLite's log may hold a refused write whole. A server that died now would find it there and take it for kept.
    """
    if db.engine.dialect.name != "sqlite":
        return
    token = reading.set(False)
    with suppress(DBAPIError):
        db.session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        db.session.commit()
    db.session.rollback()
    reading.reset(token)


def trouble() -> str | None:
    """Return what is the matter with the disk now: "full", "fails" or None."""
    found: str | None = current_app.extensions["disk"]
    return found or ("full" if _free() < LEAST_FREE else None)


def _free() -> float:
    """Return the bytes that are free where the database lies; of another machine's disk nothing is known."""
    path = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or not path:
        return float("inf")
    return shutil.disk_usage(Path(path).parent).free
