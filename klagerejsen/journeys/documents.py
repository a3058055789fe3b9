"""Between rows and the interchange document, without loss in either direction.

Each kind of row has a table of fields. A property that is empty is written only where the document stated
it (`stated`), so that the same document comes out that went in.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from statistics import median
from typing import Any

from klagerejsen.codes import Known, Perspective
from klagerejsen.dates import parse_edtf
from klagerejsen.journeys.models import Actor, Answer, Event, Finding, Journey, JourneyCause

FORMAT = "klagerejsen-journey"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A property of the document, the attribute that holds it, and the value that stands for its absence."""

    key: str
    attribute: str
    empty: Any = None
    required: bool = False


def _fields(*names: str, empty: Any = None, required: bool = False) -> tuple[Field, ...]:
    return tuple(Field(name, name, empty, required) for name in names)


JOURNEY = (
    Field("id", "ref", required=True),
    Field("fictional", "fictional", empty=False),
    Field("language", "language", empty="da"),
    *_fields("title", required=True),
    *_fields("subtitle", "summary", "area"),
    *_fields("legal_basis", empty=[]),
    *_fields("opened", "closed"),
    *_fields("consulted", empty=[]),
)
JOURNEY_TAIL = (*_fields("learning"), *_fields("actions", empty=[]), *_fields("complaint"))
ACTOR = (
    Field("id", "ref", required=True),
    *_fields("label", required=True),
    *_fields("role"),
    *_fields("perspective", required=True),
    *_fields("unit"),
    Field("ref", "external_ref"),
)
EVENT = (
    Field("id", "ref", required=True),
    *_fields("date", required=True),
    *_fields("type", "title", "description"),
    Field("from", "senders", empty=[]),
    Field("to", "recipients", empty=[]),
    *_fields("channel", "topic", "artefact", "source"),
    *_fields("expects_reply", empty=False),
    *_fields("reply_due", "responds_to", "deadline"),
    *_fields("claims", "contradicts", empty=[]),
    *_fields("carries_from"),
)
EVENT_TAIL = _fields("causes", empty=[])
VIEW = (*_fields("known", required=True), *_fields("score", "text"))
FINDING = (
    *_fields("type", required=True),
    Field("origin", "origin", empty="marked"),
    Field("status", "status", empty="suggested"),
    *_fields("reason"),
    *_fields("events", required=True),
    *_fields("severity", "certainty", "note"),
)
CAUSE = (
    *_fields("code", required=True),
    *_fields("primary", empty=False),
    *_fields("events", empty=[]),
    *_fields("note"),
)


def fragment(row: Any, fields: Iterable[Field]) -> dict[str, Any]:
    """Write a row as its piece of the document."""
    written = {}
    for field in fields:
        value = _number(getattr(row, field.attribute))
        if field.required or value != field.empty or field.key in row.stated:
            written[field.key] = deepcopy(value)
    return written


