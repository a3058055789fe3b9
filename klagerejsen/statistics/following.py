"""How far each of several curves may be drawn, so that the end of one is not told by subtracting the others.

Few are still followed at the end of a curve, and there it stops. But from the curve of everybody and those of the other
groups one could reckon how it goes on. So on each of some days the numbers still followed are taken as a table of their
own, and withheld as other figures are: a curve ends on the last day on which its number may be shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from klagerejsen.statistics.figures import Case, Key, Tables
from klagerejsen.statistics.withholding import LEAST, release

Followed = Iterable[tuple[Case, int, int]]
"""What some complaints have in common, how many days they were followed, and how many they are."""


def reaches(tables: Tables, rows: Followed, days: Sequence[int], least: int = LEAST) -> dict[Key, int]:
    """Return for each group on offer the last of the days, in order, on which its number may be told; -1 for none.

    >>> tables = Tables(["area"], [["area"]])
    >>> rows = [(("a",), 30, 9), (("b",), 10, 7), (("b",), 30, 2), (("c",), 30, 20)]
    >>> found = reaches(tables, rows, [0, 10, 20, 30])
    >>> [found[key,] for key in (None, "a", "b", "c")]
    [30, 10, 10, 30]
    """
    by_case: defaultdict[Case, Counter[int]] = defaultdict(Counter)
    for case, followed, count in rows:
        by_case[case][followed] += count
    reached: dict[Key, int] = {}
    going, before = set[Key](), Counter[Key]()
    for day in days:
        left = {case: _left(counts, day) for case, counts in by_case.items()}
        figures = tables.count({case: count for case, count in left.items() if count})
        if day == days[0]:
            going = set(figures)
            reached = dict.fromkeys(going, -1)
        # Who was followed on the day before and is not now went in between, one by one: that is told as little.
        shown = release(tables, left, least, sorted(before.keys() - figures.keys(), key=str))
        going = {key for key in going if key not in shown.withheld and figures[key] >= least}
        if shown.nothing or not going:
            break
        reached |= dict.fromkeys(going, day)
        before = figures
    return reached


def _left(counts: Mapping[int, int], day: int) -> int:
    return sum(count for followed, count in counts.items() if followed >= day)
