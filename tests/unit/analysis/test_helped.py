"""A cause before and after an action: what is counted, how sure it is, and what may not be told."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.analysis.helped import Done, Seen, before_and_after
from klagerejsen.analysis.intervals import difference
from klagerejsen.analysis.recurrence import JourneyCauses

DAY = date(2025, 6, 1)
CODE = "KOM3"


def case(number, area=None, start=0, length=10, having=False):
    """A journey that begins some days from the day and lasts some more."""
    first = DAY + timedelta(start)
    return JourneyCauses(
        str(number), f"Sag {number}", area, {CODE: False} if having else {}, first, first + timedelta(length)
    )


def done(number=1, day=DAY, area=None):
    return Done(str(number), (CODE,), day, area)


def compared(cases, action=None, least=1) -> Seen:
    action = action or done()
    return before_and_after(cases, [action], least)[action.id, CODE]


def figures(comparison):
    return [(side.count, side.total) for side in (comparison.before, comparison.after)]


# Newcombe (1998), Statistics in Medicine 17:873–890, table II, method 10: (a) to (h).
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(one, other, low, high):
    found = difference(one, other)
    assert [round(found.low, 4), round(found.high, 4)] == [low, high]
    assert found.value == pytest.approx(one[0] / one[1] - other[0] / other[1])


shares = st.integers(1, 300).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(shares, shares)
def test_swapping_before_and_after_flips_the_sign(one, other):
    there, back = difference(one, other), difference(other, one)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
    assert -1 <= there.low <= there.value <= there.high <= 1


def test_before_had_ended_after_began_and_what_ran_across_is_not_counted():
    cases = [
        case(1, start=-30, having=True),
        case(2, start=-11),  # ended the day before
        case(3, start=-10),  # ended on the day itself
        case(4, start=-1, having=True),
        case(5, start=0, having=True),  # began on the day itself
        case(6, start=40),
        JourneyCauses("7", "Uden dage", None, {CODE: True}),
    ]
    seen = compared(cases)
    assert figures(seen.here) == [(1, 2), (1, 2)]
    assert seen.here.across == 3
    assert seen.everywhere
    assert [each.id for each in seen.here.before.journeys()] == ["1"]
    assert [each.id for each in seen.here.after.journeys()] == ["5"]


def test_a_date_that_is_not_exact_keeps_a_journey_on_a_side_only_where_it_must_lie_there():
    maybe = JourneyCauses("1", "Sag", None, {CODE: True}, DAY - timedelta(40), DAY + timedelta(20))
    assert compared([maybe, case(2, start=-30), case(3, start=30)]).here.across == 1


journeys = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.integers(-90, 60), st.integers(0, 60), st.booleans()), max_size=60
)


def drawn(rows, prefix=""):
    return [case(f"{prefix}{number}", *row) for number, row in enumerate(rows)]


@given(journeys, journeys)
def test_journeys_of_another_area_change_nothing_in_this_one(rows, more):
    action = done(area="a")
    alone = compared([*drawn(rows), case("p", "a", -30), case("q", "a", 30)], action)
    others = [case(f"x{number}", "c", *row[1:]) for number, row in enumerate(more)]
    with_others = compared([*drawn(rows), case("p", "a", -30), case("q", "a", 30), *others], action)
    assert figures(alone.here) == figures(with_others.here)
    assert alone.here.difference == with_others.here.difference


@given(journeys)
def test_every_journey_lies_on_one_side_or_across(rows):
    cases = [*drawn(rows), case("p", "a", -30), case("q", "a", 30), case("r", "b", -30), case("s", "b", 30)]
    seen = compared(cases, done(area="a"))
    counted = [seen.here, seen.elsewhere]
    total = sum(side.before.total + side.after.total + side.across for side in counted)
    assert total == len(cases)


def test_an_area_with_too_few_is_shown_within_the_whole_organisation():
    cases = [case(n, "b", side, having=n % 2) for n, side in enumerate([-30] * 12 + [30] * 12)]
    seen = compared([case("x", "a", -30), case("y", "a", 30), *cases], done(area="a"), least=5)
    assert seen.everywhere
    assert seen.elsewhere is None
    assert figures(seen.here) == [(6, 13), (6, 13)]


def test_too_few_on_a_side_are_not_shown():
    cases = [case(n, None, side, having=n % 2) for n, side in enumerate([-30] * 12 + [30] * 4)]
    assert compared(cases, least=5) == Seen()
    assert compared([], least=1) == Seen()


def test_a_second_action_that_would_single_out_one_journey_is_not_shown():
    sides = [-90] * 12 + [20] * 1 + [60] * 12
    cases = [case(n, None, side, length=1, having=n % 2) for n, side in enumerate(sides)]
    first, second = done(1), done(2, DAY + timedelta(40))
    seen = before_and_after(cases, [first, second], least=5)
    assert seen["1", CODE].here
    assert seen["2", CODE] == Seen()
    assert before_and_after(cases, [second], least=5)["2", CODE].here


actions = st.lists(st.tuples(st.integers(-60, 60), st.sampled_from(["a", "b", None])), min_size=1, max_size=4)
many = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.integers(-90, 60), st.integers(0, 30), st.booleans()),
    min_size=20,
    max_size=80,
)


@given(many, actions, st.integers(2, 4))
def test_no_shown_figure_nor_what_is_left_of_a_total_points_at_fewer_than_k(rows, asked, least):
    cases = drawn(rows)
    made = [done(n, DAY + timedelta(day), area) for n, (day, area) in enumerate(asked)]
    seen = before_and_after(cases, made, least)
    shown = [
        frozenset(each.id for each in cases if on_side(each, action, region, side))
        for action in made
        for region, comparison in regions(action, seen[action.id, CODE])
        if comparison
        for side in ("before", "after")
    ]
    having = {each.id for each in cases if CODE in each.causes}
    everything = frozenset(each.id for each in cases)
    if shown:
        for told in (*shown, *differences([everything, *shown])):
            assert not 0 < len(told & having) < least
            assert not 0 < len(told - having) < least


def regions(action, seen):
    everywhere = [("all", seen.here)]
    return everywhere if seen.everywhere else [("in", seen.here), ("out", seen.elsewhere)]


def on_side(each, action, region, side):
    inside = region == "all" or (each.area == action.area) == (region == "in")
    return inside and (each.ended < action.day if side == "before" else each.opened >= action.day)


def differences(sets):
    """What one shown number less another tells: one set lies within the other."""
    return [larger - smaller for larger in sets for smaller in sets if smaller < larger]


def test_where_nothing_changed_the_interval_holds_zero_in_about_95_of_100():
    chance, held = random.Random(7), []
    for _sample in range(600):
        cases = [case(n, None, side, having=chance.random() < 0.3) for n, side in enumerate([-30] * 20 + [30] * 20)]
        held.append(not compared(cases).here.difference.clear)
    assert 0.93 <= sum(held) / len(held) <= 0.98
