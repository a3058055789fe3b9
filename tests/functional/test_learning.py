"""What is learned from a case: causes, the five questions and actions, as plain forms."""

import re

from sqlalchemy import select

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from klagerejsen.learning.action_forms import MOST_ACTIONS


def learning(facilitator, journey_id: int) -> str:
    return facilitator.get(f"/journeys/{journey_id}/learning").get_data(as_text=True)


def document(facilitator, journey_id: int) -> dict:
    return facilitator.get(f"/journeys/{journey_id}/journey.json").get_json()


def new_journey(facilitator) -> int:
    answer = facilitator.send("/journeys/new", {"title": "En ny sag", "version": "1"})
    return int(re.search(r"/journeys/(\d+)/", answer.location)[1])


def test_a_cause_is_added_counted_and_taken_off_again(facilitator):
    journey_id = new_journey(facilitator)
    sent = {"code": "KOO1", "primary": "y", "note": "Ingen vidste, hvem der havde den."}
    assert facilitator.send(f"/journeys/{journey_id}/causes", sent).status_code == 303
    assert document(facilitator, journey_id)["causes"][0]["code"] == "KOO1"
    assert "4 af 4" in facilitator.get("/insights/causes/KOO1").get_data(as_text=True)
    url = re.search(rf"/journeys/{journey_id}/causes/\d+/removal", learning(facilitator, journey_id))
    assert facilitator.send(url[0]).status_code == 303
    assert "causes" not in document(facilitator, journey_id)
    facilitator.send(f"/journeys/{journey_id}/undo")
    assert document(facilitator, journey_id)["causes"][0]["primary"] is True


def test_a_cause_that_is_none_is_asked_back(facilitator, journey_id):
    assert facilitator.send(f"/journeys/{journey_id}/causes", {"code": ""}).status_code == 422
    assert facilitator.send(f"/journeys/{journey_id}/causes", {"code": "XXX9"}).status_code == 422


def test_the_five_questions_are_asked_verbatim_and_kept(app, facilitator, journey_id):
    page = learning(facilitator, journey_id)
    for question in (
        "Hvad er der sket?",
        "Hvad ville vi ønske, der var sket i stedet for?",
        "Hvorfor skete det uønskede?",
        "Kunne det uønskede ske igen?",
        "Hvad kan vi i givet fald gøre for at undgå gentagelse?",
    ):
        assert question in page
    with app.app_context():
        version = db.session.scalar(select(Journey.version).where(Journey.id == journey_id))
    sent = {"happened": "Det her", "answer": "maybe", "likelihood": "low", "version": str(version)}
    assert facilitator.send(f"/journeys/{journey_id}/learning/answers", sent).status_code == 303
    kept = document(facilitator, journey_id)["learning"]
    assert kept["happened"] == "Det her"
    assert kept["recur"] == {"answer": "maybe", "likelihood": "low", "text": None}
    clash = facilitator.send(f"/journeys/{journey_id}/learning/answers", sent | {"happened": "Noget andet"})
    assert clash.status_code == 409
    assert "Noget andet" in clash.get_data(as_text=True)


def test_actions_keep_what_the_form_does_not_show(facilitator, journey_id):
    before = document(facilitator, journey_id)["actions"]
    sent = {"version": "1"}
    for number, action in enumerate(before):
        for name in ("title", "owner", "due", "measure"):
            sent[f"actions-{number}-{name}"] = action.get(name) or ""
    sent |= {"actions-0-title": "Aftale på én side", f"actions-{len(before)}-title": "Ny handling"}
    sent |= {f"actions-{len(before)}-due": "1. december 2026"}
    assert facilitator.send(f"/journeys/{journey_id}/learning/actions", sent).status_code == 303
    after = document(facilitator, journey_id)["actions"]
    assert after[0] == before[0] | {"title": "Aftale på én side"}
    assert after[-1]["title"] == "Ny handling"
    assert after[-1]["due"] == "2026-12-01"
    assert len(after) == len(before) + 1


