"""The list of complaints: filtered, searched, fifty at a time."""

import datetime as dt
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import labels
from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import ComplaintState
from klagerejsen.complaints import queries, words
from klagerejsen.complaints.queries import Place, Wanted
from klagerejsen.complaints.routes import blueprint
from klagerejsen.journeys.queries import area_names
from klagerejsen.web.filters import language, today
from klagerejsen.web.pages import page_or_partial

OPEN = "open"
LONGEST_SEARCH = 60


@blueprint.get("/complaints")
@requires(Permission.READ_COMPLAINTS)
def index() -> Response:
    """Show the newest complaints that fit."""
    wanted = wanted_of()
    rows, more = queries.listed(scope(), wanted, _place(request.args.get("after", "")))
    return page_or_partial(
        "complaints/index.html",
        "complaints/_list.html",
        wanted=wanted,
        rows=rows,
        more=f"{more[0]}.{more[1]}" if more else None,
        later="after" in request.args,
        count=queries.counted(scope(), wanted),
        most=queries.MOST_COUNTED,
        states=labels.choices("complaint_state", _),
        kinds=labels.choices("complaint_kind", _),
        themes=labels.choices("theme", _),
        areas=area_names(scope().team_id, language()),
        units=queries.units(scope()),
        address=address_of(wanted),
        filtered=wanted != Wanted(),
        today=today(),
        **words.ALL,
    )


def wanted_of() -> Wanted:
    """Return which complaints an address asks for; what there is not is not asked for."""
    asked = request.args
    state, kind, theme = (asked.get(name, "") for name in ("state", "kind", "theme"))
    return Wanted(
        q=" ".join(asked.get("q", "").split())[:LONGEST_SEARCH],
        state=state if state in (OPEN, *ComplaintState) else "",
        area=asked.get("area", "")[:64],
        kind=kind if kind in labels.COMPLAINT_KINDS else "",
        theme=theme if theme in labels.THEMES else "",
        unit=asked.get("unit", "").strip()[:80],
        first=_day(asked.get("first")),
        last=_day(asked.get("last")),
    )


def address_of(wanted: Wanted) -> dict[str, Any]:
    """Return what an address says to ask for the same."""
    return {name: value for name in wanted.__dataclass_fields__ if (value := getattr(wanted, name))}


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _place(text: str) -> Place | None:
    day, _dot, key = text.partition(".")
    on = _day(day)
    return (on, int(key)) if on and key.isascii() and key.isdigit() and len(key) < 10 else None
