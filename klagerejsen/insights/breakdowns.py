"""Breakdowns across a team's journeys: between the same units, one kind before another, and journeys that are alike.

A journey is analysed once for every state it is in: its numbers are kept in the process until its log grows.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select

from klagerejsen.accounts.models import Team
from klagerejsen.analysis import name_of
from klagerejsen.analysis.alike import Trait, Traits, like
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.analysis.repeated import Between, Broken, Following, between_units, broken, sequences
from klagerejsen.codes import Status
from klagerejsen.extensions import db
from klagerejsen.insights.findings import analysis_of, judged
from klagerejsen.insights.patterns import Names
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import WHOLE

NEWEST = 500
"""No more journeys than these, the newest, are analysed for one answer."""

ALIKE_AMONG = 200
"""Among more journeys than these, each is not compared with every other."""


State = tuple[int, str, datetime]  # of a journey: its log's length; an id may be given again, so what it is besides


def breakdowns_of(team: Team, cases: Iterable[JourneyCauses], names: Names, language: str) -> dict[str, Any]:
    """Return what breaks again, and which journeys are alike in causes and breakdowns, as JSON-able rows."""
    causes = {case.id: case for case in cases}
    known = _broken(team.id)
    return {
        "analysed": len(known),
        "between": [_between(row, causes, names, language) for row in between_units(known, team.least_journeys)],
        "sequences": [_following(row, causes, names, language) for row in sequences(known, team.least_journeys)],
        "alike": _alike(known, causes, names, language) if len(known) <= ALIKE_AMONG else [],
    }


def _broken(team_id: int) -> list[Broken]:
    """Return the newest journeys; only those whose log has grown since are read and analysed."""
    kept: dict[int, tuple[State, Broken]] = current_app.extensions.setdefault("insights.broken", {})
    newest = select(Journey.id, Journey.seq, Journey.ref, Journey.created_at).where(Journey.team_id == team_id)
    rows = db.session.execute(newest.order_by(Journey.id.desc()).limit(NEWEST))
    states: dict[int, State] = {key: (seq, ref, created) for key, seq, ref, created in rows}
    changed = [key for key, state in states.items() if key not in kept or kept[key][0] != state]
    for journey in db.session.scalars(select(Journey).where(Journey.id.in_(changed)).options(*WHOLE)):
        kept[journey.id] = states[journey.id], _analysed(journey)
    return [kept[key][1] for key in sorted(states)]


def _analysed(journey: Journey) -> Broken:
    """Analyse a journey; what the room dismissed is not counted, what it marked is."""
    analysis = analysis_of(journey)
    stand = [one.finding for one in judged(journey.findings, analysis) if one.status is not Status.DISMISSED]
    found = broken(analysis.journey, stand)
    return Broken(str(journey.id), journey.title, journey.area, found.breakdowns, found.contacts)


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
        "behind": [names.journey(causes[case.id]) for case in row.journeys],
    }


def _alike(
    known: list[Broken], causes: Mapping[str, JourneyCauses], names: Names, language: str
) -> list[dict[str, Any]]:
    """Return each journey's nearest, the most alike pairs first, each pair once."""
    traits = [Traits(case.id, case.title, _traits(case, causes[case.id])) for case in known]
    nearest = [(one, each) for one in traits for each in like(one, traits, most=1)]
    pairs = {frozenset({one.id, each.journey.id}): each for one, each in nearest}
    return [
        {
            "likeness": round(each.likeness, 3),
            "shared": [_called(trait, names, language) for trait in each.shared],
            "behind": [names.journey(causes[key]) for key in sorted(pair, key=int)],
        }
        for pair, each in sorted(pairs.items(), key=lambda item: -item[1].likeness)
    ]


def _traits(case: Broken, stated: JourneyCauses) -> frozenset[Trait]:
    kinds = {("breakdown", each.code) for each in case.breakdowns}
    return frozenset(
        {("cause", code) for code in stated.causes} | kinds | {("between", *pair) for pair in case.between}
    )


def _called(trait: Trait, names: Names, language: str) -> str:
    if trait[0] == "cause":
        return names.cause(trait[1])
    return name_of(trait[1], language) if trait[0] == "breakdown" else " – ".join(trait[1:])
