"""How long the chips of a line take, from the request to its last byte, against an empty view in the same run.

    python bench/quick_add.py [--lines 200] [--json]

The lines are those of tests/data/quick_lines.tsv, sent one after the other over one connection, as somebody types them:
each is understood anew with the actors and events of the case read from the database. "Empty view" is `GET /healthz`,
"empty line" the same request with nothing typed: the door, the form token and the case, and nothing to understand.
"""

import argparse
import http.client
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from board import EMAIL, PASSWORD, SIZES, start

from klagerejsen.intake.proposals import Case
from klagerejsen.intake.quick import propose

LIMIT_MS = 50
HTMX = {"HX-Request": "true"}
LINES = Path(__file__).resolve().parents[1] / "tests" / "data" / "quick_lines.tsv"


class Browser:
    """One connection with a session, which sends the form token as our own pages do."""

    def __init__(self, url: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc)
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.token = _token(self.send("GET", "/login"))
        self.send("POST", "/login", {"email": EMAIL, "password": PASSWORD})
        self.token = _token(self.send("GET", "/"))

    def send(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> str:
        """Send a request and return the body of its answer."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies, "X-CSRFToken": self.token, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode((form or {}) | {"csrf_token": self.token}), sent | headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie = value.split(";")[0].partition("=")
                self.cookies[cookie[0]] = cookie[2]
        assert answer.status < 400, (path, answer.status)
        return answer.read().decode()


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def timed(act: Callable[..., object], *arguments: object, **named: Any) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    act(*arguments, **named)
    return (time.perf_counter() - began) * 1000


def figures(took: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the longest."""
    return {"p50": statistics.median(took), "p95": statistics.quantiles(took, n=20)[-1], "longest": max(took)}


def measure(lines: list[str]) -> dict[str, Any]:
    """Measure everything once, the baselines between the lines."""
    found: dict[str, Any] = {"understanding alone": figures([timed(propose, line, Case()) for line in lines])}
    with tempfile.TemporaryDirectory() as folder:
        server, url = start(Path(folder))
        try:
            browser = Browser(url)
            for number, size in enumerate(SIZES, start=1):
                path = f"/journeys/{number}/line/proposal"
                empty, nothing, chips = [], [], []
                for line in [*lines[:10], *lines]:
                    empty.append(timed(browser.send, "GET", "/healthz"))
                    nothing.append(timed(browser.send, "POST", path, {"line": ""}, **HTMX))
                    chips.append(timed(browser.send, "POST", path, {"line": line}, **HTMX))
                found[f"empty view, {size} events"] = figures(empty[10:])
                found[f"empty line, {size} events"] = figures(nothing[10:])
                found[f"chips, {size} events"] = figures(chips[10:])
        finally:
            server.terminate()
            server.wait(timeout=20)
    return found


def main() -> int:
    """Print the figures; return 1 where the chips take longer than they may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [row.split("\t") for row in LINES.read_text("utf-8").splitlines() if not row.startswith("#")]
    found = measure([row[2] for row in rows][: options.lines])
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        for name, one in found.items():
            print(f"{name:28} p50 {one['p50']:6.1f} ms   p95 {one['p95']:6.1f} ms   longest {one['longest']:6.1f} ms")
    return int(any(one["p95"] > LIMIT_MS for name, one in found.items() if name.startswith("chips")))


if __name__ == "__main__":
    sys.exit(main())
