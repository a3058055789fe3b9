"""Waits that are no silence: the appeals body has the case, or somebody announced how long it would take."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from klagerejsen.analysis.calendar import days_after
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, Parts
from klagerejsen.analysis.results import Wait

NOTICES = frozenset({"waiting_notice", "deadline_extension"})
_DECISIONS = frozenset({"appeal_decision", "decision"})
EXPECTED = re.compile("forvent|ventetid|svartid|svarfrist|behandlingstid|expected|wait", re.IGNORECASE)
_DURATION = re.compile(r"(\d{1,3})\s*(dag|uge|måned|day|week|month)", re.IGNORECASE)
_DAYS = {"dag": 1, "day": 1, "uge": 7, "week": 7, "måned": 30, "month": 30}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Notice:
    """Word that something will take until a day; ``until`` is None when no day was given."""

    event: Event
    until: date | None


def notices(journey: Journey) -> tuple[Notice, ...]:
    """Return the notices of waiting time and extensions of the case, in order."""
    return tuple(Notice(event, _until(event)) for event in journey.events if event.type in NOTICES)


def _until(event: Event) -> date | None:
    if event.reply_due:
        return event.reply_due
    if event.deadline:
        return event.deadline.date
    expected = (claim.value for claim in event.claims if EXPECTED.search(claim.about))
    return next(_stated(expected, event), None)


def _stated(values: Iterable[str], event: Event) -> Iterator[date]:
    for value in values:
        day, duration = _ISO.search(value), _DURATION.search(value)
        if day:
            yield from _valid(day.group())
        elif duration:
            length = int(duration[1]) * _DAYS[duration[2].lower()]
            yield days_after(event.span.latest, length)


def _valid(text: str) -> Iterator[date]:
    try:
        yield date.fromisoformat(text)
    except ValueError:
        return


def appeal_waits(journey: Journey, parts: Mapping[str, Parts]) -> tuple[Wait, ...]:
    """Return each stretch in which the appeals body has the case: from what was sent to it to its decision.

    While it has not decided, the wait lasts to the last event of the record.
    """
    found: list[Wait] = []
    sent: Event | None = None
    for event in journey.events:
        if sent is None and APPEALS in parts[event.id].to_sides:
            sent = event
        elif sent and APPEALS in parts[event.id].from_sides and event.type in _DECISIONS:
            found.append(_wait(sent, event, _label(journey, sent, event)))
            sent = None
    last = journey.events[-1] if journey.events else None
    if sent and last and last is not sent:
        found.append(_wait(sent, last, _label(journey, sent, last)))
    return tuple(found)


def _wait(first: Event, last: Event, at: str) -> Wait:
    return Wait(
        start=first.span,
        end=last.span,
        days=between(first.span, last.span).middle,
        at=at,
        events=(first.id, last.id),
    )


def _label(journey: Journey, first: Event, last: Event) -> str:
    ids = (*last.senders, *first.recipients)
    bodies = (journey.actors[each] for each in ids if journey.actors[each].role == "appeals_body")
    return next(body.unit or body.label for body in bodies)


def announced_wait(first: Event, notice: Notice, last: Event, journey: Journey) -> Wait:
    """Return the wait between two contacts that ``notice`` announced."""
    sender = next((journey.actors[each] for each in notice.event.senders), None)
    ids = dict.fromkeys((first.id, notice.event.id, last.id))
    return Wait(
        start=first.span,
        end=last.span,
        days=between(first.span, last.span).middle,
        at=(sender.unit or sender.label) if sender else "",
        events=tuple(ids),
        kind="announced",
    )
