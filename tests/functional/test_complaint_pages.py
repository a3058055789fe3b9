"""The pages of the register as people use them: register, look up, take steps, learn, and what is not theirs."""

import datetime as dt
import re
from unittest import mock

import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.accounts.models import Membership, Team, User
from klagerejsen.codes import ComplaintKind, ComplaintState, MemberRole
from klagerejsen.complaints import services
from klagerejsen.complaints.models import Complaint
from klagerejsen.extensions import db
from tests.conftest import FACILITATOR
from tests.functional.conftest import CheckingClient, become

TODAY = dt.date(2026, 11, 18)  # a Wednesday
NEW = {"received_on": "2026-11-02", "area": "boern", "kind": "merits", "theme": "decision", "unit": "Familieafdelingen"}


@pytest.fixture(autouse=True)
def _today() -> None:
    places = ("forms", "routes.listing", "routes.shared", "routes.course", "routes.due")
    patches = [mock.patch(f"klagerejsen.complaints.{place}.today", return_value=TODAY) for place in places]
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


def registered(client: CheckingClient, **fields: str) -> str:
    """Register a complaint and return its address."""
    answer = client.send("/complaints", NEW | fields)
    assert answer.status_code == 303, answer.text
    return answer.location


def only(app: Flask) -> Complaint:
    with app.app_context():
        return db.session.scalars(select(Complaint)).one()


@pytest.mark.sqlite
def test_a_case_that_is_registered_again_is_pointed_out(officer: CheckingClient) -> None:
    first = registered(officer, reference="26-100")
    assert "Samme ESDH-nummer" not in officer.get(first).text
    again = registered(officer, reference="26-100")
    assert "Samme ESDH-nummer som K-00001." in officer.get(again).text
    assert "Samme ESDH-nummer" not in officer.get(registered(officer)).text


def test_a_complaint_is_registered_and_walked_to_its_end_in_steps_of_one_press(
    app: Flask, officer: CheckingClient
) -> None:
    page = registered(officer, reference="2026-1234")
    shown = officer.get(page).text
    assert "K-00001" in shown
    assert "3 kalenderdage" not in shown
    assert "9 kalenderdage over" in shown  # to be acknowledged within five working days
    for step, more in (
        ("acknowledge", {}), ("contact", {}), ("reassess", {"reassessment": "maintained"}),
        ("forward", {"appeals_body": "Ankestyrelsen"}), ("decide", {"outcome": "amended"}),
    ):  # fmt: skip
        assert f'value="{step}"' in officer.get(page).text, step
        assert officer.send(f"{page}/steps", {"step": step, "day": "2026-11-18", **more}).status_code == 303
    done = only(app)
    assert (done.state, done.closed_on, done.appeals_body) == (ComplaintState.CLOSED, TODAY, "Ankestyrelsen")
    shown = officer.get(page).text
    assert "Afgjort af klageinstansen 18. november 2026: Ændring" in shown
    assert 'name="step"' not in shown
    assert "Lær af ændringen" in shown
    assert officer.send(f"{page}/undo", {"version": done.version}).status_code == 303
    assert only(app).state is ComplaintState.APPEALED
    assert officer.send(f"{page}/undo", {"version": done.version}).status_code == 303
    assert only(app).state is ComplaintState.APPEALED, "the page was out of date"
    confirmed = {"step": "decide", "day": "2026-11-18", "outcome": "confirmed"}
    assert officer.send(f"{page}/steps", confirmed).status_code == 303
    assert 'href="#learned"' in officer.get(page).text, "what is left is to say what was learned"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"received_on": ""}, "Skal udfyldes."),
        ({"received_on": "i går"}, "Skriv en dag"),
        ({"received_on": "2026-11-19"}, "Dagen er ikke kommet endnu."),
        ({"received_on": "0026-11-02"}, "Året kan ikke passe."),
        ({"kind": ""}, "Vælg, hvad der klages over."),
        ({"area": ""}, "Skal udfyldes."),
        ({"area": "naboens"}, "Vælg en fra listen."),
        ({"decided_on": "2026-11-03"}, "Afgørelsen ligger efter klagen."),
        ({"reassessed_on": "2026-11-04"}, "Vælg også, hvad genvurderingen endte med."),
        ({"reference": "010190-1234"}, "cpr-nummer"),
        ({"unit": "x" * 81}, "Højst 80 tegn."),
        ({"journey_id": "999999"}, "Vælg en fra listen."),
    ],
)
def test_what_cannot_be_registered_is_told_at_its_field(
    app: Flask, officer: CheckingClient, fields: dict[str, str], said: str
) -> None:
    answer = officer.send("/complaints", NEW | fields)
    assert answer.status_code == 422
    problems = " ".join(re.findall(r'class="problem"[^>]*>(.*?)</p>', answer.text, re.DOTALL))
    assert said in problems
    with app.app_context():
        assert db.session.scalars(select(Complaint)).all() == []


