"""Cards, rows and poles: nothing overlaps, nothing crosses, time keeps its order."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.posters.journey.content import Folded
from klagerejsen.posters.journey.packing import GAP, Side, packed
from klagerejsen.posters.journey.timescale import Timescale, timescale

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
OPEN = timescale(FIRST, LAST, (), 50, 662)
TORN = timescale(FIRST, LAST, (Folded(dt.date(2024, 5, 1), dt.date(2024, 8, 1), ("92 dage",)),), 50, 662)
CARD = 72.0


def faults(xs: list[float], side: Side) -> list[str]:
    places = packed(xs, [40.0] * len(xs), side)
    if places is None:
        return []
    found = []
    for place, at in zip(places, xs, strict=True):
        if not place.x - 1e-6 <= place.pole <= place.x + CARD + 1e-6:
            found.append("a pole misses its card")
        if abs(place.pole - at) > side.elbow + 1e-6:
            found.append("an elbow is too long")
        if side.scale.segment(place.pole) != side.scale.segment(at):
            found.append("an elbow crosses a fold")
        if not side.scale.left - 1e-6 <= place.x <= side.scale.right - CARD + 1e-6:
            found.append("a card leaves the axis")
    for place in places:
        for other in places:
            if place is not other and place.row == other.row and abs(place.x - other.x) < CARD + GAP - 1e-6:
                found.append("cards of a row overlap")
            if place.row < other.row and place.x - 1 < other.pole < place.x + CARD + 1:
                found.append("a pole passes a card")
    if any(a.pole > b.pole for a, b in pairwise(places)):
        found.append("poles are out of order")
    return found


dates = st.lists(
    st.dates(FIRST, LAST).filter(lambda day: not dt.date(2024, 5, 1) < day < dt.date(2024, 8, 1)), max_size=26
)


@given(dates, st.sampled_from([OPEN, TORN]), st.integers(1, 5), st.sampled_from([36.0, 90.0, 220.0]))
def test_no_arrangement_overlaps_crosses_or_disorders(
    days: list[dt.date], scale: Timescale, rows: int, elbow: float
) -> None:
    assert faults(sorted(scale.x(day) for day in days), Side(scale, CARD, rows, elbow)) == []


def test_one_row_takes_as_many_cards_as_the_axis_is_wide() -> None:
    places = packed([86.0 + 75.6 * index for index in range(8)], [40.0] * 8, Side(OPEN, CARD, 1, 36))
    assert places is not None
    assert all(place.row == 1 for place in places)


def test_a_ninth_card_needs_another_row() -> None:
    xs = [60 + 68.0 * index for index in range(9)]
    assert packed(xs, [40.0] * 9, Side(OPEN, CARD, 1, 36)) is None
    assert packed(xs, [40.0] * 9, Side(OPEN, CARD, 2, 36)) is not None


def test_a_card_with_room_stands_to_the_right_of_its_date_without_an_elbow() -> None:
    (place,) = packed([200.0], [40.0], Side(OPEN, CARD, 1, 36)) or ()
    assert place.pole == 200.0
    assert 0 <= 200.0 - place.x < 1


def test_the_tall_card_of_two_crowded_ones_stands_further_out() -> None:
    short_first = packed([300.0, 304.0], [20.0, 80.0], Side(OPEN, CARD, 2, 20))
    tall_first = packed([300.0, 304.0], [80.0, 20.0], Side(OPEN, CARD, 2, 20))
    assert short_first is not None
    assert tall_first is not None
    assert [place.row for place in short_first] == [1, 2]
    assert [place.row for place in tall_first] == [2, 1]
