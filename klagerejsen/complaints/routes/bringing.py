"""Bringing complaints in from a table: the file, what its columns are, what would come in, and bringing it in."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import labels
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.background.refusals import Refusal
from klagerejsen.complaints import bringing, columns, exports
from klagerejsen.complaints.reading import MOST_COMPLAINTS
from klagerejsen.complaints.routes import blueprint
from klagerejsen.intake import kinds, queries, services
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.routes.choosing import Fields, anew, page_of, problems_of, take_columns
from klagerejsen.intake.routes.shared import elsewhere, job_or_404, summary_of, taken_in, told_of
from klagerejsen.journeys.queries import area_names
from klagerejsen.web.filters import language, today
from klagerejsen.web.sizes import takes_large_files
from klagerejsen.web.transactions import reads_first, writing

PAGES = {"table": "complaints.columns_of", "complaints": "complaints.check"}
OF_COMPLAINTS = Fields(columns.FIELDS, columns.DAYS)
EMPTY = ""
"""The word that a cell without one stands for: what it means can be chosen too."""


@blueprint.get("/complaints/import")
@requires(Permission.EDIT_COMPLAINTS)
def bring() -> str:
    """Show the entrance for files of complaints."""
    return _entrance()


def _entrance(refusal: Refusal | None = None) -> str:
    said = refusal.said(_) if refusal else None
    known = [_(words) for words in columns.FIELDS.values()]
    return render_template("complaints/bring.html", refusal=said, most=MOST_COMPLAINTS, known=known)


@blueprint.post("/complaints/import")
@requires(Permission.EDIT_COMPLAINTS)
@reads_first
@takes_large_files
def receive() -> Response:
    """Take in a table, and have it read elsewhere."""
    try:
        with taken_in() as (job, name):
            if kinds.kind_of(job.source, name) != "table":
                raise Refusal(
                    _("Det er ikke en tabel. Vælg en CSV-fil eller et regneark (.xlsx) med én klage i hver række.")
                )
            job = jobs.know(job, "table")
            job.choose(pages=PAGES, entrance="complaints.bring")
            jobs.start(job, "table")
    except Refusal as refusal:
        return make_response(_entrance(refusal), 422)
    return redirect(url_for("intake.show", token=job.token), 303)


@blueprint.get("/complaints/import/<token>/columns")
@requires(Permission.EDIT_COMPLAINTS)
def columns_of(token: str) -> str:
    """Show what the columns are taken for."""
    job, summary = _table(token)
    return _columns_page(job, summary, _chosen(job, summary), [])


@blueprint.post("/complaints/import/<token>/columns")
@requires(Permission.EDIT_COMPLAINTS)
@reads_first
def choose(token: str) -> Response:
    """Take the choices: read the file in another way, or go on to its rows."""
    job, summary = _table(token)
    if "again" in request.form:
        return anew(job, summary)
    mapping = _from_form(_chosen(job, summary), summary)
    job.choose(mapping=mapping.as_json())
    problems = _problems(mapping, summary)
    if problems:
        return make_response(_columns_page(job, summary, mapping, problems), 422)
    return _read_again(job)


def _table(token: str) -> tuple[Job, dict[str, Any]]:
    job = _ours(token)
    return job, summary_of(job, "table") or elsewhere(job)


def _ours(token: str) -> Job:
    """Return the member's file of complaints; one of events has other pages."""
    job = job_or_404(token)
    return job if job.choices().get("pages") == PAGES else elsewhere(job)


def _chosen(job: Job, summary: dict[str, Any]) -> Mapping:
    chosen = job.choices().get("mapping")
    if chosen:
        return Mapping.from_json(chosen)
    return bringing.proposed(summary, queries.mapping_of(scope(), bringing.signature(summary["headings"])))


def _from_form(mapping: Mapping, summary: dict[str, Any]) -> Mapping:
    form = request.form
    take_columns(mapping, summary, OF_COMPLAINTS)
    mapping.area = form.get("area", "") if form.get("area") in area_names(scope().team_id) else ""
    kinds = {word: code for word, code in mapping.words.get("kind", {}).items() if word != EMPTY}
    if form.get("kind") in labels.COMPLAINT_KINDS:
        kinds[EMPTY] = form["kind"]
    mapping.words = {name: words for name, words in {**mapping.words, "kind": kinds}.items() if words}
    return mapping


def _problems(mapping: Mapping, summary: dict[str, Any]) -> list[str]:
    problems = []
    if "received_on" not in mapping.fields:
        problems.append(_("Vælg den kolonne, der siger, hvornår klagen blev modtaget."))
    if "area" not in mapping.fields and not mapping.area:
        problems.append(_("Vælg kolonnen med området, eller ét område for alle klager i filen."))
    if "kind" not in mapping.fields and not mapping.words.get("kind", {}).get(EMPTY):
        problems.append(_("Vælg kolonnen, der siger, hvad der klages over, eller ét svar for alle klager i filen."))
    return problems + problems_of(mapping, summary, OF_COMPLAINTS)


