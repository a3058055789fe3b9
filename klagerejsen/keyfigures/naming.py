"""What the values of the dimensions are called. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from klagerejsen import labels
from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import ComplaintKind, Outcome
from klagerejsen.keyfigures.periods import Period

CLOCK_NAMES = {
    "contact": _("Første personlige kontakt"),
    "municipal": _("Kommunens behandling"),
    "final": _("Endelig afslutning"),
}
CLOCK_WORDS = {
    "contact": _("Fra klagen blev modtaget, til nogen talte personligt med borgeren."),
    "municipal": _("Fra klagen blev modtaget, til kommunen var færdig med den."),
    "final": _("Fra klagen blev modtaget, til den var endeligt slut, også hos klageinstansen."),
}
ENDINGS = {
    "withdrawn": _("Trukket tilbage"),
    "upheld": _("Fuldt medhold hos kommunen"),
    "answered": _("Besvaret og afsluttet af kommunen"),
    "decided": _("Afgjort af klageinstansen"),
}
_OUTCOMES = {**ENDINGS, "open": _("Ikke afgjort endnu")}
_ANSWERS = {"yes": _("Tilbudt en samtale"), "no": _("Ikke tilbudt en samtale"), "": _("Ikke oplyst")}
ORDERS: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(ComplaintKind),
    "theme": (*labels.THEMES, ""),
    "outcome": ("withdrawn", "upheld", "answered", *Outcome, "open"),
    "offered": tuple(_ANSWERS),
}
"""All values of a dimension, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a language, and of a team."""

    translate: Translate
    areas: Mapping[str, str]
    periods: tuple[Period, ...]

    def of(self, dimension: str, value: str) -> str:
        """Return what a value is called."""
        say: dict[str, Callable[[str], str]] = {
            "period": self._period,
            "area": lambda code: self.areas.get(code, code),
            "kind": lambda code: labels.label("complaint_kind", code, self.translate),
            "theme": lambda code: labels.label("theme", code, self.translate) or self.translate(_ANSWERS[""]),
            "outcome": self._outcome,
            "offered": lambda code: self.translate(_ANSWERS[code]),
        }
        return say[dimension](value) if dimension in say else value

    def _period(self, code: str) -> str:
        return next((each.name(self.translate) for each in self.periods if each.code == code), code)

    def _outcome(self, code: str) -> str:
        if code in _OUTCOMES:
            return self.translate(_OUTCOMES[code])
        return labels.label("outcome", code, self.translate)

    def group(self, where: Mapping[str, str]) -> str:
        """Say which complaints are meant: "Handicap, 1. halvår 2026"."""
        return f"{self.area(where)}, {self.of('period', where['period']) if 'period' in where else self.whole}"

    def area(self, where: Mapping[str, str]) -> str:
        """Say of which area they are."""
        return self.of("area", where["area"]) if "area" in where else self.translate("Alle områder")

    @property
    def whole(self) -> str:
        """Say from when until when all the periods are."""
        _ = self.translate
        first, last = (each.name(_) for each in (self.periods[0], self.periods[-1]))
        return _("{first} til {last}").format(first=first, last=last)
