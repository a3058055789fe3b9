"""The event log as a value: columns that give back what was put in, and take little room."""

import math
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings

from klagerejsen.intake.logs import log_of, log_of_rows
from klagerejsen.intake.traces import Attribute
from tests.unit.intake.logs_made_up import bare, case, event, logs

SMALL = [
    case(
        "sag 1",
        event("Klage", "2024-03-12T09:30:00+01:00", org_resource="Mor"),
        event("Svar", "2024-03-20T10:00:00+01:00", org_resource="R1", org_group="Ydelse", cost_total="12.5"),
    ),
    case("sag 2"),
    case(None, event("Klage", "i går", org_resource="R1")),
]


@settings(max_examples=40, deadline=None)
@given(cases=logs)
def test_what_is_put_into_a_log_comes_out_again(cases):
    assert bare(log_of(cases).traces()) == bare(cases)


def test_columns_have_a_row_for_every_event_and_nothing_where_nothing_is_stated():
    log = log_of(SMALL)
    assert (log.cases, log.events) == (3, 3)
    assert list(log.names) == ["sag 1", "sag 2", None]
    assert list(log.activities) == ["Klage", "Svar", "Klage"]
    assert list(log.resources) == ["Mor", "R1", "R1"]
    assert list(log.groups) == [None, "Ydelse", None]
    assert list(log.roles) == [None, None, None]
    assert [list(log.events_of(number)) for number in range(3)] == [[0, 1], [], [2]]
    assert log.costs()[1] == 12.5
    assert math.isnan(log.costs()[0])


def test_each_different_word_is_kept_once():
    log = log_of([case(str(number), event("Klage", org_resource="R1")) for number in range(1000)])
    assert log.activities.texts == ["Klage"]
    assert set(log.activities.codes) == {0}


def test_a_moment_keeps_its_zone_and_its_lack_of_one():
    plus_two = timezone(timedelta(hours=2))
    stamps = ["2024-07-01T12:00:00+02:00", "2024-07-01T10:00:00Z", "2024-07-01T12:00:00", "noget andet"]
    log = log_of([case("1", *(event("a", stamp) for stamp in stamps))])
    assert log.times[0] == datetime(2024, 7, 1, 12, tzinfo=plus_two)
    assert log.times[0].utcoffset() == timedelta(hours=2)
    assert log.times[1].isoformat() == "2024-07-01T10:00:00+00:00"
    assert log.times[2] == datetime(2024, 7, 1, 12)
    assert log.times.micros[0] == log.times.micros[1]
    assert log.times[3] is None
    assert log.column("time:timestamp")[3] == "noget andet", "it cannot be read, and is not lost"


def test_a_key_stated_as_several_kinds_is_one_column():
    as_number = Attribute("org:resource", "int", "7")
    log = log_of([case("1", event("a", org_resource="syv"), event("b")._replace(attributes=(as_number,)))])
    assert list(log.resources) == ["syv", "7"]


def test_a_table_with_one_event_a_row_becomes_a_log_in_the_order_of_time():
    keys = ["sag", "concept:name", "time:timestamp", "org:resource", "Kanal"]
    rows = [
        ["A", "Svar", "2024-03-20T10:00", "R1", "Brev"],
        ["B", "Klage", "2024-01-02", "", ""],
        ["A", "Klage", "2024-03-12T09:30", "Mor", ""],
    ]
    log = log_of_rows(rows, keys, case=0)
    assert list(log.names) == ["A", "B"]
    assert list(log.activities) == ["Klage", "Svar", "Klage"]
    assert list(log.column("Kanal")) == [None, "Brev", None]
    assert list(log.resources) == ["Mor", "R1", None]


def test_a_table_where_a_time_is_missing_keeps_its_order():
    rows = [["A", "Svar", "2024-03-20"], ["A", "Klage", ""], ["A", "Ansøgning", "2024-01-01"]]
    log = log_of_rows(rows, ["sag", "concept:name", "time:timestamp"], case=0)
    assert list(log.activities) == ["Svar", "Klage", "Ansøgning"]
