"""A room with a real server: uvicorn in a process of its own, a SQLite file, and people with real sessions."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response

from klagerejsen import create_app
from klagerejsen.accounts import sessions
from klagerejsen.accounts.models import User
from klagerejsen.codes import Perspective
from klagerejsen.extensions import db
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.workshops import services as workshops
from klagerejsen.workshops.models import Workshop
from klagerejsen.workshops.seats import join
from tests import databases
from tests.conftest import FACILITATOR, STRANGER, settings_for

PATIENCE = 8.0
COMMAND = ["-m", "klagerejsen.commands"]
HERE = Path(__file__).resolve().parents[1]
# The real server, with a beat of its own.
SERVE = """
import sys
from pathlib import Path
from klagerejsen import create_app
from klagerejsen.live.asgi import LiveApplication
from klagerejsen.serving import serve_application
from tests.conftest import settings_for

application = LiveApplication(create_app(settings_for(Path(sys.argv[1]))), beat=float(sys.argv[3]))

serve_application(application, "127.0.0.1", int(sys.argv[2]), lambda address: print(address, flush=True))
"""


@dataclass
class Answer:
    """A whole answer."""

    status: int
    headers: Message
    text: str

    def json(self) -> dict:
        return json.loads(self.text)


@dataclass
class Person:
    """Somebody's browser: cookies, a form token, and where the server is."""

    port: int
    cookies: dict[str, str]
    token: str = ""

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {**self.headers(), **headers})
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, **form: object) -> Answer:
        if not self.token:
            page = self.get("/login").text
            self.token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
        body = urlencode({**form, "csrf_token": self.token})
        return self.ask("POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"})

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def follow(self, path: str, **headers: str) -> "Stream":
        return Stream(self.port, path, {**self.headers(), **headers})


@dataclass(frozen=True)
class Told:
    """One event of a stream."""

    id: int | None
    kind: str
    data: dict | None
    at: float = field(default_factory=time.monotonic, compare=False)


@dataclass
class Stream:
    """An open stream, read by a thread into `told` and `raw`."""

    port: int
    path: str
    headers: dict[str, str]
    told: list[Told] = field(default_factory=list)
    raw: bytes = b""
    ended: bool = False

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.connection.request("GET", self.path, headers=self.headers)
            self.answer = self.connection.getresponse()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        self.status = self.answer.status
        self._news = threading.Condition()
        if self.status == 200:
            self._thread = threading.Thread(target=self._read, daemon=True)
            self._thread.start()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            while line := self.answer.readline():
                self.raw += line
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                elif fields:
                    self._note(fields)
                    fields = {}
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass
        with self._news:
            self.ended = True
            self._news.notify_all()

    def _note(self, fields: dict[str, str]) -> None:
        place, data = fields.get("id"), fields.get("data")
        number = int(place.partition("-")[0]) if place else None
        told = Told(number, fields.get("event", "message"), json.loads(data) if data else None)
        with self._news:
            self.told.append(told)
            self._news.notify_all()

    def wait(self, until: Callable[["Stream"], object], seconds: float = PATIENCE) -> None:
        with self._news:
            assert self._news.wait_for(lambda: until(self), seconds), self.told[-3:]

    def reach(self, number: int) -> None:
        """Wait until the reader's number is this one."""
        self.wait(lambda stream: stream.last >= number)

    @property
    def last(self) -> int:
        return max((told.id for told in self.told if told.id is not None), default=-1)

    @property
    def messages(self) -> list[dict]:
        return [told.data for told in self.told if told.kind == "message" and told.data is not None]

    @property
    def numbers(self) -> list[int]:
        return [told.id for told in self.told if told.id is not None]

    def close(self) -> None:
        if self.connection.sock is not None:
            with suppress(OSError):
                self.connection.sock.shutdown(socket.SHUT_RDWR)
        if self.status == 200:
            self._thread.join(PATIENCE)
        self.answer.close()
        self.connection.close()


