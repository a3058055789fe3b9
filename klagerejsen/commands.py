"""The command line, thin: each command calls a service."""

import sys

import click
from flask.cli import with_appcontext

from klagerejsen import create_app


@click.group()
def main() -> None:
    """Klagerejsen."""
