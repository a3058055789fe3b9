"""Experience curves: how each side scored the events, joined only where it is honest to draw a line."""

from klagerejsen.analysis.model import KNOWN, NOT_RELEVANT, PERSPECTIVES, Event, Journey
from klagerejsen.analysis.results import Curve, CurvePoint


def curves(journey: Journey) -> dict[str, Curve]:
    """Return the curve of each perspective.

    A line passes over events that were not relevant to the side, and breaks at events that it did not know, was
    not asked about or knew without giving a score.
    """
    return {side: _curve(journey.events, side) for side in PERSPECTIVES}


def _curve(events: tuple[Event, ...], side: str) -> Curve:
    points: list[CurvePoint] = []
    runs: list[list[int]] = [[]]
    for event in events:
        point = _point(event, side)
        if point:
            runs[-1].append(len(points))
            points.append(point)
        elif _breaks(event, side):
            runs.append([])
    return Curve(tuple(points), tuple(tuple(run) for run in runs if len(run) > 1))


def _point(event: Event, side: str) -> CurvePoint | None:
    view = event.views.get(side)
    if view is None or view.known != KNOWN or view.score is None:
        return None
    return CurvePoint(event.id, event.span.middle, view.score, view.voices, view.low, view.high)


def _breaks(event: Event, side: str) -> bool:
    view = event.views.get(side)
    return view is None or view.known != NOT_RELEVANT
