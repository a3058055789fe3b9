"""Choosing what the columns of a table are: what is read of the form, what still has to be said, what the page shows.

Tables of events and of complaints have the same page but for their fields.
"""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import dates
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.intake import columns, days, dialects, mappings, tables
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.routes.shared import told_of
from klagerejsen.screening import masked
from klagerejsen.web.filters import language
from klagerejsen.web.personal import refusal

SAMPLES = 3
LONGEST_SAMPLE = 60
FURTHER = 40
"""Rows below the headings in which samples are looked for."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a column can be, in words; which of them hold days, and which can be several columns."""

    words: Dictionary[str, str]
    days: Sequence[str]
    repeatable: Sequence[str] = ()


OF_EVENTS = Fields(columns.FIELDS, columns.DAYS, columns.REPEATABLE)


def anew(job: Job, summary: Dictionary[str, Any]) -> Response:
    """Have a table read in the way that people say; what was chosen for its columns no longer fits."""
    jobs.start(job, "table", _reading(summary))
    job.choose(mapping=None)
    return redirect(url_for("intake.show", token=job.token), 303)


def _reading(summary: Dictionary[str, Any]) -> dict[str, Any]:
    form, options = request.form, {}
    if form.get("sheet") in summary.get("sheets", ()):
        options["sheet"] = form["sheet"]
    if form.get("delimiter") in dialects.DELIMITERS:
        options["delimiter"] = form["delimiter"]
    if form.get("encoding") in dialects.ENCODINGS:
        options["encoding"] = form["encoding"]
    header = form.get("header", type=int)
    return options | ({"header": max(0, min(header, 50))} if header is not None else {})


def take_columns(mapping: Mapping, summary: Dictionary[str, Any], fields: Fields) -> None:
    """Put what the form says of the columns into a mapping: what they are, and how their days are written."""
    numbers = range(len(mapping.fields))
    given = [request.form.get(f"column-{number}", "") for number in numbers]
    mapping.fields = [name if name in fields.words else "" for name in given]
    asked = {str(number): request.form.get(f"order-{number}") for number in numbers}
    mapping.orders = {number: order for number, order in asked.items() if order in days.ORDERS}
    mapping.orders |= mappings.decided(mapping, summary["profiles"], fields.days)


def problems_of(chosen: Mapping, summary: Dictionary[str, Any], fields: Fields) -> list[str]:
    """Return what must be said otherwise, or still be said, of the columns themselves."""
    twice = {name for name in chosen.fields if name and chosen.fields.count(name) > 1} - set(fields.repeatable)
    asked = mappings.undecided(chosen, summary["profiles"], fields.days)
    return [
        *(_("«%(field)s» er valgt to gange. Vælg én kolonne.", field=_(fields.words[name])) for name in sorted(twice)),
        *(
            _("Sig, om dagen eller måneden står først i «%(heading)s».", heading=summary["headings"][number])
            for number in asked
        ),
    ]


def page_of(job: Job, summary: dict[str, Any], chosen: Mapping, fields: Fields) -> dict[str, Any]:
    """Return what every page of columns shows."""
    head = tables.head_of(job.result("table"), summary["header"] + FURTHER)
    return {
        **told_of(job),
        "summary": summary,
        "chosen": chosen,
        "fields": [(name, _(words)) for name, words in fields.words.items()],
        "samples": _samples(head[summary["header"] :], len(summary["headings"])),
        "questions": [_question(number, summary, chosen) for number in _questioned(chosen, summary, fields.days)],
        "encodings": dialects.ENCODINGS,
        "delimiters": {";": _("semikolon"), ",": _("komma"), "\t": _("tabulator"), "|": _("lodret streg")},
    }


def _samples(head: list[list[str]], width: int) -> list[list[str]]:
    """Return for each column what stands in its first cells, as it may be looked at."""
    found: list[dict[str, None]] = [{} for _number in range(width)]
    for row in head:
        for number, cell in enumerate(row[:width]):
            if cell.strip() and len(found[number]) < SAMPLES:
                found[number][shown(" ".join(cell.split()))[:LONGEST_SAMPLE]] = None
    return [list(samples) for samples in found]


def _questioned(chosen: Mapping, summary: Dictionary[str, Any], names: Sequence[str]) -> list[int]:
    """Return the columns whose days do not decide their own order, answered or not; `names` are the fields of days."""
    numbers = (number for number, name in enumerate(chosen.fields) if name in names)
    return [number for number in numbers if len(summary["profiles"][number]["orders"]) > 1]


def _question(number: int, summary: Dictionary[str, Any], chosen: Mapping) -> dict[str, Any]:
    """Ask for the order of the days of a column, each answer with what one of its days would then be."""
    profile = summary["profiles"][number]
    read = {order: days.read_day(profile["example"], order).edtf for order in profile["orders"]}
    answers = [(order, dates.in_words(edtf, language()) if edtf else "–") for order, edtf in read.items()]
    return {
        "column": number,
        "heading": summary["headings"][number],
        "example": profile["example"],
        "answers": answers,
        "chosen": chosen.orders.get(str(number)),
    }


def shown(text: str) -> str:
    """Return a text as it may be looked at: nobody needs a CPR number to know a column."""
    return masked(text) if refusal(text) else text
