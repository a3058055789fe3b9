"""Tables as files: CSV and Excel in, read in the parsing process and stored as journeys."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from klagerejsen.commands.ground import Refused, _


def kind_of_file(path: Path) -> str:
    """Return what a file is: "table", "xes", "archive" or "journey"."""
    from klagerejsen.background.refusals import Refusal
    from klagerejsen.intake.kinds import kind_of

    try:
        kind = kind_of(path, path.name)
    except Refusal as refusal:
        raise refused(path, [refusal]) from refusal
    if kind == "text":
        raise Refused(_("{path}: en tekst hentes ind på siden «Hent ind». Intet er gemt.").format(path=path))
    return kind


def store_table(path: Path, team_id: int, told: bytes | None, *, title: str, skip_rows: bool) -> list[dict[str, Any]]:
    """Store the journeys of a table; what looks like personal data beside CPR numbers is counted in a warning."""
    from klagerejsen.intake import batch, services
    from klagerejsen.journeys.history import NOBODY

    with TemporaryDirectory(prefix="klagerejsen-") as folder, refusals_said(path):
        mapping = json.loads(told) if told is not None else None
        names = {"title": title, "usual_title": _("Sag hentet fra fil")}
        result, made = batch.documents_of(path, Path(folder), mapping, skip_rows=skip_rows, **names)
        journeys = services.prepared(team_id, result)
    services.import_all(journeys, NOBODY)
    warn(path, made["personal"])
    return [{"id": each.ref, "title": each.title, "events": len(each.events)} for each in journeys]


@contextmanager
def refusals_said(path: Path) -> Iterator[None]:
    """Say at the terminal why a file, or the mapping it came with, is not taken."""
    from klagerejsen.background.refusals import Refusal
    from klagerejsen.intake import batch
    from klagerejsen.intake.mappings import NO_MAPPING, NotAMapping

    try:
        yield
    except Refusal as refusal:
        raise refused(path, [refusal]) from refusal
    except batch.Refusals as found:
        raise refused(path, found.refusals) from found
    except NotAMapping as error:
        raise Refused(_(str(error))) from error
    except ValueError as error:
        raise Refused(_(NO_MAPPING)) from error


def refused(path: Path, refusals: Any) -> Refused:
    """Say why a file is not taken, with every place in it."""
    lines = [f"{path}: {refusal.said(_)}" for refusal in refusals]
    return Refused("\n".join([*lines, _("Intet er gemt.")]))


def warn(path: Path, personal: list[dict[str, Any]]) -> None:
    """Say how often something looks like personal data, and never what."""
    count = sum(each["count"] for each in personal)
    one = _("{path}: 1 sted ligner personoplysninger. Se det under «Personoplysninger» på tavlen.")
    many = _("{path}: {count} steder ligner personoplysninger. Se dem under «Personoplysninger» på tavlen.")
    if count:
        words = one if count == 1 else many
        click.echo(words.format(path=path, count=count), err=True)
