"""What each side saw, by keyboard and on the smallest screen; whatever is listed opens its event on the board."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looking import Stop, looked_at
from tests.browser.test_collaboration_map import CASE, tab_until


def opened(page: Page) -> str:
    page.get_by_role("link", name=CASE).click()
    page.get_by_text("Mere", exact=True).click()
    page.get_by_role("link", name="Hvad hver side så").click()
    page.wait_for_url("**/sides")
    return page.url


def test_the_page_is_walked_by_keyboard_and_opens_an_event(facilitator: Page):
    page = facilitator
    opened(page)
    tab_until(page, ".side-scroll")
    tab_until(page, "details summary")
    page.keyboard.press("Enter")
    expect(page.locator("#steps-table")).to_be_visible()
    tab_until(page, ".alone a")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/board\?event=\d+"))
    expect(page.locator("#card h2")).to_have_text(title)


AREA = """(states) => states.map((state) => {
  const path = document.querySelector(`.knowing[data-side=external] .layer[data-state=${state}]`);
  return path ? path.getBBox().height : 0;
})"""


def test_the_drawing_shows_as_much_as_the_words_say(facilitator: Page):
    page = facilitator
    opened(page)
    known, unknown = page.evaluate(AREA, ["known", "unknown"])
    # 9 known of 25 events; what was not known lies on top of it, from the first step to the last
    frame = page.locator(".knowing[data-side=external] .everything").evaluate("(path) => path.getBBox().height")
    assert abs(known - frame * 9 / 25) < 1
    assert 0 < unknown <= frame
    assert page.locator(".knowing .shape").count() == page.locator(".knowing .end").count() > 6


def test_the_page_can_be_seen_read_and_pressed_by_everyone(facilitator: Page):
    page = facilitator
    address = opened(page)
    page.locator("details summary").click()
    assert looked_at(page, Stop("sides", address)) == []
