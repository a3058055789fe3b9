"""What chance alone would give: exact tests of small tables, and how many of many tests to believe.

Four short methods written out here, and none of the libraries that hold them: those weigh more than everything else
that is installed. Each is tested against published figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist

FALSE_DISCOVERIES = 0.05
"""The share of what is pointed out that may be there by chance, on average over many reports."""

MAYBE = 0.05
"""What is not pointed out is worth a question where its own p, before it is held together with the others, is no
higher. Chance alone gives one such in twenty comparisons."""

Numbers = Iterable[float] | Mapping[float, int]
"""Numbers one by one, or how often each comes."""

_EXACT_UP_TO = 150  # from so many both ways on, the normal curve is as good as counting every table


@dataclass(frozen=True, slots=True)
class Table:
    """A fourfold table by its margins: ``both`` of ``total`` have the first and the second property."""

    both: int
    first: int
    second: int
    total: int

    @property
    def span(self) -> range:
        """Every value that ``both`` can take with these margins."""
        return range(max(0, self.first + self.second - self.total), min(self.first, self.second) + 1)


@dataclass(frozen=True, slots=True)
class Excess:
    """How much more often two things meet than expected; ``lift`` is the ratio, ``p`` one-sided."""

    observed: int
    expected: float
    p: float

    @property
    def lift(self) -> float:
        """Return observed over expected: 1 is what chance would give."""
        return self.observed / self.expected if self.expected else 1.0


def excess(tables: Iterable[Table]) -> Excess:
    """Compare how often two properties meet with what the margins of each table lead one to expect.

    One table gives Fisher's exact test, several the exact conditional test of Mantel and Haenszel (Agresti 1992,
    Statistical Science 7:131–153): what differs between the tables, as areas and periods do, explains nothing. With
    many journeys the sum is taken as normal, with Cochran's variance and a correction for continuity.

    >>> tea = excess([Table(both=3, first=4, second=4, total=8)])  # Fisher (1935), The Design of Experiments
    >>> tea.expected, round(tea.p, 4)
    (2.0, 0.2429)
    """
    usable = [table for table in tables if table.total]
    observed = sum(table.both for table in usable)
    expected = sum(table.first * table.second / table.total for table in usable)
    return Excess(observed, expected, min(1.0, _tail(usable, observed, expected)))


def _tail(tables: Sequence[Table], observed: int, expected: float) -> float:
    if sum(len(table.span) for table in tables) > _EXACT_UP_TO:
        spread = sqrt(sum(map(_variance, tables)))
        return _above(observed - expected - 0.5, spread) if spread else 1.0
    lowest = sum(table.span.start for table in tables)
    return sum(distribution(tables)[observed - lowest :])


def _variance(table: Table) -> float:
    if table.total < 2:
        return 0.0
    margins = table.first * table.second * (table.total - table.first) * (table.total - table.second)
    return margins / (table.total**2 * (table.total - 1))


def distribution(tables: Iterable[Table]) -> tuple[float, ...]:
    """Return the probability of each sum of ``both`` that the margins allow, from the smallest on."""
    chances: tuple[float, ...] = (1.0,)
    for table in tables:
        chances = _added(chances, _hypergeometric(table))
    return chances


def _hypergeometric(table: Table) -> tuple[float, ...]:
    ways = comb(table.total, table.second)
    rest = table.total - table.first
    return tuple(comb(table.first, both) * comb(rest, table.second - both) / ways for both in table.span)


def _added(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """Return the distribution of a sum of two independent numbers."""
    summed = [0.0] * (len(one) + len(other) - 1)
    for place, chance in enumerate(one):
        for further, next_chance in enumerate(other):
            summed[place + further] += chance * next_chance
    return tuple(summed)


def at_least(observed: int, chances: Numbers) -> float:
    """Return the probability that at least ``observed`` of independent things happen, each with its own chance.

    The distribution is Poisson's binomial (Poisson 1837), added up thing by thing; of many things the sum is taken as
    normal, with a correction for continuity.

    >>> round(at_least(8, [0.5] * 10), 4), round(at_least(8, {0.5: 10}), 4)
    (0.0547, 0.0547)
    """
    each = Counter(chances)
    if each.total() > _EXACT_UP_TO:
        spread = sqrt(sum(chance * (1.0 - chance) * times for chance, times in each.items()))
        return _above(observed - sum(chance * times for chance, times in each.items()) - 0.5, spread)
    summed: tuple[float, ...] = (1.0,)
    for chance in each.elements():
        summed = _added(summed, (1.0 - chance, chance))
    return min(1.0, sum(summed[observed:]))


def _above(distance: float, spread: float) -> float:
    """Return the normal curve's part beyond a distance from its middle; without any spread, all of it or none."""
    if not spread:
        return float(distance <= 0)
    return 1.0 - NormalDist().cdf(distance / spread)