def test_what_looks_like_a_name_is_pointed_out_and_kept(officer: CheckingClient) -> None:
    page = registered(officer, unit="Mette Sørensen")
    assert "Ligner et navn" in officer.get(page).text


def test_a_step_on_a_day_that_cannot_be_says_so_and_keeps_what_was_typed(app: Flask, officer: CheckingClient) -> None:
    page = registered(officer)
    early = officer.send(f"{page}/steps", {"step": "acknowledge", "day": "2026-11-01"})
    assert (early.status_code, "Dagen ligger før klagen blev modtaget." in early.text) == (422, True)
    assert 'value="2026-11-01"' in early.text
    unsaid = officer.send(f"{page}/steps", {"step": "reassess", "day": "2026-11-18", "reassessment": ""})
    assert (unsaid.status_code, "Vælg en af dem." in unsaid.text) == (422, True)
    assert officer.send(f"{page}/steps", {"step": "forward", "day": "2026-11-18"}).status_code == 409
    assert officer.send(f"{page}/steps", {"step": "nothing", "day": "2026-11-18"}).status_code == 404
    assert only(app).state is ComplaintState.RECEIVED


def test_a_correction_moves_what_follows_from_it_and_stands_in_the_history(app: Flask, officer: CheckingClient) -> None:
    page = registered(officer)
    before = officer.get(f"{page}/properties").text
    assert 'value="2026-11-02"' in before
    fields = NEW | {"received_on": "2026-11-16", "acknowledged_on": "2026-11-17", "version": "1", "law": "Barnets lov"}
    assert officer.send(f"{page}/properties", fields).status_code == 303
    row = only(app)
    assert (row.state, row.due_what, row.due_on) == (ComplaintState.ACKNOWLEDGED, "reassess", dt.date(2026, 12, 14))
    assert "Modtaget: 2. november 2026 → 16. november 2026" in officer.get(page).text
    late = officer.send(f"{page}/properties", fields | {"unit": "Jura"})
    assert (late.status_code, "En anden har ændret klagen" in late.text) == (409, True)


def test_causes_and_learning_are_written_on_the_complaint(app: Flask, officer: CheckingClient, journey_id: int) -> None:
    page = registered(officer, journey_id=str(journey_id))
    for code in ("KOM1", "TID1", "XXX9"):
        assert officer.send(f"{page}/causes", {"code": code}).status_code == 303
    assert officer.send(f"{page}/causes/KOM1/removal").status_code == 303
    assert officer.send(f"{page}/causes/KOM1/removal").status_code == 404
    version = str(only(app).version)
    said = {"learning": "Brevet sagde ikke hvornår.", "action": "Ny skabelon.", "version": version}
    assert officer.send(f"{page}/learning", said | {"learning": "010190-1234"}).status_code == 422
    too_much = officer.send(f"{page}/learning", said | {"learning": "æ" * 1001})
    assert (too_much.status_code, "æ" * 1001 in too_much.text) == (422, True), "what is too long is not cut"
    assert officer.send(f"{page}/learning", said).status_code == 303
    shown = officer.get(page).text
    assert "Brevet sagde ikke hvornår." in shown
    assert "Frist ikke overvåget" in shown
    assert f'href="/journeys/{journey_id}/board"' in shown
    assert (only(app).journey_id, only(app).learning) == (journey_id, said["learning"])


