"""Many pages at once in one event loop: they follow the live stream, and come back when it breaks.

They do what `static/js/live/line.js` does: each new connection asks for what came after the last event that
came whole, and waits grow with each try that fails.
"""

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from xml.etree import ElementTree

import html5lib

from tests.live_room import Answer, Room, key

# The waits of the page, in seconds.
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
SIDES = ("citizen", "authority", "external")
_NOW = re.compile(r' data-now="[^"]*"')


class Whole:
    """Takes in the bytes of a chunked answer however they are cut, and gives the events that came whole."""

    def __init__(self) -> None:
        self.status = 0
        self._raw = self._text = b""
        self._left = 0

    def feed(self, data: bytes) -> list[dict[str, str]]:
        self._raw += data
        if not self.status:
            head, found, rest = self._raw.partition(b"\r\n\r\n")
            if not found:
                return []
            self.status, self._raw = int(head.split(b" ", 2)[1]), rest
        self._unwrap()
        *events, self._text = self._text.split(b"\n\n")
        return [dict(line.split(": ", 1) for line in event.decode().split("\n")) for event in events if event]

    def _unwrap(self) -> None:
        while self._raw:
            if self._left:
                piece = self._raw[: self._left]
                self._raw, self._left = self._raw[len(piece) :], self._left - len(piece)
                self._text += piece
                continue
            line, found, rest = self._raw.partition(b"\r\n")
            if not found:
                return
            # An empty line ends the chunk before.
            self._raw, self._left = rest, int(line or b"0", 16)


# Everybody gets the same bytes: they are read once, and kept once.
_read = cache(json.loads)


@cache
def pieces(html: str) -> tuple[tuple[str, str | None], ...]:
    """Take a message apart into what it puts in the place of each id; None where that goes away.

    When it was said is left out: a clock is told the time with every message.
    """
    found = html5lib.parseFragment(_NOW.sub("", html), namespaceHTMLElements=False)
    return tuple(
        (one.get("id"), None if one.get("data-live") == "remove" else ElementTree.tostring(one, "unicode").strip())
        for one in found
        if one.get("id")
    )


@dataclass
class Listener:
    """An open page: where it is in the log, what it was told, and what that makes it show."""

    path: str
    cookie: str
    after: str | None = None
    last: int = -1
    numbers: list[int] = field(default_factory=list)
    told: list[dict] = field(default_factory=list)
    resets: int = 0
    # The number up to which it loaded everything anew.
    anew: int = -1
    openings: list[float] = field(default_factory=list)
    # How long, in seconds, from each break until the stream was open again.
    absences: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    # How long, in seconds, from asking for the stream until the page had what there was when it asked.
    catch_ups: list[float] = field(default_factory=list)
    newest: Callable[[], int] = lambda: -1
    _gone: float | None = None
    _asked: tuple[float, int] | None = None

    @property
    def shows(self) -> dict[str, str]:
        """What stands under each id after all that was told, in the order in which it was told."""
        page: dict[str, str | None] = {}
        for message in self.told:
            page |= dict(pieces(message["html"]))
        return {name: html for name, html in page.items() if html is not None}

    async def listen(self, port: int) -> None:
        """Follow the stream until it ends or breaks; raises OSError where there is nobody."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        whole, self._asked = Whole(), (time.monotonic(), self.newest())
        try:
            writer.write(self._request())
            while data := await reader.read(65536):
                for event in whole.feed(data):
                    self._take(event)
        finally:
            self.statuses[whole.status] += 1
            writer.transport.abort()

    async def stay(self, port: int, dice: random.Random, soon: float = FIRST_WAIT) -> None:
        """Follow the stream, and come back whenever it is gone, until cancelled."""
        tries = 0
        while True:
            openings = len(self.openings)
            with suppress(OSError):
                await self.listen(port)
            if self.openings and self._gone is None:
                self._gone = time.monotonic()
            tries = 0 if len(self.openings) > openings else tries + 1
            await asyncio.sleep(min(LONGEST_WAIT, soon * 2**tries) * (0.5 + dice.random()))

    def _request(self) -> bytes:
        where = self.path if self.after is None else f"{self.path}?after={self.after}"
        return f"GET {where} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n\r\n".encode()

    def _take(self, event: dict[str, str]) -> None:
        # The first event of each connection says when a page is to come back.
        if "retry" in event:
            self.openings.append(time.monotonic())
            if self._gone is not None:
                self.absences.append(time.monotonic() - self._gone)
                self._gone = None
        if "id" not in event:
            return
        number = int(event["id"].partition("-")[0])
        if event.get("event") == "reset":
            self.resets, self.anew = self.resets + 1, number
        elif "data" in event and number > self.last:
            self.told.append(_read(event["data"]))
        if self._asked and number >= self._asked[1]:
            self.catch_ups.append(time.monotonic() - self._asked[0])
            self._asked = None
        self.numbers.append(number)
        self.last, self.after = number, event["id"]


class Bustle:
    """Everything at once that people do in a room: notes, answers, cards turned, titles mended."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room, self.name, self.dice, self.notes = room, f"Travlhed {seed}", random.Random(seed), 0
        self.facilitator = room.person("facilitator")
        # All who sit on a side write in turn: one seat alone would write more than it may.
        seats = [name for name in room.cookies if name.startswith("seat ")]
        self.people = {
            side: cycle([room.person(name) for name in (side, *seats[number::3])]) for number, side in enumerate(SIDES)
        }

    def act(self) -> None:
        """Do one thing; each leaves one line in the log."""
        act = self.dice.choice((self._note, self._note, self._answer, self._focus))
        answer = act(self.dice.choice(self.room.events), self.dice.choice(SIDES))
        assert answer.status == 303, answer.text[:300]

    def _note(self, event: int, side: str) -> Answer:
        self.notes += 1
        words = f"{self.name}, note {self.notes}"
        return next(self.people[side]).post(self.room.notes, note=words, key=key(words), event=event)

    def _answer(self, event: int, side: str) -> Answer:
        path = f"/workshops/{self.room.workshop_id}/phone/events/{event}"
        return next(self.people[side]).post(path, known="known", score=self.dice.randrange(-2, 3), text="Sådan var det")

    def _focus(self, event: int, _side: str) -> Answer:
        return self.facilitator.post(f"/workshops/{self.room.workshop_id}/focus", event=event)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
