"""The page on which somebody says which cases of an event log are to be journeys, and what becomes of what it says."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.background.jobs import Job
from klagerejsen.background.refusals import Refusal
from klagerejsen.intake import log_batch, log_cases, queries
from klagerejsen.intake.cases import MOST_JOURNEYS
from klagerejsen.intake.columns import FIELDS, signature_of
from klagerejsen.intake.log_choices import ORDERS, SHOWN, Case, Choice, chosen, fitting, listed
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.routes.shared import again, elsewhere, job_or_404, summary_of, told_of
from klagerejsen.intake.rows import LONGEST_TITLE, MOST_EVENTS
from klagerejsen.journeys import queries as journeys
from klagerejsen.screening import masked
from klagerejsen.web.filters import language
from klagerejsen.web.personal import refusal
from klagerejsen.web.transactions import reads_first

USUAL_LIMIT = 20
SHOWN_REMARKS = 40


@blueprint.get("/intake/<token>/log")
@requires(Permission.EDIT_JOURNEYS)
def log(token: str) -> str:
    """Show what is in the log, and what may be chosen of it."""
    job, summary = _log(token)
    return _page(job, summary, [])


@blueprint.post("/intake/<token>/log")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def choose_cases(token: str) -> Response:
    """Take the choices: show which cases fit, or go on with those that were chosen."""
    job, summary = _log(token)
    choice, mapping = _choice(), _mapping(job, summary)
    job.choose(
        log={
            "choice": choice.as_json(),
            "keys": log_cases.keys_of(summary),
            "classifier": summary["classifier"],
            "joined": "joined" in request.form,
            "hidden": "hidden" in request.form,
        },
        mapping=mapping.as_json(),
    )
    problems = _problems(chosen(job.result("xes"), choice), mapping) if "go" in request.form else []
    if "go" not in request.form or problems:
        return make_response(_page(job, summary, problems), 422 if problems else 200)
    again(job)
    return redirect(url_for("intake.show", token=token), 303)


def _log(token: str) -> tuple[Job, dict[str, Any]]:
    job = job_or_404(token)
    return job, summary_of(job, "xes") or elsewhere(job)


def _choice() -> Choice:
    """Return which cases the form is about; a number that is none counts as not said."""
    form = request.form
    ticked = form.get("which") == "ticked"
    return Choice(
        text=form.get("text", "").strip(),
        activity=form.get("activity", type=int),
        least=max(form.get("least", 0, int), 0),
        most=max(form.get("most", 0, int), 0),
        since=form.get("since", ""),
        until=form.get("until", ""),
        order=form["order"] if form.get("order") in ORDERS else "file",
        limit=0 if ticked else min(max(form.get("limit", 0, int), 0), MOST_JOURNEYS),
        numbers=tuple(form.getlist("case", int)) if ticked else (),
    )


def _mapping(job: Job, summary: dict[str, Any]) -> Mapping:
    mapping, form = _chosen(job, summary), request.form
    for number in range(len(log_cases.FIXED), len(mapping.fields)):
        given = form.get(f"key-{number}", "")
        mapping.fields[number] = given if given in log_cases.FIELDS else ""
    mapping.title = " ".join(form.get("title", "").split())[:LONGEST_TITLE]
    mapping.area = form.get("area", "")
    return mapping


def _chosen(job: Job, summary: dict[str, Any]) -> Mapping:
    """Return what was chosen: for this log, else for its source the last time, else what the log itself says."""
    before = job.choices().get("mapping")
    if before:
        return Mapping.from_json(before)
    keys = log_cases.keys_of(summary)
    remembered = queries.mapping_of(scope(), signature_of(log_cases.headings_of(keys)))
    mapping = log_batch.mapping_of(keys, summary, remembered)
    if remembered is None:
        mapping.title = _("Sag")
    return mapping


def _problems(taken: list[Case], mapping: Mapping) -> list[str]:
    problems = [refusal(mapping.title)]
    if not taken:
        problems.append(_(log_cases.NOTHING_CHOSEN))
    events = sum(case.events for case in taken)
    if events > MOST_EVENTS:
        words = {"events": events, "most": MOST_EVENTS}
        problems.append(_("De valgte sager har %(events)s hændelser. Vælg færre; højst %(most)s ad gangen.", **words))
    return [problem for problem in problems if problem]


def _page(job: Job, summary: dict[str, Any], problems: list[str]) -> str:
    before = job.choices().get("log") or {}
    choice = Choice.from_json(before.get("choice") or {"limit": min(summary["usable"], USUAL_LIMIT)})
    result, mapping = job.result("xes"), _chosen(job, summary)
    numbers = range(len(log_cases.FIXED), len(mapping.fields))
    keys = log_cases.keys_of(summary)
    return render_template(
        "intake/log.html",
        **told_of(job),
        summary=summary,
        problems=problems,
        remarks=[Refusal.from_json(each).said(_) for each in summary["remarks"][:SHOWN_REMARKS]],
        remarked=sum(summary["remarked"].values()),
        choice=choice,
        fitting=fitting(result, choice),
        cases=[case._replace(name=masked(case.name)) for case in listed(result, choice)],
        shown=SHOWN,
        orders={
            "file": _("som i filen"),
            "longest": _("længste først"),
            "latest": _("nyeste først"),
            "name": _("efter navn"),
        },
        mapping=mapping,
        further=[_shown(number, keys[number], summary) for number in numbers],
        fields=[("", _("Tag den ikke med")), *((name, _(FIELDS[name])) for name in log_cases.FIELDS)],
        areas=journeys.area_names(scope().team_id, language()),
        joined=before.get("joined", True),
        hidden=before.get("hidden", True),
        most=MOST_JOURNEYS,
    )


def _shown(number: int, name: list[str], summary: dict[str, Any]) -> dict[str, Any]:
    """Return an attribute as the page shows it, its values masked where they look personal."""
    of, key = name
    known = summary["case_keys" if of == "case" else "keys"][key]
    return {"number": number, "scope": of, "key": key, **known, "examples": list(map(masked, known["examples"]))}
