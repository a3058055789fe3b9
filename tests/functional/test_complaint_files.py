"""Complaints that come in from a table, and go out as one."""

import datetime as dt
import re
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.codes import ComplaintState, MemberRole, Outcome, Reassessment
from klagerejsen.complaints import columns, exports
from klagerejsen.complaints.models import Complaint, ComplaintChange
from klagerejsen.extensions import db
from klagerejsen.outgoing.models import Export
from tests.functional.conftest import CheckingClient, become
from tests.functional.intake import go_on, settled

TABLE = """Journalnr;Klagedato;Klagetype;Område;Team;Kvittering;Genvurdering;Genvurderet;Udfald;Noget helt andet
26-100;02-03-2026;Realitet;Børn og Unge;Jura;13-03-2026;Ikke medhold;20-03-2026;;vejret
26-101;13-03-2026;Formalitet;Voksenområdet;;;;;;vejret
26-102;14-03-2026;Realitet;Voksenområdet;Ydelse;;Medhold;30-03-2026;;
"""


def bring(client: CheckingClient, data: bytes | str, name: str = "klager.csv"):
    content = data.encode() if isinstance(data, str) else data
    return client.send("/complaints/import", {"file": (BytesIO(content), name)}, content_type="multipart/form-data")


def columns_page(client: CheckingClient, data: bytes | str, name: str = "klager.csv"):
    answer = bring(client, data, name)
    assert answer.status_code == 303, answer.text
    return settled(client, answer.location)


def stored(app: Flask) -> list[Complaint]:
    with app.app_context():
        return list(db.session.scalars(select(Complaint).order_by(Complaint.number)))


def test_a_table_of_complaints_comes_in_once_its_words_are_known(app: Flask, officer: CheckingClient) -> None:
    page = columns_page(officer, TABLE)
    check = go_on(officer, page)
    assert "2 rækker kan ikke læses" in check.text
    assert "Række 3, kolonne D" in check.text
    assert "Voksenområdet" in check.text
    assert stored(app) == []
    check = go_on(officer, check, **{"word-area-0": "voksne", "go": None})
    assert "3 klager" in check.text
    listed = go_on(officer, check)
    assert listed.request.path == "/complaints"
    first, second, third = stored(app)
    assert (first.reference, first.unit, first.state) == ("26-100", "Jura", ComplaintState.REASSESSED)
    assert (first.reassessment, third.reassessment) == (Reassessment.MAINTAINED, Reassessment.UPHELD)
    assert (second.area, second.state, second.due_what) == ("voksne", ComplaintState.RECEIVED, "acknowledge")
    assert (third.state, str(third.closed_on)) == (ComplaintState.CLOSED, "2026-03-30")
    with app.app_context():
        lines = db.session.execute(select(ComplaintChange.complaint_id, ComplaintChange.what)).all()
    assert sorted(map(tuple, lines)) == [(one.id, "brought_in") for one in (first, second, third)]
    # The same headings are known again, and what is there already can be left out.
    again = go_on(officer, columns_page(officer, TABLE + "26-103;15-03-2026;Realitet;Voksenområdet;;;;;;\n"))
    assert "3 ESDH-numre fra filen findes allerede." in again.text
    go_on(officer, again)
    assert [one.name for one in stored(app)] == ["K-00001", "K-00002", "K-00003", "K-00004"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("26-100;;Realitet;Børn og Unge;Jura;;;;;", "Række 2, kolonne B: Dagen, klagen blev modtaget, mangler."),
        ("26-100;02-03-2099;Realitet;Børn og Unge;Jura;;;;;", "Dagen er ikke kommet endnu."),
        ("26-100;14-03-2026;Realitet;Børn og Unge;Jura;13-03-2026;;;;", "kolonne F: Dagen ligger før klagen"),
        ("010190-1234;13-03-2026;Realitet;Børn og Unge;Jura;;;;;", "kolonne A: Her står et cpr-nummer."),
        ("26-100;13-03-2026;;Børn og Unge;Jura;;;;;", "kolonne C: Der står ikke, hvad der klages over."),
        ("26-100;marts 2026;Realitet;Børn og Unge;Jura;;;;;", "kolonne B: Her skal stå en bestemt dag."),
    ],
)  # fmt: skip
def test_a_row_that_says_what_cannot_be_keeps_the_file_out(
    app: Flask, officer: CheckingClient, row: str, said: str
) -> None:
    head = TABLE.splitlines()[0]
    check = go_on(officer, columns_page(officer, f"{head}\n{row}\n26-9;14-03-2026;Realitet;Børn og Unge;;;;;;\n"))
    assert said in check.text
    assert "010190" not in check.text
    form = {"go": "1"}
    assert officer.send(check.request.path, form).status_code == 303
    assert stored(app) == []


