"""F28: text that begins like a formula leaves in no file as one, and comes back as it was."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from klagerejsen.catalogue import translator
from klagerejsen.intake.dialects import dialect_of
from klagerejsen.intake.exports import FORMATS
from klagerejsen.intake.new_workbooks import Workbook
from klagerejsen.intake.sheets import Table, headings, rows
from klagerejsen.intake.tables import parse, rows_of
from klagerejsen.intake.workbooks import open_workbook

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]
BEFORE = ["", " ", "  ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", "'", "''", "\t'"]
BODIES = [
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://127.0.0.1/?"&A1,"Klik")', "SUM(A1:A9)", "2+3+cmd|' /C calc'!A0",
    'x";=1+1', "x,=1+1", "x\n=1+1", "a;b", '"', "",
]  # fmt: skip
ELSEWHERE = ['";=1+1;"', "a;=1+1", "a,=1+1", "x\n=1+1", "<r><t>=1+1</t></r>", "<f>1+1</f>", "_x003D_1+1", "1=1", "'tis"]
TEXTS = [before + start + body for before in BEFORE for start in STARTS for body in BODIES] + ELSEWHERE
FIELDS = ("title", "description", "topic", "artefact", "source")
A_NUMBER = re.compile(r"-?[0-9]+|[0-9-]+~?")
SIGNS = tuple("=+-@＝＋－＠﹦﹢﹣﹫")
UNSEEN = " \t\r\n\u00a0\u200b\ufeff"

danish = translator("da")


def hostile_case() -> dict:
    """A journey with every text in every place where people write one."""
    actors = [{"id": f"a{n}", "label": text, "unit": text, "perspective": "citizen"} for n, text in enumerate(TEXTS)]
    events = [
        {
            "id": f"E{n}",
            "date": "2024-03-12",
            **dict.fromkeys(FIELDS, text),
            "from": [f"a{n}"],
            "to": [f"a{n}"],
            "deadline": {"date": "2024-04-01", "basis": text},
            "perspectives": {"citizen": {"known": "known", "score": -2, "text": text}},
        }
        for n, text in enumerate(TEXTS)
    ]
    return {
        "format": "klagerejsen-journey",
        "version": 1,
        "id": "=1+1",
        "title": "t",
        "actors": actors,
        "events": events,
    }


def expected(document: dict) -> list[list[str]]:
    told = [["" if cell is None else str(cell) for cell in row] for row in rows(document, danish)]
    return [headings(danish), *told]


def trimmed(table: list[list[str]]) -> list[list[str]]:
    """Rows without the empty cells at their ends, which a workbook does not have."""
    return [row[: max((n for n, cell in enumerate(row, 1) if cell), default=0)] for row in table]


def formulas_in(data: bytes, delimiter: str) -> int:
    """Count the cells that a spreadsheet would take for formulas if it cut the file at this delimiter."""
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    cells = [cell for row in csv.reader(text, delimiter=delimiter) for cell in row]
    return sum(cell.lstrip(UNSEEN).startswith(SIGNS) and not A_NUMBER.fullmatch(cell) for cell in cells)


def archived(document: dict, folder: Path) -> tuple[bytes, bytes]:
    """The table and the workbook of an archive with one case."""
    text, book = io.StringIO(newline=""), io.BytesIO()
    Table(text, danish).add(document)
    with Workbook(book, danish, folder) as workbook:
        workbook.add(document)
        workbook.tell([("Formål", each) for each in TEXTS])
    return text.getvalue().encode("utf-8-sig"), book.getvalue()


def test_f28_no_text_is_a_formula_in_an_archive_and_all_come_back(tmp_path: Path):
    document = hostile_case()
    table, book = archived(document, tmp_path)
    formulas = {delimiter: formulas_in(table, delimiter) for delimiter in (";", ",", "\t", "|")}
    path = tmp_path / "events.csv"
    path.write_bytes(table)
    parse(path, tmp_path / "rows", lambda _share, _words: None)
    again = rows_of(tmp_path / "rows")
    changed = sum(one != other for one, other in zip(again, expected(document), strict=True))
    path = tmp_path / "events.xlsx"
    path.write_bytes(book)
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    kinds = [kind for part in parts for kind in re.findall(rb'<c [^>]*t="(\w+)"', part)]
    strange = sum(part.count(b"<f>") + part.count(b"<f ") + part.count(b"<hyperlink") for part in parts)
    _sheets, _sheet, found = open_workbook(path, None)
    changed += sum(one != other for one, other in zip(found, trimmed(expected(document)), strict=True))
    print(f"F28 archive: {len(TEXTS)} texts, formulas {formulas} and {strange}, rows changed {changed}")
    assert not any(formulas.values())
    assert (len(parts), set(kinds), strange, changed) == (2, {b"inlineStr"}, 0, 0)


@pytest.mark.parametrize("kind", ["csv", "csv-comma"])
def test_f28_no_text_is_a_formula_in_a_csv_file_and_all_come_back(kind, tmp_path: Path):
    document = hostile_case()
    path = tmp_path / "export.csv"
    path.write_bytes(FORMATS[kind].make(document, danish))
    dialect = dialect_of(path)
    formulas = {delimiter: formulas_in(path.read_bytes(), delimiter) for delimiter in (";", ",", "\t", "|")}
    with path.open(encoding=dialect.encoding, newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=dialect.delimiter) for cell in row]
    strange = sum(cell.startswith(("\t", "\r", "\n")) for cell in cells)
    parse(path, tmp_path / "rows", lambda _share, _words: None)
    again = rows_of(tmp_path / "rows")
    changed = sum(one != other for one, other in zip(again, expected(document), strict=True))
    print(f"F28 {kind}: {len(TEXTS)} texts in 9 columns, formulas {formulas}, rows changed by coming back {changed}")
    assert not any(formulas.values())
    assert (strange, changed) == (0, 0)


def test_f28_no_text_is_a_formula_in_a_workbook_and_all_come_back(tmp_path: Path):
    document = hostile_case()
    path = tmp_path / "export.xlsx"
    path.write_bytes(FORMATS["xlsx"].make(document, danish))
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        kinds = re.findall(rb'<c [^>]*t="(\w+)"', package.read("xl/worksheets/sheet1.xml"))
    formulas = sum(part.count(b"<f>") + part.count(b"<f ") for part in parts) + sum(kind != b"s" for kind in kinds)
    links = sum(part.count(b"<hyperlink") for part in parts)
    _sheets, _sheet, found = open_workbook(path, None)
    changed = sum(one != other for one, other in zip(found, trimmed(expected(document)), strict=True))
    print(f"F28 xlsx: {len(TEXTS)} texts in 9 columns, formulas {formulas}, links {links}, rows changed {changed}")
    assert (formulas, links, changed) == (0, 0, 0)
