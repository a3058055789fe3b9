"""From the rows of a journey to what the board and the screen draw."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from klagerejsen.analysis import Analysis
from klagerejsen.board import timeline as drawing
from klagerejsen.board.findings import FindingRow
from klagerejsen.board.findings import finding_rows as write_findings
from klagerejsen.board.payload import Timeline
from klagerejsen.board.rows import EventRow
from klagerejsen.extensions import db
from klagerejsen.insights.findings import Judged, analysis_of, judged, with_marked
from klagerejsen.journeys.documents import document_from
from klagerejsen.journeys.models import Journey
from klagerejsen.workshops.models import Workshop


def board(journey: Journey, language: str) -> dict[str, Any]:
    """Return everything the board page shows: the drawing, the list beside it, and the findings."""
    analysis, found = _analysed(journey)
    return {
        "payload": _payload(journey, analysis, found, language, shown_views=True),
        "events": _event_rows(journey, analysis, language),
        "findings": _finding_rows(journey, analysis, found, language),
    }


def payload(journey: Journey, language: str, *, shown_views: bool) -> Timeline:
    """Return the drawing alone."""
    analysis, found = _analysed(journey)
    return _payload(journey, analysis, found, language, shown_views=shown_views)


def event_rows(journey: Journey, language: str) -> list[EventRow]:
    """Return the events in words."""
    return _event_rows(journey, analysis_of(journey), language)


def finding_rows(journey: Journey, language: str) -> list[FindingRow]:
    """Return the findings in words."""
    analysis, found = _analysed(journey)
    return _finding_rows(journey, analysis, found, language)


def screen_shows_views(journey_id: int) -> bool:
    """Whether the open workshop has shown its answers, so that the projector may draw them."""
    query = select(Workshop.revealed).where(Workshop.journey_id == journey_id, Workshop.closed_at.is_(None))
    return all(db.session.scalars(query))


def _analysed(journey: Journey) -> tuple[Analysis, list[Judged]]:
    analysis = analysis_of(journey)
    found = judged(journey, analysis)
    return with_marked(analysis, found), found


def _rows(journey: Journey) -> Mapping[str, Mapping[str, int]]:
    return {event.ref: {"id": event.id, "version": event.version} for event in journey.events}


def _statuses(found: list[Judged]) -> dict[str, str]:
    return {one.finding.key: one.status.value for one in found}


def _payload(
    journey: Journey, analysis: Analysis, found: list[Judged], language: str, *, shown_views: bool
) -> Timeline:
    return drawing.timeline(
        analysis,
        language=language,
        event_rows=_rows(journey),
        statuses=_statuses(found),
        shown_views=shown_views,
    )


def _scene(journey: Journey, analysis: Analysis, language: str) -> Any:
    return drawing.scene(analysis, language=language, event_rows=_rows(journey))


def _event_rows(journey: Journey, analysis: Analysis, language: str) -> list[EventRow]:
    return drawing.event_rows(_scene(journey, analysis, language), document_from(journey))


def _finding_rows(journey: Journey, analysis: Analysis, found: list[Judged], language: str) -> list[FindingRow]:
    reasons = {one.finding.key: one.row.reason for one in found if one.row and one.row.reason}
    return write_findings(_scene(journey, analysis, language), _statuses(found), reasons)
