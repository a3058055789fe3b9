"""A journey as a file for others: as it is (JSON), as an event log (XES), or as a table (CSV, Excel)."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.database import utcnow
from klagerejsen.intake import sheets
from klagerejsen.intake.journeys_as_traces import head_of, trace_of
from klagerejsen.intake.new_workbooks import TooLong, Workbook
from klagerejsen.intake.xes.writing import write
from klagerejsen.outgoing.terms import Terms, about

__all__ = ["FORMATS", "Format", "TooLong"]

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a journey, on terms that stand in the file where it has a place; `make` may raise `TooLong`."""

    suffix: str
    mimetype: str
    make: Callable[[Document, Translate, Terms | None], bytes]


def _json(document: Document, _translate: Translate, _terms: Terms | None = None) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _xes(document: Document, translate: Translate, terms: Terms | None = None) -> bytes:
    file = io.BytesIO()
    write(file, head_of(translate, terms, utcnow()), [trace_of(document, translate)])
    return file.getvalue()


def _workbook(document: Document, translate: Translate, terms: Terms | None = None) -> bytes:
    file = io.BytesIO()
    with Workbook(file, translate) as book:
        book.add(document)
        if terms is not None:
            book.tell(about(terms, utcnow(), translate))
    return file.getvalue()


def _semicolons(document: Document, translate: Translate, _terms: Terms | None = None) -> bytes:
    return sheets.as_csv(document, translate)


def _commas(document: Document, translate: Translate, _terms: Terms | None = None) -> bytes:
    return sheets.as_csv(document, translate, ",")


FORMATS: Mapping[str, Format] = {
    "json": Format("json", "application/json", _json),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    "csv": Format("csv", "text/csv", _semicolons),
    "csv-comma": Format("csv", "text/csv", _commas),
    "xes": Format("xes", "application/xml", _xes),
}
"""The formats by their names, in the order in which they are offered."""
