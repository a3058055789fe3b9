"""Signing in and out, and choosing a language."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, session, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all
from klagerejsen.accounts import sessions
from klagerejsen.accounts.models import User
from klagerejsen.accounts.passwords import check_password
from klagerejsen.catalogue import LANGUAGES
from klagerejsen.extensions import db, limiter
from klagerejsen.web.pages import own_path
from klagerejsen.web.transactions import reads_first, writing

blueprint = Blueprint("accounts", __name__)

LONGEST_EMAIL = 254


def _failed(response: Response) -> bool:
    """Only failures count against a limit: a whole municipality shares one address."""
    return response.status_code == 403


def _per_account() -> str:
    # What is counted is kept in memory: no more of it than an address can be long.
    return "login:" + request.form.get("email", "").strip().lower()[:LONGEST_EMAIL]


@blueprint.get("/login")
@open_to_all
def login() -> str:
    """Show the form."""
    return render_template("accounts/login.html", next=request.args.get("next", ""), email="", refused=False)


@blueprint.post("/login")
@open_to_all
@reads_first
@limiter.limit("300/minute", deduct_when=_failed)
@limiter.limit("10/minute", key_func=_per_account, deduct_when=_failed)
def sign_in() -> Response:
    """Begin a session for the right address and password."""
    email, target = request.form.get("email", ""), request.form.get("next", "")
    user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    right = check_password(user.password_hash if user else None, request.form.get("password", ""))
    if not right:
        page = render_template("accounts/login.html", next=target, email=email, refused=True)
        return make_response(page, 403)
    assert user is not None
    response = redirect(own_path(target, url_for("journeys.index")), 303)
    session.clear()
    with writing():
        sessions.begin(sessions.USER, response, user_id=user.id)
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
