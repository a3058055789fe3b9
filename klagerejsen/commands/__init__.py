"""The command line, thin: each command calls a service. Exit code 1 means refused, 2 that the call was off."""

from typing import Any

import click

from klagerejsen.commands.ground import Refused, _


class Commands(click.Group):
    """Commands that say in words where the database is away or busy."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from sqlalchemy.exc import OperationalError

            if not isinstance(error, OperationalError):
                raise
            reason = str(error.orig).partition("\n")[0]
            raise Refused(_("Databasen svarer ikke nu. Intet er gemt. ({reason})").format(reason=reason)) from error


@click.group(cls=Commands)
@click.version_option(package_name="klagerejsen")
def main() -> None:
    """Klagerejsen: a complaint case rebuilt on a shared timeline and seen from every side."""


from klagerejsen.commands import (  # noqa: E402 - they register themselves
    archives,  # noqa: F401
    cases,  # noqa: F401
    findings,  # noqa: F401
    keeping,  # noqa: F401
    people,  # noqa: F401
    posters,  # noqa: F401
    running,  # noqa: F401
    screening,  # noqa: F401
    statistics,  # noqa: F401
)
