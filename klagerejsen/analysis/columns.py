"""Root causes by area, as columns in which no number, nor one taken from another, points at fewer journeys than k."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.recurrence import Cause, Recurrence, showable


@dataclass(frozen=True, slots=True)
class Column:
    """One area, or those too small to stand alone put together; ``total`` journeys."""

    areas: tuple[str | None, ...]
    total: int

    @property
    def together(self) -> bool:
        """Whether it holds several areas."""
        return len(self.areas) > 1


@dataclass(frozen=True, slots=True)
class Columns:
    """``counts`` gives for each cause, column by column, how many journeys have it; None where that is not shown."""

    columns: tuple[Column, ...]
    counts: Mapping[str, tuple[int | None, ...]]

    def shown(self, code: str, area: str | None) -> int | None:
        """Return the number of an area that stands alone; None where it is not shown."""
        place = next((n for n, column in enumerate(self.columns) if column.areas == (area,)), None)
        return None if place is None else self.counts[code][place]


def by_area(found: Recurrence) -> Columns:
    """Count each shown cause in each area.

    Areas of fewer than k journeys stand together. A number is left out where it, or the journeys of its column without
    the cause, are fewer than k (but some); and since the row's sum is known, so are the smallest others, until those
    that are left out are at least two and together no fewer than k either way.

    >>> from klagerejsen.analysis import Thresholds
    >>> from klagerejsen.analysis.recurrence import JourneyCauses, recurring
    >>> counts = {"a": 20, "b": 7, "c": 2, "d": 0}
    >>> cases = [JourneyCauses(f"{area}{n}", "", area, {"X": False} if n < counts[area] else {})
    ...          for area in counts for n in range(30)]
    >>> by_area(recurring(cases, Thresholds(min_journeys=5))).counts
    {'X': (20, None, None, 0)}
    """
    columns = _columns(Counter(case.area for case in found.cases), found.least)
    places = {area: place for place, column in enumerate(columns) for area in column.areas}
    return Columns(columns, {cause.code: _row(cause, columns, places, found.least) for cause in found.causes})


def _columns(totals: Counter[str | None], least: int) -> tuple[Column, ...]:
    ordered = sorted(totals, key=lambda area: (area is None, area or ""))
    by_size = sorted(ordered, key=totals.__getitem__)
    few = [area for area in by_size if totals[area] < least]
    for area in by_size[len(few) :]:
        if not few or sum(totals[each] for each in few) >= least:
            break
        few.append(area)
    alone = (Column((area,), totals[area]) for area in ordered if area not in few)
    rest = Column(tuple(area for area in ordered if area in few), sum(totals[area] for area in few))
    return (*alone, rest) if few else tuple(alone)


def _row(
    cause: Cause, columns: tuple[Column, ...], places: Mapping[str | None, int], least: int
) -> tuple[int | None, ...]:
    times = Counter(places[case.area] for case in cause.journeys)
    counts = [times[place] for place in range(len(columns))]
    hidden = _hidden(counts, [column.total for column in columns], least)
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def _hidden(counts: list[int], totals: list[int], least: int) -> set[int]:
    hidden = {
        place
        for place, (count, total) in enumerate(zip(counts, totals, strict=True))
        if count and not showable(count, total, least)
    }
    others = sorted((place for place, count in enumerate(counts) if count), key=counts.__getitem__)
    for place in others:
        if not hidden or _enough(hidden, counts, totals, least):
            break
        hidden.add(place)
    return hidden


def _enough(hidden: Iterable[int], counts: list[int], totals: list[int], least: int) -> bool:
    places = list(hidden)
    return len(places) > 1 and showable(sum(counts[n] for n in places), sum(totals[n] for n in places), least)
