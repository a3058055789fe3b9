"""The pages of a conversation: noted step by step, the note that is not kept, and answers that nobody is known by."""

import datetime as dt
import re
from unittest import mock

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from klagerejsen.codes import ComplaintState, Handling, MemberRole
from klagerejsen.complaints.conversation.models import Poll, Rating
from klagerejsen.complaints.models import Complaint, ComplaintChange
from klagerejsen.extensions import db
from tests.functional.conftest import CheckingClient, become, new_client
from tests.functional.test_complaint_pages import TODAY, only, registered

WORDS = "Brevet kom, mens barnet var indlagt"
SPOKEN = {"day": "2026-11-10", "channel": "phone", "minutes": "25"}
AGREED = SPOKEN | {
    "told": ["who", "note"], "wishes": ["explanation", "contact"], "heard": WORDS, "track": "dialogue",
    "promises": ["meet"], "promised_by": "2026-11-30", "agreed": "Mødet er på biblioteket",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> None:
    places = ("forms", "conversation.forms", "routes.shared", "routes.conversation", "routes.satisfaction")
    patches = [mock.patch(f"klagerejsen.complaints.{place}.today", return_value=TODAY) for place in places]
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


@pytest.fixture
def page(officer: CheckingClient) -> str:
    """The address of a complaint's conversation."""
    return registered(officer, reference="26-100") + "/conversation"


def sent(client: CheckingClient, app: Flask, url: str, fields: dict) -> int:
    """Send a form from a page as it is now, and return the status."""
    return client.send(url, fields | {"version": str(only(app).version)}).status_code


def step(client: CheckingClient, app: Flask, page: str, code: str, **fields: str) -> int:
    return sent(client, app, f"{page}/steps", {"step": code, "day": "2026-11-12", "channel": "phone"} | fields)


def note_in(answer: str) -> str:
    return re.search(r'<textarea id="note-text"[^>]*>(.*?)</textarea>', answer, re.DOTALL)[1]


def test_a_conversation_goes_from_attempt_to_follow_up_and_every_step_is_in_the_history(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    assert step(officer, app, page, "attempt", day="2026-11-09", channel="sms") == 303
    answer = officer.send(page, AGREED | {"version": "2"})
    assert answer.status_code == 200
    row = only(app)
    assert (row.offered, row.offered_on, row.contacted_on) == (True, dt.date(2026, 11, 9), dt.date(2026, 11, 10))
    assert (row.handling, row.track, row.promises, row.minutes) == (Handling.CONVERSATION, "dialogue", ["meet"], 25)
    promised = officer.get("/complaints/due").text.split('id="promised"')[1]
    assert "Vi mødes" in promised
    assert page in promised
    assert step(officer, app, page, "confirm") == 303
    assert step(officer, app, page, "follow_up") == 422, "somebody says whether it was kept"
    assert step(officer, app, page, "follow_up", follow_up="kept", minutes="5") == 303
    assert 'id="promised"' not in officer.get("/complaints/due").text
    row = only(app)
    assert (row.confirmed_on, row.follow_up, row.minutes) == (dt.date(2026, 11, 12), "kept", 30)
    shown = officer.get(page.removesuffix("/conversation")).text
    for said in ("Forsøgt, ikke truffet 9. november", "Talt sammen 10. november", "Fulgt op 12. november"):
        assert said in shown
    officer.send(f"{page.removesuffix('/conversation')}/undo", {"version": row.version})
    officer.send(f"{page.removesuffix('/conversation')}/undo", {"version": row.version + 1})
    row = only(app)
    assert (row.follow_up, row.confirmed_on, row.track) == (None, None, "dialogue")
    assert "Blev aftalen holdt?: Aftalen er holdt → –" in officer.get(page.removesuffix("/conversation")).text


def test_the_note_has_what_was_typed_and_the_database_has_not_a_word_of_it(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    answer = officer.send(page, AGREED | {"version": "1"})
    note = note_in(answer.text)
    for said in ("Sag: 26-100", WORDS, "Mødet er på biblioteket", "en forklaring og én at kontakte", "dialogmøde"):
        assert said in note
    assert WORDS not in officer.get(page).text
    with app.app_context():
        names = db.inspect(db.engine).get_table_names()
        kept = [str(row) for name in names for row in db.session.execute(text(f'SELECT * FROM "{name}"'))]
    assert any("dialogue" in row for row in kept)
    assert [row for row in kept if WORDS in row or "biblioteket" in row] == []
    again = officer.send(page, AGREED | {"version": "1"})
    assert again.status_code == 409
    assert WORDS in again.text, "a page that is sent twice keeps what was typed"
    assert only(app).minutes == 25


@pytest.mark.sqlite
def test_what_was_written_on_a_page_that_got_too_old_is_handed_back_to_nobody_but_its_own_page(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    ours, stale = {"Sec-Fetch-Site": "same-origin"}, AGREED | {"version": "1", "csrf_token": "for gammel"}
    late = officer.post(page, data=stale, headers=ours)
    assert (late.status_code, WORDS in late.text) == (400, True)
    assert WORDS not in officer.post(page, data=stale).text
    out = new_client(app).send(page, AGREED | {"version": "1"}, headers=ours)
    assert (out.status_code, WORDS in out.text) == (401, True)
    password = {"email": "nogen@example.dk", "password": "en lang hemmelighed, der er god", "csrf_token": "for gammel"}
    assert password["password"] not in officer.post("/login", data=password, headers=ours).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"heard": "Barnet er 010190-1234"}, "cpr-nummer"),
        ({"day": "2026-11-01"}, "før klagen blev modtaget"),
        ({"day": "2026-11-19", "promised_by": "2026-11-30"}, "Dagen er ikke kommet endnu."),
        ({"promised_by": ""}, "Skriv også, hvornår"),
        ({"promised_by": "2026-11-09"}, "Dagen ligger før aftalen."),
        ({"track": ""}, "Vælg også, hvordan"),
        ({"wishes": ["guld"]}, "Vælg fra listen."),
        ({"channel": "brevdue"}, "Vælg en fra listen."),
        ({"minutes": "-1"}, "Skriv et tal fra 0"),
    ],
)
def test_what_cannot_be_noted_is_told_at_its_field_and_nothing_typed_is_lost(
    app: Flask, officer: CheckingClient, page: str, fields: dict, said: str
) -> None:
    answer = officer.send(page, AGREED | {"version": "1"} | fields)
    assert answer.status_code == 422
    assert said in " ".join(re.findall(r'class="problem"[^>]*>(.*?)</p>', answer.text, re.DOTALL))
    assert "Mødet er på biblioteket" in answer.text
    assert only(app).version == 1