def believable(chances: Sequence[float]) -> tuple[float, ...]:
    """Return the adjusted p of each of many tests: of those up to 0.05, one in twenty is false on average.

    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300.

    >>> believable([0.01, 0.04, 0.03, 0.5])
    (0.04, 0.05333333333333333, 0.05333333333333333, 0.5)
    """
    adjusted, least = [1.0] * len(chances), 1.0
    order = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    for rank, place in zip(range(len(chances), 0, -1), order, strict=True):
        least = min(least, chances[place] * (len(chances) / rank))
        adjusted[place] = least
    return tuple(adjusted)


@dataclass(frozen=True, slots=True)
class Shift:
    """Whether one group lies later than another: ``later`` is the share of pairs where it does (a half is no shift).

    ``p`` is two-sided.
    """

    later: float
    p: float


def shift(strata: Iterable[tuple[Numbers, Numbers]]) -> Shift:
    """Compare two groups of numbers, stratum by stratum, by their ranks.

    Mann & Whitney (1947), Annals of Mathematical Statistics 18:50–60, as a normal variable with the variance corrected
    for ties and for continuity; the statistics and variances of several strata are added, so that only what happens
    within them counts. Time grows with the different numbers, not with how often they come.

    >>> found = shift([([5, 6, 7], [1, 2, 3, 4])])
    >>> found.later, round(found.p, 3)
    (1.0, 0.052)
    """
    parted = ((Counter(one), Counter(other)) for one, other in strata)
    return placed((one, Ranks(one + other)) for one, other in parted)


class Ranks:
    """The mean rank of each of many numbers, told how often each comes; made once for all groups of them."""

    def __init__(self, numbers: Mapping[float, int]) -> None:
        self.of: dict[float, float] = {}
        self.total = self.ties = 0  # ties: the sum of t³ − t over how often each comes
        for number in sorted(numbers):
            times = numbers[number]
            self.of[number] = self.total + (1 + times) / 2
            self.total, self.ties = self.total + times, self.ties + times**3 - times


def placed(strata: Iterable[tuple[Counter[float], Ranks]]) -> Shift:
    """Compare a group of numbers with the others that it stands among, stratum by stratum; see `shift`."""
    wins, pairs, variance = 0.0, 0, 0.0
    for group, among in strata:
        compared = _compared(group, among)
        wins, pairs, variance = wins + compared[0], pairs + compared[1], variance + compared[2]
    if variance <= 0:
        return Shift(0.5, 1.0)
    distance = max(0.0, abs(wins - pairs / 2) - 0.5) / sqrt(variance)
    return Shift(wins / pairs, 2 * (1 - NormalDist().cdf(distance)))


def _compared(group: Counter[float], among: Ranks) -> tuple[float, int, float]:
    """Count the pairs where the group's is larger (equal ones count half) and all pairs; with the former's variance."""
    n, every = group.total(), among.total
    m = every - n
    if not n or not m:
        return 0.0, 0, 0.0
    wins = sum(among.of[number] * times for number, times in group.items()) - n * (n + 1) / 2
    return wins, n * m, n * m / 12 * (every + 1 - among.ties / (every * (every - 1)))
