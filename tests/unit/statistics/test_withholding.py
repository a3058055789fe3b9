"""F39: no combination of filters, sums and differences tells a figure of fewer than five."""

import os
import subprocess
import sys
from collections import Counter
from itertools import combinations, product
from random import Random

import pytest

from klagerejsen.statistics.figures import Tables
from klagerejsen.statistics.withholding import LEAST, STEPS, release
from tests.unit.statistics.attacker import all_figures, bounded, filter_pairs, solved, sums

FULL = ("abc", [("a", "b", "c")])
STAR = ("pqxyz", [("p", "q", each) for each in "xyz"])
PAIRS = ("wxyz", list(combinations("wxyz", 2)))
FOLLOWS = {"s": "x"}
"""What is told by fewer words: s is the first of x, or all others."""
FOLLOWING = ("pqxs", [("p", "x"), ("q", "x"), ("p", "q", "s")])
OFFERS = {
    "every cross of three": FULL,
    "two filters and a breakdown": STAR,
    "all pairs": PAIRS,
    "one that follows another": FOLLOWING,
}


def a_register(offer, seed, size=None):
    """Draw complaints whose values are uneven, as areas and outcomes are: some common, some rare."""
    chance = Random(f"{offer} {seed}")
    dimensions, crossed = OFFERS[offer]
    free = [name for name in dimensions if name not in FOLLOWS]
    values = [[f"{name}{number}" for number in range(chance.randint(2, 4))] for name in free]
    cases = Counter()
    for _ in range(size or chance.choice((12, 40, 120, 300))):
        case = [chance.choices(each, [3.0**-place for place in range(len(each))])[0] for each in values]
        cases[tuple(case + ([followed(case[-1])] if "s" in dimensions else []))] += 1
    if "s" in dimensions:
        values.append(["s0", "s1"])
        return Tables(dimensions, crossed, FOLLOWS), values, cases
    return Tables(dimensions, crossed), values, cases


def followed(value):
    return "s0" if value == "x0" else "s1"


def what_is_shown(tables, values, released):
    counts = {key: released.count(_where(tables, key)) for key in all_figures(tables, values)}
    return {key: count for key, count in counts.items() if count is not None}


def _where(tables, key):
    return {name: value for name, value in zip(tables.dimensions, key, strict=True) if value is not None}


@pytest.mark.parametrize("offer", OFFERS)
def test_f39_nobody_derives_a_small_figure_from_all_that_is_shown(offer, at_length):
    met = 0
    for seed in range(at_length(5, 300)):
        tables, values, cases = a_register(offer, seed)
        truth = tables.count(cases)
        small = {key for key, count in truth.items() if 0 < count < LEAST}
        shown = what_is_shown(tables, values, release(tables, cases))
        relations, met = list(sums(tables, values, lambda _place, value: followed(value))), met + len(small)
        assert all(count == truth[key] for key, count in shown.items()), "what is shown is true"
        assert not small & shown.keys()
        assert not small & solved(shown, relations).keys()
        between = bounded(shown, relations, cases.total())
        assert all(between[key][1] >= LEAST for key in small)
        assert not [pair for *pair, rest in filter_pairs(shown) if 0 < rest < LEAST]
    assert met, "there was something to find"


@pytest.mark.parametrize("offer", OFFERS)
def test_f39_each_small_figure_has_a_twin_that_would_show_the_same(offer, at_length):
    """This is the proof: of two registers that show the same, nobody can say which it is, however he reckons."""
    for seed in range(at_length(8, 300)):
        tables, values, cases = a_register(offer, seed)
        released = release(tables, cases)
        shown = what_is_shown(tables, values, released)
        small = {key for key, count in tables.count(cases).items() if 0 < count < LEAST}
        not_small = set()
        for changes in released.twins:
            twin = Counter(cases)
            twin.update(changes)
            assert min(twin.values()) >= 0
            assert all(followed(case[2]) == case[3] for case in twin if "s" in tables.dimensions), "it could be so"
            figures = tables.count(twin)
            assert {key: figures[key] for key in shown} == shown
            not_small |= {key for key in small if figures[key] >= LEAST}
        assert not_small == small


@pytest.mark.parametrize("offer", OFFERS)
def test_the_attacker_finds_what_is_left_open_where_only_small_figures_are_withheld(offer):
    """Without the second withholding, each way of attacking tells small figures: the tests above can fail."""
    tables, values, cases = a_register(offer, "open", size=120)
    truth = tables.count(cases)
    small = {key for key, count in truth.items() if 0 < count < LEAST}
    shown = {key: truth[key] for key in all_figures(tables, values) if key not in small}
    relations = list(sums(tables, values, lambda _place, value: followed(value)))
    told = solved(shown, relations)
    assert small & told.keys()
    assert all(truth[key] == count for key, count in told.items())
    assert any(bounded(shown, relations, 120)[key][1] < LEAST for key in small)
    assert [pair for *pair, between in filter_pairs(shown) if 0 < between < LEAST]


@pytest.mark.parametrize("offer", OFFERS)
def test_f39_a_sum_is_told_only_where_each_twin_has_it_too_and_never_a_small_one(offer):
    told = refused = 0
    for seed in range(8):
        tables, values, cases = a_register(offer, seed, size=120)
        released = release(tables, cases)
        for place, name in enumerate(tables.dimensions):
            for several in combinations(values[place], 2):
                wheres = [{name: value} for value in several]
                total = released.total(wheres)
                true = sum(count for case, count in cases.items() if case[place] in several)
                told, refused = told + (total is not None), refused + (total is None)
                assert total in (None, true)
                assert total is None or not 0 < total < LEAST
                for twin in released.twins:
                    moved = sum(change for case, change in twin.items() if case[place] in several)
                    assert total is None or not moved
    assert told
    assert refused


