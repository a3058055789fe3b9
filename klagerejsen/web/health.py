"""Whether the server is alive, and whether it can keep what is written; says nothing about anybody."""

from flask import Blueprint, jsonify
from sqlalchemy import text
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all
from klagerejsen.extensions import db
from klagerejsen.web import disk

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def alive() -> Response:
    """Answer once the database answers."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")


@blueprint.get("/readyz")
@open_to_all
def ready() -> tuple[Response, int]:
    """Answer 503 while what somebody writes would be refused, with a word on why."""
    db.session.execute(text("SELECT 1"))
    why = disk.trouble()
    return jsonify(status=f"disk {why}" if why else "ready"), 503 if why else 200
