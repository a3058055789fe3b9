"""What becomes of an open page when its server dies, its tab is hidden or its data are older: in a real browser."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from werkzeug.serving import make_server

from tests import databases
from tests.crowd import Bustle
from tests.cutting_proxy import StreamCutter
from tests.live_room import PATIENCE, Room, furnish, key, serving

pytestmark = pytest.mark.enable_socket

TELL = """
window.told = [];
window.states = [];
document.addEventListener("live:message", ({ detail }) => window.told.push(detail.seq));
document.addEventListener("live:state", ({ detail }) => window.states.push(detail));
let hidden = false;
Object.defineProperty(document, "hidden", { get: () => hidden });
window.hide = (value) => {
  hidden = value;
  document.dispatchEvent(new Event("visibilitychange"));
};
"""
LIVE = "window.states.at(-1) === 'live'"


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("pages") / "data")
    with serving(furnish(folder)) as room:
        yield room


@pytest.fixture
def context(browser, room) -> Iterator[BrowserContext]:
    with page_of(browser, room, "citizen", room.port) as page:
        page.close()
        yield page.context


@contextmanager
def page_of(browser: Browser, room: Room, who: str, port: int) -> Iterator[Page]:
    """Open a page of somebody's through another port than the server's."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="da-DK")
    cookies = room.cookies[who].items()
    context.add_cookies([{"name": name, "value": value, "url": "http://127.0.0.1"} for name, value in cookies])
    context.add_init_script(TELL)
    context.set_default_timeout(25_000)
    yield context.new_page()
    context.close()


def open_card(context: BrowserContext, room: Room) -> Page:
    page = context.new_page()
    page.goto(f"/workshops/{room.workshop_id}/phone/events/{room.events[0]}")
    until(page, LIVE)
    return page


def write(room: Room, words: str, event: int = 0) -> int:
    form = {"note": words, "key": key(words), "event": room.events[event]}
    assert room.person("authority").post(room.notes, **form).status == 303
    return room.latest()


def has_told(page: Page, number: int) -> None:
    until(page, f"window.told.at(-1) === {number}")


def until(page: Page, expression: str) -> None:
    """Ask again and again; the page's own policy forbids the eval that waiting inside it would need."""
    deadline = time.monotonic() + 3 * PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, (expression, page.evaluate("[window.told, window.states]"))
        page.wait_for_timeout(30)


def test_f10_a_page_that_was_hidden_gets_all_that_it_missed(context, room):
    page = context.new_page()
    page.clock.install()
    page.goto(f"/workshops/{room.workshop_id}/phone/events/{room.events[0]}")
    until(page, LIVE)
    page.evaluate("hide(true)")
    page.clock.fast_forward(11_000)
    first = room.latest()
    for number in range(20):
        last = write(room, f"Skrevet imens {number}", number)
    assert page.evaluate("window.told") == [], "a hidden page lets go of its stream"
    page.evaluate("hide(false)")
    has_told(page, last)
    assert page.evaluate("window.told") == list(range(first + 1, last + 1))


SHOWN = """Object.fromEntries([...document.querySelectorAll("main [id]")].filter(({ id }) => id)
  .map((one) => [one.id, one.textContent.replace(/\\s+/g, " ").trim()]))"""


@pytest.mark.parametrize("who", ["citizen", "facilitator"])
def test_f07_a_page_whose_stream_is_cut_at_any_byte_shows_what_a_fresh_page_shows(browser, room, who, at_length):
    cutter, bustle, acts = StreamCutter(room.port), Bustle(room, seed=ord(who[0])), at_length(20, 200)
    cutter.usual = 2_000
    with page_of(browser, room, who, cutter.port) as page:
        path = f"/workshops/{room.workshop_id}" + (
            "/console" if who == "facilitator" else f"/phone/events/{room.events[0]}"
        )
        page.goto(path)
        until(page, LIVE)
        first = room.latest()
        for _ in range(acts):
            bustle.act()
            page.wait_for_timeout(150)
        cutter.bad = False
        last = room.latest()
        has_told(page, last)
        told, shown = page.evaluate("window.told"), page.evaluate(SHOWN)
        page.reload()
        until(page, LIVE)
        afresh = page.evaluate(SHOWN)
    cutter.close()
    # Which card the facilitator has before them is the page's own business.
    names = (shown.keys() | afresh.keys()) - {"console", "candidate"}
    different = sorted(name for name in names if shown.get(name) != afresh.get(name))
    print(f"\nF07 {who}'s page: {last - first} changes, {cutter.cut} cuts: different {len(different)}")
    assert cutter.cut > acts / 10
    assert told == sorted(set(told))
    assert different == []


