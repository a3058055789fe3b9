"""A case as it stood after any of its changes: the log walked backwards from what stands now."""

from typing import Any

from klagerejsen.codes import Entity
from klagerejsen.journeys.documents import without_loose_ends
from klagerejsen.journeys.history import changes_after
from klagerejsen.journeys.models import Change

MOST_CHANGES = 100_000
_LISTS = {Entity.EVENT: "events", Entity.ACTOR: "actors", Entity.FINDING: "findings", Entity.CAUSE: "causes"}


def document_at(document: dict[str, Any], journey_id: int, seq: int) -> dict[str, Any]:
    """Return the document as it was after change number `seq`; `document` is the case as it stands now.

    Events, actors, findings and causes are taken back; what people answered stays with its event, because
    answers are shown to the room all at once and not one by one.
    """
    past = {**document, **{name: list(document.get(name, [])) for name in _LISTS.values()}}
    for change in reversed(changes_after(journey_id, seq, limit=MOST_CHANGES)):
        if change.entity in (Entity.EVENT, Entity.ACTOR):
            _take_back(past[_LISTS[change.entity]], change)
    return _as_it_was_known(past)


def _take_back(pieces: list[dict[str, Any]], change: Change) -> None:
    ref = (change.before or change.after or {})["id"]
    at = next((index for index, piece in enumerate(pieces) if piece["id"] == ref), None)
    if change.before is None:
        if at is not None:
            del pieces[at]
    elif at is None:
        pieces.append({**change.before, "perspectives": {}})
    else:
        pieces[at] = {**change.before, "perspectives": pieces[at].get("perspectives", {})}


def _as_it_was_known(past: dict[str, Any]) -> dict[str, Any]:
    """Leave out what refers to things that were not there yet."""
    actors, events = ({piece["id"] for piece in past[name]} for name in ("actors", "events"))
    for event in past["events"]:
        for side in ("from", "to"):
            event[side] = [ref for ref in event.get(side, []) if ref in actors]
    for name in ("findings", "causes"):
        past[name] = [piece for piece in past[name] if set(piece.get("events", [])) <= events]
    return without_loose_ends(past, events)
