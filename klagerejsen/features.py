"""The features, in the order in which they may know of each other."""

from flask import Flask

from klagerejsen.accounts.routes import blueprint as accounts
from klagerejsen.journeys.routes import blueprint as journeys
from klagerejsen.live.routes import blueprint as live
from klagerejsen.workshops.routes import blueprint as workshops

BLUEPRINTS = (accounts, journeys, workshops, live)


def init_app(app: Flask) -> None:
    """Add every feature's routes."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
