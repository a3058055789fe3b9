"""Klagerejsen: a complaint case rebuilt on a shared timeline and seen from every side."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from klagerejsen.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Build the application; `klagerejsen.application` says how.

    Imported only when called, so that the pure packages load without Flask.
    """
    from klagerejsen.application import build

    return build(settings)
