"""A pasted text: looked through first, split at its dates, put right piece by piece, accepted at once."""

import datetime as dt
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.intake.models import Draft
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Event
from tests.faults.bad_files import pdf
from tests.functional.conftest import CheckingClient
from tests.functional.intake import fields_of, settled, upload
from tests.functional.test_intake_files import folders
from tests.unit.intake.test_documents import word

NUMBER = "240397-2690"
TEXT = """Udskrift

Notat 12.03.2024 kl. 10.15 KH:
Mor ringer til modtagelsen. Hun er bekymret. Lovet svar senest 1/4.

14/3 Rådgiver 1 ringer tilbage til mor
- d. 2. maj 2024 møde med mor og barnet

Det gik godt.
03-04-25 Ankestyrelsen ringer
"""


def url(journey_id: int, rest: str = "") -> str:
    return f"/journeys/{journey_id}/paste{rest}"


def pieces(app: Flask) -> list[dict[str, Any]]:
    with app.app_context():
        draft = db.session.scalars(select(Draft)).first()
        return draft.pieces if draft else []


def events(app: Flask, journey_id: int) -> list[Event]:
    with app.app_context():
        there = select(Event).where(Event.journey_id == journey_id, ~Event.deleted)
        return list(db.session.scalars(there.order_by(Event.id)))


def fields(app: Flask, **changes: str) -> dict[str, Any]:
    """Return the fields of all pieces as the page has them."""
    sent: dict[str, Any] = {}
    for piece in pieces(app):
        key = piece["key"]
        sent[f"row-{key}"] = "1"
        sent |= {f"{name}-{key}": value for name, value in piece["form"].items() if not isinstance(value, bool)}
        if piece["form"]["expects_reply"]:
            sent[f"expects_reply-{key}"] = "1"
        if piece["state"] == "chosen":
            sent[f"chosen-{key}"] = "1"
    return sent | changes


@pytest.fixture
def draft(app: Flask, facilitator: CheckingClient, journey_id: int) -> CheckingClient:
    answer = facilitator.send(url(journey_id), {"text": TEXT})
    assert (answer.status_code, answer.location) == (303, url(journey_id))
    return facilitator


def do(client: CheckingClient, app: Flask, journey_id: int, act: str, **changes: str) -> str:
    answer = client.send(url(journey_id, "/pieces"), fields(app, do=act, **changes))
    assert answer.status_code == 303, answer.status_code
    return answer.location


def test_a_text_is_split_at_its_dates_and_nothing_is_an_event_yet(app: Flask, draft: CheckingClient, journey_id: int):
    assert [piece["form"]["date"] for piece in pieces(app)] == [
        "",
        "12. marts 2024",
        "14. marts 2024",
        "2. maj 2024",
        "",
    ]
    assert [piece["form"]["title"] for piece in pieces(app)] == [
        "Udskrift", "Mor ringer til modtagelsen", "Rådgiver 1 ringer tilbage til mor", "Møde med mor og barnet",
        "Ankestyrelsen ringer",
    ]  # fmt: skip
    assert pieces(app)[3]["passage"].endswith("Det gik godt."), "what has no date goes with what is above"
    assert len(events(app, journey_id)) == 25


def test_a_draft_is_there_again_after_a_reload(draft: CheckingClient, journey_id: int):
    page = draft.get(url(journey_id)).text
    assert 'value="Mor ringer til modtagelsen"' in page
    assert "Notat 12.03.2024 kl. 10.15 KH:" in page
    assert page.count('class="piece"') == 5


def test_a_date_with_two_readings_waits_for_a_choice(app: Flask, draft: CheckingClient, journey_id: int):
    page = draft.get(url(journey_id)).text
    found = re.search(r'<select id="date-5" name="date-5">(.*?)</select>', page, re.DOTALL)
    assert found
    assert re.findall(r'<option value="([^"]*)"', found[1]) == ["", "2025-04-03", "2003-04-25"]
    do(draft, app, journey_id, "accept", **{"chosen-5": "1"})
    assert len(events(app, journey_id)) == 25
    do(draft, app, journey_id, "accept", **{"chosen-5": "1", "date-5": "2025-04-03"})
    assert events(app, journey_id)[-1].date == "2025-04-03"


def test_what_is_accepted_is_undone_at_once(app: Flask, draft: CheckingClient, journey_id: int):
    before = len(events(app, journey_id))
    do(draft, app, journey_id, "drop-1")
    location = do(draft, app, journey_id, "everything")
    assert location == url(journey_id), "the date with two readings is still open"
    page = draft.get(location).text
    assert "3 hændelser er lagt på tidslinjen." in page
    assert "1 mangler noget endnu" in page
    added = events(app, journey_id)[before:]
    assert [(event.date, event.type) for event in added] == [
        ("2024-03-12", "enquiry"), ("2024-03-14", "conversation"), ("2024-05-02", "meeting"),
    ]  # fmt: skip
    assert added[0].reply_due == "2024-04-01"
    assert added[0].description == "Hun er bekymret. Lovet svar senest 1/4."
    with app.app_context():
        seq = history.latest_number(journey_id)
    draft.send(f"/journeys/{journey_id}/changes/{seq}/undo")
    assert len(events(app, journey_id)) == before


