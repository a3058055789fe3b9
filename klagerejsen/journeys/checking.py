"""Is a file a journey? Every refusal says where (path and line), what is wrong and what to do."""

import pathlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from flask_babel import gettext as _

from klagerejsen.dates import parse_edtf
from klagerejsen.dates.messages import UNLIKELY_YEAR
from klagerejsen.journeys.faults import Fault, NotAJourney, Path, written
from klagerejsen.journeys.parsing import LARGEST_FILE, parsed, refuse_too_much, text_of
from klagerejsen.journeys.places import line_of
from klagerejsen.journeys.shape import unstorable, wrong_shape, wrong_shape_of_event

MOST_FAULTS = 20
# No case is older or lies further ahead, and every day that is drawn or counted needs days round it.
LIKELY_YEARS = range(1800, 2200)


def read_file(path: pathlib.Path) -> dict[str, Any]:
    """Read a journey document from a file, and no more of the file than a document may have; see `read_document`."""
    with path.open("rb") as file:
        return read_document(file.read(LARGEST_FILE + 1))


def read_document(data: bytes) -> dict[str, Any]:
    """Parse and check one journey document; raise `NotAJourney`, having changed nothing."""
    text = text_of(data)
    document = parsed(text)
    refuse_too_much(document)
    found = islice(_faults(document), MOST_FAULTS)
    faults = [Fault(written(path), line_of(text, path) if path else None, reason) for path, reason in found]
    if faults:
        raise NotAJourney(faults)
    return document


def _faults(document: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    yield from unstorable(document, ())
    departures = list(islice(wrong_shape(document), MOST_FAULTS))
    yield from departures
    if not departures:
        yield from _wrong_sense(document)


def _wrong_sense(document: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Check what a schema cannot: dates, ids that stand twice, references that lead nowhere."""
    actors = [actor["id"] for actor in document["actors"]]
    events = [event["id"] for event in document["events"]]
    for key in ("opened", "closed"):
        yield from _wrong_date(document.get(key), (key,))
    for number, action in enumerate(document.get("actions", [])):
        for key in ("due", "done_on"):
            yield from _wrong_date(action.get(key), ("actions", number, key))
    yield from _twice("actors", actors)
    yield from _twice("events", events)
    known_actors, known_events = set(actors), set(events)
    for number, event in enumerate(document["events"]):
        yield from _wrong_event(event, ("events", number), known_actors, known_events)
    for key in ("findings", "causes"):
        for number, piece in enumerate(document.get(key, [])):
            yield from _astray(piece, (key, number), ("events",), known_events, _("en hændelse"))


def _wrong_event(event: Mapping[str, Any], at: Path, actors: set[str], events: set[str]) -> Iterator[tuple[Path, str]]:
    yield from _wrong_date(event["date"], (*at, "date"))
    yield from _wrong_date(event.get("reply_due"), (*at, "reply_due"))
    yield from _astray(event, at, ("from", "to", "carries_from"), actors, _("en aktør"))
    yield from _astray(event, at, ("responds_to", "contradicts"), events, _("en hændelse"))
    deadline = event.get("deadline") or {}
    yield from _wrong_date(deadline.get("date"), (*at, "deadline", "date"))
    yield from _astray(deadline, (*at, "deadline"), ("completed_by",), events, _("en hændelse"))


def event_faults(event: Mapping[str, Any], actors: set[str], events: set[str]) -> list[Fault]:
    """Check one event as it would stand in a document with these actor and event ids."""
    found = [*unstorable(event, ()), *wrong_shape_of_event(event)] or _wrong_event(event, (), actors, events)
    return [Fault(written(path), None, reason) for path, reason in found]


def _twice(key: str, ids: list[str]) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for number, value in enumerate(ids):
        if value in seen:
            yield (key, number, "id"), _("«%(id)s» bruges to gange. Hvert id må kun stå én gang.", id=value)
        seen.add(value)


def _wrong_date(text: str | None, path: Path) -> Iterator[tuple[Path, str]]:
    reason = date_problem(text) if text is not None else ""
    if reason:
        yield path, reason


def date_problem(text: str) -> str:
    """Say what is wrong with an EDTF date, nothing where a case can have it."""
    try:
        span = parse_edtf(text)
    except ValueError as error:
        return _(str(error))
    likely = span.earliest.year in LIKELY_YEARS and span.latest.year in LIKELY_YEARS
    return "" if likely else _(UNLIKELY_YEAR)


def _astray(
    piece: Mapping[str, Any], path: Path, keys: tuple[str, ...], known: set[str], kind: str
) -> Iterator[tuple[Path, str]]:
    """Find references to ids that the document does not have."""
    for key in keys:
        value = piece.get(key)
        for target in value if isinstance(value, list) else [value]:
            if target is not None and target not in known:
                yield (*path, key), _("«%(id)s» er ikke %(kind)s i filen.", id=target, kind=kind)
