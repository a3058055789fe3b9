"""The floor: a socket server that writes the same bytes to the same number of sockets, and does nothing else.

A room is a path: what is posted to it is written to those who asked for it.

    python bench/fan_out_bare.py FRAME_FILE [uvloop]

FRAME_FILE holds one message as the real server framed it, with `note-000000` where the note's text stands. The loop is
asyncio's own; with `uvloop` it is the faster one that the real server runs on.
"""

import asyncio
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import ClassVar

import uvloop

TOKEN = re.compile(rb"note-\d{6}")
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
DONE = b"HTTP/1.1 303 See Other\r\ncontent-length: 0\r\n\r\n"


class Bare(asyncio.Protocol):
    """One connection: a GET subscribes, a POST is written to all who did."""

    rooms: ClassVar = defaultdict(set)
    frame = b""

    def connection_made(self, transport):
        self.transport, self.received, self.room = transport, b"", b""

    def connection_lost(self, _error):
        self.rooms[self.room].discard(self.transport)

    def data_received(self, data):
        self.received += data
        head, mark, body = self.received.partition(b"\r\n\r\n")
        if not mark:
            return
        self.room = head.split(b" ", 2)[1]
        if head.startswith(b"GET"):
            self.received = b""
            self.rooms[self.room].add(self.transport)
            self.transport.write(HEAD)
        elif len(body) >= int(re.search(rb"content-length: (\d+)", head)[1]):
            self.received = b""
            self.tell(TOKEN.search(body)[0])

    def tell(self, token):
        frame = self.frame.replace(b"note-000000", token)
        chunk = b"%x\r\n%s\r\n" % (len(frame), frame)
        for transport in self.rooms[self.room]:
            transport.write(chunk)
        self.transport.write(DONE)


async def main(frame_file: str) -> None:
    """Serve until killed."""
    Bare.frame = Path(frame_file).read_bytes()
    server = await asyncio.get_running_loop().create_server(Bare, "127.0.0.1", 0, backlog=2048)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    (uvloop.run if "uvloop" in sys.argv else asyncio.run)(main(sys.argv[1]))
