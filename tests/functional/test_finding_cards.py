"""Every kind of finding has a card, can be judged there, and comes with the command line's JSON."""

import json
import re
from urllib.parse import quote

import pytest
from markupsafe import escape
from sqlalchemy import select

from klagerejsen.access.rules import Scope
from klagerejsen.analysis import analyse, explain, read_journey
from klagerejsen.codes import FINDING_TYPES
from klagerejsen.extensions import db
from klagerejsen.insights.measuring import analysis_of
from klagerejsen.insights.reports import report_on
from klagerejsen.journeys import queries
from klagerejsen.journeys.models import Journey
from tests.every_kind import every_kind
from tests.functional.test_journey_pages import text, upload


def test_the_case_has_every_kind() -> None:
    assert {each.code for each in analyse(read_journey(every_kind())).findings} == set(FINDING_TYPES)


@pytest.fixture
def imported(facilitator) -> int:
    answer = facilitator.send("/journeys/import", upload(every_kind()), content_type="multipart/form-data")
    journey = re.search(r"/journeys/(\d+)/", answer.location)
    assert journey
    return int(journey[1])


@pytest.fixture
def findings_url(imported) -> str:
    return f"/journeys/{imported}/findings"


def test_every_kind_has_a_card_with_its_rule_and_what_else_it_could_be(
    app, facilitator, imported, findings_url
) -> None:
    page = text(facilitator.get(findings_url))
    with app.app_context():
        team_id = db.session.scalars(select(Journey.team_id).where(Journey.id == imported)).one()
        analysis = analysis_of(queries.whole_journey(Scope(team_id, imported)))
    for finding in analysis.findings:
        said = explain(finding, analysis.journey)
        assert said.name in page
        card = text(facilitator.get(f"/journeys/{imported}/board?finding={quote(finding.key)}"))
        assert escape(said.rule) in card, finding.code
        assert escape(said.alternatives) in card, finding.code


def test_every_kind_can_be_confirmed(facilitator, findings_url) -> None:
    page = text(facilitator.get(findings_url))
    keys = re.findall(r"finding=([^\"&#]+)", page)
    for code in FINDING_TYPES:
        key = next(each for each in keys if each.startswith((f"{code}:", f"{code}%3A")))
        assert facilitator.send(f"{findings_url}/{key}/judgement", {"status": "confirmed"}).status_code == 303, key


def test_the_report_of_the_command_line_has_every_kind(app, imported) -> None:
    with app.app_context():
        team_id = db.session.scalars(select(Journey.team_id).where(Journey.id == imported)).one()
        report = json.loads(json.dumps(report_on(queries.whole_journey(Scope(team_id, imported)))))
    assert {row["type"] for row in report["findings"]} == set(FINDING_TYPES)
    assert all(row["explanation"][language]["what"] for row in report["findings"] for language in ("da", "en"))
