"""What the cases say: findings, and causes across cases."""

import json
import os
from pathlib import Path
from typing import Any

import click

from klagerejsen.catalogue import spoken
from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, _, as_json, journey_meant, team_meant, working


@main.command("analyse")
@click.argument("journey_id", required=False)
@click.option("--team", "slug", default=None, help="The team that has the journey.")
@click.option("--json", "with_json", is_flag=True, help="Print everything as JSON.")
@click.option("--input", "source", type=click.File(encoding="utf-8"), help="A file with one journey document a line.")
@click.option("--jsonl", is_flag=True, help="With --input: write one finding a line.")
@click.option("--log", "log", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An event log (XES).")
def analyse(
    journey_id: str | None, slug: str | None, with_json: bool, source: Any, jsonl: bool, log: Path | None
) -> None:
    """Say where the collaboration of a journey broke; or, with --input and --jsonl, of many without a database.

    With --log and --json: measure an event log, without a database.
    """
    if log is not None:
        if not with_json:
            raise click.UsageError("--log goes with --json")
        click.echo(as_json(_measured(log)))
        return
    if source is not None:
        if not jsonl:
            raise click.UsageError("--input goes with --jsonl")
        _found_in(source)
        return
    if journey_id is None:
        raise click.UsageError("Missing JOURNEY_ID, or --input FILE --jsonl.")
    from klagerejsen.insights import reports

    with working():
        journey = journey_meant(journey_id, slug)
        _brought_up(journey.team_id)
        report = reports.report_on(journey_meant(journey_id, slug))
    click.echo(as_json(report) if with_json else reports.in_plain_text(report, spoken(os.environ)))


def _found_in(source: Any) -> None:
    from klagerejsen.insights import reports

    try:
        for line in reports.findings_of_lines(source):
            click.echo(json.dumps(line, ensure_ascii=False))
    except reports.UnreadableLine as refused:
        place = _("Linje {line}").format(line=refused.number)
        raise Refused("\n".join(f"{source.name}: {place}: {reason}" for reason in refused.reasons)) from refused
    except UnicodeDecodeError as error:
        raise Refused(f"{source.name}: {_('Filen er ikke gemt som UTF-8. Gem den igen som UTF-8.')}") from error


def _measured(log: Path) -> dict[str, Any]:
    from klagerejsen.background.refusals import Refusal
    from klagerejsen.intake.log_reports import measures_of

    try:
        return measures_of(log)
    except Refusal as refusal:
        raise Refused(f"{log}: {refusal.said(_)}") from refusal


@main.command("insights")
@click.option("--team", "slug", default=None, help="The team; needed where there are several.")
@click.option("--json", "with_json", is_flag=True, help="Print as JSON.")
def insights(slug: str | None, with_json: bool) -> None:
    """Count root causes across journeys, with the journeys behind each."""
    from klagerejsen.insights import causes

    with working():
        team = team_meant(slug)
        _brought_up(team.id)
        report = causes.report_on(team, "da" if with_json else spoken(os.environ))
    if with_json:
        click.echo(as_json(report))
        return
    total = report["journeys"]
    if not report["causes"]:
        none = _("Ingen årsag er set i mindst {least} af {total} rejser.")
        click.echo(none.format(least=report["least"], total=total))
    for cause in report["causes"]:
        share = _("{count:3} af {total:<3}").format(count=cause["journeys"], total=total)
        click.echo(f"{cause['code']:6} {share} {cause['label']}")


@main.command("recount")
@click.option("--team", "slug", default=None, help="The team; needed where there are several.")
@click.option("--anew", is_flag=True, help="Throw away what was worked out before, and work out all of it.")
def recount(slug: str | None, anew: bool) -> None:
    """Work out what journeys add to the figures across them, where that is missing or stale; beside a server or not."""
    from flask import current_app

    from klagerejsen.extensions import db
    from klagerejsen.insights import keeping

    with working():
        team_id = team_meant(slug).id
        if anew:
            db.session.commit()
            keeping.forget(current_app._get_current_object(), team_id)  # type: ignore[attr-defined]
        count = _brought_up(team_id)
    click.echo(_("1 rejse regnet på ny.") if count == 1 else _("{n} rejser regnet på ny.").format(n=count))


def _brought_up(team_id: int) -> int:
    """Work out what a team's journeys add, as far as it is not stored; return of how many."""
    from flask import current_app

    from klagerejsen.extensions import db
    from klagerejsen.insights import keeping

    db.session.commit()  # nothing stays locked meanwhile
    return keeping.bring_up(current_app._get_current_object(), team_id)  # type: ignore[attr-defined]
