"""Where curves end, so that nobody reckons the end of one from the others."""

from random import Random

from klagerejsen.statistics.figures import Tables
from klagerejsen.statistics.following import reaches
from klagerejsen.statistics.withholding import LEAST

AREAS = Tables(["area"], [["area"]])


def test_a_curve_ends_where_fewer_than_five_are_followed():
    rows = [(("a",), 10, 6), (("a",), 20, 4), (("b",), 20, 30), (("c",), 20, 30)]
    assert reaches(AREAS, rows, [0, 10, 20])["a",] == 10


def test_another_curve_ends_with_it_so_that_the_whole_does_not_tell_it():
    rows = [(("a",), 10, 6), (("a",), 20, 4), (("b",), 20, 7), (("c",), 20, 30)]
    found = reaches(AREAS, rows, [0, 10, 20])
    assert (found["a",], found["b",], found["c",], found[None,]) == (10, 10, 20, 20)


def test_a_curve_that_went_from_many_to_none_between_two_days_takes_another_with_it():
    """On the way it had four, three, two and one, and the whole less the others would say when."""
    rows = [(("a",), 15, 9), (("b",), 20, 7), (("c",), 20, 30)]
    found = reaches(AREAS, rows, [0, 10, 20])
    assert (found["a",], found["b",], found[None,]) == (10, 10, 20)


def test_f39_what_the_drawn_curves_lack_to_the_whole_is_none_or_five_at_least():
    for seed in range(40):
        chance = Random(seed)
        rows = [((area,), chance.randrange(60), chance.randrange(1, 4)) for area in "abcd" for _each in range(12)]
        days = list(range(0, 70, 10))
        found = reaches(AREAS, rows, days)
        for day in days:
            left = {area: sum(n for (own,), took, n in rows if own == area and took >= day) for area in "abcd"}
            drawn = [count for area, count in left.items() if found[area,] >= day]
            assert all(count >= LEAST for count in drawn)
            if found[None,] >= day:
                lacking = sum(left.values()) - sum(drawn)
                assert lacking == 0 or lacking >= LEAST, (seed, day)


def test_of_nobody_nothing_is_drawn():
    assert reaches(AREAS, [], [0, 10]) == {}