def test_when_nothing_is_left_the_draft_is_gone(app: Flask, draft: CheckingClient, journey_id: int):
    for key in (1, 5):
        do(draft, app, journey_id, f"drop-{key}")
    location = do(draft, app, journey_id, "everything")
    assert location == f"/journeys/{journey_id}/board"
    assert pieces(app) == []


def test_only_what_is_ticked_is_accepted(app: Flask, draft: CheckingClient, journey_id: int):
    do(
        draft,
        app,
        journey_id,
        "accept",
        **{"chosen-3": "1", "title-3": "Rådgiver 1 ringer op", "type-3": "personal_contact"},
    )
    event = events(app, journey_id)[-1]
    assert (event.title, event.type, event.senders) == ("Rådgiver 1 ringer op", "personal_contact", ["a6"])
    assert [piece["key"] for piece in pieces(app)] == [1, 2, 4, 5]


def test_pieces_are_merged_and_split_and_what_was_typed_stays(app: Flask, draft: CheckingClient, journey_id: int):
    do(draft, app, journey_id, "merge-3", **{"title-2": "Mor ringer første gang"})
    merged = pieces(app)[1]
    assert merged["form"]["title"] == "Mor ringer første gang"
    assert merged["passage"].endswith("14/3 Rådgiver 1 ringer tilbage til mor")
    assert merged["form"]["description"].endswith("Rådgiver 1 ringer tilbage til mor")
    page = draft.get(url(journey_id)).text
    place = re.search(r'value="split-2-(\d+)"[^>]*>før «14/3', page)
    assert place
    location = do(draft, app, journey_id, f"split-2-{place[1]}")
    assert location.endswith("#p2")
    assert [piece["form"]["date"] for piece in pieces(app)][1:3] == ["12. marts 2024", "14. marts 2024"]
    assert pieces(app)[2]["form"]["title"] == "Rådgiver 1 ringer tilbage til mor"


def test_a_half_without_a_date_of_its_own_has_that_of_the_other(app: Flask, draft: CheckingClient, journey_id: int):
    place = pieces(app)[1]["passage"].index("Hun er")
    do(draft, app, journey_id, f"split-2-{place}")
    assert [(piece["form"]["title"], piece["form"]["date"]) for piece in pieces(app)][1:3] == [
        ("Mor ringer til modtagelsen", "12. marts 2024"), ("Hun er bekymret", "12. marts 2024"),
    ]  # fmt: skip


def test_what_is_dropped_can_be_taken_in_again(app: Flask, draft: CheckingClient, journey_id: int):
    for state in ("dropped", "open"):
        do(draft, app, journey_id, "drop-2")
        assert pieces(app)[1]["state"] == state


def test_a_row_is_saved_while_it_is_typed(app: Flask, draft: CheckingClient, journey_id: int):
    row = {name: value for name, value in fields(app).items() if name.endswith("-2")}
    changed = row | {"title-2": "Mor ringer tidligt", "chosen-2": "1"}
    answer = draft.send(url(journey_id, "/pieces"), changed, headers={"Accept": "application/json"})
    assert answer.json == {"saved": True, "say": "1 af 5 godkendt"}
    assert pieces(app)[1]["form"]["title"] == "Mor ringer tidligt"
    assert pieces(app)[2]["form"]["title"] == "Rådgiver 1 ringer tilbage til mor", "the others stay"
    refused = draft.send(url(journey_id, "/pieces"), row | {"title-2": NUMBER}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json["saved"]) == (422, False)


@pytest.mark.parametrize("field", ["title-2", "description-2", "date-2"])
def test_without_script_a_cpr_number_is_refused_in_its_place_and_nothing_typed_is_lost(
    app: Flask, draft: CheckingClient, journey_id: int, field: str
):
    before = pieces(app)
    typed = {"title-3": "Rådgiver 1 ringer sent", "chosen-3": "1", "date-4": "3. maj 2024", field: f"mor {NUMBER}"}
    refused = draft.send(url(journey_id, "/pieces"), fields(app, do="everything", **typed))
    assert refused.status_code == 422
    assert "Intet er gemt endnu" in refused.text
    assert refused.text.count("ligner et cpr-nummer") == 1
    assert 'href="#p2"' in refused.text
    for words in typed.values():
        assert words in refused.text
    assert re.search(r'name="chosen-3"[^>]* checked', refused.text)
    assert (pieces(app), len(events(app, journey_id))) == (before, 25)


