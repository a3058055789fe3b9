"""The handout of a workshop: chosen, proved and handed out to those who run it, while there is a way in."""

from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.outgoing.models import Export
from klagerejsen.workshops.models import Workshop
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room
from tests.functional.test_poster_pdf import flat
from tests.pdf_reading import read, spoken

pytestmark = pytest.mark.sqlite


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def test_what_is_proved_is_handed_out_tagged_with_the_code_and_the_rooms_own_questions(room: Room) -> None:
    with room.app.app_context():
        plan = [{"phase": "causes", "minutes": 33, "question": "Hvad er 50 % af det?", "private": False}]
        db.session.execute(db.update(Workshop).values(plan=plan))
        db.session.commit()
    page = room.facilitator.get(f"{room.url}/handout?paper=a5").text
    answer = room.facilitator.get(f"{room.url}/handout.pdf?paper=a5")
    words = flat(spoken(read(answer.data)))
    for text in (room.code, "localhost/join", "Hvad er 50 % af det?", "33 min.", "hvem ser det?"):
        assert text in page
        assert text in words
    assert 'width="148mm"' in page
    with pikepdf.open(BytesIO(answer.data)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfuaid:part"], metadata.pdfa_status) == ("1", "2A")
        assert len(pdf.pages) == 2
    with room.app.app_context():
        assert [line.format for line in db.session.scalars(db.select(Export))] == ["pdf"]


def test_it_is_for_those_who_run_the_workshop_and_only_while_it_is_open(room: Room) -> None:
    address = f"{room.url}/handout"
    assert room.sit().get(address).status_code == 403
    assert room.facilitator.get(f"{address}?paper=a0").status_code == 404
    assert room.facilitator.get(f"{address}.doc").status_code == 404
    assert f'href="{address}"' in room.facilitator.get(f"{room.url}/console").text
    room.facilitator.send(f"{room.url}/closure", {"closed": "yes"})
    assert room.facilitator.get(address).status_code == 404
    assert room.facilitator.get(f"{address}.pdf").status_code == 404
    assert f'href="{address}"' not in room.facilitator.get(f"{room.url}/sheet").text
