"""The schema: what the migrations make is what the models say, up and down, with data and when cut short."""

import datetime as dt
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import NullPool, create_engine, delete, inspect, select
from sqlalchemy.exc import IntegrityError

from klagerejsen import create_app
from klagerejsen.access.rules import Scope
from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team, User
from klagerejsen.analysis import Thresholds
from klagerejsen.codes import MemberRole, Outgoing, Subject
from klagerejsen.complaints import services as complaints
from klagerejsen.extensions import db
from klagerejsen.insights import keeping
from klagerejsen.insights.limits import thresholds_for
from klagerejsen.insights.models import LimitChange
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Event
from klagerejsen.outgoing import services as outgoing
from klagerejsen.outgoing.models import Export
from klagerejsen.reflections.models import Reflection
from klagerejsen.workshops import services as workshops
from klagerejsen.workshops import votes
from klagerejsen.workshops.models import Ballot, Workshop
from tests.conftest import demo_document, settings_for
from tests.databases import ask, url_of


@pytest.fixture
def fresh(empty: Path):
    app = create_app(settings_for(empty))
    with app.test_request_context():
        yield empty
        db.session.remove()
        db.engine.dispose()


def tables(folder: Path) -> set[str]:
    engine = create_engine(url_of(folder), poolclass=NullPool)
    return set(inspect(engine).get_table_names())


def test_the_migrations_make_exactly_what_the_models_say(fresh):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, db.metadata) == []


def test_down_and_up_again_leaves_nothing_and_makes_everything(fresh):
    upgrade()
    before = tables(fresh)
    downgrade(revision="base")
    assert tables(fresh) == {"alembic_version"}
    upgrade()
    assert tables(fresh) == before


def test_every_migration_keeps_the_data(fresh):
    """From the newest schema to the first and back again, a whole case stays as it was."""
    upgrade()
    team = accounts.add_team("team", "Team")
    journeys.import_document(team.id, demo_document(), NOBODY)
    db.session.commit()
    count = len(list(db.session.scalars(select(Event.id))))
    db.session.remove()
    downgrade(revision="0001")
    upgrade()
    assert len(list(db.session.scalars(select(Event.id)))) == count == 25


def test_what_a_ballot_asks_about_is_kept_on_the_way_down_and_up_again(fresh):
    upgrade()
    team = accounts.add_team("team", "Team")
    journey = journeys.import_document(team.id, demo_document(), NOBODY)
    room = workshops.start(journey, NOBODY)
    ballot = votes.begin(Scope(team.id, journey.id, room.id), room, Subject.CAUSE, 3, False, NOBODY)
    key, before = ballot.id, list(ballot.choices)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0001")
    upgrade()
    assert len(before) > 1
    assert db.session.get(Ballot, key).choices == before


def test_what_journeys_add_is_thrown_away_on_the_way_down_and_worked_out_again(fresh):
    upgrade()
    team = accounts.add_team("team", "Team")
    journeys.import_document(team.id, demo_document(), NOBODY)
    db.session.commit()
    app = current_app._get_current_object()
    assert keeping.bring_up(app, team.id) == 1
    before = ask(fresh, "SELECT seq, fingerprint, yardstick, mark FROM contributions")
    db.session.remove()
    downgrade(revision="0007")
    assert "contributions" not in tables(fresh)
    upgrade()
    assert ask(fresh, "SELECT count(*) FROM contributions") == [(0,)]
    assert keeping.bring_up(app, team.id) == 1
    assert ask(fresh, "SELECT seq, fingerprint, yardstick, mark FROM contributions") == before


def test_limits_of_ones_own_go_on_the_way_down_and_leave_all_else(fresh):
    """An older version knows only the defaults; whoever comes up again begins with them."""
    upgrade()
    team = accounts.add_team("team", "Team")
    journeys.import_document(team.id, demo_document(), NOBODY)
    db.session.add(LimitChange(team_id=team.id, area="boern", name="silence_days", value=20))
    db.session.commit()
    team_id, before = team.id, ask(fresh, "SELECT * FROM events ORDER BY id")
    assert thresholds_for(team_id, "boern").silence_days == 20
    db.session.remove()
    downgrade(revision="0009")
    assert "limit_changes" not in tables(fresh)
    upgrade()
    assert thresholds_for(team_id, "boern") == Thresholds()
    assert ask(fresh, "SELECT * FROM events ORDER BY id") == before


def test_a_teams_limits_go_with_it_and_an_accounts_stay_without_its_name(fresh):
    upgrade()
    team = accounts.add_team("team", "Team")
    user = accounts.add_user("a@example.dk", "A", "en lang adgangskode", team, MemberRole.ADMINISTRATOR)
    db.session.add(LimitChange(team_id=team.id, name="silence_days", value=20, user_id=user.id))
    db.session.commit()
    kept = select(LimitChange.value, LimitChange.user_id)
    db.session.execute(delete(User))
    assert db.session.execute(kept).all() == [(20.0, None)]
    db.session.execute(delete(Team))
    assert db.session.execute(kept).all() == []


