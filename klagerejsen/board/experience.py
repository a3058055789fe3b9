"""How differently the sides lived the same, as a page: event by event on one scale, and phase by phase."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from klagerejsen.analysis import Journey, Thresholds
from klagerejsen.analysis.experience import Difference, PhaseDifference, differences, differences_by_phase
from klagerejsen.analysis.model import KNOWN, View
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN, EXTERNAL
from klagerejsen.analysis.phases import Phase
from klagerejsen.board.happenings import Happening, Happenings
from klagerejsen.board.marks import RowIds
from klagerejsen.board.words import SIDES
from klagerejsen.catalogue import listed, translator
from klagerejsen.dates import in_words
from klagerejsen.figures import counted, signed
from klagerejsen.labels import label

OTHERS = (CITIZEN, EXTERNAL)
"""Whom the authority's scores are set against."""
SCALE_STEP, SCALE_EDGE = 42.0, 18.0
"""The scale of scores: pixels to a step, and from its edge to −2."""
_ABREAST = 13.0
_ByEvent = Mapping[str, Difference]


@dataclass(frozen=True, slots=True)
class Mark:
    """One side's score on the scale: where it lies, and where it is drawn, as those with one score stand abreast."""

    side: str
    at: float
    x: float


@dataclass(frozen=True, slots=True)
class Scored:
    """An event with every side's score and the authority's minus the others'; ``bar`` joins authority and citizen."""

    event: Happening
    marks: tuple[Mark, ...]
    bar: tuple[float, float] | None
    scores: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase: its number, name, what the differences are in the middle, and its events that both sides scored."""

    number: int
    name: str
    when: str
    medians: tuple[tuple[str, str], ...]
    events: tuple[Scored, ...]


class Experience:
    """How the sides lived a journey, in a language; ``rows`` gives for each event's ref its database id."""

    def __init__(self, journey: Journey, language: str, rows: RowIds, thresholds: Thresholds) -> None:
        self.journey, self.language, self._few = journey, language, thresholds.few_events
        self._, self._happening = translator(language), Happenings(journey, rows, language)

    def phases(self) -> list[PhaseRow]:
        """Return the phases with what was scored on both sides in them."""
        by_other = zip(*(differences_by_phase(self.journey, other) for other in OTHERS), strict=True)
        of_event = [{each.event: each for each in differences(self.journey, other)} for other in OTHERS]
        return [self._phase(number, found, of_event) for number, found in enumerate(by_other, start=1)]

    def _phase(self, number: int, found: Sequence[PhaseDifference], of_event: Sequence[_ByEvent]) -> PhaseRow:
        phase = found[0].phase
        return PhaseRow(
            number=number,
            name=self._name(phase),
            when=in_words(self.journey.event(phase.events[0]).date, self.language),
            medians=tuple(map(self._median, found)),
            events=tuple(self._scored(phase, of_event)),
        )

    def _name(self, phase: Phase) -> str:
        _ = self._
        if not phase.opened_by:
            return _("Fra begyndelsen")
        types = dict.fromkeys(label("event_type", self.journey.event(each).type, _) for each in phase.opened_by)
        return _("Fra {events}").format(events=listed(types, _).lower())

    def _median(self, found: PhaseDifference) -> tuple[str, str]:
        _ = self._
        if found.median is None or found.least is None or found.most is None:
            return "", _("ingen hændelse med svar fra begge")
        n = counted(found.n, _("{n} hændelse"), _("{n} hændelser"))
        spread = (
            ""
            if found.least == found.most
            else _(", {low} til {high}").format(
                low=signed(found.least, self.language), high=signed(found.most, self.language)
            )
        )
        few = _(", få svar") if found.n < self._few else ""
        return signed(found.median, self.language), f"{n}{spread}{few}"

    def _scored(self, phase: Phase, of_event: Sequence[_ByEvent]) -> Iterator[Scored]:
        for ref in phase.events:
            if not any(ref in found for found in of_event):
                continue
            views = {side: view for side, view in self.journey.event(ref).views.items() if _has_score(view)}
            yield Scored(
                event=self._happening.one(ref),
                marks=(marks := _marks({side: views[side].score or 0.0 for side in SIDES if side in views})),
                bar=_bar(marks),
                scores=tuple(self._score(views.get(side)) for side in SIDES),
                steps=tuple(self._steps_between(found.get(ref)) for found in of_event),
            )

    def _score(self, view: View | None) -> tuple[str, str]:
        """Write a score, and how many gave it where they were several."""
        if view is None or view.score is None:
            return "", ""
        several = self._("median af {n} svar").format(n=view.voices) if view.voices > 1 else ""
        return signed(view.score, self.language), several

    def _steps_between(self, found: Difference | None) -> str:
        return signed(found.steps, self.language) if found else ""


def _marks(scores: Mapping[str, float]) -> tuple[Mark, ...]:
    marks = []
    for side, score in scores.items():
        alike = [other for other, given in scores.items() if given == score]
        at = SCALE_EDGE + SCALE_STEP * (score + 2)
        marks.append(Mark(side, at, at + _ABREAST * (alike.index(side) - (len(alike) - 1) / 2)))
    return tuple(marks)


def _bar(marks: tuple[Mark, ...]) -> tuple[float, float] | None:
    """Return the stretch from the citizen's score to the authority's, where both gave one and they differ."""
    at = {mark.side: mark.at for mark in marks}
    if CITIZEN not in at or AUTHORITY not in at or at[CITIZEN] == at[AUTHORITY]:
        return None
    return at[CITIZEN], at[AUTHORITY]


def _has_score(view: View) -> bool:
    return view.known == KNOWN and view.score is not None
