"""What a file that the command line writes is for, and until when; the same that the pages ask."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from klagerejsen.commands.ground import Refused, _

if TYPE_CHECKING:
    from klagerejsen.outgoing.terms import Terms

CODES = ("learning", "together", "report", "oversight", "research", "move", "other")


def terms_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that `terms_of` reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--purpose", type=click.Choice(CODES), help="What the file is for; told in it, and in the log."),
    click.option("--words", default="", help="The purpose in your own words."),
    click.option("--delete-by", type=click.DateTime(["%Y-%m-%d"]), help="The last day to keep it."),
)


def terms_of(purpose: str | None, words: str, delete_by: dt.datetime | None) -> "Terms | None":
    """Return the terms of a call, None where it names no purpose."""
    from klagerejsen.outgoing.forms import today
    from klagerejsen.outgoing.terms import LONGEST_WORDS, MOST_DAYS, USUAL_DAYS, Terms
    from klagerejsen.web.personal import refusal

    last = delete_by.date() if delete_by else today() + dt.timedelta(USUAL_DAYS)
    if purpose is None:
        if words or delete_by:
            raise click.UsageError("--words and --delete-by go with --purpose")
        return None
    if not today() <= last <= today() + dt.timedelta(MOST_DAYS):
        raise Refused(_("Vælg en dag fra i dag og højst ti år frem."))
    if len(words) > LONGEST_WORDS or refusal(words):
        raise Refused(_("Skriv formålet kort og uden cpr-nummer."))
    return Terms(purpose, " ".join(words.split()), last)
