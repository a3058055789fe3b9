"""The door: every route is closed unless it names a permission or is opened to all by name."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.permissions import Permission
from klagerejsen.access.rules import Actor, Display, Member, Scope, Seat, allows, belongs, permitted

View = TypeVar("View", bound=Callable[..., Any])
ScopeFinder = Callable[[Mapping[str, Any], tuple[Actor, ...]], Scope | None]
ActorFinder = Callable[[], tuple[Actor, ...]]
OtherDoor = Callable[[Permission], str | None]

OPEN = "open to all"
_ATTRIBUTE = "access"


def requires(permission: Permission) -> Callable[[View], View]:
    """Let through those who hold the permission for what the URL is about."""

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, permission)
        return view

    return mark


def open_to_all(view: View) -> View:
    """Let everybody through: to be used by name, and reviewed as such."""
    setattr(view, _ATTRIBUTE, OPEN)
    return view


def access_of(view: Callable[..., Any] | None) -> Permission | str | None:
    """Return what a view asks for; None means that it is closed."""
    return getattr(view, _ATTRIBUTE, None)


def init_app(app: Flask, find_scope: ScopeFinder, find_actors: ActorFinder, other_door: OtherDoor) -> None:
    """Check every request before its view runs, static files excepted.

    `other_door` names the page for a browser that is not let in and need not sign in, or None.
    """
    app.extensions["access"] = (find_scope, find_actors, other_door)

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None or request.endpoint == "static":
            return None
        access = access_of(app.view_functions[request.endpoint])
        if access == OPEN:
            return None
        if not isinstance(access, Permission):
            abort(403)
        return _admit(access, request.view_args or {})

    app.jinja_env.globals["may"] = may


def _admit(permission: Permission, arguments: Mapping[str, Any]) -> Response | None:
    find_scope, _find_actors, _other_door = current_app.extensions["access"]
    actors = current_actors()
    if not actors:
        return _ask_to_sign_in(permission)
    scope = find_scope(arguments, actors)
    if scope is None or not any(belongs(actor, scope) for actor in actors):
        abort(404)
    actor = permitted(permission, actors, scope)
    if actor is None:
        return _refuse(permission)
    g.scope, g.actor = scope, actor
    return None


def _refuse(permission: Permission) -> Response:
    """Refuse somebody whom we know, and leave a line about it that names nobody."""
    url = _beside(permission)
    if url is not None:
        return redirect(url)
    kinds = ", ".join(sorted({type(actor).__name__.lower() for actor in current_actors()}))
    current_app.logger.warning("refused: %s %s for a %s", request.method, request.endpoint, kinds)
    return abort(403)


def _ask_to_sign_in(permission: Permission) -> Response:
    if not _asks_for_a_page():
        abort(401)
    login = url_for("accounts.login", next=request.full_path.rstrip("?"))
    return redirect(_beside(permission) or login)


def _beside(permission: Permission) -> str | None:
    """Return the page for somebody who was in here and is in no longer, or not yet."""
    url: str | None = current_app.extensions["access"][2](permission) if _asks_for_a_page() else None
    return url


def _asks_for_a_page() -> bool:
    """Whether another page would do for an answer: not for a piece of one, nor for the worker's script.

    A browser asks for that script again by itself, also when its seat is gone.
    """
    by_script = any(name in request.headers for name in ("HX-Request", "Service-Worker"))
    return request.method == "GET" and not by_script


def current_actors() -> tuple[Actor, ...]:
    """Return everyone this browser is: a user, a seat, a display, or several of them."""
    if "actors" not in g:
        g.actors = current_app.extensions["access"][1]()
    actors: tuple[Actor, ...] = g.actors
    return actors


def scope() -> Scope:
    """Return what this request is about, once the guard has let it through."""
    found: Scope = g.scope
    return found


def actor() -> Actor:
    """Return whom of this browser's actors the guard let through."""
    found: Actor = g.actor
    return found


def member() -> Member:
    """Return the signed-in user this request was let through as."""
    assert isinstance(g.actor, Member)
    return g.actor


def seat() -> Seat:
    """Return the participant this request was let through as."""
    assert isinstance(g.actor, Seat)
    return g.actor


def signed_in() -> Member | None:
    """Return the user of this browser, on any page."""
    return next((actor for actor in current_actors() if isinstance(actor, Member)), None)


def audience() -> str:
    """Return whose eyes this request reads with: "facilitator", "reader", "screen" or "participant".

    A facilitator who tries the screen or a phone in the same browser asks for their eyes by `?as=`; nobody
    else gets others' eyes than their own. Who may read the case but not run its workshops is a reader: what
    waits in the room for the facilitator is not theirs to see.
    """
    if isinstance(g.actor, Seat):
        return "participant"
    if isinstance(g.actor, Display):
        return "screen"
    wanted = request.args.get("as", "")
    if wanted in ("screen", "participant"):
        return wanted
    return "facilitator" if allows(Permission.RUN_WORKSHOP, g.actor, g.scope) else "reader"


def may(name: str) -> bool:
    """Ask the same table from a template: `{% if may("EDIT_JOURNEYS") %}`."""
    return "scope" in g and any(allows(Permission[name], actor, g.scope) for actor in current_actors())
