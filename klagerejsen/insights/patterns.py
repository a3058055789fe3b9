"""What stands out across journeys, written so that it can be shown and handed out: JSON-able rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from klagerejsen.analysis.areas import AreaCause
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.analysis.together import Pair
from klagerejsen.analysis.trends import Trend
from klagerejsen.insights.across import Across

FEW = 10
"""Figures of fewer journeys than this are a list of what was seen, not a measurement."""


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called, how a journey is named in the rows, and how many journeys at most a row names."""

    causes: Mapping[str, str]
    areas: Mapping[str, str]
    journey: Callable[[JourneyCauses], Any]
    most: int | None = None

    def cause(self, code: str) -> str:
        """Return a cause's label, or its code."""
        return self.causes.get(code, code)

    def behind(self, cases: Iterable[JourneyCauses]) -> list[Any]:
        """Return the first of the journeys behind a figure."""
        return [self.journey(case) for case in islice(cases, self.most)]


def patterns_of(across: Across, names: Names) -> dict[str, Any]:
    """Return pairs and groups of causes, causes by area and over time, with the journeys behind each.

    ``notable`` and ``direction`` say what chance does not explain, after Benjamini and Hochberg at 5 %; ``maybe`` what
    alone would stand out, and may be chance among so many comparisons.
    """
    return {
        "few": across.found.total < FEW,
        "together": [_pair(pair, names) for pair in across.together],
        "groups": [{"codes": list(part), "labels": list(map(names.cause, part))} for part in across.groups],
        "areas": [_area(row, names) for row in across.areas],
        "trends": [_trend(row, names) for row in across.trends],
    }


def _pair(pair: Pair, names: Names) -> dict[str, Any]:
    return {
        "codes": list(pair.codes),
        "labels": list(map(names.cause, pair.codes)),
        "journeys": pair.count,
        **_compared(pair),
        "behind": names.behind(pair.journeys),
    }


def _area(row: AreaCause, names: Names) -> dict[str, Any]:
    return {
        "code": row.code,
        "label": names.cause(row.code),
        "area": row.area,
        "area_label": names.areas.get(row.area, row.area),
        "journeys": row.count,
        "of": row.total,
        **_compared(row),
        "stability": row.stability,
        "behind": names.behind(row.journeys),
    }


def _compared(row: Pair | AreaCause) -> dict[str, Any]:
    return {
        "expected": round(row.expected, 2),
        "lift": round(row.lift, 3),
        "p": round(row.p, 4),
        "adjusted_p": round(row.adjusted, 4),
        "notable": row.notable,
        "maybe": row.maybe,
    }


def _trend(row: Trend, names: Names) -> dict[str, Any]:
    return {
        "code": row.code,
        "label": names.cause(row.code),
        "direction": row.direction,
        "maybe": row.maybe,
        "later": round(row.later, 3),
        "p": round(row.p, 4),
        "adjusted_p": round(row.adjusted, 4),
        "total": len(row.journeys),
        "months": [
            {"from": f"{each.start:%Y-%m}", "to": f"{each.end:%Y-%m}", "journeys": each.count, "of": each.total}
            for each in row.stretches
        ],
        "behind": names.behind(row.journeys),
    }
