"""MiniFOKUS beside the cases: begun alone, from an event or a finding, kept, shared, found and handed out."""

import datetime as dt
import json
import re
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from klagerejsen.accounts.models import Membership, User
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Event
from klagerejsen.learning import telling
from klagerejsen.outgoing.models import Export
from klagerejsen.reflections.models import Reflection
from klagerejsen.web.filters import today
from tests.conftest import FACILITATOR
from tests.functional.test_learning import learning, new_journey

FIVE = (
    "1. Hvad er der sket?",
    "2. Hvad ville vi ønske, der var sket i stedet for?",
    "3. Hvorfor skete det uønskede?",
    "4. Kunne det uønskede ske igen?",
    "5. Hvad kan vi i givet fald gøre for at undgå gentagelse?",
)
SAID = {
    "title": "Et brev, ingen kunne læse",
    "day": "medio maj 2026",
    "area": "boern",
    "causes": ["KOM2"],
    "happened": "Moren fik et brev på seks sider.",
    "wished": "At nogen havde ringet.",
    "why": "Skabelonen er skrevet til jurister.",
    "answer": "yes",
    "likelihood": "high",
    "recur": "Alle får den.",
    "prevent": "Et resumé øverst i brevet.",
    "summary": "Ring, før du skriver.",
    "actions-0-title": "Nyt brev med resumé",
    "actions-0-owner": "Teamleder",
    "actions-0-due": "1/12-2026",
    "actions-0-measure": "Færre spørgsmål på telefonen",
    "actions-0-level": "workflow",
}


@pytest.fixture
def colleague(app, signed_in):
    """Somebody else of the team, who may read its cases."""
    with app.app_context():
        facilitator = db.session.scalars(select(User).where(User.email == FACILITATOR)).one()
        row = User(email="kollega@example.dk", name="Kollega", password_hash=facilitator.password_hash)
        row.memberships.append(Membership(team_id=facilitator.memberships[0].team_id, role=MemberRole.READER))
        db.session.add(row)
        db.session.commit()
    return signed_in("kollega@example.dk")


def begin(client, url="/minifokus", **data):
    """Begin one and return its address."""
    answer = client.send(url, data)
    assert answer.status_code == 303
    return answer.location


def page(client, url):
    return client.get(url).get_data(as_text=True)


def written(client, **changed):
    """Begin one, write it and share it."""
    url = begin(client)
    assert client.send(url, SAID | {"version": "1"} | changed).status_code == 303
    assert client.send(f"{url}/sharing", {"shared": "yes"}).status_code == 303
    return url


def note_at(app, url):
    with app.app_context():
        return db.session.get(Reflection, int(url.rsplit("/", 1)[1]))


def test_the_five_questions_are_asked_verbatim_and_what_is_answered_is_kept(app, facilitator):
    url = begin(facilitator)
    said = page(facilitator, url)
    assert [said.index(question) for question in FIVE] == sorted(said.index(question) for question in FIVE)
    assert facilitator.send(url, SAID | {"version": "1"}).status_code == 303
    note = note_at(app, url)
    assert (note.title, note.area, note.day, note.causes) == (SAID["title"], "boern", "2026-05-11/2026-05-20", ["KOM2"])
    assert note.learning["recur"] == {"answer": "yes", "likelihood": "high", "text": "Alle får den."}
    assert note.actions == [
        {
            "status": "open",
            "title": "Nyt brev med resumé",
            "owner": "Teamleder",
            "due": "2026-12-01",
            "measure": "Færre spørgsmål på telefonen",
            "level": "workflow",
            "addresses": ["KOM2"],
        }
    ]
    assert "medio maj" in page(facilitator, url) or "11.–20. maj 2026" in page(facilitator, url)


def test_a_draft_is_its_authors_alone_until_it_is_shared(facilitator, colleague, stranger):
    url = begin(colleague)
    assert colleague.send(url, SAID | {"version": "1"}).status_code == 303
    assert facilitator.get(url).status_code == 404
    assert SAID["title"] not in page(facilitator, "/minifokus")
    assert colleague.send(f"{url}/sharing", {"shared": "yes"}).status_code == 303
    assert SAID["title"] in page(facilitator, "/minifokus")
    assert SAID["why"] in page(facilitator, url)
    for method, address in (("GET", url), ("POST", url), ("POST", f"{url}/sharing"), ("POST", f"{url}/removal")):
        assert stranger.send(address, SAID, method=method).status_code == 404


def test_a_reader_reads_the_teams_notes_and_changes_only_their_own(facilitator, colleague):
    url = written(facilitator)
    said = page(colleague, url)
    assert SAID["why"] in said
    assert "Nyt brev med resumé" in said
    assert "<textarea" not in said
    for place in ("", "/sharing", "/removal"):
        assert colleague.send(f"{url}{place}", SAID | {"version": "3"}).status_code == 403


