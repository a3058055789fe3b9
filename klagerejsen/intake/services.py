"""Writes of what came in: all of a file in one transaction, or nothing of it. Services flush, the edge commits."""

import json
import secrets
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.intake.models import ImportedFile, ImportMapping
from klagerejsen.journeys import history
from klagerejsen.journeys.documents import journey_from
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Actor, Journey
from klagerejsen.journeys.services import add_actor, add_event
from klagerejsen.web.personal import forbid


def documents_in(result: Path) -> Iterator[dict[str, Any]]:
    """Give the checked documents that a parser wrote, one at a time."""
    with result.open("rb") as file:
        for line in file:
            document = json.loads(line)
            forbid(document)
            yield document


def prepared(team_id: int, result: Path) -> list[Journey]:
    """Build the rows of every document as a new journey, before anybody has to wait for them to be stored."""
    made = []
    for document in documents_in(result):
        journey = journey_from({"id": f"rejse-{secrets.token_hex(8)}", **document})
        journey.team_id = team_id
        made.append(journey)
    return made


def import_all(journeys: list[Journey], by: Author) -> None:
    """Store new journeys, all at once; an id that is taken gets a number."""
    taken = set(db.session.scalars(select(Journey.ref).where(Journey.team_id == journeys[0].team_id)))
    for journey in journeys:
        journey.ref = _free(journey.ref, taken)
        taken.add(journey.ref)
    db.session.add_all(journeys)
    db.session.flush()
    history.record_new(journeys, by)


def _free(ref: str, taken: set[str]) -> str:
    return ref if ref not in taken else next(name for n in count(2) if (name := f"{ref}-{n}") not in taken)


def add_all(journey: Journey, result: Path, by: Author) -> int:
    """Add the events of the one document to a journey, to be undone as one; return how many they are.

    An actor who bears the label of one that is there already is that one.
    """
    [document] = documents_in(result)
    with history.together():
        ids = {piece["id"]: _actor(journey, piece, by) for piece in _named(document)}
        for piece in document["events"]:
            sides = {name: [ids[each] for each in piece[name]] for name in ("from", "to") if name in piece}
            add_event(journey, {key: value for key, value in piece.items() if key != "id"} | sides, by)
    return len(document["events"])


def _named(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the actors that events name."""
    named = {each for event in document["events"] for name in ("from", "to") for each in event.get(name, ())}
    return [piece for piece in document["actors"] if piece["id"] in named]


def _actor(journey: Journey, piece: Mapping[str, Any], by: Author) -> str:
    there = select(Actor).where(Actor.journey_id == journey.id, Actor.deleted.is_(False))
    same = (actor for actor in db.session.scalars(there) if actor.label.casefold() == piece["label"].casefold())
    found = next(same, None) or add_actor(journey, {key: value for key, value in piece.items() if key != "id"}, by)
    return found.ref


def remember(team_id: int, signature: str, mapping: Mapping[str, Any]) -> None:
    """Remember how a source is read."""
    query = select(ImportMapping).where(ImportMapping.team_id == team_id, ImportMapping.signature == signature)
    row = db.session.scalar(query) or ImportMapping(team_id=team_id, signature=signature)
    row.mapping = dict(mapping)
    db.session.add(row)
    db.session.flush()


def note_file(team_id: int, digest: str, journeys: int) -> None:
    """Note that a file was brought in, so that the same one is known again."""
    query = select(ImportedFile).where(ImportedFile.team_id == team_id, ImportedFile.digest == digest)
    row = db.session.scalar(query) or ImportedFile(team_id=team_id, digest=digest)
    row.journeys, row.at = journeys, utcnow()
    db.session.add(row)
    db.session.flush()
