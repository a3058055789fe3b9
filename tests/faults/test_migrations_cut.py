"""F18: a migration that is killed at any write leaves the database as it was or as it becomes, and is run again."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade
from sqlalchemy import MetaData, func, select

from klagerejsen import create_app
from klagerejsen.extensions import db
from klagerejsen.upkeep import revisions
from tests import databases
from tests.conftest import settings_for

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(not shutil.which("strace"), reason="kills at a chosen write with strace"),
]

FIRST = "0001"


def state_of(folder: Path) -> tuple[str | None, list[object], dict[str, int]]:
    """Return the revision, what differs from the models, and the number of rows in each table."""
    app = create_app(settings_for(folder))
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        here, differing, tables = revisions.of(connection), compare_metadata(context, db.metadata), MetaData()
        tables.reflect(connection)
        rows = {
            name: connection.scalar(select(func.count()).select_from(table)) for name, table in tables.tables.items()
        }
        connection.close()
        db.engine.dispose()
    return here, differing, rows


def upgraded(folder: Path, log: Path, *calls: str) -> int:
    """Run `klagerejsen db upgrade`, watched; return how it ended. Watching is quick where no call is tampered with."""
    env = {**os.environ, **databases.environment(folder, KLAGEREJSEN_SECRET_KEY="x" * 40)}
    watched = ["strace", "-f", *(calls or ["--seccomp-bpf"]), "-o", str(log), "-e", "trace=pwrite64"]
    command = [*watched, sys.executable, "-m", "klagerejsen.commands", "db", "upgrade"]
    return subprocess.run(command, env=env, cwd=Path(__file__).parents[2], capture_output=True).returncode


@pytest.fixture
def old(furnished: Path, tmp_path: Path) -> Path:
    """A database of the first version, with three cases in it."""
    folder = databases.copy(furnished, tmp_path / "old")
    app = create_app(settings_for(folder))
    with app.app_context():
        downgrade(revision=FIRST)
        db.session.remove()
        db.engine.dispose()
    return folder


def test_f18_a_migration_that_is_killed_is_run_again_and_no_row_is_missing(
    old: Path, tmp_path: Path, at_length: Callable[[int, int], int]
) -> None:
    log, before = tmp_path / "log", state_of(old)[2]
    whole = databases.copy(old, tmp_path / "whole")
    assert upgraded(whole, log) == 0
    writes = log.read_text("utf-8").count("pwrite64(")
    kills = at_length(3, 30)
    found, changed = Counter(), []
    for number in range(kills):
        folder = databases.copy(old, tmp_path / f"killed-{number}")
        write = 1 + number * (writes - 1) // (kills - 1)
        upgraded(folder, log, "-e", f"inject=pwrite64:signal=SIGKILL:when={write}")
        found[state_of(folder)[0]] += 1
        assert upgraded(folder, log) == 0
        revision, differing, rows = state_of(folder)
        assert (revision, differing) == (revisions.newest(), [])
        changed += [name for name, count in before.items() if name in rows and rows[name] != count]
        shutil.rmtree(folder)
    print(f"\nF18: killed at {kills} of {writes} writes, left at {dict(found)}; run again: rows changed {len(changed)}")
    assert found[FIRST] > 0
    assert changed == []
