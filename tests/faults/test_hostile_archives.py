"""F26: an archive that is damaged, changed or hostile is refused whole, with what to do, and changes nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klagerejsen.archives.reading import lines_of, parse
from klagerejsen.background.refusals import Refusal
from klagerejsen.commands import main
from tests.databases import ask, environment
from tests.faults.bad_archives import ARCHIVES, FILES, whole

COUNTED = ("teams", "journeys", "events", "areas", "causes", "users", "changes")


def read(path: Path, *, rows: bool = False) -> dict:
    return parse(path, path.with_suffix(".result"), lambda _share, _words: None, rows=rows)


@pytest.mark.parametrize("name", ARCHIVES)
def test_f26_a_hostile_archive_is_refused_and_says_what_to_do(tmp_path, name):
    words, make = ARCHIVES[name]
    path = tmp_path / "arkiv.zip"
    path.write_bytes(make())
    with pytest.raises(Refusal) as refused:
        read(path, rows="rows" in name)
    said = refused.value.said(str)
    print(f"F26 {name}: {path.stat().st_size // 1000} kB: {said}")
    assert words in said
    assert said.count(".") >= 2, "what is the matter, and what to do"


def test_f26_the_command_line_refuses_them_and_stores_nothing(data_dir, tmp_path):
    def counts() -> list:
        return [ask(data_dir, f"SELECT count(*) FROM {table}") for table in COUNTED]

    before = counts()
    for name in ("cut off", "a file changed", "up and out", "another zip", "rows that are none"):
        path = tmp_path / "arkiv.zip"
        path.write_bytes(ARCHIVES[name][1]())
        refused = CliRunner().invoke(main, ["import", "--team", "demo", str(path)], env=environment(data_dir))
        assert (refused.exit_code, "Intet er gemt." in refused.output) == (1, True), (name, refused.output)
        assert "Traceback" not in refused.output
    assert counts() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arkiv.zip", "data"]


def test_f26_the_archive_that_they_were_made_from_is_taken(tmp_path):
    path = tmp_path / "arkiv.zip"
    path.write_bytes(whole())
    assert read(path)["counts"]["journeys"] == 1
    with path.with_suffix(".result").open("rb") as file:
        assert [each["id"] for each in lines_of(file, "journey")] == ["boern-to-teams"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(whole()) - 1), bit=st.integers(0, 7))
def test_f26_no_flipped_bit_gets_through_unseen(tmp_path, at, bit):
    """Wherever it is: the archive is refused, or what is taken from it is what was put in."""
    data, path = bytearray(whole()), tmp_path / "arkiv.zip"
    data[at] ^= 1 << bit
    path.write_bytes(data)
    try:
        read(path)
    except Refusal:
        return
    with path.with_suffix(".result").open("rb") as file:
        told = list(file)
    path.write_bytes(whole())
    read(path)
    with path.with_suffix(".result").open("rb") as file:
        assert told == list(file)
    assert len(told) == len(FILES)
