"""Somebody reads the register's statistics: filters them, follows a curve and its table, and compares."""

import datetime as dt
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from klagerejsen import create_app
from klagerejsen.accounts.models import Team
from klagerejsen.codes import ComplaintKind, Outcome, Reassessment
from klagerejsen.complaints import services
from klagerejsen.complaints.terms import Terms
from klagerejsen.extensions import db
from klagerejsen.keyfigures.periods import finished
from klagerejsen.labels import THEMES
from tests.browser.looking import Stop, looked_at
from tests.conftest import settings_for

HOW_MANY = 900
AREAS = {"boern": ("Familieafdelingen", "Myndighed Børn"), "handicap": ("Hjælpemidler",), "voksne": ("Visitation",)}


def invented(chance: random.Random, first: dt.date, days: int) -> dict[str, object]:
    """Return a complaint of the two last finished half-years, and how it went."""
    area = chance.choices(tuple(AREAS), (5, 3, 2))[0]
    received, offered = first + dt.timedelta(chance.randrange(days)), chance.random() < 0.4
    piece = {
        "area": area,
        "unit": chance.choice(AREAS[area]),
        "kind": chance.choice(tuple(ComplaintKind)),
        "theme": chance.choice(tuple(THEMES)[:4]),
        "received_on": received,
        "offered": offered,
    }
    took = dt.timedelta(chance.randint(2, 30 if offered else 45))
    if chance.random() < (0.6 if offered else 0.2):
        piece["contacted_on"] = received + took / 2
    if chance.random() < (0.25 if offered else 0.1):
        return piece | {"withdrawn_on": received + took}
    if piece["kind"] is ComplaintKind.FORMALITY:
        return piece | {"closed_on": received + took}
    sent = {"reassessed_on": received + took, "reassessment": Reassessment.MAINTAINED, "forwarded_on": received + took}
    decided = {"outcome": chance.choice(tuple(Outcome)), "appeal_decided_on": received + took + dt.timedelta(60)}
    return piece | sent | (decided if chance.random() < 0.8 else {})


@pytest.fixture(autouse=True)
def many(data_dir: Path) -> None:
    app, chance = create_app(settings_for(data_dir)), random.Random(3)
    with app.test_request_context():
        team = db.session.scalars(db.select(Team).where(Team.slug == "demo")).one()
        first, last = (finished(dt.date.today())[place] for place in (-2, -1))
        days = (last.last - first.first).days
        pieces = (invented(chance, first.first, days) for _each in range(HOW_MANY))
        db.session.add_all(services.made(team.id, number, piece, Terms()) for number, piece in enumerate(pieces, 1))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def test_the_figures_are_filtered_followed_and_compared(facilitator: Page):
    page, problems = facilitator, []
    page.goto("/complaints")
    page.get_by_role("link", name="Statistik").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klager i tal")
    expect(page.get_by_text("900 klager.")).to_be_visible()
    problems += looked_at(page, Stop("counts", page.url))
    page.get_by_label("Område", exact=True).select_option("boern")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator(".lead")).to_contain_text("Børn")

    for name in ("Tider", "Udfald", "Med og uden samtale", "Enheder"):
        page.get_by_role("navigation", name="Statistik").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name="Hvad tallene betyder")).to_be_visible()
        problems += looked_at(page, Stop(name, page.url))
    page.goto("/complaints/statistics/conversations")
    before = page.locator(".part", has_text="Trukket tilbage").locator(".said").nth(1).inner_text()
    assert re.fullmatch(r"Forskel [−+]?\d+ procentpoint, 95\u00a0% interval .*", before), before
    page.get_by_label("Område", exact=True).select_option("boern")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator(".lead")).to_contain_text("Børn")
    expect(page.locator(".part", has_text="Trukket tilbage").locator(".said").nth(1)).not_to_have_text(before)
    page.goto("/complaints/statistics/clocks?clock=contact")
    assert page.locator(".curve .line").first.is_visible()

    page.goto("/complaints/statistics")
    page.get_by_label("Vis ikke tal under").select_option("10")
    page.get_by_role("button", name="Gem grænsen").click()
    expect(page.get_by_text("Tal under 10 vises ikke nu.")).to_be_visible()
    expect(page.get_by_text("Antal på 1–9 vises ikke")).to_be_visible()
    assert problems == []
