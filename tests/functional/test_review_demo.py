"""The demo keeps to its own data, and says an address that others can reach."""

from pathlib import Path

import pytest

from klagerejsen import demo
from klagerejsen.settings import UnsafeSettings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KLAGEREJSEN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("KLAGEREJSEN_DATABASE_URL", raising=False)
    return tmp_path / "data"


@pytest.mark.parametrize("fresh", [False, True])
def test_the_data_of_an_installation_are_neither_used_nor_thrown_away(folder: Path, fresh: bool) -> None:
    folder.mkdir()
    (folder / "klagerejsen.sqlite3").write_text("cases of people")
    with pytest.raises(UnsafeSettings, match="ikke er demoens"):
        demo._settings(fresh=fresh)
    assert (folder / "klagerejsen.sqlite3").read_text() == "cases of people"


def test_a_fresh_demo_begins_anew_in_its_own_folder(folder: Path) -> None:
    demo._settings(fresh=False)
    (folder / "klagerejsen.sqlite3").write_text("a demo")
    demo._settings(fresh=False)
    assert (folder / "klagerejsen.sqlite3").exists()
    demo._settings(fresh=True)
    assert not (folder / "klagerejsen.sqlite3").exists()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_database_of_an_installation_is_not_filled_with_invented_cases(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLAGEREJSEN_DATABASE_URL", "postgresql://localhost/klagerejsen")
    with pytest.raises(UnsafeSettings, match="DATABASE_URL"):
        demo._settings(fresh=False)


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000"), ("sal.example", "http://sal.example:8000")],
)
def test_the_address_is_that_of_the_host(host: str, address: str) -> None:
    assert demo._address(host, 8000) == address


@pytest.mark.enable_socket
@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])
def test_a_demo_that_listens_everywhere_says_an_address_of_this_machine(everywhere: str) -> None:
    address = demo._address(everywhere, 8000)
    assert address.startswith("http://")
    assert address.endswith(":8000")
