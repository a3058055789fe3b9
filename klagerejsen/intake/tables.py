"""The parser "table": a CSV file or a workbook in, one JSON list of cells for each row out, with what the columns hold.

Row n of the spreadsheet is line n of the result, so that people and program mean the same by "row 7". The head of it
can be read without the rest.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import dialects
from klagerejsen.intake.cells import unmarked
from klagerejsen.intake.days import looks_like_day
from klagerejsen.intake.profiles import Profile
from klagerejsen.intake.sheets import is_ours
from klagerejsen.intake.workbooks import MOST_COLUMNS, MOST_ROWS, open_workbook

CHUNK = 2_000
HEAD = 1 << 20
"""Bytes of a result that are read to show its beginning."""

Row = list[str]


READING = _("Rækkerne læses")
TOO_MANY_ROWS = _("Filen har over {limit} rækker. Del den op i flere filer.")
TOO_MANY_COLUMNS = _("Rækken har over {limit} kolonner. Slet de kolonner, I ikke skal bruge, eller ret skilletegnet.")
NO_ROWS = _("Der er ingen rækker i filen. Vælg en fil med én hændelse i hver række.")
ONE_COLUMN = _("Der er kun én kolonne. Vælg et andet skilletegn, eller gem filen igen som CSV.")


def parse(
    source: Path,
    target: Path,
    tell: Tell,
    *,
    sheet: str | None = None,
    header: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> dict[str, Any]:
    """Read a table; the options say what was seen wrongly before. Raises `Refusal`."""
    if zipfile.is_zipfile(source):
        sheets, sheet, rows = open_workbook(source, sheet)
        written: dict[str, Any] = {"sheets": sheets, "sheet": sheet}
    else:
        dialect = dialects.dialect_of(source, encoding, delimiter)
        rows = _unmarked(dialects.records(source, dialect))
        written = {"encoding": dialect.encoding, "delimiter": dialect.delimiter, "decimal": dialect.decimal}
    return written | _kept(_checked(rows), target, tell, header, source.stat().st_size)


def _unmarked(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the rows of a CSV file; one that was written here gets back the texts that were marked for spreadsheets."""
    first = next(rows, [])
    ours = is_ours(first)
    yield first
    for row in rows:
        yield [unmarked(cell) if "'" in cell else cell for cell in row] if ours else row


def _kept(rows: Iterator[Row], target: Path, tell: Tell, header: int | None, size: int) -> dict[str, Any]:
    """Write the rows and look at their columns; return what was seen."""
    first = list(islice(rows, CHUNK))
    header = header_of(first) if header is None else min(header, len(first))
    profiles: list[Profile] = []
    count, chunk = 0, first
    with target.open("w", encoding="utf-8") as out:
        while chunk:
            out.writelines(map(_line, chunk))
            _see(profiles, chunk if count else chunk[header:])
            count += len(chunk)
            # How long it takes is guessed from the first rows; nothing else is known before the end.
            tell(min(0.95, count * max(out.tell() / count, 1) / max(size, 1)), READING)
            chunk = list(islice(rows, CHUNK))
    if count <= header or not any(profile.filled for profile in profiles):
        raise Refusal(NO_ROWS)
    if len(profiles) == 1:
        raise Refusal(ONE_COLUMN)
    return {
        "rows": count,
        "header": header,
        "headings": _headings(first[header - 1] if header else [], len(profiles)),
        "profiles": [profile.as_json() for profile in profiles],
    }


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _see(profiles: list[Profile], rows: list[Row]) -> None:
    width = max(map(len, rows), default=0)
    profiles.extend(Profile() for _number in range(len(profiles), width))
    for number, profile in enumerate(profiles):
        profile.see([row[number] for row in rows if len(row) > number])


def _headings(row: Row, width: int) -> list[str]:
    """Return a heading for each column; one that has none is called by its letter."""
    given = [" ".join(cell.split())[:80] for cell in row]
    return [(given[number] if number < len(given) else "") or letter(number) for number in range(width)]


def _checked(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise Refusal(TOO_MANY_ROWS, row=number, limit=MOST_ROWS)
        if len(row) > MOST_COLUMNS:
            raise Refusal(TOO_MANY_COLUMNS, row=number, limit=MOST_COLUMNS)
        yield row


def header_of(rows: list[Row]) -> int:
    """Return the number of the row with the headings, 0 where there are none.

    Above it there may be a title or the date of the extract; in it there is neither a day nor an empty table.

    >>> header_of([["Udtræk af sag"], [], ["Dato", "Notat"], ["12-03-2024", "Mor ringer"]])
    3
    >>> header_of([["12-03-2024", "Mor ringer"], ["13-03-2024", "Brev"]])
    0
    """
    filled = [sum(map(bool, map(str.strip, row))) for row in rows[:50]]
    usual = median([count for count in filled if count > 1] or [1])
    for number, count in enumerate(filled[:20], 1):
        if count >= max(2, 0.6 * usual):
            return 0 if any(looks_like_day(cell) for cell in rows[number - 1]) else number
    return 1 if rows else 0


def head_of(result: Path, most: int) -> list[Row]:
    """Return the first rows of a result, as many as stand in its head."""
    with result.open("rb") as file:
        lines = file.read(HEAD).split(b"\n")[:-1]
    return [json.loads(line) for line in lines[:most]]


def rows_of(result: Path) -> Iterator[Row]:
    """Give all rows of a result, one at a time."""
    with result.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
