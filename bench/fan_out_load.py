"""The load: subscribers that note when they have a note, and posters that write at a steady rate."""

import asyncio
import json
import re
import time
import urllib.request
from dataclasses import dataclass, field

TOKEN = re.compile(r"note-(\d{6})")
PATIENCE_SECONDS = 6.0


@dataclass
class Board:
    """When each note was sent, when the last of its room's subscribers had it, and how often one came again."""

    subscribers: int
    first: int
    again: int = 0
    sent: dict[int, float] = field(default_factory=dict)
    had: dict[int, int] = field(default_factory=dict)
    done: dict[int, float] = field(default_factory=dict)
    pages: list[float] = field(default_factory=list)
    frame: bytes = b""

    def arrived(self, number: int) -> None:
        """Count one arrival; notes of earlier runs stand in the lists that newer ones come in."""
        if number < self.first:
            return
        self.had[number] = self.had.get(number, 0) + 1
        if self.had[number] == self.subscribers:
            self.done[number] = time.perf_counter()

    def milliseconds(self, after: int) -> list[float]:
        """Return the time from the start of the POST until all had the note, leaving out the first few notes."""
        return sorted((self.done[n] - self.sent[n]) * 1000 for n in self.done if n >= self.first + after)


class Subscriber(asyncio.Protocol):
    """One open stream, which has a note when it has read the message that tells of it, whole and as JSON.

    A browser reads each message as soon as it is there; so does this, with the least that it takes.
    """

    def __init__(self, board: Board | None, request: bytes) -> None:
        self.board, self.request = board, request
        self.rest, self.seen, self.ready = b"", set(), asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        transport.write(self.request)

    def data_received(self, data):
        if not self.ready.done():
            self.ready.set_result(data.split(b"\r\n", 1)[0])
        if self.board is None:
            return
        *messages, self.rest = (self.rest + data).split(b"\n\n")
        for message in messages:
            head, mark, said = message.partition(b"\ndata: ")
            if mark and b"event: " not in head and (found := TOKEN.search(json.loads(said).get("html", ""))):
                self.has(int(found[1]), data)

    def has(self, number: int, data: bytes) -> None:
        """Note that a note is here, and keep the bytes of the first one."""
        if number in self.seen:
            self.board.again += 1
        else:
            self.seen.add(number)
            self.board.arrived(number)
        self.board.frame = self.board.frame or data


class Client(asyncio.Protocol):
    """One keep-alive connection that asks one thing at a time."""

    def __init__(self) -> None:
        self.received, self.answer, self.transport = b"", None, None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        head, mark, body = self.received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if mark and len(body) >= int(length[1] if length else 0) and not self.answer.done():
            self.received = b""
            self.answer.set_result(head.split(b" ", 2)[1])

    async def ask(self, request: bytes) -> bytes:
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.answer


@dataclass(frozen=True)
class Form:
    """What a form needs beside the seat's cookie: a cookie of its own and its token."""

    cookie: str
    token: str


def take_form(address: str) -> Form:
    """Open a page as a browser does, for a form that any seat may send."""
    with urllib.request.urlopen(f"{address}/login") as answer:
        page = answer.read().decode()
        kept = [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
    return Form("; ".join(kept), re.search(r'name="csrf-token" content="([^"]+)"', page)[1])


def stream_request(path: str, cookie: str) -> bytes:
    """Return the request for a stream."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()


def page_request(path: str, cookie: str) -> bytes:
    """Return the request for a page."""
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\n\r\n".encode()


def note_request(path: str, form: Form, seat: str, number: int, event: int) -> bytes:
    """Return the request that writes note `number` on an event from a seat."""
    body = f"csrf_token={form.token}&key=key-{number:06d}-{'x' * 12}&note=note-{number:06d}&event={event}"
    return (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {seat}; {form.cookie}\r\n"
        f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def subscribe(port: int, requests: list[bytes], board: Board | None) -> list[asyncio.Transport]:
    """Open all streams, a few at a time, and wait until each is answered; without a board they are not timed."""
    loop, transports = asyncio.get_running_loop(), []
    for start in range(0, len(requests), 25):
        group = [
            await loop.create_connection(lambda request=request: Subscriber(board, request), "127.0.0.1", port)
            for request in requests[start : start + 25]
        ]
        for _, subscriber in group:
            status = await asyncio.wait_for(subscriber.ready, 30)
            assert b" 200 " in status, status
        transports += [transport for transport, _ in group]
    return transports


async def visit(port: int, request: bytes, board: Board) -> None:
    """Fetch a page five times a second, until cancelled."""
    transport, client = await asyncio.get_running_loop().create_connection(Client, "127.0.0.1", port)
    try:
        while True:
            began = time.perf_counter()
            await client.ask(request)
            board.pages.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.2)
    finally:
        transport.abort()


async def posters(port: int, number: int) -> asyncio.Queue[Client]:
    """Open connections to write on."""
    idle: asyncio.Queue[Client] = asyncio.Queue()
    for _ in range(number):
        _, poster = await asyncio.get_running_loop().create_connection(Client, "127.0.0.1", port)
        idle.put_nowait(poster)
    return idle


async def write_notes(
    idle: asyncio.Queue[Client], requests: list[bytes], first: int, rate: float, board: Board
) -> None:
    """Send notes, numbered from `first`, at a steady rate, whether or not the ones before are answered."""
    loop = asyncio.get_running_loop()

    async def send(number: int, request: bytes) -> None:
        poster = await idle.get()
        board.sent[number] = time.perf_counter()
        status = await poster.ask(request)
        assert status in (b"204", b"303"), status
        idle.put_nowait(poster)

    began, tasks = loop.time(), []
    for index, request in enumerate(requests):
        await asyncio.sleep(max(0.0, began + index / rate - loop.time()))
        tasks.append(asyncio.create_task(send(first + index, request)))
    await asyncio.gather(*tasks)
    patience, everyone = loop.time() + PATIENCE_SECONDS, first - board.first + len(requests)
    while len(board.done) < everyone and loop.time() < patience:
        await asyncio.sleep(0.02)
