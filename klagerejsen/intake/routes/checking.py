"""The page before the import: rows that cannot be read, who becomes whom, personal data; and the import itself."""

from collections.abc import Mapping as Dictionary
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import labels
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.access.rules import Scope
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.codes import CHANNELS, EVENT_TYPES, ROLES
from klagerejsen.intake import columns, mappings, services
from klagerejsen.intake.mappings import KINDS_OF_WORDS, Mapping
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.routes.shared import again, elsewhere, headings_of, job_or_404, summary_of, told_of
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Journey
from klagerejsen.screening import masked
from klagerejsen.web.personal import refusal
from klagerejsen.web.transactions import reads_first, writing

LONGEST_ROLE = 120
_SIDE = {role: side for side, roles in ROLES.items() for role in roles}
_CODES = {"type": EVENT_TYPES, "channel": CHANNELS}


@blueprint.get("/intake/<token>/check")
@requires(Permission.EDIT_JOURNEYS)
def check(token: str) -> str:
    """Show what would come in, and what keeps it out."""
    job, summary = _rows(token)
    return _page(job, summary, [])


@blueprint.post("/intake/<token>/check")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def decide(token: str) -> Response:
    """Keep the choices; where they change what comes in it is made anew, and else it may be brought in."""
    job, summary = _rows(token)
    before = job.choices().get("mapping")
    if before:
        now, problems = _from_form(Mapping.from_json(before), summary)
        if problems:
            return make_response(_page(job, summary, problems), 422)
        if _differs(now, Mapping.from_json(before), summary):
            job.choose(mapping=now.as_json())
            again(job)
            return redirect(url_for("intake.show", token=token), 303)
    if "go" not in request.form or summary["fault_rows"] or summary["cpr"] or not summary["events"]:
        return redirect(url_for("intake.check", token=token), 303)
    return _brought_in(job, summary)


def _rows(token: str) -> tuple[Job, dict[str, Any]]:
    job = job_or_404(token)
    step = job.choices()["step"]
    made = summary_of(job, step) if step in ("rows", "cases") else None
    return job, made or elsewhere(job)


def _from_form(mapping: Mapping, summary: Dictionary[str, Any]) -> tuple[Mapping, list[str]]:
    """Return the mapping as the form leaves it, and what cannot be taken of it."""
    form = request.form
    dropped = {number for number in range(len(mapping.fields)) if f"drop-{number}" in form}
    mapping.fields = ["" if number in dropped else name for number, name in enumerate(mapping.fields)]
    rows = [fault["row"] for fault in summary["faults"] if f"skip-{fault['row']}" in form]
    mapping.skip, mapping.skip_all = sorted({*mapping.skip, *rows}), "skip-all" in form
    mapping.actors = {actor["value"]: _actor(number, actor) for number, actor in enumerate(summary["actors"])}
    mapping.words = {name: _words(name, mapping, summary) for name in KINDS_OF_WORDS}
    kept = {text: _typed(f"kept-{number}") for number, text in enumerate(mapping.replacements)}
    new = {each["text"]: _typed(f"personal-{number}") for number, each in enumerate(summary["personal"])}
    mapping.replacements = {text: role for text, role in (kept | new).items() if role}
    typed = [*mapping.replacements.values(), *(actor["label"] for actor in mapping.actors.values())]
    return mapping, sorted({problem for text in typed if (problem := refusal(text))})


def _typed(name: str) -> str:
    return " ".join(request.form.get(name, "").split())[:LONGEST_ROLE]


def _actor(number: int, before: Dictionary[str, Any]) -> dict[str, Any]:
    role = request.form.get(f"actor-{number}-role", "")
    role = role if role in _SIDE else before["role"]
    side = before["perspective"] if role == before["role"] else _SIDE[role].value
    return {
        "label": _typed(f"actor-{number}-label") or before["label"],
        "role": role,
        "perspective": side,
        "unit": _typed(f"actor-{number}-unit") or None,
    }


def _words(name: str, mapping: Mapping, summary: Dictionary[str, Any]) -> dict[str, str]:
    form = request.form
    given = {
        word: form.get(f"word-{name}-{number}", "") for number, (word, *_rest) in enumerate(summary["words"][name])
    }
    return mapping.words.get(name, {}) | {word: code for word, code in given.items() if code in ("", *_CODES[name])}


