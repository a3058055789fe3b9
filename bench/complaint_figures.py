"""How long the statistics of complaints take, and how much is withheld so that nobody can be picked out.

    python bench/complaint_figures.py

Times are processor time of one core. Registers are drawn: six areas, three kinds, seven themes, seven outcomes, four
ways of handling and four years, uneven as such things are. Offered are year and area as filters with one breakdown, and
all pairs.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import combinations
from random import Random
from time import process_time

from klagerejsen.statistics.bootstrap import median_difference
from klagerejsen.statistics.figures import Case, Tables
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.survival import survival
from klagerejsen.statistics.withholding import LEAST, release

DIMENSIONS = ("year", "area", "kind", "theme", "outcome", "handling")
WEIGHTS = (
    (1, 1, 1, 1),
    (30, 25, 22, 10, 10, 3),
    (60, 30, 10),
    (35, 25, 15, 9, 8, 5, 3),
    (35, 33, 14, 6, 6, 3, 3),
    (60, 30, 6, 4),
)
OFFERS = {
    "filters and one": [("year", "area", each) for each in DIMENSIONS[2:]],
    "all pairs": list(combinations(DIMENSIONS, 2)),
}


def main() -> None:
    """Print a line for each measurement."""
    rows = [(day, outcome, 1400) for day in range(240) for outcome in ("closed", "withdrawn", None)]
    print(f"both curves of {sum(row[2] for row in rows):,} complaints: {1000 * timed(partial(curves, rows)):.1f} ms")
    for size, strata in ((60, 1), (1000, 10)):
        drawn = {str(each): (durations(size // strata, 1), durations(size // strata, 2)) for each in range(strata)}
        print(f"difference of medians, 2 × {size} in {strata} strata: {timed(partial(median_difference, drawn)):.2f} s")
    for size in (60, 300, 1000, 2144, 10_000):
        for name, offered in OFFERS.items():
            withheld(size, name, Tables(DIMENSIONS, offered))


def timed(work: Callable[[], object]) -> float:
    """Return the median of three."""
    times = []
    for _ in range(3):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return sorted(times)[1]


def curves(rows: list[tuple[int, str | None, int]]) -> None:
    survival(rows)
    incidence(rows)


def durations(size: int, seed: int) -> list[tuple[int, str | None, int]]:
    chance = Random(seed)
    drawn = Counter(
        (int(chance.expovariate(1 / 30)), chance.choice(("closed", "closed", "withdrawn", None))) for _ in range(size)
    )
    return [(day, outcome, count) for (day, outcome), count in drawn.items()]


def withheld(size: int, name: str, tables: Tables) -> None:
    chance = Random(size)
    cases: Counter[Case] = Counter(
        tuple(chance.choices([str(place) for place in range(len(weights))], weights)[0] for weights in WEIGHTS)
        for _ in range(size)
    )
    begun = process_time()
    released = release(tables, cases)
    taken = process_time() - begun
    parts = []
    for order in range(1, 4):
        keys = {key for key in released.figures if sum(value is not None for value in key) == order}
        small = sum(0 < released.figures[key] < LEAST for key in keys)
        parts.append(f"{len(keys)} {small} {len(keys & released.withheld)}")
    print(f"{size:6} {name:16} {taken:5.2f} s   by one, two, three: figures, small, withheld: {'   '.join(parts)}")


if __name__ == "__main__":
    main()
