"""Reading a document: what is known is typed and in order, what cannot be resolved is left out."""

from datetime import date

import pytest

from klagerejsen.analysis import Actor, View, read_journey
from klagerejsen.analysis.model import Deadline

from .drawing import case, document, event


def test_the_least_document_is_a_journey():
    journey = read_journey({"title": "Tom", "actors": [], "events": []})
    assert (journey.id, journey.area, journey.consulted, journey.events) == ("", None, (), ())


def test_events_stand_by_earliest_day_then_latest_then_place():
    journey = case(
        event("måned", "2024-02", "other"),
        event("senere", "2024-02-02", "other"),
        event("dag", "2024-02-01", "other"),
        event("samme dag", "2024-02-01", "other"),
    )
    assert [each.id for each in journey.events] == ["dag", "samme dag", "måned", "senere"]


def test_an_event_is_on_the_side_of_its_first_sender():
    journey = case(event("1", "2024-01-01", "other", "mor, ydelse > borger"), event("2", "2024-01-02", "other"))
    assert [each.side for each in journey.events] == ["external", None]


def test_unknown_actors_and_events_are_left_out():
    journey = case(
        event(
            "1", "2024-01-01", "other", "borger, ingen > ydelse", responds_to="9", contradicts=["9"], carries_from="x"
        )
    )
    (only,) = journey.events
    assert (only.senders, only.responds_to, only.contradicts, only.carries_from) == (("borger",), None, (), None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"date": "2024-02-01"}, Deadline(date(2024, 2, 1))),
        ({"date": "2024-02-01", "completed_by": None}, Deadline(date(2024, 2, 1), completion_stated=True)),
        ({"date": "2024-02-01", "completed_by": "1"}, Deadline(date(2024, 2, 1), None, "1", True)),
        ({"date": "2024-02-01", "completed_by": "9"}, Deadline(date(2024, 2, 1))),
    ],
)
def test_a_deadline_tells_still_open_from_not_stated(written, read):
    assert case(event("1", "2024-01-01", "application", deadline=written)).event("1").deadline == read


def test_a_view_is_one_voice_unless_the_reader_says_more():
    views = {
        "citizen": {"known": "known", "score": -2, "text": "Nej"},
        "authority": {"known": "known", "score": 0.5, "voices": 4, "low": -1, "high": 2},
    }
    read = case(event("1", "2024-01-01", "other", perspectives=views)).event("1").views
    assert read["citizen"] == View("known", -2.0, "Nej", 1, -2, -2)
    assert read["authority"] == View("known", 0.5, None, 4, -1, 2)


def test_actors_keep_their_role_and_unit():
    assert case().actors["jura"] == Actor("jura", "Jurist", "lawyer", "authority", "Jura")


def test_a_date_that_is_none_names_its_event():
    with pytest.raises(ValueError, match=r"^E7: "):
        read_journey(document(event("E7", "engang", "other")))


def test_an_event_that_is_not_there_cannot_be_asked_for():
    with pytest.raises(KeyError, match="E7"):
        case().event("E7")
