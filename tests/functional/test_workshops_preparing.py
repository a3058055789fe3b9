"""The plan of a workshop, the facilitator's own notes, and the time-lapse afterwards."""

import re

import pytest

from tests.functional.room import Room

HTMX = {"HX-Request": "true"}


@pytest.fixture
def workshop(facilitator, journey_id: int) -> int:
    answer = facilitator.send(f"/journeys/{journey_id}/workshops")
    return int(re.search(r"/workshops/(\d+)/", answer.location)[1])


def text(answer) -> str:
    return answer.get_data(as_text=True)


def planned(**changes: str) -> dict:
    form = {"frame-used": "y", "frame-minutes": "10", "causes-used": "y", "causes-minutes": "30"}
    return form | changes


def test_a_plan_leaves_phases_out_and_asks_its_own_question(facilitator, workshop):
    sent = planned(**{"causes-question": "Hvad er 100 % klart nu?"})
    assert facilitator.send(f"/workshops/{workshop}/plan", sent).status_code == 303
    console = text(facilitator.get(f"/workshops/{workshop}/console"))
    assert "Rekonstruér" not in console
    assert "30 min." in console
    facilitator.send(f"/workshops/{workshop}/phase", {"phase": "causes"})
    assert "Hvad er 100 % klart nu?" in text(facilitator.get(f"/workshops/{workshop}/console"))
    assert "Hvad er 100 % klart nu?" in text(facilitator.get(f"/workshops/{workshop}/screen"))


def clock(facilitator, workshop: int) -> str:
    return re.search(r'role="timer"[^>]*>([^<]*)<', text(facilitator.get(f"/workshops/{workshop}/screen")))[1]


def test_a_clock_that_nobody_has_touched_is_laid_out_with_the_minutes_of_the_plan(facilitator, workshop):
    facilitator.send(f"/workshops/{workshop}/plan", planned())
    assert clock(facilitator, workshop) == "10:00"
    facilitator.send(f"/workshops/{workshop}/clock", {"move": 5})
    facilitator.send(f"/workshops/{workshop}/plan", planned(**{"frame-minutes": "20"}))
    assert clock(facilitator, workshop) == "15:00", "what somebody set by hand stays"


def test_a_plan_is_kept_as_a_template_for_other_workshops(facilitator, stranger, workshop):
    facilitator.send(f"/workshops/{workshop}/plan", planned(name="Kort form"))
    page = text(facilitator.get(f"/workshops/{workshop}/plan"))
    choice = re.search(r'value="(kept-\d+)">Kort form', page)
    assert choice
    begun = text(facilitator.get(f"/workshops/{workshop}/plan?begin={choice[1]}"))
    assert re.search(r'name="frame-used" value="y" checked', begun)
    assert not re.search(r'name="dynamics-used" value="y" checked', begun)
    assert facilitator.get(f"/workshops/{workshop}/plan?begin=kept-999").status_code == 404


@pytest.mark.parametrize(("begin", "minutes"), [("two-hours", 120), ("three-hours", 180), ("minifokus", 80)])
def test_the_built_in_plans_take_the_time_they_say(facilitator, workshop, begin, minutes):
    assert f"{minutes} minutter i alt" in text(facilitator.get(f"/workshops/{workshop}/plan?begin={begin}"))


@pytest.mark.parametrize("bad", [{}, planned(**{"frame-minutes": "0"}), planned(**{"frame-minutes": "999"})])
def test_a_plan_that_makes_no_sense_changes_nothing(facilitator, workshop, bad):
    assert facilitator.send(f"/workshops/{workshop}/plan", bad).status_code == 422
    assert "Rekonstruér" in text(facilitator.get(f"/workshops/{workshop}/console"))


def test_a_private_phase_withholds_what_is_written_in_it(app, facilitator, journey_id):
    room = Room(app, facilitator, journey_id)
    seat = room.sit("citizen")
    other = room.sit("authority")
    room.steer("reveal")
    room.steer("phase", phase="perspectives")
    room.note(seat, "Skrevet for mig selv")
    assert "Skrevet for mig selv" not in text(other.get(f"{room.url}/phone/notes"))
    room.steer("reveal")
    assert "Skrevet for mig selv" in text(other.get(f"{room.url}/phone/notes"))


def test_own_notes_are_kept_and_never_leave_the_console(facilitator, journey_id, workshop):
    url = f"/workshops/{workshop}/private-notes"
    facilitator.send(url, {"notes": "Lad borgeren begynde", "before": ""})
    assert "Lad borgeren begynde" in text(facilitator.get(f"/workshops/{workshop}/console"))
    for elsewhere in (
        f"/workshops/{workshop}/screen",
        f"/journeys/{journey_id}/changes?after=0",
        f"/journeys/{journey_id}/changes/list",
        f"/journeys/{journey_id}/journey.json",
        f"/journeys/{journey_id}/board",
    ):
        assert "Lad borgeren begynde" not in text(facilitator.get(elsewhere))


def test_two_facilitators_do_not_write_over_each_others_notes(facilitator, workshop):
    url = f"/workshops/{workshop}/private-notes"
    facilitator.send(url, {"notes": "Den ene", "before": ""}, headers=HTMX)
    facilitator.send(url, {"notes": "Den anden", "before": ""}, headers=HTMX)
    page = text(facilitator.get(f"/workshops/{workshop}/console"))
    assert "Den ene" in page
    assert "Den anden" in page


def test_the_timeline_is_replayed_from_the_first_event_to_the_last(facilitator):
    answer = facilitator.send("/journeys/new", {"title": "Vokser", "version": "1"})
    journey = int(re.search(r"/journeys/(\d+)/", answer.location)[1])
    for day in (1, 5, 9):
        sent = {"date": f"{day}/3-2024", "title": f"Dag {day}", "version": "0", "senders": "a1", "recipients": "a2"}
        facilitator.send(f"/journeys/{journey}/events/new", sent)
    facilitator.send(f"/journeys/{journey}/undo")
    page = text(facilitator.get(f"/journeys/{journey}/replay"))
    steps = [int(seq) for seq in re.findall(r'data-seq="(\d+)"', page)]
    counts = [len(facilitator.get(f"/journeys/{journey}/replay/{seq}").get_json()["events"]) for seq in steps]
    assert counts == [0, 1, 2, 3, 2]


def test_a_change_of_date_is_seen_at_its_own_step(facilitator, journey_id):
    event = facilitator.get(f"/journeys/{journey_id}/timeline").get_json()["events"][1]
    sent = {"date": "2024-03-09", "version": str(event["version"])}
    facilitator.send(f"/journeys/{journey_id}/events/{event['id']}/date", sent)
    page = text(facilitator.get(f"/journeys/{journey_id}/replay"))
    first, last = [int(seq) for seq in re.findall(r'data-seq="(\d+)"', page)]
    assert [_at(facilitator, journey_id, seq, event["id"]) for seq in (first, last)] == ["2024-03-06", "2024-03-09"]


def _at(facilitator, journey_id: int, seq: int, event_id: int) -> str:
    payload = facilitator.get(f"/journeys/{journey_id}/replay/{seq}").get_json()
    return next(event["at"] for event in payload["events"] if event["id"] == event_id)
