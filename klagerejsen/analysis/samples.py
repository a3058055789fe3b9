"""What one journey adds to the yardsticks of its area."""

from collections.abc import Iterator

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
        gaps=tuple(days for _, _, days in quiet_gaps(journey.events) if days > 0),
        differences=tuple(each for each in differences if each is not None),
        waits=tuple((unit, days) for _, _, unit, days in unit_waits(context)),
    )


def quiet_gaps(events: tuple[Event, ...]) -> Iterator[tuple[Event, Event, int]]:
    """Yield each pair of consecutive events between which surely nothing happened, with its net working days.

    The days run from the latest day of all that came before to the earliest day of what follows, so no date that
    the imprecise ones allow makes the gap shorter.
    """
    reach: Event | None = None
    for event in events:
        if reach is not None and event.span.earliest > reach.span.latest:
            yield reach, event, net_working_days(reach.span.latest, event.span.earliest)
        if reach is None or event.span.latest >= reach.span.latest:
            reach = event


def unit_waits(context: Context) -> Iterator[tuple[Event, Event, str, int]]:
    """Yield each request that a unit answered, with the reply, the unit and the calendar days.

    A clinic or a school is a unit like those of the house. Cases with a term of their own (applications, complaints)
    and what the citizen asked measure the case rather than the unit, and the appeals body stands outside.
    """
    for request_id, reply in context.replies.answers.items():
        request, asked = context.events[request_id], context.parts[request_id]
        if is_case(request) or CITIZEN in asked.senders or APPEALS in context.parts[reply.event.id].from_sides:
            continue
        units = context.parts[reply.event.id].senders or asked.recipients
        if len(units) == 1 and CITIZEN not in units:
            yield request, reply.event, next(iter(units)), between(request.span, reply.event.span).middle
