"""The page that says what a table's columns are: proposed, previewed as events, and remembered for the source."""

import json
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from typing import Any

from flask import Response as FlaskResponse
from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import dates, labels
from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.intake import columns, days, dialects, mappings, queries, rows, tables
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.routes.shared import again, elsewhere, job_or_404, summary_of, told_of
from klagerejsen.journeys import queries as journeys
from klagerejsen.screening import masked
from klagerejsen.web.filters import language
from klagerejsen.web.personal import refusal
from klagerejsen.web.transactions import reads_first

PREVIEWED = 6
SAMPLES = 3
LONGEST_SAMPLE = 60


@blueprint.get("/intake/<token>/mapping")
@requires(Permission.EDIT_JOURNEYS)
def mapping(token: str) -> str:
    """Show what the columns are taken for."""
    job, summary = _table(token)
    return _page(job, summary, _chosen(job, summary), [])


@blueprint.post("/intake/<token>/mapping")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def choose(token: str) -> Response:
    """Take the choices: show what they make, read the file in another way, or go on to its rows."""
    job, summary = _table(token)
    if "again" in request.form:
        jobs.start(job, "table", reading_of(summary))
        job.choose(mapping=None)
        return redirect(url_for("intake.show", token=token), 303)
    chosen = _from_form(_chosen(job, summary), summary)
    job.choose(mapping=chosen.as_json(), target=_target())
    problems = _problems(chosen, summary)
    if "go" not in request.form or problems:
        return make_response(
            _page(job, summary, chosen, problems if "go" in request.form else []), 422 if problems else 200
        )
    again(job)
    return redirect(url_for("intake.show", token=token), 303)


