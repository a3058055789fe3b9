"""From the rows of a journey to what the board and the screen draw."""

from functools import cached_property

from klagerejsen.analysis import Thresholds
from klagerejsen.board import timeline as drawing
from klagerejsen.board.collaboration import CollaborationMap
from klagerejsen.board.experience import Experience
from klagerejsen.board.findings import FindingRow, finding_rows
from klagerejsen.board.marks import Scene
from klagerejsen.board.payload import Timeline
from klagerejsen.board.rows import EventRow
from klagerejsen.board.sides import SidesView
from klagerejsen.board.words import months_between
from klagerejsen.codes import Status
from klagerejsen.insights.findings import judged, with_marked
from klagerejsen.insights.limits import thresholds_for
from klagerejsen.insights.measuring import analysis_of
from klagerejsen.journeys.documents import document_from
from klagerejsen.journeys.models import Journey


class Board:
    """A journey that was loaded whole, read for drawing in a language.

    With `shown_views` false nothing that anybody answered is in what it gives.
    """

    def __init__(self, journey: Journey, language: str, *, shown_views: bool = True) -> None:
        self.journey, self.language, self.shown_views = journey, language, shown_views
        computed = analysis_of(journey)
        self.judged = judged(journey.findings, computed)
        self.analysis = with_marked(computed, self.judged)

    @cached_property
    def _rows(self) -> dict[str, dict[str, int]]:
        return {event.ref: {"id": event.id, "version": event.version} for event in self.journey.events}

    @cached_property
    def _statuses(self) -> dict[str, str]:
        return {one.finding.key: one.status.value for one in self.judged}

    @cached_property
    def _thresholds(self) -> Thresholds:
        return thresholds_for(self.journey.team_id, self.journey.area)

    @cached_property
    def _scene(self) -> Scene:
        return drawing.scene(self.analysis, language=self.language, event_rows=self._rows, shown_views=self.shown_views)

    def payload(self) -> Timeline:
        """Return the drawing, ready to be written as JSON."""
        return drawing.timeline(
            self.analysis,
            language=self.language,
            event_rows=self._rows,
            statuses=self._statuses,
            shown_views=self.shown_views,
        )

    def event_rows(self) -> list[EventRow]:
        """Return the events in words, in order of time."""
        return drawing.event_rows(self._scene, document_from(self.journey))

    def event_row(self, event_id: int | None) -> EventRow | None:
        """Return one event in words."""
        return next((row for row in self.event_rows() if row.id == event_id), None) if event_id else None

    def finding_rows(self) -> list[FindingRow]:
        """Return the findings in words, the most important first."""
        reasons = {one.finding.key: one.row.reason for one in self.judged if one.row and one.row.reason}
        return finding_rows(self._scene, self._statuses, reasons)

    def finding_row(self, key: str) -> FindingRow | None:
        """Return one finding in words."""
        return next((row for row in self.finding_rows() if row.key == key), None) if key else None

    def map_by(self, by: str) -> CollaborationMap:
        """Return who turned to whom, by "unit" or by "actor"."""
        dismissed = {key for key, status in self._statuses.items() if status == Status.DISMISSED.value}
        return CollaborationMap(self.analysis, by, self.language, self._rows, dismissed)

    def sides(self) -> SidesView:
        """Return what each side knew."""
        return SidesView(self.analysis, self.language, self._rows, self._thresholds)

    def experience(self) -> Experience:
        """Return how differently the sides lived the same."""
        return Experience(self.analysis.journey, self.language, self._rows, self._thresholds)

    def period(self) -> str:
        """Say from which month to which the case runs."""
        events = self.analysis.journey.events
        if not events:
            return ""
        first, last = events[0].span.earliest, max(event.span.latest for event in events)
        return months_between(first, last, self.language)
