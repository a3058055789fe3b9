"""Agreed actions wherever they were agreed: open and overdue, as calendar days, and asked about by a link."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from klagerejsen.accounts.models import Team
from klagerejsen.extensions import db
from klagerejsen.reflections import asking
from klagerejsen.reflections.actions import Agreed, agreed
from klagerejsen.reflections.models import Followup, Reflection
from klagerejsen.web.filters import today
from tests.functional.conftest import new_client
from tests.functional.test_learning import document
from tests.functional.test_minifokus import note_at, page, written

TITLE, MEASURE = "Nyt brev med resumé", "Færre spørgsmål på telefonen"


@pytest.fixture
def note(facilitator):
    """The address of a shared note with one open action."""
    return written(facilitator)


def done(client, note, day=None, **more):
    """Say that the note's action was done four months ago, or on a day."""
    day = day or today() - timedelta(125)
    sent = {"status": "done", "done_on": day.isoformat(), "helped": "", "version": "3"} | more
    assert client.send(f"{note}/actions/1", sent).status_code == 303


def asked(client, note, whom="owner"):
    """Make a link and return its path."""
    said = client.send(f"{note}/actions/1/questions", {"asked": whom}).get_data(as_text=True)
    return re.search(r"<code>http://[^/]+(/helped/[^<]+)</code>", said)[1]


def answers(app):
    with app.app_context():
        return [(row.asked.value, row.helped, row.words) for row in db.session.scalars(select(Followup))]


def test_actions_of_cases_and_of_shared_notes_are_listed_by_owner_the_overdue_apart(facilitator, note, journey_id):
    facilitator.send(f"{note}/actions/1", {"status": "open", "version": "3"})
    said = page(facilitator, "/actions?owner=Teamleder")
    assert TITLE in said
    assert MEASURE in said
    others = [
        action["title"] for action in document(facilitator, journey_id)["actions"] if action.get("status") != "done"
    ]
    assert others[0] not in said
    assert TITLE in page(facilitator, "/actions"), "the browser keeps whose they are"
    everything = page(facilitator, "/actions?owner=")
    assert all(title in everything for title in (TITLE, *others))
    assert "Over fristen" in everything


def test_actions_of_a_draft_are_nobodys_yet(facilitator, note):
    facilitator.send(f"{note}/sharing", {"shared": "no"})
    assert TITLE not in page(facilitator, "/actions?owner=")


@pytest.mark.parametrize(
    ("done_on", "helped", "asked_on"),
    [
        ("2026-11-30", None, date(2027, 2, 28)),
        ("2026-01-15", "unknown", date(2026, 4, 15)),
        ("2026-01-15", "partly", None),
        (None, None, None),
    ],
)
def test_it_is_time_to_ask_three_months_after_it_was_done_until_somebody_has_said(done_on, helped, asked_on):
    action = {"title": "x", "status": "done", "done_on": done_on, "helped": helped}
    assert Agreed(action, 1, "", None, reflection_id=1).asked_on == asked_on


def test_open_actions_are_days_in_a_calendar_that_others_read(app, facilitator, note):
    title = "Ring først; så skriv, " + "æøå " * 40
    with app.app_context():
        row = db.session.get(Reflection, note_at(app, note).id)
        row.actions = [
            {**row.actions[0], "title": title},
            {"title": "Gjort", "status": "done", "done_on": "2026-01-31"},
        ]
        db.session.commit()
    answer = facilitator.get("/actions.ics?owner=Teamleder")
    assert answer.mimetype == "text/calendar"
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    days = Calendar.from_ical(answer.data).walk("VEVENT")
    assert [(str(day["summary"]), day.decoded("dtstart")) for day in days] == [
        (f"Handling: {title}", date(2026, 12, 1))
    ]
    assert "/minifokus/" in str(days[0]["url"])
    every = Calendar.from_ical(facilitator.get("/actions.ics?owner=").data).walk("VEVENT")
    assert ("Hjalp det? Gjort", date(2026, 4, 30)) in [(str(day["summary"]), day.decoded("dtstart")) for day in every]
    assert len({str(day["uid"]) for day in every}) == len(every)


