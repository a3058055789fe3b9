"""Signing in and out: sessions are rows, and what was ended stays ended."""

import pytest
from sqlalchemy import select

from klagerejsen.accounts.models import Session
from klagerejsen.accounts.sessions import USER
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from tests.conftest import FACILITATOR, PASSWORD


def test_the_right_password_opens_the_list_of_journeys(facilitator):
    assert "Klagerejser" in facilitator.get("/").get_data(as_text=True)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    wrong = client.send("/login", {"email": FACILITATOR, "password": "forkert adgangskode"})
    unknown = client.send("/login", {"email": "ingen@example.dk", "password": "forkert adgangskode"})
    assert wrong.status_code == unknown.status_code == 403
    assert "passer ikke sammen" in wrong.get_data(as_text=True)


def test_the_database_holds_only_the_hash_of_a_token(app, facilitator):
    token = facilitator.get_cookie(USER).value
    with app.app_context():
        hashes = db.session.scalars(select(Session.token_hash)).all()
    assert hashes
    assert token not in hashes


def test_a_session_runs_out(app, facilitator):
    with app.app_context():
        for session in db.session.scalars(select(Session)):
            session.expires_at = utcnow()
        db.session.commit()
    assert facilitator.get("/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(client, target):
    answer = client.send("/login", {"email": FACILITATOR, "password": PASSWORD, "next": target})
    assert answer.status_code == 303
    assert answer.location == "/"


def test_the_language_is_danish_until_somebody_chooses_english(client):
    assert "Log ind" in client.get("/login").get_data(as_text=True)
    client.send("/language", {"language": "en", "next": "/login"})
    page = client.get("/login").get_data(as_text=True)
    assert 'lang="en"' in page
    assert "Log ind" not in page


def test_a_browser_that_prefers_english_reads_english(client):
    page = client.get("/login", headers={"Accept-Language": "en-GB,en;q=0.9"}).get_data(as_text=True)
    assert 'lang="en"' in page
