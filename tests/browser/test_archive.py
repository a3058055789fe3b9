"""Somebody takes a team's archive and brings it into an empty house, in a real browser at two real servers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from klagerejsen.commands import main
from tests import databases
from tests.browser.conftest import free_port, sign_in, wait_for
from tests.conftest import FACILITATOR, PASSWORD


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[str]:
    """A server of its own with one administrator and no journeys."""
    folder, port = tmp_path / "house", free_port()
    environment = databases.environment(folder)
    add = ["user", "add", FACILITATOR, "--team", "hus", "--role", "administrator", "--password", PASSWORD]
    for call in (["db", "upgrade"], add):
        assert CliRunner().invoke(main, call, env=environment).exit_code == 0
    command = [sys.executable, "-m", "klagerejsen.commands", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
        databases.drop(folder)


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found]


def titles(page: Page) -> list[str]:
    return sorted(page.locator(".journeys h2").all_inner_texts())


def test_a_team_moves_to_an_empty_house(someone: Callable[..., Page], empty_house: str, tmp_path: Path) -> None:
    page = someone()
    sign_in(page)
    before = titles(page)
    page.get_by_role("link", name="Filer, der er hentet ud").click()
    page.get_by_role("link", name="Hele arkivet").click()
    page.get_by_label("Formål").select_option(label="Flytning til en anden Klagerejsen")
    page.get_by_label("Med egne ord").fill("Nyt hus")
    accessible(page)
    page.get_by_role("button", name="Lav arkivet").press("Enter")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Hent arkivet").click(timeout=60_000)
    assert taken.value.suggested_filename.startswith("klagerejsen-flytning-nyt-hus-slettes-")
    taken.value.save_as(tmp_path / "arkiv.zip")
    accessible(page)

    other = someone()
    other.goto(f"{empty_house}/login")
    other.get_by_label("E-mail").fill(FACILITATOR)
    other.get_by_label("Adgangskode").fill(PASSWORD)
    other.get_by_role("button", name="Log ind").click()
    expect(other.get_by_text("Her er ingen rejser endnu.")).to_be_visible()
    other.get_by_role("link", name="Hent ind").click()
    other.get_by_label("Fil", exact=True).set_input_files(tmp_path / "arkiv.zip")
    other.get_by_role("button", name="Læs filen").press("Enter")
    expect(other.get_by_role("heading", name="Et arkiv fra Demokommunen")).to_be_visible(timeout=60_000)
    accessible(other)
    other.get_by_role("button", name="Hent rejserne ind").press("Enter")
    expect(other.get_by_text("3 rejser er hentet ind.")).to_be_visible(timeout=60_000)
    assert titles(other) == before
