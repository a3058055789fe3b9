"""What stands in for the phone's pages where there is no network: a page that says so, and the worker that keeps it."""

import hashlib

from flask import render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires
from klagerejsen.access.permissions import Permission
from klagerejsen.web import assets
from klagerejsen.workshops.routes import blueprint


@blueprint.get("/workshops/<int:workshop_id>/phone/offline")
@requires(Permission.TAKE_PART)
def offline(workshop_id: int) -> str:
    """Show the page to keep: the same for everybody."""
    return render_template("workshops/offline.html")


@blueprint.get("/workshops/<int:workshop_id>/phone/worker.js")
@requires(Permission.TAKE_PART)
def worker(workshop_id: int) -> Response:
    """Return the worker, for the phone's pages of this workshop and no others."""
    response = assets.send("js/worker.js")
    response.headers["Service-Worker-Allowed"] = url_for("workshops.phone", workshop_id=workshop_id)
    return response


@blueprint.app_template_global()
def worker_for(workshop_id: int) -> str:
    """Return the address of the worker: it says what to keep, and is another one when any of that changes."""
    version = hashlib.sha256(render_template("workshops/offline.html").encode()).hexdigest()[:12]
    return url_for(
        "workshops.worker",
        workshop_id=workshop_id,
        page=url_for("workshops.offline", workshop_id=workshop_id, v=version),
        file=[assets.asset("css/phone-all.css"), assets.asset("js/phone-all.js")],
    )
