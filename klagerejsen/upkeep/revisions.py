"""Which schema a database has, and which one this version wants."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from klagerejsen.paths import MIGRATIONS


def newest() -> str:
    """Return the revision that this version works on."""
    return str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def known() -> set[str]:
    """Return every revision that this version can bring up to date."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def of(connection: Connection) -> str | None:
    """Return the revision of a database, None where there is none yet."""
    return MigrationContext.configure(connection).get_current_revision()
