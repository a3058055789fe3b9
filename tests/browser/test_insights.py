"""The page of causes over many journeys: its areas as columns, and the journeys behind a number, for everyone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from klagerejsen import create_app
from klagerejsen.accounts.models import Team
from klagerejsen.extensions import db
from klagerejsen.journeys import services
from klagerejsen.journeys.history import NOBODY
from tests.browser.conftest import PHONE
from tests.browser.looking import Stop, looked_at
from tests.conftest import settings_for
from tests.functional.test_insights import document

AREAS = ("boern", "voksen", "handicap")


@pytest.fixture(autouse=True)
def many(data_dir: Path) -> None:
    """A hundred and twenty journeys that nothing was worked out of yet, before the server starts."""
    app = create_app(settings_for(data_dir))
    with app.test_request_context():
        team = db.session.scalars(db.select(Team).where(Team.slug == "demo")).one()
        team.least_journeys = 5
        for n in range(120):
            codes = [code for code, every in (("KOO2", 2), ("KOM2", 3), ("TID2", 5), ("AFG1", 17)) if n % every == 0]
            services.import_document(team.id, document(n, AREAS[n % 3], codes, 5 * n), NOBODY)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def worked_out(page: Page) -> None:
    """Wait until the server has counted every journey between the pages."""
    for _again in range(60):
        page.goto("/insights")
        if not page.get_by_text("ikke talt med").count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the server does not work out what is missing")


def test_the_server_counts_all_journeys_and_a_number_opens_those_behind_it(facilitator: Page):
    page = facilitator
    page.goto("/insights")
    assert page.get_by_text("rejser er ikke talt med endnu").count() == 1, "a hundred at once"
    worked_out(page)
    expect(page.get_by_text("123 klagerejser")).to_be_visible()
    number = page.locator("table.causes td.share a").first
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/insights/causes/*area=*")
    page.get_by_role("link", name="Sag nummer").first.click()
    page.wait_for_url("**/board")


def test_a_list_of_many_is_turned_by_keyboard(facilitator: Page):
    page = facilitator
    worked_out(page)
    page.goto("/insights/causes/KOO2")
    page.get_by_role("link", name="Næste side").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Side 2 af 2")).to_be_visible()
    expect(page.get_by_role("link", name="Forrige side")).to_be_visible()


def test_the_page_can_be_seen_read_and_pressed_by_everyone(facilitator: Page):
    page = facilitator
    worked_out(page)
    for address in ("/insights", "/insights/causes/KOO2", "/insights/causes/KOO2?area=boern"):
        page.goto(address)
        assert looked_at(page, Stop(address, address)) == []
    page.set_viewport_size(PHONE)
    page.goto("/insights")
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
