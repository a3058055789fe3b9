"""The pages by which a case comes in, and leaves as a file."""

from flask import Blueprint

blueprint = Blueprint("intake", __name__)

from klagerejsen.intake.routes import exports  # noqa: E402, F401 - they register themselves