def test_a_complaint_is_withdrawn_once_the_citizen_has_confirmed_and_by_no_shorter_way(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    assert step(officer, app, page, "consent", confirmed="y") == 409
    assert officer.send(page, SPOKEN | {"version": "1", "track": ""}).status_code == 200
    shorter = {"step": "withdraw", "day": "2026-11-12"}
    assert officer.send(page.replace("conversation", "steps"), shorter).status_code == 409
    assert step(officer, app, page, "leave") == 422, "the citizen was told what it means"
    assert step(officer, app, page, "leave", informed="y") == 422
    assert step(officer, app, page, "leave", informed="y", free="y") == 303
    assert only(app).state is ComplaintState.RECEIVED, "open until it is confirmed"
    assert step(officer, app, page, "consent", day="2026-11-16") == 422
    assert step(officer, app, page, "consent", day="2026-11-11", confirmed="y") == 422
    assert step(officer, app, page, "consent", day="2026-11-16", channel="digital_post", confirmed="y") == 303
    row = only(app)
    assert (row.state, row.withdrawn_on, row.withdrawal_channel) == (
        ComplaintState.CLOSED, dt.date(2026, 11, 16), "digital_post"
    )  # fmt: skip
    assert "Borgeren har bekræftet det 16. november 2026 (digital post)." in note_in(officer.get(page).text)


def test_whoever_thinks_better_of_it_keeps_the_complaint(app: Flask, officer: CheckingClient, page: str) -> None:
    officer.send(page, SPOKEN | {"version": "1"})
    step(officer, app, page, "leave", informed="y", free="y")
    assert step(officer, app, page, "stay") == 303
    assert (only(app).withdrawal_said_on, only(app).closed_on) == (None, None)


def without_tokens(shown: str) -> str:
    """A page without its form tokens, which are new every second."""
    return re.sub(r'name="csrf[_-]token" (value|content)="[^"]+"|"X-CSRFToken": "[^"]+"', "", shown)


def asked(client: CheckingClient, page: str) -> str:
    """Make a link and return its path."""
    return re.search(r"<code>http://[^/]+(/satisfaction/[^<]+)</code>", client.send(f"{page}/link").text)[1]


def test_a_link_is_answered_once_without_an_account_and_the_answer_stands_beside_no_complaint(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    assert officer.send(f"{page}/link").status_code == 400, "nobody talked with anybody yet"
    officer.send(page, SPOKEN | {"version": "1"})
    former, link, nobody = asked(officer, page), asked(officer, page), new_client(app)
    assert nobody.get(former).status_code == 404
    said = nobody.get(link).text
    for kept in ("K-0000", "26-100", "Demokommunen", "Familieafdelingen"):
        assert kept not in said
    assert nobody.send(link, {"score": "6"}).status_code == 422
    before = without_tokens(officer.get(page).text)
    assert nobody.send(link, {"score": "2"}).status_code == 303
    assert "Tak for svaret" in nobody.get(link).text
    assert nobody.send(link, {"score": "5"}).status_code == 410
    assert without_tokens(officer.get(page).text) == before, "the page tells nothing of it"
    again = asked(officer, page)
    assert nobody.send(again, {"score": "5"}).status_code == 410
    with app.app_context():
        rating, poll = db.session.scalars(select(Rating)).one(), db.session.scalars(select(Poll)).one()
        assert (rating.score, rating.year, rating.offered, rating.rater.value) == (2, 2026, True, "citizen")
        assert again.rsplit("/", 1)[1] not in repr(vars(poll))
        assert db.session.scalars(select(Complaint.satisfaction)).one() is None
        assert [row for row in db.session.scalars(select(ComplaintChange)) if "satisfaction" in row.after] == []


def test_a_link_closes_after_a_month(app: Flask, officer: CheckingClient, page: str) -> None:
    officer.send(page, SPOKEN | {"version": "1"})
    link, nobody = asked(officer, page), new_client(app)
    with app.app_context():
        db.session.execute(update(Poll).values(closes_on=TODAY - dt.timedelta(1)))
        db.session.commit()
    assert "udløbet" in nobody.get(link).text
    assert nobody.send(link, {"score": "3"}).status_code == 410


def test_guessed_links_are_slowed_down_and_true_ones_are_not(app: Flask, officer: CheckingClient, page: str) -> None:
    officer.send(page, SPOKEN | {"version": "1"})
    link, guesser = asked(officer, page), new_client(app)
    statuses = [guesser.get(f"/satisfaction/{n}").status_code for n in range(31)]
    assert (statuses[0], statuses[-1]) == (404, 429)
    assert guesser.send(link, {"score": "4"}).status_code == 303


def test_a_score_that_is_read_aloud_stands_on_the_complaint_and_an_employees_does_not(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    officer.send(page, SPOKEN | {"version": "1"})
    assert sent(officer, app, f"{page}/satisfaction", {"score": ""}) == 422
    assert sent(officer, app, f"{page}/satisfaction", {"score": "4"}) == 303
    assert only(app).satisfaction == 4
    assert officer.send(f"{page}/satisfaction", {"score": "1", "version": "1"}).status_code == 409
    for score in ("3", "1"):
        assert officer.send(f"{page}/employee", {"score": score}).status_code == 303
    with app.app_context():
        assert [(row.rater.value, row.score) for row in db.session.scalars(select(Rating))] == [("employee", 3)]
        lines = [row.what for row in db.session.scalars(select(ComplaintChange).order_by(ComplaintChange.id))]
    assert lines == ["registered", "talk", "rated"]


def told(client: CheckingClient) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", client.get("/complaints/satisfaction").text, re.DOTALL)[1:]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def test_answers_are_told_five_at_a_time_so_that_nobody_sees_the_last_one(app: Flask, officer: CheckingClient) -> None:
    links, seen = [], []
    for _number in range(7):
        url = registered(officer) + "/conversation"
        officer.send(url, SPOKEN | {"version": "1"})
        links.append(asked(officer, url))
    for score, link in zip((1, 2, 3, 4, 5, 5, 5), links, strict=True):
        new_client(app).send(link, {"score": str(score)})
        seen.append([row for row in told(officer) if row[2] == "Borgere"])
    few, five = ["2026", "Ja", "Borgere", "for få endnu", "7", "–"], ["2026", "Ja", "Borgere", "5 (71 %)", "7", "3,0"]
    assert seen == [[few]] * 4 + [[five]] * 3


def test_a_correction_cannot_be_later_than_what_is_noted_of_the_conversation(
    app: Flask, officer: CheckingClient, page: str
) -> None:
    assert officer.send(page, AGREED | {"version": "1"}).status_code == 200
    url = page.replace("conversation", "properties")
    stated = {"received_on": "2026-11-02", "area": "boern", "kind": "merits", "contacted_on": "2026-11-10"}
    for name, day, status in (("contacted_on", "2026-11-11", 422), ("received_on", "2026-11-11", 422),
                              ("contacted_on", "2026-11-09", 303)):  # fmt: skip
        answer = officer.send(url, stated | {"contacted_on": "", name: day, "version": str(only(app).version)})
        assert answer.status_code == status
        assert ("efter noget, der er noteret" in answer.text) is (status == 422)
    assert str(only(app).contacted_on) == "2026-11-09"


def test_a_reader_sees_how_far_it_is_and_notes_nothing_and_others_find_nothing(
    app: Flask, officer: CheckingClient, stranger: CheckingClient, page: str
) -> None:
    officer.send(page, SPOKEN | {"version": "1"})
    become(app, MemberRole.READER)
    shown = officer.get(page)
    assert (shown.status_code, "<form" in shown.text.split("<main")[1]) == (200, False)
    for url in (page, f"{page}/steps", f"{page}/satisfaction", f"{page}/employee", f"{page}/link"):
        assert officer.send(url, SPOKEN).status_code == 403
        assert stranger.send(url, SPOKEN).status_code == 404
    assert stranger.get(page).status_code == 404
    assert told(stranger) == []
