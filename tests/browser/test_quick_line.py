"""A case written with the keyboard alone: twenty events through the line on the board."""

import re
import sys
import time

from playwright.sync_api import Page, expect

TYPED_A_MINUTE = 200
"""Keystrokes a minute of somebody who types forty words: neither slow nor quick."""

LINES = """
6/2-24 mor skriver til skolen på aula om fravær
6/3 møde på skolen med mor
ca. 20/3 skolen indstiller barnet til PPR, svar inden 10/4
15/4 skolen sender underretning til modtagelsen
16/4 modtagelsen vurderer underretningen
22/4 skolen får kvittering fra modtagelsen
2/5 første møde mellem rådgiver 1, mor og barnet
14/5 rådgiver 1 beder mor om bilag inden 14 dage
23/5 mor sender bilag til rådgiver 1 i digital post
10/6 mor søger om tabt arbejdsfortjeneste
20.-28. juni ansøgningen sendes videre til Børnehandicap
1/7 rådgiver 1 stopper
12/8 mor ringer og rykker teamlederen, lover opkald inden en uge
3/9 rådgiver 2 beder mor om de samme bilag igen
25/9 mor bedes skaffe udtalelse fra psykiatrien
9/10 mor sender udtalelsen til rådgiver 2
28/10 mor får afslag i e-boks
11/11 mor klager over afslaget
18/12 afslaget fastholdes og sendes til Ankestyrelsen
29/4-25 Ankestyrelsen hjemviser sagen
""".strip().splitlines()


class Keyboard:
    """Somebody's hands: counts every key."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)


def new_case(page: Page) -> None:
    page.get_by_role("link", name="Ny rejse").click()
    page.get_by_label("Titel", exact=True).fill("En ny sag")
    page.get_by_role("button", name=re.compile("Opret")).click()
    page.wait_for_url("**/board")


def ready(page: Page) -> None:
    line = page.locator("#line")
    expect(line).to_be_focused()
    expect(line).to_have_value("")


def test_twenty_events_are_written_with_the_keyboard_alone(facilitator: Page):
    page, hands = facilitator, Keyboard(facilitator)
    new_case(page)
    ready(page)
    began = time.monotonic()
    for number, line in enumerate(LINES, start=1):
        hands.type(line)
        hands.press("Enter")
        expect(page.locator("#events .event [data-event-link]")).to_have_count(number)
        expect(page.locator("#how-many")).to_contain_text(f"{number} hændelse")
        ready(page)
    took = time.monotonic() - began
    minutes = hands.pressed / TYPED_A_MINUTE + took / 60
    each = f"{hands.pressed / len(LINES):.0f} keystrokes and {took / len(LINES):.2f} s of the machine for each"
    sys.stdout.write(f"\n{len(LINES)} events, {each}; {minutes:.1f} minutes at {TYPED_A_MINUTE} keystrokes a minute")
    assert minutes < 10
    expect(page.locator("#list")).to_contain_text("Rådgiver 1 beder mor om bilag")


def test_the_keyboard_reaches_every_chip_and_comes_back(facilitator: Page):
    page, hands = facilitator, Keyboard(facilitator)
    page.get_by_role("link", name="Da to teams ventede på hinanden").click()
    page.wait_for_selector("[data-ready] .tl-over .label")
    hands.press("n")
    hands.type("12/3-24 mor ringer til modtagelsen")
    expect(page.locator("#chip-type")).to_have_value("enquiry")
    hands.press("Tab", "Tab")
    expect(page.locator("#chip-type")).to_be_focused()
    hands.type("Ryk")
    expect(page.locator("#chip-type")).to_have_value("reminder")
    hands.press("Tab", "ArrowDown", "Escape")
    expect(page.locator("#line")).to_be_focused()
    hands.press("End")
    hands.type(" igen, svar inden 14 dage")
    expect(page.locator("#chip-reply_due")).to_have_value("26. marts 2024")
    expect(page.locator("#chip-type")).to_have_value("reminder")
    expect(page.locator("#chip-senders")).to_have_value("a2")
    hands.press("Enter")
    expect(page.locator("#line-said")).to_contain_text("Tilføjet: 12. marts 2024, Mor ringer til modtagelsen igen")
    expect(page.locator('#list [aria-current="true"]')).to_contain_text("12.3")
    ready(page)

    # A year that is not clear costs one more press of Enter, on the answer that is proposed.
    hands.type("1/11 mor ringer")
    hands.press("Enter")
    expect(page.locator("#chip-date")).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#line-said")).to_contain_text(re.compile(r"Tilføjet: 1. november 202\d"))
    ready(page)

    hands.press("Tab")
    hands.press("Tab")
    expect(page.get_by_role("button", name="Fortryd", exact=True)).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#flashes")).to_contain_text("Ændringen er fortrudt")
    ready(page)
    expect(page.locator("#events .event [data-event-link]")).to_have_count(26)
