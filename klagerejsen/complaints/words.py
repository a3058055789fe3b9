"""What the pages say of a complaint: where it is, when something is due, and its history in sentences."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _

from klagerejsen import labels
from klagerejsen.access.guard import scope
from klagerejsen.complaints import columns, services
from klagerejsen.complaints.conversation.course import STEP_OF as TALK_STEP_OF
from klagerejsen.complaints.conversation.services import RATED
from klagerejsen.complaints.deadlines import DUTY_OF, TERM_WORDS, UNIT_WORDS, Clock, Term, days_left
from klagerejsen.complaints.flow import ANSWERS, STEP_OF
from klagerejsen.complaints.models import ComplaintChange
from klagerejsen.journeys.queries import titled
from klagerejsen.web.filters import day


def duty_name(code: str | None) -> str:
    """Return what is due, in words."""
    return _(DUTY_OF[code].words) if code in DUTY_OF else ""


def term_name(code: str) -> str:
    """Return what a term is set for."""
    return _(TERM_WORDS[code])


def length(term: Term) -> str:
    """Say how long a term is: "5 arbejdsdage"."""
    if term.days is None:
        return _("ingen frist")
    return f"{term.days} {unit_name(term.unit, term.days)}"


def unit_name(unit: str, count: int) -> str:
    """Return calendar or working days, one or several."""
    return _(UNIT_WORDS[unit][count != 1])


def left(due: dt.date, today: dt.date) -> str:
    """Say how long there is until a day, or how long it has gone."""
    if due == today:
        return _("i dag")
    if due < today:
        days = (today - due).days
        return _("1 kalenderdag over") if days == 1 else _("%(n)s kalenderdage over", n=days)
    count = days_left(due, today)
    if count == 0:
        return _("ingen arbejdsdage tilbage")
    return _("1 arbejdsdag tilbage") if count == 1 else _("%(n)s arbejdsdage tilbage", n=count)


def how_it_went(clock: Clock, today: dt.date) -> str:
    """Say of a duty when it was met, or how much time is left."""
    if clock.met_on:
        late = (clock.met_on - clock.due).days
        said = _("%(day)s, i tide", day=day(clock.met_on))
        return said if late <= 0 else _("%(day)s, %(n)s kalenderdage for sent", day=day(clock.met_on), n=late)
    if clock.over_on:
        return _("bortfaldt") if clock.dropped else _("ikke sket inden klagen var slut")
    return left(clock.due, today)


def headline(line: ComplaintChange) -> str:
    """Say in a few words what a line of the history is about."""
    if line.what in TALK_STEP_OF:
        return _of_talk(line)
    step = STEP_OF.get(line.what)
    if step is None:
        return _HEADLINES[line.what]()
    said, on = _(step.done), line.after.get(step.day)
    answer = value_of(step.asks, line.after.get(step.asks)) if step.asks in ANSWERS else ""
    return _("%(what)s %(day)s", what=said, day=day(on)) + (f": {answer}" if answer else "")


def _of_talk(line: ComplaintChange) -> str:
    step, tried = TALK_STEP_OF[line.what], line.after.get("attempts")
    on = tried[-1]["on"] if tried else line.after.get(step.day) or line.after.get("agreed_on")
    return _("%(what)s %(day)s", what=_(step.done), day=day(on)) if on else _(step.done)


_HEADLINES = {
    services.REGISTERED: lambda: _("Registreret"),
    services.BROUGHT_IN: lambda: _("Hentet ind fra en fil"),
    services.EDITED: lambda: _("Oplysninger rettet"),
    services.UNDONE: lambda: _("Fortrudt"),
    services.CAUSES: lambda: _("Årsager ændret"),
    services.TIED: lambda: _("Klagerejse ændret"),
    RATED: lambda: _("Borgeren er spurgt"),
}


def details(line: ComplaintChange) -> list[tuple[str, str, str]]:
    """Return the fields that a line changed: what it is called, what it was, and what it became."""
    if line.what in STEP_OF or line.what in TALK_STEP_OF or line.what in (services.REGISTERED, services.BROUGHT_IN):
        return []
    names = list(line.after)
    return [
        (field_name(name), value_of(name, line.before.get(name)), value_of(name, line.after[name])) for name in names
    ]


def field_name(name: str) -> str:
    """Return what a field is called."""
    if name == "causes":
        return _("Årsager")
    return _("Klagerejse") if name == "journey_id" else _(columns.FIELDS[name])


def value_of(name: str, value: Any) -> str:
    """Say a value of a field; nothing is a dash."""
    if value in (None, "", []):
        return "–"
    if name == "attempts":
        return str(len(value))
    if name == "journey_id":
        case = titled(scope(), value)
        return case[1] if case else _("en klagerejse, der er slettet")
    if name in columns.WORDS:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(labels.label(columns.WORDS[name], str(code), _) for code in codes)
    if name.endswith(("_on", "_by")):
        return day(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return ", ".join(value) if isinstance(value, list) else str(value)


ALL = {
    each.__name__: each for each in (duty_name, term_name, length, unit_name, left, how_it_went, headline, details)
}  # fmt: skip
"""What the templates call."""
