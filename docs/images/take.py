"""Take the pictures of the documentation anew, from the demo: `python docs/images/take.py`; about a minute.

Starts a demo with data of its own, holds a small workshop in it with real browsers, and writes PNG files
with a palette beside this file. Needs what the tests need: the development environment and a Chromium.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LAPTOP, PROJECTOR, PHONE = (1440, 900), (1920, 1080), (390, 844)
COLOURS = 256
STARTS_WITHIN = 60
EVENT = "Skolen sender en underretning"
SEATS = {
    "citizen": (("known", "-2", "Jeg fik det først at vide, da de ringede."), ("known", "-1", "Jeg blev overrasket.")),
    "authority": (
        ("known", "1", "Den var tydelig og til at handle på."),
        ("known", "0", "Vi vidste ikke, om mor var orienteret."),
        ("unknown", "", ""),
    ),
    "external": (("known", "0", "Vi gjorde, hvad vi skulle, men nåede ikke at tale med mor."),),
}
NOTE = "Skolen ringede også til Modtagelsen i maj."


@dataclass(frozen=True)
class Demo:
    """What the demo says of itself when it starts."""

    url: str
    email: str
    password: str
    display: str
    code: str


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """Run the demo until the pictures are taken."""
    log = folder / "log"
    command = [sys.executable, "-u", "-m", "klagerejsen.commands", "demo", "--port", "8600"]
    with log.open("w") as out:
        environment = {**os.environ, "KLAGEREJSEN_DATA_DIR": str(folder / "data")}
        process = subprocess.Popen(command, stdout=out, env=environment)  # noqa: S603 - our own command
    try:
        yield _said(log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)


def _said(log: Path) -> Demo:
    """Read the welcome as soon as it is whole."""
    words = re.compile(
        r"(http\S+)/login\s+(\S+)\s+·\s+(\S+).*?(http\S+/display/\S+).*?(?:kode|code): (\S+ \S+)", re.DOTALL
    )
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        found = words.search(log.read_text("utf-8"))
        if found:
            return Demo(found[1], found[2], found[3], found[4], found[5])
        time.sleep(0.2)
    raise TimeoutError(log.read_text("utf-8"))


class Camera:
    """The people of the workshop, each with a browser window, and the pictures of what they see."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.demo = browser, demo
        self.board = self.window(LAPTOP)
        self.sign_in(self.board)
        self.console, self.screen = self.board.context.new_page(), self.window(PROJECTOR)

    def window(self, size: tuple[int, int], scale: float = 1) -> Page:
        """Open a window of a size."""
        context = self.browser.new_context(
            base_url=self.demo.url,
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=scale,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
        )
        return context.new_page()

    def sign_in(self, page: Page) -> None:
        """Sign the facilitator in."""
        page.goto("/login")
        page.get_by_label("E-mail").fill(self.demo.email)
        page.get_by_label("Adgangskode").fill(self.demo.password)
        page.get_by_role("button", name="Log ind").click()
        page.wait_for_url("**/")

    def take_boards(self) -> None:
        """Take the board as everyone and as the citizen saw it, an event, a finding and a date that is asked back."""
        page = self.board
        page.get_by_role("link", name="Da to teams").click()
        self.settled(page)
        save(page, "board")
        page.keyboard.press("b")
        self.settled(page)
        save(page, "board-citizen")
        page.keyboard.press("0")
        page.locator("[data-fold-list]").click()
        page.locator("#list").get_by_text(EVENT).click()
        self.settled(page)
        save(page, "event")
        page.locator("#list .found a").filter(has_text="112 dage").first.click()
        page.locator("#list .events a").first.scroll_into_view_if_needed()
        self.settled(page)
        save(page, "finding")
        page.get_by_role("link", name="Hændelse", exact=True).first.click()
        page.locator("#date").fill("12. marts")
        page.get_by_label("Hvad skete der?").fill("Mor ringer til Familierådgivningen")
        page.locator("#dialog").get_by_role("button", name="Tilføj").click()
        page.get_by_text("Hvad mener du?").wait_for()
        save(page, "new-event")

    def settled(self, page: Page) -> None:
        """Wait until what moves has come to rest."""
        page.wait_for_timeout(2500)

    def hold_workshop(self) -> None:
        """Let everyone answer, show the answers, and put one event in focus through the citizen's glasses."""
        self.console.goto("/workshops/1/console")
        self.screen.goto(self.demo.display)
        self.press("Perspektiver", "Start")
        phones = [self.sit_down(side, answer) for side, answers in SEATS.items() for answer in answers]
        self.write_note(phones[-1])
        self.press_ready(phones[2])
        self.console.wait_for_timeout(1500)
        save(self.console, "console")
        self.press("Vis svar", "Vis alle svar")
        self.console.get_by_role("link", name="Næste hændelse").click()
        for _step in range(2):
            self.console.wait_for_timeout(500)
            self.console.get_by_role("link", name="Næste hændelse").click()
        self.console.wait_for_timeout(500)
        self.press("Sæt i fokus")
        self.console.locator("#glasses button[value=citizen]").click()
        self.screen.wait_for_timeout(3000)
        save(self.screen, "screen")

    def press(self, *names: str) -> None:
        """Press buttons of the console, one after the other."""
        for name in names:
            self.console.get_by_role("button", name=name).click()
            self.console.wait_for_timeout(800)

    def sit_down(self, side: str, answer: tuple[str, str, str]) -> Page:
        """Join with a phone and answer for one event."""
        phone = self.window(PHONE, 1.5)
        phone.goto(f"/join/{self.demo.code.replace(' ', '')}")
        phone.locator(f"input[value={side}]").check(force=True)
        joining = shot(phone)
        phone.get_by_role("button", name="Kom med").click()
        phone.wait_for_url("**/phone")
        listing = shot(phone)
        phone.get_by_role("link", name=EVENT).click()
        known, score, words = answer
        phone.locator(f"input[name=known][value={known}]").check(force=True)
        if score:
            phone.locator(f'input[name=score][value="{score}"]').check(force=True)
        phone.locator("#text").fill(words)
        phone.locator("#saved").get_by_text("Gemt", exact=True).wait_for()
        if words == SEATS["citizen"][0][2]:
            save_beside("phone", joining, listing, shot(phone))
        return phone

    def write_note(self, phone: Page) -> None:
        """Write a note on the whole course."""
        phone.goto("/workshops/1/phone")
        phone.get_by_label("Mangler der noget?").fill(NOTE)
        phone.get_by_role("button", name="Send noten").click()

    def press_ready(self, phone: Page) -> None:
        """Say that one is ready."""
        phone.goto("/workshops/1/phone")
        phone.get_by_role("button", name="Klar").click()

    def take_learning(self) -> None:
        """Take what is learned from the case, and the causes across cases."""
        self.board.goto(f"{self.board.url.split('/board')[0]}/learning")
        save(self.board, "learning")
        self.board.goto("/insights")
        save(self.board, "insights")

    def take_statistics(self) -> None:
        """Take how long complaints took, with and without the offer of a conversation."""
        self.board.goto("/complaints/statistics/conversations")
        part = self.board.locator(".part").filter(has_text="Kommunens behandling")
        store(Image.open(BytesIO(part.screenshot(animations="disabled"))), "statistics")

    def take_register(self) -> None:
        """Take what is due, and the guide to a conversation about the newest complaint, on a phone."""
        self.board.goto("/complaints/due")
        save(self.board, "due")
        phone = self.window(PHONE, 1.5)
        self.sign_in(phone)
        phone.goto("/complaints?state=received")
        phone.get_by_role("link", name=re.compile(r"^K-\d+")).first.click()
        phone.get_by_role("link", name="Åbn samtalen").click()
        phone.wait_for_url("**/conversation")
        save(phone, "conversation")

    def take_poster(self) -> None:
        """Draw the poster as the page does, and keep it small."""
        self.board.goto("/")
        link = self.board.get_by_role("link", name="Da to teams").get_attribute("href")
        assert link
        store(self.drawn(f"{link.removesuffix('/board')}/poster.png?size=a3"), "poster", width=1400)

    def take_handout(self) -> None:
        """Draw the handout of the workshop."""
        sheet = self.drawn("/workshops/1/handout.png")
        sheet.thumbnail((840, 1200), Image.Resampling.LANCZOS)
        store(sheet, "handout")

    def drawn(self, url: str) -> Image.Image:
        """Ask for a picture until it comes at once: who waits longer is led to a page that says how far it is."""
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            answer = self.board.request.get(url)
            if answer.headers["content-type"] == "image/png":
                return Image.open(BytesIO(answer.body()))
            time.sleep(1.0)
        raise TimeoutError(url)