def many(app: Flask, count: int) -> None:
    """Register complaints, one a day back in time, in turn of two areas and two kinds."""
    with app.test_request_context():
        team = db.session.scalars(select(Team).where(Team.slug == "demo")).one()
        for number in range(count):
            piece = {
                "area": ("boern", "voksne")[number % 2],
                "kind": tuple(ComplaintKind)[number % 3],
                "received_on": TODAY - dt.timedelta(number // 2),
                "reference": f"26/{number:04}",
                "unit": ("Jura", "Ydelse", None)[number % 3],
            }
            services.register(team.id, piece, None)
        db.session.commit()


def names_in(text: str) -> list[str]:
    return re.findall(r">(K-\d+)</a>", text)


def test_the_list_is_turned_page_by_page_and_names_every_complaint_once(app: Flask, officer: CheckingClient) -> None:
    many(app, 120)
    url, seen, pages = "/complaints", [], 0
    while url:
        text, pages = officer.get(url).text, pages + 1
        seen += names_in(text)
        older = re.search(r'href="([^"]+)" rel="next"', text)
        url = older[1].replace("&amp;", "&") if older else ""
    assert pages == 3
    assert sorted(seen, reverse=True) == [f"K-{number:05d}" for number in range(120, 0, -1)]
    assert "120 klager" in officer.get("/complaints").text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=26/0007", ["K-00008"]),
        ("q=26/000", [f"K-0000{n}" for n in range(1, 10)] + ["K-00010"]),
        ("q=7", ["K-00007"]),
        ("q=k-00007", ["K-00007"]),
        ("q=%25", []),
        ("area=voksne&kind=both&first=2026-11-17&last=2026-11-18", []),
        ("area=voksne&kind=merits&unit=Ydelse&last=2026-11-18&first=2026-11-18", ["K-00002"]),
        ("state=closed", []),
        ("state=nonsense&first=nonsense&q=26/0001", ["K-00002"]),
    ],
)
def test_complaints_are_found_by_what_they_are_and_how_they_are_called(
    app: Flask, officer: CheckingClient, asked: str, expected: list[str]
) -> None:
    many(app, 12)
    assert sorted(names_in(officer.get(f"/complaints?{asked}").text)) == expected
    part = officer.get(f"/complaints?{asked}", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert sorted(names_in(part)) == expected


def test_what_is_due_is_told_by_weeks_the_oldest_first(app: Flask, officer: CheckingClient) -> None:
    for received in ("2026-11-02", "2026-11-10", "2026-11-13", "2026-11-17"):
        registered(officer, received_on=received)
    late = registered(officer, received_on="2026-10-30", kind="formality")
    assert officer.send(f"{late}/steps", {"step": "acknowledge", "day": "2026-11-18"}).status_code == 303
    shown = officer.get("/complaints/due").text
    parts = {name: names_in(part) for name, part in re.findall(r'<h2 id="(\w+)">(.*?)</section>', shown, re.DOTALL)}
    # Five working days after Tuesday the 10th is Tuesday the 17th.
    assert parts == {"overdue": ["K-00001", "K-00002"], "this_week": ["K-00003"], "next_week": ["K-00004"]}
    assert "Kvittér for klagen" in shown
    assert names_in(officer.get("/complaints/due?area=voksne").text) == []


def test_a_reader_reads_and_a_facilitator_too_but_neither_writes(app: Flask, officer: CheckingClient) -> None:
    page = registered(officer)
    for role in (MemberRole.READER, MemberRole.FACILITATOR):
        become(app, role)
        for url in ("/complaints", "/complaints/due", page):
            text = officer.get(url)
            assert (text.status_code, "Registrér" in text.text) == (200, False)
            assert set(re.findall(r'action="(/complaints/[^"]+)"', text.text)) <= {f"{page}/minifokus"}
        for url in (f"{page}/steps", f"{page}/properties", f"{page}/undo", f"{page}/causes", "/complaints"):
            assert officer.send(url, NEW).status_code == 403, url
    assert only(app).version == 1


def test_another_teams_complaint_is_not_found_and_who_is_in_both_teams_reaches_it(
    app: Flask, officer: CheckingClient, stranger: CheckingClient
) -> None:
    page = registered(officer)
    assert stranger.get(page).status_code == 404
    assert stranger.send(f"{page}/steps", {"step": "acknowledge", "day": "2026-11-18"}).status_code == 404
    assert names_in(stranger.get("/complaints").text) == []
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email != FACILITATOR)).one()
        team = db.session.scalars(select(Team).where(Team.slug == "demo")).one()
        db.session.add(Membership(user_id=user.id, team_id=team.id, role=MemberRole.READER))
        db.session.commit()
    assert stranger.get(page).status_code == 200
    assert stranger.get("/complaints/999999999999").status_code == 404
