"""What a phone says of what was written on it: kept, waiting, sent, refused, and what is shown once more at the end."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, until
from tests.live_room import Room, furnish, serving

RECORDS = """async () => {
  const asked = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await asked(indexedDB.open("klagerejsen.outbox"));
  const counted = (name) => asked(database.transaction(name).objectStore(name).count());
  const counts = await Promise.all([...database.objectStoreNames].map(counted));
  const total = counts.reduce((sum, count) => sum + count, 0);
  database.close();
  return total;
}"""
# As on a page that came over plain http.
WITHOUT_VAULT = 'Object.defineProperty(window, "indexedDB", { get: () => undefined });'


@pytest.fixture
def room(data_dir) -> Iterator[Room]:
    with serving(furnish(data_dir, revealed=False)) as room:
        yield room


@pytest.fixture
def sit(browser: Browser, room: Room) -> Iterator[Callable[..., Page]]:
    """Open a card on the phone of a side."""
    contexts: list[BrowserContext] = []

    def open_card(side: str = "citizen", number: int = 0, script: str = "") -> Page:
        context = browser.new_context(base_url=f"http://127.0.0.1:{room.port}", viewport=PHONE, locale="da-DK")
        url = "http://127.0.0.1"
        context.add_cookies([{"name": n, "value": v, "url": url} for n, v in room.cookies[side].items()])
        context.set_default_timeout(10_000)
        if script:
            context.add_init_script(script)
        contexts.append(context)
        return visit(context, room, number)

    yield open_card
    for context in contexts:
        context.close()


def visit(context: BrowserContext, room: Room, number: int) -> Page:
    page = context.new_page()
    page.goto(f"/workshops/{room.workshop_id}/phone/events/{room.events[number]}")
    until(lambda: page.evaluate("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/deck'))"))
    return page


def count(room: Room, query: str) -> int:
    return room.rows(f"SELECT count(*) FROM {query}")[0][0]


def answer(page: Page, text: str) -> None:
    page.get_by_role("radio", name="Ja", exact=True).check(force=True)
    page.get_by_label("En sætning").fill(text)


def note(page: Page, text: str) -> None:
    page.get_by_label("Mangler der noget?").fill(text)
    page.get_by_role("button", name="Send noten").click()


def close(room: Room) -> None:
    assert room.person("facilitator").post(f"/workshops/{room.workshop_id}/closure", closed="yes").status == 303


def test_a_short_absence_of_the_network_is_said_and_made_up_for(room: Room, sit):
    page = sit()
    strip, saved = page.locator("#network"), page.locator("#saved")
    page.context.set_offline(True)
    expect(strip).to_have_text("Ingen forbindelse. Det, du skriver, bliver på telefonen, til den er der igen.")
    answer(page, "Ikke hørt endnu")
    expect(saved).to_have_text("Venter på netværk")
    expect(strip).to_have_text("Ingen forbindelse. 1 svar gemt på telefonen.")
    page.context.set_offline(False)
    expect(strip).to_have_text("Sendt")
    expect(saved).to_have_text("Gemt")
    expect(strip).to_be_hidden()
    assert count(room, "answers WHERE text = 'Ikke hørt endnu'") == 1


def test_a_server_that_restarts_is_waited_for(room: Room, sit):
    page = sit()
    port = room.port
    room.stop()
    answer(page, "Mens serveren var nede")
    expect(page.locator("#saved")).to_have_text("Venter på netværk")
    room.port = port
    room.start()
    expect(page.locator("#saved")).to_have_text("Gemt", timeout=30_000)
    assert count(room, "answers WHERE text = 'Mens serveren var nede'") == 1


def test_what_is_refused_stands_there_with_its_words_until_somebody_decides(room: Room, sit):
    page = sit()
    note(page, "Ring til 010180-1235")
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("Det her er ikke sendt")
    expect(unsent).to_contain_text("Ring til 010180-1235")
    expect(unsent).to_contain_text("ligner et cpr-nummer")
    page.reload()
    expect(unsent).to_contain_text("Ring til 010180-1235")
    unsent.get_by_role("button", name="Ret det").click()
    expect(page.get_by_label("Mangler der noget?")).to_have_value("Ring til 010180-1235")
    expect(unsent).to_be_hidden()
    page.get_by_role("button", name="Send noten").click()
    unsent.get_by_role("button", name="Slet det").click()
    expect(unsent).to_be_hidden()
    assert count(room, "notes") == 0
    assert page.evaluate(RECORDS) == 1


def test_a_card_taken_away_gives_its_words_back(room: Room, sit):
    page = sit()
    page.context.set_offline(True)
    answer(page, "Til en hændelse, der forsvinder")
    expect(page.locator("#saved")).to_have_text("Venter på netværk")
    removal = f"/journeys/{room.journey_id}/events/{room.events[0]}/removal"
    assert room.person("facilitator").post(removal, version=1).status == 303
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("står ikke på tidslinjen mere")
    page.goto(f"/workshops/{room.workshop_id}/phone")
    expect(page.locator("#unsent")).to_contain_text("Til en hændelse, der forsvinder")
    expect(page.locator("#unsent").get_by_role("button", name="Prøv igen")).to_be_visible()


def test_a_refused_answer_says_why_on_its_own_card(room: Room, sit):
    page = sit()
    answer(page, "Hendes nummer er 010180-1235")
    expect(page.locator("#saved")).to_contain_text("ligner et cpr-nummer")
    page.reload()
    expect(page.get_by_label("En sætning")).to_have_value("Hendes nummer er 010180-1235")
    expect(page.locator("#saved")).to_contain_text("ligner et cpr-nummer")
    answer(page, "Hendes nummer stod på alle breve")
    expect(page.locator("#saved")).to_have_text("Gemt")


def lock(room: Room, locked: str) -> None:
    assert room.person("facilitator").post(f"/workshops/{room.workshop_id}/lock", locked=locked).status == 303


def test_while_writing_is_locked_the_phone_keeps_what_is_written(room: Room, sit):
    page = sit()
    page.context.set_offline(True)
    answer(page, "Skrevet under låsen")
    expect(page.locator("#saved")).to_have_text("Venter på netværk")
    lock(room, "yes")
    page.context.set_offline(False)
    strip = page.locator("#network")
    for visits in range(2):
        if visits:
            page.reload()
        expect(page.locator("#saved")).to_have_text("Låst af facilitator. Gemt på telefonen.")
        expect(strip).to_contain_text("Låst af facilitator. 1 svar gemt på telefonen")
        expect(page.get_by_label("En sætning")).to_have_value("Skrevet under låsen")
    lock(room, "no")
    expect(page.locator("#saved")).to_have_text("Gemt")
    expect(strip).to_have_text("Sendt")
    assert count(room, "answers WHERE text = 'Skrevet under låsen' AND known = 'known'") == 1


def test_what_is_kept_while_the_server_says_later_waits_as_well(room: Room, sit):
    page, held, asked = sit(), [], []

    def hold_the_first(route):
        asked.append(time.monotonic())
        return route.continue_() if held else held.append(route)

    writing = re.compile("/phone/(events|ballots)|/notes$")
    page.route(writing, lambda route: hold_the_first(route) if posts(route) else route.continue_())
    note(page, "Kom igen senere")
    expect(page.get_by_text("er ikke sendt endnu")).to_be_visible()
    answer(page, "Kom også igen")
    page.wait_for_timeout(3_000)
    assert len(held) == len(asked) == 1
    said = time.monotonic()
    held[0].fulfill(status=503, headers={"Retry-After": "2"}, body="")
    expect(page.locator("#saved")).to_have_text("Gemt", timeout=20_000)
    assert asked[1] - said > 1.9


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_says_later_is_heard_and_nothing_is_lost(room: Room, sit, status: int):
    page, asked = sit(), []

    def answer_later(route):
        asked.append(time.monotonic())
        if len(asked) > 2:
            return route.continue_()
        return route.fulfill(status=status, headers={"Retry-After": "2"}, body="")

    page.route(
        re.compile("/phone/(events|ballots)|/notes$"),
        lambda route: answer_later(route) if posts(route) else route.continue_(),
    )
    note(page, "Kom igen senere")
    answer(page, "Kom også igen")
    expect(page.locator("#network")).to_have_text(
        "Serveren kan ikke tage imod lige nu. 1 svar og 1 note venter på telefonen."
    )
    expect(page.locator("#saved")).to_have_text("Gemt", timeout=20_000)
    expect(page.locator("#network")).to_have_text("Sendt")
    assert min(later - sooner for sooner, later in pairwise(asked[:3])) > 1.9
    assert count(room, "notes WHERE text = 'Kom igen senere'") == 1
    assert count(room, "answers WHERE text = 'Kom også igen'") == 1


def posts(route) -> bool:
    return route.request.method == "POST"


def test_a_hand_and_a_signature_wait_for_the_network_as_words_do(room: Room, sit):
    page = sit()
    page.goto(f"/workshops/{room.workshop_id}/phone")
    page.get_by_text("Underskriv mine ord").click()
    page.wait_for_timeout(300)
    page.context.set_offline(True)
    page.get_by_role("button", name="Ræk hånden op").click()
    page.get_by_label("Underskriv som").fill("Mor")
    page.get_by_role("button", name="Gem underskriften").click()
    expect(page.locator("#signature")).to_contain_text("Venter på netværk")
    expect(page.get_by_role("button", name="Ræk hånden op")).to_have_attribute("aria-pressed", "true")
    assert count(room, "participants WHERE hand_at IS NOT NULL OR signature IS NOT NULL") == 0
    page.context.set_offline(False)
    expect(page.locator("#signed")).to_have_text(": Mor")
    assert count(room, "participants WHERE hand_at IS NOT NULL AND signature = 'Mor'") == 1
    page.get_by_label("Underskriv som").fill("20 30 40 50")
    page.get_by_role("button", name="Gem underskriften").click()
    expect(page.locator("#signature-problem")).to_contain_text("Skriv en rolle eller et fornavn")
    until(lambda: page.evaluate(RECORDS) == 1)


def test_two_pages_of_one_seat_send_everything_once(room: Room, sit):
    one = sit()
    other = visit(one.context, room, 1)
    one.context.set_offline(True)
    for page, text in ((one, "Fra den ene"), (other, "Fra den anden")):
        answer(page, text)
        note(page, f"{text}, note")
        expect(page.locator("#saved")).to_have_text("Venter på netværk")
    one.context.set_offline(False)
    for page in (one, other):
        expect(page.locator("#saved")).to_have_text("Gemt")
    until(lambda: count(room, "notes") == 2)
    assert count(room, "answers WHERE text LIKE 'Fra den %'") == 2
    until(lambda: one.evaluate(RECORDS) == 1)


def test_words_that_come_too_late_are_shown_once_more_and_then_forgotten(room: Room, sit):
    page = sit()
    page.context.set_offline(True)
    answer(page, "Kom for sent")
    note(page, "Også for sent")
    expect(page.locator("#network")).to_contain_text("1 svar og 1 note")
    close(room)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Workshoppen er slut")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Det her nåede ikke frem")
    expect(page.locator("main")).to_contain_text("Kom for sent")
    expect(page.locator("main")).to_contain_text("Også for sent")
    assert page.evaluate(RECORDS) == 0
    page.reload()
    expect(page.locator("main")).not_to_contain_text("Kom for sent")


def test_a_seat_given_up_in_another_page_takes_its_words_with_it_but_shows_them(room: Room, sit):
    page = sit()
    page.get_by_label("Mangler der noget?").fill("Halvvejs")
    page.route("**/journeys/**", lambda route: route.abort())  # it is to hear of it by what it sends
    other = page.context.new_page()
    other.goto(f"/workshops/{room.workshop_id}/phone")
    other.get_by_text("Jeg sidder på en anden side").click()
    leave = other.get_by_role("button", name="Giv pladsen fra mig")
    other.wait_for_timeout(1_500)
    leave.click()
    expect(other.locator("form[data-module=leave]")).to_contain_text("ikke sendt")
    leave.click()
    other.wait_for_url("**/join/**")
    answer(page, "Skrevet bagefter")
    expect(page.locator("#unsent")).to_contain_text("Din plads er ikke din mere")
    expect(page.locator("#unsent")).to_contain_text("Skrevet bagefter")
    assert count(room, "answers WHERE text = 'Skrevet bagefter'") == 0
    assert page.evaluate(RECORDS) == 0


def test_without_a_vault_words_wait_on_the_page_and_nowhere_else(room: Room, sit):
    page = sit(script=WITHOUT_VAULT)
    page.context.set_offline(True)
    answer(page, "Kun på siden")
    expect(page.locator("#network")).to_have_text("Ingen forbindelse. 1 svar venter. Luk ikke siden.")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text("Gemt")
    assert count(room, "answers WHERE text = 'Kun på siden'") == 1


def reload_without_network(page: Page) -> None:
    page.reload(wait_until="commit")
    expect(page.get_by_role("heading", name="Ingen forbindelse")).to_be_visible()


def employed(page: Page) -> bool:
    return page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one?.active?.state === 'activated')")


CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found.map((path) => path.split("/").at(-1)).sort();
}"""


