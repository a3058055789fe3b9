"""A team's archive holds everything and comes back without a loss, on either database and from one to the other."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine, select

from klagerejsen import create_app
from klagerejsen.access.rules import Scope
from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.archives import rows
from klagerejsen.archives.making import to_file
from klagerejsen.archives.names import MANIFEST
from klagerejsen.archives.reading import lines_of, parse
from klagerejsen.archives.writing import Order
from klagerejsen.codes import Asked, ComplaintKind, Known, MemberRole, Perspective, Phase, Rater, Subject
from klagerejsen.commands import main
from klagerejsen.complaints import services as complaints
from klagerejsen.complaints.conversation.models import Poll, Rating
from klagerejsen.complaints.models import ComplaintCause, ComplaintGoal, TermChange
from klagerejsen.database import Base, utcnow
from klagerejsen.extensions import db
from klagerejsen.insights.models import LimitChange
from klagerejsen.intake.models import Draft, ImportedFile, ImportMapping
from klagerejsen.journeys import history
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.answering import answer
from klagerejsen.journeys.history import NOBODY, Author
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.outgoing.terms import Terms
from klagerejsen.paths import DEMO_CASES
from klagerejsen.reflections.models import Followup, Reflection
from klagerejsen.web.filters import today
from klagerejsen.workshops import services as workshops
from klagerejsen.workshops import votes
from klagerejsen.workshops.models import Note, Plan
from klagerejsen.workshops.seats import join
from tests import databases
from tests.conftest import FACILITATOR, PASSWORD, demo_document, settings_for
from tests.databases import ask, environment, url_of
from tests.functional.conftest import new_client
from tests.strategies import documents

TEAM = 1
SECRET = "Kun til egne øjne"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env=environment(folder))


@pytest.fixture
def lived_in(app, data_dir: Path) -> Path:
    """A team that has used everything: rooms, private answers, notes, votes, drafts, plans, deletions, a log."""
    with app.test_request_context():
        team = db.session.execute(select(Team).where(Team.slug == "demo")).scalar_one()
        journey = db.session.scalars(select(Journey).where(Journey.team_id == team.id)).first()
        by = Author(user_id=1)
        for turn in range(2):
            room = workshops.start(journey, by)
            room.private_notes = SECRET
            workshops.choose_phase(room, Phase.PERSPECTIVES, by)
            sides = Perspective.CITIZEN, Perspective.AUTHORITY
            seats = [join(room, side, browser=f"{turn}-{side}") for side in sides]
            event = db.session.scalars(select(Event).where(Event.journey_id == journey.id)).first()
            view = {"known": Known.KNOWN, "score": -2, "text": SECRET}
            for seat in seats:
                answer(event, seat.perspective, seat.id, view, Author(participant_id=seat.id), released=False)
            note = Note(workshop_id=room.id, participant_id=seats[0].id, event_id=event.id, key="k", text=SECRET)
            db.session.add(note)
            ballot = votes.begin(Scope(team.id, journey.id, room.id), room, Subject.CAUSE, 3, False, by)
            votes.give(room, seats[0], ballot, {ballot.choices[0]: 2})
            votes.close(room, ballot, by)
            workshops.close(room, by)
        journeys.remove_event(event, event.version, by)
        db.session.add(Plan(team_id=team.id, name="Kort", phases=[{"phase": "frame", "minutes": 5}]))
        db.session.add(Draft(journey_id=journey.id, user_id=1, pieces=[{"text": SECRET}]))
        db.session.add(ImportMapping(team_id=team.id, signature="s", mapping={"columns": {"a": "date"}}))
        db.session.add(ImportedFile(team_id=team.id, digest="d", journeys=1))
        db.session.add(LimitChange(team_id=team.id, area="boern", name="silence_days", value=40.5, user_id=1))
        of = {"team_id": team.id, "journey_id": journey.id}
        days = {"opens_on": date(2026, 5, 1), "closes_on": date(2026, 7, 1)}
        db.session.add(Followup(**of, **days, asked=Asked.OWNER, title="Ring", token_hash="h", helped="partly"))
        said = {"kind": ComplaintKind.MERITS, "area": "boern", "received_on": days["opens_on"], "learning": SECRET}
        talked = {
            "attempts": [{"on": "2026-05-02", "channel": "phone"}],
            "promised_by": days["closes_on"],
            "minutes": 9,
        }
        complaint = complaints.register(team.id, {**said, **talked, "offered": True, "journey_id": journey.id}, 1)
        db.session.add(Poll(team_id=team.id, complaint_id=complaint.id, token_hash="p"))
        about = {"complaint_id": complaint.id, "about": f"complaint:{complaint.number}"}
        db.session.add(Reflection(**of, **about, user_id=1, title=SECRET, day="2026-05", causes=["KOM2"]))
        db.session.add(Rating(team_id=team.id, rater=Rater.CITIZEN, year=2026, offered=True, score=4))
        db.session.add(ComplaintCause(complaint_id=complaint.id, code="KOM2", position=1))
        term = {"code": "acknowledge", "days": 3, "unit": "work", "basis": "Os", "since": days["opens_on"]}
        db.session.add(TermChange(team_id=team.id, user_id=1, **term))
        period = {"first_day": days["opens_on"], "last_day": days["closes_on"]}
        db.session.add(ComplaintGoal(team_id=team.id, user_id=1, measure="in_time", target=90, **period))
        gone = accounts.add_user("forhen@example.dk", "Forhen", PASSWORD, team, MemberRole.READER)
        journeys.edit_journey(journey, {"summary": "Ny"}, journey.version, Author(user_id=gone.id))
        db.session.delete(gone.memberships[0])
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return data_dir


def everything(url: str) -> dict[str, list[tuple]]:
    """Every row of every table of the archive, without what is made anew."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        told = {table.name: connection.execute(rows.rows_of(table, TEAM)).all() for table in rows.tables()}
        return {name: [tuple(row) for row in found] for name, found in told.items()}


