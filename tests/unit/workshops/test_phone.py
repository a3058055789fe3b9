"""What the phone works out: the order of the list, what comes next, and how far apart two sides are."""

import datetime as dt
from types import SimpleNamespace

import pytest

from klagerejsen.codes import Known, Perspective
from klagerejsen.journeys.models import Answer, Event
from klagerejsen.workshops import phone
from klagerejsen.workshops.voices import _account, gap


def event(number: int, day: str) -> Event:
    date = dt.date.fromisoformat(day)
    return Event(id=number, ref=f"E{number:02d}", position=number, date=day, earliest=date, latest=date)


EVENTS = [event(1, "2024-11-30"), event(2, "2024-12-01"), event(3, "2024-12-24"), event(4, "2025-01-02")]


@pytest.mark.parametrize(
    ("answered", "after", "expected"),
    [((), None, 1), ((1, 2), None, 3), ((), 2, 3), ((3, 4), 2, 1), ((1, 3, 4), 2, None), ((1, 2, 3, 4), None, None)],
)
def test_the_next_unanswered_goes_on_and_begins_again_from_the_top(
    answered: tuple[int, ...], after: int | None, expected: int | None
) -> None:
    answers = {number: Answer() for number in answered}
    found = phone.next_unanswered(EVENTS, answers, EVENTS[after - 1] if after else None)
    assert (found.id if found else None) == expected


def test_elements_that_arrive_one_by_one_sort_as_the_list_does() -> None:
    keys = [key for one in EVENTS for key in (phone.month_order(one), phone.order_of(one))]
    assert sorted(set(keys)) == list(dict.fromkeys(keys))


def test_a_month_says_its_year_where_the_year_begins(request_context: None) -> None:
    headings = [row.month for row in phone.rows(EVENTS, {})]
    assert [(one.name, one.says_year) if one else None for one in headings] == [
        ("November", True),
        ("December", False),
        None,
        ("Januar", True),
    ]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("2024-05-02", "2."), ("2024-05-20/2024-05-28", "20.–28."), ("2024-05-20~", "ca. 20."), ("2024-05", "måneden")],
)
def test_a_date_is_short_under_its_month(request_context: None, edtf: str, words: str) -> None:
    assert phone.short_date(Event(date=edtf, earliest=dt.date(2024, 5, 2))) == words


def test_who_told_whom_is_said_by_unit_and_role(request_context: None) -> None:
    actors = {
        "a1": SimpleNamespace(unit=None, label="Mor (forældremyndighedsindehaver)"),
        "a2": SimpleNamespace(unit="Familierådgivningen", label="Rådgiver 1"),
    }
    told = Event(senders=["a2"], recipients=["a1"], channel="digital_post")
    assert phone.between(told, actors) == "Fra Familierådgivningen til Mor, Digital Post"
    assert phone.between(Event(senders=[], recipients=[], channel="unknown"), actors) == ""


def account(side: Perspective, *scores: int | None) -> object:
    answers = [
        Answer(perspective=side, known=Known.UNKNOWN if score is None else Known.KNOWN, score=score) for score in scores
    ]
    return _account(side, answers)


def test_a_side_is_its_median_with_range_and_voices() -> None:
    citizen = account(Perspective.CITIZEN, -2, -1, 1, None)
    assert (citizen.score, citizen.low, citizen.high, citizen.voices, citizen.unknown) == (-1, -2, 1, 4, 1)


def test_the_gap_lies_between_the_two_sides_furthest_apart() -> None:
    sides = [account(Perspective.CITIZEN, -2), account(Perspective.AUTHORITY, 1), account(Perspective.EXTERNAL, 0)]
    low, high = gap(sides) or pytest.fail("there is a gap")
    assert (low.side, high.side) == (Perspective.CITIZEN, Perspective.AUTHORITY)


def test_sides_that_agree_or_that_nobody_answered_for_have_no_gap() -> None:
    assert gap([account(Perspective.CITIZEN, 1), account(Perspective.AUTHORITY, 1)]) is None
    assert gap([account(Perspective.CITIZEN, None), account(Perspective.AUTHORITY, 1)]) is None
