"""People's own words for root causes, which the tool remembers: what was chosen for words like these before.

Nothing is kept for it: the words are the notes of causes, and taking such a note away makes the tool forget it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select

from klagerejsen.accounts.services import seed
from klagerejsen.analysis.likeness import Lexicon, Phrase, Suggestion
from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import services
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Cause, Journey, JourneyCause

# The newest ones are enough to suggest by, and comparing stays quick.
MOST_REMEMBERED = 500


@dataclass(frozen=True)
class Words:
    """A cause's note on a journey, and the cause that words like it got elsewhere, where that is another one."""

    cause: JourneyCause
    journey: Journey
    rather: Suggestion | None


def suggestions(team_id: int, taxonomy: list[Cause], text: str) -> tuple[Suggestion, ...]:
    """Return the three causes of the team's taxonomy that a text is likeliest to mean; none for no text."""
    if not text.strip():
        return ()
    return Lexicon([*_known(taxonomy), *_remembered(_noted(team_id))]).suggest(text)


def by_cause(team_id: int, taxonomy: list[Cause]) -> dict[str, list[Words]]:
    """Return all words that the team's causes were given, by code in the taxonomy's order."""
    noted = _noted(team_id)
    remembered = _remembered(noted)
    lexicon = Lexicon([*_known(taxonomy), *remembered])
    found: dict[str, list[Words]] = defaultdict(list)
    for (cause, journey), phrase in zip(noted, remembered, strict=True):
        nearest = next(iter(lexicon.suggest(phrase.text, 1, leaving_out=phrase)), None)
        found[cause.code].append(Words(cause, journey, nearest if nearest and nearest.code != cause.code else None))
    order = [cause.code for cause in taxonomy]
    return {code: found[code] for code in [*order, *sorted(found.keys() - set(order))] if code in found}


def move(team_id: int, cause_ids: Iterable[int], code: str, by: Author) -> int:
    """Give words another cause of the taxonomy; return how many. Each can be undone on its journey."""
    wanted = select(JourneyCause).join(Journey, Journey.id == JourneyCause.journey_id)
    chosen = JourneyCause.id.in_(list(cause_ids)), JourneyCause.code != code, ~JourneyCause.deleted
    rows = db.session.scalars(wanted.where(Journey.team_id == team_id, *chosen).order_by(JourneyCause.id)).all()
    for row in rows:
        services.write(row, row.journey_id, Entity.CAUSE, {**(services.snapshot(row) or {}), "code": code}, by)
    return len(rows)


def _known(taxonomy: list[Cause]) -> list[Phrase]:
    """Return the team's labels, and everyday words for those of its causes that we gave it."""
    ours = {str(row["code"]): row for row in seed("cause_phrases")}
    known = []
    for cause in taxonomy:
        known.append(Phrase(cause.code, cause.label_da))
        row = ours.get(cause.code)
        # A code whose label the team has changed is another cause.
        if row and row["label_da"] == cause.label_da:
            known += [Phrase(cause.code, text) for text in cast(list[str], row["phrases"])]
    return known


def _noted(team_id: int) -> list[tuple[JourneyCause, Journey]]:
    rows = (
        select(JourneyCause, Journey)
        .join(Journey, Journey.id == JourneyCause.journey_id)
        .where(Journey.team_id == team_id, ~JourneyCause.deleted, JourneyCause.note.is_not(None))
        .order_by(JourneyCause.id.desc())
        .limit(MOST_REMEMBERED)
    )
    return [(cause, journey) for cause, journey in db.session.execute(rows)]


def _remembered(noted: list[tuple[JourneyCause, Journey]]) -> list[Phrase]:
    return [Phrase(cause.code, cause.note or "", own=True) for cause, _journey in noted]
