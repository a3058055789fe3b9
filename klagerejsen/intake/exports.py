"""A journey as a file for others: as it is (JSON), as an event log (XES), or as a table (CSV, Excel)."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.intake import sheets
from klagerejsen.intake.journeys_as_traces import head_of, trace_of
from klagerejsen.intake.sheets import TooLong
from klagerejsen.intake.xes.writing import write

__all__ = ["FORMATS", "Format", "TooLong"]

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a journey; `make` may raise `TooLong`."""

    suffix: str
    mimetype: str
    make: Callable[[Document, Translate], bytes]


def _json(document: Document, _translate: Translate) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _xes(document: Document, translate: Translate) -> bytes:
    file = io.BytesIO()
    write(file, head_of(translate), [trace_of(document, translate)])
    return file.getvalue()


def _commas(document: Document, translate: Translate) -> bytes:
    return sheets.as_csv(document, translate, ",")


FORMATS: Mapping[str, Format] = {
    "json": Format("json", "application/json", _json),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheets.as_workbook),
    "csv": Format("csv", "text/csv", sheets.as_csv),
    "csv-comma": Format("csv", "text/csv", _commas),
    "xes": Format("xes", "application/xml", _xes),
}
"""The formats by their names, in the order in which they are offered."""
