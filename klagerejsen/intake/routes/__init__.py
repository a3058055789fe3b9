"""The pages by which a case comes in, is put right, and goes out."""

from flask import Blueprint

blueprint = Blueprint("intake", __name__)

from klagerejsen.intake.routes import exports, grid  # noqa: E402, F401 - they register themselves
