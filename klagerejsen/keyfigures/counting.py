"""What the database counts: complaints by what they have in common, and by how many days something took.

Everything is told as it stood on one day, `as_of`: what happened later had not happened.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    case,
    func,
    literal,
    literal_column,
    null,
    select,
    type_coerce,
)

from klagerejsen.codes import REVERSALS, Outcome, Reassessment
from klagerejsen.complaints.models import Complaint
from klagerejsen.extensions import db
from klagerejsen.keyfigures.periods import Period
from klagerejsen.statistics.figures import Case, Tables

YES, NO, UNKNOWN = "yes", "no", ""
OPEN, WITHDRAWN, UPHELD, ANSWERED, DECIDED = "open", "withdrawn", "upheld", "answered", "decided"
"""How it ended; what the appeals body decided stands by its own code, and is `DECIDED` where they are put together."""

REVERSED, STOOD, ELSE = "reversed", "stood", "else"
"""What comparisons go by: less than the outcome, so that fewer figures are small."""

C = Complaint
COUNTED = ("period", "area", "kind", "theme", "outcome", "contact", "municipal", "final", "offered", "unit")
DIMENSIONS = (*COUNTED, "way", "ending")
FOLLOWS = {"way": "outcome", "ending": "outcome"}
TABLES = (
    *(("period", "area", each) for each in ("kind", "contact", "municipal", "final")),
    *((each, by) for each in ("period", "area") for by in ("theme", "outcome", "way", "ending")),
    *(("area", "offered", each) for each in ("ending", "contact", "municipal", "final")),
    ("unit", "ending"),
)
"""What may be crossed, on pages, in files and on the command line: whatever else is asked for is not counted.

Themes and outcomes are many. By area and period at once most of them would be small, and hide much of the rest.
"""

_WAYS: Mapping[str, str] = dict.fromkeys(Outcome, DECIDED)
_ENDINGS: Mapping[str, str] = {WITHDRAWN: WITHDRAWN, Outcome.CONFIRMED: STOOD, **dict.fromkeys(REVERSALS, REVERSED)}


def tables() -> Tables:
    """Return the tables on offer."""
    return Tables(DIMENSIONS, TABLES, FOLLOWS)


def cases(team_id: int, periods: Sequence[Period]) -> Counter[Case]:
    """Count a team's complaints of the periods by all dimensions."""
    as_of = periods[-1].last
    named: Mapping[str, Any] = {
        "period": _period(periods),
        "area": C.area,
        "kind": C.kind,
        "theme": func.coalesce(C.theme, UNKNOWN),
        "outcome": _outcome(as_of),
        "contact": _yes(_by(C.contacted_on, as_of)),
        "municipal": _yes(_by(C.municipal_closed_on, as_of)),
        "final": _yes(_by(C.closed_on, as_of)),
        "offered": _offered(),
        "unit": func.coalesce(C.unit, UNKNOWN),
    }
    rows = db.session.execute(_counted([named[name].label(name) for name in COUNTED], team_id, periods))
    return Counter({_case(row): row.complaints for row in rows})


def _case(row: Row[Any]) -> Case:
    values = [str(value) for value in [*row][:-1]]
    outcome = values[COUNTED.index("outcome")]
    return (*values, _WAYS.get(outcome, outcome), _ENDINGS.get(outcome, ELSE))


