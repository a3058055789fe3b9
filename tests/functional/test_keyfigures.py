"""The statistics of the register on its pages and in its file: figures reckoned by hand, and F39 over all of them."""

import datetime as dt
import io
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import html5lib
import openpyxl
import pypdf
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from klagerejsen.accounts.models import Membership, User
from klagerejsen.codes import MemberRole, Outcome, Reassessment
from klagerejsen.commands import main
from klagerejsen.complaints import services
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.terms import Terms
from klagerejsen.demo import earlier
from klagerejsen.extensions import db
from klagerejsen.keyfigures import kept, waits
from klagerejsen.keyfigures.counting import CLOCKS
from klagerejsen.keyfigures.kept import Register
from klagerejsen.outgoing.models import Export
from tests.conftest import FACILITATOR
from tests.databases import environment
from tests.functional.conftest import CheckingClient, become
from tests.unit.statistics.attacker import all_figures, bounded, filter_pairs, sums

TODAY = dt.date(2026, 11, 18)
RECEIVED = dt.date(2026, 3, 2)
PIECE = {"area": "boern", "kind": "formality", "received_on": RECEIVED, "theme": "guidance", "unit": "Nord"}
FORM = {"purpose": "report", "delete_by": "2027-01-31"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with mock.patch("klagerejsen.keyfigures.routes.today", return_value=TODAY):
        yield


def after(days: int) -> dt.date:
    return RECEIVED + dt.timedelta(days)


def add(app: Flask, many: int = 1, **piece: object) -> None:
    with app.app_context():
        team_id = team_of(app)
        number = services.next_number(team_id)
        for place in range(many):
            db.session.add(services.made(team_id, number + place, PIECE | piece, Terms()))
        db.session.commit()


def team_of(app: Flask) -> int:
    """Return the team that the facilitator of the tests is of."""
    query = select(Membership.team_id).join(User).where(User.email == FACILITATOR)
    return db.session.scalars(query).first() or 0


def register(app: Flask) -> Register:
    """Return the register as the pages have it."""
    with app.app_context():
        found = kept.register_of(team_of(app), TODAY)
        for clock in CLOCKS:
            found.durations(clock)
    return found


def told(client: CheckingClient, page: str) -> str:
    """Return what a page says, with single spaces and without its definitions."""
    answer = client.get(f"/complaints/statistics{page}")
    assert answer.status_code == 200, page
    return " ".join(
        re.sub(r"<[^>]+>", " ", answer.text.split("<h1>")[1].split('<section class="definitions"')[0]).split()
    )


def test_how_long_complaints_took_stands_with_its_interval_and_those_that_are_open_count(
    app: Flask, facilitator: CheckingClient
) -> None:
    add(app, 10, municipal_closed_on=after(10), closed_on=after(10))
    add(app, 10, municipal_closed_on=after(20), closed_on=after(20))
    add(app, 5)
    page = told(facilitator, "/clocks?clock=municipal")
    assert "25 klager: 20 nåede dertil, 5 havde ikke. Median 20 kalenderdage, 95 % interval 10–20." in page
    # 15 of 25 wait after ten days, 5 of 25 after twenty: 60 and 20 %.
    assert re.search(r"10 60 % \(\d+–\d+\) 25 15 60 %", page), page
    assert re.search(r"20 20 % \(\d+–\d+\) 15", page), page


def test_what_happened_after_the_last_whole_half_year_has_not_happened(app: Flask, facilitator: CheckingClient) -> None:
    add(app, 10, municipal_closed_on=after(10), closed_on=after(10))
    add(app, 6, municipal_closed_on=dt.date(2026, 7, 1), closed_on=dt.date(2026, 7, 1))
    add(app, 30, received_on=dt.date(2026, 7, 2))
    assert "16 klager: 10 nåede dertil, 6 havde ikke." in told(facilitator, "/clocks")
    assert told(facilitator, "").count("16 klager") == 1


def decided(outcome: Outcome) -> dict[str, object]:
    return {
        "kind": "merits",
        "reassessed_on": after(5),
        "reassessment": Reassessment.MAINTAINED,
        "forwarded_on": after(5),
        "outcome": outcome,
        "appeal_decided_on": after(80),
    }


def test_outcomes_and_the_reversal_rate_leave_out_what_was_dismissed(app: Flask, facilitator: CheckingClient) -> None:
    for outcome, many in ((Outcome.CONFIRMED, 12), (Outcome.AMENDED, 8), (Outcome.DISMISSED, 6)):
        add(app, many, **decided(outcome))
    add(app, 14, withdrawn_on=after(7))
    page = told(facilitator, "")
    assert "omgjorde 40 % (22–61), 8 af 20" in page
    page = told(facilitator, "/outcomes")
    # 14 of 40 were withdrawn within four weeks, and 26 decided after eighty days.
    assert "Trukket tilbage 14 35 %" in page
    assert re.search(r"Afgjort af klageinstansen 26 0 % 65 %", page), page


def test_few_complaints_are_not_told_and_nothing_is_said_to_be_withheld_where_there_is_none(
    app: Flask, facilitator: CheckingClient
) -> None:
    assert "Her er ingen klager i hele halvår" not in told(facilitator, "")
    add(app, 4)
    page = told(facilitator, "")
    assert "for få klager" in page
    assert "mindst 5 klager fra halvår, der er slut" in page
    add(app, 30)
    add(app, 3, area="voksne")
    add(app, 20, area="handicap")
    tables = dict(tables_of(facilitator, "/complaints/statistics"))
    assert whole_of(facilitator, "/complaints/statistics") == 57
    assert sorted(tables["by-area"].values()) == ["34", "vises ikke", "vises ikke"], "20 would tell the three"
    assert tables["by-period"] == {"1. halvår 2026": "57"}


def test_dots_do_not_tell_how_many_are_still_open(app: Flask, facilitator: CheckingClient) -> None:
    """Three of eight are open: five dots, each a day of its own, would tell them."""
    for days in (3, 5, 8, 13, 21):
        add(app, withdrawn_on=after(days))
    add(app, 3)
    page = facilitator.get("/complaints/statistics/clocks").text
    assert "8 klager. Under 10 klager: der regnes ingen median." in page
    assert 'class="dot"' not in page
    add(app, 6, area="voksne", withdrawn_on=after(9))
    page = facilitator.get("/complaints/statistics/clocks?area=voksne").text
    assert "Hver prik er en dag, hvor en eller flere nåede dertil." in page
    assert page.count('class="dot"') == 2, "a day, and what a dot is"


def test_there_is_nothing_to_compare_with_where_nobody_was_offered_a_conversation(
    app: Flask, facilitator: CheckingClient
) -> None:
    add(app, 20, offered=False, withdrawn_on=after(5))
    page = told(facilitator, "/conversations")
    assert "Der skal være klager både med og uden tilbud om en samtale" in page
    assert "Vises ikke" not in page


def test_a_few_without_a_word_of_an_offer_hide_nothing_and_many_are_a_group_of_their_own(
    app: Flask, facilitator: CheckingClient
) -> None:
    add(app, 20, offered=True, withdrawn_on=after(5))
    add(app, 20, offered=False, municipal_closed_on=after(9), closed_on=after(9))
    add(app, 1, municipal_closed_on=after(9), closed_on=after(9))
    assert "Tilbudt en samtale 20 Ikke tilbudt en samtale 21 Hvem" in told(facilitator, "/conversations")
    add(app, 9, municipal_closed_on=after(9), closed_on=after(9))
    page = told(facilitator, "/conversations")
    assert "Tilbudt en samtale 20 Ikke tilbudt en samtale 20 Ikke oplyst 10" in page
    assert "20 klager: 20 nåede dertil, 0 havde ikke. Median 9 kalenderdage" in page, "the clocks go by the same groups"


def test_the_offer_is_compared_as_intended_and_said_as_a_difference(app: Flask, facilitator: CheckingClient) -> None:
    for days, offered, withdrawn in ((10, True, 6), (30, False, 6)):
        add(app, 14, offered=offered, municipal_closed_on=after(days), closed_on=after(days))
        add(app, withdrawn, offered=offered, withdrawn_on=after(days))
    page = told(facilitator, "/conversations")
    assert "Tilbudt en samtale 20 Ikke tilbudt en samtale 20" in page
    assert "Forskel −20 kalenderdage" in page
    assert "effekt" not in page.casefold()
    assert "30 % (15–52), 6 af 20" in page


def test_units_stand_by_name_and_small_ones_are_not_compared(app: Flask, facilitator: CheckingClient) -> None:
    for unit, stood, changed in (("Øst", 12, 6), ("Nord", 6, 12), ("Syd", 5, 0)):
        add(app, stood, **decided(Outcome.CONFIRMED), unit=unit)
        if changed:
            add(app, changed, **decided(Outcome.ANNULLED), unit=unit)
    page = told(facilitator, "/units")
    assert "Nord 18 67 % (44–84), 12 af 18" in page
    assert re.search(r"Syd 5 0 % \(0–43\), 0 af 5\. For få til at sammenligne\.", page), page
    assert page.index("Nord 18") < page.index("Syd 5") < page.index("Øst 18")


def test_the_file_says_what_it_is_for_what_the_figures_mean_and_leaves_a_line(
    app: Flask, facilitator: CheckingClient
) -> None:
    add(app, 20, withdrawn_on=after(10), unit="=1+1")
    add(app, 3, area="voksne")
    answer = facilitator.send("/complaints/statistics/export", {**FORM, "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert {"Antal", "Tider", "Definitioner", "Om filen"} <= set(book.sheetnames)
    counts = {row[1]: row[2] for row in book["Antal"].iter_rows(values_only=True) if row[0] == "Område"}
    assert "vises ikke" in counts.values()
    meant = {row[0] for row in book["Definitioner"].iter_rows(values_only=True)}
    assert {"Omgørelsesprocent", "Median", "Vises ikke"} <= meant
    [formula] = [cell for cell in book["Enheder"]["A"] if cell.value == "=1+1"]
    assert (formula.data_type, formula.quotePrefix) == ("s", True), "F28"
    with app.app_context():
        [line] = db.session.scalars(select(Export))
        assert (line.what, line.format, line.purpose) == ("statistics", "xlsx", "report")


def test_a_write_is_in_the_figures_at_once_and_one_that_changes_none_keeps_what_was_reckoned(app: Flask) -> None:
    add(app, 10)
    before = register(app)
    add(app, 1, received_on=dt.date(2026, 9, 1))
    assert register(app) is before
    with app.app_context():
        first = db.session.scalars(select(Complaint).order_by(Complaint.id)).first()
        assert first
        first.satisfaction = 4
        db.session.commit()
    assert register(app) is before, "it was counted anew, and came out as it was"
    with app.app_context():
        first = db.session.scalars(select(Complaint).order_by(Complaint.id)).first()
        assert first
        first.municipal_closed_on = first.closed_on = after(3)
        db.session.commit()
    assert register(app) is not before
    add(app, 1)
    assert register(app).release.count() == 11


def test_an_administrator_raises_the_number_below_which_nothing_is_told_and_nobody_lowers_it(
    app: Flask, facilitator: CheckingClient
) -> None:
    add(app, 30)
    add(app, 8, area="voksne")
    add(app, 20, area="handicap")
    assert sorted(dict(tables_of(facilitator, "/complaints/statistics"))["by-area"].values()) == ["20", "30", "8"]

    def set_to(least: str) -> int:
        return facilitator.send("/complaints/statistics/least", {"least": least}).status_code

    become(app, MemberRole.COMPLAINTS_OFFICER)
    assert set_to("10") == 403
    become(app, MemberRole.ADMINISTRATOR)
    assert [set_to(each) for each in ("4", "1", "x", "10")] == [422, 422, 422, 303]
    shown = dict(tables_of(facilitator, "/complaints/statistics"))["by-area"].values()
    assert sorted(shown) == ["30", "vises ikke", "vises ikke"], "20 would tell the eight"
    assert "Antal på 1–9 vises ikke" in facilitator.get("/complaints/statistics/clocks").text
    answer = facilitator.send("/complaints/statistics/export", {**FORM, "format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["Antal"]
    assert 8 not in {row[2] for row in sheet.iter_rows(values_only=True)}


@pytest.mark.sqlite
def test_the_demos_register_has_enough_for_every_page(app: Flask, facilitator: CheckingClient) -> None:
    with app.app_context():
        earlier.bring(team_of(app), TODAY)
        db.session.commit()
    page = told(facilitator, "/outcomes")
    assert "vises ikke" not in page.split("Omgørelsesprocent")[0]
    assert "For få til at sammenligne" not in told(facilitator, "/units")
    page = told(facilitator, "/conversations")
    assert re.search(r"Forskel [−+]\d+ kalenderdage", page), page
    assert re.search(r"Efter 12 uger .*?Forskel [−+]\d+ procentpoint", page), page


def test_by_area_and_half_year_at_once_little_is_told_and_the_page_says_why(
    app: Flask, facilitator: CheckingClient
) -> None:
    add(app, 20, withdrawn_on=after(10))
    both = "?area=boern&period=2026-1"
    assert "Tema, udfald og omgørelser vises for et halvår eller et område ad gangen" in told(facilitator, both)
    assert set(dict(tables_of(facilitator, f"/complaints/statistics{both}"))) == {"by-kind"}
    assert "Vælg et halvår eller et område, ikke begge dele." in told(facilitator, f"/outcomes{both}")
    answer = facilitator.send(f"/complaints/statistics/export{both}", {**FORM, "format": "xlsx"})
    assert "Måder at ende på" not in openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames


# F39


def a_register(app: Flask, seed: int, size: int = 160) -> None:
    """Store complaints whose values are uneven, so that some figures are small."""
    chance, pieces = random.Random(seed), []
    for _each in range(size):
        days = chance.randint(1, 60)
        way = chance.choices(("open", "withdrawn", "closed", "confirmed", "amended"), (2, 4, 6, 2, 1))[0]
        piece = PIECE | {
            "area": chance.choices(("boern", "handicap", "voksne"), (9, 4, 1))[0],
            "received_on": chance.choices((RECEIVED, dt.date(2025, 9, 1), dt.date(2025, 2, 3)), (6, 3, 1))[0],
            "theme": chance.choice(("guidance", "conduct")),
            "unit": chance.choices(("Nord", "Syd", "Øst"), (9, 4, 1))[0],
            "offered": chance.choices((True, False), (1, 2))[0],
        }
        day = piece["received_on"] + dt.timedelta(days)
        if way in ("confirmed", "amended"):
            piece |= decided(Outcome(way)) | {"reassessed_on": day, "forwarded_on": day, "appeal_decided_on": day}
        elif way != "open":
            piece[f"{way}_on"] = day
        pieces.append(piece)
    with app.app_context():
        team_id = team_of(app)
        db.session.add_all(services.made(team_id, number, piece, Terms()) for number, piece in enumerate(pieces, 1))
        db.session.commit()


def tables_of(client: CheckingClient, address: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each table of a page by its name, with what its rows say first."""
    page = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    for region in page.iterfind(".//div[@class='table-scroll']"):
        rows = region.findall(".//tbody/tr")
        name = region.get("aria-labelledby") or region.get("aria-label") or ""
        yield name, {_text(row.find("th")): _text(row.find("td")) for row in rows}


def _text(element: object) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]


def whole_of(client: CheckingClient, address: str) -> int | None:
    page = client.get(address).text
    found = re.search(r'class="said">(\d+) klage', page)
    return int(found[1]) if found else None


def test_f39_no_pair_of_filters_and_no_total_tells_a_small_figure(app: Flask, facilitator: CheckingClient) -> None:
    """Every filter of the overview is asked for; what each breakdown lacks to its whole is none, or not few."""
    a_register(app, 5)
    small, wholes = 0, {}
    for period in ("", "2025-1", "2025-2", "2026-1"):
        for area in ("", "boern", "handicap", "voksne"):
            address = f"/complaints/statistics?period={period}&area={area}"
            wholes[period, area] = whole = whole_of(facilitator, address)
            for name, rows in tables_of(facilitator, address):
                shown = [int(text) for text in rows.values() if text != "vises ikke"]
                small += len(rows) - len(shown)
                assert not [figure for figure in shown if 0 < figure < 5], (address, name, rows)
                if whole is not None:
                    lacking = whole - sum(shown)
                    assert lacking == 0 or lacking >= 5, (address, name, rows)
                    assert (lacking == 0) == (len(shown) == len(rows)) or lacking >= 5
    assert small, "something is withheld"
    for (period, area), inner in wholes.items():
        for outer in (wholes["", area], wholes[period, ""]):
            if inner is not None and outer is not None:
                assert outer - inner == 0 or outer - inner >= 5


def test_f39_the_tables_that_are_on_offer_tell_no_small_figure_to_who_takes_all_of_them(app: Flask) -> None:
    """Every figure of the release at once: differences of all pairs of filters, bounds from all sums, and the twins."""
    a_register(app, 5)
    found = register(app)
    shown = found.release
    tables, places = shown.tables, range(len(shown.tables.dimensions))
    values = [sorted({case[place] for case in found.cases}) for place in places]
    follows = {place: {case[of]: case[place] for case in found.cases} for place, of in tables.follows.items()}
    told = {key: shown.figures.get(key, 0) for key in all_figures(tables, values) if key not in shown.withheld}
    small = {key for key, count in shown.figures.items() if 0 < count < 5}
    assert small
    assert not [rest for *_pair, rest in filter_pairs(told) if 0 < rest < 5]
    between = bounded(told, list(sums(tables, values, lambda place, value: follows[place][value])), 160)
    assert all(between[key][1] >= 5 for key in small)
    for changes in shown.twins:
        twin = Counter(found.cases)
        twin.update(changes)
        assert all(follows[place][case[of]] == case[place] for case in twin for place, of in tables.follows.items())
        figures = tables.count(twin)
        assert {key: figures[key] for key in told} == told
        small -= {key for key, count in figures.items() if count >= 5}
    assert not small, "each has a register that would show the same, and in which it is not small"


def test_f39_numbers_still_followed_are_not_told_by_those_of_the_others(app: Flask) -> None:
    a_register(app, 5)
    found = register(app)
    hidden = 0
    for clock in ("municipal", "final", "outcome"):
        for day in waits.axis(found, clock):
            for period in ({}, *({"period": each} for each in found.values("period"))):
                whole = waits.wait(found, clock, period)
                parts = [waits.wait(found, clock, {**period, "area": area}) for area in found.values("area")]
                if whole is None or day > whole.until:
                    continue
                shown = [part.curve.at_risk(day) for part in parts if part and day <= part.until]
                hidden += len(shown) < len(parts)
                lacking = whole.curve.at_risk(day) - sum(shown)
                assert lacking == 0 or lacking >= 5, (clock, day, period)
                assert all(number >= 5 for number in shown)
    assert hidden, "some numbers are withheld"


def test_f39_the_file_tells_what_the_pages_tell(app: Flask, facilitator: CheckingClient) -> None:
    a_register(app, 5)
    for query in ("", "?area=boern", "?area=voksne&period=2025-1"):
        answer = facilitator.send(f"/complaints/statistics/export{query}", {**FORM, "format": "xlsx"})
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
        rows = (
            []
            if "Antal" not in book.sheetnames
            else [row for row in book["Antal"].iter_rows(min_row=2, values_only=True) if row[1]]
        )
        page = [
            pair for _name, table in tables_of(facilitator, f"/complaints/statistics{query}") for pair in table.items()
        ]
        assert [(row[1], str(row[2])) for row in rows] == page


@pytest.mark.sqlite
def test_the_command_prints_what_the_workbook_has(app: Flask, facilitator: CheckingClient, tmp_path: Path) -> None:
    a_register(app, 5)
    settings = app.config["SETTINGS"]

    def run(*words: str) -> Result:
        env = environment(settings.data_dir, KLAGEREJSEN_SECRET_KEY=settings.secret_key)
        return CliRunner().invoke(main, ["statistics", "--team", "demo", *words], env=env)

    told = json.loads(run().stdout)
    answer = facilitator.send("/complaints/statistics/export", {**FORM, "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    for table in told["tables"]:
        rows = [[cell or ("" if cell is None else cell) for cell in row] for row in book[table["title"]].values]
        assert rows == [table["headings"], *table["rows"]]
    assert (told["as_of"], told["least"]) == ("2026-06-30", 5)
    assert run("--area", "nowhere").exit_code == 1
    assert run("--format", "pdf", "-o", str(tmp_path / "x.pdf")).exit_code == 2
    assert run("--format", "pdf", "--purpose", "report", "-o", str(tmp_path / "x.pdf")).exit_code == 0
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")
    with app.app_context():
        formats = [line.format for line in db.session.scalars(select(Export).order_by(Export.id))]
        assert formats == ["json", "xlsx", "pdf"]


def test_the_report_on_paper_has_the_curves_the_tables_and_what_it_is_for(
    app: Flask, facilitator: CheckingClient
) -> None:
    a_register(app, 5)
    answer = facilitator.send("/complaints/statistics/export", {**FORM, "format": "pdf"})
    assert answer.mimetype == "application/pdf", answer.text
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    root = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("da", True, True)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    told = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "Klager i tal",
        "160 klager",
        "Måder at ende på",
        "vises ikke",
        "Omgørelsesprocent:",
        "slettes senest",
    ):
        assert words in told, (words, told[:2000])
    assert facilitator.send("/complaints/statistics/export", {**FORM, "format": "exe"}).status_code == 404
