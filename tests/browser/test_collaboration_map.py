"""The map by keyboard: every line and place is reached, seen in focus, and pressed; its events stand beside it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looking import Stop, looked_at

CASE = "Da to teams ventede på hinanden"


def tab_until(page: Page, selector: str, most: int = 40) -> None:
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_map_is_walked_and_pressed_by_keyboard(facilitator: Page):
    page = facilitator
    page.get_by_role("link", name=CASE).click()
    page.get_by_text("Mere", exact=True).click()
    page.get_by_role("link", name="Samarbejdskort").click()
    page.wait_for_url("**/map")
    tab_until(page, ".map .arc")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen h2")).to_have_text(name.split(":")[0])
    expect(page.locator(".map .arc[aria-current]")).to_have_count(1)
    expect(page.locator("#chosen")).to_be_in_viewport()
    expect(page.locator(".map .arc[aria-current] .way")).to_be_in_viewport()
    tab_until(page, "#chosen .behind a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/board\?event=\d+"))


UNDER_OTHERS = """() => [...document.querySelectorAll(".map .arc")].filter((arc) => {
  const line = arc.querySelector(".press"), length = line.getTotalLength();
  arc.scrollIntoView({ block: "center" });
  return ![...Array(40).keys()].some((step) => {
    const at = line.getPointAtLength((length * step) / 40).matrixTransform(line.getScreenCTM());
    return arc.contains(document.elementFromPoint(at.x, at.y));
  });
}).map((arc) => arc.getAttribute("aria-label"))"""


def test_every_line_can_be_pressed_somewhere(facilitator: Page):
    page = facilitator
    page.get_by_role("link", name=CASE).click()
    page.goto(re.sub(r"/board.*", "/map?by=actor", page.url))
    assert page.locator(".map .arc").count() > 10
    assert page.evaluate(UNDER_OTHERS) == []


def test_what_was_carried_is_told_apart_without_colour(facilitator: Page):
    page = facilitator
    page.get_by_role("link", name=CASE).click()
    page.goto(re.sub(r"/board.*", "/map", page.url))
    dashes = "(line) => getComputedStyle(line).strokeDasharray"
    carried, others = page.locator(".map .carried"), page.locator(".map .arc:not(.carried)")
    assert carried.count() == 3, "from the region to the mother, and from her to both teams"
    for arc in carried.all():
        assert arc.locator(".way").evaluate(dashes) != "none"
        expect(arc.locator(".parcel").first).to_be_visible()
    assert all(arc.locator(".way").evaluate(dashes) == "none" for arc in others.all())
    expect(page.get_by_text("borgeren eller en ekstern fik eller bragte noget videre")).to_be_visible()
    carried.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_contain_text("1 gang båret videre")


def test_the_map_can_be_seen_read_and_pressed_by_everyone(facilitator: Page):
    page = facilitator
    page.get_by_role("link", name=CASE).click()
    address = re.sub(r"/board.*", "/map", page.url)
    for query in ("?giver=Familierådgivningen&taker=Børnehandicap", "?by=actor&place=a1"):
        page.goto(address + query)
        assert looked_at(page, Stop("map", address)) == []