def test_a_link_asks_one_question_without_an_account_and_shows_the_action_alone(app, facilitator, note):
    done(facilitator, note)
    nobody, link = new_client(app), asked(facilitator, note)
    said = page(nobody, link)
    assert TITLE in said
    assert MEASURE in said
    for kept in ("Et brev, ingen kunne læse", "Skabelonen er skrevet", "Teamleder", "Demokommunen"):
        assert kept not in said
    assert nobody.send(link, {"helped": ""}).status_code == 422
    assert nobody.send(link, {"helped": "unknown"}).status_code == 422
    assert nobody.send(link, {"helped": "partly", "words": "Kirsten Holmgaard ringer nu"}).status_code == 303
    assert "Tak for svaret" in page(nobody, link)
    assert nobody.send(link, {"helped": "no"}).status_code == 410
    assert answers(app) == [("owner", "partly", "Kirsten Holmgaard ringer nu")]
    told = page(facilitator, f"{note}/actions/1")
    assert "Kirsten Holmgaard ringer nu" in told
    assert "Ligner et navn" in told


def test_an_answer_is_judged_on_the_action_and_shown_among_all_actions(facilitator, note):
    done(facilitator, note)
    sent = {"status": "done", "helped": "partly", "evidence": "Færre ringer om brevet", "version": "4"}
    assert facilitator.send(f"{note}/actions/1", sent).status_code == 303
    assert "Færre ringer om brevet" in page(facilitator, "/insights/actions")
    assert "Færre ringer om brevet" in page(facilitator, f"{note}/actions/1")
    assert TITLE in [row["title"] for row in facilitator.get("/insights/insights.json").get_json()["actions"]]
    assert TITLE not in page(facilitator, "/actions?owner=")
    assert facilitator.send(f"{note}/actions/1", sent).status_code == 409


def test_the_action_of_a_case_is_followed_up_in_the_same_way_and_the_log_says_so(app, facilitator, journey_id):
    before = document(facilitator, journey_id)["actions"]
    said = page(facilitator, f"/journeys/{journey_id}/actions/1")
    version = re.search(r'name="version" value="(\d+)"', said)[1]
    day = (today() - timedelta(125)).isoformat()
    sent = {"status": "done", "done_on": day, "helped": "unknown", "version": version}
    assert facilitator.send(f"/journeys/{journey_id}/actions/1", sent).status_code == 303
    after = document(facilitator, journey_id)["actions"]
    assert after == [before[0] | {"status": "done", "done_on": day, "helped": "unknown"}, *before[1:]]
    link = asked(facilitator, f"/journeys/{journey_id}", "citizen")
    new_client(app).send(link, {"helped": "no", "words": ""})
    assert answers(app) == [("citizen", "no", None)]
    assert "Handlingerne" in page(facilitator, f"/journeys/{journey_id}/changes/list")


def test_a_link_is_made_for_what_was_done_and_answered_from_the_day_it_opens_until_it_closes(app, facilitator, note):
    assert facilitator.send(f"{note}/actions/1/questions", {"asked": "owner"}).status_code == 400
    done(facilitator, note, today() - timedelta(10))
    assert facilitator.send(f"{note}/actions/1/questions", {"asked": "everybody"}).status_code == 400
    nobody, link = new_client(app), asked(facilitator, note)
    assert "lidt for tidligt" in page(nobody, link)
    for first, last, says in ((-61, -1, "udløbet"), (1, 61, "for tidligt")):
        with app.app_context():
            days = {"opens_on": today() + timedelta(first), "closes_on": today() + timedelta(last)}
            db.session.execute(update(Followup).values(**days))
            db.session.commit()
        assert says in page(nobody, link)
        assert nobody.send(link, {"helped": "yes"}).status_code == 410
    assert answers(app) == [("owner", None, None)]