@pytest.fixture
def fresh(tmp_path) -> Iterator[Path]:
    """A database with tables and nothing in them."""
    folder = tmp_path / "fresh"
    assert run(folder, "db", "upgrade").exit_code == 0
    yield folder
    databases.drop(folder)


@pytest.fixture
def archived(lived_in, tmp_path) -> Path:
    path = tmp_path / "arkiv.zip"
    made = run(lived_in, "archive", str(path), "--team", "demo", "--words", "Ny server")
    assert made.exit_code == 0, made.output
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def manifest_of(path: Path) -> dict:
    return json.loads(parts(path)[MANIFEST])


def repacked(path: Path, target: Path, **changed: object) -> Path:
    """The same archive with another word in its manifest."""
    files = parts(path)
    files[MANIFEST] = json.dumps(json.loads(files[MANIFEST]) | changed).encode()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return target


def test_every_table_is_in_the_archive_or_left_out_by_name():
    unreached = {table.name for table in Base.metadata.sorted_tables if not rows.reached(table)}
    assert unreached <= rows.LEFT_OUT


def test_everything_comes_back_into_an_empty_database(lived_in, archived, fresh):
    before = everything(url_of(lived_in))
    back = run(fresh, "import", str(archived))
    assert back.exit_code == 0, back.output
    assert {name for name, found in before.items() if not found} == set(), "every table is tried"
    assert everything(url_of(fresh)) == before


@pytest.mark.postgresql
def test_everything_goes_from_one_database_to_the_other_and_back(lived_in, archived, tmp_path, fresh):
    before = everything(url_of(lived_in))
    small = {"KLAGEREJSEN_DATA_DIR": str(tmp_path), "KLAGEREJSEN_DATABASE_URL": f"sqlite:///{tmp_path}/small.sqlite3"}
    for call in (["db", "upgrade"], ["import", str(archived)], ["archive", str(tmp_path / "again.zip")]):
        result = CliRunner().invoke(main, call, env=small)
        assert result.exit_code == 0, result.output
    on_sqlite = everything(small["KLAGEREJSEN_DATABASE_URL"])
    assert {**on_sqlite, "exports": on_sqlite["exports"][:-1]} == before
    assert run(fresh, "import", str(tmp_path / "again.zip")).exit_code == 0
    assert everything(url_of(fresh)) == on_sqlite


def test_what_opens_a_door_is_not_in_the_archive_and_is_made_anew(lived_in, archived, fresh):
    secrets = ask(lived_in, "SELECT password_hash FROM users WHERE id = 1")
    secrets += ask(lived_in, "SELECT display_token FROM workshops") + ask(lived_in, "SELECT code FROM workshops")
    whole = b"".join(parts(archived).values())
    assert len(secrets) == 5
    assert [secret for (secret,) in secrets if secret.encode() in whole] == []
    assert b"token_hash" not in whole
    run(fresh, "import", str(archived))
    codes = ask(fresh, "SELECT code, display_token FROM workshops")
    assert not {code for code, _token in codes} & {secret for (secret,) in secrets}
    assert len({token for _code, token in codes if len(token) > 40}) == 2
    assert ask(fresh, "SELECT count(*) FROM participants WHERE browser IS NOT NULL") == [(0,)]


