"""The command line, thin: each command calls a service. Exit code 1 means refused, 2 that the call was off."""

import click


@click.group()
@click.version_option(package_name="klagerejsen")
def main() -> None:
    """Klagerejsen: a complaint case rebuilt on a shared timeline and seen from every side."""


from klagerejsen.commands import cases, findings, keeping, people, running, screening  # noqa: E402, F401 - they register
