"""The measures of an event log as data for other tools: `klagerejsen analyse --log FILE --json`."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from klagerejsen.intake import batch, log_measures
from klagerejsen.intake.log_choices import Choice, chosen, traces_of
from klagerejsen.intake.log_measures import Ordered, Took, Weights
from klagerejsen.intake.log_profile import temporal_profile
from klagerejsen.intake.log_rework import rework
from klagerejsen.intake.logs import Log, log_of

EVERY = -1


def measures_of(source: Path) -> dict[str, Any]:
    """Measure a log (XES, plain or gzipped), read in the limited process; raises `Refusal`.

    ``left_out`` counts cases without events and those with more than the reader takes. Resources are called what the
    file calls them, and nothing is kept.
    """
    with TemporaryDirectory(prefix="klagerejsen-") as folder:
        cases = Path(folder) / "log"
        summary = batch.run("xes", source, cases)
        log = log_of(traces_of(cases, chosen(cases, Choice(limit=EVERY))))
    return {**report_on(log), "left_out": summary["cases"] - log.cases}


def report_on(log: Log) -> dict[str, Any]:
    """Write the measures of a log; what each is divided by stands in its own module."""
    ordered = Ordered(log)
    alike = log_measures.joint_activities(ordered)
    cycle = log_measures.cycle_time(ordered)
    return {
        "cases": log.cases,
        "events": log.events,
        "resources": len(ordered.resources.texts),
        "activities": len(ordered.activities.texts),
        "handover_of_work": _directed(log_measures.handover_of_work(ordered)),
        "subcontracting": _directed(log_measures.subcontracting(ordered)),
        "working_together": _undirected(log_measures.working_together(ordered)),
        "joint_activities": None if alike is None else _undirected(alike),
        "rework": {activity: asdict(each) for activity, each in rework(ordered).items()},
        "directly_follows": _between(log_measures.directly_follows(ordered)),
        "temporal_profile": _profile(ordered),
        "cycle_time": None if cycle is None else _duration(cycle),
        "waiting_times": {name: _duration(each) for name, each in log_measures.waiting_times(ordered).items()},
    }


def _directed(weights: Weights) -> list[dict[str, Any]]:
    return [{"from": one, "to": other, "weight": weight} for (one, other), weight in sorted(weights.items())]


def _undirected(weights: Weights) -> list[dict[str, Any]]:
    return [{"between": list(pair), "weight": weight} for pair, weight in sorted(weights.items())]


def _between(durations: Mapping[tuple[str, str], Took]) -> list[dict[str, Any]]:
    return [{"from": one, "to": other, **_duration(took)} for (one, other), took in sorted(durations.items())]


def _profile(ordered: Ordered) -> list[dict[str, Any]] | None:
    found = temporal_profile(ordered)
    return (
        None
        if found is None
        else [
            {
                "from": one,
                "to": other,
                "count": each.count,
                "mean_seconds": each.mean,
                "deviation_seconds": each.deviation,
            }
            for (one, other), each in sorted(found.items())
        ]
    )


def _duration(took: Took) -> dict[str, float]:
    return {"count": took.count, "mean_seconds": took.mean, "median_seconds": took.median}
