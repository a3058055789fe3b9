"""Backups of an SQLite database: taken while it is in use, looked at before they count, and told by their fingerprint.

A backup is one file, with a note beside it that says what is in it. A plain copy of a database that is written to is
often broken; SQLite's own backup of all pages at once is as the database was at one moment.
"""

import datetime as dt
import hashlib
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from klagerejsen.database import utcnow

PIECE = 1 << 20


class Damaged(ValueError):  # noqa: N818 - says what the file is
    """A file is not a whole database of ours; `why` is one of `no database`, `pages`, `references`, `fingerprint`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Note:
    """What a backup holds: the number of rows of each table, its schema, its size in bytes and its SHA-256."""

    made_at: str
    revision: str
    bytes: int
    sha256: str
    rows: dict[str, int]


def note_beside(path: Path) -> Path:
    """Return where the note of a backup lies."""
    return path.with_name(path.name + ".json")


def free_name(folder: Path, now: dt.datetime) -> Path:
    """Return a name for a backup that nothing has yet."""
    names = (folder / f"klagerejsen-{now:%Y%m%d-%H%M%S}{tail}.sqlite3" for tail in ("", *"bcdefghij"))
    return next(name for name in names if not name.exists())


def thin_out(folder: Path, keep: int) -> None:
    """Delete all backups of a folder but the newest so many, each with its note."""
    for path in sorted(folder.glob("klagerejsen-*.sqlite3"))[:-keep]:
        note_beside(path).unlink(missing_ok=True)
        path.unlink()


def back_up(database: Path, target: Path) -> Note:
    """Write a backup of a database that others may be writing to; raise `Damaged` where it is not whole.

    Raises FileExistsError where there is such a file already. Nothing is left behind when it fails.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        _copy(database, part)
        note = examined(part)
        _keep(part, target, note)
    finally:
        part.unlink(missing_ok=True)
    return note


def _copy(database: Path, part: Path) -> None:
    in_use = sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)
    with closing(in_use) as live, closing(sqlite3.connect(part)) as copy:
        live.backup(copy)
        # One file alone: what a backup is read with must not want a second one beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def examined(path: Path) -> Note:
    """Look a database file through and say what is in it; raise `Damaged` where it is not whole."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise Damaged("pages")
            if database.execute("PRAGMA foreign_key_check").fetchall():
                raise Damaged("references")
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # noqa: S608
    except sqlite3.DatabaseError as error:
        raise Damaged("no database") from error
    made_at = utcnow().isoformat(timespec="seconds")
    return Note(made_at, str(revision[0]), path.stat().st_size, fingerprint(path), rows)


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(part: Path, target: Path, note: Note) -> None:
    """Give the backup its name once it and its note are on the disk."""
    beside = note_beside(target)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(note), file, indent=1)
    for path in (part, beside):
        to_disk(path)
    part.replace(target)
    to_disk(target.parent)


def to_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def checked(path: Path, *, by_note: bool = True) -> Note:
    """Look a backup through before it is used; raise `Damaged`, or FileNotFoundError for one without its note."""
    if by_note:
        stated = json.loads(note_beside(path).read_text("utf-8"))
        if (stated["bytes"], stated["sha256"]) != (path.stat().st_size, fingerprint(path)):
            raise Damaged("fingerprint")
    return examined(path)
