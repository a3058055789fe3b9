"""What somebody sends who is not let in costs little, and holds up nobody who writes."""

import json
import re
import threading
import time
from io import BytesIO

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.insights import measuring
from klagerejsen.journeys.checking import LARGEST_FILE, NotAJourney, read_document
from klagerejsen.journeys.models import Finding
from klagerejsen.web import sizes, transactions
from klagerejsen.web.transactions import writer_lock
from tests.conftest import demo_document
from tests.functional.conftest import CheckingClient, new_client

FORM = "application/x-www-form-urlencoded"


def test_a_form_of_very_many_fields_is_refused_before_it_is_read(app: Flask) -> None:
    client = new_client(app)
    began = time.process_time()
    for url in ("/logout", "/login", "/join", "/journeys/import"):
        answer = client.post(url, data=b"a&" * 5_000_000, content_type=FORM)
        assert answer.status_code == 413
    assert time.process_time() - began < 2


def test_a_case_larger_than_any_form_is_received_and_asked_about(
    facilitator: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(demo_document(), ensure_ascii=False)
    monkeypatch.setattr(sizes, "LARGEST_FORM", len(text) // 2)
    sent = {"file": (BytesIO(text.encode()), "rejse.json")}
    asked = facilitator.send("/journeys/import", sent, content_type="multipart/form-data")
    assert asked.status_code == 409
    assert asked.text.count('enctype="multipart/form-data"') == 2
    both = {"document": text, "choice": "keep_both"}
    assert facilitator.send("/journeys/import", both).status_code == 413
    assert facilitator.send("/journeys/import", both, content_type="multipart/form-data").status_code == 303


EVENT = {"id": "E1", "date": "2024"}


@pytest.mark.parametrize(
    "much",
    [
        {"events": [EVENT] * 120_000},
        {"events": [1] * 2_000_000},
        {"actors": [{"id": "a", "label": "x", "perspective": "citizen"}] * 80_000},
        {"legal_basis": ["a"] * 1_000_000},
        {"events": [EVENT | {"from": ["a"] * 4_000}] * 250},
        {"x": [[[1] * 50] * 200] * 200},
    ],
    ids=["events", "numbers", "actors", "words", "references", "lists"],
)
def test_a_file_of_very_many_small_pieces_is_refused_before_they_are_looked_at(
    request_context: None, much: dict[str, object]
) -> None:
    case = {"format": "klagerejsen-journey", "version": 1, "id": "x", "title": "x", "actors": [], "events": [], **much}
    data = json.dumps(case, separators=(",", ":")).encode()
    assert len(data) < LARGEST_FILE
    began = time.process_time()
    with pytest.raises(NotAJourney) as refused:
        read_document(data)
    assert time.process_time() - began < 3
    assert len(refused.value.faults) == 1


@pytest.mark.parametrize("url", ["/logout", "/journeys/1/events/new", "/workshops/1/notes"])
def test_whoever_is_refused_does_not_wait_for_those_who_write(app: Flask, url: str) -> None:
    client, answers = new_client(app), []
    writer_lock.acquire()
    try:
        asking = threading.Thread(target=lambda: answers.append(client.post(url, data={"title": "x"}).status_code))
        asking.start()
        asking.join(5)
    finally:
        writer_lock.release()
    asking.join(5)
    assert len(answers) == 1
    assert answers[0] in (400, 401)


def test_the_turn_is_handed_on_although_the_connection_breaks(
    app: Flask, facilitator: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"language": "da", "next": "/", "csrf_token": facilitator.token()}

    def fail() -> None:
        raise ConnectionError

    monkeypatch.setattr(transactions, "_commit", lambda: monkeypatch.setattr(db.session, "rollback", fail))
    with pytest.raises(ConnectionError):
        facilitator.post("/language", data=form)
    monkeypatch.undo()
    assert facilitator.post("/language", data=form).status_code == 303


def test_a_finding_is_judged_without_a_thought_while_others_wait_to_write(
    app: Flask, facilitator: CheckingClient, journey_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = re.search(r"finding=([^\"&]*ping_pong[^\"&]*)", facilitator.get(f"/journeys/{journey_id}/findings").text)
    assert key
    analyse, held = measuring.analyse, []
    monkeypatch.setattr(measuring, "analyse", lambda *given: [held.append(writer_lock._held), analyse(*given)][1])
    for status in ("confirmed", "disputed"):
        answer = facilitator.send(f"/journeys/{journey_id}/findings/{key[1]}/judgement", {"status": status})
        assert answer.status_code == 303
    assert held
    assert not any(held)
    with app.app_context():
        rows = db.session.scalars(db.select(Finding).where(Finding.type == "ping_pong")).all()
        assert [row.status for row in rows if row.journey_id == journey_id] == ["disputed"]
