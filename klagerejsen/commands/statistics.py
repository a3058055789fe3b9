"""The statistics of the register, on the command line: what the pages show, and no more."""

import dataclasses
from pathlib import Path
from typing import Any

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, _, as_json, team_meant, working
from klagerejsen.commands.terms import terms_of, terms_options


@main.command("statistics")
@click.option("--team", "slug", default=None, help="The team; needed where there are several.")
@click.option("--area", help="Complaints of one area, by its code.")
@click.option("--period", help="Complaints of one half-year that is over, as 2026-1.")
@click.option("--format", "kind", type=click.Choice(["json", "xlsx", "pdf"]), default="json", show_default=True)
@terms_options
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen.")
def statistics(
    slug: str | None, area: str | None, period: str | None, kind: str, output: Path | None, **asked: Any
) -> None:
    """Print the figures of a team's complaints; a workbook or a report needs --purpose and -o."""
    from klagerejsen.codes import Outgoing
    from klagerejsen.keyfigures.handing import FORMATS
    from klagerejsen.keyfigures.routes import of_team
    from klagerejsen.outgoing.services import note

    terms = terms_of(**asked)
    if kind != "json" and not (terms and output):
        raise click.UsageError(f"--format {kind} goes with --purpose and -o")
    where = {name: value for name, value in (("area", area), ("period", period)) if value}
    with working():
        team_id = team_meant(slug).id
        this = of_team(team_id, where)
        for name in where.keys() - this.where.keys():
            there = ", ".join(this.register.values(name))
            raise Refused(_("Ingen klager har «{value}». Der er: {there}.").format(value=where[name], there=there))
        data = FORMATS[kind][0](this, terms) if terms and kind != "json" else as_json(_told(this)).encode()
        note(team_id, Outgoing.STATISTICS, kind, terms)
    if output:
        output.write_bytes(data)
        click.echo(f"{output} ({len(data) // 1000} kB)")
    else:
        click.echo(data.decode())


def _told(this: Any) -> dict[str, Any]:
    """Return the figures as the workbook has them, and what they mean."""
    from klagerejsen.keyfigures.definitions import everything
    from klagerejsen.keyfigures.report import sections

    found = sections(this.register, this.where, this.names)
    return {
        "complaints": this.names.group(this.where),
        "as_of": str(this.register.as_of),
        "least": this.register.least,
        "tables": [dataclasses.asdict(section) for section in found],
        "definitions": dict(everything(this.register.least, this.translate)),
    }
