"""Breakdowns across journeys, written so that they can be shown and handed out: JSON-able rows."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from klagerejsen.analysis import name_of
from klagerejsen.analysis.alike import Trait
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.analysis.repeated import Between, Following
from klagerejsen.insights.across import Across
from klagerejsen.insights.patterns import Names


def breakdowns_of(across: Across, names: Names, language: str) -> dict[str, Any]:
    """Return what breaks again, and which journeys are alike in causes and breakdowns."""
    causes = {case.id: case for case in across.found.cases}
    return {
        "analysed": len(across.known),
        "between": [_between(row, causes, names, language) for row in across.between],
        "sequences": [_following(row, causes, names, language) for row in across.sequences],
        "alike": _alike(across, causes, names, language),
    }


def _between(row: Between, causes: Mapping[str, JourneyCauses], names: Names, language: str) -> dict[str, Any]:
    return {
        "units": list(row.units),
        "kinds": [{"type": code, "label": name_of(code, language), "journeys": n} for code, n in row.kinds.items()],
        **_figures(row, causes, names),
    }


def _following(row: Following, causes: Mapping[str, JourneyCauses], names: Names, language: str) -> dict[str, Any]:
    return {
        "types": list(row.codes),
        "labels": [name_of(code, language) for code in row.codes],
        **_figures(row, causes, names),
    }


def _figures(row: Between | Following, causes: Mapping[str, JourneyCauses], names: Names) -> dict[str, Any]:
    return {
        "journeys": row.count,
        "of": row.total,
        "expected": round(row.expected, 2),
        "adjusted_p": round(row.adjusted, 4),
        "notable": row.notable,
        "behind": names.behind(causes[case.id] for case in row.journeys),
    }


def _alike(across: Across, causes: Mapping[str, JourneyCauses], names: Names, language: str) -> list[dict[str, Any]]:
    return [
        {
            "likeness": round(each.likeness, 3),
            "shared": [_called(trait, names, language) for trait in each.shared],
            "behind": [names.journey(case) for case in sorted((one, causes[each.journey.id]), key=_number)],
        }
        for one, each in islice(across.alike, names.most)
    ]


def _called(trait: Trait, names: Names, language: str) -> str:
    if trait[0] == "cause":
        return names.cause(trait[1])
    return name_of(trait[1], language) if trait[0] == "breakdown" else " – ".join(trait[1:])


def _number(case: JourneyCauses) -> int:
    return int(case.id)
