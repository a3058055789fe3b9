"""Browsers without a browser: clients that are signed in, and that check every page they fetch."""

import re
from collections.abc import Callable, Iterator
from unittest import mock

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from klagerejsen.accounts import passwords
from klagerejsen.accounts.models import Team, User
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from klagerejsen.posters import handing
from tests.conftest import FACILITATOR, PASSWORD, QUICK, STRANGER

PATIENCE = 60.0
# What html5lib calls an error and HTML allows, or what only our SVG needs.
ALLOWED_ERRORS = frozenset({"unexpected-self-closing-tag", "non-void-element-with-trailing-solidus"})


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have posters come at once however busy the machine is; that people are led elsewhere has tests of its own."""
    monkeypatch.setattr(handing, "PATIENCE", PATIENCE)


class CheckingClient(FlaskClient):
    """A client that sends the form token by itself and holds every page to what we promise of pages."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.tokens: dict[str, str] = {}

    def open(self, *arguments: object, **options: object) -> TestResponse:  # type: ignore[override]
        response = super().open(*arguments, **options)
        if response.mimetype == "text/html" and response.status_code == 200 and response.data:
            check_page(response.get_data(as_text=True))
        return response

    def send(self, url: str, data: dict | None = None, **options: object) -> TestResponse:
        """Post a form as one of our own pages would."""
        return self.post(url, data={**(data or {}), "csrf_token": self.token()}, **options)

    def token(self) -> str:
        """Return the form token of this client's session, asking for a page that carries it once a session."""
        if self.session() not in self.tokens:
            page = super().open("/login").get_data(as_text=True)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert found, "every page carries a form token"
            self.tokens[self.session()] = found[1]
        return self.tokens[self.session()]

    def session(self) -> str:
        cookie = self.get_cookie("klagerejsen")
        return cookie.value if cookie else ""


def check_page(text: str) -> None:
    """A page is valid HTML with one h1, a title, a language and unique ids; no inline script or style."""
    if not text.lstrip().lower().startswith("<!doctype html"):
        return
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    errors = [(place, code) for place, code, _rest in parser.errors if code not in ALLOWED_ERRORS]
    assert not errors, errors[:3]
    assert len(tree.findall(".//h1")) == 1, "one h1"
    assert (tree.findtext(".//title") or "").strip(), "a title"
    assert tree.get("lang") in ("da", "en")
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), sorted({name for name in ids if ids.count(name) > 1})
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), "no inline style or script"
    for script in tree.findall(".//script"):
        assert script.get("src") or script.get("type") == "application/json", "no inline script"


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords as quickly in tests as in the database that they copy."""
    with mock.patch.object(passwords, "_hasher", QUICK):
        yield


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    return new_client(app)


def new_client(app: Flask) -> CheckingClient:
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], CheckingClient]:
    def sign_in(email: str) -> CheckingClient:
        client = new_client(app)
        answer = client.send("/login", {"email": email, "password": PASSWORD})
        assert answer.status_code == 303, answer.status_code
        return client

    return sign_in


@pytest.fixture
def facilitator(signed_in: Callable[[str], CheckingClient]) -> CheckingClient:
    return signed_in(FACILITATOR)


@pytest.fixture
def stranger(signed_in: Callable[[str], CheckingClient]) -> CheckingClient:
    return signed_in(STRANGER)


@pytest.fixture
def journey_id(app: Flask) -> int:
    """The id of the children's case of the demo team."""
    with app.app_context():
        query = db.select(Journey.id).join(Team, Team.id == Journey.team_id)
        return db.session.execute(query.where(Team.slug == "demo", Journey.ref == "boern-to-teams")).scalar_one()


def become(app: Flask, role: MemberRole) -> None:
    with app.app_context():
        user = db.session.scalars(db.select(User).where(User.email == FACILITATOR)).one()
        user.memberships[0].role = role
        db.session.commit()


@pytest.fixture
def officer(facilitator: CheckingClient, app: Flask) -> CheckingClient:
    become(app, MemberRole.COMPLAINTS_OFFICER)
    return facilitator