def test_a_reload_on_a_dead_network_shows_a_page_of_ours_that_comes_back_and_loses_nothing(room: Room, sit):
    page = sit()
    until(lambda: employed(page))
    card = page.url
    page.context.set_offline(True)
    answer(page, "Skrevet på et dødt net")
    note(page, "Også en note")
    expect(page.locator("#network")).to_contain_text("1 svar og 1 note")
    for _time in range(2):
        reload_without_network(page)
        expect(page.locator("main")).to_contain_text("Det, du har skrevet, er gemt på telefonen og bliver sendt")
        expect(page.locator("main")).to_contain_text("2 ting venter på at blive sendt.")
    assert page.url == card
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    assert page.evaluate(CACHED) == ["offline", "phone-all.css", "phone-all.js"]
    page.context.set_offline(False)
    expect(page.get_by_label("En sætning")).to_have_value("Skrevet på et dødt net", timeout=20_000)
    until(lambda: count(room, "notes WHERE text = 'Også en note'"))
    assert count(room, "answers WHERE text = 'Skrevet på et dødt net'") == 1
    assert count(room, "notes WHERE text = 'Også en note'") == 1


def test_a_server_that_is_down_is_waited_for_on_a_page_of_ours_also_by_a_link(room: Room, sit):
    page = sit()
    until(lambda: employed(page))
    port = room.port
    room.stop()
    page.goto(f"/workshops/{room.workshop_id}/phone", wait_until="commit")
    expect(page.get_by_role("heading", name="Ingen forbindelse")).to_be_visible()
    room.port = port
    room.start()
    expect(page.locator("#events")).to_be_visible(timeout=20_000)


def test_a_worker_from_before_an_upgrade_gives_way_with_all_that_it_kept(room: Room, sit):
    page = sit()
    until(lambda: employed(page))
    older = """async () => {
      const { worker, scope } = document.getElementById("outbox").dataset;
      await navigator.serviceWorker.register(`${worker}&file=/login`, { scope });
    }"""
    page.evaluate(older)
    until(lambda: "login" in page.evaluate(CACHED))
    page.reload()
    until(lambda: page.evaluate(CACHED) == ["offline", "phone-all.css", "phone-all.js"])
    until(lambda: page.evaluate("caches.keys().then((all) => all.length)") == 1)


def test_whoever_leaves_takes_the_worker_along_and_other_pages_never_had_it(room: Room, sit):
    page = sit()
    until(lambda: employed(page))
    other = page.context.new_page()
    other.goto("/login")
    assert other.evaluate("navigator.serviceWorker.controller") is None
    page.goto(f"/workshops/{room.workshop_id}/phone")
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")
    page.get_by_text("Jeg sidder på en anden side").click()
    page.get_by_role("button", name="Giv pladsen fra mig").click()
    page.wait_for_url("**/join/**")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate(CACHED) == []
