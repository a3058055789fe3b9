"""What becomes of what people write on a phone, in a real browser; each test names its row. Run with -s for figures."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import databases
from tests.cutting_proxy import CuttingProxy
from tests.live_room import Room, furnish, serving

pytestmark = pytest.mark.enable_socket

PHONE = {"width": 390, "height": 844}
SECRET = "Kvarkgrød og bitre mandler"
HOUR = 3_600_000


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("outbox-pages") / "data")
    with serving(furnish(folder, revealed=False)) as room:
        yield room


@pytest.fixture
def arrive(browser: Browser, room: Room) -> Iterator[Callable[..., BrowserContext]]:
    contexts: list[BrowserContext] = []

    def somebody(side: str = "citizen", port: int = 0, script: str = "") -> BrowserContext:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{port or room.port}", viewport=PHONE, locale="da-DK", has_touch=True
        )
        context.add_cookies(cookies_of(room, side))
        context.set_default_timeout(15_000)
        if script:
            context.add_init_script(script)
        contexts.append(context)
        return context

    yield somebody
    for context in contexts:
        context.close()


def cookies_of(room: Room, side: str) -> list[dict]:
    return [{"name": name, "value": value, "url": "http://127.0.0.1"} for name, value in room.cookies[side].items()]


def phone_of(room: Room) -> str:
    return f"/workshops/{room.workshop_id}/phone"


def card_of(room: Room, number: int) -> str:
    return f"{phone_of(room)}/events/{room.events[number]}"


def open_card(context: BrowserContext, room: Room, number: int) -> Page:
    page = context.new_page()
    page.goto(card_of(room, number))
    listening(page)
    return page


def listening(page: Page) -> None:
    """Wait until the page's scripts are there, which take over from its plain forms."""
    until(lambda: page.evaluate("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/deck'))"))


def until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def answer(page: Page, text: str) -> None:
    page.get_by_role("radio", name="Ja", exact=True).check(force=True)
    page.get_by_role("radio", name="−1", exact=True).check(force=True)
    page.get_by_label("En sætning").fill(text)


def write_note(page: Page, text: str) -> None:
    page.get_by_label("Mangler der noget?").fill(text)
    page.get_by_role("button", name="Send noten").click()


def test_f01_a_phone_behind_a_bad_network_writes_each_note_once(room: Room, arrive):
    proxy = CuttingProxy(room.port, bad=False)
    page = open_card(arrive(port=proxy.port), room, 20)
    proxy.bad = True
    notes = [f"Note {number} fra en telefon" for number in range(20)]
    for note in notes:
        write_note(page, note)
        page.wait_for_timeout(50)

    def arrived() -> bool:
        page.evaluate("window.dispatchEvent(new Event('online'))")  # the Wi-Fi comes and goes
        page.wait_for_timeout(400)
        return page.locator("li[data-waiting]").count() == 0

    until(arrived, 60)
    proxy.close()
    written = Counter(text for (text,) in room.rows("SELECT text FROM notes WHERE text LIKE '% fra en telefon'"))
    lost, doubled = set(notes) - set(written), [text for text, times in written.items() if times > 1]
    print(f"\nF01 browser: {proxy.requests} requests, {proxy.cut} cut; lost {len(lost)}, duplicated {len(doubled)}")
    assert (lost, doubled) == (set(), [])
    assert [
        text for (text,) in room.rows("SELECT text FROM notes WHERE text LIKE '% fra en telefon' ORDER BY id")
    ] == notes
    assert proxy.cut > 5


