"""Who may do what, as a table: permissions on the left, any of the predicates on the right lets through."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.access.permissions import Permission
from klagerejsen.codes import MemberRole, Perspective


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in user with a role in each of the teams they belong to (team id → role)."""

    user_id: int
    roles: Mapping[int, MemberRole]


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant in one workshop: a side and no name; `follows` tells whether the case is still theirs to follow."""

    participant_id: int
    workshop_id: int
    journey_id: int
    team_id: int
    perspective: Perspective
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Display:
    """The projector of one workshop; it reads and never writes, and it follows the case as a seat does."""

    workshop_id: int
    journey_id: int
    follows: bool = True


Actor = Member | Seat | Display


@dataclass(frozen=True, slots=True)
class Scope:
    """What a request is about; only the guard makes one, and reads of a tenant's rows ask for one.

    `journey_id` and `workshop_id` are None on pages about a whole team.
    """

    team_id: int
    journey_id: int | None = None
    workshop_id: int | None = None


Predicate = Callable[[Actor, Scope], bool]


def belongs(actor: Actor, scope: Scope) -> bool:
    """Whether the scope is one the actor may know of at all; others get "not found"."""
    if isinstance(actor, Member):
        return scope.team_id in actor.roles
    if scope.workshop_id is not None:
        return actor.workshop_id == scope.workshop_id
    return actor.follows and actor.journey_id == scope.journey_id


def _has_role(*roles: MemberRole) -> Predicate:
    def predicate(actor: Actor, scope: Scope) -> bool:
        return isinstance(actor, Member) and actor.roles.get(scope.team_id) in roles

    return predicate


def sits_here(actor: Actor, scope: Scope) -> bool:
    """A participant of this very workshop, or of a workshop on this journey."""
    return isinstance(actor, Seat) and belongs(actor, scope)


def shows_here(actor: Actor, scope: Scope) -> bool:
    """The display of this very workshop, or of a workshop on this journey."""
    return isinstance(actor, Display) and belongs(actor, scope)


reader = _has_role(*MemberRole)
officer = _has_role(MemberRole.COMPLAINTS_OFFICER, MemberRole.ADMINISTRATOR)
facilitator = _has_role(MemberRole.FACILITATOR, MemberRole.ADMINISTRATOR)
administrator = _has_role(MemberRole.ADMINISTRATOR)

RULES: Mapping[Permission, tuple[Predicate, ...]] = {
    Permission.KEEP_ACCOUNT: (reader,),
    Permission.READ_JOURNEYS: (reader,),
    Permission.EDIT_JOURNEYS: (facilitator,),
    Permission.REFLECT: (reader,),
    Permission.READ_INSIGHTS: (reader,),
    Permission.READ_COMPLAINTS: (reader,),
    Permission.EDIT_COMPLAINTS: (officer,),
    Permission.BRING_FILES: (facilitator, officer),
    Permission.MANAGE_TEAM: (administrator,),
    Permission.SET_LIMITS: (administrator,),
    Permission.RUN_WORKSHOP: (facilitator,),
    Permission.TAKE_PART: (sits_here,),
    Permission.SEE_SCREEN: (reader, shows_here),
    Permission.FOLLOW_LIVE: (reader, sits_here, shows_here),
}


def allows(permission: Permission, actor: Actor, scope: Scope) -> bool:
    """Whether the actor holds the permission for this scope."""
    return any(predicate(actor, scope) for predicate in RULES[permission])


def permitted(permission: Permission, actors: Iterable[Actor], scope: Scope) -> Actor | None:
    """Return the first of a browser's actors that holds the permission, or None."""
    return next((actor for actor in actors if allows(permission, actor, scope)), None)
