"""Every page in a real browser, held to WCAG 2.2 AA: by axe, and by what axe cannot see.

One server and few browser contexts serve all pages; each test says how many pages it looked at. What goes
wrong on one page does not hide the next: problems are gathered and told together.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from klagerejsen import create_app
from klagerejsen.accounts.models import Team
from klagerejsen.demo import complaints
from klagerejsen.extensions import db
from klagerejsen.web.filters import today
from tests.browser.conftest import LAPTOP
from tests.browser.looking import Stop, look_at_all, looked_at
from tests.conftest import PASSWORD, STRANGER, settings_for

CASE = "Da to teams ventede på hinanden"
DRAWN = "[data-ready] .tl-over .label"


def drawn(page: Page) -> None:
    page.wait_for_selector(DRAWN)


def choose_event(page: Page) -> None:
    drawn(page)
    page.locator("[data-event-link]").nth(3).click()
    page.wait_for_selector("#card .event-card")


def choose_finding(page: Page) -> None:
    drawn(page)
    page.locator(".finding").first.click()
    page.wait_for_selector("#card .finding-card")


def wear(page: Page) -> None:
    drawn(page)
    page.locator("[data-glasses-for=citizen]").click()
    page.wait_for_selector(".tl-silence")


def open_list(page: Page) -> None:
    drawn(page)
    if page.locator("[data-fold-list]").is_visible():
        page.locator("[data-fold-list]").click()


def write_line(page: Page) -> None:
    page.locator("#line").fill("1/11 far skriver til Kirsten Holmgaard på mail")
    page.locator("#line").press("Enter")
    page.wait_for_selector("#chip-date")


def paste_names(page: Page) -> None:
    page.locator("#text").fill("12/3-24 Kirsten Holmgaard ringer. Hun er bekymret.\n03-04-24 mor skriver")
    page.get_by_role("button", name="Del teksten").click()
    page.wait_for_selector(".suspects")


def paste_text(page: Page) -> None:
    paste_names(page)
    page.get_by_role("button", name="Skift ud").click()
    page.wait_for_selector(".piece")
    page.locator("summary").first.click()


def open_dialog(page: Page) -> None:
    drawn(page)
    page.get_by_role("link", name="Hændelse", exact=True).click()
    page.wait_for_selector("dialog[open]")


def ask_back(page: Page) -> None:
    page.get_by_label("Dato").first.fill("12. marts")
    page.get_by_label("Hvad skete der?").fill("Mor ringer")
    page.get_by_role("button", name="Tilføj").click()
    page.wait_for_selector("[aria-invalid]")


def open_menu(page: Page) -> None:
    drawn(page)
    page.get_by_text("Mere", exact=True).click()


def dismiss_without_reason(page: Page) -> None:
    choose_finding(page)
    page.get_by_role("button", name="Afvis", exact=True).click()
    page.wait_for_selector("#reason")


def import_nonsense(page: Page) -> None:
    page.set_input_files("#file", {"name": "rejse.json", "mimeType": "application/json", "buffer": b'{"title": 3}'})
    page.get_by_role("button", name="Læs filen").click()
    page.wait_for_selector(".faults")


def try_limits(page: Page) -> None:
    page.locator("#silence_days").fill("10")
    page.get_by_role("button", name="Vis virkning").click()
    page.wait_for_selector("#effect")


def write_no_limit(page: Page) -> None:
    page.locator("#silence_days").fill("længe")
    page.get_by_role("button", name="Vis virkning").click()
    page.wait_for_selector("[aria-invalid]")


def fail_to_sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill("nobody@example.dk")
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_selector("[role=alert]")


def fail_to_join(page: Page) -> None:
    page.get_by_role("button", name="Kom med").click()
    page.wait_for_selector("[aria-invalid]")


def for_nobody() -> list[Stop]:
    return [
        Stop("login", "/login"),
        Stop("login refused", "/login", fail_to_sign_in),
        Stop("join", "/join"),
        Stop("join refused", "/join", fail_to_join),
        Stop("not found", "/nowhere"),
    ]


def for_the_facilitator(board: str) -> list[Stop]:
    journey = board.removesuffix("/board")
    return [
        Stop("journeys", "/"),
        Stop("import", "/intake"),
        Stop("import with faults", "/intake", import_nonsense),
        Stop("new journey", "/journeys/new"),
        Stop("properties", f"{journey}/properties"),
        Stop("board", board, drawn),
        Stop("board through glasses", board, wear),
        Stop("board with an event", board, choose_event),
        Stop("board with a finding", board, choose_finding),
        Stop("board with a finding to give a reason for", board, dismiss_without_reason),
        Stop("board with its list", board, open_list),
        Stop("board with a line", board, write_line),
        Stop("board with a dialog", board, open_dialog),
        Stop("board with its menu", board, open_menu),
        Stop("new event", f"{journey}/events/new"),
        Stop("new event asked back", f"{journey}/events/new", ask_back),
        Stop("line", f"{journey}/line", write_line),
        Stop("paste", f"{journey}/paste"),
        Stop("paste with a name", f"{journey}/paste", paste_names),
        Stop("paste in pieces", f"{journey}/paste", paste_text),
        Stop("findings", f"{journey}/findings"),
        Stop("map", f"{journey}/map"),
        Stop("map by role", f"{journey}/map?by=actor"),
        Stop("sides", f"{journey}/sides"),
        Stop("learning", f"{journey}/learning"),
        Stop("own words", "/causes/words"),
        Stop("complaints behind it", f"{journey}/complaints"),
        Stop("replay", f"{journey}/replay"),
        Stop("history", f"{journey}/changes/list"),
        Stop("actors", f"{journey}/actors"),
        Stop("personal data", f"{journey}/personal-data"),
        Stop("sheet", f"{journey}/grid"),
        Stop("poster", f"{journey}/poster"),
        Stop("learning note", f"{journey}/poster?sheet=learning"),
        Stop("letter", f"{journey}/letter"),
        Stop("poster of causes", "/insights/poster"),
        Stop("poster of the map", f"{journey}/poster?sheet=map"),
        Stop("file", f"{journey}/export"),
        Stop("taxonomy", "/settings/causes"),
        Stop("what left the house", "/settings/exports"),
        Stop("archive", "/settings/archive"),
        Stop("cause of the taxonomy", "/settings/causes/KOO1"),
        Stop("limits", "/limits"),
        Stop("limits with their effect", "/limits?area=boern", try_limits),
        Stop("limits that cannot be used", "/limits", write_no_limit),
        Stop("insights", "/insights"),
        Stop("cause behind", "/insights/causes/KOO1"),
        Stop("did it help", "/insights/actions"),
    ]


REGISTER = """Modtaget;Område;Klagetype;Team;Kvittering
02-03-2026;Børn og Unge;Realitet;Jura;13-03-2026
13-03-2026;Voksenområdet;Formalitet;;
14-03-2026;Børn og Unge;Vejret;Ydelse;01-02-2026
"""


def register_nothing(page: Page) -> None:
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Registrér klagen").click()
    page.wait_for_selector("[aria-invalid]")


def choose_columns(page: Page) -> None:
    table = {"name": "klager.csv", "mimeType": "text/csv", "buffer": REGISTER.encode()}
    page.set_input_files("#file", table)
    page.get_by_role("button", name="Læs filen").click()
    page.wait_for_url("**/columns")


def ask_about_words(page: Page) -> None:
    choose_columns(page)
    page.get_by_role("button", name="Fortsæt").click()
    page.wait_for_url("**/check")
    page.wait_for_selector("#skip-all")


# What stands in the walks of test_complaints, test_conversation, test_keyfigures and test_minifokus is looked at there.
OF_THE_REGISTER = (
    Stop("new complaint refused", "/complaints/new", register_nothing),
    Stop("complaint to correct", "/complaints/1/properties"),
    Stop("goals", "/complaints/goals"),
    Stop("terms", "/complaints/terms"),
    Stop("satisfaction", "/complaints/satisfaction"),
    Stop("complaints as a file", "/complaints/export"),
    Stop("complaints from a file", "/complaints/import", choose_columns),
    Stop("complaints to look through", "/complaints/import", ask_about_words),
    Stop("statistics as a file", "/complaints/statistics/export"),
    Stop("notes as a file", "/minifokus/export"),
)


@pytest.fixture
def register(data_dir: Path) -> None:
    """Put the demo's complaints into the register before the server starts."""
    app = create_app(settings_for(data_dir))
    with app.test_request_context():
        team = db.session.scalars(db.select(Team).where(Team.slug == "demo")).one()
        complaints.add(team.id, today())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


