"""What every template can say: labels of codes, dates in words, numbers with a true minus."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import get_locale, ngettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from klagerejsen import dates, figures, labels
from klagerejsen.access.guard import signed_in
from klagerejsen.catalogue import translator

ROOM = ZoneInfo("Europe/Copenhagen")


def language() -> str:
    """Return the language of this answer: "da" or "en"."""
    locale = get_locale()
    return str(locale.language) if locale else "da"


def label(code: str | None, kind: str) -> str:
    """Return the word for a code: `{{ event.type|label("event_type") }}`."""
    return labels.label(kind, code, translator(language()))


def in_words(edtf: str, year_of: int | None = None) -> str:
    """Say an EDTF date as people do: "ca. 20. marts 2024"."""
    return dates.in_words(edtf, language(), year_of)


def day(value: dt.date | str | None) -> str:
    """Say a day: "12. marts 2024"."""
    return "" if value is None else dates.in_words(str(value)[:10], language())


def today() -> dt.date:
    """Return which day it is where the room is."""
    return dt.datetime.now(ROOM).date()


def clock(moment: dt.datetime) -> str:
    """Say a time of day where the room is: "10.14"."""
    return moment.astimezone(ROOM).strftime("%H.%M")


def signed(value: float | None) -> str:
    """Write a score as it is read: +1, 0, −2, −1,5 — with a true minus, and a decimal comma in Danish."""
    return "" if value is None else figures.signed(value, language())


def init_app(app: Flask) -> None:
    """Give templates their words."""
    for function in (label, in_words, day, clock, signed):
        app.jinja_env.filters[function.__name__] = _each_time(function)
    app.jinja_env.install_gettext_callables(_translated, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(language=language, signed_in=signed_in, shape=_drawn_once(app))


def _each_time(function: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that Jinja does not work out once for all, where it is given constants: languages differ."""

    @pass_context
    def said(_context: Context, *arguments: Any) -> str:
        return function(*arguments)

    return said


def _translated(text: str) -> str:
    return translator(language())(text)


def _drawn_once(app: Flask) -> Callable[..., Markup]:
    """Return the macro that draws a side's shape; there are few, and a page may show a hundred."""
    draw = app.jinja_env.get_template("components/shapes.html").module.shape  # type: ignore[attr-defined]
    return lru_cache(maxsize=256)(draw)
