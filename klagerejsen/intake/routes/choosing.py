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
ORDER = "order"
"""The answer for the whole file; for one column that differs its number stands behind."""
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
    whole = request.form.get(ORDER, "")
    said = {number: request.form.get(f"{ORDER}-{number}", whole) for number in _questioned(mapping, summary, fields)}
    allowed = {number: summary["profiles"][number]["orders"] for number in said}
    mapping.orders = {str(number): order for number, order in said.items() if order in allowed[number]}
    mapping.orders |= mappings.decided(mapping, summary["profiles"], fields.days)


def problems_of(chosen: Mapping, summary: Dictionary[str, Any], fields: Fields) -> list[str]:
    """Return what must be said otherwise, or still be said, of the columns themselves."""
    twice = {name for name in chosen.fields if name and chosen.fields.count(name) > 1} - set(fields.repeatable)
    asked = mappings.undecided(chosen, summary["profiles"], fields.days)
    return [
        *(_("«%(field)s» er valgt to gange. Vælg én kolonne.", field=_(fields.words[name])) for name in sorted(twice)),
        *_orders_missing([summary["headings"][number] for number in asked]),
    ]


def _orders_missing(headings: Sequence[str]) -> list[str]:
    """Ask for the whole file first, and then for each column that its answer does not fit."""
    if headings and ORDER not in request.form:
        return [_("Sig, om dagen eller måneden står først i filens datoer.")]
    return [_("Sig, om dagen eller måneden står først i «%(heading)s».", heading=heading) for heading in headings]


def page_of(job: Job, summary: dict[str, Any], chosen: Mapping, fields: Fields) -> dict[str, Any]:
    """Return what every page of columns shows."""
    head = tables.head_of(job.result("table"), summary["header"] + FURTHER)
    return {
        **told_of(job),
        "summary": summary,
        "chosen": chosen,
        "fields": [(name, _(words)) for name, words in fields.words.items()],
        "samples": _samples(head[summary["header"] :], len(summary["headings"])),
        "questions": _questions(chosen, summary, fields),
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


def _questioned(chosen: Mapping, summary: Dictionary[str, Any], fields: Fields) -> list[int]:
    """Return the columns whose days do not decide their own order, answered or not."""
    numbers = (number for number, name in enumerate(chosen.fields) if name in fields.days)
    return [number for number in numbers if len(summary["profiles"][number]["orders"]) > 1]


def _questions(chosen: Mapping, summary: Dictionary[str, Any], fields: Fields) -> list[dict[str, Any]]:
    """Ask once for the file, and again only for columns that cannot be as it is, or were said not to be."""
    numbers, profiles = _questioned(chosen, summary, fields), summary["profiles"]
    if not numbers:
        return []
    said = [order for number in numbers if (order := chosen.orders.get(str(number)))]
    order = said[0] if said else _proposed(mappings.likely_order(profiles), numbers, profiles)
    own = [
        n
        for n in numbers
        if order and (order not in profiles[n]["orders"] or chosen.orders.get(str(n), order) != order)
    ]
    widest = max((n for n in numbers if n not in own), key=lambda n: len(profiles[n]["orders"]))
    headings = [summary["headings"][number] for number in numbers if number not in own]
    return [
        _question(ORDER, profiles[widest], headings, order),
        *(_question(f"{ORDER}-{n}", profiles[n], [summary["headings"][n]], chosen.orders.get(str(n))) for n in own),
    ]


def _proposed(order: str | None, numbers: Sequence[int], profiles: Sequence[Dictionary[str, Any]]) -> str | None:
    """Return an order as a proposal if any of the columns may be written in it."""
    return order if any(order in profiles[number]["orders"] for number in numbers) else None


def _question(name: str, profile: Dictionary[str, Any], headings: list[str], chosen: str | None) -> dict[str, Any]:
    """Ask for the order of days, each answer with what one of them would then be."""
    read = {order: days.read_day(profile["example"], order).edtf for order in profile["orders"]}
    answers = [(order, dates.in_words(edtf, language()) if edtf else "–") for order, edtf in read.items()]
    return {"name": name, "headings": headings, "example": profile["example"], "answers": answers, "chosen": chosen}


def shown(text: str) -> str:
    """Return a text as it may be looked at: nobody needs a CPR number to know a column."""
    return masked(text) if refusal(text) else text
