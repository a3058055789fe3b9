"""Root causes across a team's journeys, from the database to the analysis and back."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from klagerejsen.accounts.models import Team
from klagerejsen.analysis.recurrence import Cause, JourneyCauses
from klagerejsen.dates import in_words
from klagerejsen.extensions import db
from klagerejsen.insights.across import across
from klagerejsen.insights.actions import Wanted, actions_of, page_of
from klagerejsen.insights.breakdowns import breakdowns_of
from klagerejsen.insights.patterns import Names, patterns_of
from klagerejsen.journeys.models import Journey, JourneyCause
from klagerejsen.journeys.queries import area_names, cause_names
from klagerejsen.web.filters import today


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
    """Return the same for the page: journeys as columns by area, each cause's part in each of them."""
    everything, labels = across(team), cause_names(team.id, language)
    found = everything.found
    names = Names(labels, area_names(team.id, language), lambda case: {"id": int(case.id), "title": case.title})
    return {
        "journeys": found.total,
        "not_counted": everything.whole.waiting,
        "least": found.least,
        "suppressed": len(found.suppressed),
        "period": _period(found.cases, language),
        "areas": _columns(team.id, found.cases, language),
        "causes": [
            _written(cause, labels) | {"behind": {int(case.id): case.causes[cause.code] for case in cause.journeys}}
            for cause in found.causes
        ],
        "patterns": patterns_of(everything, names) | breakdowns_of(everything, names, language),
    }


def actions_for(team: Team, wanted: Wanted, language: str) -> dict[str, Any]:
    """Return the actions asked for, with their causes before and after, for the page."""
    names = Names(
        cause_names(team.id, language),
        area_names(team.id, language),
        lambda case: {"id": int(case.id), "title": case.title},
    )
    return page_of(across(team), names, wanted, today())


def pieces(team: Team, code: str, language: str) -> list[dict[str, Any]]:
    """Return what each journey behind a cause says of it, also where only an event shows it."""
    behind = [case for case in across(team).found.cases if code in case.causes]
    areas, notes = area_names(team.id, language), _notes(team.id, code)
    return [
        {
            "id": int(case.id),
            "title": case.title,
            "area": areas.get(case.area or ""),
            "primary": case.causes[code],
            "note": notes.get(int(case.id)),
        }
        for case in behind
    ]


def _notes(team_id: int, code: str) -> dict[int, str | None]:
    rows = db.session.execute(
        select(JourneyCause.journey_id, JourneyCause.note)
        .join(Journey, Journey.id == JourneyCause.journey_id)
        .where(Journey.team_id == team_id, JourneyCause.code == code, ~JourneyCause.deleted)
    )
    return {row.journey_id: row.note for row in rows}


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


def _columns(team_id: int, cases: Iterable[JourneyCauses], language: str) -> list[dict[str, Any]]:
    """Return the journeys as numbered columns, grouped by area."""
    names = area_names(team_id, language)
    areas: dict[str, dict[str, Any]] = {}
    for number, case in enumerate(sorted(cases, key=lambda case: (case.area or "", int(case.id))), start=1):
        label = names.get(case.area or "", case.area or _("Intet område"))
        column = {"id": int(case.id), "title": case.title, "number": number}
        areas.setdefault(label, {"label": label, "journeys": []})["journeys"].append(column)
    return list(areas.values())


def _period(cases: Iterable[JourneyCauses], language: str) -> str:
    """Say from which month to which the journeys run."""
    days = [(case.opened, case.ended) for case in cases if case.opened and case.ended]
    if not days:
        return ""
    first, last = min(first for first, _last in days), max(last for _first, last in days)
    return f"{in_words(f'{first:%Y-%m}', language)} – {in_words(f'{last:%Y-%m}', language)}"
