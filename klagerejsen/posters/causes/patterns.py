"""What stands out across journeys, in the words of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.catalogue import translator
from klagerejsen.dates import in_words
from klagerejsen.figures import number

MOST_PAIRS = 5
"""The page of causes shows so many pairs, and seven of the other patterns."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of pattern: its lines, each with whether chance leaves it unexplained, and what is said without any."""

    title: str
    lines: tuple[tuple[str, bool], ...]
    otherwise: str


def pattern_kinds(report: Mapping[str, Any], language: str) -> tuple[Kind, ...]:
    """Return what a report says of areas, of time and of pairs, in this order."""
    _, words, patterns = translator(language), _Words(report["journeys"], language), report["patterns"]
    areas = tuple((words.area(each), True) for each in patterns["areas"] if each["notable"])
    trends = tuple((words.trend(each), True) for each in patterns["trends"] if each["direction"])
    pairs = tuple((words.pair(each), each["notable"]) for each in patterns["together"][:MOST_PAIRS])
    return (
        Kind(_("Forskel mellem områder"), areas, _("Ingen, der kan ses.")),
        Kind(_("Udvikling"), trends, _("Ingen årsag er tydeligt blevet hyppigere eller sjældnere.")),
        Kind(_("Optræder sammen"), pairs, _("Ingen, der kan ses.")),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    journeys: int
    language: str

    def area(self, found: Mapping[str, Any]) -> str:
        _ = translator(self.language)
        what = _("{cause} i {area}").format(cause=found["label"], area=found["area_label"])
        return self._seen(what, found, found["of"])

    def pair(self, found: Mapping[str, Any]) -> str:
        first, last = found["labels"]
        _ = translator(self.language)
        what = _("{first} og {last}").format(first=first, last=last)
        return self._seen(what, found, self.journeys)

    def _seen(self, what: str, found: Mapping[str, Any], of: int) -> str:
        _ = translator(self.language)
        expected = number(found["expected"], self.language, ".1f")
        said = _("{what}: {k} af {n} rejser, ventet {expected}.")
        return said.format(what=what, k=found["journeys"], n=of, expected=expected)

    def trend(self, found: Mapping[str, Any]) -> str:
        """Say which way a cause goes, and how often it was seen in the first and in the last span of time."""
        _ = translator(self.language)
        word = _("oftere") if found["direction"] == "up" else _("sjældnere")
        ends = [found["months"][0], found["months"][-1]] if found["months"] else []
        spans = "; ".join(self._span(months) for months in ends)
        return f"{found['label']}, {word}. {spans}".strip()

    def _span(self, months: Mapping[str, Any]) -> str:
        _ = translator(self.language)
        start, end = (in_words(months[name], self.language) for name in ("from", "to"))
        said = _("{start}–{end}: {k} af {n}")
        return said.format(start=start, end=end, k=months["journeys"], n=months["of"])
