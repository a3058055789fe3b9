"""Proposals that somebody accepted become events, with the roles that they need, to be undone as one."""

from collections.abc import Sequence

from klagerejsen.access.rules import Scope
from klagerejsen.codes import Perspective
from klagerejsen.intake.proposals import Party, Proposal
from klagerejsen.intake.quick.words import SIDE
from klagerejsen.journeys import history, queries, services
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Event

# One of these acts for itself: it is a unit of its own.
_UNITS = frozenset(
    (
        "intake", "other_unit", "unit", "provider", "school", "health", "supplier", "appeals_body", "other_authority",
        "mediator",
    )
)  # fmt: skip


def accept(scope: Scope, proposals: Sequence[Proposal], by: Author) -> list[Event]:
    """Add the events in their order; a new role is added once, and one whose label the case has is that one.

    Raises `NotAJourney` for a value that no event can have, and `PersonalNumber`.
    """
    journey = queries.journey(scope)
    with history.together():
        ids = {actor.label.casefold(): actor.ref for actor in queries.actors(scope)}
        for party in (party for proposal in proposals for party in proposal.newcomers()):
            if party.label.casefold() not in ids:
                ids[party.label.casefold()] = services.add_actor(journey, _role(party), by).ref
        named = {party.label: ids[party.label.casefold()] for proposal in proposals for party in proposal.newcomers()}
        return [services.add_event(journey, proposal.piece(named), by) for proposal in proposals]


def _role(party: Party) -> dict[str, object]:
    return {
        "label": party.label,
        "role": party.role,
        "perspective": SIDE.get(party.role or "", Perspective.EXTERNAL),
        "unit": party.label if party.role in _UNITS else None,
    }
