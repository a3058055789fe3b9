"""The folder with the cases is there from the first start, and on a shared machine nobody else reads the cases."""

from pathlib import Path

import pytest
from flask_migrate import upgrade

from klagerejsen import create_app
from klagerejsen.extensions import db
from tests.conftest import settings_for


@pytest.mark.parametrize("made_before", [False, True])
def test_nobody_else_on_the_machine_reads_the_cases(tmp_path: Path, made_before: bool) -> None:
    folder = tmp_path / "nye" / "data"
    if made_before:
        folder.mkdir(parents=True, mode=0o755)
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
        db.session.remove()
        db.engine.dispose()
    assert set(modes) >= {"klagerejsen.sqlite3", "klagerejsen.sqlite3-wal"}
    assert set(modes.values()) == {0o600}
    assert made_before or folder.stat().st_mode & 0o077 == 0
