"""Every page of a workshop in a real browser, held to WCAG 2.2 AA, and the console walked with the keyboard alone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.looking import Stop, look_at_all
from tests.browser.test_walk import open_workshop


def screen_drawn(page: Page) -> None:
    page.wait_for_selector("[data-ready]")
    page.wait_for_timeout(500)


def take_a_seat(page: Page) -> None:
    page.locator("input[name=label]").fill("Plads 7")
    page.locator("input[name=side]").first.check(force=True)
    page.get_by_role("button", name="Opret og skriv").click()
    page.wait_for_url("**/proxies/*")


def type_notes(page: Page) -> None:
    page.get_by_role("link", name="Plads 7").click()
    page.get_by_label("En note på hver linje").fill("E07: Ingen ringede\nmaj: Vi ventede\nKirsten Holmgaard ringede")
    page.get_by_role("button", name="Se noterne igennem").click()
    page.wait_for_selector(".lines")


def open_links(page: Page) -> None:
    page.get_by_text("Links og QR").click()


def open_seats(page: Page) -> None:
    page.get_by_text("Pladser").click()
    page.locator("#chairs details summary").first.click()


def open_foot(page: Page) -> None:
    for summary in page.locator(".phone-foot summary").all():
        summary.click()


class Room:
    """A workshop with a facilitator, a phone and a screen, and every page that anybody meets in it."""

    def __init__(self, someone: Callable[..., Page], facilitator: Page) -> None:
        self.someone, self.facilitator = someone, facilitator
        self.code, self.display = open_workshop(facilitator)
        self.url = facilitator.url.removesuffix("/console")
        self.console = facilitator.url
        self.phone = someone(PHONE, has_touch=True)
        self.screen = someone(PROJECTOR)
        self.join(self.phone, "Borgeren")
        self.phone.wait_for_url("**/phone")
        self.list = self.phone.url

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
        self.phone.goto(self.list)
        self.note("Hvem havde sagen i juni?")

    def note(self, words: str) -> None:
        self.phone.locator("textarea[name=note]").first.fill(words)
        self.phone.get_by_role("button", name="Send noten").click()
        expect(self.phone.locator(".own-notes").first).to_contain_text(words)

    def press(self, name: str) -> None:
        self.facilitator.goto(self.console)
        self.facilitator.get_by_role("button", name=name).first.click()
        self.facilitator.wait_for_load_state()

    def at(self, page: Page, name: str, url: str, press: Callable[[Page], object] = lambda page: None) -> tuple:
        page.goto(url)
        press(page)
        return page, Stop(name, url)

    def stops(self) -> Iterator[tuple[Page, Stop]]:
        """Walk the workshop from its plan to its end."""
        self.answer()
        yield from self.preparations()
        yield from self.writing_privately()
        yield from self.newcomers()
        yield from self.votes()
        yield from self.shown()
        yield from self.over()

    def preparations(self) -> Iterator[tuple[Page, Stop]]:
        """The plan, the sheets of paper, and people without a phone."""
        page = self.facilitator
        yield self.at(page, "plan", f"{self.url}/plan")
        yield self.at(page, "sheet of paper", f"{self.url}/sheet")
        yield self.at(page, "handout", f"{self.url}/handout?paper=a5")
        yield self.at(page, "seats without a phone", f"{self.url}/proxies")
        yield self.at(page, "a seat without a phone", f"{self.url}/proxies", take_a_seat)
        yield self.at(page, "notes to look through", f"{self.url}/proxies", type_notes)

    def writing_privately(self) -> Iterator[tuple[Page, Stop]]:
        """The three kinds of windows while everybody writes alone; then writing is locked."""
        self.note("Ring til Kirsten Holmgaard")
        yield self.at(self.facilitator, "console", self.console, open_links)
        yield self.at(self.facilitator, "console with its seats", self.console, open_seats)
        self.facilitator.set_viewport_size(PHONE)
        yield self.at(self.facilitator, "phone as a console", self.console)
        self.facilitator.set_viewport_size(LAPTOP)
        yield self.at(self.phone, "phone list", self.list, open_foot)
        yield self.at(self.phone, "phone card", self.card)
        # It goes away again as soon as the server answers.
        self.phone.route("**/healthz", lambda route: route.abort())
        yield self.at(self.phone, "phone without a network", f"{self.list}/offline")
        self.phone.unroute("**/healthz")
        yield self.at(self.screen, "screen", self.display, screen_drawn)
        self.press("Lås for svar")
        yield self.at(self.phone, "phone locked", self.card)
        self.press("Lås op for svar")

    def newcomers(self) -> Iterator[tuple[Page, Stop]]:
        """The place beside the room: waiting to be let in, and shown out."""
        newcomer = self.someone(PHONE, has_touch=True)
        self.press("Nye venter, til jeg lukker ind")
        self.join(newcomer, "Eksterne")
        newcomer.get_by_role("heading", name="Et øjeblik").wait_for()
        yield newcomer, Stop("phone outside", "/aside")
        away = self.facilitator.get_by_role("button", name="Send væk")
        yield self.at(self.facilitator, "console with a newcomer", self.console, lambda _page: away.wait_for())
        away.click()
        away.wait_for(state="detached")
        yield self.at(newcomer, "phone shown out", "/aside")

    def votes(self) -> Iterator[tuple[Page, Stop]]:
        """A vote: open on the console, the phone, the wall and a seat without a phone; then closed on three of them."""
        self.press("Åbn afstemningen")
        yield self.facilitator, Stop("console with a vote", self.console)
        seat = self.facilitator.get_by_role("link", name=re.compile("Plads 7"))
        yield self.at(self.facilitator, "dots for somebody", f"{self.url}/proxies", lambda _page: seat.click())
        self.phone.goto(self.list)
        self.phone.locator("a[href*='/ballots/']").first.click()
        self.phone.get_by_role("button", name=re.compile("Sæt en prik")).first.click()
        ballot = self.phone.url
        yield self.phone, Stop("phone vote", ballot)
        yield self.at(self.screen, "screen with a vote", self.display)
        self.press("Luk og vis resultatet")
        yield self.at(self.facilitator, "console with a result", self.console)
        yield self.at(self.phone, "phone result", ballot)
        yield self.at(self.screen, "screen with a result", self.display)

    def shown(self) -> Iterator[tuple[Page, Stop]]:
        """All that was said is shown, and an event is in focus through the citizen's glasses."""
        self.press("Vis alle svar")
        self.press("Borgeren")
        self.press("Sæt i fokus")
        yield self.at(self.facilitator, "console revealed", self.console)
        yield self.at(self.facilitator, "shown in the room", f"{self.url}/said")
        yield self.at(self.phone, "phone card revealed", self.card)
        yield self.at(self.phone, "phone list revealed", self.list)
        yield self.at(self.screen, "screen revealed", self.display, screen_drawn)
        journey = self.facilitator.get_by_role("link", name=re.compile("Da to teams"))
        self.facilitator.goto(self.console)
        case = (journey.get_attribute("href") or "").removesuffix("/board")
        yield self.at(self.facilitator, "history", f"{case}/changes/list")
        yield self.at(self.facilitator, "replay", f"{case}/replay")

    def over(self) -> Iterator[tuple[Page, Stop]]:
        """The end."""
        self.facilitator.goto(self.console)
        open_links(self.facilitator)
        self.facilitator.get_by_role("button", name="Luk workshoppen").click()
        self.facilitator.get_by_role("button", name="Åbn workshoppen igen").wait_for()
        yield self.facilitator, Stop("console closed", self.console)
        yield self.at(self.phone, "phone closed", self.list)
        self.screen.get_by_role("heading", name="Tak for i dag").wait_for()
        yield self.screen, Stop("screen closed", self.display)