@pytest.mark.parametrize("times", [1, 3])
def test_f13_a_page_whose_first_connection_is_refused_tries_again_and_misses_nothing(context, room, times):
    refused, page = [], context.new_page()

    def refuse(route: Route) -> None:
        if len(refused) < times:
            refused.append(route.request.url)
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="<h1>Serveren har travlt</h1>")
        else:
            route.fallback()

    page.route("**/stream?*", refuse)
    page.goto(f"/workshops/{room.workshop_id}/phone/events/{room.events[0]}")
    first = room.latest()
    last = write(room, f"Sagt ved en lukket dør {times}")
    has_told(page, last)
    until(page, LIVE)
    assert len(refused) == times
    assert page.evaluate("window.told") == list(range(first + 1, last + 1))
    assert page.get_by_text("Serveren har travlt").count() == 0
    last = write(room, f"Sagt ved en åben dør {times}")
    has_told(page, last)


def test_f12_a_page_finds_its_server_again_after_kill_9(context, room):
    page = open_card(context, room)
    last = write(room, "Før")
    has_told(page, last)
    room.stop(signal.SIGKILL)
    until(page, "window.states.at(-1) === 'offline'")
    room.start()
    last = write(room, "Efter")
    has_told(page, last)
    until(page, LIVE)
    told = page.evaluate("window.told")
    assert told == sorted(set(told))


def test_f09_a_page_newer_than_its_server_starts_anew_unless_somebody_is_writing(context, room):
    """As after a restored backup: the log ends before the number that the pages have."""
    writing, reading = open_card(context, room), open_card(context, room)
    writing.locator("textarea").last.fill("Halvvejs i en sæt")
    with reading.expect_event("load"):
        room.stop()
        forget_changes_after(5, room)
        room.start()
    writing.get_by_text("Siden er ikke længere ajour").wait_for()
    assert writing.locator("textarea").last.input_value() == "Halvvejs i en sæt"
    last = write(room, "Og dog følger den med")
    has_told(writing, last)


def forget_changes_after(number: int, room: Room) -> None:
    which = {"journey": room.journey_id, "number": number}
    room.rows("DELETE FROM changes WHERE journey_id = :journey AND seq > :number", **which)
    room.rows("UPDATE journeys SET seq = :number WHERE id = :journey", **which)


def test_a_server_without_streams_is_polled(browser, app, room):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    other = furnish(app.config["SETTINGS"].data_dir)
    other.port = server.server_port
    context = browser.new_context(base_url=f"http://127.0.0.1:{other.port}")
    context.add_cookies(
        [{"name": n, "value": v, "url": "http://127.0.0.1"} for n, v in other.cookies["citizen"].items()]
    )
    context.add_init_script(TELL)
    page = context.new_page()
    page.goto(f"/workshops/{other.workshop_id}/phone")
    until(page, "window.states.at(-1) === 'polling'")
    has_told(page, write(other, "Spurgt efter"))
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


APPLY = """async () => {
  const { apply } = await import("/static/js/live/apply.js");
  const box = document.createElement("div");
  document.body.append(box);
  const rows = () => [...document.querySelectorAll("#rows > *")].map((row) => row.textContent.trim()).join(" ");
  const seen = {};
  box.innerHTML = `<ul id="rows"><li id="r1" data-order="1">one</li><li id="r3" data-order="3">three</li></ul>
    <div id="card"><p id="said">old</p><button id="press">old</button><textarea id="words">kept</textarea></div>`;
  apply(`<li id="r2" data-into="#rows" data-order="2">two</li><li id="r10" data-into="#rows" data-order="10">ten</li>`);
  seen.inserted = rows();
  apply(`<li id="r2" data-into="#rows" data-order="2">two</li><li id="r10" data-into="#rows" data-order="10">ten</li>`);
  seen.again = rows();
  apply(`<li id="r1" data-into="#rows" data-order="11">ONE</li><li id="r3" data-live="remove"></li>`);
  seen.moved = rows();
  apply(`<li id="nowhere" data-into="#missing">lost</li>`);
  seen.ignored = !document.getElementById("nowhere");
  document.getElementById("press").focus();
  const card = (text) => `<div id="card"><p id="said">${text}</p><button id="press">${text}</button>
    <textarea id="words">kept</textarea></div>`;
  apply(card("new"));
  seen.focus = document.activeElement.id;
  document.getElementById("words").focus();
  document.getElementById("words").value = "half a sentence";
  apply(card("newer"));
  const words = document.getElementById("words");
  seen.writing = [words.value, document.activeElement.id, document.getElementById("said").textContent];
  words.value = "kept";
  document.getElementById("press").focus();
  await new Promise((resolve) => setTimeout(resolve, 50));
  seen.afterwards = document.getElementById("card").textContent.trim().replace(/\\s+/g, " ");
  box.remove();
  return seen;
}"""


def test_pieces_go_where_they_belong_and_never_over_what_somebody_writes(context, room):
    seen = open_card(context, room).evaluate(APPLY)
    assert seen == {
        "inserted": "one two three ten",
        "again": "one two three ten",
        "moved": "two ten ONE",
        "ignored": True,
        "focus": "press",
        "writing": ["half a sentence", "words", "newer"],
        "afterwards": "newernewer kept",
    }
