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
from tests.functional.test_journey_pages import text, upload

UNITS = ("Ydelse", "Jura", "Støtte", "Borgerservice")


def actors() -> list[dict]:
    outside = [
        {"id": "b", "label": "Borgeren", "role": "citizen", "perspective": "citizen"},
        {"id": "avis", "label": "Lokalavisen", "role": "other_authority", "perspective": "external"},
        {"id": "psyk", "label": "Psykologen", "role": "provider", "perspective": "external"},
    ]
    inside = [
        {
            "id": f"{unit}{n}",
            "label": f"Sagsbehandler {n}",
            "role": "caseworker",
            "perspective": "authority",
            "unit": unit,
        }
        for unit in UNITS
        for n in (1, 2)
    ]
    return [*outside, *inside]


class Case:
    """A case that is written event by event."""

    def __init__(self) -> None:
        self.events: list[dict] = []

    def add(self, day: str, kind: str, way: str, **more: object) -> str:
        sender, _, receiver = (each.strip() for each in way.partition(">"))
        ref = f"E{len(self.events) + 1:02}"
        ends = {"from": [sender] if sender else [], "to": [receiver] if receiver else []}
        self.events.append({"id": ref, "date": day, "type": kind, "title": f"Hændelse {ref}", **ends, **more})
        return ref

    def asked(self, month: int, unit: str, days: int) -> None:
        thing = {"artefact": f"bilag {month} fra {unit}"}
        ref = self.add(f"2024-{month:02}-01", "information_request", f"Ydelse1 > {unit}1", expects_reply=True, **thing)
        self.add(f"2024-{month:02}-{1 + days:02}", "reply", f"{unit}1 > Ydelse1", responds_to=ref, **thing)


def every_kind() -> dict:
    """Write a case in which every kind of breakdown happens."""
    case = Case()
    for month in range(1, 7):
        case.asked(month, "Jura", 2)
        case.asked(month, "Støtte", 25)
    case.add("2024-01-03", "application", "b > Ydelse1", expects_reply=True, deadline={"date": "2024-02-01"})
    case.add("2024-01-04", "information", "Ydelse1 > b", claims=[{"about": "klagefrist", "value": "4 uger"}])
    case.add("2024-01-05", "information", "Jura1 > b", claims=[{"about": "klagefrist", "value": "6 uger"}])
    case.add("2024-01-08", "information", "Jura1 > b", artefact="notat")
    case.add("2024-01-10", "information", "b > Støtte1", artefact="notat")
    case.add("2024-01-12", "information_received", "b > Ydelse1", artefact="budget")
    case.add("2024-01-15", "information_request", "Jura1 > b", artefact="budget", expects_reply=True)
    case.add("2024-02-01", "reminder", "b > Borgerservice1", expects_reply=True)
    case.add("2024-02-20", "enquiry", "b > avis")
    case.add("2024-02-22", "meeting", "psyk > b")
    case.add("2024-03-04", "information", "b > psyk")
    for day, who in (("04", "Støtte1"), ("18", "Jura1"), ("25", "Støtte1")):
        other = "Jura1" if who == "Støtte1" else "Støtte1"
        case.add(f"2024-03-{day}", "handover", f"{who} > {other}", topic="støtte")
    case.add("2024-04-02", "handover", "Ydelse1 > Borgerservice1", topic="andet")
    case.add("2024-07-01", "meeting", "Borgerservice1 > b")
    case.add("2024-07-02", "handover", "Jura1 >")
    case.add("2024-08-20", "internal_coordination", "Borgerservice2 > Jura2")
    case.add("2024-08-26", "conversation", "Borgerservice2 > b")
    case.add("2024-11-20", "decision", "Ydelse1 > b")
    scores = ((0, 0), (0, 0), (0, 0), (0, 0), (-2, 2))
    for event, (citizen, authority) in zip(case.events, scores, strict=False):
        event["perspectives"] = {
            side: {"known": "known", "score": score} for side, score in (("citizen", citizen), ("authority", authority))
        }
    case.events[6]["perspectives"] = {"citizen": {"known": "unknown"}, "authority": {"known": "known", "score": 0}}
    head = {"format": "klagerejsen-journey", "version": 1, "id": "alle-slags", "title": "Alle slags", "fictional": True}
    return head | {"consulted": ["citizen", "authority"], "actors": actors(), "events": case.events}


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
