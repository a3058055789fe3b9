"""Files looked through for personal data, without a word of it on the screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from klagerejsen import labels
from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, _, as_json


@main.command("screen")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "with_json", is_flag=True, help="Print kind, certainty, file, line and column as JSON.")
def screen_files(files: tuple[Path, ...], with_json: bool) -> None:
    """List what looks like personal data in text files and their names, masked; exit code 1 for a CPR number."""
    hits = [hit for path in files for hit in _hits(path)]
    if with_json:
        click.echo(as_json([{key: value for key, value in hit.items() if key != "masked"} for hit in hits]))
    else:
        for hit in hits:
            name = labels.label("personal", hit["kind"], _)
            click.echo(f"{hit['file']}:{hit['line']}:{hit['column']}: {name}: {hit['masked']}")
    if any(hit["kind"] == "cpr" for hit in hits):
        raise Refused(_("Der står cpr-numre. Skriv roller i stedet."))


def _hits(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the hits of a file; line 0 is its name."""
    from klagerejsen.screening import masked, screen

    lines = [path.stem, *path.read_text("utf-8", errors="replace").splitlines()]
    for number, line in enumerate(lines):
        for hit in screen(line):
            place = {"file": masked(str(path)), "line": number, "column": hit.start + 1}
            yield {**place, "kind": hit.kind, "certainty": hit.certainty, "masked": masked(line).strip()}
