"""The parser "rows": a table that was read and its mapping in, one interchange document for each case out."""

import json
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dictionary
from pathlib import Path
from typing import Any

from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.dates import parse_edtf
from klagerejsen.intake import people
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.rows import LONGEST_TITLE, Seen, Told, events_of, people_of
from klagerejsen.intake.taking import filled, unknown

MOST_JOURNEYS, MOST_IN_ONE = 2_000, 5_000


READING = _("Rækkerne bliver til hændelser, og teksten ses efter for personoplysninger")
CHECKING = _("Rejserne kontrolleres")
TOO_MANY_JOURNEYS = _("Der er over {limit} sager. Del filen op, og hent de sager ind, I skal arbejde med.")
TOO_MANY_IN_ONE = _("Der er over {limit} hændelser i én rejse. Vælg kolonnen med sagsnummer, eller del filen op.")
TOO_MANY_PEOPLE = _("Der er over {limit} forskellige afsendere og modtagere. Vælg en kolonne med enheder i stedet.")
NOT_TAKEN = _("Rejsen kan ikke tages: {reason}")


def parse(source: Path, target: Path, tell: Tell, *, mapping: Dictionary[str, Any], title: str) -> dict[str, Any]:
    """Make documents of a table that was read; `title` is for journeys that the file gives none. Raises `Refusal`."""
    chosen, seen = Mapping.from_json(mapping), Seen()
    cast = people_of(filled(source, chosen.header, lambda share: tell(0.1 * share, READING)), chosen)
    if len(cast) > people.MOST_ACTORS:
        raise Refusal(TOO_MANY_PEOPLE, limit=people.MOST_ACTORS)
    rows = filled(source, chosen.header, lambda share: tell(0.1 + 0.7 * share, READING))
    events = list(events_of(rows, chosen, cast, seen))
    documents = list(documents_of(events, cast, chosen, title))
    write(documents, target, tell, blocked=seen.found.cpr_numbers() > 0)
    return summary_of(documents, cast, chosen, seen)


def documents_of(
    events: Iterable[Told], cast: Dictionary[str, Dictionary[str, Any]], mapping: Mapping, title: str
) -> Iterator[dict[str, Any]]:
    """Give one document for each case, the cases in the order of the file and their events in the order of time."""
    by_case: dict[str, list[Told]] = {}
    for event in events:
        by_case.setdefault(event.case, []).append(event)
    if len(by_case) > MOST_JOURNEYS:
        raise Refusal(TOO_MANY_JOURNEYS, limit=MOST_JOURNEYS)
    for case, told in by_case.items():
        if len(told) > MOST_IN_ONE:
            raise Refusal(TOO_MANY_IN_ONE, limit=MOST_IN_ONE)
        yield _document(sorted(told, key=_moment), _title(case, told, mapping, title), cast, mapping)


def _moment(event: Told) -> tuple[Any, ...]:
    span = parse_edtf(event.piece["date"])
    return span.earliest, span.latest, event.minute, event.row


def _title(case: str, told: list[Told], mapping: Mapping, otherwise: str) -> str:
    given = next((event.case_title for event in told if event.case_title), "")
    named = " ".join(filter(None, (mapping.title, case))) if case else mapping.title
    return " ".join((given or named or otherwise).split())[:LONGEST_TITLE]


def _document(
    told: list[Told], title: str, cast: Dictionary[str, Dictionary[str, Any]], mapping: Mapping
) -> dict[str, Any]:
    there = dict.fromkeys(value for event in told for value in (*event.senders, *event.recipients))
    actors: dict[str, dict[str, Any]] = {}
    for value in there:
        actor = cast[value]
        kept = {key: actor[key] for key in ("label", "role", "perspective", "unit") if actor.get(key)}
        actors.setdefault(actor["label"], {"id": f"a{len(actors) + 1}", **kept})
    for usual in (people.CITIZEN, people.AUTHORITY):
        if not any(actor["perspective"] == usual["perspective"] for actor in actors.values()):
            actors.setdefault(usual["label"], {"id": f"a{len(actors) + 1}", **usual})
    ids = {value: actors[cast[value]["label"]]["id"] for value in there}
    document: dict[str, Any] = {"format": "klagerejsen-journey", "version": 1, "title": title}
    if mapping.area:
        document["area"] = mapping.area
    document |= {"consulted": [], "actors": list(actors.values())}
    return document | {"events": [_event(number, event, ids) for number, event in enumerate(told, 1)]}


def _event(number: int, told: Told, ids: Dictionary[str, str]) -> dict[str, Any]:
    who = {"from": told.senders, "to": told.recipients}
    sides = {name: list(dict.fromkeys(ids[value] for value in values)) for name, values in who.items() if values}
    return {"id": f"E{number:02d}", **told.piece, **sides}


def write(documents: list[dict[str, Any]], target: Path, tell: Tell, *, blocked: bool) -> None:
    """Write the documents; those of a file that is kept out by its CPR numbers are not looked at further."""
    with target.open("wb") as out:
        for number, document in enumerate(documents):
            tell(0.8 + 0.2 * number / len(documents), CHECKING)
            line = json.dumps(document, ensure_ascii=False).encode()
            out.write(line + b"\n")
            if not blocked:
                _check(line)


def _check(line: bytes) -> None:
    """Raise `Refusal` where a document does not hold, as it may not by a role that people typed."""
    from klagerejsen.journeys.checking import read_document
    from klagerejsen.journeys.faults import NotAJourney

    try:
        read_document(line)
    except NotAJourney as error:
        raise Refusal(NOT_TAKEN, reason=error.faults[0].reason) from error


def summary_of(
    documents: list[dict[str, Any]], cast: Dictionary[str, dict[str, Any]], mapping: Mapping, seen: Seen
) -> dict[str, Any]:
    """Return what the page before the import says of the documents and of what was seen on the way to them."""
    events = [event for document in documents for event in document["events"]]
    spans = [parse_edtf(event["date"]) for event in events]
    suggestions = {value: actor["label"] for value, actor in cast.items() if actor["label"] != value}
    return {
        "journeys": len(documents),
        "events": len(events),
        "titles": [[document["title"], len(document["events"])] for document in documents[:8]],
        "first": str(min(span.earliest for span in spans)) if spans else None,
        "last": str(max(span.latest for span in spans)) if spans else None,
        **seen.told(),
        "actors": [{"value": value, **actor} for value, actor in cast.items()],
        "words": unknown(seen.words, mapping),
        "personal": seen.found.listed(suggestions),
        "cpr": seen.found.cpr_numbers(),
        "columns": {str(column): dict(kinds) for column, kinds in seen.found.columns.items()},
    }
