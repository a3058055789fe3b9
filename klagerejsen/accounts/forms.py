"""The forms of one's own account."""

from flask_babel import lazy_gettext as lazy
from wtforms import PasswordField
from wtforms.validators import DataRequired, EqualTo, Length

from klagerejsen.accounts.passwords import LEAST_LENGTH
from klagerejsen.web.forms import Form

needed = DataRequired(lazy("Skal udfyldes."))


class PasswordForm(Form):
    """The password there is, and the one there will be."""

    old = PasswordField(lazy("Din adgangskode nu"), [needed])
    new = PasswordField(
        lazy("Ny adgangskode"),
        [needed, Length(min=LEAST_LENGTH, message=lazy("Adgangskoden skal have mindst %(min)d tegn."))],
        description=lazy("Mindst 12 tegn. Flere ord efter hinanden er lettere at huske."),
    )
    again = PasswordField(
        lazy("Den nye adgangskode igen"), [EqualTo("new", message=lazy("De to nye adgangskoder er ikke ens."))]
    )