def test_people_come_back_without_a_password_and_get_one(archived, fresh):
    run(fresh, "import", str(archived))
    app = create_app(settings_for(fresh))
    person = {"email": FACILITATOR, "password": PASSWORD}
    assert new_client(app).send("/login", person).status_code == 403
    assert new_client(app).send("/login", person | {"password": ""}).status_code == 403
    assert run(fresh, "user", "password", FACILITATOR, "--password", PASSWORD).exit_code == 0
    assert new_client(app).send("/login", person).status_code == 303
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_work_goes_on_after_a_move(archived, fresh):
    """New rows of every kind get numbers that nothing has."""
    run(fresh, "import", str(archived))
    app = create_app(settings_for(fresh))
    with app.test_request_context():
        journey = journeys.import_document(TEAM, demo_document() | {"id": "ny"}, NOBODY)
        room = workshops.start(journey, NOBODY)
        seat = join(room, Perspective.CITIZEN)
        event = db.session.scalars(select(Event).where(Event.journey_id == journey.id)).first()
        answer(event, seat.perspective, seat.id, {"known": Known.KNOWN}, NOBODY, released=False)
        old = db.session.scalars(select(Journey).order_by(Journey.id)).first()
        before = history.latest_number(old.id)
        journeys.edit_journey(old, {"summary": "Videre"}, old.version, NOBODY)
        db.session.commit()
        assert history.latest_number(old.id) == before + 1
        db.session.remove()
        db.engine.dispose()


def test_an_archive_is_not_brought_in_over_what_is_there(archived, lived_in, fresh):
    assert run(fresh, "import", str(archived)).exit_code == 0
    for folder in (fresh, lived_in):
        before = everything(url_of(folder))
        refused = run(folder, "import", str(archived))
        assert (refused.exit_code, "Brug en tom database" in refused.output) == (1, True), refused.output
        assert everything(url_of(folder)) == before


def test_a_second_team_of_the_same_house_follows_the_first(lived_in, archived, tmp_path, fresh):
    ask(lived_in, "INSERT INTO memberships (user_id, team_id, role) VALUES (1, 2, 'reader')")
    other = tmp_path / "other.zip"
    assert run(lived_in, "archive", str(other), "--team", "other").exit_code == 0
    for path in (archived, other):
        result = run(fresh, "import", str(path))
        assert result.exit_code == 0, result.output
    assert ask(fresh, "SELECT count(*) FROM memberships WHERE user_id = 1") == [(2,)]


def test_only_the_journeys_and_words_go_into_a_team_that_is_there(archived, fresh):
    run(fresh, "user", "add", "ny@example.dk", "--team", "ny", "--password", PASSWORD)
    ask(fresh, "UPDATE causes SET label_da = 'Andre ord'")
    result = run(fresh, "import", "--journeys-only", str(archived))
    assert result.exit_code == 0, result.output
    assert set(result.stdout.split()) == {path.stem for path in DEMO_CASES.glob("*.json")}
    assert ask(fresh, "SELECT count(*) FROM causes WHERE label_da = 'Andre ord'") == [(0,)]
    assert ask(fresh, "SELECT count(*) FROM workshops") == [(0,)]
    again = run(fresh, "import", "--journeys-only", str(archived))
    assert (again.exit_code, "--replace" in again.output) == (1, True)


def test_rows_of_another_schema_are_refused_and_the_journeys_are_not(archived, tmp_path, fresh):
    older = repacked(archived, tmp_path / "older.zip", schema="0003", made_with="Klagerejsen 0.0.9")
    refused = run(fresh, "import", str(older))
    assert refused.exit_code == 1
    assert "Klagerejsen 0.0.9 (skema 0003)" in refused.output
    assert "--journeys-only" in refused.output
    assert ask(fresh, "SELECT count(*) FROM teams") == [(0,)]
    assert run(fresh, "import", "--journeys-only", str(older)).exit_code == 0


def test_an_archive_of_what_was_shown_holds_nothing_else(lived_in, tmp_path):
    path = tmp_path / "vist.zip"
    assert run(lived_in, "archive", str(path), "--team", "demo", "--shown-only").exit_code == 0
    files = parts(path)
    assert not [name for name in files if name.startswith("rows/")]
    with zipfile.ZipFile(io.BytesIO(files["events.xlsx"])) as book:
        sheets = b"".join(book.read(name) for name in book.namelist())
    assert SECRET.encode() not in b"".join(files.values()) + sheets
    assert FACILITATOR.encode() not in b"".join(files.values())


