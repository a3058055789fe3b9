"""Event logs of others come in: some of their cases, as somebody chooses, and nothing that they say is lost."""

import gzip
import json

import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.dates import parse_edtf
from klagerejsen.extensions import db
from klagerejsen.intake import logfiles
from klagerejsen.intake.models import ImportMapping
from klagerejsen.intake.traces import Attribute, Head
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.outgoing.forms import today
from tests.conftest import demo_document
from tests.functional.conftest import CheckingClient
from tests.functional.intake import fields_of, go_on, settled, upload
from tests.functional.test_commands import run
from tests.functional.test_intake_files import folders, newest
from tests.unit.intake.logs_made_up import case, event, written

__all__ = ["run"]
CPR = "120343-5678"


def at(day: int, clock: str = "09:30:00", month: int = 3) -> str:
    return f"2024-{month:02}-{day:02}T{clock}.000+01:00"


LOG = [
    case(
        "A-1",
        event("Klage", at(12), org_resource="Kirsten H", org_group="Borgerservice", sagstype="hjælpemiddel"),
        event("Visitation", at(14), org_resource="Ole", org_group="Visitationen", lifecycle_transition="start"),
        event("Visitation", at(20), org_resource="Ole", org_group="Visitationen", lifecycle_transition="complete"),
        event("Ukendt skridt", None, org_resource="Ole", org_group="Visitationen", note="Talt med Kirsten H"),
        event("Afgørelse", at(2, month=4), org_resource="Sagssystem 7", org_group="Visitationen"),
    ),
    case("A-2", event("Klage", at(1, "23:30:00", 2))),
    *(case(f"B-{number}", event("Henvendelse", at(number))) for number in range(1, 29)),
]
HEAD = Head(attributes=[Attribute("concept:name", "string", "Klager i 2024")])


def data(cases=LOG, head=HEAD) -> bytes:
    return written(cases, head)


def page_of(client: CheckingClient, content: bytes, name: str = "log.xes"):
    return settled(client, upload(client, content, name))


def ticked(page, *names: str) -> dict[str, str | None]:
    """Cases of a page, ticked by their names."""
    lines = page.text.split("<tr>")
    [number] = [
        line.split('value="')[1].split('"')[0] for line in lines for name in names if f"<span>{name}</span>" in line
    ]
    return {"which": "ticked", "case": number}


@pytest.mark.parametrize("packed", [False, True])
def test_a_log_shows_what_is_in_it_before_anything_becomes_a_journey(app: Flask, facilitator, packed):
    content = gzip.compress(data()) if packed else data()
    page = page_of(facilitator, content, "log.xes.gz" if packed else "log.xes")
    assert page.status_code == 200
    assert "30 sager" in page.text
    assert "34 hændelser" in page.text
    assert "Klager i 2024" in page.text
    assert fields_of(page.text)["limit"] == "20", "a log becomes no journeys unasked, and never all of them by itself"
    assert "1 bemærkning" in page.text


def test_a_chosen_case_becomes_a_journey_and_nothing_that_it_says_is_lost(app: Flask, facilitator):
    page = page_of(facilitator, data())
    check = go_on(facilitator, page, **ticked(page, "A-1"))
    assert "1 rejse" in check.text
    board = go_on(facilitator, check)
    assert "4 hændelser er hentet ind" in board.text
    [document] = newest(app)
    assert (document["id"], document["title"]) == ("A-1", "Sag A-1")
    told = [(each["date"], each["title"], each["type"]) for each in document["events"]]
    assert told == [
        ("2024-03-12T09:30:00+01:00", "Klage", "complaint"),
        ("2024-03-14/2024-03-20", "Visitation", "assessment"),
        ("2024-03-20/2024-04-02", "Ukendt skridt", "other"),
        ("2024-04-02T09:30:00+01:00", "Afgørelse", "decision"),
    ]
    first, second, third, _last = document["events"]
    assert first["description"] == "sagstype: hjælpemiddel"
    assert f"start: {at(14)}" in second["description"]
    assert f"complete: {at(20)}" in second["description"]
    people = {actor["id"]: actor for actor in document["actors"]}
    who = [people[each["from"][0]]["label"] for each in document["events"]]
    assert who == ["Medarbejder 2", "Medarbejder 1", "Medarbejder 1", "Medarbejder 3"]
    assert people[first["from"][0]]["unit"] == "Borgerservice"
    assert third["description"] == "note: Talt med Medarbejder 2", "who is hidden is hidden in texts too"
    assert folders(app) == [], "and the file is forgotten"


