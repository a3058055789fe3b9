"""People with an account."""

import click

from klagerejsen.commands import main
from klagerejsen.commands.ground import Refused, team_made, working

password_option = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="KLAGEREJSEN_PASSWORD"
)


@main.group()
def user() -> None:
    """People with an account."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="What the person is called in lists.")
@click.option("--team", "slug", default="team", show_default=True, help="The team; made if it is not there.")
@click.option(
    "--role", type=click.Choice(["administrator", "facilitator", "complaints_officer", "reader"]), default="facilitator"
)
@password_option
def add(email: str, name: str, slug: str, role: str, password: str) -> None:
    """Add somebody with an account."""
    from klagerejsen.accounts import services
    from klagerejsen.codes import MemberRole

    with working():
        try:
            services.add_user(email, name or email, password, team_made(slug, anew=True), MemberRole(role))
        except services.AccountError as error:
            raise Refused(str(error)) from error
    click.echo(email)


@user.command("password")
@click.argument("email")
@password_option
def new_password(email: str, password: str) -> None:
    """Give somebody a new password; everything they are signed in to ends."""
    from klagerejsen.accounts import services

    with working():
        try:
            services.set_password(email, password)
        except services.AccountError as error:
            raise Refused(str(error)) from error
    click.echo(email)
