"""A journey as one trace of an event log, for the tools of process mining.

Such tools know days only as moments. An event with a time of day has its moment; any other has midnight in UTC, which
is on its first day both in Denmark and for tools that show everything in UTC, or the moment of the event before it on
the same day, so that the order is kept. What was said of the date stands beside it, as EDTF, with all else that the
event says.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from klagerejsen import labels
from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.dates import parse_edtf
from klagerejsen.intake import traces
from klagerejsen.intake.flat import PREFIX, flat
from klagerejsen.intake.traces import Attribute, Classifier, Event, Extension, Head, Trace, stamp
from klagerejsen.intake.xes.writing import STANDARD
from klagerejsen.outgoing.terms import TOOL, Terms

DENMARK = ZoneInfo("Europe/Copenhagen")
OURS = Extension("Klagerejsen", PREFIX, "urn:klagerejsen:xes")
COMPLETE = Attribute(traces.TRANSITION, "string", "complete")
_CASE_KEYS = ("title", "subtitle", "summary", "area", "legal_basis", "opened", "closed", "consulted")


ABOUT_DATES = _(
    "En hændelse uden klokkeslæt står ved midnat (UTC) på sin første dag. "
    "Det, der vides om datoen, står i klagerejsen:date (EDTF)."
)


def head_of(translate: Translate, terms: Terms | None, made: dt.datetime) -> Head:
    """Return what the log says before its traces: what its dates mean, what it is for, and until when."""
    bound = {"purpose": terms.said(translate), "delete_by": str(terms.delete_by)} if terms else {}
    stated = {"dates": translate(ABOUT_DATES), **bound, "made_with": TOOL}
    nothing_yet = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    name = Attribute(traces.ACTIVITY, "string", "")
    return Head(
        extensions=[*(each for each in STANDARD if each.prefix in ("concept", "time", "lifecycle", "org")), OURS],
        promised={
            "trace": (name,),
            "event": (name, Attribute(traces.TIME, "date", stamp(nothing_yet)), COMPLETE),
        },
        classifiers=[Classifier("Activity", "event", (traces.ACTIVITY,))],
        attributes=[
            Attribute(traces.CASE, "string", "Klagerejsen"),
            *(Attribute(f"{PREFIX}:{key}", "string", text) for key, text in stated.items()),
            Attribute(f"{PREFIX}:made", "date", stamp(made)),
        ],
    )


def trace_of(document: Mapping[str, Any], translate: Translate) -> Trace:
    """Return a journey, given as its document, as one trace with its events in chronological order.

    The activity is the word for the event's type, and its title where no type says what it was; the resource is the
    first of those who acted, with their unit as group and the word for their role.
    """
    actors = {actor["id"]: actor for actor in document["actors"]}
    own = {key: document.get(key) for key in _CASE_KEYS}
    more = {"language": document.get("language"), "fictional": document.get("fictional") or None}
    stated = (Attribute(traces.CASE, "string", document["id"]), *flat(own | more | {"actors": document["actors"]}))
    events = (_event(event, when, actors, translate) for event, when in moments(document["events"]))
    return Trace(stated, tuple(events))


def _event(
    event: Mapping[str, Any], when: dt.datetime, actors: Mapping[str, Mapping[str, Any]], translate: Translate
) -> Event:
    acting = actors[event["from"][0]] if event.get("from") else {}
    words = {
        traces.ACTIVITY: activity(event, translate),
        traces.RESOURCE: acting.get("label"),
        traces.GROUP: acting.get("unit"),
        traces.ROLE: labels.label("role", acting.get("role"), translate),
    }
    stated = [Attribute(key, "string", text) for key, text in words.items() if text]
    return Event((*stated, Attribute(traces.TIME, "date", stamp(when)), COMPLETE, *flat(dict(event))))


def activity(event: Mapping[str, Any], translate: Translate) -> str:
    """Return what was done, in a word that other cases share."""
    kind = event.get("type") or "other"
    title = event.get("title")
    return title if kind == "other" and title else labels.label("event_type", kind, translate)


def moments(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], dt.datetime]]:
    """Give events in chronological order, each with the earliest moment at which it may have happened."""
    before: dt.datetime | None = None
    for event in sorted(events, key=lambda each: parse_edtf(each["date"])):
        when = stated_moment(event["date"])
        if when is None:
            when = dt.datetime.combine(parse_edtf(event["date"]).earliest, dt.time(), dt.UTC)
            if before is not None and before.astimezone(DENMARK).date() == when.date():
                when = max(before, when)
        before = when
        yield event, when


def stated_moment(date: str) -> dt.datetime | None:
    """Return the moment where a date has a time of day, by Danish clocks if it names no zone.

    >>> stated_moment("2024-03-12T09:30:00"), stated_moment("2024-03-12~")
    (datetime.datetime(2024, 3, 12, 9, 30, tzinfo=zoneinfo.ZoneInfo(key='Europe/Copenhagen')), None)
    """
    when = traces.moment(date) if "T" in date else None
    return when.replace(tzinfo=DENMARK) if when and when.tzinfo is None else when
