"""Signing in and out, one's own password and team, and choosing a language."""

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, open_to_all, requires, scope, signed_in
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts import known, queries, services, sessions
from klagerejsen.accounts.forms import PasswordForm
from klagerejsen.accounts.guessing import account, slowed, wrong
from klagerejsen.accounts.models import Team
from klagerejsen.accounts.passwords import check_password, hash_password
from klagerejsen.catalogue import LANGUAGES
from klagerejsen.extensions import limiter
from klagerejsen.web.pages import own_path
from klagerejsen.web.transactions import reads_first, writing

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/login")
@open_to_all
def login() -> str:
    """Show the form."""
    return render_template("accounts/login.html", next=request.args.get("next", ""), email="", refused=False)


@blueprint.post("/login")
@open_to_all
@reads_first
@slowed
def sign_in() -> Response:
    """Begin a session for the right address and password."""
    email, target = request.form.get("email", ""), request.form.get("next", "")
    found = account()
    right = check_password(found.password_hash if found else None, request.form.get("password", ""))
    if found is None or not right:
        page = render_template("accounts/login.html", next=target, email=email, refused=True)
        return make_response(page, 403)
    response = redirect(own_path(target, url_for("journeys.index")), 303)
    session.clear()
    with writing():
        sessions.begin(sessions.USER, response, user_id=found.id)
    known.remember(response, *found)
    return response


@blueprint.post("/logout")
@open_to_all
def logout() -> Response:
    """End this browser's session."""
    response = redirect(url_for("accounts.login"), 303)
    sessions.end(sessions.USER, response)
    session.clear()
    return response


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(Permission.KEEP_ACCOUNT)
@reads_first
@limiter.limit("10/10 minutes", key_func=lambda: f"password:{member().user_id}", deduct_when=wrong)
def password() -> Response:
    """Change one's own password; every other session of one's own ends."""
    form, user = PasswordForm(), queries.user(member())
    if not form.validate_on_submit():
        return _ask_for_password(form, 422 if form.is_submitted() else 200)
    if not check_password(user.password_hash, form.old.data):
        form.old.errors = [_("Det er ikke din adgangskode.")]
        return _ask_for_password(form, 403)
    response, new = redirect(url_for("journeys.index"), 303), hash_password(form.new.data)
    with writing():
        services.change_password(queries.user(member()), new)
        sessions.begin(sessions.USER, response, user_id=member().user_id)
    known.remember(response, member().user_id, new)
    flash(_("Adgangskoden er skiftet. Alle andre steder er du logget ud."))
    return response


def _ask_for_password(form: PasswordForm, status: int) -> Response:
    return make_response(render_template("accounts/password.html", form=form), status)


@blueprint.post("/account/team")
@requires(Permission.KEEP_ACCOUNT)
def team() -> Response:
    """Work in another of one's teams from now on."""
    chosen = request.form.get("team", type=int)
    if chosen not in member().roles:
        abort(404)
    session["team"] = chosen
    return redirect(url_for("journeys.index"), 303)


@blueprint.app_template_global()
def teams_to_choose() -> list[Team]:
    """Return the teams of whoever is signed in, where there is something to choose."""
    somebody = signed_in()
    return queries.teams(somebody) if somebody is not None and len(somebody.roles) > 1 else []


@blueprint.app_template_global()
def team_here() -> int | None:
    """Return the team that this page is about."""
    return scope().team_id if "scope" in g else None


@blueprint.post("/language")
@open_to_all
def language() -> Response:
    """Remember which language this browser reads."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    return redirect(own_path(request.form.get("next", ""), url_for("journeys.index")), 303)