def test_a_new_link_takes_the_place_of_one_that_nobody_answered_and_one_can_be_withdrawn(app, facilitator, note):
    done(facilitator, note)
    first, second, citizens = asked(facilitator, note), asked(facilitator, note), asked(facilitator, note, "citizen")
    nobody = new_client(app)
    assert [nobody.get(link).status_code for link in (first, second, citizens)] == [404, 200, 200]
    withdrawal = re.search(r'action="([^"]+/removal)"', page(facilitator, f"{note}/actions/1"))[1]
    assert facilitator.send(withdrawal).status_code == 303
    assert [nobody.get(link).status_code for link in (second, citizens)] == [404, 200]
    nobody.send(citizens, {"helped": "yes"})
    assert asked(facilitator, note, "citizen") != citizens
    assert ("citizen", "yes", None) in answers(app), "what was answered stays"


def test_an_answer_about_an_action_that_was_written_anew_is_still_told(app, facilitator, note):
    done(facilitator, note)
    new_client(app).send(asked(facilitator, note), {"helped": "yes", "words": "Brevet er kortere"})
    with app.app_context():
        row = db.session.get(Reflection, note_at(app, note).id)
        row.actions = [{**row.actions[0], "title": "Et kortere brev"}]
        db.session.commit()
    said = page(facilitator, f"{note}/actions/1")
    assert "Om en handling, der siden er skrevet om: Nyt brev med resumé" in said
    assert "Brevet er kortere" in said


def test_the_database_holds_no_link_and_no_sentence_with_a_number_of_a_person(app, facilitator, note):
    done(facilitator, note)
    link = asked(facilitator, note)
    refused = new_client(app).send(link, {"helped": "yes", "words": "Barnet 120343-5678"})
    assert refused.status_code == 422
    with app.app_context():
        row = db.session.scalars(select(Followup)).one()
    assert row.words is None
    assert link.rsplit("/", 1)[1] not in repr(vars(row))


def test_two_answers_at_once_are_one(app, facilitator, note):
    done(facilitator, note)
    asked(facilitator, note)
    with app.test_request_context():
        row = db.session.scalars(select(Followup)).one()
        assert [asking.answer(row, helped, "") for helped in ("yes", "no")] == [True, False]


def test_guessed_links_are_slowed_down_and_true_ones_are_not(app, facilitator, note):
    done(facilitator, note)
    link, guesser = asked(facilitator, note), new_client(app)
    assert {guesser.get(link).status_code for _ in range(40)} == {200}
    statuses = [guesser.get(f"/helped/{n}").status_code for n in range(31)]
    assert (statuses[0], statuses[-1]) == (404, 429)
    assert guesser.get(link).status_code == 200
    assert guesser.send(link, {"helped": "yes"}).status_code == 303


def test_a_link_speaks_english_to_those_who_chose_it(app, facilitator, note):
    done(facilitator, note)
    visitor = new_client(app)
    visitor.send("/language", {"language": "en"})
    said = page(visitor, asked(facilitator, note))
    assert "Did it help?" in said
    assert "Hjalp det" not in said


def test_nobody_of_another_team_follows_up(app, facilitator, stranger, note, journey_id):
    done(facilitator, note)
    for place in (f"{note}/actions/1", f"/journeys/{journey_id}/actions/1"):
        assert stranger.get(place).status_code == 404
        for rest in ("", "/questions", "/questions/1/removal"):
            assert stranger.send(f"{place}{rest}", {"status": "done", "asked": "owner"}).status_code == 404
    assert facilitator.get(f"{note}/actions/2").status_code == 404
    assert TITLE not in page(stranger, "/actions")
    with app.app_context():
        other = db.session.scalars(select(Team.id).where(Team.slug == "other")).one()
        assert agreed(other) == []