def test_f02_what_was_written_without_a_network_outlives_a_reload(room: Room, arrive):
    context = arrive("external")
    page = context.new_page()
    page.goto(phone_of(room))
    listening(page)
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.locator("#next").click()
    texts = [f"Uden net {number}" for number in range(3)]
    for number, text in enumerate(texts, 1):
        expect(page.locator("#count")).to_contain_text(f"{number} af 25")
        answer(page, text)
        expect(page.locator("#saved")).to_contain_text("Venter på netværk")
        page.get_by_role("button", name="Næste ubesvarede").click()
    expect(page.locator("#count")).to_contain_text("4 af 25")
    page.wait_for_timeout(100)
    write_note(page, "Note uden net")
    page.get_by_label("En sætning").fill("Halvvejs i en sæt")
    expect(page.locator("#network")).to_have_text("Ingen forbindelse. 3 svar og 1 note gemt på telefonen.")
    halfway = page.url
    page.wait_for_timeout(100)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    context.set_offline(False)
    page.goto(halfway)
    expect(page.get_by_label("En sætning")).to_have_value("Halvvejs i en sæt")
    expect(page.locator("#saved")).to_contain_text("Svar først ja eller nej")
    written = "SELECT text FROM answers WHERE text LIKE 'Uden net %' ORDER BY event_id"
    until(lambda: len(room.rows(written)) == 3 and room.rows("SELECT 1 FROM notes WHERE text = 'Note uden net'"))
    lost = set(texts) - {text for (text,) in room.rows(written)}
    print(f"\nF02: {len(texts)} answers, 1 note and half a sentence over a reload without network; lost {len(lost)}")
    assert not lost
    assert room.rows("SELECT count(*) FROM notes WHERE text = 'Note uden net'") == [(1,)]


EVERYTHING_AT_REST = """async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  const plain = (value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? new TextDecoder("latin1").decode(value) + new TextDecoder().decode(value)
      : value instanceof CryptoKey
        ? `key that is extractable: ${value.extractable}`
        : value && typeof value === "object"
          ? Object.entries(value).map(([name, inner]) => `${name}: ${plain(inner)}`).join("; ")
          : String(value);
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let records = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = await asked(database.transaction(store).objectStore(store).getAll());
      records += values.length;
      found.push(...values.map(plain));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  return { records, text: found.join("\\n") };
}"""


def at_rest(page: Page) -> dict:
    """Return all that the page's origin has stored in the browser."""
    found = page.evaluate(EVERYTHING_AT_REST)
    found["text"] += "\n".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    return found


def hits(text: str) -> int:
    return sum(text.count(word) for word in (SECRET, "Kvarkgr", "mandler", "inden for 24 timer", "Barnet"))


def test_f04_nothing_that_anybody_wrote_rests_in_the_browser_in_plain_text(
    room: Room, browser: Browser, tmp_path: Path
):
    profile = tmp_path / "profile"
    options = {"base_url": f"http://127.0.0.1:{room.port}", "viewport": PHONE, "locale": "da-DK"}
    context = browser.browser_type.launch_persistent_context(
        str(profile), executable_path=browser_path(browser), args=["--no-sandbox", "--disable-gpu"], **options
    )
    context.add_cookies(cookies_of(room, "authority"))
    found = {}
    page = open_card(context, room, 4)
    context.set_offline(True)
    answer(page, SECRET)
    write_note(page, f"{SECRET} som note")
    page.get_by_label("Mangler der noget?").fill(f"{SECRET} halvvejs")
    expect(page.locator("#network")).to_contain_text("1 svar og 1 note gemt på telefonen.")
    page.wait_for_timeout(300)
    found["queued"] = at_rest(page)
    context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Gemt")
    until(lambda: room.rows("SELECT 1 FROM notes WHERE text = :text", text=f"{SECRET} som note"))
    page.get_by_label("Mangler der noget?").fill("")
    page.wait_for_timeout(300)
    found["acknowledged"] = at_rest(page)
    page.goto(phone_of(room))
    listening(page)
    page.get_by_text("Jeg sidder på en anden side").click()
    page.get_by_role("button", name="Giv pladsen fra mig").click()
    page.wait_for_url("**/join/**")
    found["left"] = at_rest(page)
    context.close()
    at_work = b"".join(file.read_bytes() for file in profile.rglob("*IndexedDB*/**/*") if file.is_file())
    assert "entries".encode("utf-16-be") in at_work, "the profile is where the browser keeps its databases"
    on_disk = sum(hits(file.read_bytes().decode("utf-8", "ignore")) for file in profile.rglob("*") if file.is_file())
    on_disk += sum(SECRET.encode("utf-16-le") in file.read_bytes() for file in profile.rglob("*") if file.is_file())
    plain = {when: hits(what["text"]) for when, what in found.items()}
    records = [one["records"] for one in found.values()]
    print(f"\nF04: plain text {plain}, in the files of the profile {on_disk}; records {records}")
    assert set(plain.values()) == {0}
    assert on_disk == 0
    assert "extractable: false" in found["queued"]["text"]
    # The seat with its key and three entries; the seat alone; nothing.
    assert records == [1 + 3, 1, 0]


