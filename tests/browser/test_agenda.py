"""A whole two-hour agenda in fast time: a facilitator, a screen, three phones, and somebody without one.

On the way a phone drops out, the server is killed without a word and started again in the middle of a phase, and
the room goes back to a phase it was through with. Nothing that was said is lost, and nobody hears it too early.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, PROJECTOR, Server, until
from tests.browser.test_walk import body_of, join, open_workshop

PATIENCE = 30_000
"""Milliseconds within which everything is seen that is waited for, also on a machine that has much else to do."""
DECK_IS_THERE = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/deck'))"
REPLACED = re.compile("lovede at ringe")
MOTHER, CASEWORKER, SCHOOL = "Borgeren", "Myndigheden", "Eksterne"
SAID = {
    "mother": "Jeg måtte fortælle det hele forfra",
    "caseworker": "Jeg havde overtaget 60 sager den uge",
    "school": "Skolen vidste ikke, hvem der havde sagen",
    "seat": "Vi sad bare og ventede på et brev",
}


@dataclass
class Day:
    """Everybody in the room, and all that reached each of the phones."""

    server: Server
    data: Path
    facilitator: Page
    screen: Page
    mother: Page
    caseworker: Page
    school: Page
    code: str = ""
    console: str = ""
    heard: dict[Page, list[str]] = field(default_factory=dict)

    @property
    def phones(self) -> tuple[Page, Page, Page]:
        return self.mother, self.caseworker, self.school

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button of the console."""
        self.on_console().get_by_role("button", name=name).first.click()

    def on_console(self) -> Page:
        if self.facilitator.url.split("?")[0] != self.console:
            self.facilitator.goto(self.console)
        return self.facilitator

    def begin(self, phase: str, question: str) -> None:
        """Go to a phase: the wall and every phone that shows the list ask its question."""
        self.on_console().locator("#phases").get_by_role("button", name=phase).click()
        expect(self.screen.get_by_role("heading", level=1)).to_contain_text(question)
        expect(self.facilitator.get_by_role("heading", level=1)).to_contain_text(question)

    def rows(self, query: str) -> int:
        with closing(sqlite3.connect(self.data / "klagerejsen.sqlite3", timeout=10)) as database:
            return database.execute(f"SELECT count(*) FROM {query}").fetchone()[0]

    def listens(self, page: Page) -> None:
        """Keep every answer of the server to a phone, and every message of its stream."""
        heard = self.heard.setdefault(page, [])
        page.on("response", lambda response: heard.append(body_of(response)))
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.eventSourceMessageReceived", lambda message: heard.append(message["data"]))

    def has_heard(self, page: Page, words: str) -> bool:
        return any(words in text for text in self.heard[page])


@pytest.fixture
def patience() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def day(facilitator: Page, someone: Callable[..., Page], server: Server, data_dir: Path, patience: None) -> Day:
    """Open the workshop and turn on the projector; nobody has come yet."""
    mother, caseworker, school = (someone(PHONE, has_touch=True) for _phone in range(3))
    day = Day(server, data_dir, facilitator, someone(PROJECTOR), mother, caseworker, school)
    for phone in day.phones:
        day.listens(phone)
    day.code, display = open_workshop(facilitator)
    day.console = facilitator.url
    day.screen.goto(display)
    day.screen.wait_for_selector("[data-ready]")
    return day


def test_a_two_hour_agenda_with_a_phone_that_drops_out_a_server_that_is_killed_and_a_rewind(day: Day):
    plan(day)
    frame(day)
    reconstruct(day)
    perspectives(day)
    drop_out(day)
    killed(day)
    nobody_has_heard_too_early(day)
    reveal(day)
    dynamics(day)
    rewind(day)
    causes(day)
    actions(day)
    close(day)


def plan(day: Day) -> None:
    """Two hours, in eight phases."""
    page = day.facilitator
    page.get_by_role("link", name="Ret planen").click()
    page.get_by_label("Begynd med").select_option(label="2 timer")
    page.get_by_role("button", name="Brug den").click()
    expect(page.get_by_text("120 minutter i alt")).to_be_visible()
    page.get_by_role("button", name="Brug planen").click()
    expect(page.locator("#phases li")).to_have_count(8)
    expect(page.locator("#phases li").first).to_contain_text("10 min.")


