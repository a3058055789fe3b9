"""Posters, drawn from the command line."""

from pathlib import Path
from typing import Any

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, journey_meant, team_meant, working


class Several(click.ParamType):
    """Some of the words that `klagerejsen.posters.choices` has under a name, with commas between; "" is none."""

    name = "list"

    def __init__(self, of: str) -> None:
        self.of = of

    @property
    def there(self) -> tuple[str, ...]:
        """The words; loaded when they are asked for, since other commands have no use for posters."""
        from klagerejsen.posters import choices

        return tuple(getattr(choices, self.of))

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Show which words there are."""
        return f"[{','.join(self.there)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Return the words that are named."""
        named = frozenset(filter(None, (each.strip() for each in value.split(","))))
        for unknown in sorted(named - frozenset(self.there)):
            self.fail(f"{unknown!r} is not one of {', '.join(self.there)}.", param, ctx)
        return named


@main.command("poster")
@click.argument("journey_id", required=False)
@click.option("--team", "slug", default=None, help="The team that has the journey.")
@click.option(
    "--sheet",
    type=click.Choice(["journey", "map", "map-by-role", "learning", "letter", "causes"]),
    default="journey",
    show_default=True,
    help="learning and letter are A4; causes is of a team, and takes no journey.",
)
@click.option("--size", type=click.Choice(["a0", "a1", "a2", "a3"]), default="a1", show_default=True)
@click.option("--portrait", is_flag=True, help="A sheet that stands.")
@click.option("--format", "kind", type=click.Choice(["pdf", "svg", "png"]), default="pdf", show_default=True)
@click.option("--page", "page", type=click.IntRange(min=1), default=1, help="The sheet that a picture shows.")
@click.option("--language", type=click.Choice(["da", "en"]), default="da", show_default=True)
@click.option("--sections", type=Several("SECTIONS"), help="What stands beside the timeline; everything if not given.")
@click.option("--quotes", type=Several("SIDES"), help="The sides whose sentences are printed; all if not given.")
@click.option(
    "--anonymise",
    "anonymity",
    type=click.Choice(["as_is", "roles", "months"]),
    default="as_is",
    show_default=True,
    help="roles: parties by role and number only. months: moreover no quotes, and months instead of days.",
)
@click.option("--grey", is_flag=True, help="Black and white.")
@click.option("--tiles", type=click.Choice(["a4", "a3"]), help="A PDF in pieces for an ordinary printer.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def poster(journey_id: str | None, slug: str | None, sheet: str, kind: str, output: Path, **chosen: Any) -> None:
    """Draw a journey's poster, map, learning note or letter to the citizen, or a team's causes across journeys."""
    from klagerejsen.codes import Outgoing
    from klagerejsen.outgoing.services import note
    from klagerejsen.posters.services import PosterError

    if chosen["tiles"] and (kind != "pdf" or sheet in ("learning", "letter", "causes")):
        raise click.UsageError("--tiles goes with --format pdf and a sheet of a journey's timeline or map")
    if (sheet == "causes") == bool(journey_id):
        raise click.UsageError("name a journey, or with --sheet causes none")
    with working():
        journey = journey_meant(journey_id, slug) if journey_id else None
        of = journey or team_meant(slug)
        try:
            data = _drawn(of, sheet, kind, **chosen)
        except PosterError as error:
            raise Refused(str(error)) from error
        team_id = journey.team_id if journey else of.id
        note(team_id, Outgoing.POSTER, kind, journey_id=journey.id if journey else None)
    output.write_bytes(data)
    click.echo(f"{output} ({len(data) // 1000} kB)")


def _drawn(of: Any, sheet: str, kind: Any, page: int, tiles: Any, **chosen: Any) -> bytes:
    """Draw a sheet of a journey, or of a team; the letter quotes nobody who is not named."""
    from klagerejsen.posters import services

    kept = {name: value for name, value in chosen.items() if value is not None}
    if sheet == "letter":
        text = services.letter_proposed(of, chosen["language"], "citizen" in kept.get("quotes", ()))
        return services.letter_of(of, text, chosen["language"], kind=kind, sheet=page)
    if sheet == "causes":
        return services.causes_of(of, services.Choices(**kept), kind=kind)
    return services.poster_of(of, services.Choices(sheet=sheet, **kept), kind=kind, sheet=page, tiles=tiles)  # type: ignore[arg-type]
