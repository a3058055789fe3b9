"""While the timeline grows in the replay, every event stands in the row in which it stands in the end."""

from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Actor
from tests.functional.conftest import CheckingClient


def test_an_event_keeps_its_row_while_others_come(app: Flask, facilitator: CheckingClient, journey_id: int) -> None:
    newcomer = {"label": "Jordemoder", "role": "", "perspective": "external", "unit": "Jordemoderhuset"}
    facilitator.send(f"/journeys/{journey_id}/actors", newcomer)
    with app.app_context():
        ref = db.session.execute(db.select(Actor.ref).where(Actor.label == "Jordemoder")).scalar_one()
    for day in range(1, 5):
        form = {"date": f"{day}. maj 2024", "title": f"Besøg {day}", "senders": ref}
        assert facilitator.send(f"/journeys/{journey_id}/events/new", form).status_code == 303
    with app.app_context():
        last = history.latest_number(journey_id)
    now = facilitator.get(f"/journeys/{journey_id}/timeline").get_json()
    row = {event["id"]: event["lane"] for event in now["events"]}
    for seq in range(last + 1):
        then = facilitator.get(f"/journeys/{journey_id}/replay/{seq}").get_json()
        assert then["lanes"] == now["lanes"]
        assert {event["id"]: event["lane"] for event in then["events"]}.items() <= row.items()
