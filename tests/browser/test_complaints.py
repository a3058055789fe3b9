"""Somebody registers a complaint, finds it, takes its next step, and sees that it is no longer due."""

from playwright.sync_api import Page, expect

from tests.browser.looking import NARROW, WIDE, Stop, looked_at


def test_a_complaint_is_registered_found_and_walked_on_by_keyboard_and_press(facilitator: Page):
    page = facilitator
    page.goto("/complaints/new")
    page.get_by_label("Modtaget", exact=True).fill("2026-03-02")
    page.get_by_label("Område", exact=True).select_option(label="Børn og Unge")
    page.get_by_label("Realitetsklage").check()
    page.get_by_label("Sagens nummer i ESDH").fill("26-100")
    page.get_by_role("button", name="Registrér klagen").click()
    expect(page.locator("#flashes")).to_contain_text("K-00001 er registreret.")

    page.goto("/complaints/due")
    late = page.locator("section", has=page.get_by_role("heading", name="Dagen er gået"))
    expect(late).to_contain_text("Kvittering")
    problems = looked_at(page, Stop("due", page.url))
    late.get_by_role("link", name="Kvittér for klagen").click()
    page.get_by_label("Dag", exact=True).first.fill("2026-03-03")
    page.keyboard.press("Enter")
    expect(page.locator(".page-head .state")).to_have_text("Kvitteret")
    expect(page.locator(".clocks")).to_contain_text("3. marts 2026, i tide")
    problems += looked_at(page, Stop("a complaint", page.url))
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(".page-head .state")).to_have_text("Modtaget")

    page.goto("/complaints")
    page.get_by_label("Nummer eller ESDH-nummer").press_sequentially("26-2")
    expect(page.locator("#found")).to_contain_text("Ingen klager passer.")
    page.get_by_label("Nummer eller ESDH-nummer").fill("26-1")
    expect(page.locator("#found")).to_contain_text("K-00001")
    assert "q=26-1" in page.url
    problems += looked_at(page, Stop("the list", page.url))
    page.set_viewport_size(NARROW)
    page.get_by_role("link", name="K-00001").click()
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    problems += page.evaluate(WIDE)
    assert problems == []
