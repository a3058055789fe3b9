"""Setting limits: what is asked for, what somebody else set meanwhile, and one line for each that changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from klagerejsen.accounts.models import User
from klagerejsen.analysis.limits import LIMIT_OF, LIMITS, Limit
from klagerejsen.extensions import db
from klagerejsen.insights.limits import OwnLimits, Values, limits_of
from klagerejsen.insights.models import LimitChange

Area = str | None

MOST_LINES = 200
"""So many changes are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else set while a value was being changed, and who."""

    value: float
    by: str


class Clash(Exception):  # noqa: N818 - it says what it is
    """Somebody else set other values meanwhile; `meanwhile` has them by name, `mine` all that was asked for."""

    def __init__(self, mine: Values, meanwhile: Mapping[str, Meanwhile]) -> None:
        super().__init__(", ".join(meanwhile))
        self.mine, self.meanwhile = mine, meanwhile


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: who set what, when, and what held there before; None is what holds without it."""

    at: dt.datetime
    by: str | None
    area: Area
    limit: Limit
    before: float | None
    after: float | None


def newest(team_id: int) -> int:
    """Return the number of the last change, 0 where there is none."""
    return db.session.scalar(select(func.max(LimitChange.id)).where(LimitChange.team_id == team_id)) or 0


def values(own: OwnLimits, area: Area) -> dict[str, float]:
    """Return what holds for an area, or for the organisation, by name."""
    thresholds = own.thresholds(area)
    return {limit.name: getattr(thresholds, limit.name) for limit in LIMITS}


def inherited(own: OwnLimits, area: Area) -> dict[str, float]:
    """Return what would hold there if nothing were set for it."""
    return values(OwnLimits() if area is None else own, None)


def asked(team_id: int, area: Area, seen: int, sent: Values) -> dict[str, float]:
    """Return the values that somebody who saw the change number `seen` wants changed.

    Raises `Clash` where one of them was set to something else meanwhile.
    """
    then, now = (values(limits_of(team_id, until), area) for until in (seen, None))
    mine = {name: value for name, value in sent.items() if value != then[name]}
    theirs = [name for name, value in mine.items() if now[name] not in (then[name], value)]
    if theirs:
        raise Clash(mine, {name: Meanwhile(now[name], _last_hand(team_id, area, name)) for name in theirs})
    return mine


def save(team_id: int, area: Area, seen: int, sent: Values, user_id: int) -> int:
    """Write a line for each value that changes, and return how many do; raises `Clash`."""
    own = limits_of(team_id)
    now, without = values(own, area), inherited(own, area)
    wanted = asked(team_id, area, seen, sent)
    changing = {name: value for name, value in wanted.items() if value != now[name]}
    for name, value in changing.items():
        kept = None if value == without[name] else value
        db.session.add(LimitChange(team_id=team_id, area=area, name=name, value=kept, user_id=user_id))
    db.session.flush()
    return len(changing)


def _last_hand(team_id: int, area: Area, name: str) -> str:
    """Return who set a limit last, for the area or for the organisation it belongs to."""
    query = (
        select(User.name)
        .join(LimitChange, LimitChange.user_id == User.id)
        .where(LimitChange.team_id == team_id, LimitChange.name == name)
        .where(LimitChange.area.is_(None) | (LimitChange.area == area))
    )
    return db.session.scalar(query.order_by(LimitChange.id.desc()).limit(1)) or ""


def history(team_id: int) -> list[Line]:
    """Return what was set, newest first, with what was set there before."""
    query = select(LimitChange, User.name).outerjoin(User, User.id == LimitChange.user_id)
    rows = db.session.execute(query.where(LimitChange.team_id == team_id).order_by(LimitChange.id))
    before: dict[tuple[Area, str], float | None] = {}
    lines = []
    for change, by in rows:
        place = change.area, change.name
        if change.name in LIMIT_OF:
            limit = LIMIT_OF[change.name]
            lines.append(Line(change.at, by, change.area, limit, before.get(place), change.value))
        before[place] = change.value
    return lines[::-1][:MOST_LINES]