class Building:
    """The pages of a running product, opened by the people they are for."""

    def __init__(self, someone: Callable[..., Page], facilitator: Page) -> None:
        self.someone, self.facilitator = someone, facilitator
        facilitator.get_by_role("link", name=CASE).click()
        self.board = re.sub(r"^https?://[^/]+|\?.*$", "", facilitator.url)

    def go(self, page: Page, stop: Stop) -> Page:
        page.goto(stop.url)
        stop.press(page)
        return page

    def stops(self) -> Iterator[tuple[Page, Stop]]:
        """Walk everything that is no workshop: for nobody, for the facilitator, and for a team without journeys."""
        nobody, newcomer = self.someone(LAPTOP), self.someone(LAPTOP)
        for stop in for_nobody():
            yield self.go(nobody, stop), stop
        for stop in (*for_the_facilitator(self.board), *OF_THE_REGISTER):
            yield self.go(self.facilitator, stop), stop
        newcomer.goto("/login")
        newcomer.get_by_label("E-mail").fill(STRANGER)
        newcomer.get_by_label("Adgangskode").fill(PASSWORD)
        newcomer.get_by_role("button", name="Log ind").click()
        newcomer.wait_for_url("**/")
        yield newcomer, Stop("no journeys", "/")
        yield self.go(newcomer, Stop("no figures", "/insights")), Stop("no figures", "/insights")
        newcomer.goto("/journeys/new")
        newcomer.get_by_label("Titel", exact=True).fill("En ny sag")
        newcomer.get_by_role("button", name="Opret rejsen").click()
        newcomer.wait_for_url("**/board")
        yield newcomer, Stop("empty board", "")