def test_whoever_kept_the_register_is_a_reader_on_the_way_down(fresh):
    """An older version knows no such role, and no complaints; everybody keeps their account, and who took what."""
    upgrade()
    team = accounts.add_team("team", "Team")
    for role in (MemberRole.COMPLAINTS_OFFICER, MemberRole.FACILITATOR):
        accounts.add_user(f"{role}@example.dk", "A", "en lang adgangskode", team, role)
    complaints.register(team.id, {"area": "boern", "kind": "merits", "received_on": dt.date(2026, 3, 2)}, None)
    for what in (Outgoing.COMPLAINTS, Outgoing.ARCHIVE):
        outgoing.note(team.id, what, "xlsx")
    db.session.commit()
    db.session.remove()
    downgrade(revision="0010")
    assert ask(fresh, "SELECT role FROM memberships ORDER BY id") == [("reader",), ("facilitator",)]
    assert ask(fresh, "SELECT what FROM exports") == [("archive",)]
    with pytest.raises(IntegrityError):
        ask(fresh, "UPDATE memberships SET role = 'complaints_officer'")
    upgrade()
    assert ask(fresh, "SELECT role FROM memberships ORDER BY id") == [("reader",), ("facilitator",)]
    assert ask(fresh, "SELECT count(*) FROM complaints") == [(0,)]


def test_of_several_open_workshops_and_ballots_the_newest_stays_open(fresh):
    """No version of ours made such, but the database takes no second one from now on."""
    upgrade()
    team = accounts.add_team("team", "Team")
    journey = journeys.import_document(team.id, demo_document(), NOBODY)
    for _ in range(3):
        room = workshops.start(journey, NOBODY)
        for _ in range(2):
            ballot = votes.begin(Scope(team.id, journey.id, room.id), room, Subject.CAUSE, 3, False, NOBODY)
            votes.close(room, ballot, NOBODY)
        workshops.close(room, NOBODY)
    newest = room.id, ballot.id
    db.session.commit()
    db.session.remove()
    downgrade(revision="0005")
    for table in ("workshops", "ballots"):
        ask(fresh, f"UPDATE {table} SET closed_at = NULL")
    upgrade()
    open_ballots = select(Ballot.id).where(Ballot.closed_at.is_(None)).order_by(Ballot.id)
    assert list(db.session.scalars(select(Workshop.id).where(Workshop.closed_at.is_(None)))) == [newest[0]]
    assert list(db.session.scalars(open_ballots)) == [newest[1] - 4, newest[1] - 2, newest[1]]
    db.session.rollback()
    with pytest.raises(IntegrityError):
        ask(fresh, "UPDATE workshops SET closed_at = NULL")


def test_a_migration_that_is_cut_short_leaves_the_schema_as_it_was(fresh, monkeypatch):
    """Dying half-way through is the same as not having begun: the next try starts from the same place."""
    from alembic import op

    real, made = op.create_table, []

    def dies(name, *rest, **options):
        if len(made) == 5:
            raise OSError("power cut")
        made.append(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(op, "create_table", dies)
    with pytest.raises(OSError, match="power cut"):
        upgrade()
    assert tables(fresh) <= {"alembic_version"}
    monkeypatch.setattr(op, "create_table", real)
    upgrade()
    assert "journeys" in tables(fresh)


@pytest.mark.sqlite
def test_sqlite_is_opened_so_that_an_acknowledged_write_survives_a_power_cut(fresh):
    upgrade()
    with db.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_notes_go_on_the_way_down_and_the_log_forgets_only_what_was_taken_of_them(fresh):
    upgrade()
    team = accounts.add_team("team", "Team")
    db.session.add_all(
        [Export(team_id=team.id, what=what, format="csv") for what in (Outgoing.LEARNING, Outgoing.POSTER)]
    )
    db.session.add(Reflection(team_id=team.id, title="Et brev"))
    db.session.commit()
    db.session.remove()
    downgrade(revision="0011")
    assert "reflections" not in tables(fresh)
    upgrade()
    assert ask(fresh, "SELECT what FROM exports") == [("poster",)]
    assert ask(fresh, "SELECT count(*) FROM reflections") == [(0,)]


def test_a_note_finds_the_complaint_it_is_about_again_after_the_way_down_and_up(fresh):
    """An older version keeps the note without knowing what it is about; a complaint of another team is not it."""
    upgrade()
    made = {"area": "boern", "kind": "merits", "received_on": dt.date(2026, 3, 2)}
    notes = []
    for slug in ("other", "team"):
        team = accounts.add_team(slug, slug)
        complaint = complaints.register(team.id, made, None)
        about = {"complaint_id": complaint.id, "about": f"complaint:{complaint.number}"}
        notes += [Reflection(team_id=team.id, title=slug, **about), Reflection(team_id=team.id, title="alone")]
    notes.append(Reflection(team_id=team.id, title="deleted since", about="complaint:7"))
    db.session.add_all(notes)
    db.session.commit()
    before = ask(fresh, "SELECT id, title, about, complaint_id FROM reflections ORDER BY id")
    db.session.remove()
    downgrade(revision="0014")
    assert ask(fresh, "SELECT id, title, about FROM reflections ORDER BY id") == [row[:3] for row in before]
    upgrade()
    assert ask(fresh, "SELECT id, title, about, complaint_id FROM reflections ORDER BY id") == before
    assert [row[3] is None for row in before] == [False, True, False, True, True]