def test_a_sum_may_be_told_where_its_parts_may_not():
    """Reversed decisions of an area: three and six are withheld, and the nine may be told."""
    tables = Tables(["area", "outcome"], [["area", "outcome"]])
    cases = {("a", "x"): 3, ("a", "y"): 6, ("a", "z"): 20, ("b", "x"): 8, ("b", "y"): 9, ("b", "z"): 20}
    released = release(tables, cases)
    assert released.count({"area": "a", "outcome": "x"}) is None
    assert released.count({"area": "a", "outcome": "y"}) is None
    assert released.total([{"area": "a", "outcome": "x"}, {"area": "a", "outcome": "y"}]) == 9


def test_a_pair_of_withheld_figures_that_add_up_to_few_is_not_enough():
    """One and two in a row, and all else of it shown: three complaints would be told together."""
    tables = Tables(["area", "outcome"], [["area", "outcome"]])
    cases = {("a", "x"): 1, ("a", "y"): 2, ("a", "z"): 30, ("b", "x"): 20, ("b", "y"): 20, ("b", "z"): 20}
    released = release(tables, cases)
    assert released.count({"area": "a", "outcome": "z"}) is None
    assert released.count({"area": "a"}) == 33


def test_sums_that_are_large_are_shown_where_their_parts_are_not():
    tables = Tables(["area", "outcome"], [["area", "outcome"]])
    cases = dict.fromkeys(product("abcd", "xyz"), 9) | {("a", "x"): 3}
    released = release(tables, cases)
    assert len(released.withheld) == 4, "the small one, one beside it, one below it, and the one across"
    assert all(sum(value is None for value in key) == 0 for key in released.withheld)


def test_where_nothing_is_small_nothing_is_withheld():
    tables = Tables("ab", [("a", "b")])
    released = release(tables, {("1", "1"): 5, ("1", "2"): 8, ("2", "1"): 6})
    assert not released.withheld
    assert released.count({"a": "2", "b": "2"}) == 0
    assert released.count() == 19


def test_of_fewer_than_five_complaints_nothing_is_shown_at_all():
    released = release(Tables("a", ["a"]), {("1",): 4})
    assert released.count() is None
    assert released.count({"a": "1"}) is None
    assert released.count({"a": "2"}) is None


def test_an_organisation_may_set_its_own_number():
    tables = Tables("ab", [("a", "b")])
    cases = {("1", "1"): 2, ("1", "2"): 8, ("2", "1"): 6, ("2", "2"): 7}
    assert not release(tables, cases, least=1).withheld
    assert release(tables, cases, least=3).count({"a": "1", "b": "1"}) is None


@pytest.mark.parametrize("offer", OFFERS)
def test_a_higher_number_withholds_what_the_lower_one_does_and_more(offer):
    """Or whoever saw both could reckon from the one what the other withholds."""
    tables, values, cases = a_register(offer, 1, size=300)
    truth = tables.count(cases)
    by_step = {least: release(tables, cases, least) for least in STEPS}
    shown = {least: what_is_shown(tables, values, released).keys() for least, released in by_step.items()}
    assert shown[5] >= shown[10] >= shown[20] < shown[5]
    for least, released in by_step.items():
        assert not [key for key in shown[least] if 0 < truth[key] < least]
        twins = []
        for changes in released.twins:
            twin = Counter(cases)
            twin.update(changes)
            twins.append(tables.count(twin))
        small = [key for key, count in truth.items() if 0 < count < least]
        assert all(any(figures[key] >= least for figures in twins) for key in small)


def test_what_follows_moves_with_what_it_follows_so_that_sums_stay():
    """Remitted decisions of one area are few: exchanged with amended ones, what was reversed stays as it is."""
    tables = Tables(
        ("area", "unit", "outcome", "ending"), [("area", "outcome"), ("unit", "ending")], {"ending": "outcome"}
    )
    few = {("a", "u", "remitted", "reversed"): 2, ("a", "v", "amended", "reversed"): 9}
    cases = few | {("b", "u", "remitted", "reversed"): 8, ("b", "v", "amended", "reversed"): 8}
    cases |= {("a", "u", "stood", "stood"): 20, ("b", "v", "stood", "stood"): 20}
    released = release(tables, cases)
    assert released.count({"area": "a", "outcome": "remitted"}) is None
    assert released.count({"area": "a", "outcome": "amended"}) is None
    assert released.count({"area": "a", "outcome": "stood"}) == 20
    assert [released.count({"unit": unit, "ending": "reversed"}) for unit in "uv"] == [10, 17]


def test_what_no_table_holds_cannot_be_asked_for():
    released = release(Tables("abc", [("a", "b"), ("c",)]), {("1", "1", "1"): 9})
    for where in ({"a": "1", "c": "1"}, {"d": "1"}):
        with pytest.raises(KeyError):
            released.count(where)
    with pytest.raises(KeyError):
        Tables("abc", [("a", "d")])


def test_the_same_complaints_in_another_order_are_withheld_alike():
    tables, values, cases = a_register("two filters and a breakdown", 3, size=120)
    turned = dict(reversed(list(cases.items())))
    again = release(Tables(*STAR), turned)
    assert what_is_shown(tables, values, again) == what_is_shown(tables, values, release(tables, cases))


def test_every_process_withholds_the_same():
    """The order of sets differs from process to process; what one showed would tell what another withholds."""
    tables, _values, cases = a_register("all pairs", 3, size=120)
    code = (
        "from klagerejsen.statistics.withholding import Tables, release\n"
        f"released = release(Tables({tables.dimensions!r}, {PAIRS[1]!r}), {dict(cases)!r})\n"
        "print(sorted(map(str, released.withheld)))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == str(sorted(map(str, release(tables, cases).withheld)))
