"""The course of a complaint in days and answers, and what of it contradicts itself; pure."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from klagerejsen.catalogue import mark as _
from klagerejsen.codes import ComplaintKind, ComplaintState, Outcome, Reassessment


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of one complaint: days, and what was answered on them; None where it is not, or not yet."""

    kind: ComplaintKind
    received_on: dt.date
    decided_on: dt.date | None = None
    acknowledged_on: dt.date | None = None
    offered_on: dt.date | None = None
    contacted_on: dt.date | None = None
    reassessed_on: dt.date | None = None
    reassessment: Reassessment | None = None
    forwarded_on: dt.date | None = None
    appeal_decided_on: dt.date | None = None
    outcome: Outcome | None = None
    withdrawn_on: dt.date | None = None
    municipal_closed_on: dt.date | None = None
    closed_on: dt.date | None = None

    def day(self, name: str) -> dt.date | None:
        """Return one of the days by the name of its field."""
        day: dt.date | None = getattr(self, name)
        return day


DAYS = (
    "received_on", "decided_on", "acknowledged_on", "offered_on", "contacted_on", "reassessed_on", "forwarded_on",
    "appeal_decided_on", "withdrawn_on", "municipal_closed_on", "closed_on",
)  # fmt: skip
"""The days of a course; none of them can be still to come."""
_AFTER_RECEIPT = tuple(name for name in DAYS if name not in ("received_on", "decided_on"))

NOT_YET = _("Dagen er ikke kommet endnu.")
LONG_AGO = _("Året kan ikke passe. Skriv det med fire cifre.")
FIRST_YEAR = 1990
"""The first year whose complaints somebody may still want to register."""
BEFORE_RECEIPT = _("Dagen ligger før klagen blev modtaget.")
DECIDED_LATER = _("Afgørelsen ligger efter klagen. Ret en af dagene.")
NEEDS_RESULT = _("Vælg også, hvad genvurderingen endte med.")
NEEDS_REASSESSMENT = _("Skriv også, hvilken dag der blev genvurderet.")
NOT_FORWARDED = _("Klagen fik fuldt medhold. Så sendes den ikke videre.")
BEFORE_REASSESSMENT = _("Dagen ligger før genvurderingen.")
NEEDS_FORWARDING = _("Skriv også, hvilken dag klagen blev sendt videre.")
NEEDS_OUTCOME = _("Vælg også klageinstansens udfald.")
NEEDS_DECISION = _("Skriv også, hvilken dag klageinstansen afgjorde sagen.")
BEFORE_FORWARDING = _("Dagen ligger før videresendelsen.")
CLOSED_TWICE = _("Dagen ligger før kommunens egen afslutning.")
CLOSED_EARLY = _("Dagen ligger før det sidste, der skete i sagen.")


def settled(course: Course) -> Course:
    """Return the course with the closings that follow from the rest of it.

    The municipality is done when it gave in, forwarded the complaint, or the complaint was withdrawn. The complaint
    is over then too, unless it was forwarded; then it is once the appeals body decided and did not send it back.
    """
    done = _municipality_done(course)
    over = course.withdrawn_on or (course.reassessed_on if course.reassessment is Reassessment.UPHELD else None)
    if course.outcome not in (None, Outcome.REMITTED):
        over = over or course.appeal_decided_on
    return replace(
        course,
        municipal_closed_on=course.municipal_closed_on or done or course.closed_on,
        closed_on=course.closed_on or over,
    )


def _municipality_done(course: Course) -> dt.date | None:
    if course.forwarded_on:
        return course.forwarded_on
    if course.reassessment is Reassessment.UPHELD:
        return course.reassessed_on
    return course.withdrawn_on


def state_of(course: Course) -> ComplaintState:
    """Return where a settled course has come to: the furthest thing that happened in it."""
    if course.closed_on:
        return ComplaintState.CLOSED
    if course.outcome is Outcome.REMITTED:
        return ComplaintState.REMITTED
    if course.forwarded_on:
        return ComplaintState.APPEALED
    if course.reassessed_on:
        return ComplaintState.REASSESSED
    return ComplaintState.ACKNOWLEDGED if course.acknowledged_on else ComplaintState.RECEIVED


def problems(course: Course, today: dt.date) -> dict[str, str]:
    """Return what cannot be so, a sentence of the catalogue for each field that must be looked at."""
    found: dict[str, str] = {}
    for name, problem in (*_appeal(course), *_reassessment(course), *_closings(course), *_order(course, today)):
        found.setdefault(name, problem)
    return found


def _order(course: Course, today: dt.date) -> list[tuple[str, str]]:
    late = [(name, NOT_YET) for name in DAYS if (day := course.day(name)) and day > today]
    old = [(name, LONG_AGO) for name in DAYS if (day := course.day(name)) and day.year < FIRST_YEAR]
    early = [
        (name, BEFORE_RECEIPT) for name in _AFTER_RECEIPT if (day := course.day(name)) and day < course.received_on
    ]
    decided = course.decided_on is not None and course.decided_on > course.received_on
    return [*late, *old, *early, *([("decided_on", DECIDED_LATER)] if decided else [])]


def _reassessment(course: Course) -> list[tuple[str, str]]:
    if course.reassessed_on and not course.reassessment:
        return [("reassessment", NEEDS_RESULT)]
    if course.reassessment and not course.reassessed_on:
        return [("reassessed_on", NEEDS_REASSESSMENT)]
    if not course.forwarded_on:
        return []
    if course.reassessment is Reassessment.UPHELD:
        return [("forwarded_on", NOT_FORWARDED)]
    if course.reassessed_on and course.forwarded_on < course.reassessed_on:
        return [("forwarded_on", BEFORE_REASSESSMENT)]
    return []


def _appeal(course: Course) -> list[tuple[str, str]]:
    found = []
    if (course.appeal_decided_on or course.outcome) and not course.forwarded_on:
        found.append(("forwarded_on", NEEDS_FORWARDING))
    if course.appeal_decided_on and not course.outcome:
        found.append(("outcome", NEEDS_OUTCOME))
    if course.outcome and not course.appeal_decided_on:
        found.append(("appeal_decided_on", NEEDS_DECISION))
    if course.appeal_decided_on and course.forwarded_on and course.appeal_decided_on < course.forwarded_on:
        found.append(("appeal_decided_on", BEFORE_FORWARDING))
    return found


def _closings(course: Course) -> list[tuple[str, str]]:
    closed = course.closed_on
    if closed is None:
        return []
    if course.municipal_closed_on and closed < course.municipal_closed_on:
        return [("closed_on", CLOSED_TWICE)]
    last = max(filter(None, (course.reassessed_on, course.forwarded_on, course.appeal_decided_on)), default=closed)
    return [("closed_on", CLOSED_EARLY)] if closed < last else []


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    """Return days as text, for the history."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
