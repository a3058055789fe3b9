"""An action from the case to whether it helped, walked by keyboard and looked at as everyone sees it."""

from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from klagerejsen.accounts.models import Team
from klagerejsen.extensions import db
from klagerejsen.journeys import services
from klagerejsen.journeys.history import NOBODY
from tests.browser.conftest import Server
from tests.browser.looking import Stop, looked_at
from tests.functional.test_insights import document

CASE = "Da to teams ventede på hinanden"
TITLE = "Fælles telefonliste for de to teams"
DONE = date(2025, 6, 1)


@pytest.fixture
def town(app: Flask, team: Team) -> None:
    """Forty cases more in two areas; in the first the cause is seen less often from the day on."""
    for n in range(40):
        after, area = n >= 20, ("boern", "voksne")[n % 2]
        seen = n % 8 == 0 if after and area == "boern" else n % 4 < 2
        start = DONE - timedelta(500 - 10 * n) if not after else DONE + timedelta(5 * n - 100)
        case = document(n, area, ["KOO1"] if seen else [], (start - date(2024, 1, 1)).days)
        services.import_document(team.id, case, NOBODY)
    db.session.commit()


@pytest.fixture
def running(town: None, server: Server) -> Server:
    """The server with the town in its database."""
    return server


def open_fold(page: Page, number: int, words: str) -> None:
    """Open a fold of an action by keyboard."""
    fold = page.locator(f"#action-{number} summary", has_text=words)
    fold.focus()
    page.keyboard.press("Enter")


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem handlingerne").click()
    expect(page.get_by_text("Gemt.")).to_be_visible()


def test_an_action_is_tied_to_a_cause_done_judged_and_seen_before_and_after(running: Server, facilitator: Page):
    page = facilitator
    page.get_by_role("link", name=CASE).click()
    page.goto(page.url.split("/board")[0] + "/learning")
    number = page.locator("fieldset.action").count()
    added = page.locator(f"#action-{number}")
    added.get_by_label("Handling", exact=True).fill(TITLE)
    added.get_by_label("Ejer (en rolle)").fill("Teamleder")
    open_fold(page, number, "Årsager")
    added.get_by_role("checkbox", name="Uklart").first.focus()
    page.keyboard.press("Space")
    save(page)

    open_fold(page, number, "Opfølgning")
    added.get_by_role("radio", name="Gennemført").check()
    added.get_by_label("Gennemført den").fill("1. juni 2025")
    added.get_by_role("radio", name="Delvist").check()
    added.get_by_label("Hvad ser I det på?").fill("Færre ringer to gange")
    assert looked_at(page, Stop("learning, followed up", page.url)) == []
    save(page)
    expect(page.locator(f"#action-{number} summary").last).to_have_text(
        "Opfølgning: gennemført 1. juni 2025 · Hjalp det? Delvist"
    )

    page.get_by_role("link", name="Hjalp det? Alle teamets handlinger").click()
    done = page.locator("section", has=page.get_by_role("heading", name="Gennemførte"))
    expect(done.get_by_role("note")).to_contain_text("ikke hvad den skyldes")
    expect(done).to_contain_text("Færre ringer to gange")
    expect(done.get_by_role("img")).to_have_count(4)
    expect(done).to_contain_text("procentpoint")
    done.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(done.get_by_role("link", name="Sag nummer 0")).to_be_visible()
    assert looked_at(page, Stop("actions", page.url)) == []

    done.get_by_role("link", name=TITLE).click()
    expect(added.get_by_label("Hvad ser I det på?")).to_be_visible()
