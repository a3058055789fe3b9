"""Journeys as files: the upload, with its question where the id is taken."""

import json

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import services
from klagerejsen.journeys.checking import Fault, NotAJourney, read_document
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.parsing import LARGEST_FILE
from klagerejsen.journeys.routes import blueprint
from klagerejsen.web.sizes import takes_files
from klagerejsen.web.transactions import reads_first, writing


@blueprint.post("/journeys/import")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
@takes_files
def receive() -> Response:
    """Store the file, or say why not; where its id is taken, ask what to do."""
    sent = request.files.get("file")
    # The question about a taken id sends the file's text back and forth, so that nothing is kept meanwhile.
    data = sent.read(LARGEST_FILE + 1) if sent and sent.filename else request.form.get("document", "").encode()
    try:
        document = read_document(data)
    except NotAJourney as error:
        return _refused(error.faults)
    choice = request.form.get("choice", "")
    try:
        with writing():
            journey = services.import_document(
                scope().team_id,
                document,
                Author(member().user_id),
                replace=choice == "replace",
                keep_both=choice == "keep_both",
            )
    except services.InUse:
        return _refused([Fault("", None, _("Luk workshoppen"))])
    except services.AlreadyThere as taken:
        text = json.dumps(document, ensure_ascii=False)
        page = render_template("journeys/import.html", faults=[], taken=taken.journey, document=text)
        return make_response(page, 409)
    flash(_("«%(title)s» er hentet ind.", title=journey.title))
    return redirect(url_for("board.show", journey_id=journey.id), 303)


def _refused(faults: list[Fault]) -> Response:
    return make_response(render_template("journeys/import.html", faults=faults, taken=None), 422)
