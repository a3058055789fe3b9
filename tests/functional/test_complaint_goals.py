"""Goals and terms of a team: what they count, and what moves when they are set."""

import datetime as dt
import random

import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.access.rules import Scope
from klagerejsen.accounts.models import Team
from klagerejsen.codes import ComplaintKind, MemberRole
from klagerejsen.complaints import goals, services, setting
from klagerejsen.complaints.course import problems
from klagerejsen.complaints.deadlines import clocks
from klagerejsen.complaints.flow import ANSWERS, open_steps
from klagerejsen.complaints.models import Complaint, ComplaintGoal, TermChange
from klagerejsen.complaints.terms import terms_of
from klagerejsen.demo import complaints as demo
from klagerejsen.demo import earlier
from klagerejsen.extensions import db
from tests.conftest import FACILITATOR
from tests.functional.conftest import CheckingClient, become

TODAY = dt.date(2026, 11, 18)
YEAR = {"first_day": dt.date(2026, 1, 1), "last_day": dt.date(2026, 12, 31)}
PIECE = {"area": "boern", "kind": ComplaintKind.MERITS, "received_on": dt.date(2026, 11, 2)}
TIMED = {"acknowledged": "acknowledge", "contacted": "contact", "reassessed": "reassess", "closed": "close"}


def stands(team: Team, measure: str, **more: object) -> goals.Progress:
    goal = ComplaintGoal(team_id=team.id, measure=measure, target=90, **(YEAR | more))
    [found] = goals.progress([goal], TODAY)
    return found


def registered(team: Team, *steps: tuple[str, int] | tuple[str, int, str], **piece: object) -> Complaint:
    complaint = services.register(team.id, PIECE | piece, None)
    for code, days, *answer in steps:
        day = complaint.received_on + dt.timedelta(days)
        services.take(complaint, code, day, *(answer or [""]), TODAY, None)
    return complaint


def test_a_share_is_of_those_that_are_decided_and_says_how_many_are_not(team: Team) -> None:
    registered(team, ("acknowledge", 7))  # the fifth working day
    registered(team, ("acknowledge", 8))  # a day late
    registered(team)  # not at all
    registered(team, received_on=dt.date(2026, 11, 17))  # not yet
    registered(team, ("acknowledge", 1), received_on=dt.date(2025, 12, 31))  # another year
    found = stands(team, "acknowledged")
    assert (found.kept, found.broken, found.waiting, round(found.value), found.on_track) == (1, 2, 1, 33, False)
    assert stands(team, "received").value == 4
    assert stands(team, "received", area="voksne").value == 0
    assert stands(team, "acknowledged", area="voksne").value is None


def test_the_reversal_rate_leaves_out_what_was_dismissed_or_lapsed(team: Team) -> None:
    for outcome in ("confirmed", "confirmed", "amended", "annulled", "remitted", "dismissed", "lapsed"):
        registered(team, ("reassess", 1, "maintained"), ("forward", 2), ("decide", 3, outcome))
    registered(team, ("reassess", 1, "maintained"), ("forward", 2))
    found = stands(team, "reversed")
    assert (found.kept, found.counted, found.waiting, found.value) == (3, 5, 1, 60)
    assert found.on_track, "at most 90 %"


def test_sql_counts_what_the_clocks_say(team: Team) -> None:
    """However complaints went, each duty stands in SQL as it does on the complaint's page."""
    chance = random.Random(7)
    for code, days in (("contact", 4), ("close", 20)):
        piece = {
            "area": None,
            "code": code,
            "days": days,
            "unit": "working",
            "basis": "Mål",
            "since": YEAR["first_day"],
        }
        setting.set_term(team.id, piece, None)
    for number in range(60):
        kind = tuple(ComplaintKind)[number % 3]
        complaint = registered(team, kind=kind, received_on=TODAY - dt.timedelta(chance.randint(0, 60)))
        day = complaint.received_on
        while (steps := open_steps(complaint.course())) and (day := day + dt.timedelta(chance.randint(0, 20))) <= TODAY:
            step = chance.choice(steps)
            choices = [each.value for each in ANSWERS[step.asks]] if step.asks in ANSWERS else [""]
            services.take(complaint, step.code, day, chance.choice(choices), TODAY, None)
    terms = terms_of(team.id)
    rows = db.session.scalars(select(Complaint).where(Complaint.team_id == team.id)).all()
    found = [clock for row in rows for clock in clocks(row.course(), terms.of(row.area, row.received_on))]
    assert any(clock.dropped for clock in found)
    for measure, duty in TIMED.items():
        of_duty = [clock for clock in found if clock.duty.code == duty and not clock.dropped]
        told = stands(team, measure)
        assert told.broken == sum(clock.late(TODAY) for clock in of_duty), measure
        assert told.waiting == sum(clock.running and clock.due >= TODAY for clock in of_duty), measure
        assert told.kept == len(of_duty) - told.broken - told.waiting, measure
        assert min(told.kept, told.broken) > 0