# Ramme


def frame(day: Day) -> None:
    """People come in; whoever comes late sees the same clock."""
    for phone, side in ((day.mother, MOTHER), (day.caseworker, CASEWORKER)):
        join(phone, day.code, side)
    standing = day.on_console().locator("#console-clock [value='1']")
    standing.evaluate("button => [1, 2, 3].forEach(() => button.click())")
    expect(clock(day.facilitator)).to_have_text("13:00")  # no press is lost, however fast they come
    day.press("Start")
    expect(day.screen.get_by_text("tilbage")).to_be_visible()
    join(day.school, day.code, SCHOOL)
    expect(day.screen.locator("#screen-present")).to_contain_text("3 til stede")
    ends = [clock(page).get_attribute("data-ends") for page in (day.on_console(), day.screen, *day.phones)]
    assert len(set(ends)) == 1, ends
    for page in (day.facilitator, day.screen, *day.phones):
        shows_the_time_left(page, dt.datetime.fromisoformat(ends[0] or ""))


def clock(page: Page) -> Locator:
    return page.locator("#clock")


def shows_the_time_left(page: Page, ends: dt.datetime) -> None:
    before = (ends - dt.datetime.now(dt.UTC)).total_seconds()
    minutes, seconds = clock(page).inner_text().split(":")
    after = (ends - dt.datetime.now(dt.UTC)).total_seconds()
    assert after - 1.5 <= int(minutes) * 60 + int(seconds) <= before + 1.5, page.url


# Rekonstruér


def reconstruct(day: Day) -> None:
    """Notes of what is missing: one is shown, one names somebody; an event is added, and taken back."""
    day.begin("Rekonstruér", "Hvad ville et kamera have set?")
    write_note(day.school, "Skolen ringede også i juni")
    write_note(day.caseworker, "Kirsten Holmgaard lovede at ringe")
    queue = day.on_console().locator("#queue")
    expect(queue.locator("mark")).to_have_text("K•••••• H••••••••")
    expect(queue).to_contain_text("Skolen ringede også i juni")
    queue.get_by_role("button", name="Frigiv", exact=True).click()
    expect(day.screen.locator("#screen-news")).to_contain_text("Skolen ringede også i juni")
    expect(day.mother.locator("#notes")).to_contain_text("Skolen ringede også i juni")

    queue.get_by_role("combobox").select_option(label="Rådgiver 1")
    queue.get_by_role("button", name="Erstat med rollen").click()
    queue.get_by_role("listitem").filter(has_text=REPLACED).get_by_role("button", name="Frigiv", exact=True).click()
    expect(day.screen.locator("#screen-news")).to_contain_text("Rådgiver 1 lovede at ringe")
    expect(day.school.locator("#notes")).to_contain_text("Rådgiver 1 lovede at ringe")
    assert not any(day.has_heard(phone, "Kirsten Holmgaard") for phone in (day.mother, day.school))
    undo_an_event(day)


def write_note(phone: Page, words: str) -> None:
    phone.get_by_label("Mangler der noget?").fill(words)
    phone.get_by_role("button", name="Send noten").click()
    expect(phone.locator(".own-notes")).to_contain_text(words)


def undo_an_event(day: Day) -> None:
    page = day.facilitator
    page.get_by_role("link", name="Da to teams ventede").click()
    page.get_by_role("link", name="Hændelse", exact=True).click()
    page.get_by_label("Dato").first.fill("12. juli 2024")
    page.get_by_label("Hvad skete der?").fill("Mor skriver til fællesindbakken")
    page.locator("#dialog").get_by_role("button", name="Tilføj").click()
    for phone in day.phones:
        expect(phone.get_by_role("link", name=re.compile("fællesindbakken"))).to_be_visible()
    day.press(re.compile("Fortryd: «Mor skriver til fællesindbakken» tilføjet"))
    for phone in day.phones:
        expect(phone.get_by_role("link", name=re.compile("fællesindbakken"))).to_have_count(0)


