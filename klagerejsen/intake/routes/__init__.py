"""The pages by which a case comes in, is put right, and goes out."""

from flask import Blueprint

blueprint = Blueprint("intake", __name__)

from klagerejsen.intake.routes import (  # noqa: E402 - they register themselves
    checking,  # noqa: F401
    exports,  # noqa: F401
    files,  # noqa: F401
    grid,  # noqa: F401
    line,  # noqa: F401
    logs,  # noqa: F401
    mapping,  # noqa: F401
    paste,  # noqa: F401
)
