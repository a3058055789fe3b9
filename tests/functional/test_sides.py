"""What each side saw as a page: its figures, its links, and what it must not tell of an open workshop."""

import html
import re

import pytest
from flask import Flask

from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

pytestmark = pytest.mark.sqlite


def page_of(client: CheckingClient, journey_id: int) -> str:
    answer = client.get(f"/journeys/{journey_id}/sides")
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def main_of(page: str) -> str:
    """Return what is inside the page, without the form token around it."""
    return page.split("<main")[1].split("</main>")[0]


def said(page: str, part: str) -> str:
    """Return the words of a part of the page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split(f'id="{part}"')[1]))


def test_each_side_has_its_share_and_its_counts(facilitator, journey_id):
    page = page_of(facilitator, journey_id)
    citizen = said(page, "side-citizen").split("Myndigheden")[0]
    assert "17 af 24, 71 %" in citizen
    for words in ("kendt: 17", "kendte den ikke: 7", "ikke besvaret: 0", "ikke relevant: 1", "145 dage + ca. 43"):
        assert words in said(page, "side-citizen"), words
    assert "112 dage uden besked, 14. maj 2024 til 3. september 2024" in said(page, "side-citizen")
    assert "9 af 13, 69 %" in said(page, "side-external")


def test_the_table_says_what_the_drawing_shows(facilitator, journey_id):
    table = page_of(facilitator, journey_id).split('id="steps-table"')[1].split("</table>")[0]
    last = re.findall(r"<td[^>]*>\s*([^<]+?)\s*(?:<small>([^<]*)</small>)?</td>", table)[-3:]
    assert last == [("17 af 24", ""), ("22 af 25", ""), ("9 af 13", "")]
    assert "mellem" in table, "dates that are not sure are told"


def test_what_only_one_side_knew_comes_by_weight_and_opens_on_the_board(facilitator, journey_id):
    alone = page_of(facilitator, journey_id).split('class="alone"')[1].split("</ol>")[0]
    titles = re.findall(r"/board\?event=\d+\">([^<]+)</a>", alone)
    assert titles[:2] == ["Rådgiver 1 stopper", "Fristen for den børnefaglige undersøgelse overskrides"]
    assert "Kun myndigheden kendte den. Borgeren og eksterne kendte den ikke." in alone
    assert facilitator.get(re.findall(r'href="([^"]+)"', alone)[0]).status_code == 200


def test_a_phase_says_its_median_and_that_it_rests_on_few(facilitator, journey_id):
    page = page_of(facilitator, journey_id)
    first, second = said(page, "phase-1"), said(page, "phase-2")
    assert "1. Fra begyndelsen, februar 2024" in first
    assert "Myndigheden minus borgeren median 0 , 5 hændelser, −1 til +3" in first
    assert "2. Fra sagsbehandlerskift, 1. juli 2024" in second
    assert "Myndigheden minus borgeren median +2 , 4 hændelser, +1 til +2, få svar" in second


def test_the_board_leads_here(facilitator, journey_id):
    assert f"/journeys/{journey_id}/sides" in facilitator.get(f"/journeys/{journey_id}/board").get_data(as_text=True)


def test_without_events_or_answers_the_page_says_so(facilitator):
    answer = facilitator.send("/journeys/new", {"title": "En ny sag", "version": "1"})
    journey_id = int(re.findall(r"\d+", answer.location)[0])
    assert "Her er ingen hændelser endnu." in page_of(facilitator, journey_id)
    event = {"date": "12. marts 2024", "title": "Mor ringer", "version": "1"}
    assert facilitator.send(f"/journeys/{journey_id}/events/new", event).status_code == 303
    page = page_of(facilitator, journey_id)
    assert "Ingen har svaret endnu." in page
    assert '<svg class="knowing"' not in page


def test_nobody_else_sees_it(client, stranger, journey_id):
    assert stranger.get(f"/journeys/{journey_id}/sides").status_code == 404
    assert client.get(f"/journeys/{journey_id}/sides").status_code in (302, 303, 401)


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def test_a_private_answer_moves_nothing_before_it_is_shown(room: Room) -> None:
    before = main_of(page_of(room.facilitator, room.journey_id))
    author = room.sit("citizen")
    room.answer(author, 5, "known", 2)
    room.answer(room.sit("authority"), 1, "known", -2)
    assert main_of(page_of(room.facilitator, room.journey_id)) == before
    room.steer("reveal")
    after = said(page_of(room.facilitator, room.journey_id), "side-citizen")
    assert "18 af 24, 75 %" in after


def test_a_participant_and_the_screen_do_not_reach_it(room: Room) -> None:
    for client in (room.sit("citizen"), room.show()):
        assert client.get(f"/journeys/{room.journey_id}/sides").status_code in (302, 303, 401, 403, 404)