def test_a_term_that_is_set_moves_open_complaints_and_leaves_closed_ones(team: Team) -> None:
    open_one, early = registered(team), registered(team, received_on=dt.date(2026, 11, 1))
    closed = registered(team, ("reassess", 1, "upheld"))
    before = closed.acknowledge_by
    piece = {
        "code": "acknowledge",
        "days": 1,
        "unit": "calendar",
        "basis": "Byrådet 2026",
        "since": dt.date(2026, 11, 2),
    }
    assert setting.set_term(team.id, {**piece, "area": "boern"}, None) == 1
    assert (open_one.due_on, early.due_on) == (dt.date(2026, 11, 3), dt.date(2026, 11, 6))
    assert closed.acknowledge_by == before
    assert setting.set_term(team.id, {**piece, "area": "boern", "days": None}, None) == 1
    assert open_one.due_what == "reassess"


@pytest.fixture
def administrator(facilitator: CheckingClient) -> CheckingClient:
    return facilitator


GOAL = {"measure": "acknowledged", "target": "95", "area": "", "first_day": "2026-01-01", "last_day": "2026-12-31"}
TERM = {
    "code": "close",
    "area": "boern",
    "days": "60",
    "unit": "calendar",
    "basis": "Byrådet 2026",
    "since": "2026-01-01",
}


def test_goals_are_set_and_removed_by_administrators_and_read_by_all(app: Flask, administrator: CheckingClient) -> None:
    assert administrator.send("/complaints/goals", GOAL).status_code == 303
    assert "95" in administrator.get("/complaints/goals").text
    become(app, MemberRole.COMPLAINTS_OFFICER)
    assert administrator.get("/complaints/goals").status_code == 200
    assert administrator.send("/complaints/goals", GOAL).status_code == 403
    assert administrator.send("/complaints/goals/1/removal").status_code == 403
    become(app, MemberRole.ADMINISTRATOR)
    assert administrator.send("/complaints/goals/1/removal").status_code == 303
    assert administrator.send("/complaints/goals/1/removal").status_code == 404


@pytest.mark.parametrize(
    ("url", "fields", "said"),
    [
        ("goals", GOAL | {"target": "101"}, "Skriv et helt tal fra 0 til 100."),
        ("goals", GOAL | {"target": "mange"}, "Skriv et helt tal."),
        ("goals", GOAL | {"last_day": "2025-12-31"}, "Perioden slutter, før den begynder."),
        ("goals", GOAL | {"measure": "x"}, "Vælg en fra listen."),
        ("terms", TERM | {"days": "1001"}, "Skriv et tal fra 0 til 1000."),
        ("terms", TERM | {"basis": ""}, "Skal udfyldes."),
        ("terms", TERM | {"basis": "010190-1234"}, "cpr-nummer"),
    ],
)
def test_what_cannot_be_set_is_told(
    app: Flask, administrator: CheckingClient, url: str, fields: dict[str, str], said: str
) -> None:
    answer = administrator.send(f"/complaints/{url}", fields)
    assert (answer.status_code, said in answer.text) == (422, True)
    with app.app_context():
        assert db.session.scalars(select(TermChange)).all() == db.session.scalars(select(ComplaintGoal)).all() == []


def test_terms_are_shown_with_their_basis_and_who_set_them(administrator: CheckingClient) -> None:
    assert administrator.send("/complaints/terms", TERM).status_code == 303
    shown = administrator.get("/complaints/terms").text
    for said in ("Retssikkerhedsloven § 66", "28 kalenderdage", "5 arbejdsdage", "60 kalenderdage", "Byrådet 2026"):
        assert said in shown
    assert "Facilitator" in shown
    assert FACILITATOR not in shown


def test_the_demos_complaints_are_the_same_every_time_and_some_are_due(team: Team) -> None:
    other = db.session.scalars(select(Team).where(Team.slug == "other")).one()
    for each in (team, other):
        demo.add(each.id, TODAY)
    told = []
    for each in (team, other):
        rows = db.session.scalars(select(Complaint).where(Complaint.team_id == each.id).order_by(Complaint.number))
        told.append([(row.course(), row.unit, row.learning, row.due_on) for row in rows])
    assert told[0] == told[1]
    assert len(told[0]) == demo.HOW_MANY + earlier.HOW_MANY
    assert not [found for course, *_rest in told[0] if (found := problems(course, TODAY))]
    assert 3 < sum(due is not None for *_rest, due in told[0]) < demo.HOW_MANY / 2
    assert len({course.outcome for course, *_rest in told[0]}) > 2
    assert goals.progress(goals.goals_of(Scope(team.id)), TODAY) == []
