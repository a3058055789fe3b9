"""The pages of MiniFOKUS and of agreed actions."""

from flask import Blueprint

blueprint = Blueprint("minifokus", __name__)

from klagerejsen.minifokus.routes import actions, asked, files, notes  # noqa: E402, F401 - they register
