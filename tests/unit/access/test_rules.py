"""Who may do what: the whole table, actor by actor."""

import pytest

from klagerejsen.access.permissions import Permission
from klagerejsen.access.rules import RULES, Display, Member, Scope, Seat, allows, belongs, permitted
from klagerejsen.codes import MemberRole, Perspective

HERE = Scope(team_id=1, journey_id=10, workshop_id=100)
JOURNEY = Scope(team_id=1, journey_id=10)
ELSEWHERE = Scope(team_id=2, journey_id=20, workshop_id=200)

administrator = Member(1, {1: MemberRole.ADMINISTRATOR})
facilitator = Member(2, {1: MemberRole.FACILITATOR})
reader = Member(3, {1: MemberRole.READER})
officer = Member(4, {1: MemberRole.COMPLAINTS_OFFICER})
seat = Seat(5, 100, 10, 1, Perspective.CITIZEN)
display = Display(100, 10)

P = Permission
READS = {P.READ_JOURNEYS, P.READ_INSIGHTS, P.READ_COMPLAINTS, P.REFLECT, P.KEEP_ACCOUNT, P.SEE_SCREEN, P.FOLLOW_LIVE}
EXPECTED = [
    (administrator, set(P) - {P.TAKE_PART}),
    (facilitator, set(P) - {P.TAKE_PART, P.MANAGE_TEAM, P.SET_LIMITS, P.EDIT_COMPLAINTS}),
    (officer, READS | {P.EDIT_COMPLAINTS, P.BRING_FILES}),
    (reader, READS),
    (seat, {P.TAKE_PART, P.FOLLOW_LIVE}),
    (display, {P.SEE_SCREEN, P.FOLLOW_LIVE}),
]


@pytest.mark.parametrize(("actor", "allowed"), EXPECTED)
def test_an_actor_may_do_exactly_what_the_table_says(actor, allowed):
    assert {permission for permission in P if allows(permission, actor, HERE)} == allowed


@pytest.mark.parametrize("actor", [administrator, facilitator, officer, reader, seat, display])
def test_nobody_may_do_anything_elsewhere(actor):
    assert not any(allows(permission, actor, ELSEWHERE) for permission in P)
    assert not belongs(actor, ELSEWHERE)


def test_every_permission_has_a_rule():
    assert set(RULES) == set(P)


def test_a_seat_does_not_sit_in_another_workshop_on_the_same_journey():
    assert not allows(P.TAKE_PART, seat, Scope(1, 10, 101))
    assert allows(P.FOLLOW_LIVE, seat, JOURNEY)


def test_of_several_actors_the_one_that_may_is_chosen():
    assert permitted(P.TAKE_PART, (reader, seat), HERE) is seat
    assert permitted(P.MANAGE_TEAM, (reader, seat), HERE) is None
