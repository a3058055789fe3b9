"""What each journey adds to its team's whole: whatever changes, the figures are those of all of it worked out anew."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from klagerejsen.accounts.models import Team
from klagerejsen.analysis import analyse, read_journey
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.insights import across, causes, contributions, keeping, pieces, whole
from klagerejsen.insights.measuring import analysis_of
from klagerejsen.insights.models import Contribution, LimitChange
from klagerejsen.insights.whole import state_of, whole_of
from klagerejsen.journeys import queries, services, undoing
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Change, Event, Journey, JourneyCause
from klagerejsen.web.signals import resting
from tests.databases import ask
from tests.functional.test_insights import document
from tests.functional.test_journey_pages import text


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """The few journeys of a test are counted in several pieces."""
    monkeypatch.setattr(pieces, "SIZE", 2)


def stored() -> int:
    count = db.session.scalar(select(func.count()).select_from(Contribution)) or 0
    db.session.commit()
    return count


def journeys_of(team) -> list[Journey]:
    return list(db.session.scalars(select(Journey).where(Journey.team_id == team.id).order_by(Journey.id)))


def brought_up(app, team) -> None:
    team_id = team.id
    db.session.commit()  # a step writes in a session of its own
    keeping.bring_up(app, team_id)


def forgotten(app) -> None:
    """As after a restart of the server."""
    app.extensions.pop("insights.wholes", None)


def report(team) -> dict:
    found = json.loads(json.dumps(causes.report_on(team)))
    db.session.commit()
    return found


def norms_of(team) -> dict:
    found = {journey.id: whole_of(team.id, 0).norms_of(journey.area) for journey in journeys_of(team)}
    db.session.commit()
    return found


def touched(journey: Journey, **piece) -> None:
    services.edit_journey(journey, piece, journey.version, NOBODY)


def an_event(n: int) -> dict:
    first, kinds = date(2024, 2, 1), ("handover", "enquiry", "decision", "information_request")
    return {
        "date": str(first + timedelta(37 * n)),
        "type": kinds[n % 4],
        "title": f"Hændelse {n}",
        "expects_reply": n % 3 == 0,
        "causes": [{"code": "TID2", "text": None}] if n % 5 == 0 else [],
    }


def changed(team, what: str, n: int) -> None:
    """Change one of the team's journeys, or their number, as the application does."""
    those = journeys_of(team)
    if what == "come":
        codes = [["KOM2"], ["KOO2", "TID2"], []][n % 3]
        area = ["boern", "voksen"][n % 2]
        services.import_document(team.id, document(n % 6, area, codes, 11 * n), NOBODY, replace=True)
        return
    if len(those) < 2:
        return
    journey = those[n % len(those)]
    events = list(db.session.scalars(select(Event).where(Event.journey_id == journey.id, ~Event.deleted)))
    stated = list(db.session.scalars(select(JourneyCause).where(JourneyCause.journey_id == journey.id)))
    if what == "go":
        db.session.delete(db.session.get(Journey, journey.id, options=[]))
    elif what == "move":
        touched(journey, area=["boern", "voksen", None][n % 3])
    elif what == "rename":
        touched(journey, title=f"Rejse {n}")
    elif what == "add":
        services.add_event(journey, an_event(n), NOBODY)
    elif what == "hide" and events:
        services.remove_event(events[n % len(events)], events[n % len(events)].version, NOBODY)
    elif what == "state":
        services.add_cause(journey, {"code": ["KOM2", "TID2"][n % 2], "primary": n % 3 == 0}, NOBODY)
    elif what == "take back" and stated:
        services.remove_cause(stated[n % len(stated)], NOBODY)
    elif what == "dismiss" and events:
        refs = [event.ref for event in events[:2]]
        services.mark_finding(journey, {"type": "silence", "status": "dismissed", "events": refs}, NOBODY)
    elif what == "undo":
        lines = select(Change).where(Change.journey_id == journey.id, Change.seq > 1).order_by(Change.seq.desc())
        line = db.session.scalars(lines).first()
        if line is not None:
            undoing.undo(line, NOBODY)


