"""What people do with their own account: another password, another team; and sessions that are over are forgotten."""

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from klagerejsen.accounts import sessions
from klagerejsen.accounts.models import Membership, Session, Team, User
from klagerejsen.codes import MemberRole
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from tests.conftest import FACILITATOR, PASSWORD, STRANGER
from tests.functional.conftest import CheckingClient, new_client

NEW = "en helt ny adgangskode"


def changing(**other: str) -> dict[str, str]:
    return {"old": PASSWORD, "new": NEW, "again": NEW, **other}


def sign_in(client: CheckingClient, password: str) -> int:
    return client.send("/login", {"email": FACILITATOR, "password": password}).status_code


def test_a_new_password_opens_the_account_and_the_old_one_does_not(app: Flask, facilitator: CheckingClient) -> None:
    assert "Skift adgangskode" in facilitator.get("/account/password").text
    assert facilitator.send("/account/password", changing()).status_code == 303
    assert sign_in(new_client(app), PASSWORD) == 403
    assert sign_in(new_client(app), NEW) == 303


def test_whoever_changes_the_password_stays_and_every_other_session_ends(app: Flask, signed_in) -> None:
    here, elsewhere, somebody_else = signed_in(FACILITATOR), signed_in(FACILITATOR), signed_in(STRANGER)
    before = here.get_cookie(sessions.USER).value
    here.send("/account/password", changing())
    assert here.get_cookie(sessions.USER).value != before
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert somebody_else.get("/").status_code == 200


@pytest.mark.parametrize(
    ("other", "status", "words"),
    [
        ({"old": "forkert adgangskode"}, 403, "ikke din adgangskode"),
        ({"new": "kort", "again": "kort"}, 422, "mindst 12 tegn"),
        ({"again": "noget helt andet"}, 422, "ikke ens"),
        ({"old": ""}, 422, "Skal udfyldes"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why_and_stays(
    app: Flask, facilitator: CheckingClient, other: dict[str, str], status: int, words: str
) -> None:
    answer = facilitator.send("/account/password", changing(**other))
    assert answer.status_code == status
    assert words in answer.text
    assert facilitator.get("/").status_code == 200
    assert sign_in(new_client(app), PASSWORD) == 303


def test_the_old_password_cannot_be_guessed_at_an_open_browser(facilitator: CheckingClient) -> None:
    wrong = changing(old="forkert adgangskode")
    codes = [facilitator.send("/account/password", wrong).status_code for _ in range(11)]
    assert codes == [403] * 10 + [429]


def test_sessions_that_ran_out_are_forgotten_when_somebody_signs_in(app: Flask, facilitator: CheckingClient) -> None:
    with app.app_context():
        db.session.execute(db.update(Session).values(expires_at=utcnow() - dt.timedelta(minutes=1)))
        db.session.commit()
    assert sign_in(new_client(app), PASSWORD) == 303
    with app.app_context():
        assert db.session.scalar(select(func.count(Session.id))) == 1


def test_the_servers_sweep_forgets_what_has_run_out_and_nothing_else(app: Flask, signed_in) -> None:
    gone, stays = signed_in(STRANGER), signed_in(FACILITATOR)
    with app.app_context():
        stranger = select(User.id).where(User.email == STRANGER).scalar_subquery()
        db.session.execute(db.update(Session).where(Session.user_id == stranger).values(expires_at=utcnow()))
        db.session.commit()
    sessions.sweep(app)
    assert (gone.get("/").status_code, stays.get("/").status_code) == (302, 200)
    with app.app_context():
        assert db.session.scalar(select(func.count(Session.id))) == 1


@pytest.fixture
def of_two_teams(app: Flask, facilitator: CheckingClient) -> CheckingClient:
    with app.app_context():
        other = db.session.scalars(select(Team).where(Team.slug == "other")).one()
        somebody = db.session.scalars(select(User).where(User.email == FACILITATOR)).one()
        db.session.add(Membership(user=somebody, team=other, role=MemberRole.READER))
        db.session.commit()
    return facilitator


def test_a_person_in_two_teams_chooses_between_them(of_two_teams: CheckingClient, journey_id: int) -> None:
    page = of_two_teams.get("/").text
    teams = dict(re.findall(r'<option value="(\d+)"[^>]*>([^<]+)<', page))
    assert set(teams.values()) == {"Demokommunen", "Nabokommunen"}
    other = next(number for number, name in teams.items() if name == "Nabokommunen")
    assert "Da to teams" in page
    assert of_two_teams.send("/account/team", {"team": other}).location == "/"
    page = of_two_teams.get("/").text
    assert "Da to teams" not in page
    assert re.search(r'<option value="\d+" selected>Nabokommunen<', page)
    assert "/journeys/new" not in page, "a reader there"
    page = of_two_teams.get(f"/journeys/{journey_id}/findings").text
    assert re.search(r'<option value="\d+" selected>Demokommunen<', page), "a case is its own team's"


def test_a_team_that_one_is_not_in_cannot_be_chosen(app: Flask, facilitator: CheckingClient) -> None:
    assert 'action="/account/team"' not in facilitator.get("/").text
    with app.app_context():
        other = db.session.scalars(select(Team.id).where(Team.slug == "other")).one()
    for team in (other, "x", "", 10**20):
        assert facilitator.send("/account/team", {"team": team}).status_code == 404
    assert "Da to teams" in facilitator.get("/").text