def _differs(now: Mapping, before: Mapping, summary: Dictionary[str, Any]) -> bool:
    """Whether something else would come in now than what was made before."""
    before.actors = _as_made(summary)
    shown = {name: {word: code for word, _count, code in summary["words"][name]} for name in KINDS_OF_WORDS}
    before.words = {name: before.words.get(name, {}) | shown[name] for name in KINDS_OF_WORDS}
    return now != before


def _as_made(summary: Dictionary[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the actors as they were made, guessed or chosen."""
    keys = ("label", "role", "perspective", "unit")
    return {actor["value"]: {key: actor[key] or None for key in keys} for actor in summary["actors"]}


def _brought_in(job: Job, summary: Dictionary[str, Any]) -> Response:
    """Store everything in one transaction, and forget the file."""
    by, team_id, choices = Author(member().user_id), scope().team_id, job.choices()
    result, target = job.result(choices["step"]), choices.get("target")
    made = [] if target else services.prepared(team_id, result)
    with writing(target):
        if target:
            made = [journeys.journey(Scope(team_id, target))]
            services.add_all(made[0], result, by)
        else:
            services.import_all(made, by)
        services.note_file(team_id, job.digest, len(made))
        if choices.get("mapping"):
            _remember(job, Mapping.from_json(choices["mapping"]), summary)
    jobs.drop(job)
    return _told(made, summary)


def _remember(job: Job, mapping: Mapping, summary: Dictionary[str, Any]) -> None:
    """Remember how a source is read; of a log not who is in it, for nothing tells its names from other words."""
    headings = headings_of(job)
    mapping.actors = {} if job.kind == "xes" else _as_made(summary)
    services.remember(scope().team_id, columns.signature_of(headings), mappings.saved(mapping, headings))


def _told(made: list[Journey], summary: Dictionary[str, Any]) -> Response:
    if len(made) == 1:
        count = summary["events"]
        flash(_("1 hændelse er hentet ind.") if count == 1 else _("%(n)s hændelser er hentet ind.", n=count))
        return redirect(url_for("board.show", journey_id=made[0].id), 303)
    flash(_("%(n)s rejser med %(m)s hændelser er hentet ind.", n=len(made), m=summary["events"]))
    return redirect(url_for("journeys.index"), 303)


def _page(job: Job, summary: dict[str, Any], problems: list[str]) -> str:
    headings = headings_of(job)
    mapping = Mapping.from_json(job.choices().get("mapping") or {"fields": []})
    return render_template(
        "intake/check.html",
        **told_of(job),
        summary=summary,
        mapping=mapping,
        problems=problems,
        faults=[(fault["row"], Refusal.from_json(fault).said(_)) for fault in summary["faults"]],
        personal=[_shown(each, headings, job.kind) for each in summary["personal"]],
        kept=[(masked(text) if refusal(text) else text, role) for text, role in mapping.replacements.items()],
        headings=headings,
        roles=[(labels.label("perspective", side, _), _named("role", codes)) for side, codes in ROLES.items()],
        codes={name: _named(kind, _CODES[name]) for name, kind in KINDS_OF_WORDS.items()},
        letter=letter,
        ready=not (summary["fault_rows"] or summary["cpr"]) and summary["events"] > 0,
    )


def _named(kind: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted(((code, labels.label(kind, code, _)) for code in codes), key=lambda pair: pair[1].casefold())


def _shown(each: Dictionary[str, Any], headings: list[str], kind: str) -> dict[str, Any]:
    """Return what was found as the page shows it: a CPR number masked, everything else in its own words."""
    where = _("linje %(row)s, %(heading)s") if kind == "xes" else _("række %(row)s, %(heading)s")
    places = [where % {"row": row, "heading": headings[column]} for row, column in each["places"]]
    text = masked(each["text"]) if each["kind"] in ("cpr", "number") else each["text"]
    kind = "cpr" if each["kind"] == "number" else each["kind"]
    return {
        **each,
        "text": text,
        "places": places,
        "what": labels.label("personal", kind, _),
        "sure": each["kind"] == "cpr",
    }
