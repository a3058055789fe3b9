"""A whole archive into a database that has none of its rows yet: every row with its own id, or none at all.

An archive of another schema is refused: migrations work on databases and not on files. Install the version that the
archive names, bring it in there, and upgrade; that way is tested with every migration.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from klagerejsen.archives import rows
from klagerejsen.archives.checking import BROKEN
from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _
from klagerejsen.pieces import pieces
from klagerejsen.workshops.codewords import new_code

AT_ONCE = 500
OTHER_SCHEMA = _(
    "Arkivets rækker er fra {tool} (skema {theirs}), og databasen har skema {ours}. Hent arkivet ind med den version, "
    "og opgradér bagefter. Eller tag kun rejserne og ordene med: --journeys-only."
)
NOT_EMPTY = _("Databasen har allerede noget af det, der er i arkivet. Brug en tom database, eller --journeys-only.")


def restore(connection: Connection, manifest: dict[str, Any], told: Iterable[list[Any]]) -> Counter[str]:
    """Insert the rows of an archive, in its order, and return how many of each table. Raises `Refusal`.

    `told` gives pairs of a table's name and a row.
    """
    ours = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if manifest["schema"] != ours:
        raise Refusal(OTHER_SCHEMA, tool=manifest["made_with"], theirs=manifest["schema"], ours=ours)
    counted: Counter[str] = Counter()
    for name, lines in groupby(told, key=lambda line: line[0]):
        table = rows.table_named(name)
        if table is None:
            raise Refusal(BROKEN)
        counted[name] += _insert(connection, table, (piece for _name, piece in lines))
    if counted != Counter({name: count for name, count in manifest["counts"].get("rows", {}).items() if count}):
        raise Refusal(BROKEN)
    for table in rows.tables():
        _count_on(connection, table)
    return counted


def _insert(connection: Connection, table: Table, told: Iterator[dict[str, Any]]) -> int:
    count, renew = 0, _renewing(connection, table)
    for some in pieces(told, AT_ONCE):
        try:
            fresh = [rows.whole(table, piece) | renew() for piece in some]
        except (ValueError, TypeError, AttributeError) as error:
            raise Refusal(BROKEN) from error
        count += len(fresh)
        known = _known(connection, table, fresh) if table.name == "users" else set()
        missing = [row for row in fresh if row.get("id") not in known]
        try:
            if missing:
                connection.execute(insert(table), missing)
        except DBAPIError as error:
            raise Refusal(NOT_EMPTY) from error
    return count


def _known(connection: Connection, table: Table, users: list[dict[str, Any]]) -> set[int]:
    """Return who of these people is here already, as another team's archive of the same house brought them."""
    here = select(table.c.id, table.c.email).where(table.c.id.in_([user["id"] for user in users]))
    emails = {row.id: row.email for row in connection.execute(here)}
    return {user["id"] for user in users if emails.get(user["id"]) == user["email"]}


def _renewing(connection: Connection, table: Table) -> Callable[[], dict[str, Any]]:
    """Return what gives a row its secrets anew: a password that nothing matches, a code and a token of its own."""
    if table.name == "users":
        return lambda: {"password_hash": ""}
    if table.name != "workshops":
        return lambda: {}
    taken = set(connection.scalars(select(table.c.code)))

    def renew() -> dict[str, Any]:
        code = next(code for code in iter(new_code, "") if code not in taken)
        taken.add(code)
        return {"code": code, "display_token": secrets.token_urlsafe(32)}

    return renew


def _count_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL number new rows after those that came with numbers of their own; SQLite does so by itself."""
    key = table.autoincrement_column
    if connection.dialect.name != "postgresql" or key is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, key.name)
    highest = func.max(key)
    connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
