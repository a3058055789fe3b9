"""What a participant's first page costs on a slow phone network: bytes by kind, and time to the first paint.

    python bench/phone.py [--runs 5] [--json]

Slow 4G as browsers emulate it: 1.6 Mbit/s down, 0.75 up, 150 ms from request to answer; each run in a browser that
knows nothing of the server yet. Bytes are those of the files as they travelled until the page had loaded, gzipped
where they are; `kB` is their sum and `headers` what came with them. What follows once the page is shown is counted
apart. The baseline is the smallest page of the same server in the same run. Ends with exit code 1 where a first page
is over 45 kB, or its median first paint over 0.6 s.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import fan_out_room as rooms
from board import CHROMIUM, FLAGS
from fan_out import SERVE, running
from playwright.sync_api import Browser, Page, sync_playwright

BUDGET_BYTES, BUDGET_MS = 45_000, 600
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "locale": "da-DK"}
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "font"}
COLUMNS = ("html", "css", "js", "font", "other")
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
LISTENS = "window.listens ?? null"
# The first thing that the outbox says is that it is there, and what is in it.
LISTEN = "document.addEventListener('outbox:change', () => (window.listens ??= performance.now()));"
AFTERWARDS = 4_000


@contextmanager
def phone(browser: Browser, address: str, cookie: str) -> Iterator[tuple[Page, Counter[str]]]:
    """Give a page on a slow network in a browser that knows nothing yet, and the bytes by kind that it takes."""
    context = browser.new_context(base_url=address, **PHONE)
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page, kinds, headers, taken = context.new_page(), {}, {}, Counter()
    page.add_init_script(LISTEN)
    network = context.new_cdp_session(page)

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = KINDS.get(event["type"], "other")
        headers[event["requestId"]] = event["response"]["encodedDataLength"]

    def took(event: dict[str, Any]) -> None:
        number, length = event["requestId"], event["encodedDataLength"]
        if length:  # else the browser had kept it
            taken["headers"] += headers.get(number, 0)
            taken[kinds.get(number, "other")] += length - headers.get(number, 0)

    network.on("Network.responseReceived", answered)
    network.on("Network.loadingFinished", took)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_4G)
    yield page, taken
    context.close()


def painted(page: Page) -> float:
    """Return when the page was first painted, in milliseconds; everything that it loads is there then."""
    while not (moment := page.evaluate(PAINT)):
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    return moment


def first(browser: Browser, address: str, cookie: str, path: str, runs: int) -> dict[str, Any]:
    """Return what a page costs somebody who comes for the first time."""
    paints, ready = [], []
    for _run in range(runs):
        with phone(browser, address, cookie) as (page, taken):
            page.goto(path)
            paints.append(painted(page))
            ready.append(page.evaluate(LISTENS))
            weight = dict(taken)
            page.wait_for_timeout(AFTERWARDS)
            later = taken.total() - sum(weight.values())
    listens = statistics.median(ready) if all(ready) else None
    return {"bytes": weight, "afterwards": later, "paint_ms": statistics.median(paints), "outbox_ms": listens}


def next_page(browser: Browser, address: str, cookie: str, start: str, path: str, runs: int) -> dict[str, Any]:
    """Return what a page costs somebody who came from another one."""
    paints = []
    for _run in range(runs):
        with phone(browser, address, cookie) as (page, taken):
            page.goto(start)
            page.wait_for_timeout(AFTERWARDS)
            taken.clear()
            page.goto(path)
            paints.append(painted(page))
            weight = dict(taken)
    return {"bytes": weight, "afterwards": None, "paint_ms": statistics.median(paints), "outbox_ms": None}


def measure(runs: int) -> dict[str, Any]:
    """Measure everything once."""
    with rooms.new_directory(None) as folder:
        rooms.settle(folder)
        (room,) = rooms.furnish(1)
        seat, listed = room.seats[0], f"/workshops/{room.workshop_id}/phone"
        card = f"{listed}/events/{room.events[0]}"
        path = next(filter(None, map(shutil.which, CHROMIUM)))
        with running("-c", SERVE) as (address, _pid), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            first(browser, address, seat, listed, 1)  # the server's first page is slower than all that follow
            figures = {
                "smallest page (baseline)": first(browser, address, "", "/healthz", runs),
                "joining": first(browser, address, "", "/join", runs),
                "the list": first(browser, address, seat, listed, runs),
                "a card": first(browser, address, seat, card, runs),
                "the list, after joining": next_page(browser, address, seat, "/join", listed, runs),
                "a card, after the list": next_page(browser, address, seat, listed, card, runs),
            }
            browser.close()
    return figures


def bodies(row: dict[str, Any]) -> int:
    """Return what the files weigh without what comes with them."""
    return sum(row["bytes"].get(kind, 0) for kind in COLUMNS)


def line(name: str, row: dict[str, Any]) -> str:
    """Return a row of the table."""
    sizes = [*(row["bytes"].get(kind, 0) for kind in COLUMNS), bodies(row)]
    kinds = "".join(f"{size / 1000:>7.1f}" for size in sizes) + f"{row['bytes'].get('headers', 0) / 1000:>9.1f}"
    listens = f"{row['outbox_ms']:>8.0f}" if row["outbox_ms"] else f"{'–':>8}"
    return f"{name:26}{kinds}{row['paint_ms']:>9.0f}{listens}"


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.runs)
    if arguments.json:
        print(json.dumps(figures, indent=1))
    else:
        heads = "".join(f"{kind:>7}" for kind in (*COLUMNS, "kB"))
        print(f"{'':26}{heads}{'headers':>9}{'paint ms':>9}{'outbox':>8}")
        print("\n".join(line(name, row) for name, row in figures.items()))
        print(f"fetched once the list is shown: {figures['the list']['afterwards'] / 1000:.1f} kB")
    over = [row for row in figures.values() if bodies(row) > BUDGET_BYTES or row["paint_ms"] > BUDGET_MS]
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
