"""F29: what somebody wrote stays text, on every page and to every reader."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from klagerejsen.access.permissions import Permission
from klagerejsen.complaints.models import Complaint
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Actor, Event
from klagerejsen.workshops.models import Note, Participant, Workshop
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR, Server, server, sign_in  # noqa: F401
from tests.faults.markup import ALL, PAYLOADS, furnish, hostile_files
from tests.faults.walking import addresses

pytestmark = pytest.mark.enable_socket

# Streams and downloads, and what is not there: ballots, findings, patterns, files on their way. Most are opened below.
NOT_PAGES = (
    r"stream$|/intake/1|/archive/1|/insights/patterns/|/insights/poster\.|/export/|/changes$|\.json$|\.xes|\.ics$"
    r"|/complaints/import/1|/timeline$|/replay/1$|/prints/|ballots/|findings/1|/display/1$|/join/1$"
)

THEIRS = (
    Permission.READ_JOURNEYS, Permission.EDIT_JOURNEYS, Permission.READ_INSIGHTS, Permission.READ_COMPLAINTS,
    Permission.EDIT_COMPLAINTS, Permission.MANAGE_TEAM, Permission.KEEP_ACCOUNT, Permission.RUN_WORKSHOP,
)  # fmt: skip
LIVE = PAYLOADS[::20]

# Told before any script of the page: what runs, and what the page's policy had to stop.
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.ran.push(name);
document.addEventListener("securitypolicyviolation", (event) => window.ran.push("policy: " + event.blockedURI));
"""
# The page's modules are there, each has done what it does at once, and the browser has drawn what came of it.
SETTLED = """
async () => {
  const app = document.querySelector("script[src*='/js/app.js']");
  const named = [...document.querySelectorAll("[data-module]")].flatMap(({ dataset }) => dataset.module.split(" "));
  if (app) await Promise.all(named.map((name) => import(new URL(`./modules/${name}.js`, app.src))));
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}
"""
# What no page of ours has, whoever wrote it: handlers, foreign addresses, and elements that bring others in.
SEARCH = """
(root) => {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    const name = element.localName;
    if (/^(iframe|object|embed|base|xq-probe|mglyph|style|video)$/.test(name)) found.push(name);
    for (const { name: attribute, value } of element.attributes) {
      const active = /^(href|xlink:href|src|srcset|action|formaction|data|poster|style|data-module|hx-(?!headers).*)$/;
      if (/^on/.test(attribute)) found.push(`${name} ${attribute}`);
      if (attribute === "srcdoc" || (active.test(attribute) && /^\\s*(javascript|data:text)|evil/i.test(value)))
        if (!/^[/?][^/]/.test(value)) found.push(`${name} ${attribute}=${value.slice(0, 80)}`);
    }
    if (name === "script" && !element.src && element.type !== "application/json") found.push("script");
    if (name === "meta" && element.httpEquiv) found.push("meta");
  }
  return found;
}
"""
IN_PARTS = f"""
async (urls) => {{
  const search = {SEARCH};
  const found = [];
  for (const url of urls) for (const headers of [{{}}, {{"HX-Request": "true"}}]) {{
    const answer = await fetch(url, {{ headers }});
    if (!answer.ok) {{ found.push(`${{answer.status}} ${{url}}`); continue; }}
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    found.push(...search(page).map((what) => `${{url}}: ${{what}}`));
  }}
  return found;
}}
"""


