"""Standstill: nothing at all happened for unusually long.

The clock counts net working days: no weekends, no public holidays, and neither the summer nor the Christmas season. How
long is unusual, the area's other gaps tell (their outer fence). It is raised only for what lies surely between two
events, so it is always certain.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "I stå", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "j", "label": "Jurist", "perspective": "authority", "unit": "Jura"}],
...   "events": [
...     {"id": "1", "date": "2024-06-20", "type": "meeting", "from": ["m"], "to": ["b"]},
...     {"id": "2", "date": "2024-08-15", "type": "meeting", "from": ["m"], "to": ["b"]},
...     {"id": "3", "date": "2024-09-02", "type": "assessment", "from": ["m"]},
...     {"id": "4", "date": "2024-10-01", "type": "internal_coordination", "from": ["m"]},
...     {"id": "5", "date": "2024-11-11", "type": "information", "from": ["j"], "to": ["m"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "standstill"]
>>> [(each.events, each.figures["working_days"]) for each in found]
[(('4', '5'), 29), (('3', '4'), 21)]
"""

from collections.abc import Iterator

from klagerejsen.analysis.calendar import days_after
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import CITIZEN
from klagerejsen.analysis.results import CERTAIN, Finding
from klagerejsen.analysis.samples import Quiet, quiet_gaps
from klagerejsen.analysis.thresholds import Thresholds


def standstills(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each gap of more net working days than τ; severity is gap / τ.

    Not while the appeals body has the case, nor while the ball is with the citizen, nor where the wait was announced.
    """
    limit = context.norms.standstill_days
    for gap in quiet_gaps(journey.events):
        if gap.days > limit and not _excused(gap, context):
            yield _finding(gap, context)


def _excused(gap: Quiet, context: Context) -> bool:
    return _at_appeals(gap, context) or _announced(gap, context) or _with_citizen(gap.after, context)


def _at_appeals(gap: Quiet, context: Context) -> bool:
    places, start, end = context.places, context.places[gap.before.id], context.places[gap.after.id]
    return any(places[wait.events[0]] <= start and end <= places[wait.events[-1]] for wait in context.appeals)


def _announced(gap: Quiet, context: Context) -> bool:
    """Tell whether somebody said by the beginning that it would last until about the end."""
    limits = context.thresholds
    by = days_after(gap.since, limits.notice_delay_days)
    reach = days_after(gap.after.span.earliest, -limits.notice_slack_days)
    told = (each for each in context.notices if each.until is not None and each.event.span.latest <= by)
    return any(each.until is not None and each.until >= reach for each in told)


def _with_citizen(after: Event, context: Context) -> bool:
    """Tell whether the case waited for an answer of the citizen's side alone, which then came."""
    place = context.places[after.id]
    for request_id, reply in context.replies.answers.items():
        if reply.event is after and context.places[request_id] < place:
            asked = context.parts[request_id]
            return CITIZEN in (asked.recipients or context.parts[after.id].senders) and CITIZEN not in asked.senders
    return False


def _finding(gap: Quiet, context: Context) -> Finding:
    limit, (before, after, since, days) = context.norms.standstill_days, gap
    return make_finding(
        "standstill",
        (before, after),
        certainty=CERTAIN,
        raw=days / limit,
        parties=sorted(context.parts[before.id].recipients | context.parts[after.id].senders),
        figures={
            "working_days": days,
            "days": (after.span.earliest - since).days,
            "threshold_days": round(limit, 1),
            "n": context.norms.gaps,
            "journeys": context.norms.gap_journeys,
            "pooled": context.norms.pooled_gaps,
        },
        set_aside=("no_notice", "not_appeals", "not_citizen"),
    )
