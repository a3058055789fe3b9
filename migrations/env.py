"""Run the migrations on the application's own engine, each in one transaction.

SQLite changes tables by copying them; with foreign keys enforced, dropping the old copy would delete every
row that refers to it. They are therefore off while a migration runs, and checked before it is kept.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from klagerejsen.extensions import db


def run() -> None:
    """Migrate on one connection."""
    with db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            _foreign_keys(connection, "OFF")
        try:
            _migrate(connection)
        finally:
            if on_sqlite:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,
        transaction_per_migration=True,
        on_version_apply=_check,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


def _check(ctx, **_rest) -> None:
    """Refuse a migration that leaves a row referring to nothing."""
    if ctx.connection.dialect.name != "sqlite":
        return
    broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"The migration leaves {len(broken)} rows without what they refer to.")


run()
