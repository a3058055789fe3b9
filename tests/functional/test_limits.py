"""Limits of an organisation's own: who may set them, what a change does before it is saved, and who changed what."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from html import unescape

import pytest
from flask import Flask

from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.analysis import Thresholds
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.insights import keeping
from klagerejsen.insights.limits import limits_of, thresholds_for
from klagerejsen.insights.measuring import analysis_of
from klagerejsen.insights.models import LimitChange
from klagerejsen.insights.reports import report_on
from klagerejsen.insights.whole import whole_of
from klagerejsen.journeys import services as services_of_journeys
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import WHOLE
from klagerejsen.limits import effects, services
from tests.conftest import PASSWORD
from tests.functional.test_insights import document

FACILITATOR_ONLY, READER, SECOND = "kun@example.dk", "laeser@example.dk", "anden@example.dk"


@pytest.fixture
def people(app: Flask) -> None:
    """Besides the administrator: a second one, a facilitator and a reader."""
    with app.test_request_context():
        team = db.session.scalars(db.select(Team).where(Team.slug == "demo")).one()
        accounts.add_user(FACILITATOR_ONLY, "Kun", PASSWORD, team, MemberRole.FACILITATOR)
        accounts.add_user(READER, "Læser", PASSWORD, team, MemberRole.READER)
        accounts.add_user(SECOND, "Anne Anden", PASSWORD, team, MemberRole.ADMINISTRATOR)
        db.session.commit()


@pytest.fixture
def changes(app: Flask):
    """Ask for every line that was written."""

    def ask() -> list[tuple]:
        with app.app_context():
            columns = (LimitChange.area, LimitChange.name, LimitChange.value)
            return [tuple(row) for row in db.session.execute(db.select(*columns).order_by(LimitChange.id))]

    return ask


def seen(page) -> str:
    return re.search(r'name="seen" value="(\d+)"', page.get_data(as_text=True))[1]


def text(page) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))).split())


def findings(team_id: int, area: str | None = None) -> set[tuple[str, str]]:
    """Every finding that the analysis makes of the journeys, by journey and key."""
    query = db.select(Journey).where(Journey.team_id == team_id).options(*WHOLE)
    journeys = [journey for journey in db.session.scalars(query) if area in (None, journey.area)]
    return {(journey.ref, finding.key) for journey in journeys for finding in analysis_of(journey).findings}


# What holds


def put(team: Team, area: str | None, **values: float | None) -> None:
    for name, value in values.items():
        db.session.add(LimitChange(team_id=team.id, area=area, name=name, value=value))
    db.session.commit()


def test_an_area_comes_before_the_organisation_and_that_before_the_default(team):
    assert thresholds_for(team.id, "boern") == Thresholds()
    put(team, None, silence_days=20, dropped_days=14)
    put(team, "boern", silence_days=40)
    assert thresholds_for(team.id, "boern") == Thresholds(silence_days=40, dropped_days=14)
    for area in ("handicap", None):
        assert thresholds_for(team.id, area) == Thresholds(silence_days=20, dropped_days=14)
    assert isinstance(thresholds_for(team.id, "boern").silence_days, int)


def test_the_newest_line_holds_and_one_without_a_value_goes_back(team):
    put(team, None, silence_days=20)
    put(team, None, silence_days=25)
    assert thresholds_for(team.id, None).silence_days == 25
    put(team, None, silence_days=None)
    assert thresholds_for(team.id, None) == Thresholds()


def test_another_organisation_and_a_limit_that_is_no_more_change_nothing(team):
    other = db.session.scalars(db.select(Team).where(Team.slug == "other")).one()
    put(other, None, silence_days=20)
    put(team, None, once_there_was=3)
    assert thresholds_for(team.id, None) == Thresholds()
    assert thresholds_for(other.id, None).silence_days == 20


def test_what_held_then_can_be_told_of(team):
    put(team, None, silence_days=20)
    then = services.newest(team.id)
    put(team, None, silence_days=25)
    assert limits_of(team.id, then).thresholds(None).silence_days == 20


# Who


def test_only_an_administrator_sets_limits_and_everybody_of_the_team_sees_them(people, signed_in, changes):
    for email in (FACILITATOR_ONLY, READER):
        client = signed_in(email)
        page = client.get("/limits")
        assert "Uden besked fra kommunen i mere end 30 kalenderdage" in text(page)
        assert b"Vis virkning" not in page.data
        for url in ("/limits", "/limits/preview"):
            assert client.send(url, {"seen": "0", "silence_days": "20"}).status_code == 403
    assert changes() == []


def test_nobody_comes_in_without_signing_in(client):
    assert client.get("/limits").status_code == 302
    assert client.send("/limits", {"silence_days": "20"}).status_code == 401


def test_a_form_that_another_site_sent_saves_nothing(facilitator, changes):
    assert facilitator.post("/limits", data={"seen": "0", "silence_days": "20"}).status_code == 400
    assert facilitator.post("/limits/preview", data={"seen": "0", "silence_days": "20"}).status_code == 400
    assert changes() == []


def test_an_administrator_of_another_team_sees_and_changes_their_own_only(facilitator, stranger, app, changes):
    facilitator.send("/limits", {"seen": "0", "silence_days": "20"})
    page = stranger.get("/limits")
    assert 'name="silence_days" value="30"' in page.get_data(as_text=True)
    assert "Ingen har ændret en grænse endnu." in text(page)
    preview = stranger.send("/limits/preview", {"seen": seen(page), "silence_days": "10"})
    assert "Her er ingen rejser endnu" in text(preview)
    stranger.send("/limits", {"seen": seen(page), "silence_days": "10"})
    with app.app_context():
        demo = db.session.scalars(db.select(Team).where(Team.slug == "demo")).one()
        assert thresholds_for(demo.id, None).silence_days == 20
    assert facilitator.get("/limits?area=findes-ikke").status_code == 404


# What is typed


@pytest.mark.parametrize("nonsense", ["", "tyve", "6", "181", "20,5", "-30", "1e2", "nan", "２０", "30 dage", "0x20"])
def test_nonsense_is_refused_with_what_to_do_and_saves_nothing(facilitator, changes, nonsense):
    for url in ("/limits/preview", "/limits"):
        page = facilitator.send(url, {"seen": "0", "silence_days": nonsense, "dropped_days": "14"})
        assert page.status_code == 422
        assert "Skriv et helt tal fra 7 til 180." in text(page)
        assert 'name="dropped_days" value="14"' in page.get_data(as_text=True), "what was typed stays"
    assert changes() == []


def test_halves_are_taken_where_they_mean_something(facilitator, changes):
    page = facilitator.send("/limits", {"seen": "0", "gap_steps": "2,7"})
    assert "Skriv et tal fra 1 til 4, helt eller med en halv." in text(page)
    facilitator.send("/limits", {"seen": "0", "gap_steps": "2,5"})
    assert changes() == [(None, "gap_steps", 2.5)]
    assert 'name="gap_steps" value="2,5"' in facilitator.get("/limits").get_data(as_text=True)


# What a change does


def test_a_preview_saves_nothing(facilitator, changes, journey_id):
    before = text(facilitator.get(f"/journeys/{journey_id}/findings"))
    page = facilitator.send("/limits/preview", {"seen": "0", "silence_days": "20"})
    assert page.status_code == 200
    assert "Intet er gemt." in text(page)
    assert changes() == []
    assert text(facilitator.get(f"/journeys/{journey_id}/findings")) == before


@pytest.mark.parametrize("area", [None, "boern"])
@pytest.mark.parametrize("wanted", [{"silence_days": 10.0}, {"dropped_days": 90.0, "standstill_days": 10.0}])
def test_what_the_preview_says_is_what_is_found_after_saving(team, area, wanted):
    own = limits_of(team.id)
    told = effects.effect(team.id, area, own, own.changed(area, wanted), "da")
    refs = {journey.id: journey.ref for journey in db.session.scalars(db.select(Journey))}
    before = findings(team.id)
    assert services.save(team.id, area, 0, wanted, team.memberships[0].user_id) == len(wanted)
    db.session.commit()
    after = findings(team.id)
    assert {(refs[each.journey_id], each.key) for each in told.comes} == after - before
    assert {(refs[each.journey_id], each.key) for each in told.leaves} == before - after
    assert after != before
    in_scope = findings(team.id, area)
    assert sum(kind.after for kind in told.kinds) == len(in_scope)
    assert {kind.code: kind.after_in for kind in told.kinds if kind.after} == {
        code: len({ref for ref, key in in_scope if key.startswith(f"{code}")})
        for code in {kind.code for kind in told.kinds if kind.after}
    }


def test_the_preview_measures_against_the_area_as_the_board_does_after_saving(app, team):
    """Nothing has to be worked out again first: the yardsticks are there, only the limit is another."""
    for n in range(36):
        case = document(n, "langsom", [], n)
        if n % 6:
            case["events"][1]["date"] = str(date(2024, 2, 10) + timedelta(n))
        services_of_journeys.import_document(team.id, case, NOBODY)
    team_id = team.id
    db.session.commit()
    keeping.bring_up(app, team_id)
    own = limits_of(team_id)
    norms = whole_of(team_id, 0).norms_of("langsom")
    assert norms.gaps >= Thresholds().area_least
    assert norms.standstill_days < 120
    told = effects.effect(team_id, "langsom", own, own.changed("langsom", {"standstill_days": 120.0}), "da")
    before = findings(team_id)
    db.session.add(LimitChange(team_id=team_id, area="langsom", name="standstill_days", value=120))
    db.session.commit()
    assert whole_of(team_id, 0).waiting == 0
    after = findings(team_id)
    refs = {journey.id: journey.ref for journey in db.session.scalars(db.select(Journey))}
    assert {(refs[each.journey_id], each.key) for each in told.leaves} == before - after
    assert {(refs[each.journey_id], each.key) for each in told.comes} == after - before
    assert any(key.startswith("standstill") for _ref, key in before - after)


def test_the_preview_says_which_findings_stand_in_front(team):
    own = limits_of(team.id)
    told = effects.effect(team.id, None, own, own.changed(None, {"front": 3.0}), "da")
    assert not told.comes
    assert not told.leaves
    fronts = {front.journey_id: front for front in told.fronts}
    for journey in db.session.scalars(db.select(Journey).where(Journey.team_id == team.id).options(*WHOLE)):
        analysis = analysis_of(journey)
        left = len(analysis.findings[:7]) - len(analysis.findings[:3])
        assert len(fronts[journey.id].leaves) == left if left else journey.id not in fronts


def test_an_area_with_a_limit_of_its_own_is_not_moved_by_the_organisations(team):
    none = limits_of(team.id)
    assert effects.effect(team.id, "boern", none, none.changed(None, {"silence_days": 7.0}), "da").comes
    put(team, "boern", silence_days=30)
    put(team, None, silence_days=20)
    put(team, "boern", silence_days=30)
    own = limits_of(team.id)
    told = effects.effect(team.id, "boern", own, own.changed(None, {"silence_days": 7.0}), "da")
    assert told.analysed == 1
    assert not told.comes
    assert not told.leaves


def test_few_are_looked_at_where_there_are_many_and_the_page_says_so(facilitator, monkeypatch):
    monkeypatch.setattr(effects, "NEWEST", 2)
    page = facilitator.send("/limits/preview", {"seen": "0", "silence_days": "20"})
    assert "Regnet på de nyeste 2 af 3 rejser" in text(page)


def test_no_further_journey_is_looked_at_once_the_time_is_up(team):
    ticks = iter(range(0, 1000, 20))
    own = limits_of(team.id)
    told = effects.effect(team.id, None, own, own, "da", clock=lambda: next(ticks))
    assert (told.analysed, told.total) == (1, 3)


def report(app: Flask, journey_id: int) -> dict:
    with app.app_context():
        return report_on(db.session.get(Journey, journey_id, options=WHOLE))


def test_a_finding_that_the_room_confirmed_is_said_to_stay(facilitator, app, journey_id):
    silences = [each for each in report(app, journey_id)["findings"] if each["type"] == "silence"]
    assert {(each["origin"], each["status"]) for each in silences} == {("computed", "confirmed")}
    page = facilitator.send("/limits/preview", {"seen": "0", "silence_days": "180"})
    assert "Bekræftet: det bliver på tavlen, fordi I har talt om det." in text(page)
    facilitator.send("/limits", {"seen": "0", "silence_days": "180"})
    stay = [each for each in report(app, journey_id)["findings"] if each["type"] == "silence"]
    assert {(each["origin"], each["status"]) for each in stay} == {("marked", "confirmed")}
    assert len(stay) == len(silences)


# Saving


def test_saved_limits_hold_wherever_a_journey_is_analysed(facilitator, app, journey_id):
    def shown() -> list[str]:
        pages = (
            f"/journeys/{journey_id}/findings",
            f"/journeys/{journey_id}/timeline",
            f"/journeys/{journey_id}/board",
        )
        return [facilitator.get(url).get_data(as_text=True) for url in pages]

    before, causes = shown(), facilitator.get("/insights/insights.json").get_json()
    answer = facilitator.send("/limits", {"seen": "0", "silence_days": "10", "dropped_days": "120"})
    assert answer.status_code == 303
    assert all(one != other for one, other in zip(before, shown(), strict=True))
    assert facilitator.get("/insights/insights.json").get_json() != causes, "what was kept of a journey is not"
    found = report(app, journey_id)["findings"]
    rules = [each["explanation"]["da"]["rule"] for each in found if each["type"] == "silence"]
    assert rules
    assert all("Jeres grænse: 10 kalenderdage, standard 30." in rule for rule in rules)


def test_a_limit_goes_back_to_the_default_and_only_what_differs_is_kept(facilitator, changes):
    facilitator.send("/limits", {"seen": "0", "silence_days": "20"})
    page = facilitator.get("/limits")
    assert "Tilbage til 30" in text(page)
    preview = facilitator.send("/limits/preview", {"seen": seen(page), "silence_days": "20", "back": "silence_days"})
    assert re.search(r'type="hidden" name="silence_days" value="30"', preview.get_data(as_text=True))
    facilitator.send("/limits", {"seen": seen(page), "silence_days": "30"})
    assert changes() == [(None, "silence_days", 20.0), (None, "silence_days", None)]
    page = facilitator.get("/limits")
    assert "Tilbage til 30" not in text(page)
    assert "tilbage fra 20 kalenderdage til det, der ellers gælder" in text(page)


def test_the_default_is_a_limit_of_its_own_where_the_organisation_has_another(facilitator, changes):
    facilitator.send("/limits", {"seen": "0", "silence_days": "20"})
    facilitator.send("/limits", {"seen": "1", "area": "boern", "silence_days": "30"})
    assert changes() == [(None, "silence_days", 20.0), ("boern", "silence_days", 30.0)]
    assert "Organisationen: 20. Standard: 30." in text(facilitator.get("/limits?area=boern"))


def test_saving_what_holds_already_writes_no_line(facilitator, changes):
    facilitator.send("/limits", {"seen": "0", "silence_days": "30"})
    assert "Ingen grænse er ændret." in text(facilitator.send("/limits/preview", {"seen": "0"}, follow_redirects=True))
    assert changes() == []


def test_the_history_says_who_changed_what(people, facilitator, signed_in, app):
    facilitator.send("/limits", {"seen": "0", "silence_days": "20"})
    second = signed_in(SECOND)
    second.send("/limits", {"seen": seen(second.get("/limits")), "silence_days": "25"})
    second.send("/limits", {"seen": seen(second.get("/limits")), "area": "boern", "dropped_days": "14"})
    shown = text(facilitator.get("/limits"))
    told = ["sat til 14 kalenderdage Anne Anden", "ændret fra 20 kalenderdage til 25 kalenderdage Anne Anden",
            "sat til 20 kalenderdage Facilitator"]  # fmt: skip
    places = [shown.index(each) for each in told]
    assert places == sorted(places)
    with app.app_context():
        db.session.execute(db.text("DELETE FROM users WHERE name = 'Anne Anden'"))
        db.session.commit()
    assert "sat til 14 kalenderdage en, der ikke er bruger længere" in text(facilitator.get("/limits"))


# Two at once


def test_of_many_who_save_the_same_limit_at_once_one_is_written_and_all_others_see_it(facilitator, app, changes):
    token = facilitator.token()
    cookies = "; ".join(f"{one.key}={one.value}" for one in facilitator._cookies.values())

    def save(days: int) -> int:
        form = {"seen": "0", "silence_days": str(days), "csrf_token": token}
        return app.test_client(use_cookies=False).post("/limits", data=form, headers={"Cookie": cookies}).status_code

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(save, range(10, 22)))
    assert sorted(answers) == [303, *[409] * 11]
    assert len(changes()) == 1


def test_of_two_who_change_the_same_limit_the_second_sees_both_values(people, facilitator, signed_in, changes):
    second = signed_in(SECOND)
    old = seen(facilitator.get("/limits"))
    second.send("/limits", {"seen": old, "silence_days": "20"})
    for url in ("/limits/preview", "/limits"):
        page = facilitator.send(url, {"seen": old, "silence_days": "25", "dropped_days": "14"})
        assert page.status_code == 409
        assert "Begge tal står ved grænsen." in text(page)
        assert "Anne Anden har imens sat 20 kalenderdage. Du skrev 25." in text(page)
        assert 'name="dropped_days" value="14"' in page.get_data(as_text=True)
    assert changes() == [(None, "silence_days", 20.0)]
    again = facilitator.send("/limits", {"seen": seen(page), "silence_days": "25", "dropped_days": "14"})
    assert again.status_code == 303
    assert changes()[1:] == [(None, "silence_days", 25.0), (None, "dropped_days", 14.0)]


def test_what_another_set_meanwhile_is_not_taken_back_by_a_form_that_shows_the_old_value(
    people, facilitator, signed_in, changes
):
    second = signed_in(SECOND)
    old = seen(facilitator.get("/limits"))
    second.send("/limits", {"seen": old, "silence_days": "20", "owner_days": "3"})
    saved = facilitator.send("/limits", {"seen": old, "silence_days": "30", "dropped_days": "14"})
    assert saved.status_code == 303
    assert changes() == [(None, "silence_days", 20.0), (None, "owner_days", 3.0), (None, "dropped_days", 14.0)]


def test_after_a_clash_the_form_shows_what_holds_where_nobody_asked_for_anything(
    people, facilitator, signed_in, changes
):
    second = signed_in(SECOND)
    old = seen(facilitator.get("/limits"))
    second.send("/limits", {"seen": old, "silence_days": "20", "owner_days": "3"})
    page = facilitator.send("/limits/preview", {"seen": old, "silence_days": "25", "owner_days": "5"})
    assert page.status_code == 409
    shown = page.get_data(as_text=True)
    assert 'name="silence_days" value="25"' in shown
    assert 'name="owner_days" value="3"' in shown
