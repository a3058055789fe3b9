"""The pages of the register."""

from flask import Blueprint

blueprint = Blueprint("complaints", __name__)

from klagerejsen.complaints.routes import (  # noqa: E402 - they register themselves
    bringing,  # noqa: F401
    conversation,  # noqa: F401
    course,  # noqa: F401
    due,  # noqa: F401
    handing,  # noqa: F401
    learning,  # noqa: F401
    listing,  # noqa: F401
    registering,  # noqa: F401
    satisfaction,  # noqa: F401
    setting,  # noqa: F401
    tying,  # noqa: F401
)