def shot(page: Page) -> bytes:
    """Take one picture, when what moves has come to rest."""
    page.wait_for_timeout(500)
    return page.screenshot(animations="disabled")


def save(page: Page, name: str) -> None:
    """Take one picture and store it."""
    store(Image.open(BytesIO(shot(page))), name)


def save_beside(name: str, *taken: bytes) -> None:
    """Store several pictures of phones beside each other."""
    pictures = [Image.open(BytesIO(data)) for data in taken]
    gap, height = 30, max(picture.height for picture in pictures)
    sheet = Image.new("RGB", (sum(picture.width + gap for picture in pictures) - gap, height), "#d5d9dc")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + gap
    store(sheet, name)


def store(picture: Image.Image, name: str, width: int = 0) -> None:
    """Write a picture with a palette, which flat drawings do well with.

    Of a page the rare colours matter, such as the accent; of a poster made smaller the many pale ones.
    """
    picture, method = picture.convert("RGB"), Image.Quantize.MAXCOVERAGE
    if width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
        method = Image.Quantize.MEDIANCUT
    small = picture.quantize(COLOURS, method=method, dither=Image.Dither.NONE)
    small.save(HERE / f"{name}.png", optimize=True)


def main() -> None:
    """Take them all."""
    path = os.environ.get("KLAGEREJSEN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        camera = Camera(browser, running)
        camera.take_boards()
        camera.hold_workshop()
        camera.take_learning()
        camera.take_statistics()
        camera.take_register()
        camera.take_poster()
        camera.take_handout()
        browser.close()


if __name__ == "__main__":
    main()
