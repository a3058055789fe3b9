"""Journeys and words of an archive into a team. Services flush; who calls them commits."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from klagerejsen.catalogue import mark as _
from klagerejsen.extensions import db
from klagerejsen.intake.services import import_all
from klagerejsen.journeys.documents import journey_from
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Area, Cause, Journey
from klagerejsen.web.personal import forbid

AT_ONCE = 20
"""Journeys are stored in groups so small that nobody waits long."""
STORING = _("Rejserne hentes ind")


def bring_in(team_id: int, documents: Iterable[dict[str, Any]], by: Author, *, keep_both: bool) -> int:
    """Store documents as new journeys and return how many they were.

    One whose id the team has is passed over; with `keep_both` it gets an id of its own instead.
    """
    made = []
    for document in documents:
        forbid(document)
        journey = journey_from(document)
        journey.team_id = team_id
        made.append(journey)
    if not keep_both:
        refs = select(Journey.ref).where(Journey.team_id == team_id, Journey.ref.in_([each.ref for each in made]))
        here = set(db.session.scalars(refs))
        made = [journey for journey in made if journey.ref not in here]
    if made:
        import_all(made, by)
    return len(made)


def take_words(team_id: int, taxonomy: dict[str, Any]) -> None:
    """Give a team the areas and root causes of an archive, by code; what only the team has stays."""
    _take(Area, team_id, taxonomy["areas"])
    _take(Cause, team_id, taxonomy["causes"])
    db.session.flush()


def _take(kind: type[Area] | type[Cause], team_id: int, pieces: list[dict[str, Any]]) -> None:
    rows: Iterable[Any] = db.session.scalars(select(kind).where(kind.team_id == team_id))
    here = {row.code: row for row in rows}
    for piece in pieces:
        row = here.get(piece["code"]) or kind(team_id=team_id)
        for key, value in piece.items():
            setattr(row, key, value)
        db.session.add(row)


def shared(team_id: int, refs: list[str]) -> int:
    """Return how many of these ids the team has already."""
    here = set(db.session.scalars(select(Journey.ref).where(Journey.team_id == team_id)))
    return len(here.intersection(refs))