def _number(value: Any) -> Any:
    """Write a whole number without decimals, as people do; a database column forgets which it was."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def fill(row: Any, piece: Mapping[str, Any], fields: Iterable[Field]) -> None:
    """Set a row from its piece of the document; what the piece leaves out becomes empty."""
    stated = [field.key for field in fields if field.key in piece and piece[field.key] == field.empty]
    others = [key for key in row.stated or [] if key not in {field.key for field in fields}]
    for field in fields:
        setattr(row, field.attribute, deepcopy(piece.get(field.key, field.empty)))
    row.stated = others + stated


def fill_event(event: Event, piece: Mapping[str, Any]) -> None:
    """Set an event and the days that follow from its date; raise ValueError for a date that is none."""
    span = parse_edtf(piece["date"])
    fill(event, piece, EVENT + EVENT_TAIL)
    event.earliest, event.latest = span.earliest, span.latest


def event_fragment(event: Event) -> dict[str, Any]:
    """Write an event without its perspectives."""
    return fragment(event, EVENT + EVENT_TAIL)


def journey_from(document: Mapping[str, Any]) -> Journey:
    """Build the rows of a checked document; nothing is added to a session."""
    journey = Journey(stated=[key for key in ("findings", "causes") if document.get(key) == []])
    fill(journey, document, JOURNEY + JOURNEY_TAIL)
    journey.actors = [_row(Actor, piece, ACTOR, n) for n, piece in enumerate(document["actors"])]
    journey.events = [_event(piece, n) for n, piece in enumerate(document["events"])]
    journey.findings = [_row(Finding, piece, FINDING, n) for n, piece in enumerate(document.get("findings", []))]
    journey.causes = [_row(JourneyCause, piece, CAUSE, n) for n, piece in enumerate(document.get("causes", []))]
    return journey


def _row(kind: Any, piece: Mapping[str, Any], fields: Iterable[Field], position: int) -> Any:
    row = kind(position=position, stated=[])
    fill(row, piece, fields)
    return row


def _event(piece: Mapping[str, Any], position: int) -> Event:
    event = Event(position=position, stated=[])
    fill_event(event, piece)
    perspectives = piece.get("perspectives")
    if perspectives == {}:
        event.stated = [*event.stated, "perspectives"]
    for side, view in (perspectives or {}).items():
        answer = Answer(perspective=Perspective(side), released=True, stated=[])
        fill(answer, view, VIEW)
        event.answers.append(answer)
    return event


def document_from(journey: Journey) -> dict[str, Any]:
    """Write a journey, loaded whole, as its document with properties in the order of the schema."""
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION, **fragment(journey, JOURNEY)}
    document["actors"] = [fragment(actor, ACTOR) for actor in journey.actors if not actor.deleted]
    document["events"] = [_with_views(event) for event in journey.events if not event.deleted]
    findings = [fragment(finding, FINDING) for finding in journey.findings if not finding.deleted]
    causes = [fragment(cause, CAUSE) for cause in journey.causes if not cause.deleted]
    for key, pieces in (("findings", findings), ("causes", causes)):
        if pieces or key in journey.stated:
            document[key] = pieces
    if any(event.deleted for event in journey.events):
        document = without_loose_ends(document, {event["id"] for event in document["events"]})
    return document | fragment(journey, JOURNEY_TAIL)


def without_loose_ends(document: dict[str, Any], there: set[str]) -> dict[str, Any]:
    """Leave out what refers to other events than those that are there, so that the document is whole."""
    known = {None, *there}
    for event in document["events"]:
        if event.get("responds_to") not in known:
            del event["responds_to"]
        if (event.get("deadline") or {}).get("completed_by") not in known:
            del event["deadline"]["completed_by"]
        event |= _kept_events(event, "contradicts", there)
    for key in ("findings", "causes"):
        if key in document:
            document[key] = [piece | _kept_events(piece, "events", there) for piece in document[key]]
    if "findings" in document:
        document["findings"] = [finding for finding in document["findings"] if finding["events"]]
    return document


def _kept_events(piece: Mapping[str, Any], key: str, there: set[str]) -> dict[str, list[str]]:
    return {key: [ref for ref in piece[key] if ref in there]} if key in piece else {}


def _with_views(event: Event) -> dict[str, Any]:
    written = fragment(event, EVENT)
    views = {side.value: _view(given) for side, given in released_by_side(event.answers).items()}
    if views or "perspectives" in event.stated:
        written["perspectives"] = views
    return written | fragment(event, EVENT_TAIL)


def released_by_side(answers: Iterable[Answer]) -> dict[Perspective, list[Answer]]:
    """Sort the released answers of one event by side; what is not released is nobody's to read."""
    by_side: dict[Perspective, list[Answer]] = {}
    for answer in answers:
        if answer.released:
            by_side.setdefault(answer.perspective, []).append(answer)
    return by_side


def _view(answers: list[Answer]) -> dict[str, Any]:
    """Write one side's view: the account on file, else what the room said together.

    Scores are integers −2..+2 in the document, so a median between two steps goes to the lower one.
    """
    on_file = [answer for answer in answers if answer.participant_id is None]
    if on_file:
        return fragment(on_file[0], VIEW)
    together = pooled(answers)
    score = together["score"]
    return {"known": together["known"], "score": None if score is None else int(score // 1), "text": together["text"]}


def pooled(answers: list[Answer]) -> dict[str, Any]:
    """Say what several respondents of one side said: known if anyone knew, the median score, every sentence.

    `voices` counts those who gave a score; `low` and `high` are the outermost scores.
    """
    states = {answer.known for answer in answers}
    known = next(state for state in Known if state in states)
    # A score says how something was that one knew of; a file may give one beside "unknown" all the same.
    scores = [answer.score for answer in answers if answer.known is Known.KNOWN and answer.score is not None]
    texts = [answer.text for answer in answers if answer.text]
    return {
        "known": known.value,
        "score": median(scores) if scores else None,
        "text": " · ".join(texts) or None,
        "voices": max(len(scores), 1),
        "low": min(scores, default=None),
        "high": max(scores, default=None),
    }


def pooled_document_from(journey: Journey) -> dict[str, Any]:
    """Write a journey as its document, with everybody's released answers pooled by side, for the analysis."""
    document = document_from(journey)
    events = {event.ref: event for event in journey.events}
    heard = set(journey.consulted)
    for piece in document["events"]:
        by_side = released_by_side(events[piece["id"]].answers)
        piece["perspectives"] = {side.value: pooled(given) for side, given in by_side.items()}
        heard |= piece["perspectives"].keys()
    # A side that answered was consulted, whatever was noted when the case began.
    return document | {"consulted": [side.value for side in Perspective if side in heard]}
