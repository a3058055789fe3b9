"""Root causes across a team's journeys, from the database to the analysis and back."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from klagerejsen.accounts.models import Team
from klagerejsen.analysis.recurrence import Cause, JourneyCauses
from klagerejsen.dates import in_words
from klagerejsen.insights.across import Across, across
from klagerejsen.insights.actions import Wanted, actions_of, page_of
from klagerejsen.insights.behind import area_label
from klagerejsen.insights.breakdowns import breakdowns_of
from klagerejsen.insights.patterns import Names, patterns_of
from klagerejsen.journeys.queries import area_names, cause_names
from klagerejsen.web.filters import today

MOST_COLUMNS = 50
"""With more journeys than these the page shows areas as columns, not journeys."""

MOST_LINKS = 25
"""So many journeys stand under a row of the patterns; the others are on a page of their own."""


def report_on(team: Team, language: str = "da") -> dict[str, Any]:
    """Return the causes by number of journeys with the journeys behind each, JSON-able.

    Journeys are named by the ids of their documents. Causes too rare to show are counted, not named.
    """
    everything, labels = across(team), cause_names(team.id, language)
    found, refs = everything.found, {part.id: part.ref for part in everything.parts}
    names = Names(labels, area_names(team.id, language), lambda case: refs[int(case.id)])
    return {
        "team": team.slug,
        "journeys": found.total,
        "not_counted": everything.whole.waiting,
        "least": found.least,
        "suppressed": len(found.suppressed),
        "causes": [_written(cause, labels) | {"behind": _behind(cause, refs)} for cause in found.causes],
        **patterns_of(everything, names),
        **breakdowns_of(everything, names, language),
        "actions": actions_of(everything, names),
    }


def _behind(cause: Cause, refs: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {"id": refs[int(case.id)], "title": case.title, "area": case.area, "primary": case.causes[cause.code]}
        for case in cause.journeys
    ]


def page_for(team: Team, language: str) -> dict[str, Any]:
    """Return the same for the page: each cause by journey, or by area where the journeys are many."""
    everything, labels = across(team), cause_names(team.id, language)
    areas = area_names(team.id, language)
    names = Names(labels, areas, _link, most=MOST_LINKS)
    found, few = everything.found, everything.found.total <= MOST_COLUMNS
    return {
        "journeys": found.total,
        "not_counted": everything.whole.waiting,
        "not_judged": len(everything.parts) - len(everything.known),
        "alike_among": everything.alike_among,
        "least": found.least,
        "suppressed": len(found.suppressed),
        "period": _period(everything, language),
        "areas": _journey_columns(found.cases, areas) if few else [],
        "columns": [] if few else _area_columns(everything, areas),
        "causes": [
            _written(cause, labels) | (_by_journey(cause) if few else _by_area(cause, everything))
            for cause in found.causes
        ],
        "patterns": patterns_of(everything, names) | breakdowns_of(everything, names, language),
    }


def actions_for(team: Team, wanted: Wanted, language: str) -> dict[str, Any]:
    """Return the actions asked for, with their causes before and after, for the page."""
    names = Names(cause_names(team.id, language), area_names(team.id, language), _link)
    return page_of(across(team), names, wanted, today())


def _link(case: JourneyCauses) -> dict[str, Any]:
    return {"id": int(case.id), "title": case.title}


def _by_journey(cause: Cause) -> dict[str, Any]:
    return {"behind": {int(case.id): case.causes[cause.code] for case in cause.journeys}}


def _by_area(cause: Cause, everything: Across) -> dict[str, Any]:
    columns = everything.columns
    return {
        "cells": [
            {"journeys": count, "share": None if count is None else count / column.total}
            for column, count in zip(columns.columns, columns.counts[cause.code], strict=True)
        ]
    }


def _written(cause: Cause, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "code": cause.code,
        "label": labels.get(cause.code, cause.code),
        "journeys": cause.count,
        "primary_in": cause.primary,
        "share": round(cause.share, 4),
        "low": round(cause.low, 4),
        "high": round(cause.high, 4),
    }


def _journey_columns(cases: Iterable[JourneyCauses], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the journeys as numbered columns, grouped by area."""
    areas: dict[str, dict[str, Any]] = {}
    for number, case in enumerate(sorted(cases, key=lambda case: (case.area or "", int(case.id))), start=1):
        label = area_label(case.area, names)
        column = _link(case) | {"number": number}
        areas.setdefault(label, {"label": label, "journeys": []})["journeys"].append(column)
    return list(areas.values())


def _area_columns(everything: Across, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Øvrige områder") if column.together else area_label(column.areas[0], names),
            "journeys": column.total,
            "areas": [area or "" for area in column.areas],
        }
        for column in everything.columns.columns
    ]


def _period(everything: Across, language: str) -> str:
    """Say from which month to which the journeys run."""
    if everything.days is None:
        return ""
    return " – ".join(in_words(f"{day:%Y-%m}", language) for day in everything.days)
