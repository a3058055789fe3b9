"""The map of a case as a page: what is drawn stands in the table too, and whatever is pressed has its events."""

import html
import re

import pytest

from tests.functional.conftest import CheckingClient


def page_of(client: CheckingClient, journey_id: int, query: str = "") -> str:
    answer = client.get(f"/journeys/{journey_id}/map{query}")
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("by", ["unit", "actor"])
def test_the_table_says_what_the_drawing_shows(facilitator, journey_id, by):
    page = page_of(facilitator, journey_id, f"?by={by}")
    drawn = re.findall(r'<a class="arc[^"]*" href="([^"]+)"', page)
    told = re.findall(r'<th scope="row"><a href="([^"]+)"', page)
    assert len(drawn) > 10
    assert sorted(drawn) == sorted(told)


def test_a_link_that_is_pressed_has_its_events_below(facilitator, journey_id):
    page = page_of(facilitator, journey_id, "?giver=Familierådgivningen&taker=Børnehandicap")
    chosen = page.split('id="chosen"')[1].split("</section>")[0]
    assert "Familierådgivningen til Børnehandicap" in chosen
    assert "2 gange, 2 overdragelser, median 30 arbejdsdage" in chosen
    assert chosen.count("/board?event=") == 2
    assert page.count('aria-current="true"') == 3, "how it is shown, in the drawing and in the table"


def test_a_place_that_is_pressed_has_its_events_below(facilitator, journey_id):
    chosen = page_of(facilitator, journey_id, "?place=Regionen").split('id="chosen"')[1].split("</section>")[0]
    assert "Henvendte sig til andre: 1. Andre henvendte sig hertil: 0." in chosen
    assert chosen.count("/board?event=") == 1


def test_what_is_not_there_is_not_chosen(facilitator, journey_id):
    assert 'id="chosen"' not in page_of(facilitator, journey_id, "?giver=x&taker=y&place=z")
    assert facilitator.get(f"/journeys/{journey_id}/map?by=moon").status_code == 404


def test_the_map_is_told_in_plain_words(facilitator, journey_id):
    page = page_of(facilitator, journey_id)
    assert "Flest veje går gennem Borgerens side" in page
    assert "Ingen henvendte sig til Regionen." in page
    assert "Sagen blev givet videre fra Familierådgivningen og kom tilbage efter 55 arbejdsdage." in page
    assert "Borgerens side bragte oplysninger fra Regionen til Familierådgivningen og Børnehandicap." in page


def test_the_board_leads_to_the_map(facilitator, journey_id):
    assert f"/journeys/{journey_id}/map" in facilitator.get(f"/journeys/{journey_id}/board").get_data(as_text=True)


def test_a_case_without_events_has_words_instead_of_a_map(facilitator):
    answer = facilitator.send("/journeys/new", {"title": "En ny sag", "version": "1"})
    journey_id = int(re.findall(r"\d+", answer.location)[0])
    page = page_of(facilitator, journey_id)
    assert "Her er intet kort endnu." in page
    assert "<table" not in page


def test_nobody_else_sees_the_map(client, stranger, journey_id):
    assert stranger.get(f"/journeys/{journey_id}/map").status_code == 404
    assert client.get(f"/journeys/{journey_id}/map").status_code in (302, 303, 401)
