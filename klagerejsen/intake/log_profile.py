"""The temporal profile of an event log: how long it usually is from one activity until another, directly or not.

After Stertz, Mangler & Rinderle-Ma (2020), Temporal conformance checking at runtime based on time-infused process
models (arXiv:2008.07262): for every two activities of which one eventually follows the other, the mean and the standard
deviation of the time between them. A case that lies many deviations from the mean was delayed, or hurried, just there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from klagerejsen.intake.log_columns import MISSING, NO_TIME
from klagerejsen.intake.log_measures import SECOND, Ordered

MOST_PROFILED = 300
"""With more activities than this the profile is left out: there would be up to ninety thousand pairs and more."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Usually:
    """The time between two activities in seconds: how many times, the mean, and the standard deviation.

    The deviation is that of a sample (divided by n − 1), and 0 for a single time.
    """

    count: int
    mean: float
    deviation: float


def temporal_profile(log: Ordered) -> dict[tuple[str, str], Usually] | None:
    """Return the profile of a log, by what comes first and what follows; None with more than MOST_PROFILED activities.

    Every pair of events of a case counts, in the case's order; events without a time or an activity are left out. Three
    sums are kept for each pair of activities, in whole microseconds and so exact, whatever the number of events; time
    grows with events × different activities of a case.
    """
    texts = log.activities.texts
    if len(texts) > MOST_PROFILED:
        return None
    sums: dict[Pair, list[int]] = {}
    for case in _timed(log):
        _add(case, sums)
    return {(texts[one], texts[other]): _usually(*of_pair) for (one, other), of_pair in sums.items()}


def _timed(log: Ordered) -> Iterator[list[tuple[int, int]]]:
    """Give each case as (activity, microseconds since its first event)."""
    for what, micros in zip(log.slices(log.what), log.slices(log.micros), strict=True):
        known = [(code, at) for code, at in zip(what, micros, strict=True) if code != MISSING and at != NO_TIME]
        yield [(code, at - known[0][1]) for code, at in known]


def _add(case: list[tuple[int, int]], sums: dict[Pair, list[int]]) -> None:
    """Add a case's pairs: of each activity it is enough to know how often it came, and the sums of its times.

    With n times t_i before a time t, Σ(t − t_i) = n·t − Σt_i, and Σ(t − t_i)² = n·t² − 2t·Σt_i + Σt_i².
    """
    before: dict[int, list[int]] = {}
    for code, at in case:
        square = at * at
        for earlier, (count, total, squares) in before.items():
            of_pair = sums.get((earlier, code))
            if of_pair is None:
                of_pair = sums[earlier, code] = [0, 0, 0]
            of_pair[0] += count
            of_pair[1] += count * at - total
            of_pair[2] += count * square - 2 * at * total + squares
        own = before.setdefault(code, [0, 0, 0])
        own[0] += 1
        own[1] += at
        own[2] += square


def _usually(count: int, total: int, squares: int) -> Usually:
    spread = (count * squares - total * total) / (count * (count - 1)) if count > 1 else 0.0
    return Usually(count, total / count / SECOND, sqrt(spread) / SECOND)
