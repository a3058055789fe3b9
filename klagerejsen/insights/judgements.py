"""What the room says of a finding, written down."""

from collections.abc import Iterable

from klagerejsen.codes import Origin, Status
from klagerejsen.insights.findings import Judged
from klagerejsen.journeys import services
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Journey

LONGEST_REASON = 1000


class NeedsReason(ValueError):  # noqa: N818 - says what is the matter
    """Dismissing needs a reason, so that whoever reads the list later knows why it is struck through."""


def judge(journey: Journey, findings: Iterable[Judged], key: str, status: Status, reason: str, by: Author) -> None:
    """Confirm, dispute or dismiss the finding with this key; raises KeyError where there is none, or `NeedsReason`."""
    if status is Status.DISMISSED and not reason:
        raise NeedsReason
    reason = reason[:LONGEST_REASON]
    found = next((one for one in findings if one.finding.key == key), None)
    if found is None:
        raise KeyError(key)
    if found.row is not None:
        services.judge_finding(found.row, status, reason, by)
    else:
        services.mark_finding(journey, _piece(found, status, reason), by)


def _piece(found: Judged, status: Status, reason: str) -> dict[str, object]:
    finding = found.finding
    return {
        "type": finding.code,
        "origin": Origin.COMPUTED,
        "status": status,
        "reason": reason or None,
        "events": list(finding.events),
        "severity": round(finding.severity, 2),
        "certainty": finding.certainty,
    }
