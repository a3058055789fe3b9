"""The complaint that the demo's case of two teams was made of: remitted by the appeals body, and learned from since."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from klagerejsen.codes import ComplaintKind, Outcome, Reassessment
from klagerejsen.complaints import services
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.telling import note_about
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Area, Journey
from klagerejsen.reflections import services as reflections

# The days of the case's own document, and the causes that it names.
_COMPLAINT: dict[str, Any] = {
    "area": "boern",
    "kind": ComplaintKind.BOTH,
    "theme": "decision",
    "unit": "Børnehandicap",
    "other_units": ["Familierådgivningen"],
    "law": "Barnets lov",
    "paragraph": "§ 87",
    "reference": "24-31077",
    "channel": "letter",
    "complainant": "parent",
    "decided_on": dt.date(2024, 10, 28),
    "received_on": dt.date(2024, 11, 11),
    "acknowledged_on": dt.date(2024, 11, 15),
    "reassessed_on": dt.date(2024, 12, 18),
    "reassessment": Reassessment.MAINTAINED,
    "forwarded_on": dt.date(2024, 12, 18),
    "appeals_body": "Ankestyrelsen",
    "appeal_decided_on": dt.date(2025, 4, 29),
    "outcome": Outcome.REMITTED,
    "closed_on": dt.date(2025, 6, 16),
}
_CAUSES = ("OPL1", "AFG1")
_ANSWERS = {
    "wished": "At afslaget byggede på barnets funktionsevne og på det, mor havde sendt, og at brevet sagde det.",
    "why": "Teamet bad om en diagnose, før det spurgte til barnets dag. Skabelonen har ingen plads til barnets "
    "funktionsevne, og genvurderingen blev lavet af de samme på det samme grundlag.",
    "recur": {"answer": "yes", "likelihood": "high", "text": "Skabelonen bruges i alle sager af den slags."},
    "prevent": "Spørge til funktionsevnen først, og lade en kollega fra det andet team læse genvurderingen.",
    "summary": "Vi ventede på et svar, vi ikke havde brug for, og spurgte ikke om det, vi skulle vide.",
}
_TITLE = "Vi ventede på en diagnose, som loven ikke kræver"
_AWAITED = 125
"""Days since an action was done: it is time to ask whether it helped."""


def add(team_id: int, user_id: int, ref: str, today: dt.date) -> None:
    """Register the complaint, tied to its case, with a note that the team reads and three actions."""
    journey_id = db.session.scalar(select(Journey.id).where(Journey.team_id == team_id, Journey.ref == ref))
    key = services.register(team_id, {**_COMPLAINT, "journey_id": journey_id}, None).id
    query = select(Complaint).where(Complaint.id == key).options(selectinload(Complaint.causes))
    complaint = db.session.scalars(query.execution_options(populate_existing=True)).one()
    services.set_causes(complaint, _CAUSES, None)
    area = db.session.scalars(select(Area).where(Area.team_id == team_id, Area.code == complaint.area)).one()
    piece = note_about(complaint, area.label("da"))
    note = reflections.begin(team_id, user_id, piece)
    told = {
        "title": _TITLE,
        "learning": {**piece["learning"], **_ANSWERS},
        "causes": [*_CAUSES, "AFG5"],
        "actions": _actions(today),
    }
    reflections.save(note, told, note.version)
    reflections.share(note, True)


def _actions(today: dt.date) -> list[dict[str, Any]]:
    judged = {
        "title": "Afgørelser om tabt arbejdsfortjeneste siger, hvilke oplysninger de bygger på",
        "owner": "Teamleder, Børnehandicap",
        "due": "2025-09-01",
        "measure": "Afgørelser, der nævner dem, ud af ti i kvartalet",
        "status": "done",
        "done_on": "2025-08-25",
        "helped": "yes",
        "evidence": "Ni ud af ti i foråret 2026; i 2024 var det fire.",
        "addresses": ["AFG1"],
        "level": "workflow",
    }
    awaited = {
        "title": "En kollega fra det andet team læser genvurderingen",
        "owner": "Klagekonsulent",
        "measure": "Hjemvisninger ud af de sager, Ankestyrelsen har afgjort",
        "status": "done",
        "done_on": (today - dt.timedelta(_AWAITED)).isoformat(),
        "addresses": ["AFG5"],
        "level": "practice",
    }
    still_open = {
        "title": "Skabelonen spørger til barnets funktionsevne, før den spørger til diagnosen",
        "owner": "Fagkoordinator",
        "due": (today + dt.timedelta(21)).isoformat(),
        "measure": "Sager, der venter på en diagnose",
        "status": "open",
        "addresses": ["OPL1"],
        "level": "system",
    }
    return [judged, awaited, still_open]
