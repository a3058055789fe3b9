"""An archive is asked for on a page, made elsewhere, taken, and brought into another house."""

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.archives import bringing
from klagerejsen.background import jobs, worker
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Area, Cause, Journey
from klagerejsen.outgoing.models import Export
from klagerejsen.web.filters import today
from klagerejsen.web.line import Full
from tests.conftest import PASSWORD, STRANGER, demo_document
from tests.faults.bad_archives import ARCHIVES

PATIENCE = 60
TERMS = {"purpose": "move", "words": "Ny server", "delete_by": str(today())}


def settled(person, answer):
    """Follow a page until nothing is under way on it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        page = person.get(answer.location) if answer.location else answer
        if page.location:
            answer = page
            continue
        if "<progress" not in page.text:
            return page
        time.sleep(0.1)
    raise TimeoutError


def archive_of(person) -> bytes:
    began = person.send("/settings/archive", TERMS)
    assert began.status_code == 303, began.text
    page = settled(person, began)
    assert "Arkivet er klar" in page.text
    with person.get(f"{began.location}/file") as file:
        data = file.data
    assert file.headers["Content-Disposition"].startswith(
        "attachment; filename=klagerejsen-flytning-ny-server-slettes-"
    )
    return data


def sent(person, data: bytes):
    answer = person.send("/intake", {"file": (io.BytesIO(data), "arkiv.zip")}, content_type="multipart/form-data")
    return answer.location, settled(person, answer)


@pytest.fixture
def house(app: Flask, signed_in) -> Iterator:
    """Somebody in a team without journeys."""
    return signed_in(STRANGER)


def cases(app: Flask, slug: str) -> dict[str, str]:
    with app.app_context():
        query = select(Journey.ref, Journey.title).join(Team, Team.id == Journey.team_id).where(Team.slug == slug)
        return {row.ref: row.title for row in db.session.execute(query)}


def test_an_archive_is_made_taken_and_brought_into_another_house(app, facilitator, house):
    with app.app_context():
        cause = db.session.scalars(select(Cause).where(Cause.team_id == 1)).first()
        cause.label_da, code = "Vores eget ord", cause.code
        db.session.add(Area(team_id=1, code="nord", label_da="Nord", label_en="North"))
        db.session.commit()
    data = archive_of(facilitator)
    where, page = sent(house, data)
    assert "Et arkiv fra Demokommunen" in page.text
    assert "Flytning til en anden Klagerejsen: Ny server" in page.text
    done = settled(house, house.send(f"{where}/archive", {"words": "on"}))
    assert "3 rejser er hentet ind." in done.text
    assert cases(app, "other") == cases(app, "demo")
    with app.app_context():
        assert (
            db.session.scalar(select(Cause.label_da).where(Cause.team_id == 2, Cause.code == code)) == "Vores eget ord"
        )
        assert db.session.scalar(select(Area.label_da).where(Area.team_id == 2, Area.code == "nord")) == "Nord"
    assert house.get(where).status_code == 404, "nothing of the file is left"


def test_journeys_that_are_here_are_passed_over_or_brought_in_beside(app, facilitator):
    data = archive_of(facilitator)
    where, page = sent(facilitator, data)
    assert "3 af rejserne er her allerede." in page.text
    done = settled(facilitator, facilitator.send(f"{where}/archive", {"taken": "skip"}))
    assert "0 rejser er hentet ind. 3 var her allerede." in done.text
    assert len(cases(app, "demo")) == 3
    where, _page = sent(facilitator, data)
    settled(facilitator, facilitator.send(f"{where}/archive", {"taken": "keep_both"}))
    assert {"boern-to-teams", "boern-to-teams-2"} <= set(cases(app, "demo"))


def test_what_was_cut_off_is_brought_in_the_rest_of_the_next_time(app, facilitator, house, monkeypatch):
    data = archive_of(facilitator)
    monkeypatch.setattr(bringing, "AT_ONCE", 1)
    real, stored = bringing.bring_in, []

    def dies(*arguments, **options):
        if len(stored) == 2:
            raise OSError("power cut")
        stored.append(1)
        return real(*arguments, **options)

    monkeypatch.setattr(bringing, "bring_in", dies)
    where, _page = sent(house, data)
    page = settled(house, house.send(f"{where}/archive"))
    assert page.status_code == 422
    assert "Intet er hentet ind" not in page.text
    assert len(cases(app, "other")) == 2
    monkeypatch.setattr(bringing, "bring_in", real)
    where, page = sent(house, data)
    assert "2 af rejserne er her allerede." in page.text
    settled(house, house.send(f"{where}/archive"))
    assert cases(app, "other") == cases(app, "demo")


def test_the_log_has_the_archive_and_its_purpose(app, facilitator):
    archive_of(facilitator)
    with app.app_context():
        [line] = db.session.scalars(select(Export))
    assert (line.what, line.format, line.purpose, line.words, line.journey_id) == (
        "archive", "zip", "move", "Ny server", None,
    )  # fmt: skip
    assert "Hele arkivet" in facilitator.get("/settings/exports").text


def test_the_pages_archive_holds_documents_and_tables_and_no_rows(facilitator):
    with zipfile.ZipFile(io.BytesIO(archive_of(facilitator))) as package:
        names = package.namelist()
        manifest = json.loads(package.read("klagerejsen-manifest.json"))
    assert not [name for name in names if name.startswith("rows/")]
    assert (manifest["complete"], manifest["delete_by"]) == (False, str(today()))
    assert {"events.csv", "events.xlsx", "events.xes", "taxonomy.json", "LAESMIG.txt", "README.txt"} <= set(names)


def test_only_those_who_manage_the_team_take_its_archive_and_only_their_own(app, facilitator, house, signed_in):
    with app.app_context():
        accounts.add_user("laeser@example.dk", "L", PASSWORD, db.session.get(Team, 1), MemberRole.FACILITATOR)
        db.session.commit()
    other = signed_in("laeser@example.dk")
    began = facilitator.send("/settings/archive", TERMS)
    for person, status in ((other, 403), (house, 404)):
        for path in (began.location, f"{began.location}/file"):
            assert person.get(path).status_code == status
        assert person.send(f"{began.location}/removal").status_code == status
    assert other.get("/settings/archive").status_code == 403
    assert other.send("/settings/archive", TERMS).status_code == 403


def test_terms_are_asked_for_before_anything_is_made(app, facilitator):
    answer = facilitator.send("/settings/archive", TERMS | {"purpose": "other", "words": ""})
    assert (answer.status_code, "Skriv, hvad filen skal bruges til." in answer.text) == (422, True)
    with app.app_context():
        assert list(db.session.scalars(select(Export))) == []


def test_an_archive_is_deleted_here_when_somebody_says_so(app, data_dir, facilitator):
    began = facilitator.send("/settings/archive", TERMS)
    settled(facilitator, began)
    assert began.location.rsplit("/", 1)[1] in facilitator.get("/settings/archive").text
    assert facilitator.send(f"{began.location}/removal").status_code == 303
    assert list((Path(app.config["SETTINGS"].data_dir) / "archives").iterdir()) == []
    assert facilitator.get(f"{began.location}/file").status_code == 404


def test_an_old_cpr_number_is_told_with_the_journey_that_has_it(app, facilitator):
    with app.app_context():
        journeys.import_document(1, demo_document() | {"id": "x", "title": "Den gamle"}, NOBODY)
        journey = db.session.scalars(select(Journey).where(Journey.ref == "x")).one()
        journey.summary = "Nr. 120343-5678"
        db.session.commit()
    page = settled(facilitator, facilitator.send("/settings/archive", TERMS))
    assert "Rejsen «Den gamle» har en tekst med et cpr-nummer." in page.text
    assert "5678" not in page.text


def test_what_goes_wrong_elsewhere_is_said_with_what_to_do(facilitator, monkeypatch):
    monkeypatch.setitem(worker.PARSERS, "pack", "klagerejsen.nowhere:make")
    page = settled(facilitator, facilitator.send("/settings/archive", TERMS))
    assert "Arkivet blev ikke lavet" in page.text
    assert "klagerejsen archive" in page.text


def test_when_too_many_wait_the_next_one_comes_again(facilitator, monkeypatch):
    def full(*_arguments, **_options):
        raise Full

    monkeypatch.setattr(jobs, "start", full)
    assert facilitator.send("/settings/archive", TERMS).status_code == 503
    assert "/settings/archive/" not in facilitator.get("/settings/archive").text


@pytest.mark.parametrize("name", ["cut off", "a file changed", "another zip", "up and out"])
def test_a_bad_archive_is_refused_on_the_page_and_nothing_comes_in(app, house, name):
    words, make = ARCHIVES[name]
    _where, page = sent(house, make())
    assert page.status_code == 422
    assert words in page.text
    assert "Intet er hentet ind." in page.text
    assert cases(app, "other") == {}


def test_somebody_who_does_not_manage_the_team_leaves_its_words_alone(app, facilitator, signed_in):
    with app.app_context():
        accounts.add_user("fac@example.dk", "F", PASSWORD, db.session.get(Team, 2), MemberRole.FACILITATOR)
        db.session.add(Area(team_id=1, code="nord", label_da="Nord", label_en="North"))
        db.session.commit()
    person = signed_in("fac@example.dk")
    where, page = sent(person, archive_of(facilitator))
    assert "Tag arkivets ord" not in page.text
    settled(person, person.send(f"{where}/archive", {"words": "on"}))
    with app.app_context():
        assert db.session.scalar(select(Area.id).where(Area.team_id == 2, Area.code == "nord")) is None
    assert len(cases(app, "other")) == 3
