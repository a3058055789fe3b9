"""Folding the timeline: long stretches without any event are folded away, unless they are a silence."""

from collections.abc import Iterable, Iterator
from datetime import date

from klagerejsen.analysis.calendar import days_after
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.results import Fold, Silence, Wait
from klagerejsen.analysis.thresholds import Thresholds


def folds(
    journey: Journey, silences: Iterable[Silence], waits: Iterable[Wait], thresholds: Thresholds
) -> tuple[Fold, ...]:
    """Return the stretches to fold, in order.

    A stretch of more than ``fold_days`` calendar days without an event of any side is folded, with
    ``fold_before`` days kept open at its start and ``fold_after`` at its end. A stretch that overlaps a silence
    that is a finding stays open: the emptiness is what there is to see.
    """
    shown = [(each.start.earliest, each.end.latest) for each in silences if each.finding]
    found = []
    for start, end in _empty(journey):
        first, last = days_after(start, thresholds.fold_before), days_after(end, -thresholds.fold_after)
        covered = any(opens < end and closes > start for opens, closes in shown)
        if (end - start).days > thresholds.fold_days and not covered and first < last:
            found.append(Fold(first, last, (last - first).days, _wait_over(start, end, waits)))
    return tuple(found)


def _empty(journey: Journey) -> Iterator[tuple[date, date]]:
    """Yield each stretch between the days that events may cover."""
    covered: date | None = None
    for event in journey.events:
        if covered and event.span.earliest > covered:
            yield covered, event.span.earliest
        covered = max(covered or event.span.latest, event.span.latest)


def _wait_over(start: date, end: date, waits: Iterable[Wait]) -> Wait | None:
    return next((each for each in waits if each.start.earliest < end and each.end.latest > start), None)
