"""What leaves the house says what it is for and until when, and a log that knows nothing of it says who took it."""

import datetime as dt
import io
import json
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from flask_migrate import downgrade, upgrade
from openpyxl import load_workbook

from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.codes import MemberRole, Outgoing
from klagerejsen.commands import main
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from klagerejsen.outgoing import queries
from klagerejsen.outgoing.models import Export
from klagerejsen.outgoing.services import note
from klagerejsen.outgoing.terms import Terms
from klagerejsen.web.filters import today
from tests.conftest import PASSWORD, demo_document
from tests.databases import environment
from tests.unit.intake.logs_made_up import read

LAST_DAY = today() + dt.timedelta(30)
TEAM = 1


def take(person, journey_id, kind, purpose="oversight", words="", day=LAST_DAY):
    form = {"format": kind, "purpose": purpose, "words": words, "delete_by": str(day)}
    return person.send(f"/journeys/{journey_id}/export", form)


def noted(app, kind="zip", terms=None) -> None:
    with app.app_context():
        note(TEAM, Outgoing.ARCHIVE, kind, terms)
        db.session.commit()


def lines(app) -> list[Export]:
    with app.app_context():
        return list(db.session.scalars(db.select(Export).order_by(Export.id)))


def test_a_workbook_says_on_a_sheet_of_its_own_what_it_is_for(facilitator, journey_id):
    data = take(facilitator, journey_id, "xlsx", words="Ombudsmanden").data
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Hændelser", "Om filen"]
    told = dict(book["Om filen"].values)
    assert told["Formål"] == "Tilsyn eller klageinstans: Ombudsmanden"
    assert told["Slettes senest"] == str(LAST_DAY)
    assert b"<f>" not in ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml")


def test_own_words_that_begin_like_a_formula_are_text(facilitator, journey_id):
    data = take(facilitator, journey_id, "xlsx", purpose="other", words="=1+1").data
    sheet = load_workbook(io.BytesIO(data))["Om filen"]
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("Andet: =1+1", "s")


def test_an_event_log_says_it_in_its_attributes(facilitator, journey_id):
    reading, _traces = read(take(facilitator, journey_id, "xes").data)
    told = {attribute.key: attribute.value for attribute in reading.head.attributes}
    assert told["klagerejsen:purpose"] == "Tilsyn eller klageinstans"
    assert told["klagerejsen:delete_by"] == str(LAST_DAY)
    assert told["klagerejsen:made_with"].startswith("Klagerejsen ")


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_where_the_format_has_no_place_the_name_of_the_file_says_it(facilitator, journey_id, kind):
    answer = take(facilitator, journey_id, kind, words="Møde 7/9, æøå")
    name = f"klagerejse-{journey_id}-tilsyn-moede-7-9-aeoeaa-slettes-{LAST_DAY}.{kind}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    if kind == "json":
        assert json.loads(answer.data) == demo_document()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"purpose": "other"}, "Skriv, hvad filen skal bruges til."),
        ({"purpose": "world"}, "problem"),
        ({"words": "Barn 120343-5678"}, "cpr-nummer"),
        ({"words": "x" * 121}, "Højst 120 tegn."),
        ({"day": today() - dt.timedelta(1)}, "Vælg en dag fra i dag"),
        ({"day": today() + dt.timedelta(4000)}, "Vælg en dag fra i dag"),
        ({"day": ""}, "Skriv en dag."),
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_leaves(app, facilitator, journey_id, asked, said):
    answer = take(facilitator, journey_id, "csv", **asked)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Content-Disposition" not in answer.headers
    assert lines(app) == []


def test_the_page_proposes_half_a_year(facilitator, journey_id):
    page = facilitator.get(f"/journeys/{journey_id}/export").text
    assert f'value="{today() + dt.timedelta(180)}"' in page