@dataclass
class Room:
    """An open workshop on the children's case."""

    folder: Path
    journey_id: int
    workshop_id: int
    events: list[int]
    cookies: dict[str, dict[str, str]]
    process: subprocess.Popen | None = None
    port: int = 0

    def person(self, name: str) -> Person:
        """One of: facilitator, stranger, screen, nobody, citizen, authority, external."""
        return Person(self.port, dict(self.cookies.get(name, {})))

    @property
    def stream(self) -> str:
        return f"/journeys/{self.journey_id}/stream"

    @property
    def changes(self) -> str:
        return f"/journeys/{self.journey_id}/changes"

    @property
    def notes(self) -> str:
        return f"/workshops/{self.workshop_id}/notes"

    def rows(self, query: str, **values: object) -> list[tuple]:
        """Ask the database from outside the server."""
        return databases.ask(self.folder, query, **values)

    def latest(self) -> int:
        return self.person("facilitator").get(self.changes).json()["seq"]

    def memory(self) -> int:
        """Return the server's resident memory in kB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(status.split("VmRSS:")[1].split()[0])

    def start(self, beat: float = 15.0) -> None:
        command = [sys.executable, "-c", SERVE, str(self.folder), str(self.port), str(beat)]
        self._start(command)

    def start_command(self, *within: str) -> None:
        """Start the server as an administrator does; `within` is a command that runs it."""
        given = databases.environment(self.folder, KLAGEREJSEN_SECRET_KEY=settings_for(self.folder).secret_key)
        command = [*within, sys.executable, *COMMAND, "serve", "--port", str(self.port)]
        self._start(command, env={**os.environ, **given})

    def _start(self, command: list[str], **options: object) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE, **options)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def stop(self, sign: int = signal.SIGTERM) -> float:
        """Stop the server and return how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(sign)
        self.process.wait(timeout=20)
        self.process.stdout.close()
        return time.monotonic() - began

    def end(self) -> None:
        """See to it that the server does not run any more."""
        if self.process is not None and self.process.poll() is None:
            self.stop(signal.SIGKILL)


def furnish(folder: Path, revealed: bool = True) -> Room:
    """Open a workshop with a seat on each side."""
    app = create_app(settings_for(folder))
    with app.test_request_context():
        journey = db.session.execute(db.select(Journey).where(Journey.ref == "boern-to-teams")).scalar_one()
        room = workshops.start(journey, NOBODY)
        if revealed:
            workshops.reveal(room, NOBODY)
        found = Room(folder, journey.id, room.id, _events(journey.id), _cookies(room))
        db.session.commit()
    _let_go(app)
    return found


def _events(journey_id: int) -> list[int]:
    return list(db.session.scalars(db.select(Event.id).where(Event.journey_id == journey_id).order_by(Event.id)))


def _cookies(room: Workshop) -> dict[str, dict[str, str]]:
    users = {user.email: user.id for user in db.session.scalars(db.select(User))}
    found = {
        "facilitator": cookie(sessions.USER, user_id=users[FACILITATOR]),
        "stranger": cookie(sessions.USER, user_id=users[STRANGER]),
        "screen": cookie(sessions.DISPLAY, display_id=room.id),
    }
    for side in Perspective:
        found[side.value] = cookie(sessions.SEAT, participant_id=join(room, side).id)
    return found


def seat_more(room: Room, number: int) -> None:
    """Let so many more sit down, on all three sides, known as "seat 0", "seat 1" …"""
    app = create_app(settings_for(room.folder))
    with app.test_request_context():
        workshop = db.session.get_one(Workshop, room.workshop_id)
        for one in range(number):
            seat = join(workshop, list(Perspective)[one % 3])
            room.cookies[f"seat {one}"] = cookie(sessions.SEAT, participant_id=seat.id)
        db.session.commit()
    _let_go(app)


def cookie(kind: str, **whose: int) -> dict[str, str]:
    response = Response()
    sessions.begin(kind, response, **whose)
    name, _, value = response.headers.getlist("Set-Cookie")[-1].split(";")[0].partition("=")
    return {name: value}


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def serving(room: Room, beat: float = 15.0) -> Iterator[Room]:
    room.start(beat)
    try:
        yield room
    finally:
        room.end()


@contextmanager
def serving_twice(room: Room) -> Iterator[tuple[Room, Room]]:
    """Serve one room by two processes: the same people and rows, reached by two ports."""
    both = room, replace(room)
    try:
        for one in both:
            one.start_command()
        yield both
    finally:
        for one in both:
            one.end()


def key(number: object) -> str:
    """The key that a page gives a note."""
    return f"key-of-a-note-{number}".ljust(24, "x")
