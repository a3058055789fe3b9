"""A remitted complaint through MiniFOKUS to an action that is later judged, and what the next workshop begins with."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.codes import ComplaintKind, MemberRole, Outcome, Reassessment
from klagerejsen.complaints import services as complaints
from klagerejsen.extensions import db
from klagerejsen.web.filters import today
from tests.browser.conftest import PHONE, PROJECTOR, Server, sign_in, until
from tests.browser.looking import Stop, looked_at
from tests.conftest import PASSWORD

CASE = "Da to teams ventede på hinanden"
HEADING = "Hjemvist: begrundelsen manglede"
OFFICER = "klageansvarlig@example.dk"
COMPLAINT = {
    "kind": ComplaintKind.MERITS,
    "area": "boern",
    "theme": "decision",
    "received_on": date(2025, 1, 6),
    "reassessed_on": date(2025, 1, 20),
    "reassessment": Reassessment.MAINTAINED,
    "forwarded_on": date(2025, 1, 21),
    "appeal_decided_on": date(2025, 3, 17),
    "outcome": Outcome.REMITTED,
}
ACTION, STILL_OPEN = "Tjekliste for begrundelser i afgørelser", "Læs to afgørelser sammen hver uge"


@pytest.fixture
def register(app: Flask, team: Team) -> None:
    """A complaints officer with a complaint that was sent back."""
    accounts.add_user(OFFICER, "Klageansvarlig", PASSWORD, team, MemberRole.COMPLAINTS_OFFICER)
    complaints.register(team.id, COMPLAINT, None)
    db.session.commit()


@pytest.fixture
def running(register: None, server: Server) -> Server:
    """The server with the officer and the complaint in its database."""
    return server


def answer_the_five(page: Page) -> None:
    """Answer the five questions, the first of them from the register; what is written stays without any button."""
    expect(page.get_by_label("Overskrift")).to_have_value("Hjemvisning: Afgørelsens indhold")
    expect(page.get_by_label("Hvornår skete det?")).to_have_value("17. marts 2025")
    expect(page.get_by_label("Område")).to_have_value("boern")
    expect(page.get_by_label("1. Hvad er der sket?")).to_have_value(
        re.compile("20. januar 2025: Genvurderet: Fastholdt")
    )
    page.get_by_label("Overskrift").fill(HEADING)
    page.get_by_label("2. Hvad ville vi ønske").fill("At begrundelsen havde stået i brevet.")
    page.get_by_label("3. Hvorfor skete det uønskede?").press_sequentially("Hvorfor skrev rådgiveren det ikke?")
    expect(page.locator("#why-hints")).to_contain_text("Hvad fik det til at give mening dengang?")
    page.get_by_label("3. Hvorfor skete det uønskede?").fill("Skabelonen har ingen plads til det.")
    expect(page.locator("#why-hints p")).to_have_count(0)
    page.locator("summary", has_text="Årsager").click()
    page.get_by_role("checkbox", name="Mangelfuld begrundelse").check()
    page.get_by_role("radio", name="Ja").check()
    page.get_by_role("radio", name="stor").check()
    page.get_by_label("5. Hvad kan vi i givet fald gøre").fill("Læs dem igennem, før de sendes.")
    until(lambda: "Svarene er gemt" in page.locator("#draft-state").inner_text())


def agree(page: Page, number: int, title: str) -> None:
    """Write down an action; the button keeps it and gives a row for the next."""
    row = page.locator(f"#action-{number}")
    row.get_by_label("Handling", exact=True).fill(title)
    row.get_by_label("Ejer (en rolle)").fill("Teamleder")
    row.get_by_label("Senest").fill("1/5-2025")
    row.get_by_label("Måles på").fill("Færre hjemvisninger")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(f"#action-{number + 1}")).to_be_visible()


def carry_out_and_ask(page: Page) -> str:
    """Say that the action was done four months ago, and return the link that asks its owner."""
    page.get_by_role("radio", name="Gennemført").check()
    page.get_by_label("Gennemført den").fill((today() - timedelta(120)).isoformat())
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("button", name="Link til ejeren").click()
    return page.locator(".link code").inner_text()


def answer(owner: Page, link: str) -> list[str]:
    """Answer as the owner does, without an account; return what is wrong with the page."""
    owner.goto(link)
    expect(owner.locator("body")).to_contain_text(ACTION)
    expect(owner.locator("body")).not_to_contain_text(HEADING)
    problems = looked_at(owner, Stop("phone of somebody without an account", link))
    owner.get_by_role("radio", name="Delvist").check()
    owner.get_by_label("Hvad ser du det på?").fill("Ingen er hjemvist siden, men listen er lang")
    owner.get_by_role("button", name="Send svaret").click()
    expect(owner.get_by_role("heading", name="Tak for svaret")).to_be_visible()
    return problems


def judge(page: Page) -> None:
    """Judge the action by what its owner says."""
    page.goto(page.url.removesuffix("/questions"))
    expect(page.locator("body")).to_contain_text("Ingen er hjemvist siden, men listen er lang")
    page.get_by_role("radio", name="Delvist").check()
    page.get_by_label("Hvad ser I det på?").fill("Ingen hjemvist i fire måneder")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.goto("/insights/actions")
    judged = page.locator("li", has_text=ACTION)
    expect(judged).to_contain_text("Delvist. Ingen hjemvist i fire måneder")
    expect(judged).to_contain_text("Mangelfuld begrundelse")


def begin_a_workshop(page: Page, screen: Page) -> list[str]:
    """Open a workshop in the same area and show what was learned before; return what is wrong with the wall."""
    page.goto("/")
    page.get_by_role("link", name=CASE).click()
    page.get_by_text("Mere", exact=True).click()
    page.get_by_role("button", name="Åbn en workshop").click()
    before = page.locator("#console-learning")
    expect(before).to_contain_text(STILL_OPEN)
    expect(before).not_to_contain_text(ACTION)
    screen.goto(page.get_by_role("link", name="Åbn skærmen").get_attribute("href") or "")
    before.get_by_role("button", name="Vis på skærmen").click()
    expect(screen.locator("#screen-earlier")).to_contain_text(STILL_OPEN)
    return looked_at(screen, Stop("screen with what was learned before", screen.url))


def learn(officer: Page) -> list[str]:
    """Take the complaint into MiniFOKUS and share the note; return what is wrong with the page that offers it."""
    officer.goto("/complaints")
    officer.get_by_role("link", name="K-00001").click()
    problems = looked_at(officer, Stop("a remitted complaint", officer.url))
    officer.get_by_role("button", name="Tag den i MiniFOKUS").click()
    answer_the_five(officer)
    officer.reload()
    expect(officer.get_by_label("3. Hvorfor skete det uønskede?")).to_have_value("Skabelonen har ingen plads til det.")
    officer.get_by_role("button", name="Gem og del med teamet").click()
    officer.get_by_role("link", name="Klagen K-00001").click()
    return problems


def see_what_became_of_it(officer: Page) -> list[str]:
    """Read on the complaint what its actions came to, and write down the causes; return what is wrong with the page."""
    officer.reload()
    expect(officer.locator("#notes")).to_contain_text("Ejeren svarer: Delvist. Ingen er hjemvist siden")
    expect(officer.locator("#notes")).to_contain_text("Hjalp det? Delvist. Ingen hjemvist i fire måneder")
    expect(officer.locator("#notes")).to_contain_text(STILL_OPEN)
    problems = looked_at(officer, Stop("a complaint and what was learned of it", officer.url))
    officer.get_by_role("button", name="Skriv årsagerne på klagen").click()
    expect(officer.locator("#learned .history")).to_contain_text("Mangelfuld begrundelse")
    return problems


def test_a_remitted_complaint_goes_through_minifokus_to_an_action_that_is_later_judged(
    running: Server, someone: Callable[..., Page], facilitator: Page
):
    page, officer = facilitator, someone()
    sign_in(officer, OFFICER)
    problems = learn(officer)

    page.get_by_role("link", name="MiniFOKUS").click()
    page.get_by_role("link", name=HEADING).click()
    agree(page, 1, ACTION)
    agree(page, 2, STILL_OPEN)
    problems += looked_at(page, Stop("a note", page.url))

    page.get_by_role("link", name="MiniFOKUS").first.click()
    page.get_by_label("Ord").fill("skabelonen")
    page.get_by_role("button", name="Søg").click()
    expect(page.locator(".journeys li")).to_have_count(1)
    problems += looked_at(page, Stop("the list", page.url))

    page.get_by_role("link", name="Handlinger").click()
    page.get_by_label("Min rolle").select_option("Teamleder")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator("section", has_text="Over fristen").locator("li")).to_have_count(2)
    problems += looked_at(page, Stop("open actions", page.url))
    page.get_by_role("link", name=ACTION).click()
    link = carry_out_and_ask(page)
    problems += looked_at(page, Stop("a link that was made", page.url))
    problems += answer(someone(PHONE), link)
    judge(page)
    problems += see_what_became_of_it(officer)
    assert problems + begin_a_workshop(page, someone(PROJECTOR)) == []
