"""Every page in a real browser, held to WCAG 2.2 AA: by axe, and by what axe cannot see.

One server and few browser contexts serve all pages; each test says how many pages it looked at. What goes
wrong on one page does not hide the next: problems are gathered and told together.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.conftest import PASSWORD, STRANGER

CASE = "Da to teams ventede på hinanden"
DRAWN = "[data-ready] .tl-over .label"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}
STEPS = 45
"""How many times Tab is pressed on a page; the board has more stops, walked by a test of its own."""


@dataclass(frozen=True)
class Stop:
    """A page as somebody sees it: its address, and what to press there before looking."""

    name: str
    url: str
    press: Callable[[Page], object] = lambda page: None


@dataclass
class Findings:
    """What is wrong, page by page, and how many pages were looked at."""

    looked_at: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, stop: Stop, problems: object) -> None:
        self.problems += [f"{stop.name}: {problem}" for problem in problems]  # type: ignore[attr-defined]


def drawn(page: Page) -> None:
    page.wait_for_selector(DRAWN)


def screen_drawn(page: Page) -> None:
    page.wait_for_selector("[data-ready]")
    page.wait_for_timeout(500)


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


def fail_to_sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill("nobody@example.dk")
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_selector("[role=alert]")


def fail_to_join(page: Page) -> None:
    page.get_by_role("button", name="Kom med").click()
    page.wait_for_selector("[aria-invalid]")


def take_a_seat(page: Page) -> None:
    page.locator("input[name=label]").fill("Plads 7")
    page.locator("input[name=side]").first.check(force=True)
    page.get_by_role("button", name="Opret og skriv").click()
    page.wait_for_url("**/proxies/*")


def open_links(page: Page) -> None:
    page.get_by_text("Links og QR").click()


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
        Stop("board with a dialog", board, open_dialog),
        Stop("board with its menu", board, open_menu),
        Stop("new event", f"{journey}/events/new"),
        Stop("new event asked back", f"{journey}/events/new", ask_back),
        Stop("findings", f"{journey}/findings"),
        Stop("learning", f"{journey}/learning"),
        Stop("replay", f"{journey}/replay"),
        Stop("history", f"{journey}/changes/list"),
        Stop("actors", f"{journey}/actors"),
        Stop("personal data", f"{journey}/personal-data"),
        Stop("sheet", f"{journey}/grid"),
        Stop("poster", f"{journey}/poster"),
        Stop("taxonomy", "/settings/causes"),
        Stop("cause of the taxonomy", "/settings/causes/KOO1"),
        Stop("insights", "/insights"),
        Stop("cause behind", "/insights/causes/KOO1"),
    ]


class Building:
    """The pages of a running product, opened by the people they are for."""

    def __init__(self, someone: Callable[..., Page], facilitator: Page) -> None:
        self.someone, self.facilitator = someone, facilitator
        facilitator.get_by_role("link", name=CASE).click()
        self.board = re.sub(r"^https?://[^/]+|\?.*$", "", facilitator.url)

    def open_room(self) -> None:
        """Open a workshop, seat a participant, and let them answer and write."""
        page = self.facilitator
        page.goto(self.board)
        page.get_by_text("Mere", exact=True).click()
        page.get_by_role("button", name="Åbn en workshop").click()
        page.wait_for_url("**/console")
        self.console = re.sub(r"^https?://[^/]+", "", page.url)
        open_links(page)
        self.code = page.locator(".now .code").inner_text()
        self.display = page.locator("a[href*='/display/']").get_attribute("href") or ""
        self.phone = self.someone(PHONE, has_touch=True)
        self.join(self.phone, "Borgeren")
        self.phone.wait_for_url("**/phone")
        self.answer()

    def join(self, page: Page, side: str) -> None:
        page.goto("/join")
        page.get_by_label("Kode").fill(self.code)
        page.get_by_role("radio", name=re.compile(side)).check(force=True)
        page.get_by_role("button", name="Kom med").click()

    def answer(self) -> None:
        self.phone.locator("#events a").first.click()
        self.phone.get_by_role("radio", name="Ja", exact=True).check(force=True)
        self.phone.get_by_role("radio", name="−2", exact=True).check(force=True)
        self.phone.get_by_label("En sætning").fill("Jeg måtte fortælle det hele forfra")
        expect(self.phone.locator("#saved")).to_contain_text("Gemt")
        self.card = self.phone.url
        self.list = re.sub(r"/events/.*", "", self.card)
        self.phone.goto(self.list)
        self.phone.locator("textarea[name=note]").first.fill("Hvem havde sagen i juni?")
        self.phone.get_by_role("button", name="Send noten").click()

    def press(self, name: str) -> None:
        self.facilitator.goto(self.console)
        self.facilitator.get_by_role("button", name=name).first.click()
        self.facilitator.wait_for_load_state()

    def go(self, page: Page, stop: Stop) -> Page:
        page.goto(stop.url)
        stop.press(page)
        return page

    def stops(self) -> Iterator[tuple[Page, Stop]]:
        """Walk everything that is no workshop: for nobody, for the facilitator, and for a team without journeys."""
        nobody, newcomer = self.someone(LAPTOP), self.someone(LAPTOP)
        for stop in for_nobody():
            yield self.go(nobody, stop), stop
        for stop in for_the_facilitator(self.board):
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

    def room_stops(self) -> Iterator[tuple[Page, Stop]]:
        """Walk the workshop from writing privately to its end."""
        self.open_room()
        screen = self.someone(PROJECTOR)
        for stop in self.preparations():
            yield self.go(self.facilitator, stop), stop
        yield self.go(self.facilitator, Stop("console", self.console, open_links)), Stop("console", self.console)
        yield self.phone, Stop("phone list", self.list)
        yield self.go(self.phone, Stop("", self.card)), Stop("phone card", self.card)
        yield self.go(screen, Stop("", self.display, screen_drawn)), Stop("screen", self.display)
        self.press("Vis alle svar")
        yield self.go(self.phone, Stop("", self.card)), Stop("phone card revealed", self.card)
        yield self.go(self.phone, Stop("", self.list)), Stop("phone list revealed", self.list)
        yield from self.newcomers()
        yield from self.votes(screen)
        self.press("Sæt i fokus")
        yield self.go(self.facilitator, Stop("", self.console)), Stop("console revealed", self.console)
        yield self.go(screen, Stop("", self.display, screen_drawn)), Stop("screen revealed", self.display)
        open_links(self.facilitator)
        self.facilitator.get_by_role("button", name="Luk workshoppen").click()
        self.facilitator.get_by_role("button", name="Åbn workshoppen igen").wait_for()
        yield self.facilitator, Stop("console closed", self.console)
        yield self.go(self.phone, Stop("", self.list)), Stop("phone closed", self.list)
        yield self.go(screen, Stop("", self.display)), Stop("screen closed", self.display)

    def preparations(self) -> list[Stop]:
        """Name the pages beside the console: the plan, the sheets of paper, and seats without a phone."""
        room = self.console.removesuffix("/console")
        return [
            Stop("plan", f"{room}/plan"),
            Stop("sheet of paper", f"{room}/sheet"),
            Stop("seats without a phone", f"{room}/proxies"),
            Stop("a seat without a phone", f"{room}/proxies", take_a_seat),
        ]

    def newcomers(self) -> Iterator[tuple[Page, Stop]]:
        """Walk the place beside the room: waiting to be let in, and shown out."""
        newcomer = self.someone(PHONE, has_touch=True)
        self.press("Nye venter, til jeg lukker ind")
        self.join(newcomer, "Eksterne")
        newcomer.get_by_role("heading", name="Et øjeblik").wait_for()
        yield newcomer, Stop("phone outside", "/aside")
        self.go(self.facilitator, Stop("", self.console)).get_by_role("button", name="Send væk").wait_for()
        yield self.facilitator, Stop("console with a newcomer", self.console)
        self.facilitator.get_by_role("button", name="Send væk").click()
        self.facilitator.get_by_role("button", name="Send væk").wait_for(state="detached")
        yield self.go(newcomer, Stop("", "/aside")), Stop("phone shown out", "/aside")

    def votes(self, screen: Page) -> Iterator[tuple[Page, Stop]]:
        """Walk a vote: open on the console and the phone, closed on all three."""
        self.press("Åbn afstemningen")
        yield self.facilitator, Stop("console with a vote", self.console)
        self.go(self.phone, Stop("", self.list)).locator("a[href*='/ballots/']").first.click()
        self.phone.wait_for_url("**/ballots/*")
        self.phone.get_by_role("button", name=re.compile("Sæt en prik")).first.click()
        ballot = self.phone.url
        yield self.phone, Stop("phone vote", ballot)
        self.press("Luk og vis resultatet")
        yield self.go(self.facilitator, Stop("", self.console)), Stop("console with a result", self.console)
        yield self.go(self.phone, Stop("", ballot)), Stop("phone result", ballot)
        yield self.go(screen, Stop("", self.display)), Stop("screen with a result", self.display)


@pytest.fixture
def building(someone: Callable[..., Page], facilitator: Page) -> Building:
    return Building(someone, facilitator)


# What is looked for


def axe_says(page: Page, tags: list[str]) -> list[str]:
    """Return what axe finds: the rule, the element, and why."""
    options = {"resultTypes": ["violations"], "runOnly": tags}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]} ({_why(node)})" for rule in found for node in rule["nodes"]]


def _why(node: dict) -> str:
    return " ".join(node["failureSummary"].split())[:200]


def in_both_themes(page: Page) -> list[str]:
    """Run all rules in light, and those about colour again in dark."""
    page.emulate_media(color_scheme="light")
    light = axe_says(page, TAGS)
    page.emulate_media(color_scheme="dark")
    dark = [f"dark: {problem}" for problem in axe_says(page, ["color-contrast", "link-in-text-block"])]
    page.emulate_media(color_scheme="light")
    return light + dark


ORDER = """() => {
  const problems = [];
  const html = document.documentElement;
  if (!["da", "en"].includes(html.lang)) problems.push("no language");
  if (!document.title.trim() || document.title.startsWith("·")) problems.push(`title: ${document.title}`);
  if (document.querySelectorAll("h1").length !== 1) problems.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) problems.push("not one main");
  const navs = [...document.querySelectorAll("nav")].map((nav) => nav.getAttribute("aria-label"));
  if (navs.some((name) => !name) || new Set(navs).size < navs.length) problems.push(`navs: ${navs}`);
  const first = document.querySelector("a[href], button, input:not([type=hidden])");
  if (first?.getAttribute("href") !== "#main") problems.push("the first stop does not skip to the content");
  return problems;
}"""


VISIBLE = """
  const seen = (element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true })
    && !element.closest("[inert], .skip-link, .visually-hidden");
  const say = (element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
"""

REACHED = f"""() => {{
  {VISIBLE}
  const problems = [];
  const ringed = (element) => {{
    const style = element && getComputedStyle(element);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }};
  const stops = "a[href], button, select, summary, textarea, input:not([type=hidden]), [tabindex='0']";
  const within = document.querySelector("dialog[open]") ?? document;
  for (const element of within.querySelectorAll(stops)) {{
    if (!seen(element) || element.disabled) continue;
    element.focus();
    if (document.activeElement !== element) {{ problems.push(`cannot be focused: ${{say(element)}}`); continue; }}
    const box = element.getBoundingClientRect();
    const shown = [element, element.nextElementSibling, element.parentElement].some(ringed);
    if (!shown) problems.push(`no visible focus: ${{say(element)}}`);
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const label = element.labels?.[0];
    const covered = !top || !(element.contains(top) || top.contains(element) || label?.contains(top));
    if (covered && !element.closest(".timeline")) problems.push(`out of sight when focused: ${{say(element)}}`);
  }}
  return problems;
}}"""

SMALL = f"""(least) => {{
  {VISIBLE}
  const problems = [];
  const pressed = "a[href], button, select, summary, textarea, input:not([type=hidden]), [role=button]";
  for (const element of document.querySelectorAll(pressed)) {{
    if (!seen(element) || element.disabled) continue;
    if (element.closest(".timeline svg")) continue; // the list beside the timeline has the same, larger
    const spread = getComputedStyle(element, "::after").position === "absolute" && element.offsetParent;
    const {{ width, height }} = (element.closest("label") || spread || element).getBoundingClientRect();
    const inline = getComputedStyle(element).display === "inline"
      && element.parentElement.textContent.trim() !== element.textContent.trim();
    if (!inline && (width < least - 0.5 || height < least - 0.5)) {{
      problems.push(`${{Math.round(width)}} × ${{Math.round(height)}} px: ${{say(element)}}`);
    }}
  }}
  return problems;
}}"""

WIDE = f"""() => {{
  {VISIBLE}
  const wide = document.scrollingElement.scrollWidth, room = window.innerWidth;
  if (wide <= room) return [];
  const scrolls = (element) => element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX)
    || scrolls(element.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((element) =>
    element.getBoundingClientRect().right > room + 1 && seen(element) && !scrolls(element.parentElement));
  return [`${{wide}} px wide at ${{room}}: ${{out.slice(0, 3).map(say).join(" | ")}}`];
}}"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }"

CUT = f"""() => {{
  {VISIBLE}
  const problems = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const cuts = (element, axis) => /hidden|clip/.test(getComputedStyle(element)[`overflow${{axis}}`]);
  while (walker.nextNode()) {{
    const text = walker.currentNode, element = text.parentElement;
    if (!text.data.trim() || !seen(element)) continue;
    if (element.closest("svg, .timeline, script, [aria-hidden=true], option")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const words = range.getBoundingClientRect();
    for (let around = element; around && around !== document.body; around = around.parentElement) {{
      const box = around.getBoundingClientRect();
      if (box.width <= 1 && box.height <= 1) break;
      const beside = cuts(around, "X") && words.right > box.right + 2;
      const below = cuts(around, "Y") && words.bottom > box.bottom + 3;
      if (beside || below) problems.push(`cut off: "${{text.data.trim().slice(0, 40)}}" in ${{say(around)}}`);
      if (getComputedStyle(around).overflowX !== "visible") break;
    }}
  }}
  return problems;
}}"""


def reached_by_keyboard(page: Page) -> list[str]:
    """Return what the keyboard cannot reach, or reaches without anybody seeing it."""
    page.keyboard.press("Tab")
    return page.evaluate(REACHED)


def with_text_spaced(page: Page) -> list[str]:
    """Return what is cut off, or makes the page wider, once a reader spaces the text out (WCAG 1.4.12)."""
    page.evaluate(SPACED)
    problems = page.evaluate(CUT) + page.evaluate(WIDE)
    page.evaluate(UNSPACED)
    return [f"spaced out: {problem}" for problem in problems]


def narrow(page: Page) -> list[str]:
    """Return what scrolls sideways at 320 px (WCAG 1.4.10); a screen reader's list stands beside every timeline."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(60)
    problems = page.evaluate(WIDE)
    assert before
    page.set_viewport_size(before)
    return problems


def looked_at(page: Page, stop: Stop) -> list[str]:
    """Return everything that is wrong with a page as it stands."""
    problems = in_both_themes(page) + page.evaluate(ORDER) + with_text_spaced(page)
    problems += page.evaluate(SMALL, 44 if stop.name.startswith(("phone", "join")) else 24)
    if not stop.name.startswith("screen"):
        problems += reached_by_keyboard(page) + narrow(page)
    return problems


@pytest.mark.parametrize(("where", "pages"), [("stops", 33), ("room_stops", 23)])
def test_every_page_can_be_seen_read_and_pressed_by_everyone(building: Building, where: str, pages: int):
    found = Findings()
    for page, stop in getattr(building, where)():
        found.looked_at += 1
        found.add(stop, looked_at(page, stop))
    assert not found.problems, "\n".join(["", *found.problems])
    assert found.looked_at >= pages


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
            card: "#card", menu: ".menu", zoom: ".zoom" };
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
    assert focused(page) == "zoom", "the skip link leads past the head"


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


def test_nothing_moves_for_those_who_asked_for_stillness(building: Building):
    building.facilitator.emulate_media(reduced_motion="reduce")
    for stop in (Stop("journeys", "/"), Stop("insights", "/insights"), Stop("board", building.board, wear)):
        assert building.go(building.facilitator, stop).evaluate(STILL) == [], stop.name
    page = building.go(building.facilitator, Stop("board", building.board, drawn))
    page.locator("[data-zoom=in]").click()
    page.wait_for_timeout(40)
    places = "[...document.querySelectorAll('.tl-event')].map((node) => Math.round(node.getBoundingClientRect().left))"
    soon = page.evaluate(places)
    page.wait_for_timeout(400)
    assert soon == page.evaluate(places), "a press on zoom is over at once"