@pytest.fixture
def room(someone: Callable[..., Page], facilitator: Page) -> Room:
    return Room(someone, facilitator)


def test_every_page_of_a_workshop_can_be_seen_read_and_pressed_by_everyone(room: Room):
    look_at_all(room.stops(), pages=33)


# The keyboard alone

FOCUSED = """() => {
  const at = document.activeElement;
  const about = document.getElementById(at.getAttribute("aria-describedby"));
  const name = at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent;
  return [name, about?.textContent].filter(Boolean).join(" | ").replace(/\\s+/g, " ").trim();
}"""


def focused(page: Page) -> str:
    """Say what has the focus, as a screen reader would: its name, and what describes it."""
    return page.evaluate(FOCUSED)


def tab_to(page: Page, name: str, within: int = 60) -> str:
    """Walk on with Tab until something of that name has the focus."""
    for _step in range(within):
        page.keyboard.press("Tab")
        if name in focused(page):
            return focused(page)
    raise AssertionError(f"Tab does not lead to {name}")


def test_the_console_is_walked_in_the_order_of_a_workshop(room: Room):
    room.answer()
    page = room.facilitator
    page.goto(room.console)
    for name in ("Spring til indholdet", "Da to teams", "Ramme", "Perspektiver", "Ret planen", "Links og QR",
                 "Et minut mindre", "Start", "Vis alle svar", "Lås for svar", "Vælg en hændelse", "Næste hændelse",
                 "Sæt i fokus", "Alle", "Borgeren", "Årsager på sagen", "Åbn afstemningen", "Svar for en uden telefon",
                 "Frigiv | Hvem havde sagen i juni?", "Skjul | Hvem havde sagen i juni?", "Pladser",
                 "Nye venter, til jeg lukker ind", "Ny kode"):  # fmt: skip
        tab_to(page, name, within=9)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "own-notes-text"


