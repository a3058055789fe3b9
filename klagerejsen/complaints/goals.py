"""Goals of a team for complaints received in a period, and how far it has come, counted in SQL."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, case, false, func, literal, select, true

from klagerejsen.access.rules import Scope
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import REVERSALS, Outcome, Reassessment
from klagerejsen.complaints.models import Complaint, ComplaintGoal
from klagerejsen.extensions import db

C = Complaint


@dataclass(frozen=True, slots=True)
class Measure:
    """What a goal is about: in words, and whether the target is the least (a share, most often) or the most.

    A share counts `kept` among `kept` and `broken`; what is neither is not decided yet, or does not count.
    """

    code: str
    words: str
    least: bool
    share: bool = True


MEASURES = (
    Measure("received", _("Klager modtaget, højst"), least=False, share=False),
    Measure("acknowledged", _("Kvitteret i tide, mindst"), least=True),
    Measure("contacted", _("Første personlige kontakt i tide, mindst"), least=True),
    Measure("reassessed", _("Genvurderet og sendt videre i tide, mindst"), least=True),
    Measure("closed", _("Behandlet af kommunen i tide, mindst"), least=True),
    Measure("offered", _("Tilbudt en samtale, mindst"), least=True),
    Measure("reversed", _("Omgjort af klageinstansen, højst"), least=False),
)
PARTS = ("kept", "broken", "waiting")
MEASURE_OF = {measure.code: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Progress:
    """How a goal stands: complaints that kept it, that broke it, and that are not decided yet."""

    goal: ComplaintGoal
    measure: Measure
    kept: int
    broken: int
    waiting: int

    @property
    def counted(self) -> int:
        """What the figure is drawn from."""
        return self.kept + self.broken

    @property
    def value(self) -> float | None:
        """The figure to hold against the target: a count, or a percentage; None where nothing counts yet."""
        if not self.measure.share:
            return self.kept
        return 100 * self.kept / self.counted if self.counted else None

    @property
    def on_track(self) -> bool | None:
        """Whether it is reached as it stands now."""
        if self.value is None:
            return None
        return self.value >= self.goal.target if self.measure.least else self.value <= self.goal.target


def goals_of(scope: Scope) -> list[ComplaintGoal]:
    """Return a team's goals, the latest period first."""
    query = select(ComplaintGoal).where(ComplaintGoal.team_id == scope.team_id)
    return list(db.session.scalars(query.order_by(ComplaintGoal.first_day.desc(), ComplaintGoal.id)))


def goal(scope: Scope, goal_id: int) -> ComplaintGoal | None:
    """Return one of a team's goals."""
    query = select(ComplaintGoal).where(ComplaintGoal.team_id == scope.team_id, ComplaintGoal.id == goal_id)
    return db.session.scalar(query)


def progress(goals: Sequence[ComplaintGoal], today: dt.date) -> list[Progress]:
    """Return how the goals stand today, counted together for those of one area and period."""
    counts: dict[tuple[str | None, dt.date, dt.date], dict[str, int]] = {}
    for each in goals:
        place = each.area, each.first_day, each.last_day
        if place not in counts:
            counts[place] = _counted(each, today)
    return [_stands(each, counts[each.area, each.first_day, each.last_day]) for each in goals]


def _stands(each: ComplaintGoal, counts: dict[str, int]) -> Progress:
    measure = MEASURE_OF[each.measure]
    kept, broken, waiting = (counts[f"{measure.code}_{name}"] for name in PARTS)
    return Progress(each, measure, kept, broken, waiting)


def _counted(each: ComplaintGoal, today: dt.date) -> dict[str, int]:
    """Count all measures of one area and period in one pass over its complaints."""
    sums = []
    for code, rules in _rules(today).items():
        for name, rule in zip(PARTS, rules, strict=True):
            sums.append(func.coalesce(func.sum(case((rule, 1), else_=0)), 0).label(f"{code}_{name}"))
    query = select(*sums).where(C.team_id == each.team_id, C.received_on.between(each.first_day, each.last_day))
    if each.area:
        query = query.where(C.area == each.area)
    return {name: int(value) for name, value in db.session.execute(query).one()._mapping.items()}


Rule = ColumnElement[bool]


def _rules(today: dt.date) -> dict[str, tuple[Rule, Rule, Rule]]:
    """Return for each measure which complaints keep it, which break it, and of which nobody can say yet."""
    reversal = C.outcome.in_(REVERSALS)
    # Met by what meets the duty in `deadlines`; one that was dropped before its day is none of the three.
    answered = func.coalesce(C.acknowledged_on, C.reassessed_on, C.forwarded_on, C.municipal_closed_on)
    passed_on = case((C.reassessment == Reassessment.UPHELD, C.reassessed_on), else_=C.forwarded_on)
    return {
        "received": (true(), false(), false()),
        "acknowledged": _timed(C.acknowledge_by, answered, today),
        "contacted": _timed(C.contact_by, C.contacted_on, today),
        "reassessed": _timed(C.reassess_by, passed_on, today),
        "closed": _timed(C.close_by, C.municipal_closed_on, today),
        "offered": (C.offered.is_(True), C.offered.is_(False), C.offered.is_(None)),
        "reversed": (reversal, C.outcome == Outcome.CONFIRMED, C.forwarded_on.is_not(None) & C.outcome.is_(None)),
    }


def _timed(due: Any, met: Any, today: dt.date) -> tuple[Rule, Rule, Rule]:
    """Return what was met in time, what was met late or not at all although the day has gone, and what still runs."""
    over = func.coalesce(met, C.municipal_closed_on, literal(today, Date))
    return met <= due, over > due, (due >= today) & met.is_(None) & C.municipal_closed_on.is_(None)
