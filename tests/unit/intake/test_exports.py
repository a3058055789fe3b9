"""What leaves as a file comes back the same: events, order, resources, times; and no cell is a formula."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klagerejsen import labels
from klagerejsen.catalogue import translator
from klagerejsen.dates import parse_edtf
from klagerejsen.intake.cells import dangerous, marked, unmarked
from klagerejsen.intake.exports import FORMATS, TooLong
from klagerejsen.intake.flat import flat, whole
from klagerejsen.intake.journeys_as_traces import moments
from klagerejsen.intake.logs import log_of
from klagerejsen.intake.sheets import headings, rows
from klagerejsen.intake.traces import moment, value_of
from klagerejsen.intake.xes.writing import writable
from tests.conftest import demo_document
from tests.strategies import documents
from tests.unit.intake.logs_made_up import read

danish, english = translator("da"), translator("en")
signs = st.sampled_from(list("'=+-@\t\r\n ＝＋－＠a\u200b\ufeff"))
risky = st.lists(signs, max_size=6).map("".join) | st.text(max_size=10)


def made(kind: str, document: dict) -> bytes:
    return FORMATS[kind].make(document, danish)


def written_out(document: dict) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made("csv", document).decode("utf-8-sig"), newline=""), delimiter=";"))


def case(*events: dict) -> dict:
    actors = [{"id": "a1", "label": "Mor", "perspective": "citizen", "role": "parent"}]
    dated = [{"id": f"E{number}", "date": "2024-03-12", **event} for number, event in enumerate(events, 1)]
    return {"format": "klagerejsen-journey", "version": 1, "id": "k1", "title": "t", "actors": actors, "events": dated}


def without_nothing(value):
    """A piece of a document without what is empty, and with the signs that XML can hold."""
    if isinstance(value, dict):
        inside = {key: without_nothing(inner) for key, inner in value.items()}
        return {key: inner for key, inner in inside.items() if inner not in (None, {}, [])}
    if isinstance(value, list):
        return [inner for inner in map(without_nothing, value) if inner not in (None, {}, [])]
    return writable(value) if isinstance(value, str) else value


@settings(max_examples=40, deadline=None)
@given(document=documents())
def test_a_journey_comes_back_from_an_event_log_with_its_events_order_resources_and_times(document):
    reading, [trace] = read(made("xes", document))
    assert not reading.remarks.counts
    assert value_of(trace.attributes, "concept:name") == document["id"]
    labelled = {actor["id"]: actor["label"] for actor in document["actors"]}
    ordered = sorted(document["events"], key=lambda event: parse_edtf(event["date"]))
    log = log_of([trace])
    assert [whole(event.attributes) for event in trace.events] == [without_nothing(event) for event in ordered]
    for row, event in enumerate(ordered):
        acting = writable(labelled[event["from"][0]]) if event.get("from") else None
        assert log.resources[row] == (acting or None)
        assert log.times[row].date() == parse_edtf(event["date"]).earliest
    assert list(log.times.micros) == sorted(log.times.micros)
    actors = whole(trace.attributes)["actors"]
    assert actors == [without_nothing(actor) for actor in document["actors"]]


@given(piece=st.dictionaries(st.sampled_from(["date", "to", "perspectives"]), st.lists(st.integers(), min_size=1)))
def test_a_piece_is_the_same_after_being_flat(piece):
    assert whole(flat(piece)) == piece


def test_a_time_of_day_is_a_moment_and_a_day_keeps_its_place_after_it():
    events = [{"date": "2024-03-12T14:30:00+01:00"}, {"date": "2024-03-12"}, {"date": "2024-03-13"}]
    stamps = [when.isoformat() for _event, when in moments(events)]
    assert stamps == ["2024-03-12T14:30:00+01:00", "2024-03-12T14:30:00+01:00", "2024-03-13T00:00:00+00:00"]


def test_a_day_is_the_same_day_in_denmark_and_for_tools_that_show_utc():
    for date in ("2024-01-15", "2024-07-15"):
        [(_event, when)] = moments([{"date": date}])
        assert when.astimezone(dt.UTC).date() == when.astimezone().date() == dt.date.fromisoformat(date)


def test_an_imprecise_date_is_carried_beside_its_first_day():
    _reading, [trace] = read(made("xes", case({"date": "2024-03-20~"})))
    stated = trace.events[0].attributes
    assert moment(value_of(stated, "time:timestamp")).date() == dt.date(2024, 3, 13)
    assert value_of(stated, "klagerejsen:date") == "2024-03-20~"


def test_the_activity_is_a_word_that_cases_share_and_the_title_where_there_is_none():
    document = case({"type": "decision", "title": "Afslag på støtte"}, {"type": "other", "title": "Rundvisning"}, {})
    _reading, [trace] = read(made("xes", document))
    assert [value_of(event.attributes, "concept:name") for event in trace.events] == [
        "Afgørelse",
        "Rundvisning",
        "Andet",
    ]


def test_json_is_the_document_itself():
    assert json.loads(made("json", demo_document())) == demo_document()


@given(text=risky)
def test_marking_a_text_is_undone_exactly_and_leaves_nothing_that_a_spreadsheet_would_reckon_with(text):
    assert unmarked(marked(text)) == text
    assert marked(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠") or marked(text) == ""


@settings(max_examples=30, deadline=None)
@given(document=documents())
def test_a_table_says_of_every_event_what_the_document_does(document):
    names, *found = written_out(document)
    assert names == headings(danish)
    expected = [["" if cell is None else str(cell) for cell in row] for row in rows(document, danish)]
    assert [[unmarked(cell) for cell in row] for row in found] == expected


def test_a_row_has_words_for_codes_and_names_actors_by_their_role():
    document = case(
        {
            "type": "decision",
            "channel": "letter",
            "from": ["a1"],
            "perspectives": {"citizen": {"known": "known", "score": -2}},
        }
    )
    names, row = written_out(document)
    told = dict(zip(names, row, strict=True))
    assert (told["Slags"], told["Kanal"], told["Fra"]) == ("Afgørelse", labels.CHANNELS["letter"], "Mor")
    assert (told["Borgeren: kendte det"], told["Borgeren: oplevelse"]) == ("Ja", "-2")


def test_headings_are_in_the_language_of_whoever_takes_the_file():
    assert headings(english)[:4] == ["Case", "Id", "Date", "Earliest"]
    assert len(set(headings(english))) == len(headings(english)), "no two are the same"


def test_a_comma_is_what_other_programs_expect():
    assert made("csv-comma", case({})).decode("utf-8-sig").startswith('"Sag","Id"')


def test_a_text_that_no_cell_can_hold_is_refused_with_its_row_and_column():
    with pytest.raises(TooLong) as refused:
        made("xlsx", case({}, {"description": "𝒳" * 20_000}))
    assert refused.value.said(danish).startswith("Teksten i række 3, «Beskrivelse»")


def test_what_begins_like_a_formula_is_known_also_behind_what_is_not_seen():
    assert all(map(dangerous, ["=1", " =1", "\u200b+1", "＝1", "\t1", "'=1", "''@x"]))
    assert not any(map(dangerous, ["1=1", "Mor", "'Mor", "", "– tankestreg"]))
