"""Somebody runs a conversation on a phone, withdraws the complaint once that is confirmed, and asks how it was."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import PHONE, sign_in, until

WORDS = "Brevet kom, mens barnet var indlagt"


def looked_at(page: Page) -> list[str]:
    """Return what is wrong on a phone, held to fingers below the head."""
    problems = looking.looked_at(page, looking.Stop("conversation", page.url))
    page.locator("header.site").evaluate("header => { header.hidden = true }")  # the same on every page
    return problems + page.evaluate(looking.SMALL, 44)


def kept(page: Page) -> str:
    """Return everything that the browser keeps for our pages, as one text."""
    return page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")


def come_back_to(page: Page) -> None:
    """Have the tab thrown away in the call: what was chosen is there again, and of the words not one."""
    page.get_by_label("Borgerens ord").fill(WORDS)
    page.locator("#minutes").fill("12")
    assert "explanation" in kept(page)
    assert WORDS not in kept(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#minutes")).to_have_value("12")
    expect(page.get_by_label("Sagt, at jeg skriver et notat til sagen")).to_be_checked()
    expect(page.get_by_label("Spurgt, om borgeren vil tale")).not_to_be_checked()
    page.locator("summary", has_text="Lyt, spørg og opsummer").tap()
    expect(page.get_by_label("En forklaring")).to_be_checked()
    expect(page.get_by_label("Borgerens ord")).to_have_value("")


def test_a_conversation_is_run_on_a_phone_and_the_complaint_withdrawn_once_that_is_confirmed(
    someone: Callable[..., Page],
):
    page = someone(PHONE, has_touch=True)
    sign_in(page)
    page.goto("/complaints/new")
    page.get_by_label("Modtaget", exact=True).fill("2026-03-02")
    page.get_by_label("Område", exact=True).select_option(label="Børn og Unge")
    page.get_by_label("Realitetsklage").check()
    page.get_by_role("button", name="Registrér klagen").tap()
    page.get_by_role("link", name="Åbn samtalen").tap()

    page.get_by_role("button", name="Ikke truffet i dag på telefonen").tap()
    expect(page.locator(".trail .done")).to_have_text(re.compile(r"Forsøg\s*1"))

    page.get_by_label("Sagt, at jeg skriver et notat til sagen").check()
    problems = looked_at(page)
    listening = page.locator("summary", has_text="Lyt, spørg og opsummer")
    listening.evaluate("summary => summary.scrollIntoView({ block: 'center' })")
    listening.tap()
    expect(page.get_by_text("Hvad er det vigtigste for dig nu?")).to_be_visible()
    expect(page.get_by_text("Passer det nu")).to_be_hidden()
    expect(listening).to_be_in_viewport()
    page.get_by_label("En forklaring").check()
    come_back_to(page)
    page.get_by_label("Borgerens ord").fill(WORDS)
    page.locator("summary", has_text="Lav en aftale og sig tak").tap()
    page.get_by_label("Løst i samtalen").check()
    page.locator("#minutes").fill("25")
    problems += looked_at(page)
    page.get_by_role("button", name="Gem samtalen og lav notat").tap()
    note = page.get_by_label("Notat", exact=True)
    expect(note).to_have_value(re.compile(WORDS))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    complaint = page.locator(".conversation > p > a")
    complaint.tap()
    assert asked == ["beforeunload"], "the note is nowhere else"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér notatet").tap()
    expect(page.get_by_text("Kopieret.")).to_be_visible()
    assert WORDS in page.evaluate("navigator.clipboard.readText()")
    assert kept(page) == "[{},{}]"
    complaint.tap()
    page.wait_for_url(re.compile(r"/complaints/\d+$"))
    page.go_back()
    expect(page.get_by_role("heading", name="Bekræft aftalen skriftligt")).to_be_visible()
    assert len(asked) == 1

    page.locator("summary", has_text="Borgeren vil trække klagen tilbage").tap()
    page.get_by_label("Borgeren ved, at").check()
    page.get_by_role("button", name="Borgeren vil trække klagen tilbage").tap()
    expect(page.get_by_text("Sæt kryds, når det er sådan.")).to_be_visible()
    page.get_by_label("Borgeren har selv sagt det").check()
    page.get_by_role("button", name="Borgeren vil trække klagen tilbage").tap()
    expect(page.get_by_role("heading", name="Borgeren vil trække klagen tilbage")).to_be_visible()
    problems += looked_at(page)
    page.get_by_label("Borgeren har fået det skriftligt").check()
    page.get_by_role("button", name="Borgeren har bekræftet").tap()
    expect(page.locator(".lead")).to_contain_text("Trukket tilbage")

    page.get_by_role("button", name="Lav et link til borgeren").tap()
    page.get_by_role("button", name="Kopiér linket").tap()
    expect(page.locator("#satisfaction").get_by_text("Kopieret.")).to_be_visible()
    citizen = someone(PHONE)
    citizen.goto(page.evaluate("navigator.clipboard.readText()"))
    problems += looked_at(citizen)
    citizen.get_by_label("4", exact=True).check()
    citizen.get_by_role("button", name="Send svaret").click()
    expect(citizen.get_by_role("heading")).to_have_text("Tak for svaret")
    page.goto("/complaints/satisfaction")
    expect(page.get_by_role("row", name="Borgere")).to_contain_text("for få endnu")
    page.evaluate("sessionStorage.setItem('conversation', '{}')")
    page.get_by_role("button", name="Log ud").click()
    until(lambda: "conversation" not in kept(page))
    assert not problems, "\n".join(["", *problems])
