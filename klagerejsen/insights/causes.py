"""Root causes across a team's journeys, from the database to the analysis and back."""

from collections import defaultdict
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from klagerejsen.accounts.models import Team
from klagerejsen.analysis.recurrence import Cause, JourneyCauses, Recurrence, recurring
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.dates import in_words
from klagerejsen.extensions import db
from klagerejsen.insights.breakdowns import breakdowns_of
from klagerejsen.insights.patterns import Names, patterns_of
from klagerejsen.journeys.models import Event, Journey, JourneyCause
from klagerejsen.journeys.queries import area_names, cause_names


def report_on(team: Team, language: str = "da") -> dict[str, Any]:
    """Return the causes by number of journeys with the journeys behind each, JSON-able.

    Journeys are named by the ids of their documents. Causes too rare to show are counted, not named.
    """
    found, labels = _recurrence(team), cause_names(team.id, language)
    refs = _refs(team.id)
    names = Names(labels, area_names(team.id, language), lambda case: refs[int(case.id)])
    return {
        "team": team.slug,
        "journeys": found.total,
        "least": found.least,
        "suppressed": len(found.suppressed),
        "causes": [_written(cause, labels) | {"behind": _behind(cause, refs)} for cause in found.causes],
        **patterns_of(found, names),
        **breakdowns_of(team, found.cases, names, language),
    }


def _behind(cause: Cause, refs: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {"id": refs[int(case.id)], "title": case.title, "area": case.area, "primary": case.causes[cause.code]}
        for case in cause.journeys
    ]


def page_for(team: Team, language: str) -> dict[str, Any]:
    """Return the same for the page: journeys as columns by area, each cause's part in each of them."""
    found, labels = _recurrence(team), cause_names(team.id, language)
    names = Names(labels, area_names(team.id, language), lambda case: {"id": int(case.id), "title": case.title})
    return {
        "journeys": found.total,
        "least": found.least,
        "suppressed": len(found.suppressed),
        "period": _period(team.id, language),
        "areas": _columns(team.id, language),
        "causes": [
            _written(cause, labels) | {"behind": {int(case.id): case.causes[cause.code] for case in cause.journeys}}
            for cause in found.causes
        ],
        "patterns": patterns_of(found, names) | breakdowns_of(team, found.cases, names, language),
    }


def pieces(team: Team, code: str, language: str) -> list[dict[str, Any]]:
    """Return what each journey behind a cause says of it, also where only an event shows it."""
    behind = [case for case in _cases(team.id) if code in case.causes]
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


def _recurrence(team: Team) -> Recurrence:
    return recurring(_cases(team.id), Thresholds(min_journeys=team.least_journeys))


def _cases(team_id: int) -> list[JourneyCauses]:
    """Read every journey with its causes: those of the whole, and those that only an event shows."""
    causes: dict[int, dict[str, bool]] = defaultdict(dict)
    of_events = select(Event.journey_id, Event.causes).join(Journey, Journey.id == Event.journey_id)
    for journey_id, stated in db.session.execute(of_events.where(Journey.team_id == team_id, ~Event.deleted)):
        causes[journey_id].update({cause["code"]: False for cause in stated if cause.get("code")})
    of_journeys = select(JourneyCause).join(Journey, Journey.id == JourneyCause.journey_id)
    for row in db.session.scalars(of_journeys.where(Journey.team_id == team_id, ~JourneyCause.deleted)):
        causes[row.journey_id][row.code] = row.primary or causes[row.journey_id].get(row.code, False)
    days = func.min(Event.earliest).label("first"), func.max(Event.latest).label("last")
    journeys = db.session.execute(
        select(Journey.id, Journey.title, Journey.area, *days)
        .outerjoin(Event, (Event.journey_id == Journey.id) & ~Event.deleted)
        .where(Journey.team_id == team_id)
        .group_by(Journey.id)
        .order_by(Journey.id)
    )
    return [JourneyCauses(str(row.id), row.title, row.area, causes[row.id], row.first, row.last) for row in journeys]


def _refs(team_id: int) -> dict[int, str]:
    rows = db.session.execute(select(Journey.id, Journey.ref).where(Journey.team_id == team_id))
    return {row.id: row.ref for row in rows}


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


def _columns(team_id: int, language: str) -> list[dict[str, Any]]:
    """Return the journeys as numbered columns, grouped by area."""
    names = area_names(team_id, language)
    rows = db.session.execute(
        select(Journey.id, Journey.title, Journey.area)
        .where(Journey.team_id == team_id)
        .order_by(Journey.area, Journey.id)
    )
    areas: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, start=1):
        label = names.get(row.area or "", row.area or _("Intet område"))
        column = {"id": row.id, "title": row.title, "number": number}
        areas.setdefault(label, {"label": label, "journeys": []})["journeys"].append(column)
    return list(areas.values())


def _period(team_id: int, language: str) -> str:
    """Say from which month to which the journeys run."""
    first, last = db.session.execute(
        select(func.min(Event.earliest), func.max(Event.latest))
        .join(Journey, Journey.id == Event.journey_id)
        .where(Journey.team_id == team_id, ~Event.deleted)
    ).one()
    if first is None:
        return ""
    return f"{in_words(f'{first:%Y-%m}', language)} – {in_words(f'{last:%Y-%m}', language)}"