@pytest.mark.sqlite
def test_a_day_without_a_year_is_the_last_one_of_an_incident_and_the_next_one_of_an_action(app, facilitator):
    url, meant = begin(facilitator), today() - dt.timedelta(9)
    said = f"{meant.day}/{meant.month}"
    sent = SAID | {"version": "1", "day": said, "actions-0-due": said}
    assert facilitator.send(url, sent).status_code == 303
    note = note_at(app, url)
    assert note.day == meant.isoformat()
    due = note.actions[0]["due"]
    assert due > today().isoformat()
    assert due.endswith(f"{meant:-%m-%d}")


@pytest.mark.sqlite
def test_sharing_keeps_what_was_written_last(app, facilitator):
    url = begin(facilitator)
    assert facilitator.send(url, SAID | {"version": "1", "shared": "yes"}).status_code == 303
    note = note_at(app, url)
    assert note.shared_at
    assert note.actions[0]["title"] == "Nyt brev med resumé"


def test_one_without_a_heading_is_not_shared(app, facilitator):
    url = begin(facilitator)
    facilitator.send(f"{url}/sharing", {"shared": "yes"})
    assert note_at(app, url).shared_at is None


def test_what_is_not_begun_is_given_back_in_place_of_another_one(facilitator):
    assert begin(facilitator) == begin(facilitator)


def test_one_begun_from_an_event_tells_what_happened_from_the_timeline(app, facilitator, journey_id, stranger):
    with app.app_context():
        event = db.session.scalars(select(Event).where(Event.journey_id == journey_id, Event.ref == "E03")).one()
    url = begin(facilitator, f"/journeys/{journey_id}/minifokus", event=event.id)
    note = note_at(app, url)
    assert note.journey_id == journey_id
    assert note.learning["happened"].startswith(telling.of_event(event, "da"))
    assert (note.title, note.day) == (event.title, event.date)
    assert facilitator.send(f"/journeys/{journey_id}/minifokus", {"event": 99999}).status_code == 404
    assert facilitator.send(f"/journeys/{journey_id}/minifokus", {"finding": "none"}).status_code == 404


def test_one_begun_from_a_finding_tells_it_with_the_events_behind(app, facilitator, journey_id):
    cards = page(facilitator, f"/journeys/{journey_id}/findings")
    key = re.search(r"[?&]finding=([^\"&]+)", cards)[1]
    url = begin(facilitator, f"/journeys/{journey_id}/minifokus", finding=key)
    note = note_at(app, url)
    assert note.about == f"finding:{key}"
    assert len(note.learning["happened"].splitlines()) > 1
    assert note.area == "boern"


def test_what_happened_is_proposed_on_the_page_of_learning_until_somebody_answers(facilitator):
    journey_id = new_journey(facilitator)
    assert "Foreslået ud fra tidslinjen" not in learning(facilitator, journey_id)
    sent = {"date": "12. marts 2024", "title": "Mor ringer", "version": "0"}
    facilitator.send(f"/journeys/{journey_id}/events/new", sent)
    assert "12. marts 2024: Mor ringer</textarea>" in learning(facilitator, journey_id)
    assert "Foreslået ud fra tidslinjen" in learning(facilitator, journey_id)


def test_many_events_are_told_by_the_important_ones_and_in_their_order():
    events = [Event(ref=f"E{n}", date=f"2024-01-{n:02}", title="Der skete noget " + "x" * 80) for n in range(1, 29)]
    told = telling.of_events(events, ["E28", "E14"], "da", 500).splitlines()
    assert [line.split(":")[0] for line in told] == [
        "1. januar 2024",
        "2. januar 2024",
        "14. januar 2024",
        "28. januar 2024",
    ]


def test_what_two_write_at_once_is_not_lost(facilitator):
    url = written(facilitator)
    clash = facilitator.send(url, SAID | {"version": "1", "why": "Noget andet"})
    assert clash.status_code == 409
    assert "Noget andet" in clash.get_data(as_text=True)


def test_what_is_kept_while_one_writes_leaves_the_actions_for_the_button(app, facilitator):
    url = begin(facilitator)
    facilitator.send(url, SAID | {"version": "1"})
    sent = SAID | {"version": "2", "why": "Noget nyt", "actions-0-title": ""}
    kept = facilitator.send(url, sent, headers={"HX-Request": "true"})
    assert 'name="version" type="hidden" value="3"' in kept.get_data(as_text=True)
    note = note_at(app, url)
    assert (note.learning["why"], len(note.actions)) == ("Noget nyt", 1)


