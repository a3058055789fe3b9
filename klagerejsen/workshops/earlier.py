"""What a workshop begins with: actions that are still open, and causes that earlier cases of the area had."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from klagerejsen.access.rules import Scope
from klagerejsen.accounts.models import Team
from klagerejsen.codes import Phase
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Event, Journey, JourneyCause
from klagerejsen.journeys.queries import cause_names
from klagerejsen.reflections.actions import OPEN, Agreed, by_due, of_cases, of_notes
from klagerejsen.web.filters import language
from klagerejsen.workshops.models import Workshop

MOST, ON_THE_WALL = 5, 4
"""So many of each are shown on the console and on the wall: what has room there, and in fifteen minutes."""


@dataclass(frozen=True, slots=True)
class EarlierCause:
    """A cause that earlier cases of the area had; `here` where this case has it too."""

    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """Open actions, the first due in front, and causes: those of this case, then the most frequent."""

    actions: list[Agreed]
    causes: list[EarlierCause]
    more: int


def of(scope: Scope, room: Workshop) -> Earlier | None:
    """Return what the workshop begins with, None in any other phase and where there is nothing."""
    if room.phase is not Phase.FRAME or room.closed_at is not None:
        return None
    actions, causes = _open_actions(scope), _causes(scope)
    return Earlier(actions[:MOST], causes[:MOST], max(0, len(actions) - MOST)) if actions or causes else None


def on_the_wall(scope: Scope, room: Workshop) -> Earlier | None:
    """Return the same for the screen, where the facilitator shows it."""
    found = of(scope, room) if room.earlier_shown else None
    return found and Earlier(found.actions[:ON_THE_WALL], found.causes[:ON_THE_WALL], 0)


def _area(scope: Scope) -> str | None:
    return db.session.scalar(select(Journey.area).where(Journey.id == scope.journey_id))


def _open_actions(scope: Scope) -> list[Agreed]:
    """Return the open actions of the case, and of what else lies in its area."""
    area = _area(scope)
    found = [*of_cases(scope.team_id, area), *of_notes(scope.team_id, area)] if area else of_cases(scope.team_id)
    return by_due([one for one in found if one.status == OPEN and (area or one.journey_id == scope.journey_id)])


def _causes(scope: Scope) -> list[EarlierCause]:
    """Return causes of the area's other cases, where there are as many of these as the team shows causes from."""
    area, ours = _area(scope), JourneyCause.journey_id == scope.journey_id
    least = select(Team.least_journeys).where(Team.id == scope.team_id).scalar_subquery()
    cases = func.count(JourneyCause.journey_id.distinct())
    query = (
        select(JourneyCause.code)
        .join(Journey, Journey.id == JourneyCause.journey_id)
        .where(Journey.team_id == scope.team_id, Journey.area == area, ~JourneyCause.deleted, ~ours)
        .group_by(JourneyCause.code)
        .having(cases >= least)
        .order_by(cases.desc(), JourneyCause.code)
    )
    here = set(db.session.scalars(select(JourneyCause.code).where(ours, ~JourneyCause.deleted)))
    names = cause_names(scope.team_id, language())
    found = [EarlierCause(names.get(code, code), code in here) for code in db.session.scalars(query)]
    return sorted(found, key=lambda cause: not cause.here)


def console(scope: Scope, room: Workshop, events: list[Event]) -> dict[str, Any]:
    """Return what the console shows of learning in this phase."""
    return {
        "earlier": of(scope, room),
        "in_focus": next((event for event in events if event.ref == room.focus_ref), None),
    }
