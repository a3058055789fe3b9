"""Cases as files: in and out."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, _, as_json, journey_meant, team_made, working
from klagerejsen.commands.terms import terms_of, terms_options

FORMATS = ("json", "xlsx", "csv", "csv-comma", "xes")


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--team", "slug", default=None, help="The team that gets the journeys; needed where there are several.")
@click.option("--create-team", is_flag=True, help="Make the team if it is not there.")
@click.option("--replace", is_flag=True, help="Replace a journey that has the same id.")
@click.option("--mapping", type=click.File("rb"), help="How tables are read: a file saved from the page of columns.")
@click.option("--title", default="", help="Title of the journey, for a table that gives none; before a case's name.")
@click.option("--skip-rows", is_flag=True, help="Leave out the rows of a table that cannot be read.")
@click.option("--case", "names", multiple=True, help="A case of an event log, by its name; may be given several times.")
@click.option("--limit", type=click.IntRange(min=1), help="The first so many cases of an event log.")
@click.option("--keep-names", is_flag=True, help="Keep what an event log calls its resources, but for people's names.")
@click.option("--journeys-only", is_flag=True, help="Of an archive: its journeys and words, into a team that is there.")
@click.option("--json", "with_json", is_flag=True, help="Print what was stored as JSON.")
def import_files(
    files: tuple[Path, ...],
    slug: str | None,
    create_team: bool,
    replace: bool,
    mapping: Any,
    with_json: bool,
    **how: Any,
) -> None:
    """Store journeys from JSON, CSV, Excel, XES and archives (.zip); all of them, or none where one is refused."""
    told = mapping.read() if mapping else None
    with working():
        stored = [row for path in files for row in _stored(path, slug, create_team, told, replace, how)]
    click.echo(as_json(stored) if with_json else "\n".join(row["id"] for row in stored))


def _stored(
    path: Path, slug: str | None, create_team: bool, told: bytes | None, replace: bool, how: dict[str, Any]
) -> Any:
    from klagerejsen.commands.archives import store_archive
    from klagerejsen.commands.logs import store_log
    from klagerejsen.commands.tables import kind_of_file, store_table

    kind = kind_of_file(path)
    if kind == "archive":  # it may bring its team along
        only = how["journeys_only"]
        return store_archive(path, slug, create_team=create_team, replace=replace, journeys_only=only)
    team_id = team_made(slug, anew=create_team).id
    if kind == "table":
        return store_table(path, team_id, told, title=how["title"], skip_rows=how["skip_rows"])
    if kind == "xes":
        wanted = {"names": how["names"], "limit": how["limit"] or 0, "title": how["title"]}
        wanted |= {"keep_names": how["keep_names"], "skip_undated": how["skip_rows"]}
        return store_log(path, told, partial(store, path, team_id, replace), **wanted)
    return [store(path, team_id, replace, _read(path))]


def _read(path: Path) -> dict[str, Any]:
    from klagerejsen.journeys.checking import NotAJourney, read_file

    try:
        return read_file(path)
    except NotAJourney as error:
        lines = "\n".join(f"{path}: {fault}" for fault in error.faults)
        raise Refused(f"{lines}\n" + _("Intet er gemt.")) from error


def store(path: Path, team_id: int, replace: bool, document: dict[str, Any]) -> dict[str, Any]:
    """Store one document that came from a file."""
    from klagerejsen.journeys import services
    from klagerejsen.journeys.history import NOBODY

    try:
        journey = services.import_document(team_id, document, NOBODY, replace=replace)
    except services.InUse as error:
        in_use = _("{path}: en workshop er åben på rejsen. Luk den først. Intet er gemt.")
        raise Refused(in_use.format(path=path)) from error
    except services.AlreadyThere as error:
        taken = _("{path}: rejsen «{ref}» findes allerede. Brug --replace for at erstatte den.")
        raise Refused(taken.format(path=path, ref=error)) from error
    return {"id": journey.ref, "title": journey.title, "events": len(document["events"])}


@main.command("export")
@click.argument("journey_id")
@click.option("--team", "slug", default=None, help="The team that has the journey.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="json", show_default=True)
@terms_options
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen.")
def export(journey_id: str, slug: str | None, kind: str, output: Path | None, **asked: Any) -> None:
    """Print a journey as a file; JOURNEY_ID is the document's own id. Only JSON has all of it."""
    from klagerejsen.codes import Outgoing
    from klagerejsen.intake import exports
    from klagerejsen.journeys.documents import document_from
    from klagerejsen.outgoing.services import note

    terms = terms_of(**asked)
    with working():
        journey = journey_meant(journey_id, slug)
        try:
            data = exports.FORMATS[kind].make(document_from(journey), _, terms)
        except exports.TooLong as error:
            raise Refused(error.said(_)) from error
        note(journey.team_id, Outgoing.JOURNEY, kind, terms, journey_id=journey.id)
    if output:
        output.write_bytes(data)
    else:
        click.echo(data, nl=False)