def test_the_button_is_no_clash_with_what_its_own_page_kept_while_it_was_pressed(app, facilitator):
    url = begin(facilitator)
    facilitator.send(url, SAID | {"version": "1"}, headers={"HX-Request": "true"})
    assert facilitator.send(url, SAID | {"version": "1", "why": "Noget andet"}).status_code == 409
    assert facilitator.send(url, SAID | {"version": "1"}).status_code == 303
    assert len(note_at(app, url).actions) == 1
    assert 'hx-trigger="input delay:1500ms"' in page(facilitator, url)
    facilitator.send(f"{url}/sharing", {"shared": "yes"})
    assert 'hx-trigger="input delay:1500ms"' not in page(facilitator, url), "the team reads no half sentences"


def test_a_phrase_that_blames_is_met_with_a_question_and_kept_as_it_was_written(app, facilitator):
    url = begin(facilitator)
    facilitator.send(url, SAID | {"version": "1", "why": "Hvorfor gjorde du ikke noget?"})
    assert "Hvad skulle der have været, for at det var sket?" in page(facilitator, url)
    assert note_at(app, url).learning["why"] == "Hvorfor gjorde du ikke noget?"
    said = facilitator.send("/minifokus/hints/why", {"why": "Hvem glemte det?"}).get_data(as_text=True)
    assert "Hvad i arbejdsgangen gjorde det muligt?" in said
    assert facilitator.send("/minifokus/hints/nothing", {}).status_code == 404


def test_a_number_of_a_person_is_refused_in_every_field_and_a_name_is_pointed_out(app, facilitator):
    url = begin(facilitator)
    for name in ("title", "happened", "wished", "why", "recur", "prevent", "summary", "actions-0-title"):
        refused = facilitator.send(url, SAID | {"version": "1", name: "Barnet 120343-5678"})
        assert refused.status_code == 422, name
    assert note_at(app, url).version == 1
    said = facilitator.send(url, SAID | {"version": "1", "why": "Kirsten Holmgaard var syg"}, follow_redirects=True)
    assert "Ligner et navn" in said.get_data(as_text=True)


def test_notes_and_cases_are_found_by_area_cause_words_and_period(facilitator):
    written(facilitator)
    case = "Da to teams ventede på hinanden"
    for query, note, journey in (
        ("", True, True),
        ("?words=skabelonen+JURISTER", True, False),
        ("?words=skabelonen+papegøje", False, False),
        ("?area=boern", True, True),
        ("?area=voksne", False, False),
        ("?cause=KOM2", True, False),
        ("?since=2026&until=maj+2026", True, False),
        ("?since=juni+2026", False, False),
        ("?until=2025", False, True),
    ):
        said = page(facilitator, f"/minifokus{query}")
        assert (SAID["title"] in said, case in said) == (note, journey), query
    assert facilitator.get("/minifokus?since=hvornår").status_code == 422


def test_what_was_learned_leaves_as_a_file_without_drafts_and_is_logged(app, facilitator):
    written(facilitator, why="=1+1 Skabelonen")
    facilitator.send(begin(facilitator), SAID | {"version": "1", "title": "Min egen kladde"})
    terms = {"purpose": "learning", "delete_by": "2027-01-01"}
    files = {
        kind: facilitator.send("/minifokus/export?area=boern", terms | {"format": kind})
        for kind in ("xlsx", "csv", "json")
    }
    assert [answer.status_code for answer in files.values()] == [200, 200, 200]
    notes = json.loads(files["json"].data)["notes"]
    assert notes[0]["learning"]["why"] == "=1+1 Skabelonen"
    assert notes[0]["actions"][0]["title"] == "Nyt brev med resumé"
    rows = list(openpyxl.load_workbook(BytesIO(files["xlsx"].data)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][4:7] == FIVE[:3]
    assert rows[1][6] == "=1+1 Skabelonen"
    assert "'=1+1 Skabelonen" in files["csv"].data.decode("utf-8-sig")
    assert all("kladde" not in str(part) for part in (rows, notes, files["csv"].data.decode("utf-8-sig")))
    assert "1. januar 2027" in page(facilitator, "/settings/exports")
    assert facilitator.send("/minifokus/export", terms | {"format": "pdf"}).status_code == 404
    with app.app_context():
        assert [line.format for line in db.session.scalars(select(Export).order_by(Export.id))] == [
            "xlsx",
            "csv",
            "json",
        ]


def test_a_note_is_deleted_for_good(app, facilitator):
    url = written(facilitator)
    assert facilitator.send(f"{url}/removal").status_code == 303
    assert facilitator.get(url).status_code == 404
    assert note_at(app, url) is None
