"""What a participant says of an event, written down."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from klagerejsen.codes import Entity, Known, Perspective
from klagerejsen.extensions import db
from klagerejsen.journeys import documents, history
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Answer, Event
from klagerejsen.web.personal import forbid


def answer(
    event: Event,
    perspective: Perspective,
    participant_id: int,
    view: Mapping[str, Any],
    by: Author,
    *,
    released: bool,
    held: str | None = None,
) -> Answer:
    """Write a participant's answer to an event, new or changed; a score belongs to what was known.

    While something in it is held, nothing of it is released, also where an earlier sentence was. The log says that
    an answer came and what it was, and never its words: they may have to be taken back without a trace.
    """
    forbid(view.get("text"))
    row = db.session.scalar(select(Answer).where(Answer.event_id == event.id, Answer.participant_id == participant_id))
    before = None
    if row is None:
        row = Answer(event_id=event.id, participant_id=participant_id, stated=[], version=0)
        row.perspective = perspective
        db.session.add(row)
    else:
        before = _without_words(row)
    known = Known(view["known"])
    row.known, row.held = known, held
    row.released = held is None and (released or row.released is True)
    row.score = view.get("score") if known is Known.KNOWN else None
    row.text = (view.get("text") or "").strip() or None
    row.version += 1
    db.session.flush()
    history.record(event.journey_id, Entity.ANSWER, row.id, before, _without_words(row), by)
    return row


def _without_words(answer: Answer) -> dict[str, Any]:
    line = {key: value for key, value in documents.fragment(answer, documents.VIEW).items() if key != "text"}
    return line | ({"held": answer.held} if answer.held else {})
