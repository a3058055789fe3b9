"""A check of everything that an administrator answers for: database, disk, files, settings and backups."""

import datetime as dt
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from klagerejsen.database import reading, utcnow
from klagerejsen.settings import Settings
from klagerejsen.upkeep import ballast, revisions

Translate = Callable[[str], str]
LEAST_FREE = 200_000_000
"""Bytes that should be free where the data lie: for the log of a long day, and for a backup."""
OLDEST_BACKUP = dt.timedelta(days=2)


class State(StrEnum):
    """How something is."""

    FINE = "fine"
    ATTENTION = "attention"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do where it is not fine."""

    what: str
    state: State
    said: str


def examine(settings: Settings, engine: Engine, _: Translate) -> list[Finding]:
    """Look at everything; nothing is changed."""
    of_settings = (look(settings, _) for look in (_files, _disk, _settings, _backups))
    return [finding for findings in (_database(engine, _), *of_settings) for finding in findings]


def _database(engine: Engine, _: Translate) -> Iterator[Finding]:
    token = reading.set(True)
    try:
        with engine.connect() as connection:
            here = revisions.of(connection)
            if here != revisions.newest():
                yield Finding("schema", State.BROKEN, _("Kør: klagerejsen db upgrade"))
                return
            yield Finding("schema", State.FINE, here)
            if engine.dialect.name == "sqlite":
                yield from _sqlite(connection, _)
    except Exception as error:  # whatever a database says when it cannot be used
        yield Finding("database", State.BROKEN, type(error).__name__)
    finally:
        reading.reset(token)


def _sqlite(connection: Any, _: Translate) -> Iterator[Finding]:
    damaged = connection.execute(text("PRAGMA integrity_check")).scalars().all() != ["ok"]
    loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    advice = _("Databasen er beskadiget. Stop serveren, og hent den seneste sikkerhedskopi ind.")
    yield Finding("integrity", State.BROKEN if damaged or loose else State.FINE, advice if damaged or loose else "ok")
    modes = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
    durable = modes == ["wal", 2]
    yield Finding("durability", State.FINE if durable else State.BROKEN, " ".join(map(str, modes)))


def _files(settings: Settings, _: Translate) -> Iterator[Finding]:
    for name in ("", "secret", "klagerejsen.sqlite3"):
        path = settings.data_dir / name
        if os.name == "posix" and path.exists():
            open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o077
            advice = _("Andre på maskinen kan læse {path}. Luk med: chmod go= {path}").format(path=path)
            said = advice if open_to_others else str(path)
            yield Finding("permissions", State.ATTENTION if open_to_others else State.FINE, said)


def _disk(settings: Settings, _: Translate) -> Iterator[Finding]:
    free, path = shutil.disk_usage(settings.data_dir).free, ballast.place(settings.data_dir)
    if free < ballast.BYTES and path.exists():
        words = _("Disken er fuld. Slet {path}, og gør plads. Serveren lægger filen igen, når den starter.")
        yield Finding("disk", State.BROKEN, words.format(path=path))
        return
    words = _("{free} MB fri").format(free=free // 1_000_000)
    yield Finding("disk", State.FINE if free >= LEAST_FREE else State.ATTENTION, words)


def _settings(settings: Settings, _: Translate) -> Iterator[Finding]:
    if not settings.secure_cookies:
        words = _("KLAGEREJSEN_PUBLIC_URL begynder ikke med https://. Uden den sendes cookies også uden kryptering.")
        yield Finding("address", State.ATTENTION, words)
    if not settings.trusted_hosts:
        words = _("KLAGEREJSEN_TRUSTED_HOSTS er ikke sat. Sæt den, hvis andre kan nå serveren.")
        yield Finding("hosts", State.ATTENTION, words)


def _backups(settings: Settings, _: Translate) -> Iterator[Finding]:
    newest = max((path.stat().st_mtime for path in backups_of(settings).glob("*.sqlite3")), default=None)
    if newest is None:
        yield Finding("backup", State.ATTENTION, _("Der er ingen sikkerhedskopi. Kør: klagerejsen backup"))
        return
    made = dt.datetime.fromtimestamp(newest, dt.UTC)
    state = State.FINE if utcnow() - made <= OLDEST_BACKUP else State.ATTENTION
    yield Finding("backup", state, _("Den nyeste er fra {when}.").format(when=f"{made:%Y-%m-%d %H:%M} UTC"))


def backups_of(settings: Settings) -> Path:
    """Return where backups lie that nobody put elsewhere."""
    return settings.data_dir / "backups"
