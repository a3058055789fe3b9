"""The poster's page: choices on the left, and a proof that is drawn of them."""

import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from klagerejsen.posters import services
from tests.functional.conftest import CheckingClient

pytestmark = pytest.mark.sqlite

SVG = "{http://www.w3.org/2000/svg}"


def proof(client: CheckingClient, journey_id: int, asked: str = "") -> str:
    answer = client.get(f"/journeys/{journey_id}/poster{asked}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_page_shows_the_proof_in_the_millimetres_of_the_paper(facilitator, journey_id) -> None:
    page = facilitator.get(f"/journeys/{journey_id}/poster?size=a2&orientation=portrait").get_data(as_text=True)
    assert re.search(r'<svg[^>]* width="420mm" height="594mm"', page)
    assert re.search(r'name="size" value="a2" checked', page)
    assert re.search(r'name="orientation" value="portrait" checked', page)


def test_a_changed_choice_brings_a_new_proof_and_nothing_else_of_the_page(facilitator, journey_id) -> None:
    part = proof(facilitator, journey_id, "?chosen=1&sections=silences&size=a3")
    assert part.lstrip().startswith('<div id="proof">')
    assert "uden besked" in part
    assert "Hvad vi fandt" not in part
    assert "meters afstand" in part


def test_what_the_proof_shows_is_what_the_file_holds(facilitator, journey_id) -> None:
    asked = "?chosen=1&sections=causes&quotes=citizen&anonymity=roles&colour=grey&size=a3&orientation=portrait"
    drawing = facilitator.get(f"/journeys/{journey_id}/poster.svg{asked}").data
    words = [text.text for text in ElementTree.fromstring(drawing).iter(f"{SVG}tspan")]
    shown = proof(facilitator, journey_id, asked)
    inline = ElementTree.fromstring(re.search(r"<svg.*?</svg>", shown, re.S)[0])
    assert [text.text for text in inline.iter(f"{SVG}tspan")] == words


def test_a_sheet_behind_the_first_can_be_had_as_a_picture(facilitator, journey_id) -> None:
    part = proof(facilitator, journey_id, "?size=a3")
    assert "Ark 2 af 2" in part
    second = facilitator.get(f"/journeys/{journey_id}/poster.svg?size=a3&page=2").get_data(as_text=True)
    assert "Kronologisk liste" in second


def test_the_page_works_while_others_are_having_posters_drawn(facilitator, journey_id) -> None:
    with services.line.place(), services.line.place(), services.line.place():
        part = proof(facilitator, journey_id)
    assert "Prøven kommer, når der er plads." in part
    assert 'hx-trigger="load' in part


def test_a_journey_without_events_says_so_in_place_of_the_proof(app: Flask, facilitator, journey_id) -> None:
    from sqlalchemy import delete

    from klagerejsen.extensions import db
    from klagerejsen.journeys.models import Event

    with app.app_context():
        db.session.execute(delete(Event))
        db.session.commit()
    assert "Der er ingen hændelser at sætte på plakaten." in proof(facilitator, journey_id)


@pytest.mark.parametrize("asked", ["?size=a9", "?sections=x", "?language=xx"])
def test_a_choice_nobody_has_is_not_found(facilitator, journey_id, asked: str) -> None:
    assert facilitator.get(f"/journeys/{journey_id}/poster{asked}").status_code == 404
    assert facilitator.get(f"/journeys/{journey_id}/poster.pdf{asked}").status_code == 404


def test_a_poster_in_pieces_is_a_pdf_and_nothing_else(facilitator, journey_id) -> None:
    answer = facilitator.get(f"/journeys/{journey_id}/poster.pdf?size=a2&tiles=a4")
    assert answer.data.startswith(b"%PDF-")
    assert "a2-a4.pdf" in answer.headers["Content-Disposition"]
    assert facilitator.get(f"/journeys/{journey_id}/poster.png?tiles=a4").status_code == 404
    assert facilitator.get(f"/journeys/{journey_id}/poster.pdf?tiles=a9").status_code == 404


def test_the_learning_note_is_chosen_and_handed_out_on_a4(facilitator, journey_id) -> None:
    page = facilitator.get(f"/journeys/{journey_id}/poster?sheet=learning&size=a1").get_data(as_text=True)
    assert re.search(r'<svg[^>]* width="210mm" height="297mm"', page)
    assert "Bekræftede fund" in page
    answer = facilitator.get(f"/journeys/{journey_id}/poster.svg?sheet=learning")
    assert f"klagerejse-{journey_id}-learning-a4.svg" in answer.headers["Content-Disposition"]
    assert facilitator.get(f"/journeys/{journey_id}/poster.pdf?sheet=learning&tiles=a4").status_code == 404
