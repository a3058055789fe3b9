"""What can be undone from the console: what changed in the case, and of the room its ballots and hidden notes.

Dots are nobody else's to take back: whoever put them does so on the phone, as long as the ballot is open.
"""

from dataclasses import replace

from flask_babel import gettext as _

from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys import undoing as cases
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Change
from klagerejsen.journeys.services import Clash
from klagerejsen.journeys.stories import Story, gathered, tell
from klagerejsen.journeys.undoing import UNDOABLE
from klagerejsen.labels import label
from klagerejsen.workshops import votes
from klagerejsen.workshops.models import Ballot, Note, Workshop

LATEST = 5


def latest(room: Workshop) -> list[Story]:
    """Return the last changes that can be undone, newest first."""
    found = history.latest(room.journey_id, (*UNDOABLE, Entity.BALLOT, Entity.NOTE), limit=LATEST * 5)
    stories = tell(found, history.undone(room.journey_id))
    told = [(change, _told(room, change, story)) for change, story in zip(found, stories, strict=True)]
    # Of a ballot or a note only the last line that stands is of any use.
    newest: dict[object, Story] = {}
    for change, story in told:
        if story.can_be_undone:
            newest.setdefault(story.seq if change.entity in UNDOABLE else (change.entity, change.entity_id), story)
    return gathered(newest.values())[:LATEST]


def _told(room: Workshop, change: Change, story: Story) -> Story:
    if change.entity in UNDOABLE or story.was_undone:
        return story
    row = _row(room, change)
    side = f" ({label('perspective', row.perspective, _)})" if isinstance(row, Note) and row.perspective else ""
    return replace(story, text=story.text + side, can_be_undone=row is not None and _stands(row, change))


def _row(room: Workshop, change: Change) -> Ballot | Note | None:
    """Return what of this room a change is about."""
    key, is_ballot = change.entity_id, change.entity is Entity.BALLOT
    row: Ballot | Note | None = db.session.get(Ballot, key) if is_ballot else db.session.get(Note, key)
    return row if row is not None and row.workshop_id == room.id else None


def _stands(row: Ballot | Note, change: Change) -> bool:
    """Whether things are as the change left them, and can be put back."""
    if isinstance(row, Note):
        return row.deleted and change.after is None
    if change.before is None:
        return row.closed_at is None
    return (change.after or {}).get("closed") is (row.closed_at is not None)


def undo(room: Workshop, change: Change, by: Author) -> None:
    """Put back what a change changed; raises `Clash` where it was changed again since, and `votes.HasVotes`."""
    if change.entity in UNDOABLE:
        return cases.undo(change, by)
    row = _row(room, change)
    if row is None or not _stands(row, change):
        raise Clash(None)
    return _undo_note(room, row, change, by) if isinstance(row, Note) else _undo_ballot(room, row, change, by)


def _undo_note(room: Workshop, note: Note, change: Change, by: Author) -> None:
    note.deleted, note.version = False, note.version + 1
    db.session.flush()
    after = {"hidden": False, "released": note.released}
    history.record(room.journey_id, Entity.NOTE, note.id, {"hidden": True}, after, by, undoes=change.seq)


def _undo_ballot(room: Workshop, ballot: Ballot, change: Change, by: Author) -> None:
    if change.before is None:
        votes.take_away(room, ballot, by)
    elif ballot.closed_at is None:
        votes.close(room, ballot, by)
    else:
        votes.reopen(room, ballot, by)
