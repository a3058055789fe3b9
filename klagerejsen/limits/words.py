"""Limits, counts and moments in words, for the page."""

import datetime as dt

from flask_babel import gettext as _

from klagerejsen import figures
from klagerejsen.analysis import limits, name_of
from klagerejsen.analysis.limits import FRONT, UNITS, Limit
from klagerejsen.web.filters import ROOM, clock, day, language


def kind_name(limit: Limit) -> str:
    """Return what the limits of a kind stand under."""
    return _("Alle fund") if limit.finding == FRONT else name_of(limit.finding, language())


def unit_name(limit: Limit) -> str:
    """Return the unit alone, as it stands behind a field."""
    return _(UNITS[limit.unit][1]).format(n="").strip()


def number(value: float) -> str:
    """Return a value without its unit."""
    return figures.number(value, language())


def said(limit: Limit, value: float) -> str:
    """Return a value with its unit."""
    return limits.amount(value, limit.unit, _, language())


def counted(findings: int, journeys: int) -> str:
    """Say how many findings there are, in how many journeys."""
    if not findings:
        return "0"
    return _("%(n)s i 1 rejse", n=findings) if journeys == 1 else _("%(n)s i %(m)s rejser", n=findings, m=journeys)


def when(moment: dt.datetime) -> str:
    """Say a day and a time of day where the room is."""
    return _("%(day)s kl. %(time)s", day=day(moment.astimezone(ROOM).date()), time=clock(moment))


ALL = {each.__name__: each for each in (kind_name, unit_name, number, said, counted, when)}
"""What the templates call."""