class Reader:
    """Somebody's browser, watched."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page, self.requests, self.found = context.new_page(), [], []
        self.url, self.seen = url, 0
        context.add_init_script(WATCH)
        context.on("request", lambda request: self._asked(request.url))
        self.page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":  # our own question about words that are kept nowhere
            dialog.accept()
            return
        self.found.append("dialog")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.requests.append(url)

    def read(self, path: str) -> None:
        answer = self.page.goto(path, wait_until="networkidle" if "console" in path else "load")
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        self.look(path)

    def look(self, where: str) -> None:
        self.seen += 1
        self.page.evaluate(SETTLED)
        found = self.page.evaluate("window.ran || []") + self.page.evaluate(f"({SEARCH})(document)")
        self.found += [f"{where}: {what}" for what in found]


@pytest.fixture
def numbers(app: Flask) -> tuple[int, int]:
    return furnish(app)


@pytest.fixture
def reader(browser: Browser, numbers: tuple[int, int], server: Server) -> Iterator[Callable[[dict], Reader]]:  # noqa: F811
    contexts: list[BrowserContext] = []

    def arrive(viewport: dict) -> Reader:
        contexts.append(browser.new_context(base_url=server.url, viewport=viewport, locale="da-DK"))
        contexts[-1].set_default_timeout(30_000)
        return Reader(contexts[-1], server.url)

    yield arrive
    for context in contexts:
        context.close()


def pages(app: Flask, numbers: tuple[int, int], *permissions: Permission) -> list[str]:
    """Every page that holders of these permissions can open, about a case or a room full of markup."""
    journey_id, room_id = numbers
    with app.app_context():
        first = db.session.scalar(db.select(db.func.min(Event.id)).where(Event.journey_id == journey_id))
        actor = db.session.scalar(db.select(db.func.min(Actor.id)).where(Actor.journey_id == journey_id))
        seat = db.session.scalar(db.select(db.func.max(Participant.id)))
        complaint = db.session.scalar(db.select(db.func.max(Complaint.id)))
    values = {"journey_id": journey_id, "workshop_id": room_id, "event_id": first, "actor_id": actor, "code": "KOO1",
              "participant_id": seat, "complaint_id": complaint, "reflection_id": 1, "number": 1, "seq": 1,
              "kind": "svg?size=a0&proof=1"}  # fmt: skip
    found = addresses(app, values)
    urls = [url for method, url, access, _ids in found if method == "GET" and access in permissions]
    return [
        url.replace("%3F", "?").replace("%3D", "=").replace("%26", "&") for url in urls if not re.search(NOT_PAGES, url)
    ]


def test_f29_the_search_finds_what_is_not_text(browser: Browser) -> None:
    """Whoever finds nothing must have eyes: put into a page as they are, most of the payloads are found."""
    page = browser.new_page()
    look = f"(text) => ({SEARCH})(new DOMParser().parseFromString(text, 'text/html'))"
    found = [payload for payload in PAYLOADS if page.evaluate(look, payload)]
    in_attributes = [payload for payload in PAYLOADS if page.evaluate(look, f'<input value="{payload}">')]
    page.close()
    assert len(found) > 120
    assert len({*found, *in_attributes}) > 140


def test_f29_no_text_that_anybody_wrote_runs_or_leads_away(
    app: Flask, numbers: tuple[int, int], reader: Callable[[dict], Reader], at_length: Callable[[int, int], int]
) -> None:
    step = at_length(20, 1)
    journey_id, room_id = numbers
    with app.app_context():
        room = db.session.get(Workshop, room_id)
        code, display = room.code, f"/display/{room.display_token}"
        events = list(db.session.scalars(db.select(Event.id).where(Event.journey_id == journey_id)))
    facilitator, phone, screen = reader(LAPTOP), reader(PHONE), reader(PROJECTOR)
    sign_in(facilitator.page)
    for path in pages(app, numbers, *THEIRS):
        facilitator.read(path)
    _touch_the_board(facilitator, journey_id)
    _talk(facilitator)
    for name, content in hostile_files().items():
        _bring_in(facilitator, name, content)
    screen.page.goto(display)
    screen.look("screen")
    _join(phone.page, code)
    for path in pages(app, numbers, Permission.TAKE_PART):
        phone.read(path)
    with app.app_context():
        before = db.session.scalar(db.select(db.func.count(Note.id)))
    _write_live(facilitator, phone, screen, room_id)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Note.id))) == before + len(LIVE)
    events = events[::step]
    parts = [f"/journeys/{journey_id}/events/{event}/{part}" for event in events for part in ("card", "edit")]
    parts += [f"/journeys/{small}/learning" for small in range(journey_id + 1, journey_id + 1 + len(PAYLOADS), step)]
    with app.app_context():
        complaints = list(db.session.scalars(db.select(Complaint.id).order_by(Complaint.id)))[::step]
    parts += [f"/complaints/{one}{part}" for one in complaints for part in ("", "/properties")]
    facilitator.found += facilitator.page.evaluate(IN_PARTS, parts)
    phone.found += phone.page.evaluate(IN_PARTS, [f"/workshops/{room_id}/phone/events/{event}" for event in events])
    people = (facilitator, phone, screen)
    found = [what for one in people for what in one.found]
    requests = [url for one in people for url in one.requests]
    print(
        f"\nF29: {len(PAYLOADS)} payloads in every text field, {sum(one.seen for one in people)} views and"
        f" {2 * (len(parts) + len(events))} cards and forms: executions and markup {len(found)},"
        f" foreign requests {len(requests)}"
    )
    assert Counter(found) == Counter()
    assert requests == []


def _touch_the_board(facilitator: Reader, journey_id: int) -> None:
    """Open cards, findings and the menu as people do, so that the page's scripts write too."""
    page = facilitator.page
    page.goto(f"/journeys/{journey_id}/board")
    page.wait_for_selector(".vis-item, [data-event]", state="attached")
    for link in page.locator("main a[href*='event=']").all()[:4] + page.locator("main a[href*='finding=']").all()[:4]:
        link.evaluate("link => link.click()")
        facilitator.look("a card on the board")
    page.mouse.move(700, 450)
    page.keyboard.press("Tab")
    facilitator.look("the board after touching it")


