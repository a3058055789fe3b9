"""The poster's page in a browser: the proof follows the choices, and is as large as the paper."""

import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import until
from tests.browser.looking import TAGS, Stop, axe_says, looked_at

CASE = "Da to teams ventede på hinanden"
MM = 96 / 25.4


@pytest.fixture
def poster(facilitator: Page) -> Page:
    facilitator.get_by_role("link", name=CASE).click()
    facilitator.goto(re.sub(r"/board.*$", "/poster", facilitator.url))
    return facilitator


def width_of(page: Page) -> float:
    return page.locator("#proof svg").first.bounding_box()["width"]


def test_the_proof_follows_the_choices_and_is_true_to_the_millimetre(poster: Page) -> None:
    proof = poster.locator("#proof")
    expect(proof).to_contain_text("Hvad vi fandt")
    poster.get_by_role("checkbox", name="Fund").focus()
    poster.keyboard.press("Space")
    expect(proof).not_to_contain_text("Hvad vi fandt")
    poster.get_by_role("radio", name="A1").focus()
    poster.keyboard.press("ArrowRight")
    expect(poster.locator("#proof svg").first).to_have_attribute("width", "594mm")
    expect(poster).to_have_url(re.compile("size=a2"))
    assert width_of(poster) < 1000, "the whole sheet is as large as there is room"
    poster.get_by_role("radio", name="Faktisk størrelse").check(force=True)
    assert width_of(poster) == pytest.approx(594 * MM, abs=1)
    assert poster.locator(".ruler .line").bounding_box()["width"] == pytest.approx(100 * MM, abs=2)
    poster.locator("#proof .paper").first.focus()
    poster.keyboard.press("ArrowRight")
    wait_until_scrolled(poster)
    poster.reload()
    expect(poster.get_by_role("checkbox", name="Fund")).not_to_be_checked()


def wait_until_scrolled(poster: Page) -> None:
    """Ask from outside, again and again: our policy lets no page evaluate what a test would have it wait for."""
    for _attempt in range(50):
        if poster.locator("#proof .paper").first.evaluate("(paper) => paper.scrollLeft") > 0:
            return
        poster.wait_for_timeout(100)
    raise AssertionError("the arrow keys do not move the sheet")


def test_the_map_is_a_sheet_that_has_neither_sections_nor_quotes(poster: Page) -> None:
    proof, quotes = poster.locator("#proof"), poster.get_by_role("group", name="Citater fra")
    expect(quotes).to_be_visible()
    poster.get_by_role("radio", name="Samarbejdskort, enheder").check(force=True)
    expect(proof).to_contain_text("Hvem til hvem")
    expect(quotes).to_be_hidden()
    poster.get_by_role("radio", name="Rejsen").check(force=True)
    expect(proof).to_contain_text("Hvad vi fandt")
    expect(quotes).to_be_visible()


def test_the_words_of_the_proof_stand_in_the_posters_own_type(poster: Page) -> None:
    assert poster.evaluate("document.fonts.ready.then(() => document.fonts.check('700 20px \"Source Sans 3\"'))")


def test_everybody_can_see_and_press_the_choices(poster: Page) -> None:
    assert looked_at(poster, Stop("poster", poster.url)) == []


def test_who_prints_while_others_do_sees_the_line_and_gets_the_file_by_itself(poster: Page) -> None:
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in poster.context.cookies())
    other = urllib.request.Request(f"{poster.url}.png?size=a0", headers={"Cookie": cookies})
    with ThreadPoolExecutor(6) as others:
        asked = [others.submit(lambda: urllib.request.urlopen(other, timeout=60).close()) for _ in range(6)]
        until(lambda: any(one.done() for one in asked))  # who finds three waiting is led to the line at once
        with poster.expect_download(timeout=60_000) as arriving:
            poster.get_by_role("button", name="Hent PDF").click()
            expect(poster.get_by_role("heading", level=1)).to_have_text("Filen er på vej")
            expect(poster.get_by_role("status")).to_be_visible()
    assert arriving.value.suggested_filename.endswith("-a1.pdf")
    expect(poster.get_by_role("heading", level=1)).to_have_text("Filen er klar")
    assert axe_says(poster, TAGS) == []
    poster.get_by_role("button", name="Slet filen her").click()
    expect(poster).to_have_url(re.compile("/poster"))
    expect(poster.get_by_text("Filen er slettet her.")).to_be_visible()
