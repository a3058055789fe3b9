"""Notes from paper, typed one to a line: which event is each about?

A line may begin with an event's id or its date, as people write it: "E07: …", "12/3: …", "medio maj: …". What
fits one event is attached to it; what fits several, or none, is asked back and never guessed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from klagerejsen.dates import Span, parse_edtf, understand
from klagerejsen.journeys.models import Event

MOST_LINES = 200
BULLET = re.compile(r"^\s*(?:[-–—•*·]\s+|\d{1,3}\)\s+)?")
PREFIX = re.compile(r"(?P<head>[^:]{1,60}):\s*(?P<rest>\S.*)")
ID = re.compile(r"(?P<letters>[^\W\d]+)0*(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A line as it was read: its words, the event it is about (None: the whole course), or what must be asked.

    Where `question` is set the event is open, and `candidates` are those that may be meant.
    """

    text: str
    event: Event | None = None
    candidates: tuple[Event, ...] = ()
    question: str = ""


def read(text: str, events: Sequence[Event]) -> list[PaperNote]:
    """Read notes, one from each line that says something; at most 200 lines."""
    lines = [BULLET.sub("", line).strip() for line in text.splitlines()]
    return [_note(line, events) for line in lines if line][:MOST_LINES]


def _note(line: str, events: Sequence[Event]) -> PaperNote:
    found = PREFIX.fullmatch(line)
    if found is None:
        return PaperNote(line)
    head, rest = found["head"].strip(), found["rest"].strip()
    named = [event for event in events if _plain_id(event.ref) == _plain_id(head)]
    if named:
        return PaperNote(rest, named[0])
    spans = _spans(head, events)
    return _dated(line, head, rest, _fitting(events, spans)) if spans else PaperNote(line)


def _plain_id(text: str) -> str:
    """Write an id as people may: "e7" is "E07"."""
    found = ID.fullmatch(text)
    return f"{found['letters']}{found['number']}".casefold() if found else text.casefold()


def _dated(line: str, head: str, rest: str, fitting: tuple[Event, ...]) -> PaperNote:
    if len(fitting) == 1:
        return PaperNote(rest, fitting[0])
    if fitting:
        return PaperNote(rest, None, fitting, _("«%(date)s» passer på flere hændelser.", date=head))
    return PaperNote(line, None, (), _("Ingen hændelse passer på «%(date)s».", date=head))


def _spans(head: str, events: Iterable[Event]) -> list[Span]:
    """Return the days that a date may mean; a year that was not said may be any of the case's."""
    years = sorted({event.earliest.year for event in events})
    meant: dict[str, None] = {}
    for year in years:
        understood = understand(head, dt.date(year, 7, 1))
        meant |= dict.fromkeys([understood.edtf] if understood.edtf else understood.choices)
    return [parse_edtf(edtf) for edtf in meant]


def _fitting(events: Iterable[Event], spans: Sequence[Span]) -> tuple[Event, ...]:
    """Return the events that lie within the days, else those that touch them."""
    listed = list(events)
    within = tuple(one for one in listed if any(_within(one, span) for span in spans))
    return within or tuple(one for one in listed if any(_touches(one, span) for span in spans))


def _within(event: Event, span: Span) -> bool:
    return span.earliest <= event.earliest and event.latest <= span.latest


def _touches(event: Event, span: Span) -> bool:
    return event.earliest <= span.latest and span.earliest <= event.latest
