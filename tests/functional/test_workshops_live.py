"""What goes out live: the partials of the pages, the same bytes to everyone of an audience, nothing personal."""

import json
import re

import html5lib
import pytest
from flask import Flask

from tests.functional.conftest import CheckingClient
from tests.functional.room import Room


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def told(room: Room, client: CheckingClient, after: int) -> list[dict]:
    """What polling tells a browser of what happened after a number."""
    answer = client.get(f"/journeys/{room.journey_id}/changes?after={after}")
    assert answer.status_code == 200
    return answer.get_json()["messages"]


def same(messages: list[dict]) -> str:
    """Return messages as text, without the time on the server's clock at which each was rendered."""
    return re.sub(r'data-now=\\"[^"]*"', "", json.dumps(messages, sort_keys=True))


def ids(html: str) -> list[str]:
    tree = html5lib.parseFragment(f"<ol>{html}</ol>", container="body", namespaceHTMLElements=False)
    return [element.get("id") for element in tree.find("ol") if element.get("id")]


def test_everyone_in_the_room_gets_the_same_bytes(room: Room) -> None:
    first, second = room.sit("citizen"), room.sit("authority")
    room.answer(first, 1, "known", -2, "Mit eget")
    before = room.lines()
    room.steer("phase", phase="perspectives")
    room.steer("reveal")
    room.answer(second, 1, "known", 1, "Vores eget")
    one, other = told(room, first, before), told(room, second, before)
    assert same(one) == same(other)
    assert any("Vores eget" in message["html"] for message in one)


def test_a_private_answer_tells_the_facilitator_a_count_and_nobody_else_anything(room: Room) -> None:
    seat, opposite, screen = room.sit("citizen"), room.sit("authority"), room.show()
    before = room.lines()
    room.answer(seat, 1, "known", -2, "Helt privat")
    [message] = told(room, room.facilitator, before)
    assert "1 af 25 svar" in message["html"]
    assert message["data"] == {"released": False}
    assert told(room, opposite, before) == told(room, screen, before) == told(room, seat, before) == []


def test_parts_that_are_sent_live_are_parts_of_the_page(room: Room) -> None:
    seat, screen = room.sit("citizen"), room.show()
    before = room.lines()
    room.steer("phase", phase="dynamics")
    for client, page in (
        (room.facilitator, f"{room.url}/console"),
        (seat, f"{room.url}/phone"),
        (screen, f"{room.url}/screen"),
    ):
        [message] = told(room, client, before)
        sent = set(ids(message["html"]))
        assert sent - {"private"} <= set(re.findall(r'id="([^"]+)"', client.get(page).text))
        assert message["data"]["phase"] == "dynamics"


def test_a_changed_event_renews_its_row_and_leaves_the_own_answer_alone(room: Room) -> None:
    seat, event = room.sit("citizen"), room.events[0]
    before = room.lines()
    edit = f"/journeys/{room.journey_id}/events/{event}/date"
    assert room.facilitator.send(edit, {"date": "2024-03-09", "version": 1}).status_code == 303
    [message] = told(room, seat, before)
    assert f"row-{event}-head" in ids(message["html"])
    assert f"own-{event}" not in ids(message["html"])
    assert f'<template data-row="{event}">' in message["html"]


def test_a_removed_event_leaves_the_list_and_says_so_on_its_card(room: Room) -> None:
    seat, event = room.sit("citizen"), room.events[0]
    before = room.lines()
    room.facilitator.send(f"/journeys/{room.journey_id}/events/{event}/removal", {"version": 1})
    [message] = told(room, seat, before)
    assert f'<li id="row-{event}" data-live="remove">' in message["html"]
    assert f'data-into="#card-{event}"' in message["html"]


def test_the_screen_hears_who_came_and_the_newest_note(room: Room) -> None:
    screen, before = room.show(), room.lines()
    seat = room.sit("external")
    room.note(seat, "Skolen ventede på svar")
    room.steer("notes/1/release")
    html = "".join(message["html"] for message in told(room, screen, before))
    assert "1 til stede" in html
    assert "Skolen ventede på svar" in html


def test_live_parts_carry_no_form_token(room: Room) -> None:
    before = room.lines()
    room.sit("citizen")
    room.steer("phase", phase="causes")
    for message in told(room, room.facilitator, before):
        assert not re.search(r'name="csrf_token" value="[^"]', message["html"])
