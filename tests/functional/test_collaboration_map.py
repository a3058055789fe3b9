"""The map of a case as a page: what is drawn stands in the table too, and whatever is pressed has its events."""

import html
import json
import re
from io import BytesIO

import pytest

from tests.functional.conftest import CheckingClient

pytestmark = pytest.mark.sqlite


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


def test_a_place_says_between_whom_it_stood(facilitator, journey_id):
    chosen = page_of(facilitator, journey_id, "?place=Skolen").split('id="chosen"')[1].split("</section>")[0]
    assert "Bindeled mellem to, hvor den ene ikke selv henvendte sig til den anden: " in chosen
    assert "3 gange mellem to andre sider, 1 gang mellem to på en anden side." in chosen
    assert "Bindeled" not in page_of(facilitator, journey_id, "?place=Regionen"), "nobody turned to it"


def test_units_that_met_in_nobody_but_somebody_outside_are_told(facilitator, journey_id):
    text = "PPR og Modtagelsen havde ingen hændelse med hinanden: kun Skolen havde med begge at gøre."
    page = page_of(facilitator, journey_id)
    assert text in page
    assert page.split(text)[1].split("</ul>")[0].count("/board?event=") >= 2
    assert text not in page_of(facilitator, journey_id, "?by=actor"), "colleagues of those two may have met"


def test_of_many_such_units_the_first_are_told_and_the_others_counted(facilitator, journey_id, monkeypatch):
    monkeypatch.setattr("klagerejsen.board.collaboration.MOST_APART", 0)
    assert "Det samme gælder 1 andet par af enheder." in page_of(facilitator, journey_id)


def test_what_is_not_there_is_not_chosen(facilitator, journey_id):
    assert 'id="chosen"' not in page_of(facilitator, journey_id, "?giver=x&taker=y&place=z")
    assert facilitator.get(f"/journeys/{journey_id}/map?by=moon").status_code == 404


def test_the_map_is_told_in_plain_words(facilitator, journey_id):
    page = page_of(facilitator, journey_id)
    assert "Flest veje går gennem Borgerens side" in page
    assert "Ingen henvendte sig til Regionen." in page
    assert "Sagen blev givet videre fra Familierådgivningen og kom tilbage efter 55 arbejdsdage." in page
    assert "Borgerens side bragte oplysninger fra Regionen til Familierådgivningen og Børnehandicap." in page


@pytest.mark.parametrize("by", ["unit", "actor"])
def test_who_carried_information_is_drawn_told_and_counted(facilitator, journey_id, by):
    page = page_of(facilitator, journey_id, f"?by={by}")
    table = page.split("<tbody>")[1]
    arcs = re.findall(r'<a class="arc( handed)?( carried)?"[^>]*aria-label="([^"]*)"(.*?)</a>', page, re.S)
    marked = [name for _handed, carried, name, inside in arcs if carried]
    assert marked
    assert all(("1 gang båret videre" in name) == (name in marked) for *_way, name, _inside in arcs)
    assert all(('class="parcel"' in inside) == bool(carried) for _handed, carried, _name, inside in arcs)
    counted = re.findall(r'<td class="num">\d+</td><td class="num">\d*</td><td class="num">(\d*)</td>', table)
    assert sum(map(int, filter(None, counted))) == len(marked)
    assert "borgeren eller en ekstern fik eller bragte noget videre" in page


def test_a_dismissed_errand_is_no_longer_on_the_map(facilitator):
    def event(ref, day, kind, sender, taker):
        return {
            "id": ref,
            "date": day,
            "type": kind,
            "title": ref,
            "from": [sender],
            "to": [taker],
            "artefact": "notat",
        }

    actors = [
        {"id": "b", "label": "Borgeren", "perspective": "citizen"},
        {"id": "y", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
        {"id": "j", "label": "Jurist", "perspective": "authority", "unit": "Jura"},
    ]
    events = [event("1", "2024-01-08", "information", "y", "b"), event("2", "2024-01-10", "information", "b", "j")]
    head = {"format": "klagerejsen-journey", "version": 1, "title": "Bud"}
    file = json.dumps({**head, "actors": actors, "events": events}).encode()
    sent = {"file": (BytesIO(file), "bud.json"), "csrf_token": facilitator.token()}
    answer = facilitator.post("/journeys/import", data=sent, content_type="multipart/form-data")
    journey_id = int(re.findall(r"/journeys/(\d+)/", answer.location)[0])
    assert "Borgerens side fik noget af Ydelse og bragte det til Jura." in page_of(facilitator, journey_id)
    key = "citizen_as_messenger:1+2"
    data = {"status": "dismissed", "reason": "Borgeren ville selv"}
    assert facilitator.send(f"/journeys/{journey_id}/findings/{key}/judgement", data).status_code == 303
    page = page_of(facilitator, journey_id)
    assert "bragte det til Jura" not in page
    assert 'class="arc carried"' not in page


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
