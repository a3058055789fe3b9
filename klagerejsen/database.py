"""What every table shares: constraint names, column types, and how a database is opened so that nothing is lost."""

import datetime as dt
import enum
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, TypeVar

from sqlalchemy import JSON, DateTime, Engine, MetaData, String, Table, event, func
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

PATIENCE_MS = 5000
"""How long a writer waits for others before it is told that the server is busy."""

# With SQLAlchemy's five this is one for each thread of a server process, and some to spare.
MORE_CONNECTIONS = 15

# Set while the code that runs is known to read only.
reading: ContextVar[bool] = ContextVar("reading", default=False)


def utcnow() -> dt.datetime:
    """Return the time now, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC time; SQLite forgets the zone, and PostgreSQL answers in the zone of its server."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Store UTC."""
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Give back an aware time."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def by_value(kind: type[enum.Enum]) -> SqlEnum:
    """Store an enum as its value, with a check constraint that keeps others out."""
    return SqlEnum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=kind.__name__.lower(),
    )


class Base(DeclarativeBase):
    """The declarative base: named constraints, and annotations that become column types."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        dt.datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        list[dict[str, Any]]: JSON(none_as_null=True),
    }


def table_of(model: type[Base]) -> Table:
    """Return the table of a model, for what is asked or written so often that the mapping of rows is too dear.

    A statement on tables takes a third of the time of the same one on models, put together once and not each time.
    """
    table = model.__table__
    assert isinstance(table, Table)
    return table


Row = TypeVar("Row", bound=Base)


def as_stored(kind: type[Row], values: Mapping[str, Any]) -> Row:
    """Make a row of what a statement on its table stored just now, to be read; no session knows it.

    SQLAlchemy's own constructor sets each value as somebody's change of it, which takes as long as the statement.
    """
    row: Row = kind.__mapper__.class_manager.new_instance()
    row.__dict__.update(values)
    return row


Key = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(64))]
Title = Annotated[str, mapped_column(String(200))]
Created = Annotated[dt.datetime, mapped_column(default=utcnow, server_default=func.now())]


def options_for(url: str) -> dict[str, Any]:
    """Return how an engine is made for a database.

    On PostgreSQL nobody waits for a lock longer than on SQLite, a process that hangs in the middle of a write gives
    way after a minute, and a connection that died is found out before it is used.
    """
    if not url.startswith("postgresql"):
        return {}
    options = f"-c lock_timeout={PATIENCE_MS} -c idle_in_transaction_session_timeout=60000"
    return {"pool_pre_ping": True, "max_overflow": MORE_CONNECTIONS, "connect_args": {"options": options}}


def open_database(engine: Engine) -> None:
    """Have every connection of an engine behave as this application needs it; see what each database needs."""
    {"sqlite": open_durably, "postgresql": read_as_of_one_moment}[engine.dialect.name](engine)


def read_as_of_one_moment(engine: Engine) -> None:
    """Have what only reads on PostgreSQL see one moment throughout, as it does on SQLite.

    A page says up to which change it was drawn: were its parts read at different moments, it could say more than it
    shows, and what came between would never be told to it. What writes sees what was committed last.
    """
    from psycopg import IsolationLevel

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        only_reads, driver = reading.get(), connection.connection.driver_connection
        driver.read_only = only_reads
        driver.isolation_level = IsolationLevel.REPEATABLE_READ if only_reads else IsolationLevel.READ_COMMITTED


# What is deleted or written over is wiped, because it may be a name.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={PATIENCE_MS}", "secure_delete=ON")


def open_durably(engine: Engine) -> None:
    """Make every SQLite connection keep acknowledged writes through a power cut and wait for its turn.

    WAL with `synchronous=FULL` lost no acknowledged row at simulated power loss where `NORMAL` lost all;
    `BEGIN IMMEDIATE` takes the write lock first, where a deferred `BEGIN` fails with "database is locked".
    Where `reading` is set, nothing will be written and the transaction need not keep others out.
    """
    _make_for_owner(engine.url.database)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Any) -> None:
        connection.execute("BEGIN" if reading.get() else "BEGIN IMMEDIATE")

    # What pysqlite does nothing for. Said to the driver itself, as every transaction begins with it.
    engine.dialect.do_begin = begin  # type: ignore[assignment, method-assign]


def forget_rewritten(engine: Engine) -> None:
    """Empty SQLite's write-ahead log into the database, as far as nobody reads; older words stand in it until then."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]


def _make_for_owner(database: str | None) -> None:
    """Make a database file that is not there yet: SQLite would let everybody on the machine read it."""
    if not database or database.startswith((":memory:", "file:")):
        return
    path = Path(database)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
