"""How long a poster takes: layout and PDF, warm and cold, with memory and size, beside two yardsticks.

Run: python bench/poster.py [--rounds 7] [--chromium /usr/bin/chromium]; where others use the machine, behind
`chrt -r 1`, so that it measures the program rather than its neighbours.

The yardsticks are the engine's smallest document (what no poster can go below) and Chromium printing the same poster
to PDF in the same run: as a server would, and with more given to it. Times are wall-clock medians in seconds with the
fastest round beside them; "cold" is a new process with all imports; memory is the peak resident set of that process in
MB.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typst

from bench.poster_html import as_html
from klagerejsen.analysis import analyse, read_journey
from klagerejsen.paths import DEMO_CASES
from klagerejsen.posters import Layout, build_poster, render
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.drawing.data import as_json
from klagerejsen.posters.drawing.isolation import render_isolated

MADE = date(2026, 11, 22)
KINDS = [("a1", 25), ("a0", 25), ("a1", 300), ("a0", 300)]


def document_of(events: int) -> dict:
    if events == 25:
        return json.loads((DEMO_CASES / "boern-to-teams.json").read_text("utf-8"))
    from tests.unit.posters.made import made_journey

    return made_journey(events, days=events * 6)


class Times(float):
    """A median that also remembers the fastest round, which a busy machine disturbs least."""

    fastest: float

    def __format__(self, form: str) -> str:
        return f"{float(self):{form}} (best {self.fastest:{form}})"


def median(rounds: int, work: Callable[[], object]) -> Times:
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    found = Times(statistics.median(times))
    found.fastest = min(times)
    return found


def cold(size: str, events: int) -> None:
    """In a process of its own: draw one poster and report the peak of memory."""
    document = document_of(events)
    layout = build_poster(document, analyse(read_journey(document)), Choices(size=size), made=MADE)  # type: ignore[arg-type]
    data = render(layout, "pdf")
    print(json.dumps({"memory": peak_megabytes(), "size": len(data)}))


def peak_megabytes() -> float:
    """Return the peak resident set: Linux's own figure, since ru_maxrss is inherited from the parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024


def cold_run(size: str, events: int) -> tuple[float, dict]:
    command = [sys.executable, __file__, "--cold", size, str(events)]
    start = time.perf_counter()
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, json.loads(found.stdout)


def chromium_prints(place: Callable[[], Layout], executable: str, rounds: int) -> Iterator[tuple[str, Times, int]]:
    """Yield what Chromium does in a browser that is warm: how, the median time and the size.

    Only the last is what ours is: the poster laid out and written as a document, in a page of its own as a server must
    have it for every poster, printed with tags and outline. The other two are given more than a server has.
    """
    from playwright.sync_api import Browser, Page, sync_playwright

    layout = place()
    page = layout.sheets[0]
    paper = f"{page.width * page.scale}mm {page.height * page.scale}mm"
    svgs = (render(layout, "svg", number + 1).decode().split("?>", 1)[1] for number in range(len(layout.sheets)))
    style = f"<style>body{{margin:0}}svg{{display:block}}@page{{size:{paper};margin:0}}</style>"
    finished, document = f"<!doctype html>{style}{''.join(svgs)}", as_html(layout)

    def printed(page: Page, html: str, **how: bool) -> bytes:
        page.set_content(html)
        page.evaluate("document.fonts.ready.then(() => true)")
        return page.pdf(prefer_css_page_size=True, print_background=True, **how)

    def whole(browser: Browser) -> bytes:
        page = browser.new_page()
        try:
            return printed(page, as_html(place()), tagged=True, outline=True)
        finally:
            page.close()

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        open_page = browser.new_page()
        ways: dict[str, Callable[[], bytes]] = {
            "a finished SVG in an open page, untagged": lambda: printed(open_page, finished, tagged=False),
            "finished HTML in an open page, tagged": lambda: printed(open_page, document, tagged=True, outline=True),
            "layout, HTML, a page, tagged": lambda: whole(browser),
        }
        for words, work in ways.items():
            yield words, median(rounds, work), len(work())
        browser.close()


def report(size: str, events: int, rounds: int, chromium: str | None) -> None:
    document = document_of(events)
    analysis = analyse(read_journey(document))

    def place() -> Layout:
        return build_poster(document, analysis, Choices(size=size), made=MADE)  # type: ignore[arg-type]

    layout = place()
    placing, drawing = median(rounds, place), median(rounds, lambda: render_isolated(layout, "pdf"))
    whole = median(rounds, lambda: render_isolated(place(), "pdf"))
    colds = [cold_run(size, events) for _ in range(3)]
    once, found = statistics.median(run for run, _ in colds), colds[0][1]
    print(f"{size}, {events} events: level {layout.level}, {len(layout.sheets)} sheet(s)")
    print(f"    warm {whole:.3f} (layout {placing:.3f}, PDF {drawing:.3f} behind the wall), cold {once:.2f}")
    print(f"    {found['size'] // 1000} kB, peak {found['memory']:.0f} MB, JSON {len(as_json(layout)) // 1000} kB")
    picture, drawn = median(3, lambda: render_isolated(layout, "png")), median(3, lambda: render(layout, "svg"))
    print(f"    PNG {picture:.2f}, SVG {drawn:.3f}")
    print(f"    {drawing.fastest / hello_world(rounds).fastest:.0f} × the engine's hello world in the same minute")
    for words, printing, bytes_ in chromium_prints(place, chromium, rounds) if chromium else ():
        ratios = f"{printing / drawing:.1f} × our PDF, {printing / whole:.1f} × our poster"
        print(f"    Chromium, {words}: {printing:.2f} = {ratios}, {bytes_ // 1000} kB")


def hello_world(rounds: int) -> float:
    source = (
        b'#set document(title: "Hej", date: datetime(year: 2026, month: 11, day: 22))\n#set text(lang: "da")\n= Hej'
    )
    standards = ["ua-1", "a-2a"]
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return median(
        rounds, lambda: typst.Compiler(source).compile(format="pdf", pdf_standards=standards, timestamp=moment)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--cold", nargs=2, metavar=("SIZE", "EVENTS"))
    options = parser.parse_args()
    if options.cold:
        cold(options.cold[0], int(options.cold[1]))
        return
    gc.collect()
    gc.freeze()  # as the server does before it begins, so that no round looks through the libraries
    print(f"the engine's hello world: {hello_world(options.rounds):.4f} s")
    chromium = options.chromium if Path(options.chromium).exists() else None
    for size, events in KINDS:
        report(size, events, options.rounds, chromium)


if __name__ == "__main__":
    main()