@pytest.fixture
def building(someone: Callable[..., Page], facilitator: Page) -> Building:
    return Building(someone, facilitator)


def test_every_page_can_be_seen_read_and_pressed_by_everyone(register: None, building: Building):
    look_at_all(building.stops(), pages=63)


FAULTY = """<!doctype html><html lang=""><title>x</title><body><main><h1>Et</h1><h1>To</h1><img src="data:,">
<style>.bare:focus {{ outline: none; box-shadow: none }} </style>
<button class="bare" style="width: 10px; height: 10px; padding: 0">a</button>
<a href="#x" style="position: absolute; left: -500px">skjult</a>
<p style="width: 60px; overflow: hidden; white-space: nowrap">akkurat plads</p>
<p style="width: 2000px; color: #ccc">bred</p></main></body></html>"""


def test_the_checks_see_what_is_wrong(browser: Browser):
    page = browser.new_page(viewport=LAPTOP)
    page.set_content(FAULTY)
    told = "\n".join(looked_at(page, Stop("faulty", "")))
    for word in ("image-alt", "html-has-lang", "color-contrast", "not one h1", "no language", "10 × 10 px",
                 "no visible focus", "out of sight when focused", "px wide at 320", "cut off"):  # fmt: skip
        assert word in told, word
    page.close()


