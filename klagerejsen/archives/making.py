"""The worker "pack": a team's archive made in a process of its own, which has the database and nothing else of ours."""

import datetime as dt
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from klagerejsen.archives.writing import Order, write
from klagerejsen.background.worker import Tell
from klagerejsen.database import open_database, options_for, reading, utcnow
from klagerejsen.outgoing.terms import Terms

NICER = 10


def make(
    _source: Path, target: Path, tell: Tell, *, database_url: str, team_id: int, terms: Mapping[str, Any], language: str
) -> dict[str, Any]:
    """Make an archive of what is shown, after those who work in a room; raises `Refusal`."""
    with suppress(AttributeError, OSError):
        os.nice(NICER)
    engine = create_engine(database_url, **options_for(database_url))
    open_database(engine)
    stated = Terms(terms["purpose"], terms["words"], dt.date.fromisoformat(terms["delete_by"]))
    return _told(to_file(engine, Order(team_id, stated, utcnow(), language), target, tell))


def to_file(engine: Engine, order: Order, target: Path, tell: Tell) -> dict[str, Any]:
    """Write an archive to a file as of one moment and return its manifest; nothing is left where it is refused."""
    part, token = target.with_name(f"{target.name}.part"), reading.set(True)
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with TemporaryDirectory(dir=target.parent) as spool, Session(engine) as session, part.open("wb") as file:
            manifest = write(session, order, file, Path(spool), tell)
        part.replace(target)
    finally:
        reading.reset(token)
        part.unlink(missing_ok=True)
    return manifest


def _told(manifest: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in manifest.items() if key != "files"}
