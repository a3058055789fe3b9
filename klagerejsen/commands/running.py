"""Getting ready and serving: the database, the server, the demo."""

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, application
from klagerejsen.settings import UnsafeSettings


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def upgrade() -> None:
    """Make the database ready, or bring it up to this version."""
    from flask_migrate import upgrade

    with application(ready=False).app_context():
        upgrade()


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the application, live channel included, in one process."""
    from klagerejsen import serving
    from klagerejsen.upkeep import ballast

    app = application()
    ballast.lay(app.config["SETTINGS"].data_dir)
    serving.serve_application(
        serving.asgi_app(app),
        host,
        port,
        lambda address: click.echo(f"Klagerejsen: {address}"),
        trusted_proxies=app.config["SETTINGS"].trusted_proxies,
    )


@main.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="The first free port from here on is used.")
@click.option("--fresh", is_flag=True, help="Begin the demo anew.")
def demo(host: str, port: int, fresh: bool) -> None:
    """Serve three demo cases with a facilitator's login and an open workshop."""
    from klagerejsen.demo import run

    try:
        run(host, port, fresh=fresh)
    except UnsafeSettings as error:
        raise Refused(str(error)) from error
