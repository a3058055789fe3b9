"""The findings of one journey: what the analysis suggests, joined with what people said of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from klagerejsen.analysis import Analysis
from klagerejsen.analysis import Finding as Computed
from klagerejsen.codes import Status
from klagerejsen.journeys.models import Finding


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and what the room said of it; `row` is None where nobody touched a suggestion.

    `computed` tells whether the analysis found it; a finding that people marked has a stand-in that carries
    its events and days, so that it can be drawn like any other.
    """

    finding: Computed
    row: Finding | None
    computed: bool

    @property
    def status(self) -> Status:
        """What the room said."""
        return self.row.status if self.row else Status.SUGGESTED


def judged(rows: Iterable[Finding], analysis: Analysis) -> list[Judged]:
    """Join suggestions and judgements, suggestions first in their rank, then what people marked themselves."""
    rows = [row for row in rows if not row.deleted]
    joined = []
    for finding in analysis.findings:
        row = _judgement_of(finding, rows)
        if row is not None:
            rows.remove(row)
        joined.append(Judged(finding, row, computed=True))
    return joined + [Judged(_stand_in(row, analysis), row, computed=False) for row in rows if _drawable(row, analysis)]


def with_marked(analysis: Analysis, findings: Iterable[Judged]) -> Analysis:
    """Return the analysis with the findings that people marked added behind its own."""
    return replace(analysis, findings=tuple(judged.finding for judged in findings))


def _judgement_of(finding: Computed, rows: list[Finding]) -> Finding | None:
    """Find what was said of a suggestion: the same type and events, else at least half of the smaller's events."""
    candidates = [row for row in rows if row.type == finding.code]
    same = [row for row in candidates if set(row.events) == set(finding.events)]
    alike = [row for row in candidates if _overlap(row.events, finding.events) >= 0.5]
    return next(iter([*same, *sorted(alike, key=lambda row: -_overlap(row.events, finding.events))]), None)


def _overlap(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _drawable(row: Finding, analysis: Analysis) -> bool:
    known = {event.id for event in analysis.journey.events}
    return any(ref in known for ref in row.events)


def _stand_in(row: Finding, analysis: Analysis) -> Computed:
    events = [event for event in analysis.journey.events if event.id in row.events]
    severity = float(row.severity or 0)
    return Computed(
        key=f"marked-{row.id}",
        code=row.type,
        events=tuple(event.id for event in events),
        parties=(),
        certainty=row.certainty or "certain",
        raw=severity,
        severity=severity,
        start=min(event.span.earliest for event in events),
        end=max(event.span.latest for event in events),
        figures={"note": row.note or ""},
    )
