"""The events as the cards tell them: when, what, and every side's account."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from klagerejsen.analysis import Event, View
from klagerejsen.analysis.phases import TURNING_POINTS
from klagerejsen.catalogue import translator
from klagerejsen.dates import in_words, short
from klagerejsen.figures import signed
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.journey.content import Account, Entry, Finding, State
from klagerejsen.posters.paper.ink import SIDES, Side
from klagerejsen.posters.wording import side_names, spoken_score

Quotes = Collection[tuple[str, str]] | None


@dataclass(slots=True)
class Teller:
    """Tells events in one language.

    `year` is left out of dates, `consulted` are the sides that were asked at all, `quoted` those whose sentences are
    chosen to be printed, `released` the pairs of event id and side whose sentences may be (None: all), `numbers` the
    findings by event.
    """

    language: str
    year: int
    consulted: Collection[str]
    quoted: Collection[str]
    released: Quotes
    numbers: Mapping[str, tuple[int, ...]]
    hand: Hand
    severities: Mapping[int, float] = field(default_factory=dict)

    def entry(self, event: Event, raw: Mapping[str, Any]) -> Entry:
        """Return an event as its card tells it; `raw` is the event in the document."""
        _ = translator(self.language)
        numbers = self.numbers.get(event.id, ())
        scores = {side: view.score for side, view in event.views.items() if view.score is not None}
        gap = abs(scores["authority"] - scores["citizen"]) if {"authority", "citizen"} <= scores.keys() else 0.0
        weight = max((self.severities[number] for number in numbers), default=0.0) + gap
        weight += (1.5 if event.type in TURNING_POINTS else 0.0) + max(map(abs, scores.values()), default=0.0) / 2
        span, told = self.hand.grain.span(event.span), self.hand.grain.edtf(event.date)
        return Entry(
            id=event.id,
            side=event.side or "authority",  # type: ignore[arg-type]
            earliest=span.earliest,
            latest=span.latest,
            middle=self.hand.grain.middle(event.span.middle),
            when=in_words(told, self.language, self.year),
            short=short(told, self.language, self.year),
            title=self.hand(event.title, LONGEST_TITLE) or _("Uden titel"),
            accounts=tuple(self._accounts(event)),
            states={side: _state(event.views.get(side)) for side in SIDES},
            description=self.hand(raw.get("description")),
            gap=gap,
            weight=weight,
            numbers=numbers,
        )

    def _accounts(self, event: Event) -> list[Account]:
        """Return the accounts in the order B, M, E; what is not relevant to a side is left out."""
        answered = any(view.known != "not_relevant" for view in event.views.values())
        found = []
        for side in SIDES:
            view = event.views.get(side)
            if view is None and not (side in self.consulted and answered):
                continue
            if view is None or view.known != "not_relevant":
                found.append(self._account(side, view, event.id))
        return found

    def _account(self, side: Side, view: View | None, event: str) -> Account:
        _ = translator(self.language)
        name = side_names(_)[side]
        if view is None:
            return Account(side, "not_asked", spoken=_("{side} har ikke svaret").format(side=name))
        may = side in self.quoted and (self.released is None or (event, side) in self.released)
        text = self.hand(view.text) if may else ""
        if view.known == "unknown":
            return Account(side, "unknown", text=text, spoken=_("{side} vidste det ikke").format(side=name))
        if view.score is None:
            return Account(side, "known", text=text, spoken=_("{side} kendte til det").format(side=name))
        said = _("{side}, {score}").format(side=name, score=spoken_score(view.score, self.language, _))
        if view.voices > 1:
            said = _("{said}, {n} stemmer").format(said=said, n=view.voices)
        return Account(side, "known", signed(view.score, self.language), view.voices, text, said)


def severities(findings: Collection[Finding]) -> dict[int, float]:
    """Return how heavy each finding is, by its number."""
    return {finding.number: finding.severity for finding in findings}


def _state(view: View | None) -> State:
    return view.known if view else "not_asked"  # type: ignore[return-value]
