"""Events as marks on the timeline: where they stand, how sure their date is, who heard and who took over."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.results import Analysis
from klagerejsen.board import payload
from klagerejsen.board.lanes import Lanes
from klagerejsen.board.words import SIDES
from klagerejsen.catalogue import translator
from klagerejsen.dates import in_words, short
from klagerejsen.labels import LETTERS

RowIds = Mapping[str, Mapping[str, int]]
"""For each event's ref its database ``id`` and ``version``; an event that is not in it counts from 1."""

_UNCERTAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[~?%]")


@dataclass(frozen=True, slots=True)
class Scene:
    """What every mark needs to know of the whole."""

    analysis: Analysis
    lanes: Lanes
    language: str
    row_ids: Mapping[str, tuple[int, int]]
    handovers: frozenset[str]
    shown_views: bool = True

    @property
    def journey(self) -> Journey:
        """The case."""
        return self.analysis.journey

    @property
    def first_year(self) -> int:
        """The year that need not be said."""
        events = self.journey.events
        return events[0].span.earliest.year if events else 0

    def ids(self, refs: Iterable[str]) -> list[int]:
        """Translate refs of the case into ids of rows."""
        return [self.row_ids[ref][0] for ref in refs if ref in self.row_ids]


def numbered(journey: Journey, event_rows: RowIds) -> dict[str, tuple[int, int]]:
    """Give every event an id and a version: those of its row, or its place in time where there is no row."""
    return {
        event.id: (
            event_rows.get(event.id, {}).get("id", number),
            event_rows.get(event.id, {}).get("version", 1),
        )
        for number, event in enumerate(journey.events, start=1)
    }


def kind(event: Event) -> str:
    """Tell how an event's date is drawn: "day", "about", "period" or "span"."""
    if "/" in event.date:
        return "span"
    if event.span.exact:
        return "day"
    return "about" if _UNCERTAIN_DAY.fullmatch(event.date) else "period"


def event_mark(event: Event, scene: Scene) -> payload.Event:
    """Write one event as the browser draws it."""
    drawn = kind(event)
    lane = scene.lanes.of_event(event, scene.journey)
    number, version = scene.row_ids[event.id]
    when = in_words(event.date, scene.language)
    return {
        "id": number,
        "ref": event.id,
        "version": version,
        "side": event.side or lane.side,
        "lane": lane.id,
        "kind": drawn,
        "at": (event.span.earliest if drawn == "span" else event.span.middle).isoformat(),
        "start": event.span.earliest.isoformat(),
        "end": event.span.latest.isoformat(),
        "edtf": event.date,
        "title": event.title or "",
        "when": when,
        "short": short(event.date, scene.language, year_of=scene.first_year),
        "name": f"{when}. {lane.name}: {event.title or ''}",
        "caption": _caption(event, when, scene),
        "states": {side: state(event, side, scene.shown_views) for side in SIDES},
        "scores": _scores(event) if scene.shown_views else {},
        "contacts": _contacts(event, scene),
        "handovers": _lanes_taking_over(event, lane.id, scene),
    }


def _caption(event: Event, when: str, scene: Scene) -> str:
    _ = translator(scene.language)
    states = {side: state(event, side, scene.shown_views) for side in SIDES}
    knowing = [side for side, said in states.items() if said == "known"]
    if len(knowing) != 1 or "unknown" not in states.values():
        return when
    return _("{when}, kun {letter} vidste det").format(when=when, letter=LETTERS[knowing[0]])


def state(event: Event, side: str, shown_views: bool = True) -> str:
    """Tell what a side says of an event; no answer is "unasked", never one of the answers."""
    view = event.views.get(side)
    return view.known if view is not None and shown_views else "unasked"


def _scores(event: Event) -> dict[str, float]:
    return {side: view.score for side, view in event.views.items() if view.score is not None}


def _contacts(event: Event, scene: Scene) -> list[payload.Contact]:
    """List the other sides that heard of the event from the one who acted, each once."""
    found: dict[str, payload.Contact] = {}
    for actor in (scene.journey.actors[each] for each in event.recipients):
        lane = scene.lanes.of(actor)
        if actor.perspective != event.side and lane is not None:
            found.setdefault(actor.perspective, {"side": actor.perspective, "lane": lane.id})
    return list(found.values())


def _lanes_taking_over(event: Event, own: str, scene: Scene) -> list[str]:
    """Find the rows of the units that the case went to with this event; the citizen never takes it over."""
    if event.id not in scene.handovers or event.side == "citizen":
        return []
    takers = [scene.journey.actors[each] for each in event.recipients]
    taking = [scene.lanes.of(actor) for actor in takers if actor.perspective != "citizen"]
    return list(dict.fromkeys(lane.id for lane in taking if lane is not None and lane.id != own))
