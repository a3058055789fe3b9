"""Keeping an installation: backups, the way back, and a check of everything."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, _, application, as_json

if TYPE_CHECKING:
    from klagerejsen.settings import Settings


def _settings_and_file() -> tuple["Settings", Path]:
    """Return the settings and the database file, or refuse where there is no file to copy."""
    from sqlalchemy import make_url

    from klagerejsen.settings import UnsafeSettings, from_environment

    try:
        settings = from_environment()
    except UnsafeSettings as error:
        raise Refused(str(error)) from error
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Refused(_("Det her er for SQLite. Brug pg_dump og pg_restore på PostgreSQL."))
    return settings, Path(url.database).resolve()


def _damage(why: str) -> str:
    said = {
        "no database": _("Filen er ingen database fra Klagerejsen."),
        "pages": _("Filen er beskadiget: SQLite finder sider, der ikke passer sammen."),
        "references": _("Filen er beskadiget: den har rækker, der henviser til rækker, som ikke er der."),
        "fingerprint": _("Filen er ikke den, der blev lavet: størrelse eller SHA-256 er en anden."),
    }
    return said[why]


@main.command("backup")
@click.argument("target", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="Without TARGET: delete all but the newest so many.")
@click.option("--json", "with_json", is_flag=True, help="Print what the backup holds as JSON.")
def backup(target: Path | None, keep: int | None, with_json: bool) -> None:
    """Copy the database, in use or not, to TARGET (else into the data folder) and look the copy through."""
    from klagerejsen.database import utcnow
    from klagerejsen.upkeep import backups
    from klagerejsen.upkeep.checkup import backups_of

    settings, database = _settings_and_file()
    if not database.exists():
        raise Refused(_("Der er ingen database endnu: {path}").format(path=database))
    path = target.resolve() if target else backups.free_name(backups_of(settings), utcnow())
    try:
        note = backups.back_up(database, path)
    except FileExistsError as error:
        raise Refused(_("{path} er der allerede.").format(path=path)) from error
    except backups.Damaged as error:
        raise Refused(_("Databasen kan ikke kopieres. {why}").format(why=_damage(error.why))) from error
    if keep and target is None:
        backups.thin_out(backups_of(settings), keep)
    click.echo(as_json({"path": str(path), **asdict(note)}) if with_json else path)


@main.command("restore")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--without-note", is_flag=True, help="Take a file that has no note beside it.")
@click.option("--json", "with_json", is_flag=True, help="Print what was restored as JSON.")
def restore(backup: Path, without_note: bool, with_json: bool) -> None:
    """Put a backup in place of the database, once it is looked through; the server must be stopped."""
    from flask_migrate import upgrade

    from klagerejsen.database import utcnow
    from klagerejsen.upkeep import restoring
    from klagerejsen.upkeep.backups import Damaged

    _settings, database = _settings_and_file()
    try:
        note, aside = restoring.restore(backup.resolve(), database, utcnow(), by_note=not without_note)
    except FileNotFoundError as error:
        no_note = _("Der ligger ingen {name} ved siden af. Brug --without-note, hvis du er sikker på filen.")
        raise Refused(no_note.format(name=f"{backup.name}.json")) from error
    except Damaged as error:
        raise Refused(f"{_damage(error.why)} " + _("Intet er ændret.")) from error
    except restoring.TooNew as error:
        raise Refused(_("Filen er fra en nyere version. Hent den først. Intet er ændret.")) from error
    except restoring.InUse as error:
        raise Refused(_("En server har databasen åben. Stop den først. Intet er ændret.")) from error
    with application(ready=False).app_context():
        upgrade()
    if with_json:
        click.echo(as_json({**asdict(note), "kept": str(aside) if aside else None}))
    else:
        click.echo(_("Hentet ind. Det, der var, ligger i {path}.").format(path=aside) if aside else _("Hentet ind."))


@main.command("doctor")
@click.option("--json", "with_json", is_flag=True, help="Print the findings as JSON.")
def doctor(with_json: bool) -> None:
    """Look at database, files, disk, settings and backups, and say what to do; 1 means that something is broken."""
    from klagerejsen.extensions import db
    from klagerejsen.upkeep.checkup import State, examine

    app = application(ready=False)
    with app.app_context():
        findings = examine(app.config["SETTINGS"], db.engine, _)
    if with_json:
        click.echo(as_json([asdict(finding) for finding in findings]))
    else:
        names = {
            "database": _("Database"), "schema": _("Skema"), "integrity": _("Hel database"),
            "durability": _("Holdbarhed"), "permissions": _("Rettigheder"), "disk": _("Disk"),
            "address": _("Adresse"), "hosts": _("Værtsnavne"), "backup": _("Sikkerhedskopi"),
        }  # fmt: skip
        marks = {State.FINE: _("i orden"), State.ATTENTION: _("se på det"), State.BROKEN: _("virker ikke")}
        for finding in findings:
            click.echo(f"{marks[finding.state]:12} {names[finding.what]:16} {finding.said}")
    if any(finding.state is State.BROKEN for finding in findings):
        raise SystemExit(1)
