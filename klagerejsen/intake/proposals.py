"""What is proposed from a line or a passage of text: an event that nobody has accepted yet. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.analysis.model import Actor
from klagerejsen.dates import Span

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Case:
    """What of a case helps to understand a line about it.

    `near` are the days that a date without its year lies close to. `recent` are the ids of actors in the order in
    which they were last heard of, the latest first: "rådgiveren" is the latest of several.
    """

    actors: tuple[Actor, ...] = ()
    near: Span | None = None
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a proposed event: an actor of the case by its id, or a role that the case does not have yet.

    `others` are actors who may be meant as well.
    """

    actor: str | None
    label: str
    role: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """The words `line[start:end]` from which a field was understood; those that are `taken` left the title."""

    field: str
    start: int
    end: int
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as it was understood; a date that is open has no `date` and says in `date_reason` what to do.

    `date` is EDTF, `reply_due` an ISO day, `type` and `channel` are codes. `title` and `description` are what was
    written, without the words of dates that have fields of their own. `near_year` tells that the year was not said
    and is the only one that lies near the case. `passage` is the text that it comes from, where it is longer.
    """

    title: str
    description: str = ""
    date: str | None = None
    date_choices: tuple[str, ...] = ()
    date_reason: str = ""
    near_year: bool = False
    type: str | None = None
    senders: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    channel: str | None = None
    expects_reply: bool = False
    reply_due: str | None = None
    passage: str = ""
    understood: tuple[Mark, ...] = ()

    def piece(self, ids: Mapping[str, str]) -> dict[str, Any]:
        """Return the event as the document has it, without its id; `ids` are those of new roles by their labels."""
        return {
            "date": self.date,
            "title": self.title,
            "description": self.description or None,
            "type": self.type,
            "from": [party.actor or ids[party.label] for party in self.senders],
            "to": [party.actor or ids[party.label] for party in self.recipients],
            "channel": self.channel,
            "expects_reply": self.expects_reply,
            "reply_due": self.reply_due,
        }

    def newcomers(self) -> tuple[Party, ...]:
        """Return the roles that the case does not have yet, each once."""
        found = {party.label: party for party in (*self.senders, *self.recipients) if party.actor is None}
        return tuple(found.values())