@blueprint.get("/intake/<token>/mapping.json")
@requires(Permission.EDIT_JOURNEYS)
def mapping_file(token: str) -> FlaskResponse:
    """Hand out the mapping, for the command line and for others."""
    job, summary = _table(token)
    told = mappings.saved(_chosen(job, summary), summary["headings"])
    response = FlaskResponse(json.dumps(told, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename="kolonner.json")
    return response


def _table(token: str) -> tuple[Job, dict[str, Any]]:
    job = job_or_404(token)
    return job, summary_of(job, "table") or elsewhere(job)


def _chosen(job: Job, summary: Dictionary[str, Any]) -> Mapping:
    """Return what was chosen: for this file, else for its source the last time, else what the table itself says."""
    chosen = job.choices().get("mapping")
    if chosen:
        return Mapping.from_json(chosen)
    remembered = queries.mapping_of(scope(), columns.signature_of(summary["headings"]))
    return mappings.applied(remembered, summary) if remembered else mappings.proposed(summary)


def reading_of(summary: Dictionary[str, Any]) -> dict[str, Any]:
    """Return how the file is to be read, where people say so."""
    form, options = request.form, {}
    if form.get("sheet") in summary.get("sheets", ()):
        options["sheet"] = form["sheet"]
    if form.get("delimiter") in dialects.DELIMITERS:
        options["delimiter"] = form["delimiter"]
    if form.get("encoding") in dialects.ENCODINGS:
        options["encoding"] = form["encoding"]
    header = form.get("header", type=int)
    return options | ({"header": max(0, min(header, 50))} if header is not None else {})


def _from_form(before: Mapping, summary: Dictionary[str, Any]) -> Mapping:
    form = request.form
    given = [form.get(f"column-{number}", "") for number in range(len(before.fields))]
    before.fields = [name if name in columns.FIELDS else "" for name in given]
    if _target():  # everything goes into the one journey that was chosen
        before.fields = ["" if name in ("case", "case_title") else name for name in before.fields]
    asked = {str(number): form.get(f"order-{number}") for number in range(len(before.fields))}
    before.orders = {number: order for number, order in asked.items() if order in days.ORDERS}
    before.orders |= mappings.decided(before, summary["profiles"])
    before.title = " ".join(form.get("title", "").split())[: rows.LONGEST_TITLE]
    area = form.get("area", "")
    before.area = area if area in journeys.area_names(scope().team_id) else ""
    return before


def _target() -> int | None:
    """Return the journey that the events are to go into, None for new ones; only the team's own count."""
    wanted = request.form.get("target", type=int)
    return wanted if wanted in {journey.id for journey, _count in journeys.journeys(scope())} else None


def _problems(chosen: Mapping, summary: Dictionary[str, Any]) -> list[str]:
    problems = []
    if "date" not in chosen.fields:
        problems.append(_("Vælg den kolonne, der har datoen."))
    if not {"title", "description", "type"} & set(chosen.fields):
        problems.append(_("Vælg en kolonne, der siger, hvad der skete."))
    twice = {name for name in chosen.fields if name and chosen.fields.count(name) > 1} - set(columns.REPEATABLE)
    for name in sorted(twice):
        problems.append(_("«%(field)s» er valgt to gange. Vælg én kolonne.", field=_(columns.FIELDS[name])))
    for number in mappings.undecided(chosen, summary["profiles"]):
        heading = summary["headings"][number]
        problems.append(_("Sig, om dagen eller måneden står først i «%(heading)s».", heading=heading))
    return [*problems, *filter(None, [refusal(chosen.title)])]


def _page(job: Job, summary: dict[str, Any], chosen: Mapping, problems: list[str]) -> str:
    head = tables.head_of(job.result("table"), summary["header"] + 40)
    asked = mappings.undecided(chosen, summary["profiles"])
    return render_template(
        "intake/mapping.html",
        **told_of(job),
        summary=summary,
        chosen=chosen,
        problems=problems,
        target=job.choices().get("target"),
        fields=[(name, _(words)) for name, words in columns.FIELDS.items()],
        samples=samples_of(head[summary["header"] :], len(summary["headings"])),
        questions=[question_of(number, summary, chosen) for number in questioned(chosen, summary)],
        undecided=asked,
        preview=_preview(head, chosen) if "date" in chosen.fields else [],
        areas=journeys.area_names(scope().team_id, language()),
        journeys=[(journey.id, journey.title) for journey, _count in journeys.journeys(scope())],
        encodings=dialects.ENCODINGS,
        delimiters={";": _("semikolon"), ",": _("komma"), "\t": _("tabulator"), "|": _("lodret streg")},
        remembered=bool(queries.mapping_of(scope(), columns.signature_of(summary["headings"]))),
    )


def samples_of(head: list[list[str]], width: int) -> list[list[str]]:
    """Return for each column what stands in its first cells, as it may be looked at."""
    found: list[dict[str, None]] = [{} for _number in range(width)]
    for row in head:
        for number, cell in enumerate(row[:width]):
            if cell.strip() and len(found[number]) < SAMPLES:
                found[number][_seen(" ".join(cell.split()))[:LONGEST_SAMPLE]] = None
    return [list(samples) for samples in found]


def questioned(chosen: Mapping, summary: Dictionary[str, Any], names: Sequence[str] = columns.DAYS) -> list[int]:
    """Return the columns whose days do not decide their own order, answered or not; `names` are the fields of days."""
    numbers = (number for number, name in enumerate(chosen.fields) if name in names)
    return [number for number in numbers if len(summary["profiles"][number]["orders"]) > 1]


def question_of(number: int, summary: Dictionary[str, Any], chosen: Mapping) -> dict[str, Any]:
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


def _preview(head: list[list[str]], chosen: Mapping) -> list[dict[str, Any]]:
    """Return the first rows as the events that they would become, or why they would not."""
    numbered = [(n, row) for n, row in enumerate(head, 1) if n > chosen.header and any(map(str.strip, row))][:PREVIEWED]
    seen = rows.Seen()
    cast = rows.people_of(numbered, chosen)
    told = [_shown(event, cast) for event in rows.events_of(numbered, chosen, cast, seen)]
    faults = [{"row": fault.row, "fault": fault.said(_)} for fault in seen.faults]
    return sorted([*told, *faults], key=lambda line: line["row"])


def _shown(event: rows.Told, cast: Dictionary[str, Dictionary[str, Any]]) -> dict[str, Any]:
    piece = event.piece
    return {
        "row": event.row,
        "case": event.case,
        "date": dates.in_words(piece["date"], language()),
        "type": labels.label("event_type", piece.get("type"), _),
        "from": ", ".join(cast[value]["label"] for value in event.senders),
        "to": ", ".join(cast[value]["label"] for value in event.recipients),
        "channel": labels.label("channel", piece.get("channel"), _),
        "title": _seen(piece.get("title", "")),
    }


def _seen(text: str) -> str:
    """Return a text as it may be looked at: nobody needs a CPR number to know a column."""
    return masked(text) if refusal(text) else text
