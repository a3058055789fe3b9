"""The small phrases that explanations are put together from: dates, days, titles and parties, in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from klagerejsen import catalogue
from klagerejsen.analysis.limits import LIMIT_OF, Limit, amount
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import CITIZEN
from klagerejsen.analysis.results import POSSIBLE, Finding
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words
from klagerejsen.figures import number
from klagerejsen.labels import label

_LONGEST_TITLE = 90
_SAYS_NOTHING = (None, "occurrence", "other")


@dataclass(frozen=True)
class Phrases:
    """Phrases about one finding of one journey; ``_`` translates from Danish."""

    journey: Journey
    finding: Finding
    language: str
    _: Translate = field(init=False)
    events: Mapping[str, Event] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_", translator(self.language))
        object.__setattr__(self, "events", {event.id: event for event in self.journey.events})

    @property
    def figures(self) -> Mapping[str, Any]:
        """Return the figures of the finding."""
        return self.finding.figures

    @property
    def possible(self) -> bool:
        """Tell whether the finding holds only for some of the dates."""
        return self.finding.certainty == POSSIBLE

    def event(self, place: int) -> Event:
        """Return the event that the finding names at a place."""
        return self.events[self.finding.events[place]]

    def when(self, event: Event, *, full: bool = False) -> str:
        """Return the date of an event in words; the year only when ``full`` or not that of the finding's end."""
        return in_words(event.date, self.language, None if full else self.finding.end.year)

    def day(self, day: date | str, *, full: bool = False) -> str:
        """Return a day in words, its year as with ``when``."""
        text = day if isinstance(day, str) else day.isoformat()
        return in_words(text, self.language, None if full else self.finding.end.year)

    def title(self, event: Event) -> str:
        """Return the title of an event in quotation marks, or a word for an event without one."""
        _ = self._
        if not event.title:
            return _("hændelsen")
        short = event.title[:_LONGEST_TITLE].rstrip()
        return _("”{title}”").format(title=short if short == event.title else f"{short} …")

    def dated(self, event: Event, *, full: bool = False) -> str:
        """Return the title and date of an event; of one without a title what kind of event it is, and the date."""
        _, date, kind = self._, self.when(event, full=full), self._kind(event)
        if not event.title and kind:
            return _("hændelsen ({kind}, {date})").format(kind=kind, date=date)
        return _("{title} ({date})").format(title=self.title(event), date=date)

    def _kind(self, event: Event) -> str:
        """Return what a kind of event is called inside a sentence; nothing where the kind says nothing."""
        if event.type in _SAYS_NOTHING:
            return ""
        words = label("event_type", event.type, self._)
        return words if words[:2].isupper() else words.lower()

    def all_dated(self, event_ids: Iterable[str]) -> str:
        """Return the titles and dates of several events, the last with its year."""
        events = [self.events[each] for each in event_ids]
        return self.listed(self.dated(event, full=event is events[-1]) for event in events)

    def days(self, count: int) -> str:
        """Return a number of calendar days."""
        _ = self._
        return _("1 kalenderdag") if count == 1 else _("{n} kalenderdage").format(n=count)

    def about_days(self, count: float) -> str:
        """Return a median of calendar days, which may be a half."""
        _ = self._
        whole = _("{n} kalenderdage").format(n=self.number(count))
        return self.days(1) if count == 1 else whole

    def about(self, middle: int, least: int, most: int) -> str:
        """Return a number of calendar days that imprecise dates leave open."""
        _ = self._
        if least == most:
            return self.days(middle)
        return _("ca. {days} ({least}–{most})").format(days=self.days(middle), least=least, most=most)

    def steps(self, count: float) -> str:
        """Return a number of steps on the scale of experience."""
        _ = self._
        return _("1 trin") if count == 1 else _("{n} trin").format(n=self.number(count))

    def number(self, value: float) -> str:
        """Write a number with at most one decimal, a true minus sign and the comma of the language."""
        return number(round(value, 1), self.language, ".15g")

    def score(self, value: float) -> str:
        """Write a score with its sign."""
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def party(self, party: str) -> str:
        """Return what a party is called inside a sentence."""
        _ = self._
        return _("borgerens side") if party == CITIZEN else party

    def parties(self, parties: Iterable[str]) -> str:
        """Return several parties joined by commas and "og"."""
        return self.listed([self.party(each) for each in parties])

    def listed(self, words: Iterable[str]) -> str:
        """Return words joined as a list in a sentence."""
        return catalogue.listed(words, self._)

    def side(self, side: str) -> str:
        """Return what a side is called inside a sentence."""
        _ = self._
        names = {"citizen": _("borgeren"), "authority": _("myndigheden"), "external": _("de eksterne")}
        return names[side]

    def inferred(self) -> str:
        """Say that a link was inferred, or nothing."""
        _ = self._
        said = _("Sammenhængen mellem hændelserne er udledt; ingen har registreret den.")
        return said if self.figures.get("inferred") else ""

    def doubt(self) -> str:
        """Say why a finding is only possible, or nothing where it is certain or its own sentences say it."""
        _ = self._
        if not self.possible or self.figures.get("blank") or self.figures.get("late_notice"):
            return ""
        if all(self.events[each].span.exact for each in self.finding.events):
            return _("Muligt, ikke sikkert: det afhænger af noget, der ikke er noteret præcist.")
        return _("Muligt, ikke sikkert: det afhænger af datoer, der er omtrentlige.")

    def against(self, alone: str, area: str, every: str = "") -> str:
        """Choose what to say: measured against this journey alone, against its area, or against all areas."""
        if self.figures["journeys"] <= 1:
            return alone
        return every if self.figures.get("pooled") else area

    def rule(self, text: str, *limits: str) -> str:
        """Return a rule's words, and which of the limits that it names are the organisation's own."""
        set_here = (LIMIT_OF[name] for name in limits if f"own_{name}" in self.figures)
        return " ".join([text, *map(self._own, set_here)])

    def _own(self, limit: Limit) -> str:
        _, value = self._, self.figures[f"own_{limit.name}"]
        return _("Jeres grænse: {own}, standard {default}.").format(
            own=amount(value, limit.unit, _, self.language), default=number(limit.default, self.language)
        )