def test_names_may_stay_and_transitions_stand_apart_where_somebody_says_so(app: Flask, facilitator):
    page = page_of(facilitator, data())
    check = go_on(facilitator, page, **ticked(page, "A-1"), hidden=None, joined=None)
    go_on(facilitator, check)
    [document] = newest(app)
    assert "Visitation (start)" in [each["title"] for each in document["events"]]
    labels = [actor["label"] for actor in document["actors"]]
    assert "Sagssystem 7" in labels
    assert "Ole" not in labels, "what looks like a person's name never stays"


def test_the_first_of_those_that_fit_are_taken(app: Flask, facilitator):
    page = page_of(facilitator, data())
    shown = facilitator.send(page.request.path, {**fields_of(page.text), "text": "b-", "show": "1"})
    assert "28 sager passer" in shown.text
    check = go_on(facilitator, shown, limit="3", text="b-")
    go_on(facilitator, check)
    assert [document["id"] for document in newest(app, 3)] == ["B-1", "B-2", "B-3"]


def test_words_and_attributes_are_put_right_and_remembered_for_the_next_log_like_it(app: Flask, facilitator):
    page = page_of(facilitator, data())
    key = next(
        name for name, value in fields_of(page.text).items() if name.startswith("key-") and value == "description"
    )
    check = go_on(facilitator, page, **ticked(page, "A-1"), **{key: "topic"})
    again = go_on(facilitator, check, **{"word-type-0": "internal_coordination", "go": None, "show": "1"})
    go_on(facilitator, again)
    [document] = newest(app)
    assert document["events"][2]["type"] == "internal_coordination"
    with app.app_context():
        remembered = db.session.scalar(select(ImportMapping)).mapping
    assert remembered["actors"] == {}, "no name of the log is kept"
    assert remembered["words"]["type"] == {"Ukendt skridt": "internal_coordination"}
    page = page_of(facilitator, data())
    assert fields_of(page.text)[key] == "topic"


def test_a_cpr_number_keeps_a_case_out_until_somebody_says_what_it_is(app: Flask, facilitator):
    page = page_of(facilitator, data([case("C", event("Klage", at(3), note=f"Barnet {CPR}"))]))
    assert CPR not in page.text
    check = go_on(facilitator, page)
    assert "linje 6" in check.text
    assert CPR not in check.text
    assert "Hent ind</button>" not in check.text
    again = go_on(facilitator, check, **{"personal-0": "barnet", "go": None, "show": "1"})
    go_on(facilitator, again)
    [document] = newest(app)
    assert document["events"][0]["description"] == "note: Barnet barnet"


def test_a_case_in_which_nothing_has_a_time_is_told_and_may_be_skipped(app: Flask, facilitator):
    page = page_of(facilitator, data([case("C", event("Klage")), case("D", event("Svar", at(3)))]))
    check = go_on(facilitator, page)
    assert "1 række kan ikke læses" in check.text
    again = go_on(facilitator, check, **{"skip-all": "on", "go": None, "show": "1"})
    go_on(facilitator, again)
    assert [document["id"] for document in newest(app, 1)] == ["D"]


def test_nothing_chosen_and_too_much_are_told_on_the_page(facilitator, monkeypatch):
    page = page_of(facilitator, data())
    nothing = go_on(facilitator, page, which="ticked", case=None)
    assert nothing.status_code == 422
    assert "Vælg mindst én" in nothing.text
    monkeypatch.setattr("klagerejsen.intake.routes.logs.MOST_EVENTS", 5)
    assert "Vælg færre" in go_on(facilitator, page).text


