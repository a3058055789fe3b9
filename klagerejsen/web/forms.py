"""The base of all forms.

Whether a write comes from our own pages is asked at the door, of every request (`web/csrf.py`): with a token of its own
each form would sign one more that no template shows.
"""

from flask_babel import lazy_gettext as lazy
from flask_wtf import FlaskForm
from wtforms.validators import Length


class Form(FlaskForm):
    """A form whose request was let in by the token that every page has."""

    class Meta(FlaskForm.Meta):  # noqa: D106 - WTForms' way to set options
        csrf = False


def at_most(signs: int) -> Length:
    """Validate that a text is no longer than so many signs, and say so where it is."""
    return Length(max=signs, message=lazy("Højst %(max)d tegn."))
