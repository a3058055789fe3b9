"""The payload of the timeline: what the browser needs to draw a case, and nothing that it must not know."""

import datetime as dt
import json
from copy import deepcopy
from typing import Any

import pytest

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.board.payload import Timeline
from klagerejsen.board.timeline import timeline, timeline_event
from klagerejsen.paths import DEMO_CASES

Document = dict[str, Any]


def case(name: str = "boern-to-teams") -> Document:
    return json.loads((DEMO_CASES / f"{name}.json").read_text("utf-8"))


def drawn(document: Document, **options: Any) -> Timeline:
    return timeline(analyse(read_journey(document)), **options)


@pytest.fixture(scope="module")
def teams() -> Timeline:
    return drawn(case())


def event(payload: Timeline, ref: str) -> Any:
    return next(each for each in payload["events"] if each["ref"] == ref)


def test_every_event_of_the_case_is_drawn_in_a_lane_that_exists(teams: Timeline) -> None:
    lanes = {lane["id"]: lane for lane in teams["lanes"]}
    assert len(teams["events"]) == 25
    assert all(lanes[each["lane"]]["side"] == each["side"] for each in teams["events"])


def test_events_come_in_order_of_time(teams: Timeline) -> None:
    starts = [each["start"] for each in teams["events"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize(("ref", "kind"), [("E01", "period"), ("E03", "about"), ("E04", "day"), ("E11", "span")])
def test_a_date_is_drawn_as_precisely_as_it_was_said(teams: Timeline, ref: str, kind: str) -> None:
    assert event(teams, ref)["kind"] == kind


def test_the_shape_of_a_span_stands_at_its_beginning_and_that_of_a_month_in_its_middle(teams: Timeline) -> None:
    assert event(teams, "E11")["at"] == "2024-06-20"
    assert event(teams, "E01")["at"] == "2024-02-15"


def test_small_units_of_a_side_share_a_lane(teams: Timeline) -> None:
    names = [(lane["side"], lane["name"]) for lane in teams["lanes"]]
    assert names == [
        ("citizen", "Mor"),
        ("authority", "Modtagelsen, PPR"),
        ("authority", "Familierådgivningen"),
        ("authority", "Børnehandicap"),
        ("external", "Skolen"),
        ("external", "Regionen, Ankestyrelsen"),
    ]


def test_the_silence_of_a_hundred_and_twelve_days_carries_the_mothers_own_attempts(teams: Timeline) -> None:
    silence = next(each for each in teams["silences"] if each["figure"] == "112")
    own = [each["ref"] for each in teams["events"] if each["id"] in silence["attempts"]]
    assert (silence["start"], silence["end"]) == ("2024-05-14", "2024-09-03")
    assert own == ["E09", "E10", "E13"]
    assert silence["finding"] is not None
    assert silence["name"] == "Tavshed: 112 dage uden besked, 14. maj – 3. september 2024"


def test_a_silence_with_an_uncertain_end_says_about_and_tells_what_is_sure(teams: Timeline) -> None:
    silence = next(each for each in teams["silences"] if each["figure"] == "43")
    assert (silence["about"], silence["label"]) == (True, "ca. 43 dage")
    assert silence["outer_start"] < silence["start"] < silence["sure_start"] < silence["sure_end"]


def test_the_authoritys_own_waiting_is_not_drawn_without_glasses(teams: Timeline) -> None:
    assert all(each["everyone"] == (each["side"] != "authority") for each in teams["silences"])


def test_a_contact_arrives_once_on_each_other_side(teams: Timeline) -> None:
    assert event(teams, "E07")["contacts"] == [{"side": "citizen", "lane": "citizen-0"}]
    assert event(teams, "E05")["contacts"] == []


def test_what_the_citizen_carries_herself_is_no_handover(teams: Timeline) -> None:
    assert event(teams, "E20")["handovers"] == []
    assert event(teams, "E11")["handovers"] == ["authority-2"]


def test_the_fold_says_how_long_and_why_it_was_quiet(teams: Timeline) -> None:
    (fold,) = teams["folds"]
    assert fold["unit"] == "dage foldet"
    assert fold["name"] == f"{fold['figure']} dage foldet, 132 dage hos Ankestyrelsen"


def test_silences_have_bars_and_so_no_mark_in_the_row_of_findings(teams: Timeline) -> None:
    assert not any(mark["key"].startswith("silence") for mark in teams["findings"]["marks"])
    assert sum(mark["front"] for mark in teams["findings"]["marks"]) == 7
    assert teams["findings"]["shown"].startswith("7 af ")


def test_a_dismissed_finding_leaves_the_row_and_the_next_one_moves_up(teams: Timeline) -> None:
    key = teams["findings"]["marks"][0]["key"]
    payload = drawn(case(), statuses={key: "dismissed"})
    assert key not in [mark["key"] for mark in payload["findings"]["marks"]]
    assert sum(mark["front"] for mark in payload["findings"]["marks"]) == 7


def test_a_finding_about_one_side_is_seen_through_that_sides_glasses_only(teams: Timeline) -> None:
    marks = {mark["key"]: mark["sides"] for mark in teams["findings"]["marks"]}
    assert marks["blind_spot:citizen:E11+E12+E14"] == ["citizen"]
    assert marks["perception_gap:E04"] == ["citizen", "authority", "external"]


def test_nothing_that_anybody_answered_is_there_before_it_is_shown() -> None:
    payload = drawn(case(), shown_views=False)
    assert {state for each in payload["events"] for state in each["states"].values()} == {"unasked"}
    assert all(each["scores"] == {} for each in payload["events"])
    assert payload["curves"] == payload["findings"]["marks"] == []
    assert "kun" not in " ".join(each["caption"] for each in payload["events"])
    assert not any(side["legend"] for side in payload["sides"])


def test_silences_are_facts_and_drawn_before_anybody_has_answered() -> None:
    document = case()
    for each in document["events"]:
        each["perspectives"] = {}
    hidden, unanswered = drawn(case(), shown_views=False), drawn(document)
    lengths = [(each["side"], each["figure"]) for each in unanswered["silences"]]
    assert [(each["side"], each["figure"]) for each in hidden["silences"]] == lengths != []
    assert {each["finding"] for each in hidden["silences"]} == {None}


def test_no_sentence_that_anybody_wrote_about_an_event_is_in_the_payload(teams: Timeline) -> None:
    text = json.dumps(teams, ensure_ascii=False)
    sentences = [view["text"] for each in case()["events"] for view in each["perspectives"].values() if view["text"]]
    assert sentences
    assert not any(sentence in text for sentence in sentences)


def test_an_event_can_be_taken_out_alone_and_is_the_same_as_in_the_whole() -> None:
    rows = {"E04": {"id": 71, "version": 3}}
    analysis = analyse(read_journey(case()))
    alone = timeline_event("E04", analysis, event_rows=rows)
    assert alone == event(timeline(analysis, event_rows=rows), "E04")
    assert (alone["id"], alone["version"]) == (71, 3)


def test_an_unknown_event_cannot_be_taken_out() -> None:
    with pytest.raises(KeyError):
        timeline_event("E99", analyse(read_journey(case())))


def test_a_case_without_events_is_drawn_as_this_month() -> None:
    empty = case() | {"events": []}
    payload = drawn(empty, today=dt.date(2026, 2, 11))
    assert payload["window"] == {"start": "2026-02-01", "end": "2026-03-01"}
    assert payload["events"] == []


def test_an_event_without_sender_or_receiver_still_has_a_place() -> None:
    document = deepcopy(case())
    document["events"] = [{"id": "X", "date": "2024-03-01", "title": "Noget skete"}]
    (only,) = drawn(document)["events"]
    assert only["lane"] in {lane["id"] for lane in drawn(document)["lanes"]}


@pytest.mark.parametrize("name", ["boern-to-teams", "handicap-koerestol", "voksne-stoette"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_payload_is_json_and_every_day_lies_in_the_window_or_beside_it(name: str, language: str) -> None:
    payload = drawn(case(name), language=language)
    assert json.loads(json.dumps(payload)) == payload
    window = payload["window"]
    assert all(window["start"] <= each["at"] <= window["end"] for each in payload["events"])


def test_three_hundred_events_make_few_lanes() -> None:
    document = case()
    document["actors"] = [
        {"id": f"u{n}", "label": f"Enhed {n}", "role": "unit", "perspective": "authority", "unit": f"Enhed {n}"}
        for n in range(30)
    ]
    document["events"] = [
        {
            "id": f"E{n}",
            "date": str(dt.date(2023, 1, 1) + dt.timedelta(days=3 * n)),
            "type": "internal_coordination",
            "title": "Møde",
            "from": [f"u{n % 30}"],
        }
        for n in range(300)
    ]
    payload = drawn(document)
    assert len(payload["events"]) == 300
    assert len(payload["lanes"]) == 5
    assert payload["lanes"][-1]["name"] == "Enhed 4 og 25 andre"
