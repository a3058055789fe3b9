"""The page of causes: every figure opens the journeys behind it, and small numbers are said to be small."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest

from klagerejsen.extensions import db
from klagerejsen.insights import across, behind, causes, contributions
from klagerejsen.journeys import services
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Journey
from tests.functional.test_journey_pages import text


def document(number, area, codes, day):
    """A small case: the school hands over to the team, and nothing follows but a question half a year later."""
    first, last = date(2024, 1, 1) + timedelta(day), date(2024, 7, 1) + timedelta(day)
    actors = [
        {"id": "b", "label": "Borgeren", "role": "citizen", "perspective": "citizen"},
        {"id": "s", "label": "Skolen", "role": "school", "perspective": "authority", "unit": "Skolen"},
        {"id": "t", "label": "Teamet", "role": "unit", "perspective": "authority", "unit": "Teamet"},
    ]
    events = [
        {"id": "E1", "date": str(first), "type": "handover", "title": "Overdrager", "from": ["s"], "to": ["t"]},
        {"id": "E2", "date": str(last), "type": "enquiry", "title": "Rykker", "from": ["b"], "to": ["t"]},
    ]
    causes = [{"code": code, "primary": False} for code in codes]
    head = {"format": "klagerejsen-journey", "version": 1, "id": f"sag-{number}", "title": f"Sag nummer {number}"}
    return head | {"area": area, "consulted": ["citizen"], "actors": actors, "events": events, "causes": causes}


@pytest.fixture
def many(team):
    """Forty journeys more: KOO2 and KOM2 in one area, TID2 in the other, from one year."""
    for n in range(40):
        codes = ["KOO2", "KOM2"] if n % 2 else ["TID2"] if n % 4 == 0 else []
        area = "boern" if n % 2 else "voksen"
        services.import_document(team.id, document(n, area, codes, 9 * n), NOBODY)
    team.least_journeys = 5
    db.session.commit()


def report(client):
    return json.loads(client.get("/insights/insights.json").data)


def test_three_cases_are_said_to_be_few_and_nothing_to_stand_out(facilitator):
    page = text(facilitator.get("/insights"))
    assert "Få rejser" in page
    assert "Ingen, der kan ses." in page
    assert "for stor til at være tilfældig" not in page
    assert report(facilitator)["few"]


def test_what_an_area_has_more_of_stands_out_with_the_journeys_behind(facilitator, many):
    found = {(row["code"], row["area"]): row for row in report(facilitator)["areas"]}
    row = found["KOO2", "boern"]
    assert (row["journeys"], row["notable"]) == (21, True)
    assert len(row["behind"]) == 21
    page = facilitator.get("/insights")
    assert "for stor til at være tilfældig" in text(page)
    assert "Sag nummer 39" in text(page)


def test_what_may_be_chance_is_worth_a_question_and_says_so(facilitator, team):
    for n in range(20):
        area, late = ("boern", n % 10 < 7) if n < 10 else ("voksen", n % 10 < 2)
        codes = ["KOO2"] * late + ["KOM2"] * (n % 2) + ["TID2"] * (n % 3 == 0)
        services.import_document(team.id, document(n, area, codes, 9 * n), NOBODY)
    db.session.commit()
    rows = {(row["code"], row["area"]): row for row in report(facilitator)["areas"]}
    assert (rows["KOO2", "boern"]["notable"], rows["KOO2", "boern"]["maybe"]) == (False, True)
    page = facilitator.get("/insights").get_data(as_text=True)
    told = page[page.index("Forskel mellem områder") : page.index("Udvikling")]
    assert told.index("Ingen, der kan ses.") < told.index("Værd at spørge til") < told.index("i Børn")
    assert re.search(r"Blandt \d+ sammenligninger giver tilfældet alene omkring \d+ af den slags", told)


def test_every_row_on_the_page_opens_its_journeys(facilitator, many):
    page = facilitator.get("/insights").get_data(as_text=True)
    rows = re.findall(r"<details>(.*?)</details>", page, re.DOTALL)
    assert len(rows) >= 4
    assert all(re.search(r'href="/journeys/\d+', row) for row in rows)


def test_where_it_breaks_again_between_the_same_two_is_told(facilitator, many):
    (row,) = [row for row in report(facilitator)["between"] if row["units"] == ["Skolen", "Teamet"]]
    assert (row["journeys"], row["of"]) == (40, 40)
    assert not row["notable"], "all pairs of the area break as often"
    assert "dropped_handover" in {kind["type"] for kind in row["kinds"]}


def test_journeys_alike_say_why(facilitator):
    first = report(facilitator)["alike"][0]
    assert len(first["behind"]) == 2
    assert first["shared"]
    assert 0 < first["likeness"] <= 1


def test_of_many_journeys_the_newest_are_compared_by_what_enough_of_them_have(facilitator, many, monkeypatch):
    monkeypatch.setattr(across, "ALIKE_AMONG", 12)
    assert "Blandt de 12 nyeste rejser." in text(facilitator.get("/insights"))
    rows = report(facilitator)["alike"]
    assert {each for row in rows for each in row["behind"]} <= {f"sag-{n}" for n in range(28, 40)}
    assert {trait for row in rows for trait in row["shared"]} >= {"Tabt overdragelse"}


def test_a_journey_is_analysed_again_only_after_a_change(app, facilitator, monkeypatch):
    analysed = []
    really = contributions.judged
    monkeypatch.setattr(
        contributions, "judged", lambda rows, found: analysed.append(found.journey.id) or really(rows, found)
    )
    report(facilitator), report(facilitator)
    assert len(analysed) == 3
    ref = analysed[0]
    with app.app_context():
        db.session.query(Journey).filter_by(ref=ref).update({"seq": Journey.seq + 1})
        db.session.commit()
    report(facilitator)
    assert analysed[3:] == [ref]


def test_another_team_sees_none_of_it(stranger, many):
    assert "Sag nummer" not in text(stranger.get("/insights"))


def test_a_cause_that_only_an_event_shows_opens_its_journey_too(facilitator, team):
    case = document(1, "boern", [], 0)
    case["events"][0]["causes"] = [{"code": "KOO1", "text": None}]
    services.import_document(team.id, case, NOBODY)
    db.session.commit()
    page = text(facilitator.get("/insights/causes/KOO1"))
    assert "4 af 4" in page
    assert "Sag nummer 1" in page


@pytest.fixture
def as_areas(many, monkeypatch):
    """The page as it is where there are too many journeys for a column each."""
    monkeypatch.setattr(causes, "MOST_COLUMNS", 10)


def cells(page):
    rows = re.findall(r"<tr>(.*?)</tr>", page.get_data(as_text=True), re.DOTALL)
    named = ((re.search(r"/insights/causes/(\w+)", row), row) for row in rows)
    return {name[1]: re.findall(r'<td class="share">(.*?)</td>', row, re.DOTALL) for name, row in named if name}


def test_with_many_journeys_the_columns_are_areas_and_each_number_opens_its_journeys(facilitator, as_areas):
    page = facilitator.get("/insights")
    row = cells(page)["KOO2"]
    link = next(link for cell in row for link in re.findall(r'href="([^"]+)"', cell) if "area=boern" in link)
    behind = facilitator.get(unescape(link))
    assert "Sag nummer 39" in text(behind)
    assert "21 af" in text(behind)
    assert "Sag nummer 38" not in text(behind), "it is of the other area"


def test_a_number_that_points_at_few_is_neither_shown_nor_opened(facilitator, as_areas):
    """Twenty of the children's cases have KOM2, and the one demo case of another area that has it would be told too."""
    shown = json.loads(facilitator.get("/insights/insights.json").data)
    assert all(row["journeys"] >= 5 for row in shown["areas"])
    for code, row in cells(facilitator.get("/insights")).items():
        numbers = [int(n) for cell in row for n in re.findall(r'class="of"[^>]*>(\d+)', cell)]
        assert all(n >= 5 for n in numbers), code
    assert facilitator.get("/insights/causes/KOM2?area=handicap").status_code == 404
    assert facilitator.get("/insights/causes/KOM2?area=boern&area=voksen").status_code == 404


