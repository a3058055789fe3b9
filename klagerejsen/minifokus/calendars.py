"""Open actions as a calendar file (iCalendar, RFC 5545): the day each is due, or is asked about when done."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.outgoing.terms import TOOL
from klagerejsen.reflections.actions import OPEN, Agreed

Address = Callable[[Agreed], str]
SUMMARIES = {"due": _("Handling: {title}"), "ask": _("Hjalp det? {title}")}
OWNER, MEASURE = _("Ejer: {what}"), _("Måles på: {what}")


def as_calendar(found: Iterable[Agreed], address: Address, host: str, now: datetime, translate: Translate) -> bytes:
    """Return the file; a day that is read in again takes the place of the former one, because it keeps its name."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{TOOL}//DA")
    calendar.add("version", "2.0")
    for one in found:
        day, kind = (one.due, "due") if one.status == OPEN else (one.asked_on, "ask")
        if day is not None:
            url = address(one)
            about = {"url": url, "uid": f"{one.key}-{kind}@{host}", "dtstamp": now}
            said = {"summary": _summary(one, kind, translate), "description": _about(one, url, translate)}
            calendar.add_component(_event(day, {**about, **said}))
    data: bytes = calendar.to_ical()
    return data


def _summary(one: Agreed, kind: str, translate: Translate) -> str:
    return translate(SUMMARIES[kind]).format(title=one.action["title"])


def _about(one: Agreed, url: str, translate: Translate) -> str:
    told = {OWNER: one.owner, MEASURE: one.action.get("measure")}
    return "\n".join([*(translate(text).format(what=what) for text, what in told.items() if what), url])


def _event(day: date, told: Mapping[str, Any]) -> Any:
    from icalendar import Event

    event = Event()
    for name, value in {"dtstart": day, "dtend": day + timedelta(1), "transp": "TRANSPARENT", **told}.items():
        event.add(name, value)
    return event
