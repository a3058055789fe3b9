"""What commands stand on: the application in the language of the terminal, and the team and the case that are meant."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from klagerejsen import create_app
from klagerejsen.catalogue import spoken, translator
from klagerejsen.settings import UnsafeSettings

if TYPE_CHECKING:
    from flask import Flask

    from klagerejsen.accounts.models import Team
    from klagerejsen.journeys.models import Journey


class Refused(click.ClickException):
    """What was asked is refused; the message says why and what to do."""

    exit_code = 1


class NoSuchTeam(click.ClickException):
    """The call names a team that is not there."""

    exit_code = 2


def _(text: str) -> str:
    """Say a Danish text in the language of the terminal."""
    return translator(spoken(os.environ))(text)


def as_json(data: Any) -> str:
    """Write data as JSON for people and programs."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def application(*, ready: bool = True) -> "Flask":
    """Build the application; with `ready`, refuse a database without this version's tables."""
    try:
        app = create_app()
    except UnsafeSettings as error:
        raise Refused(str(error)) from error
    click.get_current_context().call_on_close(partial(_let_go, app))
    if ready:
        _check_tables(app)
    return app


def _let_go(app: "Flask") -> None:
    """Close the connections to the database."""
    from klagerejsen.extensions import db

    with app.app_context():
        db.engine.dispose()


def _check_tables(app: "Flask") -> None:
    from klagerejsen.extensions import db
    from klagerejsen.upkeep import revisions

    with app.app_context(), db.engine.connect() as connection:
        here = revisions.of(connection)
    if here != revisions.newest():
        raise Refused(_("Databasen er ikke gjort klar til denne version. Kør først: klagerejsen db upgrade"))


@contextmanager
def working() -> Iterator[None]:
    """Work in the application; what was written is committed at the end, and nothing where something is refused."""
    from flask_babel import force_locale

    from klagerejsen.extensions import db

    with application().test_request_context(), force_locale(spoken(os.environ)):
        yield
        db.session.commit()


def team_meant(slug: str | None) -> "Team":
    """Return the team that is named, or the only one."""
    there = _teams()
    names = ", ".join(team.slug for team in there)
    named = [team for team in there if slug in (None, team.slug)]
    if not there:
        raise Refused(_("Der er intet team endnu."))
    if not named:
        raise NoSuchTeam(_("Der er intet team «{slug}». Der er: {names}.").format(slug=slug, names=names))
    if len(named) > 1:
        raise Refused(_("Vælg et team med --team: {names}.").format(names=names))
    return named[0]


def team_made(slug: str | None, *, anew: bool) -> "Team":
    """Return the team that is meant; where there is none at all, or with `anew` none of that name, make it."""
    from klagerejsen.accounts.services import add_team
    from klagerejsen.journeys.services import seed_team

    slugs = {team.slug for team in _teams()}
    if slugs and not (anew and slug and slug not in slugs):
        return team_meant(slug)
    team = add_team(slug or "team", slug or "Team")
    seed_team(team)
    return team


def _teams() -> list["Team"]:
    from sqlalchemy import select

    from klagerejsen.accounts.models import Team
    from klagerejsen.extensions import db

    return list(db.session.scalars(select(Team).order_by(Team.id)))


def journey_meant(ref: str, slug: str | None) -> "Journey":
    """Return a journey by its document's id, in the named team or in the only team that has it."""
    from klagerejsen.journeys.queries import journey_by_ref

    teams = [team_meant(slug)] if slug else _teams()
    found = [journey for team in teams if (journey := journey_by_ref(team.id, ref)) is not None]
    if len(found) > 1:
        raise Refused(_("Flere teams har en rejse med id «{ref}». Vælg et med --team.").format(ref=ref))
    if not found:
        raise Refused(_("Der er ingen rejse med id «{ref}».").format(ref=ref))
    return found[0]