# Perspektiver


def perspectives(day: Day) -> None:
    """Everybody writes alone, and somebody without a phone has it typed."""
    day.begin("Perspektiver", "Vidste du det?")
    answer(day.mother, "beder om de samme bilag", "−2", SAID["mother"])
    answer(day.caseworker, "beder om de samme bilag", "+1", SAID["caseworker"])
    for phone in (day.mother, day.caseworker):
        back_to_the_list(phone)
        phone.get_by_role("button", name="Klar").click()
    expect(day.on_console().locator("#readiness").get_by_role("row", name=MOTHER)).to_contain_text("1 af 1 klar")

    page = day.facilitator
    page.get_by_role("link", name="Svar for en uden telefon").click()
    page.get_by_role("radio", name=re.compile(MOTHER)).check()
    page.get_by_role("button", name="Opret og skriv").click()
    row = page.get_by_role("row", name=re.compile("Rådgiver 1 stopper"))
    row.get_by_role("radio", name="−2").check(force=True)
    row.get_by_role("textbox").fill(SAID["seat"])
    expect(row.locator("[data-status]")).to_contain_text("Gemt")


def answer(phone: Page, title: str, score: str, words: str, *, saved: str = "Gemt") -> None:
    phone.get_by_role("link", name=re.compile(title)).click()
    give(phone, score, words)
    expect(phone.locator("#saved")).to_have_text(saved)


def give(phone: Page, score: str, words: str) -> None:
    phone.get_by_role("radio", name="Ja", exact=True).check(force=True)
    phone.get_by_role("radio", name=score, exact=True).check(force=True)
    phone.get_by_label("En sætning").fill(words)


def back_to_the_list(phone: Page) -> None:
    phone.get_by_role("link", name="Tilbage til listen").click()
    expect(phone.locator("#events")).to_be_visible()


def drop_out(day: Day) -> None:
    """The school loses its network, writes on, and comes back to a room that went on too."""
    phone = day.school
    answer(phone, "beder om de samme bilag", "−1", "Hurtigt kladdet")
    phone.context.set_offline(True)
    give(phone, "−1", SAID["school"])
    write_note(phone, "Ingen spurgte os")
    expect(phone.locator("#network")).to_have_text("Ingen forbindelse. 1 svar og 1 note gemt på telefonen.")
    day.on_console().get_by_role("button", name="Sæt i fokus").click()
    expect(day.mother.locator("#focus")).to_contain_text("I fokus nu")
    assert day.rows(f"answers WHERE text = '{SAID['school']}'") == 0
    phone.context.set_offline(False)
    expect(phone.locator("#saved")).to_have_text("Gemt")
    expect(phone.locator("#focus")).to_contain_text("I fokus nu")
    expect(phone.locator(".own-notes [data-waiting]")).to_have_count(0)
    expect(day.facilitator.locator("#queue")).to_contain_text("Ingen spurgte os")
    assert day.rows(f"answers WHERE text = '{SAID['school']}'") == 1
    assert day.rows("notes WHERE text = 'Ingen spurgte os'") == 1


def killed(day: Day) -> None:
    """The server dies in the middle of the phase; what was saved is there, and what is written meanwhile arrives."""
    before = {table: day.rows(table) for table in ("answers", "notes", "participants", "changes")}
    ends = clock(day.on_console()).inner_text()
    until(lambda: day.caseworker.evaluate(DECK_IS_THERE))
    day.server.kill()
    expect(day.caseworker.locator("#network")).to_contain_text("Ingen forbindelse")
    answer_again(day.caseworker, "Mens serveren var væk")
    day.server.start()
    expect(day.caseworker.locator("#saved")).to_have_text("Gemt")
    assert day.rows("answers WHERE text = 'Mens serveren var væk'") == 1
    now = {table: day.rows(table) for table in before}
    assert (now["notes"], now["participants"]) == (before["notes"], before["participants"])
    assert (now["answers"], now["changes"]) == (before["answers"] + 1, before["changes"] + 1), (before, now)
    expect(day.screen.get_by_text(day.code)).to_be_visible()
    day.facilitator.reload()
    expect(day.facilitator.locator("#phases [aria-current=step]")).to_contain_text("Perspektiver")
    expect(clock(day.facilitator)).to_have_text(ends)
    back_to_the_list(day.caseworker)
    back_to_the_list(day.school)


