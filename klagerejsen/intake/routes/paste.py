"""The page where journal text is pasted: looked through, split at its dates, and accepted piece by piece."""

from typing import Any

from flask import abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import labels
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import CHANNELS, EVENT_TYPES
from klagerejsen.extensions import htmx
from klagerejsen.intake import chips, drafts
from klagerejsen.intake.accepting import accept
from klagerejsen.intake.drafts import Piece
from klagerejsen.intake.models import Draft
from klagerejsen.intake.passages import MOST, passages
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.routes.line import choices
from klagerejsen.intake.routes.shared import forget, text_of
from klagerejsen.intake.suspects import suspects
from klagerejsen.intake.understanding import case_of
from klagerejsen.journeys import queries
from klagerejsen.journeys.checking import NotAJourney
from klagerejsen.journeys.history import Author
from klagerejsen.screening import KINDS, kinds
from klagerejsen.screening.replacing import Replacing
from klagerejsen.web.filters import language
from klagerejsen.web.personal import PersonalNumber, looks_like
from klagerejsen.web.transactions import reads_first, writing

LONGEST = 120_000
"""Characters of a text: some forty pages, which with its fields is as much as a form may hold."""


@blueprint.get("/journeys/<int:journey_id>/paste")
@requires(Permission.EDIT_JOURNEYS)
def paste(journey_id: int) -> str:
    """Show where to paste, with the text of a file that was read, or the pieces of what was pasted."""
    draft = drafts.of(scope(), member().user_id)
    file = request.args.get("file", "")
    if draft and file:
        flash(_("Her ligger en kladde fra før. Gør den færdig, eller kassér den, og vælg så filen igen."), "hint")
    if draft:
        return _pieces(draft)
    return _empty(text=text_of(file)[1] if file else "", file=file)


def _empty(problem: str = "", **given: str) -> str:
    return render_template("intake/paste.html", journey=queries.journey(scope()), problem=problem, **given)


def _pieces(draft: Draft, typed: list[Piece] | None = None) -> str:
    """Show the pieces as they are kept, or as they were `typed` and could not be kept."""
    refused = typed is not None
    context = _context(draft, typed or draft.pieces)
    return render_template("intake/pieces.html", journey=queries.journey(scope()), refused=refused, **context)


def _context(draft: Draft, pieces: list[Piece]) -> dict[str, Any]:
    case = case_of(scope(), member().user_id)
    return {
        "journey_id": scope().journey_id,
        "pieces": [drafts.shown(piece, case) for piece in pieces],
        "actors": case.actors,
        "types": choices("event_type", EVENT_TYPES),
        "channels": choices("channel", CHANNELS),
        "said": _chosen(draft),
    }


@blueprint.post("/journeys/<int:journey_id>/paste")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def split_text(journey_id: int) -> Response:
    """Split a text once nothing in it looks like personal data that was not looked at; until then nothing is kept."""
    file = request.form.get("file", "")
    roles = dict(zip(map(str.strip, request.form.getlist("words")), request.form.getlist("role"), strict=False))
    typed = request.form.get("text", "").replace("\r\n", "\n")
    text = Replacing({words: role for words, role in roles.items() if role.strip()})(typed)
    problem = _problem(text)
    if problem:
        return make_response(_empty(problem, text=text, file=file), 422)
    found = suspects(text)
    if any(one.must_go or one.words not in roles for one in found):
        return _ask_about(text, roles, found, file)
    case = case_of(scope(), member().user_id)
    with writing():
        drafts.begin(scope(), member().user_id, text, case, language())
    forget(file)
    return redirect(url_for("intake.paste", journey_id=journey_id), 303)


def _problem(text: str) -> str:
    if not text.strip():
        return _("Indsæt en tekst først.")
    if len(text) > LONGEST:
        return _("Teksten er på over %(limit)s tegn. Indsæt den i mindre dele.", limit=LONGEST)
    if len(passages(text)) > MOST:
        return _("Teksten giver over %(limit)s hændelser. Indsæt den i mindre dele.", limit=MOST)
    return ""


def _ask_about(text: str, roles: dict[str, str], found: list[Any], file: str) -> Response:
    actors = [chips.spoken(actor) for actor in case_of(scope(), member().user_id).actors]
    page = render_template(
        "intake/suspects.html",
        journey=queries.journey(scope()),
        text=text,
        found=found,
        roles=roles,
        file=file,
        again=bool(roles),
        suggestions=list(dict.fromkeys(actors + [labels.label("role", code, _).lower() for code in labels.ROLES])),
    )
    return make_response(page, 422 if roles else 200)