def test_a_press_and_a_live_change_leave_the_focus_where_somebody_is(room: Room):
    page = room.facilitator
    page.goto(room.console)
    tab_to(page, "Perspektiver")
    page.keyboard.press("Enter")
    expect(page.locator("#phases [aria-current=step]")).to_contain_text("Perspektiver")
    assert "Perspektiver" in focused(page)

    # Somebody comes in, and a note arrives, while one stands on a button of the part that is renewed.
    room.note("Den første note")
    frigiv = page.get_by_role("button", name="Frigiv", exact=True)
    expect(frigiv).to_have_count(1)
    assert tab_to(page, "Frigiv") == "Frigiv | Den første note"
    room.note("Den anden note")
    room.join(room.someone(PHONE), "Eksterne")
    expect(frigiv).to_have_count(2)
    expect(page.locator("#people")).to_contain_text("1 her")
    assert focused(page) == "Frigiv | Den første note"

    # A note that is released leaves the queue; one stands on the next one, and not at the top of the page.
    page.keyboard.press("Enter")
    expect(frigiv).to_have_count(1)
    assert focused(page) == "Frigiv | Den anden note"
    page.keyboard.press("Enter")
    expect(frigiv).to_have_count(0)
    assert focused(page).startswith("Venter på frigivelse")

    # What was folded out stays so, and keeps the focus.
    tab_to(page, "Pladser")
    page.keyboard.press("Enter")
    room.phone.locator("#hand button").click()
    expect(page.locator("#people")).to_contain_text("Hænder oppe")
    assert focused(page) == "Pladser"
    expect(page.locator("#chairs")).to_have_attribute("open", "")


def test_a_card_is_answered_with_the_keyboard_and_in_its_order(room: Room):
    page = room.phone
    page.locator("#events a").first.click()
    page.wait_for_url("**/events/*")
    tab_to(page, "Ja")
    page.keyboard.press("Space")
    tab_to(page, "−2")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="−1", exact=True)).to_be_checked()
    tab_to(page, "En sætning", within=1)
    page.keyboard.type("Ingen ringede")
    expect(page.locator("#saved")).to_contain_text("Gemt")
    assert "En sætning" in focused(page), "saving moves nobody"
    room.press("Dynamik")
    expect(page.locator("#clock")).to_have_text("30:00")
    assert "En sætning" in focused(page), "and neither does a new phase"
    for name in ("Mangler der noget?", "Send noten", "Tilbage til listen", "Ræk hånden op", "Næste ubesvarede"):
        tab_to(page, name, within=1)
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("2 af 25")
