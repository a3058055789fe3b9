"""What routes answer with: the page or, for htmx, the part of it that changed."""

from typing import Any

from flask import current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from klagerejsen.extensions import htmx


def own_path(target: str, otherwise: str) -> str:
    """Return a path of ours to go on to, as a form sent it; for anything that leads elsewhere, `otherwise`."""
    elsewhere = not target.startswith("/") or target[1:2] in ("/", "\\")
    # Browsers leave out tabs and line ends before they read an address.
    return otherwise if elsewhere or not target.isprintable() else target


def our_address() -> str:
    """Return what stands before every path in a link for others: as the installation says, else as we were asked."""
    stated: str = current_app.config["SETTINGS"].public_url
    return stated or request.host_url.rstrip("/")


def page_or_partial(page: str, partial: str, status: int = 200, /, **context: Any) -> Response:
    """Render the partial for htmx and the whole page for everyone else."""
    template = partial if htmx else page
    return make_response(render_template(template, **context), status)


def after_write(url: str, partial: str | None = None, /, **context: Any) -> Response:
    """Answer a write: the changed partial for htmx (or a full load of `url`), a redirect for a plain form."""
    if not htmx:
        return redirect(url, 303)
    if partial is None:
        return Response(status=204, headers={"HX-Redirect": url})
    return make_response(render_template(partial, **context))
