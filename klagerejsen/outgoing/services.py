"""Lines in the log of what left the house."""

from flask import current_app

from klagerejsen.access.guard import member, scope
from klagerejsen.codes import Outgoing
from klagerejsen.extensions import db
from klagerejsen.outgoing.models import Export
from klagerejsen.outgoing.terms import Terms
from klagerejsen.web.personal import forbid
from klagerejsen.web.transactions import writing


def note(
    team_id: int,
    what: Outgoing,
    kind: str,
    terms: Terms | None = None,
    *,
    journey_id: int | None = None,
    user_id: int | None = None,
) -> Export:
    """Add a line: what was taken in which format, by whom, and on which terms. Raises `PersonalNumber`."""
    forbid(terms.words if terms else "")
    line = Export(team_id=team_id, what=what, format=kind, journey_id=journey_id, user_id=user_id)
    if terms is not None:
        line.purpose, line.words, line.delete_by = terms.purpose, terms.words or None, terms.delete_by
    db.session.add(line)
    db.session.flush()
    return line


def note_taken(what: Outgoing, kind: str, terms: Terms | None = None, *, journey_id: int | None = None) -> None:
    """Add the line of a file that this request hands out, in a transaction of its own; call it when the file is made.

    `journey_id` names the case that it is of where the address does not. What cannot be noted does not leave: the error
    of the database is the answer then.
    """
    team_id, of, user_id = scope().team_id, journey_id or scope().journey_id, member().user_id
    with writing():
        note(team_id, what, kind, terms, journey_id=of, user_id=user_id)
    # A level that every server keeps: something leaves the house.
    current_app.logger.warning("export: %s %s as %s by user %s", what, of or "-", kind, user_id)