def test_a_cpr_number_from_before_does_not_leave_in_an_archive_of_what_was_shown(lived_in, tmp_path):
    ask(lived_in, "UPDATE events SET description = 'Nr. 120343-5678' WHERE id = 3")
    path = tmp_path / "vist.zip"
    refused = run(lived_in, "archive", str(path), "--team", "demo", "--shown-only")
    assert (refused.exit_code, "cpr-nummer" in refused.output, "5678" in refused.output) == (1, True, False)
    assert [each.name for each in tmp_path.iterdir() if "vist" in each.name] == []
    assert run(lived_in, "archive", str(path), "--team", "demo").exit_code == 0, "a move loses nothing"


def test_the_manifest_says_what_the_archive_is(archived):
    manifest = manifest_of(archived)
    told = ("format", "version", "complete", "purpose", "team")
    assert [manifest[key] for key in told] == [
        "klagerejsen-archive", 1, True, {"code": "move", "words": "Ny server"},
        {"slug": "demo", "name": "Demokommunen", "least_journeys": 1},
    ]  # fmt: skip
    files = parts(archived)
    assert {each["name"] for each in manifest["files"]} | {MANIFEST} == set(files)
    for each in manifest["files"]:
        data = files[each["name"]]
        assert (each["bytes"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert manifest["counts"]["journeys"] == 3
    danish, english = files["LAESMIG.txt"].decode(), files["README.txt"].decode()
    assert "Formål: Flytning til en anden Klagerejsen: Ny server" in danish
    assert f"Delete by: {manifest['delete_by']}" in english


def test_the_documents_are_the_cases(archived):
    told = [json.loads(data) for name, data in parts(archived).items() if name.startswith("journeys/")]
    untouched = [document for document in told if document["id"] != "boern-to-teams"]
    assert len(untouched) == 2
    for document in untouched:
        assert document == demo_document(document["id"])


@pytest.mark.parametrize("name", ["events.csv", "events.xlsx", "events.xes"])
def test_the_tables_and_the_log_of_an_archive_are_read_back(archived, tmp_path, fresh, name):
    path = tmp_path / name
    path.write_bytes(parts(archived)[name])
    result = run(fresh, "import", "--json", str(path))
    assert result.exit_code == 0, result.output
    counts = manifest_of(archived)["counts"]
    stored = json.loads(result.stdout)
    assert (len(stored), sum(each["events"] for each in stored)) == (3, counts["events"])
    if name == "events.xes":  # a table's rows are events, and not the whole of a case
        assert {each["id"] for each in stored} == {path.stem for path in DEMO_CASES.glob("*.json")}


def test_a_text_that_no_cell_can_hold_is_cut_in_the_workbook_alone(lived_in, tmp_path):
    ask(lived_in, "UPDATE events SET description = :long WHERE id = 30", long="x" * 40_000)
    path = tmp_path / "a.zip"
    assert run(lived_in, "archive", str(path), "--team", "demo").exit_code == 0
    assert manifest_of(path)["counts"]["shortened"] == 1
    files = parts(path)
    assert ("x" * 40_000).encode() in files["events.csv"]
    assert "1 tekster er forkortet" in files["LAESMIG.txt"].decode()


def test_nothing_is_written_over(lived_in, archived):
    before = archived.read_bytes()
    assert run(lived_in, "archive", str(archived), "--team", "demo").exit_code == 1
    assert archived.read_bytes() == before
    assert archived.stat().st_mode & 0o077 == 0


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(documents(), min_size=1, max_size=4, unique_by=lambda document: document["id"]))
def test_any_journeys_come_back_from_an_archive_as_they_were(app, tmp_path_factory, told):
    """Through the database, the zip and the check of what comes in: no property is lost and none is added."""
    folder = tmp_path_factory.mktemp("archive")
    with app.test_request_context():
        team = accounts.add_team(f"t{folder.name}"[:60].lower(), "Team")
        for document in told:
            journeys.import_document(team.id, document, NOBODY)
        order = Order(team.id, Terms("move", "", today()), utcnow(), "da")
        db.session.commit()
        db.session.remove()
        to_file(db.engine, order, folder / "a.zip", lambda _share, _words: None)
    parse(folder / "a.zip", folder / "result", lambda _share, _words: None)
    with (folder / "result").open("rb") as file:
        assert list(lines_of(file, "journey")) == told
