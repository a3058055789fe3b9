"""Tables come in from the command line too: with a saved mapping, in words where not, and whole or not at all."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.functional.test_commands import run

__all__ = ["run"]
TABLE = "Sagsnr;Dato;Hvem;Aktivitet\nA1;13-03-2024;Mor;Brev\nA1;12-03-2024;Modtagelsen;Opkald\nB2;01-05-2024;Mor;Møde\n"


@pytest.fixture
def ready(run):
    assert run("db", "upgrade").exit_code == 0
    return run


def written(folder: Path, data: str | bytes, name: str = "journal.csv") -> str:
    path = folder / name
    path.write_bytes(data.encode("cp1252") if isinstance(data, str) else data)
    return str(path)


def test_a_table_becomes_journeys(ready, tmp_path):
    result = ready("import", "--json", written(tmp_path, TABLE))
    assert result.exit_code == 0, result.output
    stored = json.loads(result.stdout)
    assert [(row["title"], row["events"]) for row in stored] == [("A1", 2), ("B2", 1)]
    document = json.loads(ready("export", stored[0]["id"]).stdout)
    assert [event["title"] for event in document["events"]] == ["Opkald", "Brev"]


def test_a_workbook_does_so_too(ready, tmp_path):
    book = Workbook()
    for row in (["Dato", "Notat"], ["2024-03-12", "Mor ringer"]):
        book.active.append(row)
    book.save(tmp_path / "journal.xlsx")
    result = ready("import", "--json", "--title", "En sag", str(tmp_path / "journal.xlsx"))
    assert json.loads(result.stdout)[0]["title"] == "En sag"


def test_a_saved_mapping_says_what_the_columns_are(ready, tmp_path):
    mapping = {
        "format": "klagerejsen-mapping",
        "version": 1,
        "columns": {"Dato": "date", "Aktivitet": "description", "Sagsnr": "topic"},
    }
    path = written(tmp_path, json.dumps(mapping), "kolonner.json")
    result = ready("import", "--json", "--mapping", path, "--title", "Samlet", written(tmp_path, TABLE))
    assert [(row["title"], row["events"]) for row in json.loads(result.stdout)] == [("Samlet", 3)]


REFUSED = {
    "an order that must be asked for": ("Dato;Notat\n03-04-2024;a\n", "dagen eller måneden", []),
    "a row without a date": ("Dato;Notat\n13-04-2024;a\n;b\n", "Række 3", []),
    "a CPR number": ("Dato;Notat\n13-04-2024;Cpr 120343-5678\n", "Række 2, kolonne B", ["120343"]),
    "no columns that say anything": ("A;B\n1;2\n3;4\n", "--mapping", []),
    "a NUL": ("Dato;Notat\n13-04-2024;a\0b\n", "Række 2", []),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_person_would_be_asked_is_refused_with_its_row(ready, tmp_path, name):
    data, said, unsaid = REFUSED[name]
    result = ready("import", written(tmp_path, data))
    assert result.exit_code == 1
    assert said in result.output
    assert "Intet er gemt" in result.output
    assert not [words for words in [*unsaid, "Traceback"] if words in result.output]
    assert ready("import", "--json", written(tmp_path, TABLE)).exit_code == 0


def test_rows_can_be_left_out(ready, tmp_path):
    path = written(tmp_path, "Dato;Notat\n13-04-2024;a\n;b\n")
    assert json.loads(ready("import", "--json", "--skip-rows", path).stdout)[0]["events"] == 1


def test_names_are_counted_in_a_warning(ready, tmp_path):
    result = ready("import", written(tmp_path, "Dato;Notat\n13-04-2024;Talte med Kirsten Holmgaard\n"))
    assert result.exit_code == 0
    assert "1 sted ligner personoplysninger" in result.stderr
    assert "Holmgaard" not in result.stderr


@pytest.mark.parametrize(
    "mapping", ["[]", "{", '{"format": "klagerejsen-mapping", "version": 1, "columns": {"X": "y"}}']
)
def test_a_mapping_that_is_none_is_refused(ready, tmp_path, mapping):
    path = written(tmp_path, mapping, "kolonner.json")
    result = ready("import", "--mapping", path, written(tmp_path, TABLE))
    assert result.exit_code == 1
    assert "kolonneopsætning" in result.output


def test_a_bad_table_among_good_ones_changes_nothing(ready, tmp_path):
    good, bad = written(tmp_path, TABLE, "god.csv"), written(tmp_path, "Dato;Notat\n;b\n", "dårlig.csv")
    assert ready("import", good, bad).exit_code == 1
    assert "Der er intet team endnu" in ready("insights").output
