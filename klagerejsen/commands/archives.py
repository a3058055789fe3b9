"""A team's whole archive: out to one file, and back."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, _, application, as_json, team_made, team_meant, working
from klagerejsen.commands.tables import refusals_said
from klagerejsen.commands.terms import terms_of, terms_options


@main.command("archive")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--team", "slug", default=None, help="The team; needed where there are several.")
@terms_options
@click.option("--shown-only", is_flag=True, help="Leave out what was not shown: rows, private answers, notes, logs.")
@click.option("--json", "with_json", is_flag=True, help="Print what the archive says of itself as JSON.")
def archive(target: Path, slug: str | None, shown_only: bool, with_json: bool, **asked: Any) -> None:
    """Write the whole of a team to TARGET (.zip), to move it or to keep it; the purpose is `move` if none is named."""
    from klagerejsen.archives.making import to_file
    from klagerejsen.archives.writing import Order
    from klagerejsen.catalogue import spoken
    from klagerejsen.codes import Outgoing
    from klagerejsen.database import utcnow
    from klagerejsen.extensions import db
    from klagerejsen.outgoing.services import note

    terms = terms_of(**{**asked, "purpose": asked["purpose"] or "move"})
    assert terms is not None
    if target.exists():
        raise Refused(_("{path} er der allerede.").format(path=target))
    with working():
        team_id = team_meant(slug).id
        # Before it is made: a line too many in the log is better than a file that it does not know.
        note(team_id, Outgoing.ARCHIVE, "zip", terms)
    order = Order(team_id, terms, utcnow(), spoken(os.environ), complete=not shown_only)
    with refusals_said(target), application().app_context():
        manifest = to_file(db.engine, order, target, lambda _share, _words: None)
    told = {key: value for key, value in manifest.items() if key != "files"}
    counts = _("{path}: {journeys} rejser, {events} hændelser.").format(path=target, **manifest["counts"])
    click.echo(as_json(told) if with_json else counts)


def store_archive(
    path: Path, slug: str | None, *, create_team: bool, replace: bool, journeys_only: bool
) -> list[dict[str, Any]]:
    """Bring an archive in: every row of a whole one into a database without them, else its journeys and words."""
    from klagerejsen.archives import checking
    from klagerejsen.intake.batch import run

    with TemporaryDirectory(prefix="klagerejsen-") as folder, refusals_said(path):
        with checking.opened(path) as archive:
            whole = archive.manifest["complete"] and not journeys_only
        result = Path(folder) / "archive"
        manifest = dict(run("archive", path, result, {"rows": whole}))
        if whole:
            return _restored(result, manifest)
        return _brought_in(result, team_made(slug, anew=create_team).id, replace)


def _restored(result: Path, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    from klagerejsen.archives.reading import lines_of
    from klagerejsen.archives.restoring import restore
    from klagerejsen.extensions import db

    with result.open("rb") as file:
        restore(db.session.connection(), manifest, lines_of(file, "row"))
    click.echo(_("Alle får en ny adgangskode med: klagerejsen user password"), err=True)
    return _journeys_of(manifest["team"]["slug"])


def _journeys_of(slug: str) -> list[dict[str, Any]]:
    from klagerejsen.access.rules import Scope
    from klagerejsen.journeys import queries

    found = queries.journeys(Scope(team_meant(slug).id))
    return [{"id": journey.ref, "title": journey.title, "events": count} for journey, count in found]


def _brought_in(result: Path, team_id: int, replace: bool) -> list[dict[str, Any]]:
    from klagerejsen.archives.bringing import take_words
    from klagerejsen.archives.reading import lines_of
    from klagerejsen.commands.cases import store

    with result.open("rb") as file:
        for taxonomy in lines_of(file, "taxonomy"):
            take_words(team_id, taxonomy)
    with result.open("rb") as file:
        return [store(result, team_id, replace, document) for document in lines_of(file, "journey")]
