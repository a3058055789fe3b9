"""What statsmodels and scipy reckon: counts in, plain numbers out. Nothing else of ours knows them."""

import gc
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from klagerejsen.statistics.days import Day

Point = tuple[int, float, float]
"""A day, the share from that day on, and its standard error."""


def kaplan_meier(table: Sequence[Day]) -> Iterable[Point]:
    """Return the share that still waits after each day on which something ended, with Greenwood's error.

    The complaints are laid out one by one. Given counts (``freq_weights``), statsmodels takes Tsiatis's error of the
    hazard so far, which is not one of the share. Where nobody is left the error is not a number.

    >>> [(day, round(share, 3), round(error, 3)) for day, share, error in kaplan_meier([Day(3, 4, {"closed": 2}, 2)])]
    [(3, 0.5, 0.25)]
    """
    numpy, survfunc, _binom = _libraries()
    days, ended, left = zip(*((day.day, day.ends, day.open) for day in table), strict=True)
    found = survfunc.SurvfuncRight(
        numpy.concatenate([numpy.repeat(days, ended), numpy.repeat(days, left)]),
        numpy.repeat([1, 0], [sum(ended), sum(left)]),
    )
    return zip(found.surv_times.tolist(), found.surv_prob.tolist(), found.surv_prob_se.tolist(), strict=True)


def aalen_johansen(table: Sequence[Day], outcomes: Sequence[str]) -> dict[str, list[float]]:
    """Return for each outcome the share that has ended so, after each day of the table.

    The errors are ours. Given counts, statsmodels has none; given complaints one by one, none for the day on which the
    last of them end, which in a finished half-year is the day that is asked for.

    >>> found = aalen_johansen([Day(3, 4, {"closed": 1, "withdrawn": 2}, 1)], ["closed", "withdrawn"])
    >>> {outcome: [round(share, 3) for share in shares] for outcome, shares in found.items()}
    {'closed': [0.25], 'withdrawn': [0.5]}
    """
    if not outcomes:
        return {}
    numpy, survfunc, _binom = _libraries()
    many = [count for day in table for count in (day.open, *(day.ended.get(each, 0) for each in outcomes))]
    ways = len(outcomes) + 1
    days = numpy.repeat([day.day for day in table], ways)
    found = survfunc.CumIncidenceRight(days, numpy.tile(range(ways), len(table)), freq_weights=many)
    return {outcome: shares.tolist() for outcome, shares in zip(outcomes, found.cinc, strict=True)}


def binomial_quantiles(total: int, chance: float, shares: Sequence[float]) -> list[int]:
    """Return for each share the lowest count that is exceeded no more often than in the rest of all times.

    >>> binomial_quantiles(10, 0.5, [0.025, 0.975])
    [2, 8]
    """
    return [int(count) for count in _libraries().binom.ppf(shares, total, chance)]


class _Libraries(NamedTuple):
    numpy: Any
    survfunc: Any
    binom: Any


@cache
def _libraries() -> _Libraries:
    """Load them when the first figure is asked for: who asks for none is spared a second and 110 MB.

    Where a server has set its modules aside from the rounds of the garbage collector, these go with them.
    """
    import numpy
    from scipy.stats import binom
    from statsmodels.duration import survfunc

    if gc.get_freeze_count():
        gc.freeze()
    return _Libraries(numpy, survfunc, binom)
