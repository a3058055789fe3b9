"""What one journey adds to the yardsticks of its area."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from klagerejsen.analysis.calendar import net_working_days
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Event
from klagerejsen.analysis.parties import APPEALS, CITIZEN
from klagerejsen.analysis.perception import difference_of
from klagerejsen.analysis.population import Sample
from klagerejsen.analysis.replies import is_case


def sample_of(context: Context) -> Sample:
    """Return the gaps, the differences of experience and the units' waits of one journey."""
    journey = context.journey
    differences = (difference_of(event) for event in journey.events)
    return Sample(
        area=journey.area,
        gaps=tuple(gap.days for gap in quiet_gaps(journey.events) if gap.days > 0),
        differences=tuple(each for each in differences if each is not None),
        waits=tuple((unit, days) for _, _, unit, days in unit_waits(context)),
    )


class Quiet(NamedTuple):
    """Two consecutive events between which surely nothing happened; ``since`` is the last day that anything may have
    happened before, ``days`` are net working days."""

    before: Event
    after: Event
    since: date
    days: int


def quiet_gaps(events: tuple[Event, ...]) -> Iterator[Quiet]:
    """Yield each pair of consecutive events between which surely nothing happened.

    The days run from the latest day of all that came before to the earliest day of what follows, so no date that
    the imprecise ones allow makes the gap shorter.
    """
    reach = date.min
    for before, after in pairwise(events):
        reach = max(reach, before.span.latest)
        if after.span.earliest > reach:
            yield Quiet(before, after, reach, net_working_days(reach, after.span.earliest))


def unit_waits(context: Context) -> Iterator[tuple[Event, Event, str, int]]:
    """Yield each request that a unit answered, with the reply, the unit and the calendar days.

    A clinic or a school is a unit like those of the house. Cases with a term of their own (applications, complaints)
    and what the citizen asked measure the case rather than the unit, and the appeals body stands outside.
    """
    for request_id, reply in context.replies.answers.items():
        request, asked = context.events[request_id], context.parts[request_id]
        if is_case(request) or CITIZEN in asked.senders or APPEALS in asked.to_sides:
            continue
        units = context.parts[reply.event.id].senders or asked.recipients
        if len(units) == 1 and CITIZEN not in units:
            yield request, reply.event, next(iter(units)), between(request.span, reply.event.span).middle
