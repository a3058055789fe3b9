"""Somebody changes how long is too long: tries it, sees what it does, saves it, and finds it on the board."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looking import NARROW, WIDE, in_both_themes

BOARD = "Da to teams ventede på hinanden"


def rules_of_silence(page: Page) -> list[str]:
    """Open the list of findings, and the card of each silence there."""
    page.goto("/")
    page.get_by_role("link", name=BOARD).click()
    page.wait_for_selector("[data-ready]")
    board = page.url.split("?")[0]
    page.goto(board.replace("/board", "/findings"))
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    links = page.locator(".findings a", has_text=re.compile("dage uden besked")).evaluate_all(
        "all => all.map(({ href }) => href)"
    )
    rules = []
    for link in links:
        page.goto(link)
        rules.append(page.locator(".finding-card .why section p").first.inner_text())
    return rules


def test_a_limit_is_tried_by_keyboard_alone_and_changes_the_board_once_it_is_saved(facilitator: Page):
    page = facilitator
    before = rules_of_silence(page)
    assert before
    assert all("Over 30 kalenderdage" in rule for rule in before)

    page.goto("/")
    page.get_by_role("link", name="Grænser for analysen").click()
    field = page.get_by_label("Uden besked fra kommunen i mere end")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("15")
    page.keyboard.press("Enter")
    effect = page.locator("#effect")
    expect(effect).to_contain_text("Intet er gemt.")
    expect(effect).to_contain_text("15 kalenderdage (nu 30 kalenderdage)")
    row = effect.get_by_role("row", name="Tavshed")
    more = int(row.get_by_role("cell").last.inner_text())
    assert more > 0
    assert len(rules_of_silence(page)) == len(before), "what was tried is not on the board"

    page.go_back()
    page.goto("/limits")
    expect(field).to_have_value("30")
    field.fill("15")
    page.get_by_role("button", name="Vis virkning").click()
    comes = effect.locator("details", has_text="Kommer til")
    comes.evaluate("each => { each.open = true }")
    here = comes.locator("li", has_text=BOARD)
    new = here.count()
    assert new > 0
    with page.expect_navigation():
        page.get_by_role("button", name="Gem for hele organisationen").press("Enter")
    expect(page.get_by_text("1 grænse er gemt.")).to_be_visible()
    expect(page.locator(".changes")).to_contain_text("sat til 15 kalenderdage")

    page.goto("/limits")
    field.press("Enter")
    expect(page.get_by_text("Ingen grænse er ændret.")).to_be_visible()

    after = rules_of_silence(page)
    assert len(after) == len(before) + new
    assert all(
        "Over 15 kalenderdage" in rule and "Jeres grænse: 15 kalenderdage, standard 30." in rule for rule in after
    )


def test_the_page_of_limits_is_for_everyone_also_with_an_effect_and_on_a_narrow_screen(facilitator: Page):
    page = facilitator
    page.goto("/limits")
    page.locator("#dropped_days").fill("90")
    page.get_by_role("button", name="Vis virkning").click()
    leaves = page.locator("#effect details", has_text="Falder bort")
    leaves.evaluate("each => { each.open = true }")
    link = leaves.get_by_role("link").first
    expect(link).to_be_visible()
    assert in_both_themes(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate(WIDE) == []
    link.click()
    expect(page.locator(".finding-card")).to_contain_text("Modtageren gør intet i over 21 kalenderdage")
