"""The thresholds that journeys are analysed with: an area's own, else the organisation's, else the default."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select

from klagerejsen.analysis.limits import LIMIT_OF
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.extensions import db
from klagerejsen.insights.models import LimitChange

_DEFAULTS = Thresholds()

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What an organisation set itself, by area (None: the whole of it) and by the name of the threshold."""

    by_area: Mapping[str | None, Values] = field(default_factory=dict)

    def thresholds(self, area: str | None) -> Thresholds:
        """Return what the journeys of an area are analysed with; None is the area of a journey that has none."""
        values = {**self.by_area.get(None, {}), **self.by_area.get(area, {})}
        # A whole number stays one: people read it on the card.
        typed: dict[str, Any] = {name: type(getattr(_DEFAULTS, name))(value) for name, value in values.items()}
        return replace(_DEFAULTS, **typed)

    def changed(self, area: str | None, values: Values) -> "OwnLimits":
        """Return the same with other values for an area, or for the whole organisation."""
        return OwnLimits({**self.by_area, area: {**self.by_area.get(area, {}), **values}})


def thresholds_for(team_id: int, area: str | None) -> Thresholds:
    """Return what a journey of this area is analysed with; one short query."""
    return limits_of(team_id).thresholds(area)


def limits_of(team_id: int, until: int | None = None) -> OwnLimits:
    """Return what an organisation set itself: now, or as it was after the change with the number `until`."""
    newest = select(func.max(LimitChange.id)).where(LimitChange.team_id == team_id)
    if until is not None:
        newest = newest.where(LimitChange.id <= until)
    newest = newest.group_by(LimitChange.area, LimitChange.name)
    rows = db.session.execute(
        select(LimitChange.area, LimitChange.name, LimitChange.value).where(LimitChange.id.in_(newest))
    )
    by_area: dict[str | None, dict[str, float]] = {}
    for area, name, value in rows:
        if value is not None and name in LIMIT_OF:
            by_area.setdefault(area, {})[name] = value
    return OwnLimits(by_area)
