"""Signing in and out, and choosing a language."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all
from klagerejsen.accounts import known, sessions
from klagerejsen.accounts.guessing import account, slowed
from klagerejsen.accounts.passwords import check_password
from klagerejsen.catalogue import LANGUAGES
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


@blueprint.post("/language")
@open_to_all
def language() -> Response:
    """Remember which language this browser reads."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    return redirect(own_path(request.form.get("next", ""), url_for("journeys.index")), 303)
