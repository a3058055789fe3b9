"""Workbooks, Word documents and PDF files give what stands in them, as people would write it."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from klagerejsen.background.refusals import Refusal
from klagerejsen.intake import kinds, tables, texts
from tests.faults.bad_files import WORD, packed, pdf


def quiet(_share: float, _words: str) -> None:
    pass


def read(folder: Path, book: Workbook, **options: object) -> tuple[dict, list[list[str]]]:
    book.save(folder / "source")
    summary = tables.parse(folder / "source", folder / "result", quiet, **options)  # type: ignore[arg-type]
    return summary, tables.head_of(folder / "result", 99)


def test_a_workbook_gives_days_numbers_and_texts_as_they_are_written(tmp_path) -> None:
    book = Workbook()
    book.active.append(["Dato", "Tid", "Antal", "Beløb", "Notat", "Aktiv"])
    row = [dt.date(2024, 3, 12), dt.datetime(2024, 3, 12, 10, 14), 3.0, 1.5, "Mor\nringer", True]
    book.active.append(row)
    summary, rows = read(tmp_path, book)
    assert rows[1] == ["2024-03-12", "2024-03-12 10:14", "3", "1.5", "Mor\nringer", "True"]
    assert (summary["header"], summary["sheet"]) == (1, "Sheet")
    assert summary["profiles"][0]["days"] == 1.0


def test_rows_keep_their_numbers_and_what_is_only_formatted_costs_nothing(tmp_path) -> None:
    book = Workbook()
    book.active["A2"], book.active["B2"], book.active["A5"], book.active["C5"] = "Dato", "Notat", "2024-03-12", "x"
    book.active.cell(900_000, 50).number_format = "0.00"
    summary, rows = read(tmp_path, book)
    assert rows == [[], ["Dato", "Notat"], [], [], ["2024-03-12", "", "x"]]
    assert (summary["rows"], summary["header"]) == (5, 2)


def test_the_first_sheet_with_cells_is_read_and_another_can_be_chosen(tmp_path) -> None:
    book = Workbook()
    for name in ("Sager", "Andet"):
        book.create_sheet(name).append(["Dato", name])
        book[name].append(["2024-03-12", "x"])
    summary, _rows = read(tmp_path, book)
    assert (summary["sheets"], summary["sheet"]) == (["Sheet", "Sager", "Andet"], "Sager")
    assert read(tmp_path, book, sheet="Andet")[1][0] == ["Dato", "Andet"]
    with pytest.raises(Refusal):
        read(tmp_path, book, sheet="Findes ikke")


def text_of(folder: Path, data: bytes) -> str:
    (folder / "source").write_bytes(data)
    texts.parse(folder / "source", folder / "result", quiet)
    return (folder / "result").read_text("utf-8")


def word(body: str) -> bytes:
    return packed({"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def test_a_word_document_gives_its_paragraphs_and_the_rows_of_its_tables(tmp_path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = (
        "<w:p><w:r><w:t>12. marts 2024: </w:t></w:r><w:r><w:t>Mor ringer.</w:t><w:br/><w:t>Igen.</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>slettet</w:delText></w:r></w:del></w:p>"
        f"<w:tbl><w:tr>{cell.format('13-03-2024')}{cell.format('Brev')}</w:tr></w:tbl>"
    )
    told = text_of(tmp_path, word(body))
    assert told.split("\n") == ["12. marts 2024: Mor ringer.", "Igen.", "", "13-03-2024 \tBrev"]


def test_a_pdf_gives_its_text(tmp_path) -> None:
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents"
    data = pdf(b"BT /F1 12 Tf (12. marts 2024: Mor ringer.) Tj ET").replace(b"/Contents", font)
    assert "12. marts 2024: Mor ringer." in text_of(tmp_path, data)


def test_plain_text_is_read_in_any_encoding(tmp_path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert (
            text_of(tmp_path, "Mor spørger.\r\n\r\n\r\n\r\nSvar på vej.".encode(encoding))
            == "Mor spørger.\n\nSvar på vej."
        )


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", pdf(b""), word(""), packed({"a": "b"}), b" \n "])
def test_a_document_without_text_is_refused(tmp_path, data) -> None:
    with pytest.raises(Refusal):
        text_of(tmp_path, data)


def odt() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", "")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Dato;Notat\n1;a\n", "x.csv", "table"),
        (b"Dato;Notat\n1;a\n2;b\n", "udtraek", "table"),
        (b"Mor ringer, og venter.\nHun rykker, og venter.\nSvar.", "notat.txt", "text"),
        (b"12. marts 2024, mor ringer\n13. marts 2024, brev\n", "notat.txt", "text"),
        ("12. marts 2024\n\nMor ringer.".encode("cp1252"), "notat", "text"),
        (b'{"format": 1}', "x", "journey"),
        (b"<?xml version='1.0'?><log/>", "x", "xes"),
        (b"\x1f\x8b\x08", "x.gz", "xes"),
        (b"%PDF-1.4", "x", "text"),
        (word("<w:p/>"), "x", "text"),
    ],
)
def test_what_a_file_is_is_seen_from_its_first_bytes(tmp_path, data, name, kind) -> None:
    (tmp_path / "source").write_bytes(data)
    assert kinds.kind_of(tmp_path / "source", name) == kind


@pytest.mark.parametrize("data", [b"", b"\n ", odt(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"MZ"])
def test_what_is_none_of_them_is_refused(tmp_path, data) -> None:
    (tmp_path / "source").write_bytes(data)
    with pytest.raises(Refusal):
        kinds.kind_of(tmp_path / "source", "x")
