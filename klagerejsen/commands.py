"""The command line, thin: each command calls a service. Exit code 1 means refused, 2 that the call was off."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import select

from klagerejsen import create_app
from klagerejsen.settings import UnsafeSettings


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


class Refused(click.ClickException):
    """What was asked is refused; the message says why and what to do."""

    exit_code = 1


def _app(*, ready: bool = True) -> Flask:
    try:
        app = create_app()
    except UnsafeSettings as error:
        raise Refused(str(error)) from error
    if ready:
        _check_tables(app)
    return app


def _check_tables(app: Flask) -> None:
    """Refuse, with what to do, to work on a database without this version's tables."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from klagerejsen.extensions import db as database
    from klagerejsen.paths import MIGRATIONS

    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with app.app_context(), database.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    if here != newest:
        raise Refused("Databasen er ikke gjort klar til denne version. Kør først: klagerejsen db upgrade")


@click.group()
@click.version_option(package_name="klagerejsen")
def main() -> None:
    """Klagerejsen: a complaint case rebuilt on a shared timeline and seen from every side."""


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Make the database ready, or bring it up to this version."""
    from flask_migrate import upgrade

    with _app(ready=False).app_context():
        upgrade()


@main.group()
def user() -> None:
    """People with an account."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="What the person is called in lists.")
@click.option("--team", "slug", default="team", show_default=True, help="The team; made if it is not there.")
@click.option("--role", type=click.Choice(["administrator", "facilitator", "reader"]), default="facilitator")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="KLAGEREJSEN_PASSWORD")
def user_add(email: str, name: str, slug: str, role: str, password: str) -> None:
    """Add somebody with an account."""
    from klagerejsen.accounts import services
    from klagerejsen.codes import MemberRole

    with _app().test_request_context():
        try:
            services.add_user(email, name or email, password, _team(slug), MemberRole(role))
        except services.AccountError as error:
            raise Refused(str(error)) from error
        _session().commit()
    click.echo(email)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--team", "slug", default=None, help="The team that gets the journeys; needed where there are several.")
@click.option("--replace", is_flag=True, help="Replace a journey that has the same id.")
@click.option("--json", "as_json", is_flag=True, help="Print what was stored as JSON.")
def import_files(files: tuple[Path, ...], slug: str | None, replace: bool, as_json: bool) -> None:
    """Store journey documents; all of them, or none where one is refused."""
    with _app().test_request_context():
        stored = [_store(path, slug, replace) for path in files]
        _session().commit()
    click.echo(_as_json(stored) if as_json else "\n".join(row["id"] for row in stored))


def _store(path: Path, slug: str | None, replace: bool) -> dict[str, Any]:
    from klagerejsen.journeys import services
    from klagerejsen.journeys.checking import NotAJourney, read_document
    from klagerejsen.journeys.history import NOBODY

    try:
        document = read_document(path.read_bytes())
        journey = services.import_document(_team(slug).id, document, NOBODY, replace=replace)
    except NotAJourney as error:
        lines = "\n".join(f"{path}: {fault}" for fault in error.faults)
        raise Refused(f"{lines}\nIntet er gemt.") from error
    except services.InUse as error:
        raise Refused(f"{path}: en workshop er åben på rejsen. Luk den først. Intet er gemt.") from error
    except services.AlreadyThere as error:
        raise Refused(f"{path}: rejsen «{error}» findes allerede. Brug --replace for at erstatte den.") from error
    return {"id": journey.ref, "title": journey.title, "events": len(document["events"])}


@main.command("export")
@click.argument("journey_id")
@click.option("--team", "slug", default=None, help="The team that has the journey.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen.")
def export(journey_id: str, slug: str | None, output: Path | None) -> None:
    """Print a journey as its document; JOURNEY_ID is the document's own id."""
    from klagerejsen.journeys.documents import document_from

    with _app().test_request_context():
        text = _as_json(document_from(_journey(journey_id, slug))) + "\n"
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@main.command("analyse")
@click.argument("journey_id", required=False)
@click.option("--team", "slug", default=None, help="The team that has the journey.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--input", "source", type=click.File(encoding="utf-8"), help="A file with one journey document a line.")
@click.option("--jsonl", is_flag=True, help="With --input: write one finding a line.")
def analyse(journey_id: str | None, slug: str | None, as_json: bool, source: Any, jsonl: bool) -> None:
    """Say where the collaboration of a journey broke; or, with --input and --jsonl, of many without a database."""
    from klagerejsen.insights import reports

    if source is not None:
        if not jsonl:
            raise click.UsageError("--input goes with --jsonl")
        for line in reports.findings_of_lines(source):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    if journey_id is None:
        raise click.UsageError("Missing JOURNEY_ID, or --input FILE --jsonl.")
    with _app().test_request_context():
        report = reports.report_on(_journey(journey_id, slug))
    click.echo(_as_json(report) if as_json else reports.in_plain_text(report))


