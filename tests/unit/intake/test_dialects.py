"""A table comes back as it was written, however it was written; and what cannot be read is told with its row."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klagerejsen.background.refusals import Refusal
from klagerejsen.intake import dialects, tables

HEADINGS = st.lists(
    st.sampled_from(["Dato", "Notat", "Fra", "Til", "Beløb", "Sagsnr", "Æ", "note"]), min_size=2, max_size=6
)
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")
WESTERN = st.text(
    st.one_of(st.sampled_from(" \t,;|\"'\n\r.æøåÆØÅ–“”€"), st.characters(codec="cp1252", exclude_characters="\0")),
    max_size=20,
)
ANY = st.text(st.one_of(st.sampled_from(' \t,;|"\n\ræøå'), SIGNS), max_size=20)


@st.composite
def written(draw: st.DrawFn) -> tuple[list[list[str]], bytes]:
    """Any table with plain headings, in any of the ways that programs write tables."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    headings = draw(HEADINGS)
    cells = WESTERN if encoding == "cp1252" else ANY
    rows = draw(st.lists(st.lists(cells, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=8))
    out = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(
        out,
        delimiter=draw(st.sampled_from(dialects.DELIMITERS)),
        quoting=quoting,
        # Python's writer puts quotes round a lone CR only where lines end with one too.
        lineterminator=draw(st.sampled_from(["\r\n", "\n"])) if quoting == csv.QUOTE_ALL else "\r\n",
    )
    writer.writerows([headings, *rows])
    return [headings, *rows], out.getvalue().encode(encoding)


@settings(max_examples=300, deadline=None)
@given(table=written())
def test_any_table_in_any_dialect_is_read_back_equal(tmp_path_factory: pytest.TempPathFactory, table) -> None:
    rows, data = table
    path = tmp_path_factory.getbasetemp() / "table.csv"
    path.write_bytes(data)
    assert list(dialects.records(path, dialects.dialect_of(path))) == rows


def read(path: Path, data: bytes) -> dict:
    source = path / "source"
    source.write_bytes(data)
    return tables.parse(source, path / "result", lambda _share, _words: None)


@pytest.mark.parametrize(
    ("text", "delimiter", "decimal"),
    [
        ("Dato;Beløb\n12-03-2024;1,5\n", ";", ","),
        ("Dato,Beløb\n2024-03-12,1.5\n", ",", "."),
        ("Dato\tNotat, kort\n1\ta, b\n", "\t", ""),
        ("sep=|\nDato|Notat\n1|a;b;c\n", "|", ""),
        ("Navn, fulde;Dato\nA, B;1\nC;2\nD;3\n", ";", ""),
    ],
)
def test_what_stands_between_the_cells_is_seen(tmp_path, text, delimiter, decimal) -> None:
    summary = read(tmp_path, text.encode())
    assert (summary["delimiter"], summary["decimal"]) == (delimiter, decimal)
    assert len(summary["headings"]) == 2


def test_windows_1252_and_utf_16_without_a_mark_are_seen(tmp_path) -> None:
    text = "Dato;Bemærkning\n12-03-2024;På vej – “snart”\n"
    assert read(tmp_path, text.encode("cp1252"))["encoding"] == "cp1252"
    assert read(tmp_path, text.encode("utf-16-le"))["encoding"] == "utf-16-le"
    assert tables.head_of(tmp_path / "result", 9)[1] == ["12-03-2024", "På vej – “snart”"]


BAD = {
    "a NUL": (b"Dato;Notat\n1;a\n2;b\0c\n", "Række 3"),
    "a quote that never ends": (b'Dato;Notat\n1;a\n2;"b\n3;c\n', "Række 3"),
    "a cell without end": (b"Dato;Notat\n1;" + b"x" * 10_000_000 + b"\n", "Række 2"),
    "undefined in Windows-1252": (b"Dato;Notat\n1;\xe6\x81\n", "Række 2"),
    "half a sign in UTF-16": ("Dato;Notat\n1;".encode("utf-16") + b"\x3d\xd8" + ";\n".encode("utf-16-le"), "Række 2"),
    "too many rows": (b"Dato;Notat\n" + b"1;a\n" * tables.MOST_ROWS, "Række 250001"),
    "too many columns": (b"Dato;Notat\n" + b"x;" * 300 + b"\n", "Række 2"),
    "one column": (b"Dato\n1\n2\n", ""),
    "headings only": (b"Dato;Notat\n", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_its_row(tmp_path, name) -> None:
    data, row = BAD[name]
    with pytest.raises(Refusal) as refusal:
        read(tmp_path, data)
    said = refusal.value.said(lambda text: text)
    assert said.startswith(row)
    assert "{" not in said


def test_headings_may_stand_below_a_title(tmp_path) -> None:
    summary = read(tmp_path, "Udtræk af sag;;\n\nDato;Notat;Fra\n12-03-2024;Mor ringer;Mor\n".encode())
    assert (summary["header"], summary["headings"]) == (3, ["Dato", "Notat", "Fra"])
    assert [profile["filled"] for profile in summary["profiles"]] == [1, 1, 1]


def test_columns_without_headings_are_called_by_their_letters(tmp_path) -> None:
    summary = read(tmp_path, b"12-03-2024;Mor ringer\n13-03-2024;Brev\n")
    assert (summary["header"], summary["headings"]) == (0, ["A", "B"])