def test_a_date_that_is_none_keeps_what_was_typed(facilitator, journey_id):
    sent = {"version": "1", "actions-0-title": "Ring først", "actions-0-due": "snart"}
    answer = facilitator.send(f"/journeys/{journey_id}/learning/actions", sent)
    assert answer.status_code == 422
    assert "Ring først" in answer.get_data(as_text=True)


def test_actions_that_the_form_has_no_room_for_stay(app, facilitator, journey_id):
    titles = [f"Handling {number}" for number in range(MOST_ACTIONS + 5)]
    with app.app_context():
        row = db.session.get(Journey, journey_id)
        row.actions, version = [{"title": title, "status": "open"} for title in titles], row.version
        db.session.commit()
    sent = {f"actions-{number}-title": title for number, title in enumerate(titles[:MOST_ACTIONS])}
    answer = facilitator.send(f"/journeys/{journey_id}/learning/actions", sent | {"version": str(version)})
    assert answer.status_code == 303
    assert [action["title"] for action in document(facilitator, journey_id)["actions"]] == titles


def test_words_are_met_with_three_causes_and_remembered_for_the_next_case(facilitator, journey_id):
    asked, note = f"/journeys/{journey_id}/causes/suggestions", "Sagen lå og samlede støv hos lægekonsulenten"
    before = facilitator.send(asked, {"note": note}).get_data(as_text=True)
    assert "I har før sagt" not in before
    chosen = {"note": note, "suggested": "TID5", "code": ""}
    assert facilitator.send(f"/journeys/{journey_id}/causes", chosen).status_code == 303
    kept = document(facilitator, journey_id)["causes"][-1]
    assert (kept["code"], kept["note"]) == ("TID5", note)
    after = facilitator.send(asked, {"note": "samlede støv hos konsulenten"}).get_data(as_text=True)
    assert re.findall(r'name="suggested" value="(\w*)"', after)[0] == "TID5"
    assert f"I har før sagt: {note}" in after
    assert len(re.findall(r'name="suggested" value="\w+"', after)) <= 3


def test_words_without_a_cause_come_back_with_suggestions(facilitator, journey_id):
    blank = {"note": "Vi havde for travlt", "suggested": "", "code": ""}
    answer = facilitator.send(f"/journeys/{journey_id}/causes", blank)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'value="Vi havde for travlt"' in page
    assert 'name="suggested" value="TID2"' in page


def test_a_suggestion_that_is_no_cause_is_asked_back(facilitator, journey_id):
    wrong = {"suggested": "XXX9", "code": ""}
    assert facilitator.send(f"/journeys/{journey_id}/causes", wrong).status_code == 422


def test_words_are_moved_to_another_cause_and_back_again_by_undo(facilitator, journey_id):
    note = "Ingen ringede tilbage til familien"
    facilitator.send(f"/journeys/{journey_id}/causes", {"note": note, "code": "SYS5"})
    page = facilitator.get("/causes/words").get_data(as_text=True)
    assert "minder også om" in page
    chosen = re.search(r'value="(\d+)"[^>]*><span>Ingen ringede', page)[1]
    assert facilitator.send("/causes/words", {"words": chosen, "code": ""}).status_code == 422
    assert facilitator.send("/causes/words", {"code": "KOM3"}).status_code == 422
    assert facilitator.send("/causes/words", {"words": chosen, "code": "KOM3"}).status_code == 303
    assert document(facilitator, journey_id)["causes"][-1]["code"] == "KOM3"
    facilitator.send(f"/journeys/{journey_id}/undo")
    assert document(facilitator, journey_id)["causes"][-1]["code"] == "SYS5"


def test_the_words_of_others_are_neither_seen_nor_moved(facilitator, stranger, journey_id):
    note = "Et ord, som kun vi bruger"
    facilitator.send(f"/journeys/{journey_id}/causes", {"note": note, "code": "SYS5"})
    page = facilitator.get("/causes/words").get_data(as_text=True)
    chosen = re.search(r'value="(\d+)"[^>]*><span>Et ord', page)[1]
    assert note not in stranger.get("/causes/words").get_data(as_text=True)
    stranger.send("/causes/words", {"words": chosen, "code": "KOM3"})
    assert document(facilitator, journey_id)["causes"][-1]["code"] == "SYS5"
