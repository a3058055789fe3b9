"""The page that says what a table's columns are: proposed, previewed as events, and remembered for the source."""

import json
from collections.abc import Mapping as Dictionary
from typing import Any

from flask import Response as FlaskResponse
from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import dates, labels
from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.background.jobs import Job
from klagerejsen.intake import columns, mappings, queries, rows, tables
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.routes.choosing import FURTHER, OF_EVENTS, anew, page_of, problems_of, shown, take_columns
from klagerejsen.intake.routes.shared import again, elsewhere, job_or_404, summary_of
from klagerejsen.journeys import queries as journeys
from klagerejsen.web.filters import language
from klagerejsen.web.personal import refusal
from klagerejsen.web.transactions import reads_first

PREVIEWED = 6


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
        return anew(job, summary)
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


def _from_form(before: Mapping, summary: Dictionary[str, Any]) -> Mapping:
    take_columns(before, summary, OF_EVENTS)
    if _target():  # everything goes into the one journey that was chosen
        before.fields = ["" if name in ("case", "case_title") else name for name in before.fields]
    before.title = " ".join(request.form.get("title", "").split())[: rows.LONGEST_TITLE]
    area = request.form.get("area", "")
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
    return [*problems, *problems_of(chosen, summary, OF_EVENTS), *filter(None, [refusal(chosen.title)])]


def _page(job: Job, summary: dict[str, Any], chosen: Mapping, problems: list[str]) -> str:
    return render_template(
        "intake/mapping.html",
        **page_of(job, summary, chosen, OF_EVENTS),
        problems=problems,
        target=job.choices().get("target"),
        undecided=mappings.undecided(chosen, summary["profiles"]),
        preview=_preview(job, chosen) if "date" in chosen.fields else [],
        areas=journeys.area_names(scope().team_id, language()),
        journeys=[(journey.id, journey.title) for journey, _count in journeys.journeys(scope())],
        remembered=bool(queries.mapping_of(scope(), columns.signature_of(summary["headings"]))),
    )


def _preview(job: Job, chosen: Mapping) -> list[dict[str, Any]]:
    """Return the first rows as the events that they would become, or why they would not."""
    head = tables.head_of(job.result("table"), chosen.header + FURTHER)
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
        "title": shown(piece.get("title", "")),
    }