def answer_again(phone: Page, words: str) -> None:
    """Answer one more event; the deck holds the card while there is no server."""
    phone.get_by_role("link", name=re.compile("Mor ringer og rykker")).click()
    give(phone, "0", words)
    expect(phone.locator("#saved")).to_have_text("Venter på netværk")


def nobody_has_heard_too_early(day: Day) -> None:
    """No page and no message brought a phone what somebody else wrote."""
    for phone, own in ((day.mother, "mother"), (day.caseworker, "caseworker"), (day.school, "school")):
        assert day.has_heard(phone, "data-module"), "it was listened to"
        for who, words in SAID.items():
            assert who == own or not day.has_heard(phone, words), (own, who)
    for words in SAID.values():
        expect(day.screen.locator("body")).not_to_contain_text(words)


# Vis svar


def reveal(day: Day) -> None:
    """Everything is shown at once; the room looks at one event, and whoever strays comes back."""
    day.begin("Vis svar", "Hvor ser vi den samme hændelse forskelligt?")
    open_event(day.mother, "beder om de samme bilag")
    day.press("Vis alle svar")
    for who in ("mother", "caseworker", "school"):
        expect(day.mother.locator(".accounts")).to_contain_text(SAID[who])
    assert day.has_heard(day.mother, SAID["school"]), "what is shown is heard, so what was not heard was not sent"
    expect(day.mother.locator(".gap")).to_contain_text("trin imellem B og M")
    expect(day.screen.locator("#screen-news .sentence").first).to_be_visible()
    stray_and_rejoin(day)
    raise_a_hand(day)


def open_event(phone: Page, title: str) -> None:
    phone.get_by_role("link", name=re.compile(title)).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(title)


def stray_and_rejoin(day: Day) -> None:
    page = day.on_console()
    page.get_by_label("Vælg en hændelse").select_option(label="Rådgiver 1 stopper, 1. juli 2024")
    expect(page.locator("#candidate")).to_contain_text("Rådgiver 1 stopper")
    page.get_by_role("button", name="Sæt i fokus").click()
    expect(day.screen.locator(".tl-over .label")).to_contain_text("Rådgiver 1 stopper")
    day.mother.get_by_role("link", name=re.compile("Følg med igen")).click()
    expect(day.mother.get_by_role("heading", level=1)).to_have_text("Rådgiver 1 stopper")
    expect(day.mother.locator(".accounts")).to_contain_text(SAID["seat"])
    expect(day.mother.get_by_text("Følg med igen")).to_be_hidden()


def raise_a_hand(day: Day) -> None:
    hand = day.mother.get_by_role("button", name="Ræk hånden op")
    hand.click()
    expect(day.facilitator.locator("#people")).to_contain_text("Hænder oppe")
    day.press("Tag ned")
    expect(hand).to_have_attribute("aria-pressed", "false")


# Dynamik


def dynamics(day: Day) -> None:
    """The citizen's glasses on the wall, and a while in which nobody writes."""
    day.begin("Dynamik", "Hvor var der stille")
    day.on_console().locator("#glasses").get_by_role("button", name="Borgeren").click()
    expect(day.screen.locator(".tl-silence .figure", has_text="112")).to_be_visible()
    day.press("Lås for svar")
    expect(day.mother.locator(".bottom .when-locked")).to_be_visible()
    day.press("Lås op for svar")
    expect(day.mother.locator(".bottom .when-locked")).to_be_hidden()


