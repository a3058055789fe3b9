"""The letter's page: a proposal that is edited, checked for personal data, and printed; nothing of it is kept."""

from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.outgoing.models import Export
from tests.functional.test_poster_pdf import flat
from tests.pdf_reading import read, spoken

pytestmark = pytest.mark.sqlite

HTMX = {"HX-Request": "true"}
TYPED = {
    "language": "da",
    "greeting": "Kære borger",
    "thanks": 'Tak. #import "x" *bold* $x$ <b>',
    "understood": "Du ventede længe.",
    "found": "– Der var frister, som ikke blev holdt.\n– Sagen lå stille.",
    "doing": "– Vi ringer.",
    "contact": "",
}


def letter(person, journey_id, **changed):
    return person.send(f"/journeys/{journey_id}/letter", TYPED | changed)


def test_the_page_proposes_what_was_confirmed_in_the_language_asked_for(facilitator, journey_id) -> None:
    page = facilitator.get(f"/journeys/{journey_id}/letter").get_data(as_text=True)
    assert "Den længste tid var 112 dage." in page
    assert "Kære borger" in page
    english = facilitator.get(f"/journeys/{journey_id}/letter?language=en").get_data(as_text=True)
    assert "Dear citizen" in english
    assert facilitator.get(f"/journeys/{journey_id}/letter?language=xx").status_code == 404


def test_what_was_edited_is_what_is_printed_as_text_and_in_order(facilitator, journey_id) -> None:
    answer = letter(facilitator, journey_id)
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(BytesIO(answer.data)) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.Lang == "da"
        assert str(pdf.docinfo.Title) == "Det har vi lært af din klage"
        assert (metadata["pdfuaid:part"], metadata.pdfa_status) == ("1", "2A")
    said = flat(spoken(read(answer.data)))
    order = ["Det har vi lært af din klage", *(flat(TYPED[name].split("\n")[0]) for name in
             ("greeting", "thanks", "understood")), "Der var frister", "Sagen lå stille.", "Vi ringer.",
             "Navn eller afdeling", "Venlig hilsen", "Brevet er ikke en afgørelse."]  # fmt: skip
    places = [said.find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_cpr_number_is_refused_wherever_it_stands(facilitator, journey_id) -> None:
    for name in ("greeting", "thanks", "understood", "found", "doing", "contact"):
        answer = letter(facilitator, journey_id, **{name: "Barnets nummer er 120343-5678."})
        assert answer.status_code == 422
        assert "ligner et cpr-nummer" in answer.get_data(as_text=True)


def test_a_name_is_pointed_out_once_and_whom_to_contact_may_have_one(facilitator, journey_id) -> None:
    named = {"found": "Kirsten Holmgaard svarede ikke."}
    warned = letter(facilitator, journey_id, **named)
    assert warned.status_code == 200
    assert "Ligner et navn." in warned.get_data(as_text=True)
    assert letter(facilitator, journey_id, **named, seen="1").mimetype == "application/pdf"
    assert letter(facilitator, journey_id, contact="Kirsten Holmgaard").mimetype == "application/pdf"


def test_only_that_a_file_left_the_house_is_kept(app: Flask, facilitator, journey_id) -> None:
    letter(facilitator, journey_id, understood="Noget ganske særligt.")
    with app.app_context():
        line = db.session.scalars(db.select(Export).order_by(Export.id.desc())).first()
        assert (line.what, line.format, line.journey_id, line.words) == ("poster", "pdf", journey_id, None)
    assert "Noget ganske særligt" not in facilitator.get(f"/journeys/{journey_id}/letter").get_data(as_text=True)


@pytest.mark.parametrize("method", ["get", "send"])
def test_a_stranger_finds_no_letter(stranger, journey_id, method: str) -> None:
    address = f"/journeys/{journey_id}/letter"
    answer = stranger.get(address) if method == "get" else stranger.send(address, TYPED)
    assert answer.status_code == 404


def test_the_proof_follows_what_is_typed_and_nothing_of_it_is_kept_or_leaves(
    app: Flask, facilitator, journey_id
) -> None:
    address = f"/journeys/{journey_id}/letter"
    assert "Den længste tid" in facilitator.get(address).text.partition('id="proof"')[2]
    part = facilitator.send(f"{address}/proof", TYPED | {"doing": "– Vi ringer på <b>fredag</b>."}, headers=HTMX)
    assert part.text.lstrip().startswith('<div id="proof">')
    assert "Vi ringer på &lt;b&gt;fredag&lt;/b&gt;." in part.text
    assert 'width="210mm"' in part.text
    whole = facilitator.send(f"{address}/proof", TYPED)
    assert "Sagen lå stille." in whole.text.partition('id="proof"')[2]
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Export.id))) == 0


def test_a_proof_of_what_is_refused_says_why(facilitator, journey_id) -> None:
    typed = TYPED | {"thanks": "Barnets nummer er 120343-5678."}
    part = facilitator.send(f"/journeys/{journey_id}/letter/proof", typed, headers=HTMX)
    assert part.status_code == 200
    assert "ligner et cpr-nummer" in part.text
    assert "paper" not in part.text
    assert facilitator.send(f"/journeys/{journey_id}/letter/proof", typed).status_code == 422
