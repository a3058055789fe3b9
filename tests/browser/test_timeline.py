"""The timeline in a real browser: it stands where its dates are, and can be walked, worn, moved and updated."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.test_walk import open_workshop

CASE = "Da to teams ventede på hinanden"
DRAWN = "[data-ready] .tl-over .label"


@pytest.fixture
def board(facilitator: Page) -> Page:
    facilitator.get_by_role("link", name=CASE).click()
    facilitator.wait_for_selector(DRAWN)
    facilitator.evaluate(
        """() => {
          window.heard = [];
          for (const name of ["timeline:select", "timeline:move", "timeline:glasses-changed"])
            document.addEventListener(name, (event) => window.heard.push([name, event.detail]));
        }"""
    )
    return facilitator


def tell(page: Page, name: str, detail: object) -> None:
    page.evaluate(
        "([name, detail]) => document.querySelector('#timeline').dispatchEvent(new CustomEvent(name, { detail }))",
        [name, detail],
    )


def farthest_from_its_shape(page: Page) -> float:
    """Return how many pixels the line of a contact misses the shape that it starts from, at most."""
    return page.evaluate(
        """() => {
          const middle = (node) => { const box = node.getBoundingClientRect(); return box.left + box.width / 2; };
          const shapes = [...document.querySelectorAll(".tl-event")].map(middle);
          const lines = [...document.querySelectorAll(".contact circle")].map(middle);
          const seen = lines.filter((x) => x > 300 && x < 1300);
          return Math.max(...seen.map((x) => Math.min(...shapes.map((shape) => Math.abs(shape - x)))));
        }"""
    )


def test_the_drawing_and_the_shapes_stand_on_the_same_dates_at_every_zoom(board: Page):
    for _step in range(4):
        assert farthest_from_its_shape(board) < 0.6
        board.locator("[data-zoom=in]").click()
        board.wait_for_timeout(250)


def test_arrow_keys_walk_through_the_events_in_order_of_time(board: Page):
    board.get_by_role("button", name=re.compile("Møde på skolen")).click()
    board.get_by_role("button", name=re.compile("Møde på skolen")).focus()
    for title in ("Skolen indstiller barnet til PPR", "Skolen sender en underretning"):
        board.keyboard.press("ArrowRight")
        expect(board.locator("#card h2")).to_have_text(title)
        expect(board.locator(".tl-event:focus")).to_have_attribute("aria-label", re.compile(title))
    assert board.locator('.tl-event[tabindex="0"]').count() == 1


def test_a_key_puts_on_the_glasses_and_shows_the_silence(board: Page):
    board.keyboard.press("b")
    expect(board.locator(".tl-silence", has_text="112")).to_be_visible()
    expect(board.locator("[data-glasses-for=citizen]")).to_have_attribute("aria-pressed", "true")
    expect(board.get_by_role("button", name=re.compile("Rådgiver 1 stopper.*kendte den ikke"))).to_be_visible()
    board.locator(".tl-silence", has_text="112").click()
    expect(board.locator("#card h2")).to_have_text("112 dage uden besked")
    board.keyboard.press("0")
    expect(board.locator(".tl-silence")).to_have_count(0)


def test_a_key_pressed_while_writing_is_a_letter(board: Page):
    board.get_by_role("link", name="Hændelse", exact=True).click()
    board.get_by_label("Hvad skete der?").fill("")
    board.keyboard.type("bme0")
    expect(board.get_by_label("Hvad skete der?")).to_have_value("bme0")
    assert board.evaluate("window.heard") == []


def test_dragging_an_event_keeps_what_is_not_known_about_its_date(board: Page):
    shape = board.get_by_role("button", name=re.compile("Skolen indstiller barnet til PPR"))
    box = shape.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    board.mouse.move(x, y)
    board.mouse.down()
    board.mouse.move(x + 60, y, steps=6)
    board.mouse.up()
    expect(board.locator("#list")).to_contain_text("ca.")
    moves = [detail for name, detail in board.evaluate("window.heard") if name == "timeline:move"]
    assert len(moves) == 1
    assert re.fullmatch(r"2024-0[34]-\d\d~", moves[0]["date"])


def test_a_change_of_somebody_else_waits_until_the_shape_is_let_go(board: Page):
    payload = json.loads(board.locator("#timeline script").text_content() or "")
    changed = {**next(each for each in payload["events"] if each["ref"] == "E08"), "title": "Et andet navn"}
    box = board.get_by_role("button", name=re.compile("Rådgiver 1 beder om dokumentation")).bounding_box()
    assert box
    board.mouse.move(box["x"] + 15, box["y"] + 15)
    board.mouse.down()
    board.mouse.move(box["x"] + 60, box["y"] + 15, steps=6)
    tell(board, "timeline:update", {"event": changed})
    expect(board.locator(".tl-over")).not_to_contain_text("Et andet")
    board.mouse.up()
    expect(board.locator(".tl-over")).to_contain_text("Et andet")


def test_one_event_can_be_replaced_or_taken_away_in_place(board: Page):
    payload = json.loads(board.locator("#timeline script").text_content() or "")
    first = payload["events"][1]
    tell(board, "timeline:update", {"event": {**first, "title": "Skrevet om"}})
    expect(board.locator(".tl-over")).to_contain_text("Skrevet om")
    tell(board, "timeline:update", {"remove": first["id"]})
    expect(board.locator(f"[data-event='{first['id']}']")).to_have_count(0)


def test_a_phone_shows_the_list_and_loads_the_timeline_only_when_asked(facilitator: Page, someone: Callable[..., Page]):
    from tests.browser.conftest import sign_in

    phone, asked = someone(PHONE), []
    phone.on("request", lambda request: asked.append(request.url))
    sign_in(phone)
    phone.get_by_role("link", name=CASE).click()
    expect(phone.get_by_role("link", name=re.compile("Rådgiver 1 stopper"))).to_be_visible()
    assert not any("vis-timeline" in url and url.endswith(".js") for url in asked)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.wait_for_selector("[data-module~=board][data-list]")
    phone.locator("[data-glasses-for=citizen]").click()
    expect(phone.locator("li.event", has_text="Rådgiver 1 stopper").locator(".shape")).to_have_attribute(
        "data-state", "unknown"
    )
    phone.get_by_role("button", name="Vis tidslinjen").click()
    phone.wait_for_selector(DRAWN)


def test_no_two_labels_lie_on_each_other(board: Page):
    overlapping = board.evaluate(
        """() => {
          const boxes = [...document.querySelectorAll(".tl-over .label")].map((label) => label.getBoundingClientRect());
          const beside = (a, b) => a.right < b.left + 1 || b.right < a.left + 1;
          const above = (a, b) => a.bottom < b.top + 5 || b.bottom < a.top + 5;
          const over = (a, b) => !beside(a, b) && !above(a, b);
          return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => over(a, b))).length;
        }"""
    )
    assert board.locator(".tl-over .label").count() >= 23
    assert overlapping == 0


def test_no_days_of_a_silence_lie_on_an_event_however_high_the_projector_is(facilitator: Page, someone):
    _code, display = open_workshop(facilitator)
    screen = someone({"width": 1920, "height": 1080})
    screen.goto(display)
    screen.wait_for_selector("[data-ready] .quiet-figure")
    for height in range(1080, 840, -20):
        screen.set_viewport_size({"width": 1920, "height": height})
        screen.wait_for_timeout(400)
        figures, covered = screen.evaluate(
            """() => {
              const boxes = (what) => [...document.querySelectorAll(what)].map((one) => one.getBoundingClientRect());
              // A figure's box has room above and below its digits.
              const beside = (a, b) => a.right <= b.left || b.right <= a.left;
              const above = (a, b) => a.bottom - a.height / 4 <= b.top || b.bottom <= a.top + a.height / 4;
              const over = (a, b) => !beside(a, b) && !above(a, b);
              const figures = boxes(".quiet-figure");
              const events = boxes(".tl-event .shape");
              return [figures.length, figures.filter((figure) => events.some((event) => over(figure, event))).length];
            }"""
        )
        assert (figures, covered) == (4, 0), height
