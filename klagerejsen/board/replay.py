"""The time-lapse: how the shared timeline grew, change by change."""

import datetime as dt
from dataclasses import dataclass

from klagerejsen.board import timeline as drawing
from klagerejsen.board.lanes import lanes
from klagerejsen.board.payload import Timeline
from klagerejsen.catalogue import translator
from klagerejsen.codes import Entity
from klagerejsen.insights.measuring import measure_of
from klagerejsen.journeys import history
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.past import document_at
from klagerejsen.journeys.stories import tell

SHOWN = (Entity.JOURNEY, Entity.EVENT, Entity.ACTOR)
MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """One change that the timeline shows: its number, when it was, and what it was in words."""

    seq: int
    at: dt.datetime
    text: str


def steps(journey: Journey) -> list[Step]:
    """Return the changes of the case that the timeline shows, oldest first; the first is the case as it began."""
    changes = history.latest(journey.id, SHOWN, limit=MOST_STEPS)
    return [Step(story.seq, story.at, story.text) for story in tell(reversed(changes), set())]


def payload_at(journey: Journey, seq: int, language: str, *, shown_views: bool) -> Timeline:
    """Return the drawing as it was after change number `seq`, of a journey that was loaded whole.

    Window, folds and rows are those of the whole case, so that everything stays where it is while events come.
    """
    now = pooled_document_from(journey)
    rows = {event.ref: {"id": event.id, "version": event.version} for event in journey.events}
    measure = measure_of(journey, now)
    complete = measure.analyse(now)
    whole = drawing.timeline(complete, language=language, event_rows=rows, shown_views=False)
    past = measure.analyse(document_at(now, journey.id, seq))
    arranged = lanes(complete.journey, translator(language))
    drawn = drawing.timeline(past, language=language, event_rows=rows, shown_views=shown_views, arranged=arranged)
    return {**drawn, "window": whole["window"], "folds": whole["folds"]}
