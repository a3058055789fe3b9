"""What must hold on SQLite and PostgreSQL alike: moments, refusals, and text that one of them could not keep."""

import datetime as dt
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from klagerejsen.codes import Entity
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.checking import NotAJourney, read_document
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Journey
from klagerejsen.live.rendering import looking
from klagerejsen.settings import from_environment
from tests import databases
from tests.conftest import demo_document
from tests.functional.test_documents import as_bytes


def test_a_time_comes_back_as_the_moment_that_was_stored(app, journey_id):
    moment = dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
    with app.app_context():
        db.session.get(Journey, journey_id).updated_at = moment
        db.session.commit()
        db.session.expire_all()
        stored = db.session.get(Journey, journey_id)
        assert (stored.updated_at, stored.updated_at.utcoffset()) == (moment, dt.timedelta(0))
        assert abs(utcnow() - stored.created_at) < dt.timedelta(hours=1)


def test_a_page_is_drawn_as_of_one_moment(app, journey_id):
    """It says up to which change it was drawn: what it shows must be neither older nor newer than that."""
    with looking(app):
        before = history.latest_number(journey_id)
        write_elsewhere(app, journey_id)
        assert history.latest_number(journey_id) == before
        assert history.changes_after(journey_id, before) == []
    with looking(app):
        assert history.latest_number(journey_id) == before + 1


def write_elsewhere(app, journey_id: int) -> None:
    folder = app.config["SETTINGS"].data_dir
    seq = databases.ask(folder, "UPDATE journeys SET seq = seq + 1 WHERE id = :id RETURNING seq", id=journey_id)[0][0]
    databases.ask(
        folder,
        "INSERT INTO changes (journey_id, seq, entity, entity_id) VALUES (:id, :seq, 'actor', 1)",
        id=journey_id,
        seq=seq,
    )


@contextmanager
def the_commit_fails(error: Exception):
    def fail(_session: Session) -> None:
        raise error

    event.listen(Session, "before_commit", fail)
    yield
    event.remove(Session, "before_commit", fail)


class DeadlockError(Exception):
    sqlstate = "40P01"


class OvertakenError(Exception):
    sqlstate = "23505"


@pytest.mark.parametrize(
    "error", [OperationalError("COMMIT", None, DeadlockError()), IntegrityError("COMMIT", None, OvertakenError())]
)
def test_a_commit_that_fails_changes_nothing_and_is_to_be_tried_again(facilitator, journey_id, error):
    form = {"label": "Naboen", "perspective": "citizen", "role": "citizen"}
    with the_commit_fails(error):
        answer = facilitator.send(f"/journeys/{journey_id}/actors", form)
        undone = facilitator.send(f"/journeys/{journey_id}/undo", {})
    assert {answer.status_code, undone.status_code} == {503}
    assert "Du har ikke ændret" not in undone.text
    assert int(answer.headers["Retry-After"]) > 0
    assert "Naboen" not in facilitator.get(f"/journeys/{journey_id}/actors").text
    assert facilitator.send(f"/journeys/{journey_id}/actors", form).status_code == 303
    assert "Naboen" in facilitator.get(f"/journeys/{journey_id}/actors").text


@pytest.mark.postgresql
def test_a_database_that_is_gone_is_said_to_be_busy_on_every_page(app, data_dir, facilitator, journey_id):
    databases.drop(data_dir)
    for url in ("/", "/healthz", "/nowhere", f"/journeys/{journey_id}", f"/journeys/{journey_id}/changes?after=1"):
        answer = facilitator.get(url)
        assert (answer.status_code, answer.headers.get("Retry-After")) in ((503, "2"), (404, None)), url


@pytest.mark.postgresql
def test_who_only_reads_can_write_nothing(app, journey_id):
    with looking(app), pytest.raises(Exception, match="read-only"):
        history.record(journey_id, Entity.ACTOR, 1, {}, {}, NOBODY)


NUL = "Nul\0byte"


def test_a_nul_byte_is_refused_wherever_words_come_in(facilitator, client, journey_id):
    sent = [
        facilitator.send(f"/journeys/{journey_id}/events/new", {"title": NUL, "date": "2024-03-06", "senders": "a1"}),
        facilitator.send(f"/journeys/{journey_id}/actors", {NUL: "Naboen"}),
        facilitator.get(f"/journeys/{journey_id}/events/new?date=%00"),
        client.get("/display/%00"),
        client.get("/join?code=%00"),
        client.send("/login", {"email": f"{NUL}@example.dk", "password": "x"}),
    ]
    assert [answer.status_code for answer in sent] == [400] * len(sent)


@pytest.mark.parametrize(
    "change",
    [
        {"language": "da\n"},
        {"opened": "2024-03-06\n"},
        {"opened": "2024-03-06T10:00:00Z\n"},
        {"causes": [{"code": "KOO1\n"}]},
        {"title": NUL},
    ],
)
def test_a_line_break_after_the_end_or_a_nul_byte_keeps_a_document_out(change):
    with pytest.raises(NotAJourney):
        read_document(as_bytes(demo_document() | change))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresqls_usual_address_is_understood(tmp_path, scheme):
    address = {"KLAGEREJSEN_DATABASE_URL": f"{scheme}://db.example/cases", "KLAGEREJSEN_DATA_DIR": str(tmp_path)}
    assert from_environment(address).database_url == "postgresql+psycopg://db.example/cases"
