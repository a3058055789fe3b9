"""Dot votes as people cast them: two phones and somebody without one, each in a browser of its own."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PROJECTOR, until
from tests.browser.test_walk import join, open_workshop

QUESTION = "Hvilke årsager vejede tungest?"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def put(page: Page, cause: str, times: int = 1) -> None:
    for _dot in range(times):
        page.get_by_role("button", name=f"Sæt en prik på «{cause}»").click()


def no_barriers(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": TAGS}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:100]) for rule in found] == [], page.url


def test_two_phones_and_a_seat_without_one_vote_and_the_screen_shows_the_tie(
    facilitator: Page, someone: Callable[..., Page]
):
    code, display = open_workshop(facilitator)
    console = facilitator.url
    mother, caseworker, screen = someone(PHONE), someone(PHONE), someone(PROJECTOR)
    seen: list[str] = []
    for page in (mother, screen):
        page.on("response", lambda response: seen.append(words_of(response)))
    join(mother, code, "Borgeren")
    join(caseworker, code, "Myndigheden")
    screen.goto(display)

    # A seat for somebody without a phone, made on the console.
    facilitator.get_by_role("link", name="Svar for en uden telefon").click()
    facilitator.get_by_role("radio", name=re.compile("Eksterne")).check()
    facilitator.get_by_role("button", name="Opret og skriv").click()
    expect(facilitator.get_by_role("heading", name="Plads 1")).to_be_visible()
    seat = facilitator.url

    # The ballot is opened, and everybody is called to it.
    facilitator.goto(console)
    facilitator.get_by_role("radio", name=re.compile("Alle årsager")).check()
    facilitator.get_by_role("button", name="Åbn afstemningen").click()
    expect(screen.get_by_role("heading", name=QUESTION)).to_be_visible()
    for phone in (mother, caseworker):
        phone.get_by_role("link", name=re.compile(QUESTION)).click()
        expect(phone.get_by_role("heading", name=QUESTION)).to_be_visible()

    # Two phones vote; one of them loses its network meanwhile, and changes its mind.
    put(mother, "Ikke lyttet", 2)
    mother.context.set_offline(True)
    put(mother, "Tone")
    expect(mother.locator("#dots-left")).to_contain_text("0 af 3 prikker tilbage")
    mother.get_by_role("button", name="Tag en prik fra «Tone»").click()
    mother.context.set_offline(False)
    put(caseworker, "Sagspres", 2)
    put(caseworker, "Ikke lyttet")
    expect(caseworker.get_by_role("button", name="Sæt en prik på «Sagspres»")).to_be_disabled()
    no_barriers(caseworker)

    # Somebody without a phone votes by the facilitator's keyboard.
    facilitator.goto(seat)
    facilitator.get_by_label("Sagspres").fill("1")
    expect(facilitator.locator("#dots")).to_contain_text("2 af 3 prikker tilbage")
    no_barriers(facilitator)

    # Until it is closed, nobody learns more than how many have voted.
    facilitator.goto(console)
    for side in ("Borgeren", "Myndigheden", "Eksterne"):
        expect(facilitator.locator("#turnout").get_by_role("row", name=side)).to_contain_text("1 af 1 har stemt")
    assert not any("plads</" in text or "har stemt" in text for text in seen)

    # It is closed: the tie is a tie, on the wall, on the phones and on the console.
    facilitator.get_by_role("button", name="Luk og vis resultatet").click()
    for page in (screen, mother, facilitator):
        expect(page.get_by_text("delt 1.–2. plads")).to_have_count(2)
    expect(screen.get_by_role("row", name=re.compile("Ikke lyttet"))).to_contain_text("2 flest")
    expect(screen.get_by_role("columnheader", name=re.compile("Eksterne"))).to_contain_text("1 prik fra 1")
    for page in (screen, mother, facilitator):
        no_barriers(page)

    # One press writes the cause on the case, and another gives the screen back to the timeline.
    facilitator.get_by_role("button", name="Skriv «Sagspres» på sagen").click()
    expect(facilitator.get_by_text("Rodårsag: TID2")).to_be_visible()
    facilitator.get_by_role("button", name="Vis tidslinjen på skærmen").click()
    expect(screen.get_by_role("heading", name=QUESTION)).to_have_count(0)

    # Opened again, the phone has its own dots and nobody else's.
    facilitator.get_by_role("button", name="Åbn igen").click()
    expect(mother.locator("#dots-left")).to_contain_text("1 af 3 prikker tilbage")
    expect(mother.get_by_text("delt 1.–2. plads")).to_have_count(0)


def words_of(response) -> str:
    kind = response.headers.get("content-type", "")
    return response.text() if response.ok and ("html" in kind or "json" in kind) else ""


def test_the_sheet_is_a_page_for_each_side_on_paper(facilitator: Page):
    open_workshop(facilitator)
    facilitator.get_by_role("link", name="Svarark").click()
    expect(facilitator.get_by_role("button", name="Udskriv")).to_be_visible()
    facilitator.emulate_media(media="print")
    expect(facilitator.get_by_role("button", name="Udskriv")).to_be_hidden()
    width = facilitator.locator(".fill-in").first.evaluate("table => [table.scrollWidth, table.clientWidth]")
    assert width[0] <= width[1]
    pages = facilitator.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 6, "two for each side of a case of 25 events"
    facilitator.emulate_media(media="screen")
    no_barriers(facilitator)


def test_answers_and_notes_are_typed_with_the_keyboard_for_somebody_without_a_phone(facilitator: Page):
    open_workshop(facilitator)
    facilitator.get_by_role("link", name="Svar for en uden telefon").click()
    no_barriers(facilitator)
    facilitator.get_by_role("radio", name=re.compile("Borgeren")).check()
    facilitator.get_by_role("button", name="Opret og skriv").click()

    # J, a score, a sentence, Enter; N, Enter; a score alone says that it was known.
    first = facilitator.locator("[data-row] input").first
    first.focus()
    until(lambda: (facilitator.keyboard.press("j"), first.is_checked())[1])  # as soon as the page is awake
    facilitator.keyboard.press("2")
    facilitator.keyboard.type("Jeg ringede j 12 gange")
    facilitator.keyboard.press("Enter")
    facilitator.keyboard.press("n")
    facilitator.keyboard.press("Enter")
    facilitator.keyboard.press("5")
    expect(facilitator.locator("#answers h2")).to_contain_text("3 af 25 besvaret")
    expect(facilitator.locator("[data-state=saving]")).to_have_count(0)
    facilitator.reload()
    row = facilitator.locator("[data-row]").first
    expect(row.get_by_role("radio", name="−1")).to_be_checked()
    expect(row.get_by_role("textbox")).to_have_value("Jeg ringede j 12 gange")
    expect(facilitator.locator("[data-row]").nth(1).get_by_role("radio", name="Nej")).to_be_checked()
    expect(facilitator.locator("[data-row]").nth(2).get_by_role("radio", name="Ja")).to_be_checked()

    # Notes from paper: one finds its event, one is asked back.
    facilitator.get_by_label("En note på hver linje").fill("E07: Ingen ringede\nmaj: Vi ventede")
    facilitator.get_by_role("button", name="Se noterne igennem").click()
    expect(facilitator.get_by_text("«maj» passer på flere hændelser.")).to_be_visible()
    no_barriers(facilitator)
    facilitator.get_by_label("Handler om").nth(1).select_option(index=1)
    facilitator.get_by_role("button", name="Skriv 2 noter").click()
    expect(facilitator.get_by_text("2 noter skrevet.")).to_be_visible()
    expect(facilitator.locator("#notes")).to_contain_text("Vi ventede")
