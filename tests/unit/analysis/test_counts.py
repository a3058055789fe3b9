"""Counts that add up: pieces counted one by one and put together are the whole, counted at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.analysis import areas, repeated, together, trends
from klagerejsen.analysis.counts import put_together
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.analysis.repeated import Breakdown, Broken

UNITS = [("Skolen", "Teamet"), ("Skolen", "Økonomi"), ("Teamet", "Økonomi")]
days = st.integers(0, 900).map(lambda n: date(2023, 1, 1) + timedelta(n))
where = st.sampled_from(["boern", "voksen", None])
stated = st.builds(
    lambda n, area, codes, opened: JourneyCauses(str(n), "Sag", area, dict.fromkeys(codes, False), opened),
    st.integers(1, 999), where, st.sets(st.sampled_from("ABCD")), st.none() | days,
)  # fmt: skip
breakdown = st.builds(Breakdown, st.sampled_from(["silence", "ping_pong"]), days, st.none() | st.sampled_from(UNITS))
broke = st.builds(
    lambda n, area, rows: Broken(str(n), "Sag", area, tuple(rows), frozenset(UNITS[:2])),
    st.integers(1, 999), where, st.lists(breakdown, max_size=3),
)  # fmt: skip
METHODS = {
    areas.counted: stated,
    together.counted: stated,
    trends.counted: stated,
    repeated.counted_between: broke,
    repeated.counted_order: broke,
}


@pytest.mark.parametrize("count", METHODS)
@given(st.data())
def test_pieces_put_together_are_what_is_counted_at_once(count, data):
    cases = data.draw(st.lists(METHODS[count], max_size=8))
    cut = data.draw(st.integers(0, len(cases)))
    one, every = put_together(map(count, (cases[:cut], cases[cut:]))), count(cases)
    assert (one.numbers, one.behind) == (every.numbers, every.behind)
