"""The replacement: once, everywhere, and for good."""

from collections.abc import Mapping

from klagerejsen.codes import Entity
from klagerejsen.database import Base
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Answer
from klagerejsen.pseudonyms import places
from klagerejsen.screening import kinds
from klagerejsen.screening.replacing import Replacing
from klagerejsen.web.personal import forbid
from klagerejsen.workshops.models import Note


def replace_everywhere(journey_id: int, roles: Mapping[str, str], by: Author) -> int:
    """Put roles in place of words in everything that was written in a case, and return in how many rows.

    The change log is rewritten too, so that neither history nor undo brings the words back; the one line that is
    added says in how many places, and never what. Open forms meet a newer version, so that they do not bring the
    words back either. Raises `PersonalNumber` where a role holds a CPR number.
    """
    forbid(list(roles.values()))
    replacing = Replacing(roles)
    # All of them are written: a generator would stop at the first.
    rewritten = sum([_rewrite(row, replacing) for row in places.rows(journey_id)])
    db.session.flush()
    if rewritten:
        history.record(journey_id, Entity.JOURNEY, journey_id, {}, {history.REWRITTEN: rewritten}, by)
    return rewritten


def _rewrite(row: Base, replacing: Replacing) -> bool:
    changed = False
    for name in places.TEXTS[type(row)]:
        before = getattr(row, name)
        after = replacing.within(before)
        if after != before:
            setattr(row, name, after)
            changed = True
    if changed and hasattr(row, "version"):
        row.version += 1
    if changed and isinstance(row, Answer | Note) and row.held is not None:
        row.held = ",".join(kinds(row.text or "")) or None
    return changed