CHANGES = ("come", "go", "move", "rename", "add", "hide", "state", "take back", "dismiss", "undo", "look", "store")
steps = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 40)), min_size=1, max_size=14)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_after_any_changes_the_figures_are_those_of_all_worked_out_anew(app, team, steps):
    for what, n in steps:
        if what == "look":
            whole_of(team.id, n % 4)
        elif what == "store":
            keeping.step(app, team.id, 1 + n % 3)
        else:
            changed(team, what, n)
        db.session.commit()
    kept, by_the_way = report(team), norms_of(team)
    keeping.forget(app, team.id)
    forgotten(app)
    brought_up(app, team)
    forgotten(app)
    assert stored() == kept["journeys"]
    assert report(team) == kept
    assert norms_of(team) == by_the_way


def test_a_journey_that_changed_is_not_counted_before_it_is_worked_out_again(app, team):
    brought_up(app, team)
    journey = journeys_of(team)[0]
    assert (whole_of(team.id, 0).waiting, journey.id in whole_of(team.id, 0).parts) == (0, True)
    touched(journey, title="En anden titel")
    db.session.commit()
    assert (whole_of(team.id, 0).waiting, journey.id in whole_of(team.id, 0).parts) == (1, False)
    assert whole_of(team.id, 1).parts[journey.id].case.title == "En anden titel"


def test_an_id_that_is_given_again_is_another_journey(app, team):
    services.import_document(team.id, document(1, "boern", ["KOM2"], 0), NOBODY)
    brought_up(app, team)
    whole_of(team.id, 0)
    new = document(1, "voksen", ["TID2"], 50)
    journey = services.import_document(team.id, new, NOBODY, replace=True)
    db.session.commit()
    assert dict(whole_of(team.id, 9).parts[journey.id].case.causes) == {"TID2": False}


def test_a_new_limit_has_breakdowns_judged_again_and_every_row_still_holds(app, team):
    brought_up(app, team)
    assert (state_of(team.id).waiting, whole_of(team.id, 0).outdated) == (0, [])
    boern = next(journey for journey in journeys_of(team) if journey.area == "boern")
    db.session.add(LimitChange(team_id=team.id, area="boern", name="silence_days", value=10))
    db.session.commit()
    assert (state_of(team.id).waiting, whole_of(team.id, 0).outdated) == (0, [boern.id])
    before = whole_of(team.id, 0).parts[boern.id]
    brought_up(app, team)
    after = whole_of(team.id, 0)
    assert after.outdated == []
    assert len(after.parts[boern.id].broken.breakdowns) > len(before.broken.breakdowns)
    assert (after.parts[boern.id].sample, after.parts[boern.id].case) == (before.sample, before.case)


def test_a_limit_of_the_same_value_again_leaves_all_as_it_was(app, team):
    brought_up(app, team)
    for value in (10, None):
        db.session.add(LimitChange(team_id=team.id, area=None, name="silence_days", value=value))
    db.session.commit()
    assert whole_of(team.id, 0).outdated == []


def test_a_new_analysis_makes_every_row_stale(app, team, monkeypatch):
    brought_up(app, team)
    monkeypatch.setattr(whole, "fingerprint", lambda: "another")
    assert state_of(team.id).waiting == 3


def test_the_analysis_is_told_by_its_own_code():
    names = {path.name for path in contributions.sources()}
    assert {"standstill.py", "documents.py", "contributions.py"} <= names
    assert len(contributions.fingerprint()) == 16


def test_a_server_at_rest_works_out_what_is_missing_and_then_has_nothing_to_do(app, team, monkeypatch):
    monkeypatch.setattr(keeping, "SETTLED", timedelta(0))
    assert stored() == 0
    while any(busy for _receiver, busy in resting.send(app)):
        pass
    assert stored() == 3
    assert whole_of(team.id, 0).waiting == 0


