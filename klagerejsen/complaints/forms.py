"""The forms of a complaint: what people state, one step, and what was learned."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import DateField, Field, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from klagerejsen import labels
from klagerejsen.codes import CHANNELS, COMPLAINANTS, ComplaintKind, Handling, Outcome, Reassessment
from klagerejsen.complaints.conversation.course import BEFORE_CONTACT, TALKED_BEFORE, Talk
from klagerejsen.complaints.conversation.course import problems as problems_of_talk
from klagerejsen.complaints.course import BEFORE_RECEIPT, DAYS, Course, problems, settled
from klagerejsen.complaints.flow import Step
from klagerejsen.complaints.models import Complaint
from klagerejsen.journeys.forms import written
from klagerejsen.web.filters import today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

needed = DataRequired(lazy("Skal udfyldes."))
YES, NO = "yes", "no"
_TRUTH = {YES: True, NO: False}
LONGEST = 1000


class Day(DateField):
    """A day, with our words for one that is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty field has none."""
        self.data = None
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError(_("Skriv en dag, for eksempel 2026-03-12.")) from error


class Choice(SelectField):
    """One of a list, with our words for what is not on it."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_("Vælg en fra listen.")) from error


def a_day(_form: Form, field: Field) -> None:
    """Validate that a day was written; one that could not be read has its own problem already."""
    if field.data is None and not field.process_errors:
        raise ValidationError(_("Skal udfyldes."))


def scores() -> list[tuple[int, str]]:
    """Return how satisfied people can be, with words for the ends."""
    ends = {1: _("meget utilfreds"), 5: _("meget tilfreds")}
    return [(score, f"{score} – {ends[score]}" if score in ends else str(score)) for score in range(1, 6)]


