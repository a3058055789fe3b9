"""A workshop for tests: opened by a facilitator, with as many browsers sitting in it as a test asks for."""

import re
import secrets

from flask import Flask
from werkzeug.test import TestResponse

from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Answer, Event
from klagerejsen.workshops.models import Note, Participant, Workshop
from tests.functional.conftest import CheckingClient, new_client


class Room:
    """An open workshop on a case, as its facilitator and its participants reach it."""

    def __init__(self, app: Flask, facilitator: CheckingClient, journey_id: int) -> None:
        self.app, self.facilitator, self.journey_id = app, facilitator, journey_id
        answer = facilitator.send(f"/journeys/{journey_id}/workshops")
        assert answer.status_code == 303
        self.id = int(re.findall(r"/workshops/(\d+)/console", answer.location)[0])
        self.url = f"/workshops/{self.id}"
        with app.app_context():
            self.code = self._row(Workshop).code
            query = db.select(Event.id).where(Event.journey_id == journey_id).order_by(Event.position)
            self.events = list(db.session.scalars(query))

    def _row(self, kind: type) -> Workshop:
        return db.session.execute(db.select(kind).where(kind.id == self.id)).scalar_one()

    def workshop(self) -> Workshop:
        with self.app.app_context():
            return self._row(Workshop)

    def count(self, kind: type[Participant | Note | Answer]) -> int:
        with self.app.app_context():
            return db.session.scalar(db.select(db.func.count(kind.id))) or 0

    def lines(self) -> int:
        """Return the number of the last line of the case's change log."""
        with self.app.app_context():
            return history.latest_number(self.journey_id)

    def sit(self, side: str = "citizen") -> CheckingClient:
        """Join in a browser of its own."""
        client = new_client(self.app)
        answer = client.send("/join", {"code": self.code, "side": side})
        assert answer.status_code == 303, answer.status_code
        assert answer.location == f"{self.url}/phone"
        return client

    def show(self) -> CheckingClient:
        """Open the screen by its link, in a browser that is nothing else."""
        client = new_client(self.app)
        answer = client.get(f"/display/{self.workshop().display_token}")
        assert answer.status_code == 303
        return client

    def steer(self, noun: str, **data: object) -> TestResponse:
        """Press a button of the console."""
        answer = self.facilitator.send(f"{self.url}/{noun}", data)
        assert answer.status_code == 303, answer.status_code
        return answer

    def card(self, number: int) -> str:
        """Return the address of the card of the case's first, second … event."""
        return f"{self.url}/phone/events/{self.events[number - 1]}"

    def answer(
        self, client: CheckingClient, number: int, known: str = "known", score: object = "", text: str = ""
    ) -> None:
        answer = client.send(self.card(number), {"known": known, "score": "" if score is None else score, "text": text})
        assert answer.status_code == 303, answer.status_code

    def note(self, client: CheckingClient, text: str, number: int | None = None, key: str = "") -> TestResponse:
        event = self.events[number - 1] if number else ""
        data = {"note": text, "event": event, "key": key or secrets.token_urlsafe(16)}
        return client.send(f"{self.url}/notes", data)
