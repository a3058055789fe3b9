"""The pages by which a team's archive leaves, and by which one comes in."""

from flask import Blueprint

blueprint = Blueprint("archives", __name__)

from klagerejsen.archives.routes import (  # noqa: E402 - they register themselves
    coming,  # noqa: F401
    leaving,  # noqa: F401
)
