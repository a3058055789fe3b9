"""Days of a column are read in the order that the column shows, and asked for where it shows none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.intake.days import ORDERS, Evidence, read_day

FORMS = {"dmy": "%d{0}%m{0}%Y", "mdy": "%m{0}%d{0}%Y", "ymd": "%y{0}%m{0}%d"}
days = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))


def evidence(*cells: str) -> Evidence:
    seen = Evidence()
    seen.see(cells)
    return seen


@given(st.lists(days, min_size=1, max_size=40), st.sampled_from(ORDERS), st.sampled_from(["-", "/", ".", " - "]))
def test_a_column_is_read_as_it_was_written_or_asked_about(column, order, between) -> None:
    cells = [day.strftime(FORMS[order].format(between)) for day in column]
    open_orders = evidence(*cells).open_orders()
    assert order in open_orders
    if len(open_orders) == 1:
        assert [read_day(cell, open_orders[0]).edtf for cell in cells] == [day.isoformat() for day in column]


@given(st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2090, 1, 1)), st.sampled_from([None, *ORDERS]))
def test_iso_days_and_times_are_read_in_one_way_only(moment, order) -> None:
    for text in (
        moment.isoformat(" ", "minutes"),
        moment.isoformat() + "+01:00",
        moment.isoformat("T", "milliseconds"),
    ):
        read = read_day(text, order)
        assert (read.edtf, read.minute) == (moment.date().isoformat(), moment.hour * 60 + moment.minute)


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["03-04-2024", "05-06-2024"], ("dmy", "mdy")),
        (["03-04-2024", "31-12-2024"], ("dmy",)),
        (["03/04/2024", "12/31/2024"], ("mdy",)),
        (["31-12-2024", "12-31-2024"], ("dmy", "mdy")),
        (["24-03-12", "03-04-24"], ("dmy", "ymd")),
        (["24-03-12", "03-04-44"], ("dmy",)),
        (["01-02-03"], ORDERS),
        (["2024-03-12", "2024/03/12"], ()),
        (["medio maj 2024", "31-02-2024"], ()),
    ],
)
def test_the_order_is_decided_by_evidence_and_never_guessed(cells, orders) -> None:
    assert evidence(*cells).open_orders() == orders


def test_a_day_of_an_undecided_order_is_not_read() -> None:
    assert read_day("03-04-2024", None).edtf is None
    assert read_day("13-04-2024", None).edtf == "2024-04-13"
    assert read_day("03-04-2024", "mdy").edtf == "2024-03-04"
    assert read_day("13-04-2024", "mdy").reason


def test_days_in_words_are_understood_too() -> None:
    assert read_day("12. marts 2024", "mdy").edtf == "2024-03-12"
    assert read_day("medio maj 2024", None).edtf == "2024-05-11/2024-05-20"
    assert read_day("i går", None).reason


def test_a_time_of_day_is_kept_for_the_order_of_events() -> None:
    assert read_day("3/12/2024 2:05 PM", "mdy").minute == 14 * 60 + 5
    assert read_day("12-03-2024 kl. 09.30", "dmy").minute == 9 * 60 + 30
