"""The pages of a case as plain forms: every one works without JavaScript, and bad input changes nothing."""

import io
import json
import re

from sqlalchemy import select

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Event, Journey
from tests.conftest import demo_document

HTMX = {"HX-Request": "true"}


def text(answer) -> str:
    return answer.get_data(as_text=True)


def row(app, journey_id: int, ref: str) -> Event:
    with app.app_context():
        query = select(Event).where(Event.journey_id == journey_id, Event.ref == ref)
        return db.session.scalars(query).one()


def event_form(**changes: object) -> dict:
    return {
        "date": "12/3-2024",
        "title": "Mor ringer",
        "version": "0",
        "senders": ["a1"],
        "recipients": ["a6"],
        **changes,
    }


def test_a_journey_begins_with_a_title(app, facilitator):
    answer = facilitator.send(
        "/journeys/new", {"title": "Æblegrøden, der aldrig kom", "area": "voksne", "version": "1"}
    )
    assert answer.status_code == 303
    page = text(facilitator.get(answer.location))
    assert "Æblegrøden, der aldrig kom" in page


def test_a_journey_without_a_title_is_asked_back(facilitator):
    page = text(facilitator.send("/journeys/new", {"title": " ", "version": "1"}))
    assert "Skal udfyldes" in page


def test_an_event_is_added_as_people_say_its_date(app, facilitator, journey_id):
    answer = facilitator.send(f"/journeys/{journey_id}/events/new", event_form(date="medio maj 2024"))
    assert answer.status_code == 303
    added = row(app, journey_id, "E26")
    assert (added.date, str(added.earliest), str(added.latest)) == ("2024-05-11/2024-05-20", "2024-05-11", "2024-05-20")


def test_a_date_without_a_year_is_asked_back_and_never_guessed(app, facilitator, journey_id):
    answer = facilitator.send(f"/journeys/{journey_id}/events/new", event_form(date="12/3"))
    assert answer.status_code == 422
    page = text(answer)
    assert "Hvad mener du?" in page
    choices = re.findall(r'name="date" value="(\d{4}-\d\d-\d\d)"', page)
    assert set(choices) == {"2025-03-12", "2026-03-12"} or "2025-03-12" in choices
    chosen = facilitator.send(f"/journeys/{journey_id}/events/new", event_form(date=choices[0]))
    assert chosen.status_code == 303
    assert row(app, journey_id, "E26").date == choices[0]


def test_a_date_that_is_none_says_what_to_do_and_keeps_what_was_typed(facilitator, journey_id):
    answer = facilitator.send(f"/journeys/{journey_id}/events/new", event_form(date="i går", title="Mor ringer igen"))
    assert answer.status_code == 422
    assert "Mor ringer igen" in text(answer)
    assert 'aria-invalid="true"' in text(answer)


def test_changing_an_event_keeps_deadline_claims_and_links(app, facilitator, journey_id):
    before = row(app, journey_id, "E07")
    url = f"/journeys/{journey_id}/events/{before.id}/edit"
    page = text(facilitator.get(url))
    assert "15. august 2024" in page
    sent = event_form(date="2. maj 2024", title="Første møde", version=str(before.version), deadline="15. august 2024")
    assert facilitator.send(url, sent).status_code == 303
    after = row(app, journey_id, "E07")
    assert after.title == "Første møde"
    assert after.deadline is not None
    assert after.deadline["completed_by"] == "E23"


def test_a_clash_shows_both_texts_and_the_second_save_wins(app, facilitator, journey_id):
    before = row(app, journey_id, "E02")
    url = f"/journeys/{journey_id}/events/{before.id}/edit"
    assert facilitator.send(url, event_form(title="Den første", version="1")).status_code == 303
    clash = facilitator.send(url, event_form(title="Den anden", version="1"))
    assert clash.status_code == 409
    assert "Den første" in text(clash)
    assert "Den anden" in text(clash)
    version = re.search(r'name="version"[^>]*value="(\d+)"', text(clash))
    assert version
    again = facilitator.send(url, event_form(title="Den anden", version=version[1]))
    assert again.status_code == 303
    assert row(app, journey_id, "E02").title == "Den anden"


