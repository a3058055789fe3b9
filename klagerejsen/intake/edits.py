"""Cells that somebody changed, many at once: what can be taken is saved, and undone as one; the rest says why not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from klagerejsen.intake.grid import FIELDS, NotUnderstood, Sheet
from klagerejsen.journeys import history, services
from klagerejsen.journeys.checking import NotAJourney
from klagerejsen.journeys.documents import event_fragment
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.screening import kinds
from klagerejsen.web.personal import looks_like

MOST_ROWS, LONGEST_CELL = 500, 4_000
SCREENED = ("title", "topic")


@dataclass(frozen=True, slots=True)
class Edit:
    """Cells of one row, new texts by column; `event` is None for a row that is no event yet."""

    row: str
    event: int | None
    version: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Written:
    """What became of an edit: the row's cells as they stand now, and why some of them were not taken.

    `problems` are by column: a reason and what may have been meant. `clash` says that somebody else changed the
    event since, or that it is gone; then nothing of the row was taken.
    """

    row: str
    event: int | None = None
    version: int = 0
    cells: dict[str, str] = field(default_factory=dict)
    problems: dict[str, dict[str, Any]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    clash: bool = False


def read(text: str) -> list[Edit]:
    """Read what the page's script sent; raises `ValueError` for anything else."""
    pieces = json.loads(text)
    if not isinstance(pieces, list) or not 0 < len(pieces) <= MOST_ROWS:
        raise ValueError("rows")
    return [_edit(piece) for piece in pieces]


def _edit(piece: Any) -> Edit:
    match piece:
        case {"row": str(row), "event": int() | None as event, "version": int(version), "cells": dict(cells)}:
            good = all(
                name in FIELDS and isinstance(text, str) and len(text) <= LONGEST_CELL for name, text in cells.items()
            )
            if good and cells and len(row) <= 20 and "\0" not in "".join(cells.values()):
                return Edit(row, event, version, cells)
    raise ValueError("row")


def write(journey: Journey, sheet: Sheet, edits: list[Edit], by: Author) -> list[Written]:
    """Save what can be saved; a row that is no event yet needs a date and a title to become one."""
    events = {event.id: event for event in journey.events}
    with history.together():
        return [_write(journey, events.get(edit.event or 0), sheet, edit, by) for edit in edits]


def _write(journey: Journey, event: Event | None, sheet: Sheet, edit: Edit, by: Author) -> Written:
    written = Written(edit.row, edit.event, edit.version)
    piece = _understood(sheet, edit, written)
    if edit.event is None:
        piece = _whole(sheet, piece, written)
    try:
        if edit.event is None and piece and not written.problems:
            event = services.add_event(journey, piece, by)
        elif event is not None and piece:
            services.edit_event(event, event_fragment(event) | piece, edit.version, by)
    except services.Clash:
        written.clash = True
    except NotAJourney as error:
        written.problems = {name: {"reason": error.faults[0].reason, "choices": []} for name in edit.cells}
    written.clash = written.clash or (edit.event is not None and (event is None or event.deleted))
    if event is not None and not event.deleted:
        written.event, written.version = event.id, event.version
        written.cells = sheet.shown(event_fragment(event))
    return written


def _understood(sheet: Sheet, edit: Edit, written: Written) -> dict[str, Any]:
    piece: dict[str, Any] = {}
    for name, text in edit.cells.items():
        try:
            piece |= sheet.read(name, text)
        except NotUnderstood as problem:
            written.problems[name] = {"reason": problem.reason, "choices": list(problem.choices)}
        else:
            if name in SCREENED and (found := kinds(text)):
                written.hints[name] = looks_like(found)
    return piece


def _whole(sheet: Sheet, piece: dict[str, Any], written: Written) -> dict[str, Any]:
    """Ask for what a new event cannot be without."""
    for name in ("date", "title"):
        if name not in piece and name not in written.problems:
            try:
                sheet.read(name, "")
            except NotUnderstood as problem:
                written.problems[name] = {"reason": problem.reason, "choices": []}
    return piece
