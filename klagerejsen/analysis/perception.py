"""Perception gaps: the authority and the citizen lived the same event very differently.

The difference is judged against the journey itself, as some citizens score everything low: it must stand out from
the mean difference, which few answers shrink towards the area's median (a normal prior worth some pseudo-events).

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> def seen(citizen, authority):
...     return {"citizen": {"known": "known", "score": citizen}, "authority": {"known": "known", "score": authority}}
>>> scores = ((1, 1), (0, 1), (1, 0), (-2, 2), (0, 0))
>>> case = {"title": "Kløft", "actors": [], "events": [
...     {"id": str(day), "date": f"2024-01-0{day}", "perspectives": seen(*pair)}
...     for day, pair in enumerate(scores, 1)]}
>>> [(each.code, each.events, each.figures["difference"]) for each in analyse(read_journey(case)).findings]
[('perception_gap', ('4',), 4.0)]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import pstdev

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import KNOWN, Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN
from klagerejsen.analysis.results import CERTAIN, Finding
from klagerejsen.analysis.thresholds import Thresholds

SHOWN_FROM = 2  # two accounts are shown side by side from this difference; a finding needs more


@dataclass(frozen=True, slots=True)
class _Norm:
    """What differs ordinarily in this journey: steps, and how far from it a difference must lie."""

    mean: float
    limit: float


def perception_gaps(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each event whose difference d = authority − citizen is large and stands out.

    Raised when |d| ≥ ``gap_steps`` and |d − m| ≥ max(``gap_standout``, ``gap_deviations`` · sd), with m the
    journey's mean shrunk to the area's median; severity is |d − m|. Scores are medians of those who answered.
    """
    differences = {event.id: difference_of(event) for event in journey.events}
    known = {event_id: each for event_id, each in differences.items() if each is not None}
    norm = _norm(known, context.norms.difference, thresholds)
    for event in journey.events:
        difference = known.get(event.id)
        if difference is None or abs(difference) < thresholds.gap_steps:
            continue
        if abs(difference - norm.mean) >= norm.limit:
            yield _finding(event, difference, known, norm, context)


def difference_of(event: Event, other: str = CITIZEN) -> float | None:
    """Return the authority's score of an event minus the citizen's (or another side's), None unless both gave one."""
    scores = [_score(event, AUTHORITY), _score(event, other)]
    return None if scores[0] is None or scores[1] is None else scores[0] - scores[1]


def _score(event: Event, side: str) -> float | None:
    view = event.views.get(side)
    return view.score if view and view.known == KNOWN else None


def _norm(differences: Mapping[str, float], usual: float, thresholds: Thresholds) -> _Norm:
    values, prior = tuple(differences.values()), thresholds.area_gap_events
    weight = len(values) + prior
    mean = (sum(values) + prior * usual) / weight if weight else usual
    spread = pstdev(values) if values else 0.0
    return _Norm(mean, max(thresholds.gap_standout, thresholds.gap_deviations * spread))


def _finding(event: Event, difference: float, known: Mapping[str, float], norm: _Norm, context: Context) -> Finding:
    citizen, authority = event.views[CITIZEN], event.views[AUTHORITY]
    alike = [other for other, each in known.items() if other != event.id and _alike(each, difference)]
    return make_finding(
        "perception_gap",
        (event,),
        certainty=CERTAIN,
        raw=abs(difference - norm.mean),
        parties=(CITIZEN, AUTHORITY),
        figures={
            "difference": difference,
            "citizen": citizen.score,
            "authority": authority.score,
            "citizen_voices": citizen.voices,
            "authority_voices": authority.voices,
            "mean": round(norm.mean, 2),
            "n": len(known),
            "threshold_steps": context.thresholds.gap_steps,
            "standout": round(norm.limit, 2),
            "alike": tuple(alike),
            "usual": context.norms.difference,
            "usual_n": context.norms.differences,
            "journeys": context.norms.difference_journeys,
            "pooled": context.norms.pooled_differences,
        },
    )


def _alike(difference: float, leading: float) -> bool:
    """Tell whether another event differs the same way, enough to be shown as two accounts."""
    return abs(difference) >= SHOWN_FROM and (difference > 0) == (leading > 0)