def test_what_is_no_table_or_lacks_a_column_is_told_what_to_do(officer: CheckingClient) -> None:
    refused = bring(officer, "Kære kommune\n\nJeg vil klage.\n", "brev.txt")
    assert (refused.status_code, "Det er ikke en tabel." in refused.text) == (422, True)
    page = columns_page(officer, "Navn;Noter\nA;B\nC;D\n")
    answer = officer.send(page.request.path, {"column-0": "unit", "column-1": "", "go": "1"})
    assert answer.status_code == 422
    for said in ("hvornår klagen blev modtaget", "Vælg kolonnen med området", "hvad der klages over"):
        assert said in answer.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_handed_out_comes_in_again_as_it_was(app: Flask, officer: CheckingClient, kind: str) -> None:
    fields = {"received_on": "2026-03-02", "area": "boern", "kind": "both", "theme": "conduct", "unit": "=1+1",
              "other_units": "Jura, Ydelse", "reference": "26-7", "offered": "yes", "power_of_attorney": "no",
              "reassessed_on": "2026-03-10", "reassessment": "maintained", "forwarded_on": "2026-03-11",
              "appeals_body": "Ankestyrelsen", "appeal_decided_on": "2026-06-01", "outcome": "remitted",
              "handling": "conversation", "satisfaction": "4",
              "complainant": "parent", "channel": "letter"}  # fmt: skip
    registered = officer.send("/complaints", fields)
    assert registered.status_code == 303
    talk_about(officer, f"{registered.location}/conversation")
    terms = {"purpose": "report", "delete_by": str(exports.utcnow().date()), "format": kind}
    file = officer.send("/complaints/export?state=open", terms)
    assert (file.status_code, f".{kind}" in file.headers["Content-Disposition"]) == (200, True)
    if kind == "csv":
        assert b'"\'=1+1"' in file.data
    else:
        cells = next(openpyxl.load_workbook(BytesIO(file.data)).active.iter_rows(min_row=2))
        assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    with app.app_context():
        assert db.session.scalars(select(Export.what)).all() == ["complaints"]
    check = go_on(officer, columns_page(officer, file.data, f"klager.{kind}"))
    go_on(officer, check, **{"leave-out": None})
    first, second = stored(app)
    assert [getattr(second, name) for name in columns.FIELDS] == [getattr(first, name) for name in columns.FIELDS]
    assert (second.outcome, second.state) == (Outcome.REMITTED, ComplaintState.REMITTED)
    assert (second.attempts, second.minutes, second.promises) == (
        [{"on": "2026-03-03", "channel": "sms"}], 30, ["ask_unit", "meet"],
    )  # fmt: skip
    assert (second.talk().stage, second.promised_by, second.withdrawal_said_on) == (
        "leaving", dt.date(2027, 3, 1), dt.date(2026, 3, 6),
    )  # fmt: skip


def talk_about(officer: CheckingClient, page: str) -> None:
    """Try to reach the complainant, talk, agree, confirm and follow up, and hear that the complaint is withdrawn."""
    agreed = {"day": "2026-03-04", "channel": "phone", "minutes": "25", "wishes": ["heard", "in_writing"],
              "track": "written", "promises": ["ask_unit", "meet"], "promised_by": "2027-03-01"}  # fmt: skip
    steps = (
        ("/steps", {"step": "attempt", "day": "2026-03-03", "channel": "sms", "minutes": "5"}),
        ("", agreed),
        ("/steps", {"step": "confirm", "day": "2026-03-05"}),
        ("/steps", {"step": "follow_up", "day": "2026-03-06", "follow_up": "partly"}),
        ("/steps", {"step": "leave", "day": "2026-03-06", "informed": "y", "free": "y"}),
    )
    for version, (path, fields) in enumerate(steps, 1):
        assert officer.send(page + path, fields | {"version": str(version)}).status_code in (200, 303)


def test_a_file_of_complaints_is_its_owners_and_has_no_pages_of_events(
    app: Flask, officer: CheckingClient, stranger: CheckingClient
) -> None:
    page = columns_page(officer, TABLE)
    token = re.search(r"/import/([\w-]{22})/", page.request.path)[1]
    assert stranger.get(page.request.path).status_code == 404
    become(app, MemberRole.FACILITATOR)
    assert officer.get(page.request.path).status_code == 403
    become(app, MemberRole.COMPLAINTS_OFFICER)
    assert officer.get(f"/intake/{token}/mapping").status_code == 403
    dropped = officer.send(f"/intake/{token}/removal")
    assert dropped.location == "/complaints/import"
    assert officer.get(dropped.location).status_code == 200


def test_the_order_of_days_is_asked_for_once_and_remembered(app: Flask, officer: CheckingClient) -> None:
    file = "Journalnr.;Modt. dato;Forvaltning;Klagens type;Kvit\n26-100;3/4/2026;Børn og Unge;Begge;5/4/2026\n"
    page = columns_page(officer, file)
    assert page.text.count('<fieldset class="question">') == 1
    assert "«Modt. dato», «Kvit»" in page.text
    asked = go_on(officer, page)
    assert asked.status_code == 422
    assert "om dagen eller måneden står først i filens datoer" in asked.text
    go_on(officer, go_on(officer, page, order="dmy"))
    (one,) = stored(app)
    assert (one.kind.value, str(one.received_on), str(one.acknowledged_on)) == ("both", "2026-04-03", "2026-04-05")
    again = columns_page(officer, file.replace("26-100", "26-101"))
    assert 'value="dmy" checked' in again.text
    # Another column whose days say it themselves speaks for those that do not.
    told = columns_page(officer, file.replace("Kvit", "Sendt videre").replace("5/4/2026", "4/13/2026"))
    assert "«Modt. dato»" in told.text
    assert "«Sendt videre»" not in told.text
    assert 'value="mdy" checked' in told.text


def test_a_column_that_cannot_be_as_the_file_is_asked_about_alone(officer: CheckingClient) -> None:
    torn = "Modtaget;Kvit;Område;Type\n3/4/2026;99-3-14;Børn og Unge;Begge\n3/4/2026;3-14-26;Børn og Unge;Begge\n"
    page = columns_page(officer, torn)
    assert page.text.count('<fieldset class="question">') == 1
    alone = go_on(officer, page, order="dmy")
    assert alone.status_code == 422
    assert "står først i «Kvit»" in alone.text
    assert 'name="order-1"' in alone.text
    answered = go_on(officer, alone, **{"order-1": "mdy"})
    assert answered.request.path.endswith("/check")