def browser_path(browser: Browser) -> str:
    from tests import conftest

    return next(filter(None, map(shutil.which, conftest.CHROMIUM)))


HIDE = """
window.told = [];
document.addEventListener("live:message", ({ detail }) => window.told.push(detail.seq));
document.addEventListener("live:state", ({ detail }) => (window.state = detail));
let hidden = false;
Object.defineProperty(document, "hidden", { get: () => hidden });
window.hide = (value) => {
  hidden = value;
  document.dispatchEvent(new Event("visibilitychange"));
};
"""


def test_f10_a_page_frozen_in_a_pocket_gets_all_hundred_changes(room: Room, arrive):
    context = arrive("citizen", script=HIDE)
    page = open_card(context, room, 7)
    until(lambda: page.evaluate("window.state") == "live")
    page.get_by_label("Mangler der noget?").fill("Halvvejs, da telefonen blev lagt væk")
    browser = context.new_cdp_session(page)
    page.evaluate("hide(true)")
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    first, person = room.latest(), room.person("facilitator")
    for number in range(100):
        phase = ("reconstruct", "perspectives")[number % 2]
        assert person.post(f"/workshops/{room.workshop_id}/phase", phase=phase).status == 303
    last = room.latest()
    assert last - first == 100
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    page.evaluate("hide(false)")
    until(lambda: page.evaluate("window.told.at(-1)") == last)
    told = [seq for seq in page.evaluate("window.told") if seq > first]
    missing = set(range(first + 1, last + 1)) - set(told)
    print(f"\nF10: 100 changes while frozen; {len(told)} told, missing {len(missing)}")
    assert not missing
    assert told == sorted(set(told))
    assert page.get_by_label("Mangler der noget?").input_value() == "Halvvejs, da telefonen blev lagt væk"


# A clock that the test can set, as somebody sets the clock of a phone.
WRONG_CLOCK = """
window.wrongBy = %d;
const RealDate = Date;
window.Date = class extends RealDate {
  constructor(...given) { given.length ? super(...given) : super(RealDate.now() + window.wrongBy); }
  static now() { return RealDate.now() + window.wrongBy; }
};
"""


def seconds_shown(page: Page) -> int:
    minutes, seconds = page.locator("#clock").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_f11_an_hour_wrong_on_the_phone_shows_the_room_s_clock_and_keeps_the_order(room: Room, arrive):
    person = room.person("facilitator")
    assert person.post(f"/workshops/{room.workshop_id}/clock", action="start", minutes=20).status == 303
    began, wrong, inversions = time.monotonic(), [], 0
    for side, offset in (("citizen", HOUR), ("external", -HOUR)):
        page = open_card(arrive(side, script=WRONG_CLOCK % offset), room, 11)
        for number, moved in enumerate((offset, -offset, 0, offset)):
            page.evaluate(f"window.wrongBy = {moved}")
            answer(page, f"{side} skrev {number}")
            expect(page.locator("#saved")).to_contain_text("Gemt")
            page.wait_for_timeout(600)
            wrong.append(abs(seconds_shown(page) - (1200 - (time.monotonic() - began))))
        page.context.set_offline(True)
        for number, moved in enumerate((-offset, offset), 4):
            page.evaluate(f"window.wrongBy = {moved}")
            answer(page, f"{side} skrev {number}")
            expect(page.locator("#saved")).to_contain_text("Venter på netværk")
        page.context.set_offline(False)
        expect(page.locator("#saved")).to_contain_text("Gemt")
        inversions += room.rows("SELECT 1 FROM answers WHERE text = :text", text=f"{side} skrev 5") != [(1,)]
    print(f"\nF11 client: room clock off by {max(wrong):.1f} s at most in {len(wrong)} looks; inversions {inversions}")
    assert max(wrong) < 3
    assert inversions == 0