def test_an_event_that_a_colleague_removed_is_not_written_over(app, facilitator, journey_id):
    before = row(app, journey_id, "E02")
    base = f"/journeys/{journey_id}/events/{before.id}"
    assert facilitator.send(f"{base}/removal", {"version": "1"}).status_code == 303
    answer = facilitator.send(f"{base}/edit", event_form(title="Min tekst", version="1"))
    assert answer.status_code == 409
    assert "Min tekst" in text(answer)
    assert "fjernet" in text(answer)


def test_moving_an_event_keeps_how_precise_it_was(app, facilitator, journey_id):
    for ref, day, expected in (
        ("E02", "2024-03-09", "2024-03-09"),
        ("E03", "2024-03-20", "2024-03-27~"),
        ("E11", "2024-07-01", "2024-07-01/2024-07-09"),
    ):
        before = row(app, journey_id, ref)
        sent = {"date": day, "version": str(before.version)}
        assert facilitator.send(f"/journeys/{journey_id}/events/{before.id}/date", sent).status_code == 303
        assert row(app, journey_id, ref).date == expected


def test_undo_puts_back_the_last_change_of_ones_own(app, facilitator, journey_id):
    before = row(app, journey_id, "E02")
    facilitator.send(f"/journeys/{journey_id}/events/{before.id}/edit", event_form(title="Forkert", version="1"))
    assert facilitator.send(f"/journeys/{journey_id}/undo").status_code == 303
    assert row(app, journey_id, "E02").title == "Møde på skolen"
    assert "Fortrudt" in text(facilitator.get(f"/journeys/{journey_id}/changes/list"))


def test_an_event_of_another_journey_is_not_found(app, facilitator, journey_id):
    with app.app_context():
        other = db.session.scalars(select(Event).where(Event.journey_id != journey_id)).first()
    assert other is not None
    assert facilitator.get(f"/journeys/{journey_id}/events/{other.id}/edit").status_code == 404
    assert facilitator.send(f"/journeys/{journey_id}/events/{other.id}/removal", {"version": "1"}).status_code == 404


def test_an_actor_is_added_and_renamed(facilitator, journey_id):
    url = f"/journeys/{journey_id}/actors"
    assert facilitator.send(url, {"label": "Bisidder", "perspective": "external", "version": "1"}).status_code == 303
    page = text(facilitator.get(url))
    assert "Bisidder" in page
    actor = re.findall(rf'href="({url}/\d+)"', page)[-1]
    sent = {"label": "Partsrepræsentant", "perspective": "external", "version": "1"}
    assert facilitator.send(actor, sent).status_code == 303
    clash = facilitator.send(actor, sent)
    assert clash.status_code == 409


def upload(document: dict | bytes, **more: object) -> dict:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return {"file": (io.BytesIO(data), "rejse.json"), **more}


def test_a_file_is_uploaded_and_downloaded_unchanged(facilitator):
    document = demo_document() | {"id": "kopi"}
    answer = facilitator.send("/journeys/import", upload(document), content_type="multipart/form-data")
    assert answer.status_code == 303
    journey = re.search(r"/journeys/(\d+)/", answer.location)
    assert journey
    assert facilitator.get(f"/journeys/{journey[1]}/journey.json").get_json() == document


