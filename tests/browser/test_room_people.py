"""Who comes in, who goes, and who is here: the console, the screen and phones, each in a browser of its own."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PROJECTOR, until
from tests.browser.test_room_votes import no_barriers
from tests.browser.test_walk import join, open_workshop

LISTEN = """() => {
  const place = () => document.getElementById("screen-present").querySelector(".visually-hidden").textContent;
  window.counts = [place()];
  new MutationObserver(() => place() === window.counts.at(-1) || window.counts.push(place()))
    .observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
ASK_AGAIN = """async () => {
  const place = document.getElementById("screen-present");
  const answer = await (await fetch(place.dataset.source, { cache: "no-store" })).text();
  return new DOMParser().parseFromString(answer, "text/html").querySelector(".visually-hidden").textContent;
}"""


def knock(page: Page, code: str, side: str) -> None:
    page.goto("/join")
    page.get_by_label("Kode").fill(code)
    page.get_by_role("radio", name=re.compile(side)).check(force=True)
    page.get_by_role("button", name="Kom med").click()
    expect(page.get_by_role("heading", name="Et øjeblik")).to_be_visible()


def test_newcomers_wait_and_whoever_is_shown_out_stays_out(facilitator: Page, someone: Callable[..., Page]):
    code, display = open_workshop(facilitator)
    screen, inside, newcomer = someone(PROJECTOR), someone(PHONE), someone(PHONE)
    screen.goto(display)
    join(inside, code, "Borgeren")
    people = facilitator.locator("#people")

    # Newcomers wait from now on; one is let in and goes on by itself.
    waiting = people.get_by_role("button", name="Nye venter, til jeg lukker ind")
    waiting.click()
    expect(waiting).to_have_attribute("aria-pressed", "true")
    knock(newcomer, code, "Eksterne")
    no_barriers(newcomer)
    expect(screen.locator("#screen-present")).to_contain_text("1 til stede")
    people.get_by_role("button", name="Luk ind").click()
    newcomer.wait_for_url("**/phone", timeout=20_000)
    expect(screen.locator("#screen-present")).to_contain_text("2 til stede")

    # Somebody is shown out, and the room gets a new code: what the wall shows lets nobody in by the old one.
    newcomer.get_by_label("Mangler der noget?").fill("Det her blev aldrig sendt")
    people.get_by_text("Pladser").click()
    people.get_by_text("Eksterne 1", exact=True).click()
    people.get_by_role("button", name="Tag ud, og lav en ny kode").click()
    expect(screen.get_by_text(code)).to_have_count(0, timeout=20_000)
    new = screen.locator(".way-in .code").inner_text()
    expect(facilitator.locator(".now .code")).to_have_text(new)
    unsent = newcomer.get_by_role("region", name=re.compile("Din plads er ikke din mere"))
    expect(unsent).to_contain_text("Det her blev aldrig sendt", timeout=20_000)
    expect(newcomer.locator("#network")).to_be_hidden()
    no_barriers(newcomer)
    newcomer.reload()
    expect(newcomer.get_by_role("heading", name="Du er ikke med mere")).to_be_visible()
    newcomer.get_by_role("link", name="Kom med igen").click()
    expect(newcomer.get_by_role("heading", name="Kom med i workshoppen")).to_be_visible()
    newcomer.get_by_label("Kode").fill(code)
    newcomer.get_by_role("radio", name=re.compile("Eksterne")).check(force=True)
    newcomer.get_by_role("button", name="Kom med").click()
    expect(newcomer.get_by_text("Den kode kender vi ikke.")).to_be_visible()

    # Those inside never noticed.
    expect(inside.locator("#events")).to_be_visible()
    expect(screen.locator("#screen-present")).to_contain_text("1 til stede")


def test_a_phone_that_sleeps_does_not_flicker_and_one_that_is_gone_is_counted_out(
    facilitator: Page, someone: Callable[..., Page], data_dir: Path
):
    code, display = open_workshop(facilitator)
    screen, phone = someone(PROJECTOR), someone(PHONE)
    join(phone, code, "Borgeren")
    screen.goto(display)
    expect(screen.locator("#screen-present")).to_contain_text("1 til stede")
    screen.evaluate(LISTEN)
    phone.context.set_offline(True)
    expect(phone.locator("#network")).to_be_visible()
    facilitator.get_by_role("button", name="Rekonstruér").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Hvad ville et kamera have set?")
    assert screen.evaluate(ASK_AGAIN) == "1 til stede: "
    assert screen.evaluate("window.counts") == ["1 til stede: "]

    was_here(data_dir, "-2 minutes")
    assert screen.evaluate(ASK_AGAIN) == "0 til stede: "
    facilitator.reload()
    expect(facilitator.locator("#people")).to_contain_text("1 væk lige nu")
    phone.context.set_offline(False)
    until(lambda: screen.evaluate(ASK_AGAIN) == "1 til stede: ", 30)


def was_here(folder: Path, ago: str) -> None:
    """Let everybody have been heard from so long ago."""
    with closing(sqlite3.connect(folder / "klagerejsen.sqlite3", timeout=10)) as database, database:
        database.execute("UPDATE participants SET seen_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', ?)", (ago,))
