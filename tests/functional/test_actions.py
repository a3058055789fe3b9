"""Actions, from what is to be done to whether it helped: the form, the page across cases, and what may be told."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from klagerejsen.accounts.models import Team
from klagerejsen.extensions import db
from klagerejsen.insights import actions
from klagerejsen.journeys import documents, history, queries, services
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Journey
from klagerejsen.web.filters import today
from tests.conftest import demo_document
from tests.functional.test_insights import document as small_case
from tests.functional.test_insights import report
from tests.functional.test_journey_pages import text
from tests.functional.test_learning import document, learning

FIELDS = ("title", "owner", "due", "measure", "level", "status", "done_on", "helped", "evidence")


def as_sent(actions, version, **changed):
    """The form as a browser sends it when nothing is touched, and what was changed in it."""
    sent = {"version": str(version)}
    for number, action in enumerate([*actions, {}]):
        row = {name: action.get(name) or "" for name in FIELDS}
        row["status"] = row["status"] or "open"
        sent |= {f"actions-{number}-{name}": value for name, value in row.items()}
        sent[f"actions-{number}-addresses"] = ["", *action.get("addresses", [])]
    return sent | changed


def version_of(app, journey_id):
    with app.app_context():
        return db.session.scalar(select(Journey.version).where(Journey.id == journey_id))


def save(facilitator, app, journey_id, **changed):
    sent = as_sent(document(facilitator, journey_id)["actions"], version_of(app, journey_id), **changed)
    return facilitator.send(f"/journeys/{journey_id}/learning/actions", sent)


DONE = {"actions-1-status": "done", "actions-1-done_on": "1. marts 2026", "actions-1-helped": "partly"}


def test_saving_without_a_change_leaves_the_document_as_it_is(app, facilitator, journey_id):
    before = document(facilitator, journey_id)
    assert save(facilitator, app, journey_id).status_code == 303
    assert document(facilitator, journey_id) == before


def test_an_action_is_tied_to_causes_done_and_judged_and_the_log_says_so(app, facilitator, journey_id):
    before = document(facilitator, journey_id)
    told = DONE | {"actions-1-evidence": "Tre familier har fået brev samme dag", "actions-1-level": "system"}
    told |= {"actions-1-addresses": ["", "KOM3", "OPL1"]}
    assert save(facilitator, app, journey_id, **told).status_code == 303
    after = document(facilitator, journey_id)["actions"]
    assert after[1] == before["actions"][1] | {
        "addresses": ["KOM3", "OPL1"],
        "level": "system",
        "status": "done",
        "done_on": "2026-03-01",
        "helped": "partly",
        "evidence": "Tre familier har fået brev samme dag",
    }
    assert [after[0], *after[2:]] == [before["actions"][0], *before["actions"][2:]]
    page = learning(facilitator, journey_id)
    assert "gennemført 1. marts 2026" in page
    assert re.search(r'value="OPL1" checked', page)
    with app.app_context():
        line = history.changes_after(journey_id, 0)[-1]
    assert (line.before["actions"], line.after["actions"]) == (before["actions"], after)
    assert "Handlingerne" in facilitator.get(f"/journeys/{journey_id}/changes/list").get_data(as_text=True)


def test_what_was_judged_too_early_is_taken_back(app, facilitator, journey_id):
    save(facilitator, app, journey_id, **DONE)
    assert save(facilitator, app, journey_id, **{"actions-1-helped": ""}).status_code == 303
    action = document(facilitator, journey_id)["actions"][1]
    assert (action["status"], action["helped"]) == ("done", None)


def test_two_who_add_an_action_at_once_do_not_get_one_of_both(app, facilitator, journey_id):
    actions_before, version = document(facilitator, journey_id)["actions"], version_of(app, journey_id)
    mine = as_sent(actions_before, version, **{f"actions-{len(actions_before)}-title": "Min"})
    for name in ("done_on", "helped", "evidence"):
        del mine[f"actions-{len(actions_before)}-{name}"]
    other = {"title": "Din", "status": "done", "helped": "yes", "evidence": "Det kan ses"}
    save(facilitator, app, journey_id, **{f"actions-{len(actions_before)}-{k}": v for k, v in other.items()})
    page = facilitator.send(f"/journeys/{journey_id}/learning/actions", mine).get_data(as_text=True)
    row = page.split(f'id="action-{len(actions_before) + 1}"')[1]
    assert 'value="Min"' in row
    assert 'value="open" checked' in row
    assert 'value="" checked' in row
    assert "Det kan ses" not in page


def test_what_the_case_says_of_actions_comes_in_again_as_it_went_out(app, facilitator, journey_id):
    save(facilitator, app, journey_id, **DONE, **{"actions-1-evidence": "Færre rykkere"})
    written = document(facilitator, journey_id)
    with app.test_request_context():
        team = db.session.scalars(select(Team).where(Team.slug == "other")).one()
        journey = services.import_document(team.id, written, NOBODY)
        db.session.commit()
        assert documents.document_from(queries.journey_by_ref(team.id, journey.ref)) == written


def test_the_causes_to_choose_are_the_cases_own_in_the_words_of_the_taxonomy(facilitator, journey_id):
    page = learning(facilitator, journey_id)
    codes = {cause["code"] for cause in document(facilitator, journey_id)["causes"]}
    assert set(re.findall(r'name="actions-0-addresses" value="(\w+)"', page)) == codes
    assert "<span>Manglende orientering</span>" in page


def test_a_cause_that_was_taken_off_the_case_stays_on_the_action(app, facilitator, journey_id):
    page = learning(facilitator, journey_id)
    url = re.search(r"/journeys/\d+/causes/\d+/removal", page)[0]
    first = document(facilitator, journey_id)["causes"][0]["code"]
    facilitator.send(url)
    assert save(facilitator, app, journey_id, **{"actions-0-title": "Et andet ord"}).status_code == 303
    assert document(facilitator, journey_id)["actions"][0]["addresses"] == [first]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"actions-1-addresses": ["", "XXX9"]}, "Vælg blandt sagens årsager."),
        ({"actions-1-status": "open", "actions-1-done_on": "1/3-2026"}, "vælg Gennemført"),
        ({"actions-1-status": "done", "actions-1-done_on": "{tomorrow}"}, "Dagen er ikke kommet endnu."),
        ({"actions-1-status": "done", "actions-1-done_on": "marts 2026"}, "Skriv en bestemt dag"),
        ({"actions-1-evidence": "Vi ringede til 010190-1234"}, "cpr-nummer"),
    ],
)
def test_what_cannot_be_is_asked_back_with_its_fold_open(app, facilitator, journey_id, changed, said):
    tomorrow = (today() + timedelta(1)).isoformat()
    changed = {k: v.format(tomorrow=tomorrow) if isinstance(v, str) else v for k, v in changed.items()}
    before = document(facilitator, journey_id)
    answer = save(facilitator, app, journey_id, **changed)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert said in page
    assert page.count("<details open>") == 1
    assert document(facilitator, journey_id) == before


def test_two_who_follow_up_at_once_are_told(app, facilitator, journey_id):
    version = version_of(app, journey_id)
    save(facilitator, app, journey_id, **DONE)
    late = as_sent(document(facilitator, journey_id)["actions"], version, **{"actions-1-helped": "no"})
    answer = facilitator.send(f"/journeys/{journey_id}/learning/actions", late)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert re.search(r'name="actions-1-helped" value="no" checked', page)
    assert document(facilitator, journey_id)["actions"][1]["helped"] == "partly"


def test_a_refused_cause_leaves_the_answers_on_the_page(facilitator, journey_id):
    happened = document(facilitator, journey_id)["learning"]["happened"]
    answer = facilitator.send(f"/journeys/{journey_id}/causes", {"code": ""})
    assert happened[:30] in text(answer)


def with_action(number, area, codes, day, **action):
    case = small_case(number, area, codes, day)
    if action:
        case["actions"] = [{"title": f"Handling {number}", **action}]
    return case


JUNE = date(2025, 6, 1)


def begun(number):
    return date(2024, 1, 1) + timedelta(12 * number)


def has_cause(number):
    """Half have it, but of those of the first area (even numbers) that began from June on, a quarter."""
    return number % 8 < 2 if number % 2 == 0 and begun(number) >= JUNE else number % 4 < 2


@pytest.fixture
def town(team):
    """Eighty cases of half a year in two areas; something was done in the first in June 2025."""
    for n in range(80):
        acted = {"addresses": ["TID2", "OPL1"], "status": "done", "done_on": str(JUNE), "owner": "Teamleder"}
        acted |= {"helped": "yes", "evidence": "Det går hurtigere nu"}
        codes = ["TID2"] if has_cause(n) else []
        row = with_action(n, ("boern", "voksne")[n % 2], codes, 12 * n, **(acted if n == 0 else {}))
        services.import_document(team.id, row, NOBODY)
    for journey in db.session.scalars(select(Journey).where(Journey.team_id == team.id)):
        if journey.ref in ("boern-to-teams", "handicap-koerestol", "voksne-stoette"):
            journey.actions = []
    team.least_journeys = 3
    db.session.commit()
    return team


def the_action(client):
    (row,) = [row for row in report(client)["actions"] if row["status"] == "done"]
    return row


def test_before_and_after_are_counted_here_and_meanwhile_elsewhere(facilitator, town):
    seen = the_action(facilitator)["causes"][0]["seen"]
    # The three cases of the demo ended in time, one of them in the area; none has the cause.
    for place, odd, more in (("here", 0, 1), ("elsewhere", 1, 2)):
        numbers = [n for n in range(80) if n % 2 == odd]
        ended = [n for n in numbers if begun(n) + timedelta(182) < JUNE]
        after = [n for n in numbers if begun(n) >= JUNE]
        counts = [(seen[place][when]["journeys"], seen[place][when]["of"]) for when in ("before", "after")]
        assert counts == [(sum(map(has_cause, ended)), len(ended) + more), (sum(map(has_cause, after)), len(after))]
        assert seen[place]["across"] == 40 - len(ended) - len(after)
    here = seen["here"]
    assert here["low"] <= here["difference"] < 0
    assert here["after"]["share"] - here["before"]["share"] == pytest.approx(here["difference"], abs=1e-3)


def test_the_page_tells_the_same_with_the_journeys_behind_and_the_warning(facilitator, town):
    seen = the_action(facilitator)["causes"][0]["seen"]
    here = seen["here"]
    answer = facilitator.get("/insights/actions")
    page, words = answer.get_data(as_text=True), text(answer)
    for when in ("before", "after"):
        assert f"{here[when]['journeys']} af {here[when]['of']}" in words
    assert page.count('role="img"') == 4, "the other cause is seen too seldom"
    assert "Tallene viser en forskel, ikke hvad den skyldes" in words
    assert "<strong>Ja.</strong> Det går hurtigere nu" in words
    assert "Imens, i de andre områder" in words
    assert "procentpoint" in words
    assert words.count("Intervallet rummer nul, så det kan være tilfældigt.") == [
        seen["here"]["low"] <= 0 <= seen["here"]["high"],
        seen["elsewhere"]["low"] <= 0 <= seen["elsewhere"]["high"],
    ].count(True)
    assert words.count("Intervallet rummer") == 2
    assert re.search(r'href="/journeys/\d+/board">Sag nummer \d+', page)
    assert "effekt" not in words.lower()


def test_many_journeys_behind_a_figure_are_named_where_one_action_is_looked_at(facilitator, town, monkeypatch):
    monkeypatch.setattr(actions, "MOST_NAMED", 2)
    page = facilitator.get("/insights/actions").get_data(as_text=True)
    (url,) = set(re.findall(r'href="([^"]*action=[^"]*)">Alle', page))
    alone = facilitator.get(url).get_data(as_text=True)
    assert not re.search(r">Alle \d", alone)
    behind = {f"Sag nummer {n}" for n in range(0, 80, 2) if has_cause(n) and begun(n) + timedelta(182) < JUNE}
    assert behind <= set(re.findall(r"Sag nummer \d+", alone))
    assert not behind <= set(re.findall(r"Sag nummer \d+", page))


def test_a_cause_too_rare_to_show_is_counted_and_not_named_in_the_file(facilitator, town):
    row = the_action(facilitator)
    assert [cause["code"] for cause in row["causes"]] == ["TID2"]
    assert row["rare_causes"] == 1


def test_few_journeys_are_said_to_be_few(facilitator, team):
    for n, day in enumerate([0, 1, 2, 600, 601, 602]):
        done = {"addresses": ["TID2"], "status": "done", "done_on": str(JUNE)}
        services.import_document(team.id, with_action(n, "boern", ["TID2"], day, **done), NOBODY)
    db.session.commit()
    assert the_first_seen(facilitator)["here"]["few"]
    assert "Få rejser: tallene er en liste" in text(facilitator.get("/insights/actions?status=done"))


def the_first_seen(client):
    return next(row for row in report(client)["actions"] if row["status"] == "done")["causes"][0]["seen"]


def test_too_few_journeys_are_said_and_not_shown(facilitator, town):
    town = db.session.merge(town)
    town.least_journeys = 40
    db.session.commit()
    answer = facilitator.get("/insights/actions")
    assert "For få rejser før eller efter" in text(answer)
    assert 'role="img"' not in answer.get_data(as_text=True)
    assert all(cause["seen"] is None for row in report(facilitator)["actions"] for cause in row["causes"])


def test_open_actions_stand_first_with_those_overdue_on_top(app, facilitator, journey_id):
    save(facilitator, app, journey_id, **DONE, **{"actions-0-due": "1. marts 2150"})
    page = text(facilitator.get("/insights/actions"))
    order = ["Åbne", "Fristen var 20. maj 2025", "Fristen var", "Senest 1. marts 2150", "Gennemførte"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_the_actions_are_chosen_by_cause_area_and_status(app, facilitator, journey_id):
    save(facilitator, app, journey_id, **DONE)
    every = facilitator.get("/insights/actions").get_data(as_text=True)
    assert every.count("<h3><a") == 13
    assert facilitator.get("/insights/actions?cause=TID1").get_data(as_text=True).count("<h3><a") == 2
    assert facilitator.get("/insights/actions?area=boern").get_data(as_text=True).count("<h3><a") == 4
    only_done = facilitator.get("/insights/actions?status=done").get_data(as_text=True)
    assert only_done.count("<h3><a") == 1
    assert '<option value="done" selected>' in only_done
    assert "Ingen handlinger passer." in text(facilitator.get("/insights/actions?area=nowhere"))


def test_a_done_action_without_its_day_says_so(app, facilitator, journey_id):
    save(facilitator, app, journey_id, **(DONE | {"actions-1-done_on": ""}))
    assert "Dagen mangler" in text(facilitator.get("/insights/actions?status=done"))


def test_a_cause_lists_the_actions_that_address_it(facilitator):
    page = text(facilitator.get("/insights/causes/TID1"))
    assert "Handlinger mod årsagen" in page
    assert "Brev med ny dato senest på fristdagen" in page
    assert "Tjekliste for begrundelser" not in page


def test_another_team_sees_none_of_it(stranger, town):
    answer = stranger.get("/insights/actions")
    assert "Her er ingen handlinger endnu." in text(answer)
    assert report(stranger)["actions"] == []


def test_nobody_is_turned_away(client):
    assert client.get("/insights/actions").status_code in (302, 303, 401)


def test_the_three_cases_come_out_as_they_went_in(facilitator, journey_id):
    assert document(facilitator, journey_id) == demo_document()