def test_names_and_numbers_are_listed_before_anything_is_kept(app: Flask, facilitator: CheckingClient, journey_id: int):
    text = f"12/3-24 Kirsten Holmgaard ringer til mor ({NUMBER}).\n14/3 Kirsten Holmgaards leder svarer."
    asked = facilitator.send(url(journey_id), {"text": text})
    assert asked.status_code == 200
    assert pieces(app) == []
    words = re.findall(r'name="words" value="([^"]+)"', asked.text)
    assert words[0] == NUMBER, "what must go stands first"
    assert "Kirsten Holmgaard" in words
    roles = ["" if word == NUMBER else "rådgiver 1" for word in words]
    refused = facilitator.send(url(journey_id), {"text": text, "words": words, "role": roles})
    assert (refused.status_code, pieces(app)) == (422, [])
    roles = ["(nummer fjernet)" if word == NUMBER else "rådgiver 1" for word in words]
    assert facilitator.send(url(journey_id), {"text": text, "words": words, "role": roles}).status_code == 303
    kept = " ".join(piece["passage"] for piece in pieces(app))
    assert "Kirsten" not in kept
    assert NUMBER not in kept
    assert pieces(app)[0]["form"]["senders"] == ["a6"]


def test_what_is_left_empty_is_no_name_and_stays(app: Flask, facilitator: CheckingClient, journey_id: int):
    sent = {"text": "12/3-24 mor går til Karla Kontor", "words": "Karla", "role": ""}
    assert facilitator.send(url(journey_id), sent).status_code == 303
    assert "Karla Kontor" in pieces(app)[0]["passage"]


NOTE = f"12. marts 2024: Kirsten Holmgaard ringer om {NUMBER}."
FONT = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents"
DOCUMENTS = {
    "notat.txt": NOTE.encode("cp1252"),
    "notat.docx": word(f"<w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p>"),
    "notat.pdf": pdf(b"BT /F1 12 Tf (" + NOTE.encode() + b") Tj ET").replace(b"/Contents", FONT),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_of_a_file_is_pasted_looked_through_and_its_file_forgotten(
    app: Flask, facilitator: CheckingClient, journey_id: int, name: str
):
    read = settled(facilitator, upload(facilitator, DOCUMENTS[name], name))
    link = re.search(rf'href="({url(journey_id)}\?file=[^"]+)"', read.text)
    assert link, read.text
    form = fields_of(facilitator.get(link[1]).text)
    asked = facilitator.send(url(journey_id), form | {"text": NOTE})
    words = re.findall(r'name="words" value="([^"]+)"', asked.text)
    assert words == [NUMBER, "Kirsten Holmgaard"]
    assert (pieces(app), len(folders(app))) == ([], 1)
    roles = {"words": words, "role": ["sit nummer", "mor"]}
    assert facilitator.send(url(journey_id), fields_of(asked.text) | {"text": NOTE} | roles).status_code == 303
    assert [piece["passage"] for piece in pieces(app)] == ["12. marts 2024: Mor ringer om sit nummer."]
    assert folders(app) == []


@pytest.mark.parametrize(("text", "said"), [("  ", "Indsæt en tekst først."), ("x" * 120_001, "på over 120000 tegn")])
def test_a_text_that_cannot_be_split_is_refused_in_words(facilitator: CheckingClient, journey_id: int, text, said):
    answer = facilitator.send(url(journey_id), {"text": text})
    assert (answer.status_code, said in answer.text) == (422, True)


def test_three_hundred_pieces_are_shown_changed_and_accepted(app: Flask, facilitator: CheckingClient, journey_id: int):
    text = "\n".join(
        f"{day % 28 + 1}/{day // 28 + 1}-2024 mor ringer til rådgiver 1, nummer {day}" for day in range(300)
    )
    assert facilitator.send(url(journey_id), {"text": text}).status_code == 303
    assert facilitator.get(url(journey_id)).text.count('class="piece"') == 300
    assert do(facilitator, app, journey_id, "everything") == f"/journeys/{journey_id}/board"
    assert len(events(app, journey_id)) == 325


def test_a_draft_is_the_members_own_and_can_be_thrown_away(app: Flask, draft: CheckingClient, journey_id: int):
    assert draft.send(url(journey_id, "/removal")).status_code == 303
    assert pieces(app) == []
    gone = draft.send(url(journey_id, "/pieces"), {"do": "everything"})
    assert "Kladden er her ikke længere" in draft.get(gone.location).text


def test_a_draft_of_last_week_is_forgotten(app: Flask, draft: CheckingClient, journey_id: int):
    with app.app_context():
        db.session.execute(db.update(Draft).values(at=utcnow() - dt.timedelta(days=8)))
        db.session.commit()
    assert 'name="text"' in draft.get(url(journey_id)).text
    draft.send(url(journey_id), {"text": "3/5-24 mor ringer"})
    assert len(pieces(app)) == 1
