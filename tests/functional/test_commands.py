"""The command line as people and scripts use it: exit codes, JSON, and no traceback."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from klagerejsen.commands import main
from klagerejsen.paths import DEMO_CASES
from tests.conftest import demo_document
from tests.databases import environment, locked


@pytest.fixture
def run(empty: Path):
    def call(*arguments: str, **options: object) -> Result:
        env = environment(empty)
        return CliRunner().invoke(main, list(arguments), env=env, **options)

    return call


@pytest.fixture
def ready(run):
    assert run("db", "upgrade").exit_code == 0
    result = run("import", *(str(path) for path in sorted(DEMO_CASES.glob("*.json"))))
    assert result.exit_code == 0, result.output
    return run


def test_a_database_that_is_not_ready_says_what_to_do(run):
    result = run("export", "boern-to-teams")
    assert result.exit_code == 1
    assert "db upgrade" in result.output
    assert "Traceback" not in result.output


def test_a_database_that_does_not_answer_is_said_in_words(ready, empty):
    with locked(empty, 1):
        result = ready("import", "--replace", str(DEMO_CASES / "boern-to-teams.json"))
    assert result.exit_code == 1
    assert "Databasen svarer ikke" in result.output
    assert "Traceback" not in result.output


def test_what_is_imported_is_exported_again(ready):
    for path in DEMO_CASES.glob("*.json"):
        result = ready("export", path.stem)
        assert result.exit_code == 0
        assert json.loads(result.stdout) == json.loads(path.read_text("utf-8"))


def test_a_second_import_of_the_same_id_needs_replace(ready):
    path = str(DEMO_CASES / "boern-to-teams.json")
    refused = ready("import", path)
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert ready("import", "--replace", path).exit_code == 0


def test_a_team_that_is_not_there_is_not_made_by_a_slip_of_the_hand(ready, tmp_path):
    path = str(DEMO_CASES / "boern-to-teams.json")
    slip = ready("import", "--team", "taem", path)
    assert (slip.exit_code, "Der er: team." in slip.output) == (2, True)
    assert ready("insights", "--team", "taem").exit_code == 2
    assert ready("export", "boern-to-teams", "--team", "taem").exit_code == 2
    assert ready("import", "--team", "nord", "--create-team", path).exit_code == 0
    assert ready("import", "--team", "nord", "--create-team", "--replace", path).exit_code == 0
    assert ready("import", path).exit_code == 1, "there are two now"


def test_nothing_is_made_where_something_is_only_read(run):
    assert run("db", "upgrade").exit_code == 0
    assert run("insights").exit_code == 1
    assert run("import", "--team", "nord", str(DEMO_CASES / "boern-to-teams.json")).exit_code == 0, "the first team"


def test_a_file_of_any_size_is_refused_without_reading_it(ready, tmp_path):
    path = tmp_path / "rejse.json"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    refused = ready("import", str(path))
    assert (refused.exit_code, "5 MB" in refused.output) == (1, True)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"LANG": "en_GB.UTF-8"}, "There is no journey"),
        ({"LC_ALL": "da_DK.UTF-8", "LANG": "en_GB.UTF-8"}, "Der er ingen rejse"),
        ({"KLAGEREJSEN_LANGUAGE": "en", "LC_ALL": "da_DK.UTF-8"}, "There is no journey"),
        ({"LC_ALL": "", "LANG": "C.UTF-8"}, "Der er ingen rejse"),
    ],
)
def test_the_command_line_speaks_the_language_of_the_terminal(ready, monkeypatch, asked, words):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "KLAGEREJSEN_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    assert words in ready("export", "ingen").output


def test_what_is_wrong_with_a_file_is_said_in_the_language_of_the_terminal(ready, tmp_path, monkeypatch):
    path = tmp_path / "rejse.json"
    path.write_text(json.dumps(demo_document() | {"id": "ny", "title": 7}), encoding="utf-8")
    assert "skal stå" in ready("import", str(path)).output
    monkeypatch.setenv("KLAGEREJSEN_LANGUAGE", "en")
    refused = ready("import", str(path)).output
    assert "skal stå" not in refused
    assert "Nothing is stored." in refused
    assert "Unanswered request (E03)" in ready("analyse", "boern-to-teams").output


def test_an_unsafe_setting_is_refused_in_the_language_of_the_terminal(run, monkeypatch):
    monkeypatch.setenv("KLAGEREJSEN_SECRET_KEY", "kort")
    assert "mindst 32 tegn" in run("insights").output
    monkeypatch.setenv("LC_ALL", "en_US")
    assert "at least 32 characters" in run("insights").output


def test_an_unknown_id_is_refused_in_words(ready):
    result = ready("export", "ingen")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)


# What the demo cases themselves list as computed, of the kinds that are computed now.
KINDS = {
    "silence",
    "unanswered_request",
    "dropped_handover",
    "ping_pong",
    "missed_deadline",
    "perception_gap",
    "blind_spot",
    "rework",
    "citizen_as_messenger",
    "caseworker_change",
}


@pytest.mark.parametrize("name", [path.stem for path in sorted(DEMO_CASES.glob("*.json"))])
def test_every_listed_computed_finding_is_found(ready, name):
    report = json.loads(ready("analyse", name, "--json").stdout)
    found = [(row["type"], set(row["events"])) for row in report["findings"] if row["origin"] == "computed"]
    for listed in demo_document(name)["findings"]:
        if listed["origin"] == "computed" and listed["type"] in KINDS:
            events = set(listed["events"])
            assert any(
                kind == listed["type"]
                and len(events & named) * 2 >= min(len(events), len(named))
                and len(named) <= 2 * len(events) + 2
                for kind, named in found
            ), listed


def test_an_analysis_explains_itself_in_both_languages(ready):
    report = json.loads(ready("analyse", "boern-to-teams", "--json").stdout)
    silence = next(row for row in report["findings"] if row["events"] == ["E08", "E15"])
    assert silence["certainty"] == "certain"
    assert "112" in silence["explanation"]["da"]["what"]
    assert "112" in silence["explanation"]["en"]["what"]
    assert silence["explanation"]["da"]["rule"] != silence["explanation"]["en"]["rule"]
    assert report["measures"]["units"] == 4
    assert {(edge["from"], edge["to"]) for edge in report["handovers"]} >= {
        ("Familierådgivningen", "Børnehandicap"),
        ("Børnehandicap", "Familierådgivningen"),
    }


def test_an_analysis_has_the_map_by_unit_and_by_role(ready):
    maps = json.loads(ready("analyse", "boern-to-teams", "--json").stdout)["collaboration"]
    assert (maps["unit"]["through"], maps["unit"]["unasked"]) == (["citizen"], ["Regionen"])
    assert (maps["actor"]["through"], maps["actor"]["unasked"]) == (["a1"], ["a10"])
    assert maps["unit"]["only_links"] == [{"broker": "Skolen", "pair": ["PPR", "Modtagelsen"]}]
    assert {"broker": "Skolen", "role": "consultant", "giver": "Modtagelsen", "taker": "PPR"} in maps["unit"][
        "brokered"
    ]
    given = next(each for each in maps["unit"]["links"] if len(each["handovers"]) == 2)
    assert (given["giver"], given["taker"]) == ("Familierådgivningen", "Børnehandicap")
    assert (given["weight"], given["median_working_days"]) == (2, 30)


@pytest.mark.sqlite
def test_a_file_of_journeys_is_analysed_line_by_line_without_a_database(run, tmp_path):
    lines = tmp_path / "rejser.jsonl"
    cases = [json.loads(path.read_text("utf-8")) for path in sorted(DEMO_CASES.glob("*.json"))]
    lines.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    result = run("analyse", "--input", str(lines), "--jsonl")
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["journey"] for row in found} == {case["id"] for case in cases}
    assert all(set(row) == {"journey", "type", "events", "certainty", "severity"} for row in found)
    assert not (tmp_path / "data").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "Linje 2: "),
        ('{"id": "x", "actors": [{"id": "a"}], "events": []}', "Linje 2: actors[0]: Mangler: label, perspective."),
        ("[]", "Linje 2: "),
    ],
)
def test_a_line_that_is_no_journey_is_named_and_nothing_is_told(run, tmp_path, line, reason):
    lines, case = tmp_path / "rejser.jsonl", json.loads(next(DEMO_CASES.glob("*.json")).read_text("utf-8"))
    lines.write_text(f"{json.dumps(case)}\n{line}\n", encoding="utf-8")
    result = run("analyse", "--input", str(lines), "--jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.sqlite
def test_an_event_log_is_measured_without_a_database(run, ready, tmp_path):
    log = tmp_path / "rejse.xes"
    log.write_bytes(ready("export", "boern-to-teams", "--format", "xes").stdout_bytes)
    report = json.loads(run("analyse", "--log", str(log), "--json").stdout)
    assert (report["cases"], report["events"], report["left_out"]) == (1, 25, 0)
    assert sum(edge["weight"] for edge in report["handover_of_work"]) == pytest.approx(1)


def test_what_is_no_event_log_is_refused_in_words(run, tmp_path):
    log = tmp_path / "rejse.xes"
    log.write_text("<log>", encoding="utf-8")
    result = run("analyse", "--log", str(log), "--json")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)


def test_four_causes_stand_in_all_three_cases(ready):
    report = json.loads(ready("insights", "--json").stdout)
    assert report["journeys"] == 3
    assert report["causes"] == []  # below the five journeys that an ordinary team needs


def test_the_demo_team_sees_causes_of_three_cases(app):
    settings = app.config["SETTINGS"]
    env = environment(settings.data_dir, KLAGEREJSEN_SECRET_KEY=settings.secret_key)
    result = CliRunner().invoke(main, ["insights", "--team", "demo", "--json"], env=env)
    report = json.loads(result.stdout)
    in_all = {cause["code"] for cause in report["causes"] if cause["journeys"] == 3}
    assert in_all == {"KOO1", "KOM3", "TID1", "AFG1"}
    behind = {case["id"] for case in report["causes"][0]["behind"]}
    assert behind == {path.stem for path in DEMO_CASES.glob("*.json")}
    assert report["few"]
    rows = [row for kind in ("together", "areas", "trends") for row in report[kind]]
    assert rows
    assert all(set(row["behind"]) <= behind for row in rows)
    assert not any(row.get("notable") or row.get("direction") for row in rows), (
        "three cases show nothing against chance"
    )


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_poster_is_written_to_a_file(ready, tmp_path, kind, start):
    out = tmp_path / f"plakat.{kind}"
    result = ready("poster", "boern-to-teams", "--size", "a1", "--format", kind, "-o", str(out))
    assert result.exit_code == 0, result.output
    assert out.read_bytes().lstrip()[:5].startswith(start[:4])


def test_a_poster_is_drawn_as_it_was_chosen(ready, tmp_path):
    out = tmp_path / "poster.svg"
    chosen = ["--portrait", "--size", "a2", "--sections", "silences,actions", "--quotes", "", "--anonymise", "roles"]
    result = ready("poster", "boern-to-teams", "--format", "svg", *chosen, "--grey", "-o", str(out))
    assert result.exit_code == 0, result.output
    drawing = out.read_text("utf-8")
    assert 'width="420mm" height="594mm"' in drawing
    assert "Måles på" in drawing
    assert "Hvad vi fandt" not in drawing
    assert "Familierådgivningen" not in drawing


def test_a_section_that_is_not_there_is_a_wrong_call(ready, tmp_path):
    result = ready("poster", "boern-to-teams", "--sections", "weather", "-o", str(tmp_path / "poster.pdf"))
    assert result.exit_code == 2
    assert "weather" in result.output


@pytest.mark.parametrize("sheet", ["map", "map-by-role", "learning", "letter"])
def test_maps_and_the_learning_note_are_sheets_of_the_poster(ready, tmp_path, sheet):
    out = tmp_path / "kort.pdf"
    result = ready("poster", "boern-to-teams", "--sheet", sheet, "--size", "a1", "--format", "pdf", "-o", str(out))
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")
    assert ready("poster", "boern-to-teams", "--sheet", "moon", "-o", str(out)).exit_code == 2


def test_a_user_is_added_with_a_team_and_a_role(ready):
    words = "en lang adgangskode\n" * 2
    result = ready("user", "add", "ny@example.dk", "--team", "nyt", "--role", "administrator", input=words)
    assert result.exit_code == 0, result.output
    again = ready("user", "add", "ny@example.dk", "--team", "nyt", input=words)
    assert again.exit_code == 1
    short = ready("user", "add", "anden@example.dk", "--team", "nyt", input="kort\nkort\n")
    assert short.exit_code == 1


def test_a_forgotten_password_is_replaced_and_what_it_opened_ends(ready):
    first, second = "en lang adgangskode\n" * 2, "en anden adgangskode\n" * 2
    assert ready("user", "add", "ny@example.dk", input=first).exit_code == 0
    assert ready("user", "password", "NY@example.dk", input=second).exit_code == 0
    assert ready("user", "password", "ny@example.dk", input="kort\nkort\n").exit_code == 1
    assert ready("user", "password", "ingen@example.dk", input=second).exit_code == 1


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)])
def test_every_command_explains_itself(run, command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage")


def test_causes_are_a_sheet_of_a_team(app, tmp_path):
    settings, out = app.config["SETTINGS"], tmp_path / "causes.svg"
    env = environment(settings.data_dir, KLAGEREJSEN_SECRET_KEY=settings.secret_key)
    made = CliRunner().invoke(
        main, ["poster", "--sheet", "causes", "--team", "demo", "--format", "svg", "-o", str(out)], env=env
    )
    assert made.exit_code == 0, made.output
    assert "Uklart ansvar" in out.read_text("utf-8")


def test_a_sheet_of_causes_takes_no_journey_and_every_other_takes_one(ready, tmp_path):
    out = str(tmp_path / "sheet.pdf")
    assert ready("poster", "boern-to-teams", "--sheet", "causes", "-o", out).exit_code == 2
    assert ready("poster", "-o", out).exit_code == 2
