"""What a ballot asks about: root causes or events, listed once when it is opened and the same for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from klagerejsen import dates, labels
from klagerejsen.access.rules import Scope
from klagerejsen.accounts.services import seed
from klagerejsen.codes import Subject
from klagerejsen.extensions import db
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Cause, Event, JourneyCause
from klagerejsen.web.filters import language
from klagerejsen.workshops.models import Ballot


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to put dots on: its key in the case, its words, and what stands beside them (a date, a group).

    `event_id` is set where the choice is an event that is still on the timeline.
    """

    key: str
    name: str
    hint: str = ""
    event_id: int | None = None


def keys_for(scope: Scope, subject: Subject, everything: bool) -> list[str]:
    """Return what a new ballot would ask about: the causes written on the case, or all of them; or its events."""
    if subject is Subject.EVENT:
        return [event.ref for event in journeys.events(scope)]
    if everything:
        return [cause.code for cause in journeys.causes(scope.team_id)]
    return written_causes(scope)


def written_causes(scope: Scope) -> list[str]:
    """Return the codes of the causes that stand on the case, each once, in their order there."""
    query = select(JourneyCause.code).where(JourneyCause.journey_id == scope.journey_id, ~JourneyCause.deleted)
    return list(dict.fromkeys(db.session.scalars(query.order_by(JourneyCause.position))))


def paper(scope: Scope, ballot: Ballot) -> list[Choice]:
    """Return the choices of a ballot in the reader's language; what was taken away since stands under its key."""
    if ballot.subject is Subject.EVENT:
        return _events(journeys.events(scope), ballot.choices)
    return _causes(journeys.causes(scope.team_id), ballot.choices)


def _events(events: Iterable[Event], keys: Iterable[str]) -> list[Choice]:
    known = {event.ref: event for event in events}
    return [_event(known[key]) if key in known else Choice(key, key, _("taget bort")) for key in keys]


def _event(event: Event) -> Choice:
    title = event.title or labels.label("event_type", event.type, _) or event.ref
    return Choice(event.ref, title, dates.in_words(event.date, language()), event.id)


def _causes(causes: Iterable[Cause], keys: Iterable[str]) -> list[Choice]:
    known, groups = {cause.code: cause for cause in causes}, _group_names()
    return [_cause(known[key], groups) if key in known else Choice(key, key, _("taget bort")) for key in keys]


def _cause(cause: Cause, groups: dict[str, str]) -> Choice:
    return Choice(cause.code, cause.label(language()), groups.get(cause.group_code, cause.group_code))


def _group_names() -> dict[str, str]:
    key = "label_en" if language() == "en" else "label_da"
    return {str(group["code"]): str(group[key]) for group in seed("cause_groups")}