def _columns_page(job: Job, summary: dict[str, Any], mapping: Mapping, problems: list[str]) -> str:
    return render_template(
        "complaints/columns.html",
        **page_of(job, summary, mapping, OF_COMPLAINTS),
        problems=problems,
        areas=area_names(scope().team_id, language()),
        kinds=labels.choices("complaint_kind", _),
        usual_kind=mapping.words.get("kind", {}).get(EMPTY, ""),
    )


def _read_again(job: Job) -> Response:
    """Have complaints made of the rows, as people chose."""
    names, english = (area_names(scope().team_id, language) for language in ("da", "en"))
    table = summary_of(job, "table") or {}
    options = {
        "marked": "delimiter" in table and exports.is_ours(table["headings"]),
        "mapping": job.choices()["mapping"],
        "areas": bringing.areas_by_word(names, english),
        "today": today().isoformat(),
    }
    jobs.start(job, "complaints", options, of="table")
    return redirect(url_for("intake.show", token=job.token), 303)


@blueprint.get("/complaints/import/<token>/check")
@requires(Permission.EDIT_COMPLAINTS)
def check(token: str) -> str:
    """Show what would come in, and what keeps it out."""
    return _check_page(*_rows(token))


def _rows(token: str) -> tuple[Job, dict[str, Any]]:
    job = _ours(token)
    made = summary_of(job, "complaints") if job.choices()["step"] == "complaints" else None
    return job, made or elsewhere(job)


def _check_page(job: Job, summary: dict[str, Any]) -> str:
    areas = area_names(scope().team_id, language())
    codes = {name: labels.choices(kind, _) for name, kind in columns.WORDS.items()} | {"area": list(areas.items())}
    return render_template(
        "complaints/check.html",
        **told_of(job),
        summary=summary,
        faults=[(fault["row"], Refusal.from_json(fault).said(_)) for fault in summary["faults"]],
        words=[(name, _(columns.FIELDS[name]), rows) for name, rows in summary["words"].items()],
        codes={name: [(c, w) for c, w in rows if c in columns.CODES.get(name, (c,))] for name, rows in codes.items()},
        personal=[(_(columns.FIELDS[name]), count) for name, count in summary["personal"].items()],
        known=len(bringing.known_references(scope().team_id, job.result("complaints"))),
        ready=not summary["fault_rows"] and summary["complaints"] > 0,
    )


@blueprint.post("/complaints/import/<token>/check")
@requires(Permission.EDIT_COMPLAINTS)
@reads_first
def decide(token: str) -> Response:
    """Keep what was chosen; where it changes what comes in it is made anew, and else it may be brought in."""
    job, summary = _rows(token)
    before = job.choices()["mapping"]
    mapping = _with_words(Mapping.from_json(before), summary)
    if mapping.as_json() != before:
        job.choose(mapping=mapping.as_json())
        return _read_again(job)
    if "go" not in request.form or summary["fault_rows"] or not summary["complaints"]:
        return redirect(url_for("complaints.check", token=token), 303)
    return _brought_in(job, mapping)


def _with_words(mapping: Mapping, summary: dict[str, Any]) -> Mapping:
    form = request.form
    rows = {fault["row"] for fault in summary["faults"] if f"skip-{fault['row']}" in form}
    mapping.skip, mapping.skip_all = sorted({*mapping.skip, *rows}), "skip-all" in form
    allowed = columns.CODES | {"area": tuple(area_names(scope().team_id))}
    for name, words in summary["words"].items():
        given = {word: form.get(f"word-{name}-{number}", "") for number, (word, *_rest) in enumerate(words)}
        chosen = {word: code for word, code in given.items() if code in allowed[name]}
        kept = {word: code for word, code in mapping.words.get(name, {}).items() if word not in given}
        mapping.words = {**mapping.words, name: kept | chosen}
    mapping.words = {name: words for name, words in mapping.words.items() if words}
    return mapping


def _brought_in(job: Job, mapping: Mapping) -> Response:
    """Store everything in one transaction, and forget the file."""
    team_id, user_id, result = scope().team_id, member().user_id, job.result("complaints")
    known = bringing.known_references(team_id, result) if "leave-out" in request.form else set[str]()
    rows = bringing.prepared(team_id, result, known)
    headings = (summary_of(job, "table") or {"headings": []})["headings"]
    with writing():
        count = bringing.bring_in(team_id, rows, user_id)
        services.note_file(team_id, job.digest, count)
        services.remember(team_id, bringing.signature(headings), bringing.remembered_as(mapping, headings))
    jobs.drop(job)
    flash(_("1 klage er hentet ind.") if count == 1 else _("%(n)s klager er hentet ind.", n=count))
    return redirect(url_for("complaints.index"), 303)
