"""The forms of a conversation: one step, the guide that is filled in while people talk, and a score."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from klagerejsen import labels
from klagerejsen.complaints.conversation.course import MOST_MINUTES, Step
from klagerejsen.complaints.conversation.guide import TOLD
from klagerejsen.complaints.conversation.note import Typed
from klagerejsen.complaints.forms import Choice, Day, a_day, scores
from klagerejsen.complaints.setting_forms import Number
from klagerejsen.web.filters import today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

TALKED_BY = ("phone", "video", "meeting", "home_visit", "in_person")
"""How people talk with each other."""
WRITTEN_BY = ("digital_post", "email", "letter", "sms", *TALKED_BY)
"""How a complainant may confirm something."""
LONGEST = 4000


class Several(SelectMultipleField):
    """Several of a list, with our words for what is not on it."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_("Vælg fra listen.")) from error


class _Versioned(Form):
    """A form that knows which version of the complaint its page showed."""

    version = IntegerField(widget=HiddenInput(), default=0)

    def _show_version(self, version: int) -> None:
        if self.version.raw_data is None:
            self.version.data = version


class _Noted(_Versioned):
    """What all that is noted of a conversation has."""

    day = Day(lazy("Dag"), [a_day], default=today)
    channel = Choice(lazy("Kanal"))
    minutes = Number(
        lazy("Minutter brugt"),
        [Optional(), NumberRange(0, MOST_MINUTES, lazy("Skriv et tal fra %(min)s til %(max)s."))],
    )

    def _offer_channels(self, channels: tuple[str, ...]) -> None:
        self.channel.choices = [(code, labels.label("channel", code, _)) for code in channels]

    def show_problems(self, found: Mapping[str, str]) -> None:
        """Show why it cannot be so, at the field that it is about, else at the day."""
        for name, problem in found.items():
            field = self._fields.get(name, self.day)
            if _(problem) not in field.errors:
                field.errors = (*field.errors, _(problem))


def ticked(_form: Form, field: Field) -> None:
    """Validate that something was confirmed by a tick."""
    if not field.data:
        raise ValidationError(_("Sæt kryds, når det er sådan. Ellers kan klagen ikke trækkes tilbage."))


class StepForm(_Noted):
    """One step: its day, and what else it asks for."""

    follow_up = RadioField(lazy("Blev aftalen holdt?"))
    informed = BooleanField(
        lazy("Borgeren ved, at klagen så ikke behandles eller sendes videre, og hvornår klagefristen slutter")
    )
    free = BooleanField(lazy("Borgeren har selv sagt det og er ikke opfordret til det"))
    confirmed = BooleanField(lazy("Borgeren har fået det skriftligt og har bekræftet det"))

    def offer(self, step: Step, version: int) -> "StepForm":
        """Fill the lists, leave what this step does not ask for, and tell the fields of several steps apart."""
        self._offer_channels(WRITTEN_BY if step.code == "consent" else (*TALKED_BY[:1], "sms", *TALKED_BY[1:]))
        self.follow_up.choices = labels.choices("kept", _)
        for name in ("follow_up", "channel", "minutes", "informed", "free", "confirmed"):
            if name not in step.asks:
                del self[name]
            elif name in ("informed", "free", "confirmed"):
                self[name].validators = [ticked]
        if "follow_up" in step.asks:
            self.follow_up.validators = [InputRequired(_("Vælg en af dem."))]
        self._show_version(version)
        for field in self:
            field.id = f"{step.code}-{field.name}"
        return self

    def answers(self) -> dict[str, Any]:
        """Return what was answered beside the day."""
        return {name: field.data for name, field in self._fields.items() if name not in ("day", "version")}


class TalkForm(_Noted):
    """The guide, filled in while people talk. What is ticked and typed goes into the note and is stored nowhere."""

    told = Several(lazy("Sagt og spurgt"))
    wishes = Several(lazy("Vigtigt for borgeren"))
    heard = TextAreaField(
        lazy("Borgerens ord"),
        [at_most(LONGEST), by_role],
        description=lazy("Kun til notatet. Gemmes ikke her."),
    )
    track = RadioField(lazy("Hvordan går I videre?"), default="")
    promises = Several(lazy("Hvad lover vi?"))
    promised_by = Day(lazy("Senest"), [Optional()])
    agreed = TextAreaField(
        lazy("Aftalen i egne ord"),
        [at_most(LONGEST), by_role],
        description=lazy("Kun til notatet. Gemmes ikke her."),
    )

    def offer(self, version: int) -> "TalkForm":
        """Fill the lists."""
        self._offer_channels(TALKED_BY)
        self.told.choices = [(code, _(words)) for code, words in TOLD.items()]
        self.wishes.choices, self.promises.choices = labels.choices("wish", _), labels.choices("promise", _)
        self.track.choices = [*labels.choices("track", _), ("", _("Ingen aftale endnu"))]
        self._show_version(version)
        return self

    def answers(self) -> dict[str, Any]:
        """Return what is kept: codes, a day and minutes."""
        names = ("channel", "minutes", "wishes", "track", "promises", "promised_by")
        return {name: self[name].data for name in names}

    def typed(self, by: str) -> Typed:
        """Return what is told in the note alone."""
        heard, agreed = ((field.data or "").strip() for field in (self.heard, self.agreed))
        return Typed(by, tuple(self.told.data or ()), heard, agreed, self.day.data, self.channel.data)


ALOUD, AT_WORK = "aloud-", "work-"
"""Whose score a form asks for; told apart by what its fields begin with."""
_ASKED = {
    ALOUD: lazy("Hvor tilfreds er du med den måde, vi har behandlet din klage på?"),
    AT_WORK: lazy("Hvor tilfreds er du selv med forløbet?"),
}


class ScoreForm(_Versioned):
    """A score from 1 to 5."""

    score = RadioField(lazy("Hvor tilfreds?"), [InputRequired(lazy("Vælg et tal."))], coerce=int)

    def offer(self, whose: str, version: int = 0) -> "ScoreForm":
        """Ask the complainant (`ALOUD`) or whoever handled the complaint (`AT_WORK`)."""
        self.score.label.text = _ASKED[whose]
        self.score.choices = scores()
        self._show_version(version)
        for field in self:
            field.id = f"{whose}{field.name}"
        return self