def few_unknown(counted: Mapping[Case, int], least: int) -> bool:
    """Whether so few complaints have no word of an offer that they count as not offered: at most one in twenty.

    One of them alone would be a small figure, and hide both groups. Never fewer than the smallest figure that is told
    are few enough, so that to see this done does not tell that they are less.
    """
    unknown = sum(count for each, count in counted.items() if each[_OFFERED] == UNKNOWN)
    return unknown <= max(least, sum(counted.values()) // 20)


def known(counted: Mapping[Case, int]) -> Counter[Case]:
    """Return the same with those not offered who have no word of it."""
    found: Counter[Case] = Counter()
    for each, count in counted.items():
        found[(*each[:_OFFERED], each[_OFFERED] or NO, *each[_OFFERED + 1 :])] += count
    return found


_OFFERED = DIMENSIONS.index("offered")


class Duration(NamedTuple):
    """So many complaints alike that took so many days, and how they ended; None while they had not."""

    period: str
    area: str
    kind: str
    offered: str
    days: int
    ended: str | None
    many: int


def durations(team_id: int, periods: Sequence[Period], clock: str) -> list[Duration]:
    """Count by whole calendar days from receipt on one of the `CLOCKS`."""
    as_of = periods[-1].last
    day, ended = CLOCKS[clock](as_of)
    stopped = case((ended.is_not(None), day), else_=literal(as_of, Date))
    columns = [_period(periods), C.area, C.kind, _offered(), _days(stopped), ended]
    query = _counted([column.label(f"c{place}") for place, column in enumerate(columns)], team_id, periods)
    return [
        Duration(str(period), str(area), str(kind), str(offered), int(taken), how, many)
        for period, area, kind, offered, taken, how, many in db.session.execute(query)
    ]


def _counted(columns: Sequence[ColumnElement[Any]], team_id: int, periods: Sequence[Period]) -> Select[Any]:
    within = C.received_on.between(periods[0].first, periods[-1].last)
    query = select(*columns, func.count().label("complaints")).where(C.team_id == team_id, within)
    # By place in the list: two databases would each take an expression with parameters for another one.
    return query.group_by(*(literal_column(str(place)) for place in range(1, len(columns) + 1)))


def _period(periods: Sequence[Period]) -> ColumnElement[Any]:
    return case(*((C.received_on <= period.last, period.code) for period in periods), else_=UNKNOWN)


def _by(day: Any, as_of: dt.date) -> ColumnElement[bool]:
    """Whether something had happened by a day; never unknown."""
    return and_(day.is_not(None), day <= as_of)


def _yes(so: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((so, YES), else_=NO)


def _offered() -> ColumnElement[Any]:
    return case((C.offered.is_(True), YES), (C.offered.is_(False), NO), else_=UNKNOWN)


def _outcome(as_of: dt.date) -> ColumnElement[Any]:
    ways = ((so, type_coerce(C.outcome, String) if code == DECIDED else code) for code, so, _day in _ways(as_of))
    return case(*ways, else_=OPEN)


def _ways(as_of: dt.date) -> list[tuple[str, ColumnElement[bool], Any]]:
    """Return the ways in which it ends, the first that fits counts: its code, what says so, and the day of it."""
    return [
        (WITHDRAWN, _by(C.withdrawn_on, as_of), C.withdrawn_on),
        (DECIDED, and_(C.outcome.is_not(None), _by(C.appeal_decided_on, as_of)), C.appeal_decided_on),
        (
            UPHELD,
            and_(C.reassessment.is_not(None), C.reassessment == Reassessment.UPHELD, _by(C.reassessed_on, as_of)),
            C.reassessed_on,
        ),
        (ANSWERED, _by(C.closed_on, as_of), C.closed_on),
    ]


Clock = Callable[[dt.date], tuple[ColumnElement[Any], ColumnElement[Any]]]


def _until(day: Any) -> Clock:
    return lambda as_of: (day, case((_by(day, as_of), "done"), else_=null()))


def _how(as_of: dt.date) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    ways = _ways(as_of)
    return case(*((so, day) for _code, so, day in ways)), case(*((so, code) for code, so, _day in ways), else_=null())


CONTACT, MUNICIPAL, FINAL, OUTCOME = "contact", "municipal", "final", "outcome"
CLOCKS: Mapping[str, Clock] = {
    # A complaint that was closed without a conversation still has had none: it waits until the end of the record.
    CONTACT: _until(C.contacted_on),
    MUNICIPAL: _until(C.municipal_closed_on),
    FINAL: _until(C.closed_on),
    OUTCOME: _how,
}
"""What days are counted until, all of them from receipt."""


def _days(day: ColumnElement[Any]) -> ColumnElement[Any]:
    if db.engine.dialect.name == "sqlite":
        return type_coerce(func.julianday(day) - func.julianday(C.received_on), Integer)
    return type_coerce(day, Integer) - type_coerce(C.received_on, Integer)


def state(team_id: int, periods: Sequence[Period]) -> dt.datetime | None:
    """Return when somebody last wrote to a team's complaints of the periods or before; found in the index alone.

    What is written to those of the running half-year, as most is, changes no figure.
    """
    written = select(C.updated_at).where(C.team_id == team_id, C.received_on <= periods[-1].last)
    return db.session.scalar(written.order_by(C.updated_at.desc()).limit(1))
