"""What a request is about: its artefact, the one that its title names, or the one that came back."""

import re

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.model import Event
from klagerejsen.analysis.words import asked_in, same_thing

_RENEWED = re.compile(
    r"\bforny|\budløb|\bopdater|\bajour|\bny version|\bopfølg|\bsupplerende|\byderligere|\buddybende", re.IGNORECASE
)
_COPY = re.compile(r"\bkopi\b|\bcc\b|\btil orientering\b|\borientering om", re.IGNORECASE)


def names_of(event: Event, context: Context) -> frozenset[str]:
    """Return every name of what an event asks for or delivers: its own, its title's, and that of the reply."""
    own = {event.artefact, asked_in(event.title or "")}
    reply = context.replies.answers.get(event.id)
    came = reply.event.artefact if reply and event.type != "handover" else None
    return frozenset(name for name in (*own, came) if name)


def alike(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether any of some names means the same thing as any of the others."""
    return any(same_thing(one, other) for one in some for other in others)


def renewed(event: Event) -> bool:
    """Tell whether an event says that it renews, follows up or adds to what was there before."""
    return bool(_RENEWED.search(f"{event.title or ''} {event.artefact or ''}"))


def copied(event: Event) -> bool:
    """Tell whether an event says that it only sends a copy."""
    return bool(_COPY.search(f"{event.title or ''} {event.artefact or ''}"))