def test_the_log_says_who_took_what_and_nothing_of_what_stood_in_it(app, facilitator, journey_id):
    take(facilitator, journey_id, "xes", words="Ankestyrelsen")
    facilitator.get(f"/journeys/{journey_id}/journey.json")
    first, second = lines(app)
    assert (first.what, first.format, first.purpose, first.words) == (
        Outgoing.JOURNEY, "xes", "oversight", "Ankestyrelsen",
    )  # fmt: skip
    assert (first.user_id, first.journey_id, first.delete_by) == (1, journey_id, LAST_DAY)
    assert (second.format, second.purpose, second.delete_by) == ("json", None, None)
    page = facilitator.get("/settings/exports").text
    assert page.index("JSON") < page.index("XES")
    assert "Tilsyn eller klageinstans: Ankestyrelsen" in page
    assert "ikke oplyst" in page


def test_a_poster_that_is_taken_is_in_the_log_and_a_proof_on_a_page_is_not(app, facilitator, journey_id):
    assert facilitator.get(f"/journeys/{journey_id}/poster.svg?proof=1").status_code == 200
    assert lines(app) == []
    assert facilitator.get(f"/journeys/{journey_id}/poster.svg").status_code == 200
    [line] = lines(app)
    assert (line.what, line.format) == (Outgoing.POSTER, "svg")
    assert "plakat" in facilitator.get("/settings/exports").text


def test_a_poster_from_the_command_line_is_in_the_log(app, data_dir, tmp_path):
    call = ["poster", "boern-to-teams", "--format", "svg", "-o", str(tmp_path / "p.svg")]
    assert CliRunner().invoke(main, call, env=environment(data_dir)).exit_code == 0
    [line] = lines(app)
    assert (line.what, line.format, line.user_id) == (Outgoing.POSTER, "svg", None)


def test_a_line_outlives_its_journey(app, facilitator, journey_id):
    take(facilitator, journey_id, "csv")
    with app.app_context():
        db.session.delete(db.session.get(Journey, journey_id, options=[]))
        db.session.commit()
    assert "En rejse, der er slettet" in facilitator.get("/settings/exports").text


def test_a_day_that_has_passed_is_pointed_out(app, facilitator):
    noted(app, terms=Terms("move", "", today() - dt.timedelta(1)))
    page = facilitator.get("/settings/exports").text
    assert "dagen er gået" in page
    assert "Hele arkivet" in page


def test_older_lines_are_a_page_further(app, facilitator, monkeypatch):
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    for kind in ("aaa", "bbb", "ccc"):
        noted(app, kind)
    first = facilitator.get("/settings/exports").text
    assert ("CCC" in first, "AAA" in first) == (True, False)
    assert "AAA" in facilitator.get("/settings/exports?before=2").text


def test_only_those_who_manage_the_team_read_its_log(app, facilitator, stranger, signed_in, journey_id):
    with app.app_context():
        accounts.add_user("laeser@example.dk", "Læser", PASSWORD, db.session.get(Team, TEAM), MemberRole.READER)
        db.session.commit()
    reader = signed_in("laeser@example.dk")
    assert take(reader, journey_id, "csv").status_code == 200
    assert reader.get("/settings/exports").status_code == 403
    assert "CSV" not in stranger.get("/settings/exports").text
    assert "Læser" in facilitator.get("/settings/exports").text


def test_the_command_line_asks_for_nothing_and_is_in_the_log(app, data_dir):
    def call(*more: str):
        return CliRunner().invoke(main, ["export", "boern-to-teams", *more], env=environment(data_dir))

    assert call().exit_code == 0
    terms = ["--purpose", "report", "--words", "Årsberetning", "--delete-by", str(LAST_DAY)]
    assert "Årsberetning" in call("--format", "xes", *terms).output
    assert call("--words", "løst").exit_code == 2
    assert call("--purpose", "report", "--words", "120343-5678").exit_code == 1
    assert call("--purpose", "report", "--delete-by", "2001-01-01").exit_code == 1
    first, second = lines(app)
    assert (first.user_id, first.purpose) == (None, None)
    assert (second.purpose, second.words, second.delete_by) == ("report", "Årsberetning", LAST_DAY)


def test_the_log_comes_and_goes_with_its_migration_and_the_cases_stay(app, facilitator, journey_id):
    take(facilitator, journey_id, "csv")
    with app.app_context():
        db.session.remove()
        downgrade(revision="0008")
        upgrade()
        assert db.session.get(Journey, journey_id).ref == "boern-to-teams"
        assert note(TEAM, Outgoing.POSTER, "pdf").id == 1
        db.session.rollback()
