"""The features, in the order in which they may know of each other."""

from flask import Flask

from klagerejsen.accounts.routes import blueprint as accounts
from klagerejsen.journeys.routes import blueprint as journeys

BLUEPRINTS = (accounts, journeys)


def init_app(app: Flask) -> None:
    """Add every feature's routes."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