@blueprint.post("/journeys/<int:journey_id>/paste/pieces")
@requires(Permission.EDIT_JOURNEYS)
def change_pieces(journey_id: int) -> Response:
    """Keep what was typed in the pieces; then drop, merge, split or accept, as the pressed button says."""
    draft = drafts.of(scope(), member().user_id)
    if draft is None:
        return _gone(journey_id)
    try:
        drafts.update(draft, request.form)
    except PersonalNumber:
        if htmx or request.accept_mimetypes.best == "application/json":
            raise  # The fields stand on the page still.
        return make_response(_pieces(draft, drafts.typed(draft, request.form)), 422)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(saved=True, say=_chosen(draft))
    act, _dash, rest = request.form.get("do", "").partition("-")
    key, _dash, place = rest.partition("-")
    if act in ("accept", "everything"):
        return _accepted(draft, everything=act == "everything")
    if act not in _ACTS or not key.isdigit():
        return redirect(url_for("intake.paste", journey_id=journey_id), 303)
    others = _ACTS[act](draft, int(key), int(place) if place.isdigit() else 0)
    if htmx and others:
        return _renewed(draft, act, int(key), others)
    return redirect(url_for("intake.paste", journey_id=journey_id, _anchor=f"p{others[0] if others else key}"), 303)


def _renewed(draft: Draft, act: str, key: int, others: list[int]) -> Response:
    """Send the pieces that are others now, in place of the first of them; a merged one is gone."""
    gone = key if act == "merge" else None
    # The focus goes to what is new: the text that was added to, or the half that was split off.
    here = others[-1] if act != "drop" else None
    context = _context(draft, draft.pieces)
    response = make_response(render_template("intake/_renewed.html", others=others, gone=gone, here=here, **context))
    response.headers["HX-Retarget"] = f"#p{others[0]}"
    response.headers["HX-Reswap"] = "outerHTML settle:0"
    return response


def _split(draft: Draft, key: int, place: int) -> list[int]:
    return drafts.split(draft, key, place, case_of(scope(), member().user_id), language())


_ACTS = {
    "drop": lambda draft, key, _place: drafts.drop(draft, key),
    "merge": lambda draft, key, _place: drafts.merge(draft, key),
    "split": _split,
}


def _gone(journey_id: int) -> Response:
    """The draft was accepted or thrown away in another window."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(saved=False, problems=[_("Kladden er her ikke længere.")])
    flash(_("Kladden er her ikke længere."), "error")
    return redirect(url_for("intake.paste", journey_id=journey_id), 303)


def _chosen(draft: Draft) -> str:
    count = sum(piece["state"] == drafts.CHOSEN for piece in draft.pieces)
    return _("%(n)s af %(all)s godkendt", n=count, all=len(draft.pieces))


def _accepted(draft: Draft, *, everything: bool) -> Response:
    """Put what is ready on the timeline, to be undone as one; what is open stays in the draft."""
    case = case_of(scope(), member().user_id)
    ready = drafts.ready(draft, case, everything=everything)
    try:
        events = accept(scope(), [piece.proposal for piece in ready], Author(member().user_id))
    except NotAJourney:
        abort(400)
    finished = drafts.done(draft, [piece.key for piece in ready])
    _tell(len(events), _left(draft, everything) if not finished else 0)
    _hint_at([piece.proposal.title + "\n" + piece.proposal.description for piece in ready])
    page = "board.show" if finished else "intake.paste"
    return redirect(url_for(page, journey_id=scope().journey_id), 303)


def _left(draft: Draft, everything: bool) -> int:
    wanted = (drafts.OPEN, drafts.CHOSEN) if everything else (drafts.CHOSEN,)
    return sum(piece["state"] in wanted for piece in draft.pieces)


def _tell(added: int, open_still: int) -> None:
    if added:
        said = (
            _("1 hændelse er lagt på tidslinjen.")
            if added == 1
            else _("%(n)s hændelser er lagt på tidslinjen.", n=added)
        )
        flash(said)
    elif not open_still:
        flash(_("Sæt hak ved det, der er godkendt, først."), "error")
    if open_still:
        flash(_("%(n)s mangler noget endnu, før de kan komme med. Se ved dem, hvad.", n=open_still), "error")


def _hint_at(texts: list[str]) -> None:
    """Point out what looks like personal data in what was typed since the text was looked through."""
    found = {kind for text in texts for kind in kinds(text)}
    if found:
        what = looks_like(kind for kind in KINDS if kind in found)
        flash(_("%(what)s Se efter under Personoplysninger, om noget skal erstattes.", what=what), "hint")


@blueprint.post("/journeys/<int:journey_id>/paste/removal")
@requires(Permission.EDIT_JOURNEYS)
def throw_away(journey_id: int) -> Response:
    """Throw the draft away."""
    drafts.forget(scope(), member().user_id)
    flash(_("Kladden er kasseret."))
    return redirect(url_for("intake.paste", journey_id=journey_id), 303)