def test_a_bad_upload_says_where_and_changes_nothing(app, facilitator):
    document = demo_document() | {"id": "dårlig"}
    document["events"][3]["from"] = ["a99"]
    answer = facilitator.send("/journeys/import", upload(document), content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "events[3].from" in text(answer)
    assert "a99" in text(answer)
    with app.app_context():
        assert db.session.scalar(select(Journey).where(Journey.ref == "dårlig")) is None


def test_a_taken_id_is_asked_about_and_both_can_be_kept(facilitator):
    document = demo_document()
    asked = facilitator.send("/journeys/import", upload(document), content_type="multipart/form-data")
    assert asked.status_code == 409
    assert "Behold begge" in text(asked)
    sent = {"document": json.dumps(document), "choice": "keep_both"}
    assert facilitator.send("/journeys/import", sent).status_code == 303
    assert text(facilitator.get("/")).count(">Da to teams ventede på hinanden</a>") == 2


def test_htmx_gets_the_dialog_and_word_that_the_board_changed(facilitator, journey_id):
    form = text(facilitator.get(f"/journeys/{journey_id}/events/new", headers=HTMX))
    assert form.lstrip().startswith("<dialog")
    answer = facilitator.send(f"/journeys/{journey_id}/events/new", event_form(), headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "board:changed")


def test_a_finding_is_confirmed_disputed_and_dismissed_with_a_reason(facilitator, journey_id):
    page = text(facilitator.get(f"/journeys/{journey_id}/findings"))
    key = re.search(r"finding=([^\"&]*ping_pong[^\"&]*)", page)
    assert key
    url = f"/journeys/{journey_id}/findings/{key[1]}/judgement"
    assert facilitator.send(url, {"status": "disputed"}).status_code == 303
    assert facilitator.send(url, {"status": "dismissed"}).status_code == 422
    assert facilitator.send(url, {"status": "dismissed", "reason": "Det var aftalt"}).status_code == 303
    assert "Det var aftalt" in text(facilitator.get(f"/journeys/{journey_id}/findings"))
    assert facilitator.send(url, {"status": "brilliant"}).status_code == 400
    assert facilitator.send(url.replace("ping_pong", "ping"), {"status": "confirmed"}).status_code == 404


def test_the_screen_gets_no_answers_before_they_are_shown(facilitator, journey_id):
    facilitator.send(f"/journeys/{journey_id}/workshops")
    payload = facilitator.get(f"/journeys/{journey_id}/timeline?as=screen").get_json()
    assert payload["curves"] == []
    assert all(event["scores"] == {} for event in payload["events"])
    own = facilitator.get(f"/journeys/{journey_id}/timeline").get_json()
    assert own["curves"] != []


def test_a_board_of_300_events_is_read_in_a_few_queries(app, facilitator):
    from sqlalchemy import event as listening

    document = demo_document() | {"id": "stor"}
    document["findings"], document["causes"] = [], []
    first = document["events"][1]
    document["events"] = [first | {"id": f"E{n}", "responds_to": None, "title": f"Hændelse {n}"} for n in range(300)]
    answer = facilitator.send("/journeys/import", upload(document), content_type="multipart/form-data")
    url = answer.location
    facilitator.get(url)  # the first look works out what the journeys add to their areas
    with app.app_context():
        engine = db.engine
    statements: list[str] = []
    listening.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    page = facilitator.get(url)
    assert page.status_code == 200
    assert len([one for one in statements if one.startswith("SELECT")]) <= 20


def test_causes_have_words_of_the_teams_own(facilitator):
    sent = {"label_da": "Ingen ved, hvem der har den", "label_en": "Nobody knows who has it"}
    assert facilitator.send("/settings/causes/KOO1", sent).status_code == 303
    assert "Ingen ved, hvem der har den" in text(facilitator.get("/insights"))


def test_insights_name_the_journeys_behind_a_cause(facilitator):
    page = text(facilitator.get("/insights/causes/KOM3"))
    assert "3 af 3" in page
    for title in ("Da to teams ventede på hinanden", "Telefonen, der ikke blev taget", "El-kørestolen, der var på vej"):
        assert title in page


def test_an_error_page_says_what_to_do_in_danish(client):
    answer = client.get("/findes-ikke")
    assert answer.status_code == 404
    assert "Siden findes ikke" in text(answer)
