"""A network like the one in a meeting room: a loopback proxy that cuts requests before or after they arrive."""

import random
import socket
import struct
import threading
from contextlib import suppress

CHUNK = 65536
# Of twenty requests three never reach the server; of three the answer is lost, all of it or its end, so that the
# client cannot know that what it sent was written.
FATES = ("before",) * 3 + ("after",) * 2 + ("midway",) + ("passed",) * 14


class CuttingProxy:
    """Forwards to a port, one request a connection; while it is `bad` it cuts 30 % of them."""

    def __init__(self, to: int, bad: bool = True) -> None:
        self.to, self.bad, self.requests, self.cut = to, bad, 0, 0
        self._fates: list[str] = []
        self._dice, self._lock = random.Random(1), threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._door.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _fate(self) -> str:
        if not self.bad:
            return "passed"
        with self._lock:
            if not self._fates:
                self._fates = self._dice.sample(FATES, len(FATES))
            fate = self._fates.pop()
            self.requests += 1
            self.cut += fate != "passed"
            return fate

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            request = _whole_request(client)
            fate = self._fate() if request else "before"
            if fate == "before":
                return
            with socket.create_connection(("127.0.0.1", self.to)) as server:
                server.sendall(request)
                _pass_on(server, client, fate)


class StreamCutter(CuttingProxy):
    """Forwards everything, and breaks each stream off anywhere: most of them after a few kilobytes."""

    usual = 8_000

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            request = _whole_request(client)
            is_stream = b"/stream" in request.partition(b"\r\n")[0]
            with socket.create_connection(("127.0.0.1", self.to)) as server:
                server.sendall(request)
                if is_stream and self.bad:
                    self._pass_some(server, client)
                else:
                    _pass_on(server, client, "passed")

    def _pass_some(self, server: socket.socket, client: socket.socket) -> None:
        with self._lock:
            left, hard = 1 + int(self._dice.expovariate(1 / self.usual)), self._dice.random() < 0.5
            self.requests += 1
        while left > 0 and (answer := server.recv(CHUNK)):
            client.sendall(answer[:left])
            left -= len(answer)
        with self._lock:
            self.cut += left <= 0
        if hard:
            # Reset, as by a router that forgot the connection; otherwise closed, as by one that is switched off.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _whole_request(client: socket.socket) -> bytes:
    """Read one request, and ask the server to close after its answer."""
    got = b""
    while b"\r\n\r\n" not in got:
        if not (more := client.recv(CHUNK)):
            return b""
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        if not (more := client.recv(CHUNK)):
            return b""
        body += more
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def _pass_on(server: socket.socket, client: socket.socket, fate: str) -> None:
    while answer := server.recv(CHUNK):
        if fate == "after":
            return
        if fate == "midway":
            client.sendall(answer[: len(answer) // 2])
            return
        client.sendall(answer)
