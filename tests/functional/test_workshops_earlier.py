"""A workshop begins with what was learned before: on the console at once, on the wall when the facilitator shows it."""

import re

import pytest
from sqlalchemy import select

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from tests.functional.room import Room
from tests.functional.test_minifokus import page, written

NOTED = "Nyt brev med resumé"


@pytest.fixture
def room(app, facilitator, journey_id):
    """A workshop on the children's case; there is a note in its area, and one in another."""
    written(facilitator)
    written(facilitator, area="voksne", **{"actions-0-title": "En vagttelefon"})
    return Room(app, facilitator, journey_id)


def on_the_wall(screen, room):
    said = page(screen, f"{room.url}/screen")
    return said[said.index('id="screen-earlier"') : said.index('class="screen-foot"')]


def of_areas(app, area):
    with app.app_context():
        for case in db.session.scalars(select(Journey)):
            case.area = area
        db.session.commit()


def test_the_console_begins_with_open_actions_of_the_area_and_with_causes_of_its_other_cases(app, facilitator, room):
    said = page(facilitator, f"{room.url}/console")
    assert "Åbne handlinger på området" in said
    assert "En vagttelefon" not in said
    assert "Årsager i tidligere sager" not in said, "there is no other case of the area"
    of_areas(app, "boern")
    said = page(facilitator, f"{room.url}/console")
    assert "Årsager i tidligere sager" in said
    assert "også i denne sag" in said


def test_causes_of_fewer_cases_than_the_team_shows_are_not_told(app, facilitator, room):
    of_areas(app, "boern")
    with app.app_context():
        db.session.execute(db.text("UPDATE teams SET least_journeys = 3"))
        db.session.commit()
    assert "Årsager i tidligere sager" not in page(facilitator, f"{room.url}/console")


def test_the_wall_shows_it_when_the_facilitator_says_so_and_names_no_case(app, facilitator, room):
    of_areas(app, "boern")
    screen = room.show()
    assert "Det aftalte vi sidst" not in on_the_wall(screen, room)
    room.steer("earlier", shown="yes")
    said = on_the_wall(screen, room)
    assert "Det aftalte vi sidst" in said
    assert "Årsager, vi har set før" in said
    assert not re.search("Da to teams|El-kørestolen|Telefonen, der|Et brev, ingen|/minifokus|/actions", said)
    told = screen.get(f"/journeys/{room.journey_id}/changes?after=0&as=screen").get_json()["messages"]
    assert "Det aftalte vi sidst" in told[-1]["html"]
    assert "Tidligere læring vist" in page(facilitator, f"/journeys/{room.journey_id}/changes/list")
    room.steer("phase", phase="reconstruct")
    assert "Det aftalte vi sidst" not in on_the_wall(screen, room)
    room.steer("phase", phase="frame")
    room.steer("earlier", shown="no")
    assert "Det aftalte vi sidst" not in on_the_wall(screen, room)


def test_the_five_questions_are_at_hand_while_the_room_looks_for_causes_and_actions(facilitator, room):
    for phase, words in (("causes", "Spørgsmål 2, 3 og 4"), ("actions", "Spørgsmål 5"), ("reveal", "")):
        room.steer("phase", phase=phase)
        said = page(facilitator, f"{room.url}/console")
        assert ("MiniFOKUS" in said, words in said) == (bool(words), True), phase
    room.steer("focus", event=room.events[2])
    room.steer("phase", phase="causes")
    button = re.search(r'<button[^>]+name="event"[^>]+>', page(facilitator, f"{room.url}/console"))[0]
    assert f'formaction="/journeys/{room.journey_id}/minifokus"' in button
    assert f'value="{room.events[2]}"' in button


def test_somebody_with_a_seat_shows_nothing_on_the_wall(room):
    assert room.sit().send(f"{room.url}/earlier", {"shown": "yes"}).status_code == 403
