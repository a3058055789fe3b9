"""Whether the server is alive, for those who watch it; says nothing about anybody."""

from flask import Blueprint, jsonify
from sqlalchemy import text
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all
from klagerejsen.extensions import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def alive() -> Response:
    """Answer once the database answers."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
