"""Bottlenecks: a unit that answers later than the area's others, where it kept this journey waiting.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse_all
>>> actors = [{"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...           {"id": "a", "label": "A", "perspective": "authority", "unit": "Hurtig"},
...           {"id": "z", "label": "Z", "perspective": "authority", "unit": "Langsom"}]
>>> def asked(ref, day, unit, reply):
...     return [{"id": ref, "date": day, "type": "information_request", "from": ["m"], "to": [unit],
...              "expects_reply": True, "artefact": ref},
...             {"id": ref + "r", "date": reply, "type": "reply", "from": [unit], "to": ["m"], "responds_to": ref}]
>>> def case(n):
...     events = asked("q", "2024-01-08", "a", f"2024-01-1{n}") + asked("s", "2024-01-09", "z", f"2024-02-1{n}")
...     end = {"id": "e", "date": "2024-03-01", "type": "decision", "from": ["m"]}
...     return read_journey({"title": str(n), "area": "x", "actors": actors, "events": [*events, end]})
>>> first = next(iter(analyse_all([case(n) for n in range(6)])))
>>> [each.events for each in first.findings if each.code == "bottleneck"]
[('s', 'sr')]
"""

from collections.abc import Iterator

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import between, weaker
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.population import Norms
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.samples import unit_waits
from klagerejsen.analysis.thresholds import Thresholds


def bottlenecks(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each slow unit that this journey waited for; severity is the ratio of medians, at most 3."""
    waited: dict[str, list[tuple[Event, Event]]] = {}
    for request, reply, unit, _ in unit_waits(context):
        if unit in context.norms.slow and between(request.span, reply.span).over(thresholds.bottleneck_days - 1):
            waited.setdefault(unit, []).append((request, reply))
    for unit, pairs in waited.items():
        yield _finding(unit, context.norms, pairs, thresholds)


def _finding(unit: str, norms: Norms, pairs: list[tuple[Event, Event]], thresholds: Thresholds) -> Finding:
    compared = norms.slow[unit]
    pairs.sort(key=lambda pair: pair[0].span)
    gaps = [between(request.span, reply.span) for request, reply in pairs]
    return make_finding(
        "bottleneck",
        [event for pair in pairs for event in pair],
        certainty=weaker(*(gap.over(thresholds.bottleneck_days - 1) or "possible" for gap in gaps)),
        raw=compared.ratio,
        parties=(unit,),
        figures={
            "unit": unit,
            "here": len(pairs),
            "longest": max(gap.middle for gap in gaps),
            "median": compared.median,
            "others": compared.others,
            "ratio": round(compared.ratio, 1),
            "n": compared.waits,
            "others_n": compared.other_waits,
            "journeys": norms.journeys,
            "threshold_days": thresholds.bottleneck_days,
            "threshold_waits": thresholds.bottleneck_waits,
        },
        set_aside=("enough_waits",),
    )
