"""The change log: numbers without gaps, clashes that lose nothing, and undo as the inverse of any change."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from klagerejsen.codes import Entity, Perspective, Status
from klagerejsen.extensions import db
from klagerejsen.journeys import answering, history, queries, services, undoing
from klagerejsen.journeys.checking import NotAJourney
from klagerejsen.journeys.documents import document_from, event_fragment
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Change, Event, Journey
from klagerejsen.journeys.stories import gathered, tell
from tests.strategies import characters, days


@pytest.fixture
def journey(team) -> Journey:
    found = queries.journey_by_ref(team.id, "boern-to-teams")
    assert found is not None
    return found


def event(journey: Journey, ref: str) -> Event:
    return next(row for row in journey.events if row.ref == ref)


def test_a_change_keeps_what_the_form_does_not_show(journey):
    row = event(journey, "E16")
    services.edit_event(row, event_fragment(row) | {"title": "Sendes retur"}, row.version, NOBODY)
    assert row.contradicts == ["E10"]
    assert row.title == "Sendes retur"


def test_the_loser_of_a_clash_is_told_what_the_other_wrote(journey):
    row, version = event(journey, "E01"), event(journey, "E01").version
    services.edit_event(row, event_fragment(row) | {"title": "Først"}, version, NOBODY)
    with pytest.raises(services.Clash) as clash:
        services.edit_event(row, event_fragment(row) | {"title": "Sidst"}, version, NOBODY)
    assert clash.value.current is not None
    assert clash.value.current["title"] == "Først"
    assert row.title == "Først"


@pytest.mark.parametrize("bad", [{"date": "2024-02-31"}, {"from": ["a99"]}, {"type": "hop"}, {"title": "x" * 201}])
def test_a_bad_value_changes_nothing(journey, bad):
    row = event(journey, "E01")
    before, seq = event_fragment(row), history.latest_number(journey.id)
    with pytest.raises(NotAJourney):
        services.edit_event(row, before | bad, row.version, NOBODY)
    assert event_fragment(row) == before
    assert history.latest_number(journey.id) == seq


def test_a_removed_event_comes_back_with_its_answers(journey):
    row = event(journey, "E01")
    services.remove_event(row, row.version, NOBODY)
    assert "E01" not in {piece["id"] for piece in document_from(journey)["events"]}
    [change] = history.latest(journey.id, (Entity.EVENT,), limit=1)
    undoing.undo(change, NOBODY)
    piece = next(piece for piece in document_from(journey)["events"] if piece["id"] == "E01")
    assert piece["perspectives"]["citizen"]["score"] == -1


def test_what_was_changed_again_cannot_be_undone_under_it(journey):
    row = event(journey, "E01")
    services.edit_event(row, event_fragment(row) | {"title": "Én"}, row.version, NOBODY)
    [first] = history.latest(journey.id, (Entity.EVENT,), limit=1)
    services.edit_event(row, event_fragment(row) | {"title": "To"}, row.version, NOBODY)
    with pytest.raises(services.Clash):
        undoing.undo(first, NOBODY)


def add_together(journey: Journey) -> tuple[Event, Change]:
    """Add a role and two events that name it in one go; return the last event and the first line."""
    before = history.latest_number(journey.id)
    with history.together():
        actor = services.add_actor(journey, {"label": "Bisidder", "perspective": "external"}, NOBODY)
        piece = {"date": "2024-05-05", "title": "Besøg", "from": [actor.ref]}
        row = [services.add_event(journey, piece, NOBODY) for _time in range(2)][-1]
    return row, history.changes_after(journey.id, before)[0]


def test_what_was_done_together_is_undone_and_brought_back_together(journey):
    before = document_from(queries.journey_by_ref(journey.team_id, journey.ref))
    added, first = add_together(journey)
    db.session.expire_all()
    after = document_from(queries.journey_by_ref(journey.team_id, journey.ref))
    undoing.undo(first, NOBODY)
    db.session.expire_all()
    assert document_from(queries.journey_by_ref(journey.team_id, journey.ref)) == before
    [undo] = history.latest(journey.id, undoing.UNDOABLE, limit=1)
    assert [line.undoes for line in history.written_with(undo)] == [first.seq, first.seq + 1, first.seq + 2]
    undoing.undo(undo, NOBODY)
    db.session.expire_all()
    assert document_from(queries.journey_by_ref(journey.team_id, journey.ref)) == after
    assert not added.deleted


def test_where_one_of_those_done_together_was_changed_again_none_is_undone(journey):
    added, first = add_together(journey)
    other = db.session.get(Event, added.id - 1)
    services.edit_event(other, event_fragment(other) | {"title": "Første besøg"}, other.version, NOBODY)
    seq, told = history.latest_number(journey.id), list(db.session.info["changes"])
    with pytest.raises(services.Clash):
        undoing.undo(first, NOBODY)
    db.session.refresh(added)
    assert not added.deleted
    assert history.latest_number(journey.id) == seq
    assert db.session.info["changes"] == told


def test_what_is_done_together_is_one_line_of_the_history(journey, request_context):
    _added, first = add_together(journey)
    stories = gathered(tell(history.latest(journey.id, undoing.UNDOABLE), set()))
    assert [(story.seq, story.text) for story in stories[:2]] == [(first.seq + 2, "«Besøg» tilføjet, og 2 mere")]


def test_a_judgement_can_be_undone(journey):
    row = journey.findings[0]
    services.judge_finding(row, Status.DISMISSED, "Det var aftalt", NOBODY)
    [change] = history.latest(journey.id, (Entity.FINDING,), limit=1)
    undoing.undo(change, NOBODY)
    db.session.refresh(row)
    assert row.status is Status.CONFIRMED
    assert row.reason is None


def test_writers_side_by_side_leave_numbers_without_gaps(app, facilitator, journey_id):
    """Eight browsers write at once; every accepted write has its own number, in order of commit."""
    token = facilitator.token()

    def write(number: int) -> int:
        from tests.functional.conftest import new_client

        client = new_client(app)
        for cookie in ("klagerejsen_user", "klagerejsen"):
            client.set_cookie(cookie, facilitator.get_cookie(cookie).value)
        data = {"date": f"{number + 1}/5-2024", "title": f"Hændelse {number}", "version": "0", "csrf_token": token}
        return client.post(f"/journeys/{journey_id}/events/new", data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(write, range(24))) == {303}
    with app.app_context():
        query = select(Change.seq).where(Change.journey_id == journey_id).order_by(Change.id)
        numbers = list(db.session.scalars(query))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 25


class Edits(RuleBasedStateMachine):
    """Random edits, removals and undos of a case; the log replayed gives the state, and undo is the inverse."""

    team_id: int

    def __init__(self) -> None:
        super().__init__()
        document = {
            "title": "Rejse",
            "actors": [{"id": "a1", "label": "Mor", "perspective": "citizen"}],
            "events": [{"id": "E1", "date": "2024-03-01", "title": "Begyndelsen"}],
        }
        self.journey = services.import_document(self.team_id, document, NOBODY)
        self.states: dict[int, dict] = {}
        self.remember()

    def remember(self) -> None:
        self.states[history.latest_number(self.journey.id)] = self.state()

    def state(self) -> dict:
        query = select(Event).where(Event.journey_id == self.journey.id, ~Event.deleted).order_by(Event.id)
        return {row.ref: event_fragment(row) for row in db.session.scalars(query)}

    def living(self) -> list[Event]:
        query = select(Event).where(Event.journey_id == self.journey.id, ~Event.deleted).order_by(Event.id)
        return list(db.session.scalars(query))

    @rule(day=days, title=st.text(characters, max_size=20))
    def add(self, day, title):
        services.add_event(self.journey, {"date": day.isoformat(), "title": title}, NOBODY)
        self.remember()

    @precondition(lambda self: self.living())
    @rule(number=st.integers(0, 99), title=st.text("abcæøå", max_size=5), reply=st.booleans())
    def edit(self, number, title, reply):
        rows = self.living()
        row = rows[number % len(rows)]
        piece = event_fragment(row) | {"title": title, "expects_reply": reply}
        services.edit_event(row, piece, row.version, NOBODY)
        self.remember()

    @precondition(lambda self: self.living())
    @rule(number=st.integers(0, 99))
    def remove(self, number):
        rows = self.living()
        row = rows[number % len(rows)]
        services.remove_event(row, row.version, NOBODY)
        self.remember()

    @rule()
    def undo_the_last_change_and_find_the_state_before_it(self):
        changes = history.latest(self.journey.id, (Entity.EVENT,), limit=1)
        if not changes:
            return
        undoing.undo(changes[0], NOBODY)
        assert self.state() == self.states[changes[0].seq - 1]
        self.remember()

    @invariant()
    def the_log_replayed_gives_the_state(self):
        replayed = {"E1": {"id": "E1", "date": "2024-03-01", "title": "Begyndelsen"}}
        for change in history.changes_after(self.journey.id, 0, limit=10_000):
            if change.entity is not Entity.EVENT:
                continue
            ref = (change.before or change.after or {})["id"]
            if change.after is None:
                replayed.pop(ref)
            else:
                replayed[ref] = change.after
        assert replayed == self.state()


def test_undo_is_the_inverse_of_any_change(team):
    Edits.team_id = team.id
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_an_answer_that_is_not_released_is_in_no_document(team, journey):
    from klagerejsen.workshops.models import Participant, Workshop

    workshop = Workshop(journey_id=journey.id, code="RAV482", display_token="t")
    db.session.add(workshop)
    db.session.flush()
    seat = Participant(workshop_id=workshop.id, perspective=Perspective.AUTHORITY)
    db.session.add(seat)
    db.session.flush()
    row = event(journey, "E02")
    view = {"known": "known", "score": 1, "text": "Kun for mig selv"}
    answering.answer(row, Perspective.AUTHORITY, seat.id, view, NOBODY, released=False)
    db.session.flush()
    db.session.expire_all()
    journey = queries.journey_by_ref(team.id, "boern-to-teams")
    assert journey is not None
    assert "Kun for mig selv" not in str(document_from(journey))
