"""Static files and pages as they travel: small, kept where they may be, and never mistaken for an older one."""

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import meta
from werkzeug.test import TestResponse

from klagerejsen.paths import STATIC, TEMPLATES
from klagerejsen.web import assets, bundles, compression
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

pytestmark = pytest.mark.sqlite

GZIP = {"Accept-Encoding": "gzip, br"}
BUDGET = 45_000
"""Bytes, gzipped: all that a participant's first page loads."""
LATER = ("workshops/_deck.html", "workshops/_event_arrived.html", "workshops/_told.html")


@pytest.fixture
def room(app, facilitator, journey_id) -> Room:
    return Room(app, facilitator, journey_id)


def travelled(client: CheckingClient, address: str) -> TestResponse:
    """Fetch a page as it travels, compressed."""
    return FlaskClient.open(client, address, headers=GZIP)


def addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


def test_static_files_are_kept_for_a_year_under_an_address_that_changes_with_them(client):
    page = client.get("/login").text
    assert addresses(page)
    for address in addresses(page):
        with client.get(address, headers=GZIP) as answer:
            assert answer.status_code == 200, address
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_page_from_before_an_upgrade_gets_its_files_but_keeps_them_under_no_old_address(client):
    for address in ("/static/0123456789ab/js/app.js", "/static/js/app.js", "/static/0123456789ab/js/phone-all.js"):
        with client.get(address) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_the_address_changes_when_any_file_does(app, monkeypatch):
    with app.app_context():
        before = assets._digest()
        monkeypatch.setitem(bundles.BUNDLES, "js/phone-all.js", lambda: "other")
        assert assets._digest() != before


@pytest.mark.parametrize("name", ["nowhere.js", "css/nowhere.css", "../wsgi.py", "js/%2e%2e/%2e%2e/run.js", "css", ""])
def test_what_is_not_there_is_not_found(client, name):
    for prefix in ("", "0123456789ab/"):
        assert client.get(f"/static/{prefix}{name}").status_code == 404


def test_whoever_takes_nothing_compressed_gets_the_same_bytes(client):
    with client.get("/static/js/app.js") as plain, client.get("/static/js/app.js", headers=GZIP) as small:
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(small.data) == plain.data == (STATIC / "js" / "app.js").read_bytes()
        assert len(small.data) < len(plain.data) / 2


def without_token(page: str) -> str:
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert token
    return page.replace(token[1], "")


def test_pages_are_compressed_each_to_a_length_of_its_own(client):
    plain = client.get("/login")
    answers = [travelled(client, "/login") for _ in range(12)]
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}
    assert plain.headers["Vary"] == answers[0].headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    bare = {without_token(gzip.decompress(answer.data).decode()) for answer in answers}
    assert bare == {without_token(plain.text)}
    lengths = [len(answer.data) for answer in answers]
    assert len(set(lengths)) > 3
    assert max(lengths) - min(lengths) <= compression.MOST_RANDOM_BYTES + 20


def test_short_answers_and_redirects_are_left_alone(client):
    for address in ("/healthz", "/journeys/1"):
        assert "Content-Encoding" not in client.get(address, headers=GZIP).headers


# The phone's scripts and styles in one piece


def phone_templates(app: Flask) -> set[str]:
    """Every page that loads the piece, what these pages are made of, and what is sent to them later."""
    parts = {}
    for name in app.jinja_env.list_templates(extensions=["html"]):
        tree = app.jinja_env.parse((TEMPLATES / name).read_text("utf-8"))
        parts[name] = set(filter(None, meta.find_referenced_templates(tree)))

    def reach(name: str) -> set[str]:
        return {name}.union(*(reach(part) for part in parts[name]))

    pages = [name for name in parts if "workshops/_phone_bare.html" in reach(name)]
    return set().union(*map(reach, [*pages, *LATER]))


def test_the_piece_holds_whatever_a_page_of_the_phone_mounts(app):
    asked = set()
    for name in phone_templates(app):
        for names in re.findall(r'data-module="([^"]+)"', (TEMPLATES / name).read_text("utf-8")):
            asked |= set(names.split())
    assert asked >= {"answer", "ballot", "forget", "once", "waiting", "strip", "live"}
    assert asked - set(bundles.MOUNTED) == set()


def test_the_piece_is_one_script_in_which_nothing_is_left_to_fetch():
    text = bundles.script()
    assert not re.search(r"^\s*(import|export)\b", text, re.M)
    assert set(re.findall(r'use\("([^"]+)"\)', text)) <= set(re.findall(r'^"([^"]+)"\(\) \{$', text, re.M))
    assert text.count("bring(new URL(") == 1


@pytest.mark.parametrize(
    "line", ['import x from "./y.js";', 'export { a } from "./b.js";', "export let count = 0;", "const a = `b"]
)
def test_a_script_that_cannot_be_put_into_one_piece_says_so(line):
    with pytest.raises(bundles.CannotBundle, match=r"modules/x\.js"):
        bundles._part("modules/x.js", f"{line}\n")


def weigh(client: CheckingClient, address: str) -> dict[str, int]:
    """Return the gzipped bytes of a page and of all that it loads, its font included."""
    page = travelled(client, address)
    text, loaded = gzip.decompress(page.data).decode(), {"html": len(page.data)}
    font = "vendor/source-sans-3@5.3.0/klagerejsen-sans.woff2"
    for place in {*addresses(text), f"/static/{font}"}:
        with client.get(place, headers=GZIP) as answer:
            kind = place.rsplit(".", 1)[1]
            loaded[kind] = loaded.get(kind, 0) + len(answer.data)
    return loaded


def test_a_participant_s_first_page_weighs_no_more_than_45_kb(app, room):
    someone = room.sit("citizen")
    for client, address in (
        (new_client(app), f"/join/{room.code}"),
        (someone, f"{room.url}/phone"),
        (someone, room.card(1)),
    ):
        weight = weigh(client, address)
        assert set(weight) == {"html", "css", "js", "woff2", "svg"}
        assert sum(weight.values()) < BUDGET, (address, weight)
