"""F32: a page of somebody else's has a signed-in browser send what it likes, and nothing of it is taken."""

import secrets

import pytest
from flask import Flask

from tests.faults.walking import SAFE, addresses, first_rows, rows
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "http://evil.localhost"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "HX-Request": "true"},
)


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


@pytest.fixture
def writes(app: Flask, room: Room) -> list[tuple[str, str]]:
    """Every address that writes, about rows that are there."""
    return [address[:2] for address in addresses(app, first_rows(room)) if address[0] not in SAFE]


def test_f32_no_write_is_taken_that_another_site_sent(app: Flask, room: Room, writes: list[tuple[str, str]]) -> None:
    """The worst case: the other site even knows the form's token."""
    victims = [room.facilitator, room.sit("citizen")]
    before = rows(app)
    statuses = [
        victim.send(url, method=method, headers=headers).status_code
        for victim in victims
        for headers in FOREIGN
        for method, url in writes
    ]
    print(f"\nF32: {len(statuses)} writes from other sites, taken: {len(statuses) - statuses.count(403)}")
    assert set(statuses) == {403}
    assert rows(app) == before


def test_f32_no_write_is_taken_without_a_token_of_the_browsers_own(
    app: Flask, room: Room, writes: list[tuple[str, str]]
) -> None:
    """A browser so old that it does not say where a request comes from is held to the token alone."""
    victims, attacker = [room.facilitator, room.sit("citizen")], new_client(app)
    before, statuses = rows(app), []
    for token in (None, "", secrets.token_urlsafe(40), attacker.token()):
        form = {} if token is None else {"csrf_token": token}
        for victim in victims:
            statuses += [victim.open(url, method=method, data=form).status_code for method, url in writes]
            htmx = {"X-CSRFToken": token or "", "HX-Request": "true"}
            statuses += [victim.open(url, method=method, headers=htmx).status_code for method, url in writes]
    print(f"\nF32: {len(statuses)} writes without a token of their own, taken: {len(statuses) - statuses.count(400)}")
    assert set(statuses) == {400}
    assert rows(app) == before
