"""What happened in a case of an event log: transitions joined, and a date for every event, also where none is told.

A log tells an activity's beginning and its end as two events. Here they are one, with a span where they lie on
different days. An event without a readable time is not left out: it happened between its neighbours, and that is a
date too (EDTF).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from klagerejsen.intake import traces
from klagerejsen.intake.logfiles import activity_of, when_of
from klagerejsen.intake.traces import Attribute, Event, Trace, value_of

BEGUN, ENDED = "start", "complete"


@dataclass(slots=True)
class Happening:
    """One thing that happened: the event that tells it, or the two that tell its beginning and its end."""

    event: Event
    end: Event | None = None

    @property
    def transition(self) -> str:
        """How it was told, where that is neither a whole activity nor its end: "start", "suspend" …"""
        told = value_of(self.event.attributes, traces.TRANSITION) or ENDED
        return "" if self.end or told.casefold() == ENDED else told

    def attributes(self) -> tuple[Attribute, ...]:
        """Return what is told of it; where its beginning says otherwise than its end, the beginning's key says so."""
        if self.end is None:
            return self.event.attributes
        known = {(each.key, each.value) for each in self.end.attributes}
        differing = (each for each in self.event.attributes if (each.key, each.value) not in known)
        keys = {each.key for each in self.end.attributes}
        begun = (each._replace(key=f"{each.key} ({BEGUN})" if each.key in keys else each.key) for each in differing)
        return (*self.end.attributes, *begun)


def happenings_of(trace: Trace, *, joined: bool, classifier: Sequence[str] = ()) -> list[Happening]:
    """Return what happened in a case in the order of the log; with `joined`, a beginning and its end are one.

    An end belongs to the earliest open beginning of the same activity and the same instance of it; where the log
    names no instances, of the same activity by the same person.
    """
    found: list[Happening] = []
    open_ones: dict[tuple[str, ...], list[Happening]] = {}
    for event in trace.events:
        told = (value_of(event.attributes, traces.TRANSITION) or "").casefold()
        begun = open_ones.setdefault(_which(event, classifier), [])
        if joined and told == ENDED and begun:
            begun.pop(0).end = event
            continue
        found.append(Happening(event))
        if told == BEGUN:
            begun.append(found[-1])
    return found


def _which(event: Event, classifier: Sequence[str]) -> tuple[str, ...]:
    instance = value_of(event.attributes, traces.INSTANCE)
    by = ("instance", instance) if instance else ("by", value_of(event.attributes, traces.RESOURCE) or "")
    return (activity_of(event.attributes, classifier), *by)


def dated(happenings: Sequence[Happening]) -> Iterator[tuple[Happening, str | None]]:
    """Give each with its date as EDTF; None where nothing in the whole case has a time.

    >>> told = [Attribute("time:timestamp", "date", "2024-03-12T09:30:00+01:00")]
    >>> [date for _each, date in dated([Happening(Event(tuple(told))), Happening(Event(()))])]
    ['2024-03-12T09:30:00+01:00', '2024-03-12/..']
    """
    days = [_days(each) for each in happenings]
    later: list[dt.date | None] = [None]
    for own in reversed(days):
        later.append(own[0] if own else later[-1])
    before: dt.date | None = None
    for each, own, after in zip(happenings, days, reversed(later[:-1]), strict=True):
        yield each, _written(each, own) if own else _between(before, after)
        before = own[1] if own else before


def _days(happening: Happening) -> tuple[dt.date, dt.date] | None:
    told = [when.date() for event in (happening.event, happening.end) if event and (when := when_of(event))]
    return (min(told), max(told)) if told else None


def _written(happening: Happening, days: tuple[dt.date, dt.date]) -> str:
    if days[0] != days[1]:
        return f"{days[0]}/{days[1]}"
    when = clock_of(happening)
    return when.replace(microsecond=0).isoformat() if when else days[0].isoformat()


def clock_of(happening: Happening) -> dt.datetime | None:
    """Return when it began, None where only the day is told."""
    for event in (happening.event, happening.end):
        if event and ":" in (value_of(event.attributes, traces.TIME) or "") and (when := when_of(event)):
            return when
    return None


def _between(before: dt.date | None, after: dt.date | None) -> str | None:
    if before and after:
        first, last = sorted((before, after))
        return f"{first}/{last}" if first < last else first.isoformat()
    if before or after:
        return f"{before}/.." if before else f"../{after}"
    return None


def moments_of(happening: Happening) -> Iterator[tuple[str, str]]:
    """Give what a date of days leaves out: the exact moments of a beginning and an end that were told apart."""
    if happening.end is not None:
        for key, event in ((BEGUN, happening.event), (ENDED, happening.end)):
            told = value_of(event.attributes, traces.TIME)
            if told:
                yield key, told
