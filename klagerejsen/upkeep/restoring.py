"""The way back from a backup: looked at first, put in place in one step, and what was there kept aside."""

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from klagerejsen.upkeep import revisions
from klagerejsen.upkeep.backups import Note, checked, to_disk


class InUse(RuntimeError):  # noqa: N818 - says what is the matter
    """A server has the database open."""


class TooNew(ValueError):  # noqa: N818 - says what is the matter
    """The backup comes from a later version than this one."""


def restore(backup: Path, database: Path, now: dt.datetime, *, by_note: bool = True) -> tuple[Note, Path | None]:
    """Put a backup in place of a database; return what it holds and where the database that was there is kept.

    Raises `Damaged`, `TooNew` and `InUse`, having changed nothing.
    """
    note = checked(backup, by_note=by_note)
    if note.revision not in revisions.known():
        raise TooNew(note.revision)
    part = database.with_name(database.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        shutil.copyfile(backup, part)
        to_disk(part)
        aside = _set_aside(database, now)
        part.replace(database)
    finally:
        part.unlink(missing_ok=True)
    to_disk(database.parent)
    return note, aside


def _set_aside(database: Path, now: dt.datetime) -> Path | None:
    if not database.exists():
        return None
    _as_one_file(database)
    aside = database.with_name(f"{database.stem}-before-{now:%Y%m%d-%H%M%S}.sqlite3")
    # Of a database that is none any more the log is left; beside another file it would be taken for that one's.
    for tail in ("", "-wal", "-shm"):
        piece = database.with_name(database.name + tail)
        if piece.exists():
            piece.replace(aside.with_name(aside.name + tail))
    return aside


def _as_one_file(database: Path) -> None:
    """Fold what SQLite keeps beside the file into it, which it does only where nobody else has it open."""
    with closing(sqlite3.connect(database, timeout=1)) as alone:
        try:
            mode = alone.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise InUse from error
        except sqlite3.DatabaseError:  # what is there is no database any more, and is kept as it is
            return
    if mode != "delete":
        raise InUse
