"""A journal of others comes in: read, mapped, looked through, and stored whole or not at all."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from klagerejsen import create_app
from klagerejsen.accounts.models import Team
from klagerejsen.extensions import db
from klagerejsen.intake.models import ImportedFile, ImportMapping
from klagerejsen.journeys import queries
from klagerejsen.journeys.documents import document_from
from klagerejsen.journeys.models import Event, Journey
from tests.conftest import FACILITATOR, demo_document
from tests.functional.conftest import CheckingClient
from tests.functional.intake import fields_of, go_on, send, settled, upload
from tests.unit.intake.logs_made_up import case, event, written

FURTHER = ("/mapping", "/mapping.json", "/check", "/log", "/text")
# Invented: the date of birth is yet to come.
CPR = "120343-5678"
JOURNAL = f"""Udtræk fra fagsystem;;;;;;

Dato;Notattype;Afsender;Modtager;Kontaktform;Emne;Notat
12-03-2024;Henvendelse;Kirsten Holmgaard;Modtagelsen;Tlf.;Aflastning;"Mor ringer og spørger til ansøgningen.
Cpr {CPR} oplyst."
13.03.2024 kl. 10.15;Sagsnotat;Jens Møller;;;Aflastning;Jens Møller har talt med Kirsten Holmgaard.
medio april 2024;Afgørelse;Familierådgivningen;Kirsten Holmgaard;Digital Post;Aflastning;Afslag på aflastning
i går;Notat;Jens Møller;;;;Uden dato
"""
CASES = """Sagsnr;Dato;Aktivitet;Enhed
A1;2024-03-13;Brev;Center 1
A1;2024-03-12;Opkald;Center 1
B2;2024-05-01;Møde;Center 2
"""


def count(app: Flask, kind: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def newest(app: Flask, how_many: int = 1) -> list[dict]:
    with app.app_context():
        rows = select(Journey).join(Team, Team.id == Journey.team_id).where(Team.slug == "demo")
        newest = rows.order_by(Journey.id.desc()).limit(how_many).options(*queries.WHOLE)
        return [document_from(journey) for journey in reversed(list(db.session.scalars(newest)))]


def folders(app: Flask) -> list[Path]:
    root = app.config["SETTINGS"].data_dir / "intake"
    return list(root.iterdir()) if root.exists() else []


def test_a_messy_journal_becomes_a_pseudonymised_journey(app: Flask, facilitator: CheckingClient) -> None:
    mapping = settled(facilitator, upload(facilitator, JOURNAL.encode("cp1252"), "Journal Kirsten Holmgaard.csv"))
    assert "Windows-1252" in mapping.text
    assert "Kirsten Holmgaard.csv" not in mapping.text, "the file's name is masked"
    chosen = fields_of(mapping.text)
    assert [chosen[f"column-{n}"] for n in range(7)] == [
        "date",
        "type",
        "from",
        "to",
        "channel",
        "topic",
        "description",
    ]
    assert "12. marts 2024" in mapping.text
    check = go_on(facilitator, mapping, title="Sag om aflastning", area="boern")
    assert "1 række kan ikke læses" in check.text
    assert "Række 7, kolonne A" in check.text
    assert CPR not in check.text
    assert "••••••-••••" in check.text
    assert "række 4, Notat" in check.text
    assert 'value="go"' not in check.text
    actors = {value: name for name, value in fields_of(check.text).items() if name.startswith("actor")}
    assert "Medarbejder 1" in actors
    assert "Medarbejder 2" in actors
    changes = {"personal-0": "[nummer]", "skip-7": "on", "word-type-0": "internal_coordination"}
    changes |= {actors["Medarbejder 1"]: "Mor", actors["Medarbejder 1"].replace("label", "role"): "parent"}
    changes |= {actors["Medarbejder 2"]: "Rådgiver 1"}
    ready = go_on(facilitator, check, **changes)
    assert "1 række sprunget over" in ready.text
    board = go_on(facilitator, ready)
    assert "3 hændelser er hentet ind." in board.text
    [document] = newest(app)
    text = json.dumps(document, ensure_ascii=False)
    assert not [word for word in (CPR, "Kirsten", "Holmgaard", "Jens", "Møller") if word in text]
    assert document["title"] == "Sag om aflastning"
    assert [event["date"] for event in document["events"]] == ["2024-03-12", "2024-03-13", "2024-04-11/2024-04-20"]
    assert document["events"][1]["title"] == "Rådgiver 1 har talt med Mor"
    assert document["events"][1]["type"] == "internal_coordination"
    assert document["events"][0]["channel"] == "phone"
    sides = {actor["label"]: actor["perspective"] for actor in document["actors"]}
    assert sides == {
        "Mor": "citizen",
        "Modtagelsen": "authority",
        "Rådgiver 1": "authority",
        "Familierådgivningen": "authority",
    }
    assert folders(app) == [], "nothing of the file is kept"


def test_many_cases_in_one_file_become_many_journeys(app: Flask, facilitator: CheckingClient) -> None:
    check = go_on(facilitator, settled(facilitator, upload(facilitator, CASES)))
    assert "2 rejser" in check.text
    assert "2 rejser med 3 hændelser er hentet ind." in go_on(facilitator, check).text
    first, second = newest(app, 2)
    assert [event["title"] for event in first["events"]] == ["Opkald", "Brev"], "in the order of time"
    assert (first["title"], second["title"]) == ("A1", "B2")


def test_a_mapping_is_remembered_for_the_source_without_names(app: Flask, facilitator: CheckingClient) -> None:
    mapping = settled(facilitator, upload(facilitator, CASES))
    go_on(facilitator, go_on(facilitator, mapping, **{"column-3": ""}, title="Serie"))
    again = settled(facilitator, upload(facilitator, CASES.replace("2024", "2023")))
    assert "kolonnerne er valgt som sidst" in again.text
    assert fields_of(again.text)["column-3"] == ""
    assert fields_of(again.text)["title"] == "Serie"
    assert "Den samme fil" not in again.text


def test_what_is_remembered_of_a_source_names_nobody(app: Flask, facilitator: CheckingClient) -> None:
    file = "Dato;Fra;Tekst\n13-03-2024;Kirsten Holmgaard;Opkald\n14-03-2024;Modtagelsen;Brev\n"
    check = go_on(facilitator, settled(facilitator, upload(facilitator, file)))
    assert "er hentet ind" in go_on(facilitator, check).text
    with app.app_context():
        kept = json.dumps(db.session.scalars(select(ImportMapping.mapping)).one(), ensure_ascii=False)
    assert "Modtagelsen" in kept
    assert "Holmgaard" not in kept


def test_the_same_file_again_says_so(app: Flask, facilitator: CheckingClient) -> None:
    go_on(facilitator, go_on(facilitator, settled(facilitator, upload(facilitator, CASES))))
    assert count(app, ImportedFile) == 1
    assert "Den samme fil blev hentet ind" in settled(facilitator, upload(facilitator, CASES)).text


def test_events_go_into_a_journey_that_is_there_and_are_undone_as_one(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    before = count(app, Event)
    mapping = settled(facilitator, upload(facilitator, CASES))
    check = go_on(facilitator, mapping, target=str(journey_id))
    assert "1 rejse" in check.text
    board = go_on(facilitator, check)
    assert board.request.path == f"/journeys/{journey_id}/board"
    assert count(app, Event) == before + 3
    facilitator.send(f"/journeys/{journey_id}/undo")
    with app.app_context():
        left = db.session.scalar(select(func.count()).select_from(Event).where(Event.deleted.is_(False)))
    assert left == before


def test_an_order_of_days_that_the_file_does_not_show_is_asked_for(app: Flask, facilitator: CheckingClient) -> None:
    mapping = settled(facilitator, upload(facilitator, "Dato;Notat\n03/04/2024;Brev\n05/06/2024;Svar\n"))
    assert "Hvad betyder «03/04/2024»" in mapping.text
    asked = go_on(facilitator, mapping)
    assert asked.status_code == 422
    assert "om dagen eller måneden står først" in asked.text
    go_on(facilitator, go_on(facilitator, mapping, **{"order": "mdy"}))
    assert [event["date"] for event in newest(app)[0]["events"]] == ["2024-03-04", "2024-05-06"]


def test_a_table_that_was_read_wrongly_is_read_again(facilitator: CheckingClient) -> None:
    mapping = settled(facilitator, upload(facilitator, "Dato;Notat\n2024-03-04;Brev\n2024-03-05;Svar, ja\n"))
    again = go_on(facilitator, mapping, go=None, again="1", header="0")
    assert "3 rækker" in again.text
    assert 'for="column-0">A</label>' in again.text


def test_rows_that_cannot_be_read_keep_everything_out_until_they_are_skipped(
    app: Flask, facilitator: CheckingClient
) -> None:
    before = count(app, Journey)
    file = "Dato;Notat;Svar senest\n2024-03-04;Brev;\n;Uden dag;\n31-02-2024;Ugyldig;\n2024-03-05;Svar;marts 2024\n"
    check = go_on(facilitator, settled(facilitator, upload(facilitator, file)), **{"column-2": "reply_due"})
    assert "3 rækker kan ikke læses" in check.text
    for said in ("Række 3", "Række 4", "Række 5, kolonne C"):
        assert said in check.text
    assert "er hentet ind." not in go_on(facilitator, check).text
    assert count(app, Journey) == before
    left = go_on(facilitator, check, **{"skip-3": "on"}, go=None, show="1")
    assert "2 rækker kan ikke læses" in left.text
    # Somebody goes home, and comes back.
    resumed = settled(facilitator, check.request.path.removesuffix("/check"))
    assert "2 rækker kan ikke læses" in resumed.text
    ready = go_on(facilitator, resumed, **{"skip-all": "on"})
    assert "3 rækker sprunget over" in ready.text
    assert "1 hændelse er hentet ind." in go_on(facilitator, ready).text
    assert count(app, Journey) == before + 1


def test_a_column_with_personal_data_can_be_left_out(app: Flask, facilitator: CheckingClient) -> None:
    file = f"Dato;Titel;Notat\n2024-03-04;Brev;Cpr {CPR}\n"
    check = go_on(facilitator, settled(facilitator, upload(facilitator, file)))
    ready = go_on(facilitator, check, **{"drop-2": "on"})
    go_on(facilitator, ready)
    assert "description" not in newest(app)[0]["events"][0]


def test_a_cpr_number_keeps_a_file_out_also_from_a_forged_form(app: Flask, facilitator: CheckingClient) -> None:
    before = count(app, Journey)
    check = go_on(facilitator, settled(facilitator, upload(facilitator, f"Dato;Titel\n2024-03-04;Cpr {CPR}\n")))
    assert "er hentet ind." not in go_on(facilitator, check).text
    refused = go_on(facilitator, check, **{"personal-0": CPR})
    assert refused.status_code == 422
    assert count(app, Journey) == before


def test_a_file_can_be_dropped_and_nothing_of_it_is_left(app: Flask, facilitator: CheckingClient) -> None:
    url = upload(facilitator, CASES)
    settled(facilitator, url)
    assert len(folders(app)) == 1
    assert facilitator.send(f"{url}/removal").status_code == 303
    assert folders(app) == []
    assert facilitator.get(url).status_code == 404


def test_a_file_that_was_left_for_a_day_is_gone(app: Flask, facilitator: CheckingClient, monkeypatch) -> None:
    settled(facilitator, upload(facilitator, CASES))
    assert "journal.csv" in facilitator.get("/intake").text
    monkeypatch.setattr("klagerejsen.background.jobs.KEPT_SECONDS", -1)
    assert "journal.csv" not in facilitator.get("/intake").text
    assert folders(app) == []


def test_a_server_that_starts_removes_what_was_left(app: Flask, facilitator: CheckingClient, monkeypatch) -> None:
    settled(facilitator, upload(facilitator, CASES))
    monkeypatch.setattr("klagerejsen.background.jobs.KEPT_SECONDS", -1)
    create_app(app.config["SETTINGS"])
    assert folders(app) == []


def test_a_file_that_was_being_read_when_the_server_ended_says_so(
    app: Flask, facilitator: CheckingClient, monkeypatch
) -> None:
    url = upload(facilitator, CASES)
    settled(facilitator, url)
    for told in folders(app)[0].glob("table-*.told"):
        told.write_bytes(b'{"share": 0.5, "words": ""}\n')
    monkeypatch.setattr("klagerejsen.background.jobs._STARTED", time.time())
    answer = facilitator.get(url)
    assert answer.status_code == 422
    assert "Læsningen blev afbrudt" in answer.text


@pytest.mark.parametrize("name", ["journal.csv", "journal.txt", "log.xes"])
def test_a_page_whose_turn_it_is_not_leads_to_where_the_file_is(facilitator: CheckingClient, name: str) -> None:
    content = written([case("A-1", event("Klage", "2024-03-12T09:30:00+01:00"))]) if name == "log.xes" else CASES
    url = upload(facilitator, content, name)
    early = [facilitator.get(url + path) for path in FURTHER]
    here = settled(facilitator, url).request.path
    late = [facilitator.get(url + path) for path in FURTHER if url + path != here]
    for answer in (*early, *late):
        assert answer.status_code == 200 or answer.headers["Location"] == url, answer.request.path
    token = url.rsplit("/", 1)[1]
    assert facilitator.get("/journeys/1/paste", query_string={"file": token}).status_code in (200, 303)


def test_nobody_else_sees_a_file_on_its_way_in(
    facilitator: CheckingClient, stranger: CheckingClient, signed_in: Callable[[str], CheckingClient]
) -> None:
    url = upload(facilitator, CASES)
    settled(facilitator, url)
    for path in ("", "/mapping", "/mapping.json", "/check", "/text"):
        assert stranger.get(url + path).status_code == 404
    for path in ("/mapping", "/check", "/removal"):
        assert stranger.send(url + path).status_code == 404
    assert signed_in(FACILITATOR).get(url).status_code == 303
    assert facilitator.get("/intake/..%2f..%2fsecret").status_code == 404


def test_a_journey_comes_in_by_the_same_entrance(app: Flask, facilitator: CheckingClient) -> None:
    document = demo_document() | {"id": "en-ny"}
    answer = send(facilitator, json.dumps(document), "rejse.json")
    assert answer.status_code == 303
    assert newest(app)[0]["id"] == "en-ny"
    taken = send(facilitator, json.dumps(document), "rejse.json")
    assert taken.status_code == 409
    assert folders(app) == []


REFUSED = {
    "nothing": (b"", "x.csv", "tom"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "x.png", "Den slags fil"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(100), "x.xls", ".xlsx"),
    "an empty package": (b"PK\x05\x06" + bytes(18), "x.docx", "Den slags fil"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_another_kind_is_refused_in_words(app: Flask, facilitator: CheckingClient, name: str) -> None:
    data, filename, said = REFUSED[name]
    answer = send(facilitator, data, filename)
    assert answer.status_code == 422
    assert said in answer.text
    assert folders(app) == []


def test_a_file_that_cannot_be_read_says_where_and_why(app: Flask, facilitator: CheckingClient) -> None:
    answer = settled(facilitator, upload(facilitator, b"Dato;Notat\n1;a\n2;b\0c\n"))
    assert answer.status_code == 422
    assert "Række 3" in answer.text


def test_the_text_of_a_document_is_shown(facilitator: CheckingClient) -> None:
    page = settled(facilitator, upload(facilitator, "12. marts 2024\nMor ringer.\n\nDet var det.", "notat.txt"))
    assert "Mor ringer." in page.text


def test_progress_is_shown_to_a_page_that_asks_for_it_alone(facilitator: CheckingClient) -> None:
    url = upload(facilitator, CASES)
    part = facilitator.get(url, headers={"HX-Request": "true"})
    assert part.status_code in (200, 204)
    settled(facilitator, url)
    done = facilitator.get(url, headers={"HX-Request": "true"})
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, f"{url}/mapping")


def test_a_saved_mapping_knows_columns_by_their_headings(facilitator: CheckingClient) -> None:
    url = upload(facilitator, CASES)
    settled(facilitator, url)
    saved = facilitator.get(f"{url}/mapping.json").json
    assert saved["columns"] == {"Sagsnr": "case", "Dato": "date", "Aktivitet": "title", "Enhed": "unit"}