def test_a_long_list_of_journeys_comes_in_pages(facilitator, many, monkeypatch):
    monkeypatch.setattr(behind, "PER_PAGE", 10)
    first, last = (facilitator.get(f"/insights/causes/KOO2?page={page}") for page in (1, 3))
    assert "Side 1 af 3" in text(first)
    assert 'rel="next"' in first.get_data(as_text=True)
    assert 'rel="next"' not in last.get_data(as_text=True)
    seen = {title for page in (1, 2, 3) for title in titles(facilitator.get(f"/insights/causes/KOO2?page={page}"))}
    assert len(seen) == next(row for row in report(facilitator)["causes"] if row["code"] == "KOO2")["journeys"]
    assert [facilitator.get(f"/insights/causes/KOO2?page={page}").status_code for page in (0, 4)] == [404, 404]


def titles(page):
    return re.findall(r'<h2><a href="/journeys/(\d+)', page.get_data(as_text=True))


def test_a_row_with_many_journeys_leads_to_all_of_them(facilitator, as_areas, monkeypatch):
    monkeypatch.setattr(causes, "MOST_LINKS", 3)
    page = facilitator.get("/insights").get_data(as_text=True)
    assert "Sag nummer 39" not in page
    links = {unescape(link) for link in re.findall(r'href="([^"]+)">Alle \d+ rejser', page)}
    assert {re.search(r"patterns/\w+|causes", link)[0] for link in links} >= {"patterns/between", "causes"}
    for link in links:
        assert "Sag nummer" in text(facilitator.get(link)), link
    hidden = "/insights/patterns/together?of=KOO2&of=KOM2"
    assert facilitator.get(hidden).status_code == 404, "all but one case with the one have the other"
    assert facilitator.get("/insights/patterns/other?of=KOO2&of=TID2").status_code == 404


def test_the_lists_behind_a_figure_are_closed_to_other_teams(stranger, many):
    assert stranger.get("/insights/causes/KOO2").status_code == 404
    assert stranger.get("/insights/patterns/together?of=KOM2&of=KOO2").status_code == 404
