"""What the board page costs with 25 and with 300 events: server time, bytes, and time until it can be used.

    python bench/board.py [--runs 15] [--json]

Baselines of the same run: the server's own smallest page (the sign-in form) and the browser's time for that page.
"Usable" is from the start of the navigation until the timeline takes clicks and keys.
"""

import argparse
import gzip
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from analysis import document_of
from playwright.sync_api import Page, sync_playwright

SIZES = (25, 300)
PASSWORD = "kun til denne måling"
EMAIL = "bench@example.dk"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")


def whole(size: int) -> dict[str, Any]:
    """Return a journey as a file has it."""
    return {"format": "klagerejsen-journey", "version": 1} | document_of(size) | {"id": f"bench-{size}"}


def start(folder: Path) -> tuple[subprocess.Popen, str]:
    """Make a database with one journey of each size, and serve it."""
    environment = {**os.environ, "KLAGEREJSEN_DATA_DIR": str(folder), "KLAGEREJSEN_PASSWORD": PASSWORD}
    command = [sys.executable, "-m", "klagerejsen.commands"]
    subprocess.run([*command, "db", "upgrade"], env=environment, check=True, capture_output=True)
    subprocess.run([*command, "user", "add", EMAIL], env=environment, check=True, capture_output=True)
    for size in SIZES:
        path = folder / f"{size}.json"
        path.write_text(json.dumps(whole(size)), encoding="utf-8")
        subprocess.run([*command, "import", str(path)], env=environment, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _try in range(100):
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    return process, url


def sign_in(page: Page) -> str:
    """Sign in, and return the cookie header for requests outside the browser."""
    page.goto("/login")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.click("main button.primary")
    page.wait_for_url("**/")
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())


def fetch(url: str, cookie: str, runs: int) -> dict[str, Any]:
    """Return the median milliseconds of a page from the server, its bytes, and its bytes gzipped."""
    took, body = [], b""
    for _run in range(runs + 2):
        began = time.perf_counter()
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookie})) as answer:
            body = answer.read()
        took.append((time.perf_counter() - began) * 1000)
    return {"ms": statistics.median(took[2:]), "bytes": len(body), "gzipped": len(gzip.compress(body, 6))}


def usable(page: Page, path: str, ready: str, runs: int) -> float:
    """Return the median milliseconds from the start of the navigation until `ready` is there."""
    took = []
    for _run in range(runs + 1):
        page.goto(path)
        page.wait_for_selector(ready, state="attached")
        took.append(page.evaluate("performance.now()"))
    return statistics.median(took[1:])


def measure(runs: int) -> dict[str, Any]:
    """Measure everything once."""
    folder = Path(tempfile.mkdtemp())
    server, url = start(folder)
    try:
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, CHROMIUM)))
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(base_url=url, viewport={"width": 1440, "height": 900})
            cookie = sign_in(page)
            small = fetch(f"{url}/login", "", runs) | {"usable": usable(page, "/login", "main button.primary", runs)}
            figures: dict[str, Any] = {"sign-in form (baseline)": small}
            for number, size in enumerate(SIZES, start=1):
                board = fetch(f"{url}/journeys/{number}/board", cookie, runs)
                board["usable"] = usable(page, f"/journeys/{number}/board", ".timeline[data-ready]", runs)
                figures[f"board, {size} events"] = board
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.runs)
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return 0
    small = figures["sign-in form (baseline)"]
    print(f"{'page':26}{'server ms':>10}{'ratio':>7}{'kB':>7}{'gz kB':>7}{'usable ms':>11}{'ratio':>7}")
    for name, row in figures.items():
        print(
            f"{name:26}{row['ms']:>10.1f}{row['ms'] / small['ms']:>7.1f}{row['bytes'] / 1000:>7.0f}"
            f"{row['gzipped'] / 1000:>7.1f}{row['usable']:>11.0f}{row['usable'] / small['usable']:>7.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
