"""The timeline of one journey, as the browser draws it and as a live message replaces parts of it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from klagerejsen.analysis.results import Analysis, Curve
from klagerejsen.board import payload
from klagerejsen.board.findings import finding_marks
from klagerejsen.board.lanes import Lanes, lanes
from klagerejsen.board.legend import legend
from klagerejsen.board.marks import RowIds, Scene, event_mark, numbered
from klagerejsen.board.rows import Account, EventRow, event_row, event_rows
from klagerejsen.board.stretches import folds, silences, window
from klagerejsen.board.words import SIDES, side_names
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import month_name
from klagerejsen.figures import counted, signed
from klagerejsen.labels import LETTERS

__all__ = ["Account", "EventRow", "event_row", "event_rows", "scene", "timeline", "timeline_event"]


def timeline(
    analysis: Analysis,
    *,
    language: str = "da",
    event_rows: RowIds | None = None,
    statuses: Mapping[str, str] | None = None,
    shown_views: bool = True,
    today: date | None = None,
    arranged: Lanes | None = None,
) -> payload.Timeline:
    """Build everything the timeline draws, ready to be written as JSON.

    ``event_rows`` gives for each event's ref its database id and version, ``statuses`` what the room said of a
    finding by its key ("suggested" where it is missing). With ``shown_views`` false nothing that anybody
    answered is in the payload: no states, scores or curves, and no findings, some of which follow from them.
    Silences follow from who wrote to whom and are always there.
    ``today`` is the month that is drawn while a case has no events, ``arranged`` the rows where they are not
    those of the case itself.
    """
    _ = translator(language)
    whole = scene(analysis, language=language, event_rows=event_rows, shown_views=shown_views, arranged=arranged)
    marks = finding_marks(whole, statuses or {}, _) if shown_views else []
    return {
        "language": language,
        "window": window(whole, today or datetime.now(UTC).date()),
        "words": _words(whole, _),
        "sides": [_side(side, whole, _) for side in SIDES],
        "lanes": [{"id": lane.id, "side": lane.side, "name": lane.name} for lane in whole.lanes.rows],
        "folds": folds(whole, _),
        "events": [event_mark(event, whole) for event in whole.journey.events],
        "silences": silences(whole, _),
        "findings": {"title": _("Fund"), "shown": _shown(marks, _), "all": _("alle vist"), "marks": marks},
        "curves": _curves(whole) if shown_views else [],
    }


def timeline_event(
    ref: str, analysis: Analysis, *, language: str = "da", event_rows: RowIds | None = None, shown_views: bool = True
) -> payload.Event:
    """Build one event as it stands in the payload, for a live message; raise KeyError for an unknown ref."""
    whole = scene(analysis, language=language, event_rows=event_rows, shown_views=shown_views)
    return event_mark(whole.journey.event(ref), whole)


def scene(
    analysis: Analysis,
    *,
    language: str,
    event_rows: RowIds | None = None,
    shown_views: bool = True,
    arranged: Lanes | None = None,
) -> Scene:
    """Gather what every mark needs to know of the whole."""
    journey = analysis.journey
    return Scene(
        analysis=analysis,
        lanes=arranged or lanes(journey, translator(language)),
        language=language,
        row_ids=numbered(journey, event_rows or {}),
        handovers=_handovers(analysis),
        shown_views=shown_views,
    )


PASSING_ON = frozenset({"concern_report", "assessment", "reassessment"})
"""Beside handovers proper, events of these types are drawn as one when they go to another unit."""


def _handovers(analysis: Analysis) -> frozenset[str]:
    """Find the events with which the case went from one unit to another."""
    stated = {data["event"] for _giver, _taker, data in analysis.handovers.edges(data=True)}
    passing = {event.id for event in analysis.journey.events if event.type in PASSING_ON}
    return frozenset(stated | passing)


def _shown(marks: Iterable[payload.Finding], _: Translate) -> str:
    marks = list(marks)
    front = sum(mark["front"] for mark in marks)
    if not marks:
        return _("ingen")
    return _("{front} af {n} vist").format(front=front, n=len(marks)) if front < len(marks) else _("alle vist")


def _curves(whole: Scene) -> list[payload.Curve]:
    return [_curve(side, curve, whole) for side, curve in whole.analysis.curves.items()]


def _curve(side: str, curve: Curve, whole: Scene) -> payload.Curve:
    points: list[payload.CurvePoint] = [
        {
            "event": whole.row_ids[point.event][0],
            "day": point.day.isoformat(),
            "score": point.score,
            "name": signed(point.score, whole.language),
        }
        for point in curve.points
    ]
    return {"side": side, "points": points, "segments": [list(run) for run in curve.segments]}


def _voices(whole: Scene, side: str) -> int:
    if not whole.shown_views:
        return 0
    return max((event.views[side].voices for event in whole.journey.events if side in event.views), default=0)


def _side(side: str, whole: Scene, _: Translate) -> payload.Side:
    name = side_names(_)[side]
    voices = _voices(whole, side)
    return {
        "code": side,
        "letter": LETTERS[side],
        "name": name,
        "curve": counted(voices, _("1 svar"), _("median af {n} svar") if voices else _("{n} svar")),
        "findings": _("set af {side}").format(side=name.lower()),
        "unknown": _("{side} kendte den ikke").format(side=name),
        "unasked": _("{side} er ikke spurgt").format(side=name),
        "not_relevant": _("ikke relevant for {side}").format(side=name.lower()),
        "legend": legend(side, whole, _) if whole.shown_views else [],
    }


def _words(whole: Scene, _: Translate) -> payload.Words:
    answered = " · ".join(f"{LETTERS[side]} {_voices(whole, side)}" for side in SIDES if _voices(whole, side))
    months = range(1, 13)
    return {
        "label": _("Tidslinje"),
        "months": [month_name(month, whole.language, short=True) for month in months],
        "months_long": [month_name(month, whole.language) for month in months],
        "days": _("dage"),
        "without_word": _("dage uden besked"),
        "about": _("ca."),
        "possible": _("mulig"),
        "findings": _("Fund"),
        "curve": _("Oplevelse"),
        "curve_all": _("{letters} svar").format(letters=answered) if answered else "",
        "whole": _("Hele forløbet"),
        "loading": _("Henter …"),
        "failed": _("Tidslinjen kunne ikke hentes. Listen viser det samme."),
        "show": _("Vis tidslinjen"),
        "moved": _("Flyttet til {date}"),
    }
