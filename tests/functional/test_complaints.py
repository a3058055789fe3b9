"""The register's rows: what a write leaves behind, on both databases."""

import datetime as dt

import pytest
from sqlalchemy import select

from klagerejsen.accounts.models import Team
from klagerejsen.codes import ComplaintKind, ComplaintState, Reassessment
from klagerejsen.complaints import services
from klagerejsen.complaints.models import Complaint, ComplaintChange, TermChange
from klagerejsen.extensions import db
from klagerejsen.web.personal import PersonalNumber

RECEIVED = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 4, 1)
PIECE = {"area": "boern", "kind": ComplaintKind.MERITS, "received_on": RECEIVED}


def lines(complaint: Complaint) -> list[tuple[str, dict, dict]]:
    query = select(ComplaintChange).where(ComplaintChange.complaint_id == complaint.id).order_by(ComplaintChange.id)
    return [(line.what, line.before, line.after) for line in db.session.scalars(query)]


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def test_complaints_are_numbered_team_by_team(team: Team) -> None:
    other = db.session.scalars(select(Team).where(Team.slug == "other")).one()
    first, second, theirs = (services.register(one.id, PIECE, None) for one in (team, team, other))
    assert (first.name, second.name, theirs.name) == ("K-00001", "K-00002", "K-00001")


def test_what_is_due_stands_on_the_row_as_the_law_and_the_team_have_it(team: Team) -> None:
    complaint = services.register(team.id, PIECE, None)
    assert (complaint.acknowledge_by, complaint.reassess_by) == (march(9), march(30))
    assert (complaint.due_on, complaint.due_what) == (march(9), "acknowledge")
    for area, days in ((None, 3), ("boern", 1), ("voksne", 2)):
        db.session.add(
            TermChange(team_id=team.id, area=area, code="acknowledge", days=days, unit="working", basis="Mål",
                       since=march(2))
        )  # fmt: skip
    day_before = services.register(team.id, PIECE | {"received_on": march(1)}, None)
    own, rest = (services.register(team.id, PIECE | {"area": area}, None) for area in ("boern", "handicap"))
    assert [one.acknowledge_by for one in (day_before, own, rest)] == [march(6), march(3), march(5)]


def test_a_complaint_walks_to_its_end_and_every_step_is_in_its_history(team: Team) -> None:
    complaint = services.register(team.id, PIECE, None)
    for code, day, answer in (
        ("acknowledge", 3, ""), ("contact", 4, ""), ("reassess", 20, "maintained"), ("forward", 22, "Ankestyrelsen"),
    ):  # fmt: skip
        services.take(complaint, code, march(day), answer, TODAY, None)
    assert (complaint.state, complaint.appeals_body) == (ComplaintState.APPEALED, "Ankestyrelsen")
    assert (complaint.municipal_closed_on, complaint.due_on) == (march(22), None)
    assert [what for what, _before, _after in lines(complaint)] == [
        "registered", "acknowledge", "contact", "reassess", "forward"
    ]  # fmt: skip
    assert lines(complaint)[3][1:] == (
        {"reassessed_on": None, "reassessment": None},
        {"reassessed_on": "2026-03-20", "reassessment": "maintained"},
    )


def test_a_step_that_cannot_be_leaves_everything_as_it_was(team: Team) -> None:
    complaint = services.register(team.id, PIECE, None)
    with pytest.raises(services.NotNow):
        services.take(complaint, "forward", march(3), "", TODAY, None)
    with pytest.raises(services.NotNow) as early:
        services.take(complaint, "acknowledge", march(1), "", TODAY, None)
    assert list(early.value.problems) == ["acknowledged_on"]
    assert (complaint.version, len(lines(complaint))) == (1, 1)


def test_steps_are_taken_back_one_after_the_other_until_the_registration(team: Team) -> None:
    complaint = services.register(team.id, PIECE, None)
    services.take(complaint, "acknowledge", march(3), "", TODAY, None)
    services.take(complaint, "reassess", march(20), "upheld", TODAY, None)
    assert (complaint.state, complaint.closed_on) == (ComplaintState.CLOSED, march(20))
    assert services.undo(complaint, complaint.version, None)
    assert (complaint.state, complaint.closed_on, complaint.reassessment) == (ComplaintState.ACKNOWLEDGED, None, None)
    assert complaint.due_what == "reassess"
    services.take(complaint, "reassess", march(21), "partly_upheld", TODAY, None)
    assert complaint.reassessment is Reassessment.PARTLY_UPHELD
    assert services.undo(complaint, complaint.version, None)
    assert services.undo(complaint, complaint.version, None)
    assert (complaint.state, complaint.acknowledged_on) == (ComplaintState.RECEIVED, None)
    assert not services.undo(complaint, complaint.version, None)
    assert len(lines(complaint)) == 7


def test_of_two_who_write_at_once_the_second_is_told(team: Team) -> None:
    complaint = services.register(team.id, PIECE, None)
    services.edit(complaint, {"unit": "Familieafdelingen"}, 1, None)
    with pytest.raises(services.Clash):
        services.edit(complaint, {"unit": "Jura"}, 1, None)
    assert not services.edit(complaint, {"unit": "Familieafdelingen"}, 2, None)


@pytest.mark.parametrize("name", services.TEXTS)
def test_a_cpr_number_is_stored_in_no_field(team: Team, name: str) -> None:
    text = "sag 010190-1234"
    with pytest.raises(PersonalNumber):
        services.register(team.id, PIECE | {name: [text] if name == "other_units" else text}, None)


def test_causes_keep_their_order_and_changing_them_is_history(team: Team) -> None:
    complaint = services.register(team.id, PIECE, None)
    complaint = db.session.get_one(
        Complaint, complaint.id, options=[db.selectinload(Complaint.causes)], populate_existing=True
    )
    assert services.set_causes(complaint, ["KOM1", "TID2"], None)
    assert services.set_causes(complaint, ["TID2", "KOM1", "TID2"], None)
    assert not services.set_causes(complaint, ["TID2", "KOM1"], None)
    assert lines(complaint)[-1][1:] == ({"causes": ["KOM1", "TID2"]}, {"causes": ["TID2", "KOM1"]})