def rewind(day: Day) -> None:
    """Back to writing alone: all that was there still is, and what is new waits for the next showing."""
    before = {table: day.rows(table) for table in ("answers", "notes", "participants", "votes")}
    released = day.rows("answers WHERE released")
    day.begin("Perspektiver", "Vidste du det?")
    expect(clock(day.facilitator)).to_have_text("25:00")
    expect(day.mother.locator(".accounts")).to_contain_text(SAID["seat"])
    answer(day.school, "Skolen får kvittering", "+2", "Vi var lettede")
    open_event(day.caseworker, "Skolen får kvittering")
    expect(day.facilitator.locator("#readiness").get_by_role("row", name=SCHOOL)).to_contain_text("2 af 25 svar")
    day.begin("Dynamik", "Hvor var der stille")
    assert {table: day.rows(table) for table in before} == {**before, "answers": before["answers"] + 1}
    assert day.rows("answers WHERE released") == released
    assert not day.has_heard(day.caseworker, "Vi var lettede")
    day.press("Vis alle svar")
    expect(day.caseworker.locator(".accounts")).to_contain_text("Vi var lettede")
    for phone in day.phones:
        back_to_the_list(phone)


# Årsager


def causes(day: Day) -> None:
    """Dots on the turning points, from the phones and from a seat without one; a tie is a tie."""
    day.begin("Årsager", "Hvorfor?")
    page = day.facilitator
    page.get_by_role("radio", name=re.compile("Hændelser")).check()
    page.get_by_role("button", name="Åbn afstemningen").click()
    expect(day.screen.get_by_role("heading", level=1)).to_contain_text("Hvor vendte det?")
    for phone, title in ((day.mother, "Rådgiver 1 stopper"), (day.caseworker, "Mor ringer og rykker")):
        phone.get_by_role("link", name=re.compile("Hvor vendte det?")).click()
        phone.get_by_role("button", name=f"Sæt en prik på «{title}»").click()
        phone.get_by_role("button", name=f"Sæt en prik på «{title}»").click()
    turnout = page.locator("#turnout")
    expect(turnout.get_by_role("row", name=CASEWORKER)).to_contain_text("1 af 1 har stemt")
    expect(turnout.get_by_role("row", name=MOTHER)).to_contain_text("1 af 2 har stemt")
    page.get_by_role("link", name=re.compile("Plads 1")).click()
    page.locator("#dots").get_by_label("Skolen får kvittering").fill("1")
    expect(page.locator("#dots")).to_contain_text("2 af 3 prikker tilbage")
    expect(page.locator("#dots [data-status]")).to_contain_text("Gemt")
    day.press("Luk og vis resultatet")
    for where in (day.screen, day.mother, day.facilitator):
        expect(where.get_by_text("delt 1.–2. plads")).to_have_count(2)
    day.press("Sæt «Rådgiver 1 stopper» i fokus")
    expect(day.screen.get_by_role("heading", level=1)).to_contain_text("Hvorfor?")
    expect(day.screen.locator(".tl-over .label")).to_contain_text("Rådgiver 1 stopper")


# Handlinger


def actions(day: Day) -> None:
    """What is done now, by whom and by when, written on the case."""
    day.begin("Handlinger", "Hvad gør vi nu?")
    page = day.facilitator
    page.get_by_role("link", name="Da to teams ventede").click()
    page.get_by_text("Mere", exact=True).click()
    page.get_by_role("link", name="Læring").click()
    action = page.get_by_role("group", name="Handling 1")
    action.get_by_role("textbox").nth(0).fill("Ring til borgeren, når en rådgiver stopper")
    page.get_by_role("button", name="Gem handlingerne").click()
    expect(action.get_by_role("textbox").nth(0)).to_have_value("Ring til borgeren, når en rådgiver stopper")


# Afslut


def close(day: Day) -> None:
    """The last question, and the end: everybody is told, and everything is there."""
    day.begin("Afslut", "Hvad siger vi til borgeren?")
    day.press("Luk workshoppen")
    for phone in day.phones:
        expect(phone.get_by_role("heading", name="Workshoppen er slut")).to_be_visible()
    expect(day.screen.get_by_role("heading", name="Tak for i dag")).to_be_visible()
    for words in SAID.values():
        assert day.rows(f"answers WHERE released AND text = '{words}'") == 1, words
    assert day.rows("votes") == 3
    assert day.rows("notes WHERE NOT deleted") == 3