def test_a_journey_of_ours_comes_back_from_its_event_log(app: Flask, facilitator, journey_id):
    log = facilitator.send(
        f"/journeys/{journey_id}/export", {"format": "xes", "purpose": "learning", "delete_by": str(today())}
    ).data
    page = page_of(facilitator, log)
    board = go_on(facilitator, go_on(facilitator, page))
    assert "25 hændelser er hentet ind" in board.text
    [document] = newest(app)
    original = demo_document()
    ordered = sorted(original["events"], key=lambda each: parse_edtf(each["date"]))
    assert document["id"] == "boern-to-teams-2", "beside the one that is there"
    assert document["actors"] == [without_nothing(actor) for actor in original["actors"]]
    assert document["events"] == [without_nothing(each) for each in ordered]


def without_nothing(value):
    if isinstance(value, dict):
        inside = {key: without_nothing(inner) for key, inner in value.items()}
        return {key: inner for key, inner in inside.items() if inner not in (None, {}, [])}
    return [without_nothing(inner) for inner in value] if isinstance(value, list) else value


def test_a_strange_file_is_refused_and_nothing_is_kept(app: Flask, facilitator):
    page = page_of(facilitator, b"<html><body/></html>")
    assert page.status_code == 422
    assert "ikke en hændelseslog" in page.text
    assert "Linje 1" in page.text


def test_a_stranger_finds_no_log_of_others(facilitator, stranger):
    where = page_of(facilitator, data()).request.path
    assert stranger.get(where).status_code == 404
    assert stranger.send(where, {"go": "1"}).status_code == 404


def test_a_time_of_day_stays_while_the_day_does(app: Flask, facilitator):
    page = page_of(facilitator, data())
    go_on(facilitator, go_on(facilitator, page, **ticked(page, "A-1")))
    with app.app_context():
        journey = db.session.scalars(select(Journey).order_by(Journey.id.desc())).first()
        first = db.session.scalars(select(Event).where(Event.journey_id == journey.id)).first()
        address = f"/journeys/{journey.id}/events/{first.id}/edit"
    typed = {"date": "12. marts 2024", "title": "Klagen kommer", "version": "1"}
    assert facilitator.send(address, typed).status_code == 303
    [document] = newest(app)
    first = document["events"][0]
    assert (first["title"], first["date"]) == ("Klagen kommer", "2024-03-12T09:30:00+01:00")
    facilitator.send(address, {**typed, "date": "13. marts 2024", "version": "2"})
    [document] = newest(app)
    assert document["events"][0]["date"] == "2024-03-13"


@pytest.fixture
def ready(run):
    assert run("db", "upgrade").exit_code == 0
    return run


def test_the_command_line_asks_which_cases_of_a_large_log(ready, tmp_path):
    path = tmp_path / "log.xes"
    path.write_bytes(data())
    asked = ready("import", str(path))
    assert (asked.exit_code, "30 sager med 34 hændelser" in asked.output) == (1, True)
    named = ready("import", str(path), "--case", "A-2", "--case", "B-3", "--json")
    assert [row["id"] for row in json.loads(named.stdout)] == ["A-2", "B-3"]
    assert "2 af 30 sager" in named.stderr
    assert "en dato mellem sine naboer" in named.stderr
    first = ready("import", str(path), "--limit", "1", "--json", "--keep-names")
    assert json.loads(first.stdout) == [{"id": "A-1", "title": "A-1", "events": 4}]
    taken = ready("import", str(path), "--limit", "1")
    assert (taken.exit_code, "--replace" in taken.output) == (1, True)
    assert ready("import", str(path), "--limit", "1", "--replace").exit_code == 0
    unknown = ready("import", str(path), "--case", "Z")
    assert (unknown.exit_code, "«Z»" in unknown.output) == (1, True)


def test_the_command_line_tells_a_cpr_number_by_its_line_alone(ready, tmp_path):
    path = tmp_path / "log.xes"
    path.write_bytes(data([case("C", event("Klage", at(3), note=f"Barnet {CPR}"))]))
    refused = ready("import", str(path))
    assert refused.exit_code == 1
    assert "Linje 6" in refused.output
    assert "5678" not in refused.output
    assert logfiles.READING not in refused.output
