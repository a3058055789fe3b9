"""Where the databases of tests are: SQLite in each test's folder, or on PostgreSQL one that is named after the folder.

With `--database postgresql` a run has a PostgreSQL of its own, started in a temporary folder and thrown away after.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, text

# Names the folder with the socket of the run's own PostgreSQL, to the processes that tests start too.
SOCKET = "KLAGEREJSEN_TEST_SOCKET"
# Nobody's power fails here; the tests of durability ask for a PostgreSQL that waits for the disk.
HURRIED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "max_wal_size": "128MB",
    "log_min_messages": "panic",
    # Not ours and not UTC: a time that is read in the server's zone would be noticed.
    "timezone": "Asia/Kathmandu",
}
STARTS_WITHIN = 30
ROOM = 1024**3
"""Four times what the databases of a run and their log took at most, in bytes."""
NOTE = "database"
"""The file in a folder that names the folder's database, so that a copy of the folder is told from the folder."""


def binaries() -> Path | None:
    """Return the folder with the newest PostgreSQL's `initdb` and `postgres`, None where there is none."""
    found = shutil.which("initdb")
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    newest = max(versions, key=lambda path: int(path.parent.name), default=None)
    return newest or (Path(found).parent if found else None)


class Cluster:
    """A PostgreSQL of our own in a temporary folder, reached by a socket that nobody else on the machine may open."""

    def __init__(self, within: Path = Path("/tmp"), **settings: str) -> None:
        bin_, self.process = binaries(), None
        assert bin_, "The tests on PostgreSQL need its server: install the package postgresql."
        self.bin, self.settings = bin_, {**SETTINGS, **settings}
        # A socket's path must be short, whatever the folder for temporary files is.
        self.folder = Path(tempfile.mkdtemp(prefix="kr-", dir=within))
        # PostgreSQL refuses to run as root.
        self._user = _unprivileged() if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, *self._user)
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync").wait()

    def _run(self, program: str, *arguments: str) -> subprocess.Popen:
        as_user = {"user": self._user[0], "group": self._user[1], "extra_groups": []} if self._user else {}
        command = [self.bin / program, "-D", self.folder / "data", *arguments]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, **as_user)

    def start(self) -> None:
        settings = [f"-c{name}={value}" for name, value in self.settings.items()]
        self.process = self._run("postgres", "-k", str(self.folder), *settings)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            assert self.process.poll() is None, "PostgreSQL did not start"
            assert time.monotonic() < deadline, "PostgreSQL does not answer"
            time.sleep(0.02)

    def _answers(self) -> bool:
        ready = [self.bin / "pg_isready", "-q", "-h", self.folder, "-U", "postgres"]
        return subprocess.call(ready) == 0

    def stop(self, sign: int = 3) -> None:
        """Stop it: with SIGQUIT at once, with SIGINT in good order."""
        if self.process is not None:
            self.process.send_signal(sign)
            self.process.wait(timeout=STARTS_WITHIN)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)


def _unprivileged() -> tuple[int, int]:
    from pwd import getpwall  # not there on Windows

    found = {user.pw_name: (user.pw_uid, user.pw_gid) for user in getpwall()}
    return found.get("postgres") or found["nobody"]


def _quickest_place() -> Path:
    """Return the memory where there is room: a database for each test is some four hundred files to make."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if roomy else Path("/tmp")


def begin_postgresql() -> Callable[[], None]:
    """Start the PostgreSQL of this run; return what ends it."""
    cluster = Cluster(_quickest_place(), **HURRIED)
    cluster.start()
    os.environ[SOCKET] = str(cluster.folder)
    return cluster.remove


def on_postgresql() -> bool:
    return SOCKET in os.environ


def url_of(folder: Path) -> str:
    """Return the address of a folder's database, which is made where the folder has none or is a copy of another."""
    if not on_postgresql():
        return f"sqlite:///{folder / 'klagerejsen.sqlite3'}"
    name, note = _name(folder), folder / NOTE
    source = note.read_text("ascii") if note.exists() else ""
    if source != name:
        # What is copied must be open to nobody.
        _manage(f"CREATE DATABASE {name} TEMPLATE {source or 'template1'}")
        folder.mkdir(parents=True, exist_ok=True)
        note.write_text(name, "ascii")
    return _url(name)


def _url(name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={os.environ[SOCKET]}"


def _name(folder: Path) -> str:
    return f"kr_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]}"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the settings of a process of its own that works on a folder's database."""
    return {"KLAGEREJSEN_DATA_DIR": str(folder), "KLAGEREJSEN_DATABASE_URL": url_of(folder), **more}


def copy(source: Path, folder: Path) -> Path:
    """Copy a folder with its database, which nobody may have open."""
    shutil.copytree(source, folder)
    url_of(folder)
    return folder


def drop(folder: Path) -> None:
    """Throw a folder's database away, whoever has it open."""
    if on_postgresql():
        _manage(f"DROP DATABASE IF EXISTS {_name(folder)} WITH (FORCE)")


@cache
def _manager(url: str) -> Engine:
    return create_engine(url, isolation_level="AUTOCOMMIT")


def _manage(statement: str) -> None:
    with _manager(_url("postgres")).connect() as connection:
        connection.execute(text(statement))


def ask(folder: Path, query: str, **values: object) -> list[tuple]:
    """Ask a folder's database from outside the application; what the query changes is kept."""
    engine = create_engine(url_of(folder), poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(query), values)
        return [tuple(row) for row in result] if result.returns_rows else []


@contextmanager
def locked(folder: Path, journey_id: int) -> Iterator[None]:
    """Keep everybody else from writing to a journey (on SQLite: to anything)."""
    engine = create_engine(url_of(folder), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("BEGIN" if on_postgresql() else "BEGIN IMMEDIATE"))
        connection.execute(text("UPDATE journeys SET seq = seq + 1 WHERE id = :id"), {"id": journey_id})
        yield
        connection.execute(text("ROLLBACK"))
