"""The features, in the order in which they may know of each other."""

from flask import Flask

from klagerejsen.accounts.routes import blueprint as accounts
from klagerejsen.archives.routes import blueprint as archives
from klagerejsen.board.routes import blueprint as board
from klagerejsen.complaints.routes import blueprint as complaints
from klagerejsen.insights import keeping as _contributions  # noqa: F401 - it listens
from klagerejsen.insights.routes import blueprint as insights
from klagerejsen.intake.routes import blueprint as intake
from klagerejsen.journeys.routes import blueprint as journeys
from klagerejsen.keyfigures.handing import blueprint as keyfigures
from klagerejsen.learning.routes import blueprint as learning
from klagerejsen.limits.routes import blueprint as limits
from klagerejsen.live.routes import blueprint as live
from klagerejsen.minifokus.routes import blueprint as minifokus
from klagerejsen.outgoing.routes import blueprint as outgoing
from klagerejsen.posters.routes.causes import blueprint as causes_poster
from klagerejsen.posters.routes.handout import blueprint as handouts
from klagerejsen.posters.routes.letter import blueprint as letters
from klagerejsen.posters.routes.poster import blueprint as posters
from klagerejsen.posters.routes.prints import blueprint as prints
from klagerejsen.pseudonyms.routes import blueprint as pseudonyms
from klagerejsen.web.health import blueprint as health
from klagerejsen.workshops import keeping  # noqa: F401 - it listens
from klagerejsen.workshops.routes import blueprint as workshops

BLUEPRINTS = (
    health,
    accounts,
    journeys,
    outgoing,
    intake,
    workshops,
    pseudonyms,
    archives,
    live,
    insights,
    limits,
    board,
    learning,
    minifokus,
    complaints,
    posters,
    letters,
    handouts,
    causes_poster,
    prints,
    keyfigures,
)


def init_app(app: Flask) -> None:
    """Add every feature's routes."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
