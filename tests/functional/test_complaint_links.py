"""A complaint, the journey that was made of it, and what was learned of it in MiniFOKUS: tied, and followed up."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from klagerejsen.accounts.models import Membership, User
from klagerejsen.codes import MemberRole
from klagerejsen.complaints.models import Complaint, ComplaintCause, ComplaintChange
from klagerejsen.extensions import db
from klagerejsen.journeys import services as cases
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.reflections.models import Followup, Reflection
from klagerejsen.web.filters import today
from tests.conftest import FACILITATOR, demo_document
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.test_minifokus import SAID

REMITTED = {
    "kind": "merits", "area": "boern", "theme": "decision", "unit": "Familieafdelingen", "appeals_body": "Nævnet",
    "reference": "26-7001", "decided_on": "2026-01-08", "received_on": "2026-01-12", "acknowledged_on": "2026-01-15",
    "reassessed_on": "2026-02-02", "reassessment": "maintained", "forwarded_on": "2026-02-03",
    "appeal_decided_on": "2026-05-11", "outcome": "remitted",
}  # fmt: skip
CASE = "Da to teams ventede på hinanden"


@pytest.fixture
def people(app: Flask, signed_in: Callable[[str], CheckingClient]) -> Callable[[MemberRole], CheckingClient]:
    """Somebody of the team in each role."""

    def join(role: MemberRole) -> CheckingClient:
        with app.app_context():
            administrator = db.session.scalars(select(User).where(User.email == FACILITATOR)).one()
            row = User(email=f"en-{role}@example.dk", name=role, password_hash=administrator.password_hash)
            row.memberships.append(Membership(team_id=administrator.memberships[0].team_id, role=role))
            db.session.add(row)
            db.session.commit()
        return signed_in(f"en-{role}@example.dk")

    return join


@pytest.fixture
def officer(people: Callable[[MemberRole], CheckingClient]) -> CheckingClient:
    return people(MemberRole.COMPLAINTS_OFFICER)


@pytest.fixture
def reader(people: Callable[[MemberRole], CheckingClient]) -> CheckingClient:
    return people(MemberRole.READER)


@pytest.fixture
def facilitator(people: Callable[[MemberRole], CheckingClient]) -> CheckingClient:
    """Somebody who runs workshops, and reads the register."""
    return people(MemberRole.FACILITATOR)


@pytest.fixture
def complaint(officer: CheckingClient) -> str:
    """The address of a complaint that was sent back."""
    return officer.send("/complaints", REMITTED).location


def begun(client: CheckingClient, complaint: str) -> str:
    answer = client.send(f"{complaint}/minifokus")
    assert answer.status_code == 303
    return answer.location


def shared(client: CheckingClient, complaint: str, **changed: str) -> str:
    """Take a complaint through MiniFOKUS and share the note; return its address."""
    note = begun(client, complaint)
    assert client.send(note, SAID | {"version": "1"} | changed).status_code == 303
    assert client.send(f"{note}/sharing", {"shared": "yes"}).status_code == 303
    return note


@contextmanager
def rows(app: Flask) -> Iterator[tuple[Complaint, Reflection]]:
    """The complaint and the note, to be looked at or changed."""
    with app.app_context():
        yield db.session.scalars(select(Complaint)).one(), db.session.scalars(select(Reflection)).one()
        db.session.commit()


def section(client: CheckingClient, complaint: str, key: str) -> str:
    """What a page says in one of its sections, without the marks."""
    found = re.search(rf'<section id="{key}".*?</section>', client.get(complaint).text, re.DOTALL)
    return re.sub(r"(<[^>]+>|\s)+", " ", found[0]) if found else ""


def test_a_remitted_complaint_is_offered_to_minifokus_and_begun_from_its_days_and_codes(
    app: Flask, officer: CheckingClient, complaint: str
) -> None:
    officer.send(f"{complaint}/causes", {"code": "AFG1"})
    assert "Lær af hjemvisningen" in officer.get(complaint).text
    note = begun(officer, complaint)
    assert begun(officer, complaint) == note, "what is not begun is given back"
    with rows(app) as (row, reflection):
        assert (reflection.complaint_id, reflection.about) == (row.id, "complaint:1")
        assert (reflection.title, reflection.area) == ("Hjemvisning: Afgørelsens indhold", "boern")
        assert (reflection.day, reflection.causes) == ("2026-05-11", ["AFG1"])
        assert reflection.learning["happened"].splitlines() == [
            "Realitetsklage · Børn og Unge · Afgørelsens indhold",
            "8. januar 2026: Afgørelsen, der klages over",
            "12. januar 2026: Klagen modtaget",
            "15. januar 2026: Kvitteret",
            "2. februar 2026: Genvurderet: Fastholdt",
            "3. februar 2026: Sendt videre",
            "11. maj 2026: Afgjort af klageinstansen: Hjemvisning",
        ]
    shown = officer.get(note).text
    assert f'href="{complaint}#notes">Klagen K-00001</a>' in shown
    assert "Lær af hjemvisningen" not in officer.get(complaint).text, "it is offered once"
    officer.send(f"{complaint}/steps", {"step": "redecide", "day": "2026-06-01"})
    assert begun(officer, complaint) == note
    assert "1. juni 2026: Ny afgørelse truffet" in officer.get(note).text, "and tells how things are by now"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("changed", "title", "last"),
    [
        (
            {"outcome": "confirmed"},
            "Stadfæstelse: Afgørelsens indhold",
            "11. maj 2026: Afgjort af klageinstansen: Stad",
        ),
        ({"closed_on": "2026-06-01"}, "Hjemvisning: Afgørelsens indhold", "1. juni 2026: Ny afgørelse truffet"),
        (
            dict.fromkeys(("forwarded_on", "appeal_decided_on", "outcome", "theme"), ""),
            "Realitetsklage: Børn og Unge",
            "2. februar 2026: Genvurderet: Fastholdt",
        ),
        (
            dict.fromkeys(REMITTED, "")
            | {"kind": "formality", "area": "voksne", "received_on": "2026-01-12", "closed_on": "2026-01-20"},
            "Formalitetsklage: Voksne",
            "20. januar 2026: Besvaret",
        ),
    ],
)
def test_what_happened_is_told_as_far_as_it_came(
    app: Flask, officer: CheckingClient, changed: dict[str, str], title: str, last: str
) -> None:
    begun(officer, officer.send("/complaints", REMITTED | changed).location)
    with rows(app) as (_complaint, note):
        assert note.title == title
        assert note.learning["happened"].splitlines()[-1].startswith(last)


def test_only_a_decision_that_did_not_hold_is_put_forward(officer: CheckingClient, complaint: str) -> None:
    held = officer.send("/complaints", REMITTED | {"outcome": "confirmed"}).location
    changed = officer.send("/complaints", REMITTED | {"outcome": "amended"}).location
    assert "Tag den i MiniFOKUS" not in officer.get(held).text
    assert "Ny MiniFOKUS om klagen" in officer.get(held).text
    assert "Lær af ændringen" in officer.get(changed).text


def test_a_draft_stands_on_the_complaint_for_its_author_alone_until_it_is_shared(
    officer: CheckingClient, reader: CheckingClient, complaint: str
) -> None:
    note = begun(reader, complaint)
    reader.send(note, SAID | {"version": "1"})
    own, others = section(reader, complaint, "notes"), section(officer, complaint, "notes")
    assert SAID["title"] in own
    assert SAID["actions-0-title"] not in own, "what a draft agrees on is nobody's yet"
    assert SAID["title"] not in others
    reader.send(f"{note}/sharing", {"shared": "yes"})
    for said in (SAID["title"], SAID["summary"], SAID["actions-0-title"], "Senest 1. december 2026"):
        assert said in section(officer, complaint, "notes")


def test_the_causes_of_a_shared_note_are_written_on_the_complaint_with_one_press(
    app: Flask, officer: CheckingClient, reader: CheckingClient, complaint: str
) -> None:
    officer.send(f"{complaint}/causes", {"code": "AFG1"})
    note = begun(reader, complaint)
    press = {"note": note.rsplit("/", 1)[1]}
    assert officer.send(f"{complaint}/causes/of-note", press).status_code == 404, "a draft"
    reader.send(note, SAID | {"version": "1", "causes": ["AFG1", "KOM2"]})
    reader.send(f"{note}/sharing", {"shared": "yes"})
    assert 'causes/of-note"' in officer.get(complaint).text
    assert 'causes/of-note"' not in reader.get(complaint).text
    assert reader.send(f"{complaint}/causes/of-note", press).status_code == 403
    assert officer.send(f"{complaint}/causes/of-note", press).status_code == 303
    with app.app_context():
        codes = db.session.scalars(select(ComplaintCause.code).order_by(ComplaintCause.position))
        assert list(codes) == ["AFG1", "KOM2"]
    assert "AFG1 → AFG1, KOM2" in officer.get(complaint).text
    assert 'causes/of-note"' not in officer.get(complaint).text
    other = officer.send("/complaints", REMITTED).location
    assert officer.send(f"{other}/causes/of-note", press).status_code == 404, "a note about another complaint"


def test_actions_tell_which_complaint_they_come_from_and_the_complaint_what_became_of_them(
    app: Flask, officer: CheckingClient, complaint: str
) -> None:
    note = shared(officer, complaint)
    for page in ("/actions?owner=", f"{note}/actions/1", "/minifokus"):
        assert "Klagen K-00001" in officer.get(page).text, page
    terms = {"purpose": "learning", "delete_by": "2027-01-01", "format": "csv"}
    assert ';"K-00001"' in officer.send("/minifokus/export", terms).text
    done = {"status": "done", "done_on": (today() - timedelta(125)).isoformat(), "version": "3"}
    assert officer.send(f"{note}/actions/1", done | {"helped": ""}).status_code == 303
    assert "Det er tid til at spørge, om det hjalp." in section(officer, complaint, "notes")
    for whom, helped in (("owner", "partly"), ("citizen", "yes")):
        made = officer.send(f"{note}/actions/1/questions", {"asked": whom}).text
        link = re.search(r"<code>http://[^/]+(/helped/[^<]+)</code>", made)[1]
        assert new_client(app).send(link, {"helped": helped, "words": "Færre ringer"}).status_code == 303
    told = section(officer, complaint, "notes")
    assert "Ejeren svarer: Delvist. Færre ringer" in told
    assert "Borgeren svarer: Ja. Færre ringer" in told
    judged = done | {"helped": "partly", "evidence": "To ud af ti", "version": "4"}
    assert officer.send(f"{note}/actions/1", judged).status_code == 303
    assert "Hjalp det? Delvist. To ud af ti" in section(officer, complaint, "notes")


def test_a_journey_and_its_complaints_are_tied_by_number_and_lead_to_each_other(
    app: Flask, officer: CheckingClient, reader: CheckingClient, complaint: str, journey_id: int
) -> None:
    second, page = officer.send("/complaints", REMITTED).location, f"/journeys/{journey_id}/complaints"
    for number in ("K-00001", "2"):
        assert officer.send(page, {"number": number}).status_code == 303
    assert "hører allerede til rejsen" in officer.send(page, {"number": "1"}, follow_redirects=True).text
    for client in (officer, reader):
        for place in (page, f"/journeys/{journey_id}/board"):
            assert re.findall(r">(K-\d+)</a>", client.get(place).text) == ["K-00001", "K-00002"]
        for each in (complaint, second):
            assert f'href="/journeys/{journey_id}/board">{CASE}</a>' in client.get(each).text
    assert f"Klagerejse: – → {CASE}" in officer.get(complaint).text
    assert officer.send(f"{page}/removal", {"complaint": complaint.rsplit("/", 1)[1]}).status_code == 303
    assert re.findall(r">(K-\d+)</a>", reader.get(page).text) == ["K-00002"]
    with app.app_context():
        version = db.session.scalars(select(Complaint.version).order_by(Complaint.number)).first()
    officer.send(f"{complaint}/undo", {"version": version})
    assert re.findall(r">(K-\d+)</a>", reader.get(page).text) == ["K-00001", "K-00002"]


def test_a_complaint_that_is_tied_elsewhere_is_moved_and_that_is_said(
    app: Flask, officer: CheckingClient, complaint: str, journey_id: int
) -> None:
    with app.app_context():
        other = db.session.scalars(select(Journey.id).where(Journey.id != journey_id)).first()
    for key in (journey_id, other):
        said = officer.send(f"/journeys/{key}/complaints", {"number": "1"}, follow_redirects=True).text
    assert f"K-00001 er flyttet hertil fra «{CASE}»." in said
    assert f"Klagerejse: {CASE} → " in officer.get(complaint).text
    officer.send(f"/journeys/{journey_id}/complaints/removal", {"complaint": complaint.rsplit("/", 1)[1]})
    assert "K-00001" in officer.get(f"/journeys/{other}/complaints").text, "it is not this journey's to let go"


def test_a_number_that_no_complaint_has_ties_nothing(officer: CheckingClient, journey_id: int) -> None:
    for number in ("", "99", "K-", "1.5", "999999999", "9" * 40):
        refused = officer.send(f"/journeys/{journey_id}/complaints", {"number": number})
        assert refused.status_code == 422, number
        assert "Registret har ingen klage med det nummer." in refused.text


def test_who_may_begin_journeys_begins_one_from_a_complaint_and_so_ties_it_once(
    app: Flask, officer: CheckingClient, facilitator: CheckingClient, complaint: str
) -> None:
    page = f"{complaint}/journey"
    assert page not in officer.get(complaint).text
    assert officer.get(page).status_code == 403
    assert f'href="{page}"' in facilitator.get(complaint).text
    form = facilitator.get(page).text
    assert "K-00001" in form
    assert '<option selected value="boern">' in form
    assert facilitator.send(page, {"title": "", "area": "boern"}).status_code == 200, "it is asked again"
    board = facilitator.send(page, {"title": "Hjemvist i foråret", "area": "boern"}).location
    assert ">K-00001</a>" in facilitator.get(board).text
    assert facilitator.send(page, {"title": "En til"}).location == board
    with app.app_context():
        assert db.session.scalar(select(Journey.id).where(Journey.title == "En til")) is None
    assert f'href="{page}"' not in facilitator.get(complaint).text


def test_readers_and_facilitators_see_the_ties_and_change_none(
    facilitator: CheckingClient, reader: CheckingClient, complaint: str, journey_id: int
) -> None:
    page = f"/journeys/{journey_id}/complaints"
    for client in (facilitator, reader):
        assert "Klagens nummer" not in client.get(page).text
        assert client.send(page, {"number": "1"}).status_code == 403
        assert client.send(f"{page}/removal", {"complaint": "1"}).status_code == 403
    assert reader.send(f"{complaint}/journey", {"title": "Min"}).status_code == 403


def test_strangers_find_neither_the_ties_nor_the_complaint(
    app: Flask, officer: CheckingClient, stranger: CheckingClient, complaint: str, journey_id: int
) -> None:
    page, note = f"/journeys/{journey_id}/complaints", shared(officer, complaint)
    for method, address in (
        ("GET", page), ("POST", page), ("POST", f"{page}/removal"), ("GET", f"{complaint}/journey"),
        ("POST", f"{complaint}/journey"), ("POST", f"{complaint}/minifokus"), ("POST", f"{complaint}/causes/of-note"),
        ("GET", note),
    ):  # fmt: skip
        sent = {"number": "1", "complaint": complaint.rsplit("/", 1)[1], "title": "Deres"}
        assert stranger.send(address, sent, method=method).status_code == 404, address
    theirs = stranger.send("/journeys/new", {"title": "Deres"}).location.removesuffix("/board")
    assert stranger.send(f"{theirs}/complaints", {"number": "1"}).status_code == 422, "their register has none"
    removal = {"complaint": complaint.rsplit("/", 1)[1]}
    assert stranger.send(f"{theirs}/complaints/removal", removal).status_code == 404
    with rows(app) as (row, reflection):
        assert (row.journey_id, reflection.title) == (None, SAID["title"])


def test_when_a_journey_is_deleted_its_complaint_stays_whole_and_can_still_be_taken_back(
    app: Flask, officer: CheckingClient, complaint: str, journey_id: int
) -> None:
    page = f"/journeys/{journey_id}/complaints"
    officer.send(page, {"number": "1"})
    officer.send(f"{page}/removal", {"complaint": complaint.rsplit("/", 1)[1]})
    with app.app_context():
        db.session.execute(delete(Journey).where(Journey.id == journey_id))
        db.session.commit()
    assert "Klagerejse: en klagerejse, der er slettet → –" in officer.get(complaint).text
    for version in (3, 4):
        shown = officer.send(f"{complaint}/undo", {"version": str(version)}, follow_redirects=True).text
        assert "Fortrudt." in shown
    assert 'action="/complaints/1/undo"' not in shown, "both were taken back"
    with app.app_context():
        assert db.session.scalars(select(Complaint)).one().journey_id is None
        assert db.session.scalars(select(ComplaintChange.what).order_by(ComplaintChange.id)).all() == [
            "registered", "tied", "tied", "undone", "undone",
        ]  # fmt: skip


def test_what_points_at_a_journey_points_at_the_one_that_a_file_puts_in_its_place(
    app: Flask, officer: CheckingClient, complaint: str, journey_id: int
) -> None:
    officer.send(f"/journeys/{journey_id}/complaints", {"number": "1"})
    with app.app_context():
        event = db.session.scalars(select(Event.id).where(Event.journey_id == journey_id)).first()
    note = officer.send(f"/journeys/{journey_id}/minifokus", {"event": event}).location
    with app.test_request_context():
        team_id = db.session.scalars(select(Journey.team_id).where(Journey.id == journey_id)).one()
        document = {**demo_document(), "title": "Den samme, læst igen"}
        new = cases.import_document(team_id, document, NOBODY, replace=True).id
        db.session.commit()
    for page in (complaint, note):
        assert f'href="/journeys/{new}/board">Den samme, læst igen</a>' in officer.get(page).text
    assert ">K-00001</a>" in officer.get(f"/journeys/{new}/complaints").text


def test_when_a_complaint_is_deleted_the_note_and_its_actions_stay(
    app: Flask, officer: CheckingClient, complaint: str
) -> None:
    note = shared(officer, complaint)
    with app.app_context():
        db.session.execute(delete(Complaint))
        db.session.commit()
    assert SAID["why"] in officer.get(note).text
    assert SAID["actions-0-title"] in officer.get("/actions?owner=").text
    assert "K-00001" not in officer.get("/actions?owner=").text


def test_when_a_note_is_deleted_the_complaint_loses_only_that(
    app: Flask, officer: CheckingClient, complaint: str
) -> None:
    note = shared(officer, complaint)
    assert officer.send(f"{note}/removal").status_code == 303
    assert "Lær af hjemvisningen" in officer.get(complaint).text, "it is offered again"
    with app.app_context():
        assert db.session.scalar(select(Followup.id)) is None