def test_a_server_leaves_a_case_alone_while_somebody_writes_to_it(app, team):
    for journey in journeys_of(team):
        journey.updated_at = utcnow()
    db.session.commit()
    assert not any(busy for _receiver, busy in resting.send(app))
    journeys_of(team)[0].updated_at = utcnow() - keeping.SETTLED
    db.session.commit()
    while any(busy for _receiver, busy in resting.send(app)):
        pass
    assert stored() == 1


def test_a_row_that_another_write_overtook_is_not_stored(app, data_dir, team, monkeypatch):
    db.session.commit()
    really = keeping.work_out

    def overtaken(*given):
        ask(data_dir, "UPDATE journeys SET seq = seq + 1")
        return really(*given)

    monkeypatch.setattr(keeping, "work_out", overtaken)
    keeping.step(app, team.id, 3)
    assert stored() == 0


def test_a_page_says_how_many_journeys_are_not_counted_yet(facilitator, team, monkeypatch):
    monkeypatch.setattr(across, "AT_ONCE", 1)
    page = text(facilitator.get("/insights"))
    assert "2 rejser er ikke talt med endnu" in page
    assert "1 klagerejse" in page
    facilitator.get("/insights")
    page = text(facilitator.get("/insights"))
    assert "ikke talt med endnu" not in page
    assert "ikke talt med her endnu" in page, "the norms moved while the others came"
    for _again in range(3):
        facilitator.get("/insights")
    assert "ikke talt med" not in text(facilitator.get("/insights"))


def test_a_team_has_no_part_in_what_another_team_adds(app, facilitator, team):
    other = db.session.scalars(select(Team.id).where(Team.id != team.id)).one()
    theirs = services.import_document(other, document(7, "boern", ["KOM2"], 0), NOBODY)
    brought_up(app, team)
    keeping.bring_up(app, other)
    assert set(whole_of(other, 9).parts) == {theirs.id}
    assert theirs.id not in whole_of(team.id, 9).parts
    assert "Sag nummer 7" not in text(facilitator.get("/insights"))


@pytest.fixture
def slow_area(team):
    """Thirty-five journeys of an area where half a year between two events is what is usual."""
    for n in range(35):
        services.import_document(team.id, document(n, "langsom", [], 3 * n), NOBODY)
    quick = document(99, "langsom", [], 0)
    quick["events"][1]["date"] = "2024-04-15"
    journey = services.import_document(team.id, quick, NOBODY)
    db.session.commit()
    return journey


def test_a_journey_is_measured_against_its_area(app, team, slow_area):
    brought_up(app, team)
    journey = queries.journey_by_ref(team.id, slow_area.ref)
    alone = analyse(read_journey(pooled_document_from(journey)))
    assert "standstill" in {finding.code for finding in alone.findings}
    assert "standstill" not in {finding.code for finding in analysis_of(journey).findings}


def test_a_card_says_against_how_many_journeys_it_was_measured(app, facilitator, team, slow_area):
    slowest = document(100, "langsom", [], 0)
    slowest["events"][1]["date"] = "2026-01-15"
    journey = services.import_document(team.id, slowest, NOBODY)
    brought_up(app, team)
    analysis = analysis_of(queries.journey_by_ref(team.id, journey.ref))
    (found,) = [finding for finding in analysis.findings if finding.code == "standstill"]
    page = facilitator.get(f"/journeys/{journey.id}/board", query_string={"finding": found.key})
    assert "i områdets 37 rejser" in text(page)


def test_a_journey_that_changed_is_measured_as_it_is_now(app, team, slow_area):
    """Its row is stale until it is worked out, and is not counted twice or as it was."""
    brought_up(app, team)
    for event in db.session.scalars(select(Event).where(Event.journey_id == slow_area.id)):
        services.edit_event(event, {**services.snapshot(event), "date": "2024-05-01"}, event.version, NOBODY)
    db.session.commit()
    whole_journey = queries.journey_by_ref(team.id, slow_area.ref)
    analysis_of(whole_journey)
    assert whole_of(team.id, 9).norms_of("langsom").journeys == 36