class ComplaintForm(Form):
    """What a complaint is, who it is about in roles and units, and what has happened in it so far."""

    received_on = Day(lazy("Modtaget"), [a_day], default=today)
    kind = RadioField(
        lazy("Hvad klages der over?"),
        [InputRequired(lazy("Vælg, hvad der klages over."))],
        description=lazy("Formalitet er behandlingen: tiden, vejledningen, tonen. Realitet er selve afgørelsen."),
    )
    area = Choice(lazy("Område"), [needed])
    theme = Choice(lazy("Tema"), [Optional()])
    unit = StringField(lazy("Enhed"), [Optional(), at_most(80), by_role])
    other_units = StringField(
        lazy("Andre enheder"), [Optional(), at_most(200), by_role], description=lazy("Med komma imellem.")
    )
    reference = StringField(
        lazy("Sagens nummer i ESDH"),
        [Optional(), at_most(60), by_role],
        description=lazy("Et journalnummer. Hverken navn eller cpr-nummer."),
    )
    law = StringField(lazy("Lov"), [Optional(), at_most(80), by_role])
    paragraph = StringField(lazy("Paragraf"), [Optional(), at_most(40), by_role])
    channel = Choice(lazy("Kanal"), [Optional()])
    complainant = Choice(lazy("Hvem klager?"), [Optional()])
    power_of_attorney = RadioField(lazy("Fuldmagt"), [Optional()], default="")
    decided_on = Day(
        lazy("Afgørelsen er fra"), [Optional()], description=lazy("Den dag, borgeren fik den. Kun for realitetsklager.")
    )
    offered = RadioField(lazy("Tilbudt en samtale (Styrket Borgerkontakt)"), [Optional()], default="")
    handling = Choice(lazy("Behandlet med"), [Optional()])
    satisfaction = Choice(lazy("Borgerens tilfredshed"), [Optional()])
    journey_id = Choice(lazy("Klagerejse"), [Optional()])
    acknowledged_on = Day(lazy("Kvitteret"), [Optional()])
    offered_on = Day(lazy("Samtale tilbudt"), [Optional()])
    contacted_on = Day(lazy("Første personlige kontakt"), [Optional()])
    reassessed_on = Day(lazy("Genvurderet"), [Optional()])
    reassessment = Choice(lazy("Genvurderingen endte med"), [Optional()])
    forwarded_on = Day(lazy("Sendt videre"), [Optional()])
    appeals_body = StringField(lazy("Klageinstans"), [Optional(), at_most(80), by_role])
    appeal_decided_on = Day(lazy("Afgjort af klageinstansen"), [Optional()])
    outcome = Choice(lazy("Klageinstansens udfald"), [Optional()])
    withdrawn_on = Day(lazy("Trukket tilbage"), [Optional()])
    municipal_closed_on = Day(lazy("Kommunens egen behandling slut"), [Optional()])
    closed_on = Day(lazy("Afsluttet"), [Optional()])
    version = IntegerField(widget=HiddenInput(), default=0)

    def offer(
        self, areas: Mapping[str, str], journeys: Iterable[tuple[int, str]], talk: Talk | None = None
    ) -> "ComplaintForm":
        """Fill the lists; `talk` is what is noted already of a conversation, which corrections must fit."""
        self._talk = talk
        unsaid = ("", _("Ikke angivet"))
        self.kind.choices = labels.choices("complaint_kind", _)
        self.area.choices = [("", _("Vælg")), *areas.items()]
        self.theme.choices = [unsaid, *labels.choices("theme", _)]
        self.channel.choices = [unsaid, *((code, labels.label("channel", code, _)) for code in CHANNELS)]
        self.complainant.choices = [unsaid, *((code, labels.label("role", code, _)) for code in COMPLAINANTS)]
        self.handling.choices = [unsaid, *labels.choices("handling", _)]
        self.reassessment.choices = [("", _("Ikke genvurderet")), *labels.choices("reassessment", _)]
        self.outcome.choices = [("", _("Ikke afgjort")), *labels.choices("outcome", _)]
        self.power_of_attorney.choices = self.offered.choices = [
            (YES, _("Ja")), (NO, _("Nej")), ("", _("Ikke angivet"))
        ]  # fmt: skip
        self.satisfaction.choices = [unsaid, *((str(score), words) for score, words in scores())]
        self.journey_id.choices = [("", _("Ingen")), *((str(key), title) for key, title in journeys)]
        return self

    def show(self, complaint: Complaint) -> "ComplaintForm":
        """Show a complaint as it stands."""
        for name in self._plain():
            self[name].data = getattr(complaint, name)
        for name in _CHOSEN:
            value = getattr(complaint, name)
            self[name].data = "" if value is None else str(value)
        for name in ("power_of_attorney", "offered"):
            self[name].data = {True: YES, False: NO}.get(getattr(complaint, name), "")
        self.other_units.data = ", ".join(complaint.other_units)
        self.version.data = complaint.version
        return self

    def _plain(self) -> tuple[str, ...]:
        return (*DAYS, *_TEXTS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also hold the days against each other."""
        fine = super().validate(extra_validators)
        if not any(self[name].errors for name in (*DAYS, "kind", "reassessment", "outcome")):
            for name, problem in (problems(self.course(), today()) | self._against_the_talk()).items():
                self[name].errors = (*self[name].errors, _(problem))
                fine = False
        return fine

    def _against_the_talk(self) -> dict[str, str]:
        """Return which of the days that were typed is later than what is noted of the conversation."""
        if self._talk is None:
            return {}
        shared: dict[str, Any] = {name: self[name].data or None for name in DAYS if name in Talk.__dataclass_fields__}
        found = problems_of_talk(replace(self._talk, **shared), today())
        noted = {problem for name, problem in found.items() if name not in self}
        return {name: TALKED_BEFORE for problem, name in _EARLIER.items() if problem in noted}

    def course(self) -> Course:
        """Return the days and answers as they were typed, with what follows from them."""
        stated: dict[str, Any] = {name: self[name].data or None for name in DAYS}
        result = Reassessment(self.reassessment.data) if self.reassessment.data else None
        outcome = Outcome(self.outcome.data) if self.outcome.data else None
        return settled(Course(kind=ComplaintKind(self.kind.data), reassessment=result, outcome=outcome, **stated))

    def piece(self) -> dict[str, Any]:
        """Return what was stated; to be called when the form is valid."""
        course = self.course()
        return {
            **{name: getattr(course, name) for name in Course.__dataclass_fields__},
            **{name: written(self[name]) for name in _TEXTS},
            **{name: self[name].data or None for name in ("area", "theme", "channel", "complainant")},
            "handling": Handling(self.handling.data) if self.handling.data else None,
            "other_units": [unit for part in (self.other_units.data or "").split(",") if (unit := part.strip())],
            "power_of_attorney": _TRUTH.get(self.power_of_attorney.data or ""),
            "offered": _TRUTH.get(self.offered.data or ""),
            "satisfaction": int(self.satisfaction.data) if self.satisfaction.data else None,
            "journey_id": int(self.journey_id.data) if self.journey_id.data else None,
        }


_EARLIER = {BEFORE_RECEIPT: "received_on", BEFORE_CONTACT: "contacted_on"}
_TEXTS = ("unit", "reference", "law", "paragraph", "appeals_body")
_CHOSEN = (
    "kind", "area", "theme", "channel", "complainant", "handling", "satisfaction", "journey_id", "reassessment",
    "outcome",
)  # fmt: skip


class StepForm(Form):
    """One step: its day, and what else it asks for."""

    day = Day(lazy("Dag"), [a_day], default=today)
    reassessment = Choice(lazy("Genvurderingen endte med"), [Optional()])
    outcome = Choice(lazy("Klageinstansens udfald"), [Optional()])
    appeals_body = StringField(
        lazy("Klageinstans"), [Optional(), at_most(80), by_role], default=lambda: _("Ankestyrelsen")
    )

    def offer(self, step: Step) -> "StepForm":
        """Fill the lists, and tell the fields of several steps on a page apart."""
        self.reassessment.choices = [("", _("Vælg")), *labels.choices("reassessment", _)]
        self.outcome.choices = [("", _("Vælg")), *labels.choices("outcome", _)]
        for field in self:
            field.id = f"{step.code}-{field.name}"
        if step.asks in ("reassessment", "outcome"):
            self[step.asks].validators = [InputRequired(_("Vælg en af dem."))]
        return self

    def show_problems(self, found: Mapping[str, str], step: Step) -> None:
        """Show why a step cannot be taken so, at the field that it is about, else at the day."""
        for name, problem in found.items():
            field = self[name] if name == step.asks else self.day
            field.errors = (*field.errors, _(problem))


class LearningForm(Form):
    """What was learned from a complaint, and what is done about it."""

    learning = TextAreaField(
        lazy("Hvad lærte vi?"),
        [Optional(), at_most(LONGEST), by_role],
        description=lazy("Skriv roller, ikke navne, og intet fra sagen, som kan føres tilbage til nogen."),
    )
    action = TextAreaField(lazy("Hvad gør vi?"), [Optional(), at_most(LONGEST), by_role])
    version = IntegerField(widget=HiddenInput(), default=0)

    def show(self, complaint: Complaint) -> "LearningForm":
        """Show what is written already."""
        self.learning.data, self.action.data = complaint.learning or "", complaint.action or ""
        self.version.data = complaint.version
        return self

    def piece(self) -> dict[str, Any]:
        """Return what was written."""
        return {"learning": written(self.learning), "action": written(self.action)}
