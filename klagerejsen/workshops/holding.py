"""Held words: what looks like personal data is shown to nobody before the facilitator has looked at it.

What is shown already can be taken down, and is held from then on like anything else.

Of a note the facilitator sees the words, with what was found masked. Of a sentence on a card nothing but the kind
is told until the room's answers are shown, because answers are private until then. Three things can be done: a
role takes the place of what was found, the words are released as they are, or they are hidden. What was there
before is kept nowhere, and the log tells that something was done and not with which words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from klagerejsen import labels
from klagerejsen.access.rules import Scope
from klagerejsen.codes import Entity, Perspective
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Actor, Answer, Event
from klagerejsen.screening import Hit, has_cpr, pieces, screen
from klagerejsen.web.personal import forbid, looks_like
from klagerejsen.workshops import queries
from klagerejsen.workshops.models import Note, Participant, Workshop
from klagerejsen.workshops.saying import looked_through

TAKEN_DOWN = "taken_down"
"""Stands in `held` where nothing was found and the facilitator took the words down."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is held: a note or a sentence, whose side it is from, and what in it looks like what.

    `pieces` is the masked text, and `words` the text itself; both are empty while nobody may look at it. What is
    `blocked` holds a CPR number: its words are shown to nobody at all.
    `roles` are those that may take the place of what was found first: (actor id, words).
    """

    what: str
    id: int
    side: Perspective | None
    event: Event | None
    kinds: tuple[str, ...]
    pieces: tuple[tuple[str, Hit | None], ...]
    words: str
    roles: tuple[tuple[str, str], ...]
    blocked: bool


def waiting(scope: Scope, room: Workshop) -> list[Held]:
    """Return everything that is held in a room, as far as the facilitator may see it now, notes first."""
    rows: list[Note | Answer] = [*queries.held_notes(room), *_held_answers(room)]
    if not rows:
        return []
    events = {event.id: event for event in journeys.events(scope)}
    actors = journeys.actors(scope)
    return [_told(room, row, events.get(row.event_id or 0), actors) for row in rows]


def _held_answers(room: Workshop) -> list[Answer]:
    seats = select(Participant.id).where(Participant.workshop_id == room.id, ~Participant.waiting)
    query = select(Answer).join(Event, Event.id == Answer.event_id).where(~Event.deleted)
    query = query.where(Answer.participant_id.in_(seats), Answer.held.is_not(None), ~Answer.released)
    return list(db.session.scalars(query.order_by(Answer.id)))


def _told(room: Workshop, row: Note | Answer, event: Event | None, actors: Iterable[Actor]) -> Held:
    text = (row.text or "") if may_look(room, row) else ""
    return Held(
        what="note" if isinstance(row, Note) else "answer",
        id=row.id,
        side=row.perspective,
        event=event,
        kinds=tuple((row.held or "").split(",")),
        pieces=pieces(text),
        words=text,
        roles=_roles(text, event, actors),
        blocked=has_cpr(text),
    )


def may_look(room: Workshop, row: Note | Answer) -> bool:
    """Whether the facilitator may read it: a note at any time, a sentence once the room's answers are shown."""
    return isinstance(row, Note) or room.revealed


def _roles(text: str, event: Event | None, actors: Iterable[Actor]) -> tuple[tuple[str, str], ...]:
    found = screen(text)
    if not found:
        return ()
    if found[0].kind != "name":
        return (("", labels.label("personal", found[0].kind, _)),)
    near = {*event.senders, *event.recipients} if event is not None else set()
    first = sorted(actors, key=lambda actor: (actor.ref not in near, actor.position))
    return tuple((str(actor.id), role_of(actor)) for actor in first)


def role_of(actor: Actor) -> str:
    """Return the words for an actor inside a sentence: "Rådgiver 1"."""
    return actor.label.split(" (")[0]


def why_held(found: Iterable[str]) -> str:
    """Say why words are held: "Ligner et navn."."""
    kinds = [kind for kind in found if kind != TAKEN_DOWN]
    return looks_like(kinds) or _("Taget ned.")


def held_hint(answer: Answer) -> str:
    """Tell the author of a held sentence why it waits; nothing for one that is not held."""
    if answer.held is None:
        return ""
    what = why_held(answer.held.split(","))
    return _("%(what)s Facilitatoren ser på det, før det vises. Skriv gerne en rolle i stedet.", what=what)


def held_note(room: Workshop, note_id: int) -> Note:
    """Return a held note of the room, or raise 404."""
    note = queries.note(room, note_id)
    if note.held is None:
        raise NotFound
    return note


def held_answer(room: Workshop, answer_id: int) -> Answer:
    """Return a held answer of the room that may be looked at now, or raise 404."""
    found = next((answer for answer in _held_answers(room) if answer.id == answer_id), None)
    if found is None or not may_look(room, found):
        raise NotFound
    return found


def shown_answer(room: Workshop, answer_id: int) -> Answer:
    """Return an answer of the room that everybody may read, or raise 404."""
    seats = select(Participant.id).where(Participant.workshop_id == room.id)
    query = select(Answer).where(Answer.id == answer_id, Answer.released, Answer.participant_id.in_(seats))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def take_down(room: Workshop, row: Note | Answer, by: Author) -> None:
    """Take words off every page; they wait to be shown again or hidden, and their author may mend them meanwhile."""
    if row.released:
        row.held, row.released = TAKEN_DOWN, False
        _log(room, row, None, by)


def replace(room: Workshop, row: Note | Answer, actor: Actor | None, by: Author) -> None:
    """Put a role in the place of what was found first, everywhere in the text, and look the rest through again.

    Without an actor its kind takes its place ("et telefonnummer"), which is no way to speak of a person: ValueError.
    """
    found = screen(row.text or "")
    if found:
        if found[0].kind == "name" and actor is None:
            raise ValueError
        words = role_of(actor) if actor is not None else labels.label("personal", found[0].kind, _)
        row.text = _with(row.text or "", found, words)
    before = row.held
    row.held = looked_through(row.text or "")
    if row.held is None:
        row.released = row.released or room.revealed
    _log(room, row, before, by)


def _with(text: str, found: tuple[Hit, ...], words: str) -> str:
    first = text[found[0].start : found[0].end].casefold()
    for hit in reversed(found):
        if text[hit.start : hit.end].casefold() == first:
            text = text[: hit.start] + words + text[hit.end :]
    return text


def release_answer(room: Workshop, answer: Answer, by: Author) -> None:
    """Show a sentence as it is; raises `PersonalNumber` for a CPR number, which is shown nowhere."""
    forbid(answer.text)
    before, answer.held, answer.released = answer.held, None, True
    _log(room, answer, before, by)


def drop_sentence(room: Workshop, answer: Answer, by: Author) -> None:
    """Take the sentence off an answer and keep nothing of it; what else was answered counts as before."""
    before, answer.text, answer.held, answer.released = answer.held, None, None, True
    _log(room, answer, before, by)


def _log(room: Workshop, row: Note | Answer, before: str | None, by: Author) -> None:
    row.version += 1
    db.session.flush()
    entity = Entity.NOTE if isinstance(row, Note) else Entity.ANSWER
    was: Mapping[str, Any] = {"held": before}
    history.record(room.journey_id, entity, row.id, was, {"held": row.held, "released": row.released}, by)