def _talk(facilitator: Reader) -> None:
    """Have a conversation in words that are kept nowhere but come back in its note."""
    page = facilitator.page
    page.goto("/complaints/1/conversation")
    page.locator("details.turn").evaluate_all("all => all.forEach((each) => { each.name = ''; each.open = true })")
    page.locator("#heard").fill(ALL[:4000])
    page.locator("#agreed").fill(ALL[4000:8000])
    page.locator("form.guide button").click()
    page.wait_for_selector("#note-text")
    facilitator.look("the note of a conversation")
    page.locator("[data-nowhere-else] button").click()  # what was copied can be left
    page.wait_for_selector("[data-nowhere-else] [role=status]:not(:empty)")


def _bring_in(facilitator: Reader, name: str, content: bytes) -> None:
    """Bring a file whose every word is markup, and go on from page to page as far as it leads."""
    page = facilitator.page
    page.goto("/complaints/import" if "klager" in name else "/intake")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Læs filen").click()
    page.wait_for_url(re.compile("/(mapping|log|text|columns)$"))
    facilitator.look(page.url)
    if page.url.endswith("/text"):
        page.locator("main a[href*='/paste?file=']").first.click()
        page.get_by_role("button", name="Del teksten").click()
    else:
        page.get_by_role("button", name="Fortsæt").click()
        page.wait_for_url("**/check")
    page.wait_for_load_state()
    facilitator.look(page.url)


def _join(page: Page, code: str) -> None:
    page.goto("/join")
    page.get_by_label("Kode").fill(code)
    page.get_by_role("radio", name=re.compile("Borgeren")).check(force=True)
    page.get_by_role("button", name="Kom med").click()
    page.wait_for_url("**/phone")


def _write_live(facilitator: Reader, phone: Reader, screen: Reader, room_id: int) -> None:
    """Have notes arrive while others look on: they travel through the stream and are put into open pages."""
    facilitator.page.goto(f"/workshops/{room_id}/console")
    phone.page.goto(f"/workshops/{room_id}/phone")
    for payload in LIVE:
        field = phone.page.locator("textarea[name=note]").first
        field.fill(payload)
        field.press("Control+Enter")
        phone.page.locator("form:has(textarea[name=note]) button").first.click()
        phone.page.wait_for_timeout(150)
    for one in (facilitator, phone, screen):
        one.look("live")