# The board by keyboard


def focused(page: Page) -> str:
    """Say what has the focus: "glasses", "list", "card", "timeline", "finding" or its words."""
    return page.evaluate(
        """() => {
          const at = document.activeElement;
          const places = { glasses: ".glasses", timeline: ".tl-event", finding: ".finding", list: ".rail-list",
            card: "#card", menu: ".menu", zoom: ".zoom", line: ".line-form" };
          return Object.keys(places).find((name) => at.closest(places[name])) ?? at.textContent.trim();
        }"""
    )


def test_the_tab_key_reaches_every_part_of_the_board(building: Building):
    page = building.go(building.facilitator, Stop("board", f"{building.board}?event=1", drawn))
    visited: list[str] = []
    while "card" not in visited and len(visited) < 90:
        page.keyboard.press("Tab")
        visited.append(focused(page))
    assert visited[0] == "Spring til indholdet"
    places = [place for place in dict.fromkeys(visited) if place in ("glasses", "menu", "timeline", "list", "card")]
    assert places == ["glasses", "menu", "timeline", "list", "card"]
    assert visited.count("timeline") == 1, "the events are one stop; the arrow keys walk among them"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "list", "one can walk back out again"
    building.go(page, Stop("board", building.board, drawn))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page) == "line", "the skip link leads past the head"


def test_what_the_keyboard_opens_it_closes_and_gives_the_focus_back(building: Building):
    page = building.go(building.facilitator, Stop("board", building.board, drawn))
    walk_the_events(page)
    walk_the_list(page)
    open_and_leave_the_dialog(page)
    open_and_leave_the_menu(page)


def walk_the_events(page: Page) -> None:
    page.locator('.tl-event[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card h2")).to_have_text("Skolen indstiller barnet til PPR")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#card h2")).to_have_text("Møde på skolen")
    page.keyboard.press("Enter")
    expect(page.locator("#card :focus")).to_have_count(1)


def walk_the_list(page: Page) -> None:
    link = page.locator("[data-event-link]").nth(4)
    link.focus()
    page.keyboard.press("Enter")
    title = (link.locator(".what").text_content() or "").split(",")[0].strip()
    expect(page.locator("#card h2")).to_have_text(title)
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_focused()


def open_and_leave_the_dialog(page: Page) -> None:
    opener = page.get_by_role("link", name="Hændelse", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    expect(page.get_by_label("Dato").first).to_be_focused()
    inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
    for _step in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(inside), "the focus stays in the dialog"
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def open_and_leave_the_menu(page: Page) -> None:
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "menu"
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator(".menu")).not_to_have_attribute("open", "")


# Motion


STILL = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const long = (value) => value.split(",").some((part) => parseFloat(part) > 0.001);
  return long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))
    || style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 80))"""


# An animation has a step in every frame; without one the timeline is drawn anew, and then its labels.
STEPS_OF_A_ZOOM = """async () => {
  const left = (node) => Math.round(node.getBoundingClientRect().left);
  const places = () => [...document.querySelectorAll(".tl-event")].map(left).join();
  const seen = [places()];
  document.querySelector("[data-zoom=in]").click();
  for (const end = performance.now() + 600; performance.now() < end; await new Promise(requestAnimationFrame)) {
    if (places() !== seen.at(-1)) seen.push(places());
  }
  return seen.length - 1;
}"""


def test_nothing_moves_for_those_who_asked_for_stillness(building: Building):
    building.facilitator.emulate_media(reduced_motion="reduce")
    for stop in (Stop("journeys", "/"), Stop("insights", "/insights"), Stop("board", building.board, wear)):
        assert building.go(building.facilitator, stop).evaluate(STILL) == [], stop.name
    page = building.go(building.facilitator, Stop("board", building.board, drawn))
    assert page.evaluate(STEPS_OF_A_ZOOM) <= 2, "a press on zoom is over at once"
