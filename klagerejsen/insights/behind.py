"""The journeys behind a figure of the page of causes, a page of them at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from klagerejsen.accounts.models import Team
from klagerejsen.analysis import name_of
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.analysis.repeated import Between, Following
from klagerejsen.extensions import db
from klagerejsen.insights.across import Across, across
from klagerejsen.journeys.models import JourneyCause
from klagerejsen.journeys.queries import area_names, cause_names

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure is called and says, and one page of its journeys."""

    title: str
    said: str
    journeys: list[dict[str, Any]]
    page: int
    pages: int


def behind_cause(team: Team, code: str, areas: Sequence[str], page: int, language: str) -> Behind | None:
    """Return the journeys with a cause, in the areas of a column where ``areas`` names them; None where none is shown.

    An empty name stands for journeys without an area.
    """
    everything = across(team)
    cause = next((cause for cause in everything.found.causes if cause.code == code), None)
    title = cause_names(team.id, language).get(code, code)
    if cause is None:
        return None
    if not areas:
        said = _("%(code)s · %(k)s af %(n)s rejser", code=code, k=cause.count, n=everything.found.total)
        return _page(team, title, said, cause.journeys, page, language, code)
    wanted = tuple(area or None for area in areas)
    for column, count in zip(everything.columns.columns, everything.columns.counts[code], strict=True):
        if column.areas == wanted and count:
            those = [case for case in cause.journeys if case.area in column.areas]
            where = ", ".join(area_label(area, area_names(team.id, language)) for area in column.areas)
            said = _("%(area)s · %(k)s af %(n)s rejser", area=where, k=count, n=column.total)
            return _page(team, title, said, those, page, language, code)
    return None


def behind_pattern(team: Team, kind: str, of: tuple[str, ...], page: int, language: str) -> Behind | None:
    """Return the journeys behind a row of the patterns: causes or breakdowns that go together, or two units."""
    everything = across(team)
    found = _pattern(everything, kind, of)
    if found is None:
        return None
    cases, total = found
    names = cause_names(team.id, language)
    labels = {
        "together": [names.get(code, code) for code in of],
        "between": list(of),
        "sequences": [name_of(code, language) for code in of],
    }[kind]
    said = _("%(k)s af %(n)s rejser", k=len(cases), n=total)
    return _page(team, _title(kind, labels), said, cases, page, language)


def _title(kind: str, labels: list[str]) -> str:
    if kind == "sequences":
        return _("%(one)s, så %(other)s", one=labels[0], other=labels[1].lower())
    return _("%(one)s og %(other)s", one=labels[0], other=labels[1])


def _pattern(everything: Across, kind: str, of: tuple[str, ...]) -> tuple[list[JourneyCauses], int] | None:
    """Find the row among those that are shown."""
    if kind == "together":
        pair = next((row for row in everything.together if row.codes == of), None)
        return (list(pair.journeys), everything.found.total) if pair else None
    rows: dict[tuple[str, ...], Between | Following] = {}
    if kind == "between":
        rows = {row.units: row for row in everything.between}
    elif kind == "sequences":
        rows = {row.codes: row for row in everything.sequences}
    row = rows.get(of)
    return ([everything.whole.parts[int(case.id)].case for case in row.journeys], row.total) if row else None


def area_label(area: str | None, names: dict[str, str]) -> str:
    """Return what an area is called."""
    return names.get(area or "", area or _("Intet område"))


def _page(
    team: Team, title: str, said: str, cases: Sequence[JourneyCauses], number: int, language: str, code: str = ""
) -> Behind | None:
    pages = max(1, -(-len(cases) // PER_PAGE))
    if not 1 <= number <= pages:
        return None
    some = cases[(number - 1) * PER_PAGE : number * PER_PAGE]
    areas, notes = area_names(team.id, language), _notes(some, code)
    rows = [
        {
            "id": int(case.id),
            "title": case.title,
            "area": area_label(case.area, areas) if case.area else None,
            "primary": case.causes.get(code),
            "note": notes.get(int(case.id)),
        }
        for case in some
    ]
    return Behind(title, said, rows, number, pages)


def _notes(cases: Sequence[JourneyCauses], code: str) -> dict[int, str | None]:
    if not code:
        return {}
    asked = select(JourneyCause.journey_id, JourneyCause.note).where(JourneyCause.code == code, ~JourneyCause.deleted)
    rows = db.session.execute(asked.where(JourneyCause.journey_id.in_(int(case.id) for case in cases)))
    return {row.journey_id: row.note for row in rows}
