"""Closed by default: the whole URL map, walked as nobody, as a stranger, and as those who belong."""

import pytest
from flask import Flask

from klagerejsen.access.guard import OPEN, access_of

pytestmark = pytest.mark.sqlite

OPENED_BY_NAME = {
    "accounts.login",
    "accounts.sign_in",
    "accounts.logout",
    "accounts.language",
    "complaints.satisfaction",
    "complaints.answer_link",
    "minifokus.asked",
    "minifokus.answer",
    "workshops.aside",
    "workshops.join",
    "workshops.take_seat",
    "workshops.display",
    "health.alive",
    "health.ready",
}


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint with a method and a URL whose ids belong to nobody."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        values = {name: 1 if "int" in str(rule._converters[name].__class__).lower() else "x" for name in rule.arguments}
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            found.append((rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)))
    return found


def test_every_route_names_who_may_use_it(app):
    closed = [name for name, view in app.view_functions.items() if name != "static" and access_of(view) is None]
    assert closed == []


def test_only_these_routes_are_open_to_all(app):
    opened = {name for name, view in app.view_functions.items() if access_of(view) == OPEN}
    assert opened == OPENED_BY_NAME


def test_a_route_without_a_rule_is_closed(app, client):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert client.get("/forgotten").status_code == 403


def test_nobody_gets_in_anywhere(app, client):
    for endpoint, method, url in routes(app):
        if endpoint in OPENED_BY_NAME:
            continue
        answer = client.open(url, method=method) if method == "GET" else client.send(url, method=method)
        assert answer.status_code in ((302, 401) if method == "GET" else (401,)), (endpoint, method, answer.status_code)
        if answer.status_code == 302:
            assert answer.location.startswith(("/login", "/join"))


def test_every_answer_carries_the_security_headers(client):
    for url in ("/login", "/nowhere", "/static/css/tokens.css"):
        with client.get(url) as answer:
            headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_pages_are_not_kept_by_the_browser_or_a_proxy(facilitator):
    assert facilitator.get("/").headers["Cache-Control"] == "no-store"
