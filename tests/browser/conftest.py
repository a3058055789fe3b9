"""Real browsers against the real server: one server process a test, one browser a run, a context for each person."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import databases
from tests.conftest import FACILITATOR, PASSWORD, settings_for

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
CLOSES_WITHIN = 30
PROJECTOR = {"width": 1920, "height": 1080}
STARTS_WITHIN = 40


@dataclass
class Server:
    """A server process on loopback."""

    url: str
    process: subprocess.Popen
    command: list[str]
    environment: dict[str, str]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=15)

    def kill(self) -> None:
        """Stop it as a power cut would: without a word to anybody."""
        self.process.kill()
        self.process.wait(timeout=15)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, env=self.environment)
        wait_for(self.url)


def wait_for(url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{url} does not answer")


def until(true: Callable[[], object], seconds: float = 15) -> None:
    """Wait for what a test asks for itself; the browser's own asking again is evaluated, which our policy forbids."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(data_dir: Path) -> Iterator[Server]:
    port, settings = free_port(), settings_for(data_dir)
    command = [sys.executable, "-m", "klagerejsen.commands", "serve", "--port", str(port)]
    environment = {
        **os.environ,
        **databases.environment(data_dir),
        "KLAGEREJSEN_SECRET_KEY": settings.secret_key,
        "KLAGEREJSEN_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    process = subprocess.Popen(command, env=environment)
    running = Server(f"http://127.0.0.1:{port}", process, command, environment)
    try:
        wait_for(running.url)
        yield running
    finally:
        running.process.kill()
        running.process.wait()


@pytest.fixture
def someone(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Give each person a browser context of their own; a page with an error of ours on it fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def arrive(viewport: dict = LAPTOP, **options: object) -> Page:
        context = browser.new_context(
            base_url=server.url, viewport=viewport, locale="da-DK", timezone_id="Europe/Copenhagen", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("console", lambda message: problems.append(f"{page.url}: {message.text}") if is_ours(message) else None)
        return page

    yield arrive
    for context in contexts:
        close(context)
    assert problems == []


def close(context: BrowserContext) -> None:
    """Close somebody's browser; the browser has been seen to give no answer to that, once in thousands of times.

    Playwright waits for it for ever, and lets no time be set.
    """
    with suppress(TimeoutError):
        context._sync(asyncio.wait_for(context._impl_obj.close(reason=None), CLOSES_WITHIN))


def is_ours(message) -> bool:
    """An error in the console is ours unless the test itself cut the network."""
    return message.type == "error" and not any(
        part in message.text
        for part in (
            "net::ERR_",
            "Failed to load resource",
            "Failed to fetch",
            "when fetching the script",
        )
    )


@pytest.fixture
def facilitator(someone: Callable[..., Page]) -> Page:
    page = someone()
    sign_in(page)
    return page


def sign_in(page: Page, email: str = FACILITATOR) -> None:
    page.goto("/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/")
