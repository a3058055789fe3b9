"""The pages of a case outside the board: the list, files, forms, history and the taxonomy of causes."""

from flask import Blueprint

blueprint = Blueprint("journeys", __name__)

from klagerejsen.journeys.routes import actors, cases, causes, events, files, history  # noqa: E402, F401 - they register
