"""Event logs as files: XES in, the cases that are named in the call or the first of them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from klagerejsen.commands.ground import _
from klagerejsen.commands.tables import refusals_said, warn


def store_log(
    path: Path, told: bytes | None, store: Callable[[dict[str, Any]], dict[str, Any]], **wanted: Any
) -> Iterator[dict[str, Any]]:
    """Store the journeys of a log with `store`, and say how many of its cases they are, and what is strange about it.

    `wanted` is what `log_batch.Wanted` has.
    """
    from klagerejsen.intake import log_batch, services

    with TemporaryDirectory(prefix="klagerejsen-") as folder:
        with refusals_said(path):
            mapping = json.loads(told) if told is not None else None
            choice = log_batch.Wanted(usual_title=_("Sag hentet fra fil"), **wanted)
            result, made, summary = log_batch.documents_of(path, Path(folder), choice, mapping)
        yield from map(store, services.documents_in(result))
    _tell(path, made, summary)
    warn(path, made["personal"])


def _tell(path: Path, made: Any, summary: Any) -> None:
    words = _("{path}: {taken} af {all} sager er hentet ind.")
    click.echo(words.format(path=path, taken=made["journeys"], all=summary["cases"]), err=True)
    for text, count in summary["remarked"].items():
        plain = _(text).replace("{name}", "…").replace("{key}", "…").replace("{limit}", "5000")
        click.echo(f"{path}: {count} × {plain}", err=True)
