"""Breakdowns that come again, and journeys that are alike."""

from datetime import date

import pytest

from klagerejsen.analysis import read_journey
from klagerejsen.analysis.alike import Traits, nearest
from klagerejsen.analysis.repeated import Breakdown, Broken, between_units, broken, sequences
from klagerejsen.analysis.results import Finding

SCHOOL, TEAM, MONEY = "Skolen", "Teamet", "Økonomi"


def case(number, *breakdowns, area="a", contacts=()):
    rows = tuple(Breakdown(code, date(2024, month, 1), between) for code, month, between in breakdowns)
    met = frozenset(contacts) | {row.between for row in rows if row.between}
    return Broken(str(number), f"Sag {number}", area, rows, met)


def test_units_between_which_it_breaks_again_are_told_apart_from_those_that_only_meet():
    pair, other = (SCHOOL, TEAM), (MONEY, TEAM)
    cases = [case(n, ("dropped_handover", 1, pair), contacts=[other]) for n in range(12)]
    (found,) = between_units(cases, least=5)
    assert (found.units, found.count, found.total, found.expected) == (pair, 12, 12, 6.0)
    assert (found.kinds, found.notable) == ({"dropped_handover": 12}, True)


def test_a_pair_that_breaks_as_often_as_all_others_is_counted_but_not_notable():
    pairs = [(SCHOOL, TEAM), (MONEY, TEAM)]
    cases = [case(n, ("ping_pong", 1, pairs[n % 2]), contacts=pairs) for n in range(20)]
    found = between_units(cases, least=5)
    assert [(row.count, row.total, row.notable) for row in found] == [(10, 20, False)] * 2


def test_two_units_where_it_breaks_unusually_often_stand_before_busier_ones():
    seldom, busy = (SCHOOL, TEAM), (MONEY, TEAM)
    cases = [case(n, ("ping_pong", 1, seldom)) for n in range(9)]
    cases += [case(n, *[("ping_pong", 1, busy)] * (n % 2), contacts=[busy]) for n in range(9, 40)]
    found = between_units(cases, least=5)
    assert [(row.units, row.count, row.notable) for row in found] == [(seldom, 9, True), (busy, 16, False)]


def test_pairs_in_few_journeys_are_not_shown():
    assert between_units([case(n, ("ping_pong", 1, (SCHOOL, TEAM))) for n in range(4)], least=5) == ()


def test_one_kind_that_always_comes_first_is_a_pattern():
    found = sequences([case(n, ("silence", 1, None), ("escalation", 3, None)) for n in range(10)], least=5)
    (first,) = found
    assert (first.codes, first.count, first.total, first.expected) == (("silence", "escalation"), 10, 10, 5.0)
    assert first.notable
    assert first.adjusted == pytest.approx(2 / 2**10), "a coin that falls the same way ten times, two tests"


def test_kinds_in_any_order_are_no_pattern():
    rows = [(("silence", 1 + n % 2, None), ("escalation", 2 - n % 2, None)) for n in range(20)]
    assert not any(row.notable for row in sequences([case(n, *row) for n, row in enumerate(rows)], least=5))


def test_many_of_a_kind_are_expected_to_come_first_more_often():
    often = [("silence", month, None) for month in (1, 3, 5)]
    (found,) = sequences([case(n, *often, ("escalation", 6, None)) for n in range(6)], least=5)
    assert found.expected == pytest.approx(6 * 3 / 4)


def test_breakdowns_of_the_same_day_have_no_order():
    assert sequences([case(n, ("silence", 1, None), ("escalation", 1, None)) for n in range(9)], least=5) == ()


def test_a_finding_lies_between_units_only_where_it_names_two_that_are_not_the_citizen():
    def finding(*parties):
        day = date(2024, 1, 1)
        return Finding("x", "ping_pong", (), parties, "certain", 1.0, 1.0, day, day)

    journey = read_journey({"title": "Sag", "consulted": [], "actors": [], "events": []})
    parties = [("Teamet", "Skolen"), ("citizen", "Teamet"), ("Teamet",), ("a", "b", "c")]
    found = broken(journey, [finding(*each) for each in parties])
    assert [each.between for each in found.breakdowns] == [("Skolen", "Teamet"), None, None, None]
    assert found.contacts == {("Skolen", "Teamet")}


def traits(name, *codes):
    return Traits(name, f"Sag {name}", frozenset(("cause", code) for code in codes))


def test_a_rare_trait_in_common_makes_journeys_more_alike_than_a_usual_one():
    journeys = [
        traits("1", "usual", "rare"),
        traits("2", "usual", "x"),
        traits("3", "usual", "rare"),
        traits("4", "usual"),
    ]
    (one, first), *rest = nearest(journeys)
    assert (one.id, first.journey.id, first.shared) == ("1", "3", (("cause", "rare"), ("cause", "usual")))
    assert first.likeness == pytest.approx(1.0)
    assert [(one.id, each.journey.id) for one, each in rest] == [("1", "4"), ("2", "4")]
    assert all(each.likeness < 0.5 for _one, each in rest)


def test_what_too_few_journeys_have_is_not_what_two_are_alike_by():
    journeys = [traits("1", "rare", "a"), traits("2", "rare", "b"), *(traits(str(n), "usual", "a") for n in (3, 4))]
    found = {(one.id, each.journey.id): each.shared for one, each in nearest(journeys, least=3)}
    assert found == {("1", "3"): (("cause", "a"),), ("1", "4"): (("cause", "a"),)}


def test_journeys_that_share_nothing_are_not_alike():
    assert nearest([traits("1", "a"), traits("2", "b"), traits("3")]) == ()
