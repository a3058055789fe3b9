"""What each side saw, as a page: what it knew as the journey went on, and what only one side knew."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from klagerejsen.analysis import Analysis, Thresholds
from klagerejsen.analysis.knowledge import Knowledge, KnownToOne, Step, Tally, knowledge, known_to_one
from klagerejsen.analysis.parties import AUTHORITY
from klagerejsen.analysis.phases import phases
from klagerejsen.analysis.results import Silence
from klagerejsen.board.happenings import Happening, Happenings
from klagerejsen.board.legend import days_of
from klagerejsen.board.marks import RowIds
from klagerejsen.board.sides_drawing import Axes, Panel, Tick, axes, panel, ticks
from klagerejsen.board.words import SIDES, month_and_year, side_names
from klagerejsen.catalogue import listed, translator
from klagerejsen.dates import in_words
from klagerejsen.figures import counted


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side: its drawing, how it ended in words, the share it knew, and the days without a word to it."""

    side: str
    name: str
    panel: Panel
    share: str
    counts: tuple[tuple[str, str], ...]
    quiet: str
    silences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """How it stood on a day: for each side "5 af 7", and between what it lies where dates are uncertain."""

    day: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OneSided:
    """An event that only one side knew, in words."""

    event: Happening
    side: str
    who: str
    ways: str


class SidesView:
    """What each side saw, in a language; ``rows`` gives for each event's ref its database id."""

    def __init__(self, analysis: Analysis, language: str, rows: RowIds, thresholds: Thresholds) -> None:
        self.analysis, self.journey, self.language = analysis, analysis.journey, language
        self.thresholds, self._ = thresholds, translator(language)
        self.names = side_names(self._)
        self.happening = Happenings(self.journey, rows, language)
        self.knowledge: dict[str, Knowledge] = knowledge(self.journey)

    @property
    def answered(self) -> bool:
        """Whether any side has said anything of any event."""
        return any(each.total.events > each.total.unanswered for each in self.knowledge.values())

    @cached_property
    def axes(self) -> Axes | None:
        """The axes that all drawings share; None without events."""
        return axes(self.knowledge.values())

    def ticks(self) -> list[tuple[Tick, str]]:
        """Return the months to write below, each with its words."""
        return [(tick, self._month(tick)) for tick in ticks(self.axes)] if self.axes else []

    def _month(self, tick: Tick) -> str:
        words = month_and_year(tick.day, self.language, short=True)
        return words if tick.year else words.rsplit(" ", 1)[0]

    def turns(self) -> list[tuple[int, float]]:
        """Return the number of each phase but the first, and where it begins on the axis."""
        if not self.axes:
            return []
        begin = [self.journey.event(phase.events[0]).span.middle for phase in phases(self.journey)]
        return [(number, self.axes.x(day)) for number, day in enumerate(begin, start=1) if number > 1]

    def sides(self) -> list[SideRow]:
        """Return the sides in their order."""
        return [self._side(side, self.axes) for side in SIDES] if self.axes else []

    def _side(self, side: str, on: Axes) -> SideRow:
        silences = self.analysis.silences.get(side, ())
        return SideRow(
            side=side,
            name=self.names[side],
            panel=panel(self.knowledge[side], silences, on),
            share=self._share(self.knowledge[side].total),
            counts=tuple(self._counts(self.knowledge[side].total)),
            quiet=days_of(silences, self._),
            silences=tuple(map(self._silence, silences)),
        )

    def _silence(self, silence: Silence) -> str:
        _ = self._
        # The authority is nobody's listener: its own silences are stretches in which it took no part in anything.
        own = silence.perspective == AUTHORITY
        said = _("{days} uden hændelser, {start} til {end}") if own else _("{days} uden besked, {start} til {end}")
        start, end = (in_words(span.middle.isoformat(), self.language) for span in (silence.start, silence.end))
        days = counted(silence.days, _("{n} dag"), _("{n} dage"))
        about = days if silence.days_min == silence.days_max else _("ca. {days}").format(days=days)
        return said.format(days=about, start=start, end=end)

    def _share(self, total: Tally) -> str:
        if total.share is None:
            return self._("har ikke svaret")
        of = self._("{n} af {m}, {share} %")
        return of.format(n=total.known, m=total.answered, share=round(total.share * 100))

    def _counts(self, total: Tally) -> Iterator[tuple[str, str]]:
        """Yield each state with its count in words; what was not relevant only where something was."""
        _ = self._
        yield "known", _("kendt: {n}").format(n=total.known)
        yield "unknown", _("kendte den ikke: {n}").format(n=total.unknown)
        yield "unasked", _("ikke besvaret: {n}").format(n=total.unanswered)
        if total.not_relevant:
            yield "not_relevant", _("ikke relevant: {n}").format(n=total.not_relevant)

    def steps(self) -> list[StepRow]:
        """Return the same as a table: a row for each day on which something had happened."""
        days = sorted({event.span.middle for event in self.journey.events})
        by_side = {side: {step.day: step for step in self.knowledge[side].steps} for side in SIDES}
        return [
            StepRow(
                in_words(day.isoformat(), self.language),
                tuple(self._step(by_side[side][day]) for side in SIDES),
            )
            for day in days
        ]

    def _step(self, step: Step) -> tuple[str, str]:
        so_far = self._("{n} af {m}").format(n=step.told.known, m=step.told.answered)
        if step.surely.known == step.possibly.known:
            return so_far, ""
        unsure = self._("mellem {least} og {most} kendt")
        return so_far, unsure.format(least=step.surely.known, most=step.possibly.known)

    def one_sided(self) -> list[OneSided]:
        """Return the events that only one side knew, what mattered most first."""
        return [self._one_sided(each) for each in known_to_one(self.journey, self.thresholds)]

    def _one_sided(self, found: KnownToOne) -> OneSided:
        _ = self._
        said = [_("Kun {side} kendte den.").format(side=self.names[found.side].lower())]
        apart = [side for side in found.unaware if side not in found.involved]
        if found.involved:
            involved = _("{sides} kendte den ikke og var selv med i den.")
            said.append(involved.format(sides=self._several(found.involved)))
        if apart:
            said.append(_("{sides} kendte den ikke.").format(sides=self._several(apart)))
        event = self.journey.event(found.event)
        return OneSided(
            event=self.happening.one(found.event),
            side=found.side,
            who=" ".join(said),
            ways=self._ways(self._roles(event.senders), self._roles(event.recipients)),
        )

    def _ways(self, senders: str, recipients: str) -> str:
        if senders and recipients:
            return self._("{giver} til {taker}").format(giver=senders, taker=recipients)
        return senders or recipients

    def _several(self, sides: tuple[str, ...] | list[str]) -> str:
        names = [self.names[side] if number == 0 else self.names[side].lower() for number, side in enumerate(sides)]
        return listed(names, self._)

    def _roles(self, actors: tuple[str, ...]) -> str:
        return ", ".join(self.journey.actors[each].label for each in actors)
