"""Backups, the way back, and the check of an installation, as an administrator calls them."""

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from klagerejsen.commands import main
from klagerejsen.upkeep import ballast
from tests.databases import environment

pytestmark = pytest.mark.sqlite
Call = Callable[..., Result]


@pytest.fixture
def run(data_dir: Path) -> Call:
    env = environment(data_dir, KLAGEREJSEN_SECRET_KEY="only for tests, and long enough for them")
    return lambda *arguments: CliRunner().invoke(main, [str(one) for one in arguments], env=env)


def titles(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM journeys ORDER BY id")]


def rename(database: Path, title: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE journeys SET title = ?", (title,))


def test_what_is_backed_up_is_restored_and_what_was_there_is_kept(run: Call, data_dir: Path, tmp_path: Path) -> None:
    database, target = data_dir / "klagerejsen.sqlite3", tmp_path / "kopi" / "a.sqlite3"
    before = titles(database)
    made = json.loads(run("backup", target, "--json").stdout)
    assert made["rows"]["journeys"] == 3
    assert made["bytes"] == target.stat().st_size
    rename(database, "Ændret")
    back = json.loads(run("restore", target, "--json").stdout)
    assert titles(database) == before
    assert set(titles(Path(back["kept"]))) == {"Ændret"}
    assert json.loads(run("export", "boern-to-teams").stdout)["id"] == "boern-to-teams"


def test_a_backup_and_what_is_restored_are_for_the_owner_alone(run: Call, data_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.sqlite3"
    assert run("backup", target).exit_code == 0
    assert run("restore", target).exit_code == 0
    for path in (target, tmp_path / "a.sqlite3.json", data_dir / "klagerejsen.sqlite3"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("a.*")) == ["a.sqlite3", "a.sqlite3.json"]


def test_a_backup_takes_no_other_files_place(run: Call, tmp_path: Path) -> None:
    target = tmp_path / "a.sqlite3"
    target.write_text("noget andet")
    refused = run("backup", target)
    assert (refused.exit_code, target.read_text()) == (1, "noget andet")


def test_only_so_many_backups_are_kept(run: Call, data_dir: Path) -> None:
    for _ in range(4):
        assert run("backup", "--keep", "2").exit_code == 0
    assert len(list((data_dir / "backups").iterdir())) == 4, "two backups, each with its note"


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x20
    path.write_bytes(data)


def test_a_damaged_backup_is_refused_and_nothing_is_changed(run: Call, data_dir: Path, tmp_path: Path) -> None:
    database, target = data_dir / "klagerejsen.sqlite3", tmp_path / "a.sqlite3"
    run("backup", target)
    rename(database, "Ændret")
    size = target.stat().st_size
    for at in (20, size // 3, size // 2, size - 100):
        broken = tmp_path / f"b{at}.sqlite3"
        shutil.copyfile(target, broken)
        shutil.copyfile(f"{target}.json", f"{broken}.json")
        flip(broken, at)
        refused = run("restore", broken)
        assert (refused.exit_code, "SHA-256" in refused.output) == (1, True)
    other = tmp_path / "c.sqlite3"
    other.write_bytes(b"ikke en database" * 1000)
    assert run("restore", other).exit_code == 1
    assert run("restore", "--without-note", other).exit_code == 1
    assert set(titles(database)) == {"Ændret"}


def test_a_backup_of_a_later_version_is_refused(run: Call, data_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.sqlite3"
    run("backup", target)
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused = run("restore", "--without-note", target)
    assert (refused.exit_code, "nyere" in refused.output) == (1, True)


def test_nothing_is_restored_under_a_server(run: Call, data_dir: Path, tmp_path: Path) -> None:
    database, target = data_dir / "klagerejsen.sqlite3", tmp_path / "a.sqlite3"
    run("backup", target)
    with closing(sqlite3.connect(database)) as server:
        server.execute("SELECT count(*) FROM journeys").fetchone()
        refused = run("restore", target)
        assert (refused.exit_code, "Stop den" in refused.output) == (1, True)
    assert run("restore", target).exit_code == 0


def test_the_way_back_leads_from_a_database_that_is_none_any_more(run: Call, data_dir: Path, tmp_path: Path) -> None:
    database, target = data_dir / "klagerejsen.sqlite3", tmp_path / "a.sqlite3"
    run("backup", target)
    before = titles(database)
    database.write_bytes(b"\0" * 5000)
    Path(f"{database}-wal").write_bytes(b"rester")
    assert run("restore", target).exit_code == 0
    assert titles(database) == before


def test_the_doctor_finds_nothing_broken_and_says_what_could_be_better(run: Call, data_dir: Path) -> None:
    data_dir.chmod(0o700)
    said = {(row["what"], row["state"]) for row in json.loads(run("doctor", "--json").stdout)}
    assert {("schema", "fine"), ("integrity", "fine"), ("durability", "fine"), ("backup", "attention")} <= said
    assert not [row for row in said if row[1] == "broken"]
    run("backup")
    assert ("backup", "fine") in {(row["what"], row["state"]) for row in json.loads(run("doctor", "--json").stdout)}
    assert "i orden" in run("doctor").output


def test_room_is_kept_for_the_day_on_which_the_disk_is_full(
    run: Call, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast.lay(data_dir)
    assert ballast.place(data_dir).stat().st_size == ballast.BYTES
    usage = shutil.disk_usage(data_dir)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000))
    full = run("doctor")
    assert (full.exit_code, str(ballast.place(data_dir)) in full.output) == (1, True)
    ballast.place(data_dir).unlink()
    ballast.lay(data_dir)
    assert not ballast.place(data_dir).exists(), "not on a disk that has no room for it"


def test_the_doctor_sees_what_is_broken(run: Call, data_dir: Path) -> None:
    database = data_dir / "klagerejsen.sqlite3"
    database.chmod(0o644)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM teams")
    sick = run("doctor", "--json")
    said = {(row["what"], row["state"]) for row in json.loads(sick.stdout)}
    assert sick.exit_code == 1
    assert {("integrity", "broken"), ("permissions", "attention")} <= said
    database.write_bytes(b"ikke en database" * 1000)
    assert run("doctor").exit_code == 1
