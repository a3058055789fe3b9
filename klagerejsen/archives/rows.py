"""Which rows of the database are a team's, found by foreign keys, and each row as plain data and back.

A table is a team's where a foreign key that goes down with its target (`ON DELETE CASCADE`) leads, step by step, to the
team. What is not reached so but pointed at (users) comes along as far as it is pointed at. So a table that is added
later is in the archive without a word here.
"""

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, ForeignKey, Select, Table, or_, select

from klagerejsen.database import Base, UtcDateTime

LEFT_OUT = frozenset({"sessions", "receipts", "contributions"})
"""Tables of what opens doors, of what only the pages of a moment need, and of what is worked out again by itself."""
SECRETS = frozenset(
    {("users", "password_hash"), ("workshops", "code"), ("workshops", "display_token"), ("participants", "browser")}
    | {("followups", "token_hash"), ("complaint_polls", "token_hash")}
)
"""Columns that are not written: what they hold opens something. `restoring` says what takes their place."""


def tables() -> list[Table]:
    """Return the tables of an archive, those that others point at first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def table_named(name: str) -> Table | None:
    """Return a table of an archive; None where it has none of that name."""
    return next((table for table in tables() if table.name == name), None)


def columns(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that an archive has."""
    return [column for column in table.columns if (table.name, column.name) not in SECRETS]


def rows_of(table: Table, team_id: int) -> Select[Any]:
    """Return the query for a team's rows of a table, in the order of their ids."""
    return select(*columns(table)).where(_belongs(table, team_id)).order_by(*table.primary_key.columns)


def _belongs(table: Table, team_id: int) -> ColumnElement[bool]:
    if table.name == "teams":
        return table.c.id == team_id
    owner = _owner(table)
    if owner is not None:
        return owner.parent.in_(select(owner.column).where(_belongs(owner.column.table, team_id)))
    pointed_at = (
        key.column.in_(select(key.parent).where(_belongs(other, team_id))) for other, key in _pointing_at(table)
    )
    return or_(*pointed_at)


def _owner(table: Table) -> ForeignKey | None:
    """Return the foreign key by which a table's rows go when the team goes, None where they stay."""
    return next((key for key in _keys(table) if _goes_with(key) and _is_owned(key.column.table)), None)


def _keys(table: Table) -> list[ForeignKey]:
    return [key for column in table.columns for key in column.foreign_keys]


def _goes_with(key: ForeignKey) -> bool:
    return key.ondelete == "CASCADE" and not key.parent.nullable


def _is_owned(table: Table) -> bool:
    return table.name == "teams" or _owner(table) is not None


def _pointing_at(table: Table) -> Iterator[tuple[Table, ForeignKey]]:
    for other in filter(_is_owned, tables()):
        yield from ((other, key) for key in _keys(other) if key.column.table is table)


def reached(table: Table) -> bool:
    """Whether a table is in an archive at all."""
    return _is_owned(table) or any(_pointing_at(table))


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON has it."""
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def whole(table: Table, piece: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the database from what `plain` made; raise ValueError for one that is none of this table."""
    wanted = columns(table)
    if {column.name for column in wanted} != set(piece):
        raise ValueError(table.name)
    return {column.name: _typed(column, piece[column.name]) for column in wanted}


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, JSON):
        return value
    if isinstance(column.type, UtcDateTime):
        return dt.datetime.fromisoformat(value)
    kind = column.type.python_type
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    if issubclass(kind, enum.Enum):
        return kind(value)
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits:
        raise ValueError(f"{column.table.name}.{column.name}")
    return value