@main.command("insights")
@click.option("--team", "slug", default=None, help="The team; needed where there are several.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def insights(slug: str | None, as_json: bool) -> None:
    """Count root causes across journeys, with the journeys behind each."""
    from klagerejsen.insights import causes

    with _app().test_request_context():
        report = causes.report_on(_team(slug, make=False))
    if as_json:
        click.echo(_as_json(report))
        return
    if not report["causes"]:
        click.echo(f"Ingen årsag er set i mindst {report['least']} af {report['journeys']} rejser.")
    for cause in report["causes"]:
        click.echo(f"{cause['code']:6} {cause['journeys']:3} af {report['journeys']:<3} {cause['label']}")


@main.command("poster")
@click.argument("journey_id")
@click.option("--team", "slug", default=None, help="The team that has the journey.")
@click.option("--size", type=click.Choice(["a0", "a1", "a2", "a3"]), default="a1", show_default=True)
@click.option("--format", "kind", type=click.Choice(["pdf", "svg", "png"]), default="pdf", show_default=True)
@click.option("--language", type=click.Choice(["da", "en"]), default="da", show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def poster(journey_id: str, slug: str | None, size: str, kind: str, language: str, output: Path) -> None:
    """Draw the poster of a journey."""
    from klagerejsen.posters import services

    with _app().test_request_context():
        try:
            data = services.poster_of(_journey(journey_id, slug), size=size, kind=kind, language=language)
        except services.PosterError as error:
            raise Refused(str(error)) from error
    output.write_bytes(data)
    click.echo(f"{output} ({len(data) // 1000} kB)")


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the application, live channel included, in one process."""
    from klagerejsen import serving

    app = _app()
    serving.serve_application(
        serving.asgi_app(app),
        host,
        port,
        lambda address: click.echo(f"Klagerejsen: {address}"),
        trusted_proxies=app.config["SETTINGS"].trusted_proxies,
    )


@main.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="The first free port from here on is used.")
@click.option("--fresh", is_flag=True, help="Begin the demo anew.")
def demo_command(host: str, port: int, fresh: bool) -> None:
    """Serve three demo cases with a facilitator's login and an open workshop."""
    from klagerejsen.demo import run

    try:
        run(host, port, fresh=fresh)
    except UnsafeSettings as error:
        raise Refused(str(error)) from error


def _session() -> Any:
    from klagerejsen.extensions import db as database

    return database.session


def _team(slug: str | None, *, make: bool = True) -> Any:
    """Return the team that is meant: the named one, the only one, or (on an empty database) a new one."""
    from klagerejsen.accounts.models import Team
    from klagerejsen.accounts.services import add_team
    from klagerejsen.journeys.services import seed_team

    teams = list(_session().scalars(select(Team)))
    named = [team for team in teams if slug is None or team.slug == slug]
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        raise Refused(f"Vælg et team med --team: {', '.join(team.slug for team in teams)}.")
    if not make or (teams and slug is None):
        raise Refused("Der er intet team endnu.")
    team = add_team(slug or "team", slug or "Team")
    seed_team(team)
    return team


def _journey(ref: str, slug: str | None) -> Any:
    """Return a journey by its document's id, in the named team or in the only team that has it."""
    from klagerejsen.accounts.models import Team
    from klagerejsen.journeys.queries import journey_by_ref

    teams = _session().scalars(select(Team).where(Team.slug == slug) if slug else select(Team)).all()
    found = [journey for team in teams if (journey := journey_by_ref(team.id, ref)) is not None]
    if len(found) > 1:
        raise Refused(f"Flere teams har en rejse med id «{ref}». Vælg et med --team.")
    if not found:
        raise Refused(f"Der er ingen rejse med id «{ref}».")
    return found[0]


if __name__ == "__main__":
    sys.exit(main())
