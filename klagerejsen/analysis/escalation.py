"""Escalation: nobody answered the reminders, and the citizen's side turned elsewhere.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Ud af huset", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "o", "label": "Ombudsmanden", "role": "other_authority", "perspective": "external"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "reminder", "from": ["b"], "to": ["m"]},
...     {"id": "2", "date": "2024-01-10", "type": "conversation", "from": ["m"], "to": ["b"]},
...     {"id": "3", "date": "2024-02-01", "type": "reminder", "from": ["b"], "to": ["m"], "expects_reply": True},
...     {"id": "4", "date": "2024-02-10", "type": "information", "from": ["o"], "to": ["b"]},
...     {"id": "5", "date": "2024-02-20", "type": "enquiry", "from": ["b"], "to": ["o"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "escalation"]
>>> [(each.events, each.figures["reminders"]) for each in found]
[(('1', '3', '5'), 2)]
"""

import re
from collections.abc import Iterator, Sequence

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Actor, Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN, oversees
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds

_REMINDS = re.compile(
    r"\brykke|\bpåmind|\bikke hørt\b|\bstadig (?:ikke|intet|venter)|\bmangler (?:stadig )?svar", re.IGNORECASE
)
_STATUTORY = frozenset({"complaint", "access_request", "withdrawal"})
_GUIDANCE = re.compile(r"\bspørger (?:om|til)\b|vejledning|klageadgang|klagemulighed", re.IGNORECASE)
_AT_ONCE = 14  # days within which a place that was turned to writes to the authority


def escalations(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each time the citizen's side turns to oversight, the press or politics after reminders.

    At least one of the reminders of the last ``reminder_days`` must be open. The statutory complaint and guidance that
    was given are no escalation. Severity is the number of reminders. A further step soon after belongs to the first.
    """
    named: set[str] = set()
    for step in journey.events:
        if not _turns_elsewhere(step, context):
            continue
        reminders = [each for each in journey.events if _recent(each, step, context) and each.id not in named]
        still = [each for each in reminders if _open_at(step, each, context)]
        if still:
            named.update(each.id for each in reminders)
            yield _finding(step, reminders, still, context)


def _turns_elsewhere(step: Event, context: Context) -> bool:
    part = context.parts[step.id]
    if (part.senders and CITIZEN not in part.senders) or step.type in _STATUTORY:
        return False
    if _GUIDANCE.search(step.title or ""):
        return False
    if any(oversees(context.journey.actors[each]) for each in step.recipients):
        return True
    if step.type == "escalation":
        return AUTHORITY not in part.to_sides
    return bool(part.senders) and not part.recipients and _taken_up(step, context)


def _taken_up(step: Event, context: Context) -> bool:
    """Tell whether the next thing that happens is that oversight or the press writes to the authority."""
    after = context.journey.events[context.places[step.id] + 1 :]
    asked = next((each for each in after if _by_oversight(each, context)), None)
    if asked is None or between(step.span, asked.span).least > _AT_ONCE:
        return False
    return not any(_turned_to(each, asked, context) for each in context.journey.events)


def _by_oversight(event: Event, context: Context) -> bool:
    actors: list[Actor] = [context.journey.actors[each] for each in event.senders]
    return any(map(oversees, actors)) and AUTHORITY in context.parts[event.id].to_sides


def _turned_to(event: Event, asked: Event, context: Context) -> bool:
    return bool(set(event.recipients) & set(asked.senders)) and context.places[event.id] < context.places[asked.id]


def _recent(event: Event, step: Event, context: Context) -> bool:
    """Tell whether an event is a reminder of the citizen's side, not long before the step."""
    part = context.parts[event.id]
    by_citizen = CITIZEN in part.senders and (AUTHORITY in part.to_sides or not part.recipients)
    if not by_citizen or event is step or not (event.type == "reminder" or _REMINDS.search(event.title or "")):
        return False
    before = event.span.earliest <= step.span.latest
    return before and between(event.span, step.span).least <= context.thresholds.reminder_days


def _open_at(step: Event, reminder: Event, context: Context) -> bool:
    """Tell whether a reminder may still have been unanswered when the step was taken."""
    end = context.replies.ends(reminder)
    return end is None or end.span.latest > step.span.earliest


def _finding(step: Event, reminders: Sequence[Event], still: Sequence[Event], context: Context) -> Finding:
    sure = any(_surely_open(each, step, context) for each in still)
    return make_finding(
        "escalation",
        (*reminders, step),
        certainty=CERTAIN if sure and context.parts[step.id].senders else POSSIBLE,
        raw=len(reminders),
        parties=(CITIZEN, *sorted(context.parts[step.id].recipients - {CITIZEN})),
        figures={
            "reminders": len(reminders),
            "open": len(still),
            "threshold_days": context.thresholds.reminder_days,
        },
        set_aside=("not_statutory", "not_guidance"),
    )


def _surely_open(reminder: Event, step: Event, context: Context) -> bool:
    end = context.replies.ends(reminder)
    within = between(reminder.span, step.span).most <= context.thresholds.reminder_days
    return (
        within and reminder.span.latest <= step.span.earliest and (end is None or end.span.earliest > step.span.latest)
    )
