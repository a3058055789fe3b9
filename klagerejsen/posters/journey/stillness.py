"""Where it was quiet: silences, lawful waits, and the stretches that are folded away."""

from collections.abc import Mapping, Sequence
from datetime import date

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, translator
from klagerejsen.figures import counted
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.journey.content import Bar, Entry, Folded
from klagerejsen.posters.paper.ink import SIDES, Side
from klagerejsen.posters.paper.typeface import printable
from klagerejsen.posters.wording import side_names


def bars(
    analysis: Analysis,
    entries: Sequence[Entry],
    numbers: Mapping[tuple[str, ...], int],
    language: str,
    year: int,
    grain: Grain,
) -> tuple[Bar, ...]:
    """Return every silence of every side, and the lawful waits on the citizen's band."""
    silences = _silences(analysis, entries, numbers, language, year, grain)
    return tuple(silences) + tuple(_waits(analysis, language, year, grain))


def _silences(
    analysis: Analysis,
    entries: Sequence[Entry],
    numbers: Mapping[tuple[str, ...], int],
    language: str,
    year: int,
    grain: Grain,
) -> list[Bar]:
    _ = translator(language)
    names = side_names(_)
    middles = {entry.id: entry.middle for entry in entries}
    found = []
    for side in SIDES:
        for silence in analysis.silences.get(side, ()):
            start, end = silence.start.middle, silence.end.middle
            if end <= start:
                continue  # dates so uncertain that the silence may not have been
            about = silence.days_min != silence.days_max
            days = _("ca. {n}").format(n=silence.days) if about else str(silence.days)
            unit = counted(silence.days, _("dag"), _("dage"))
            words = _words(side, start, end, entries, _)
            spoken = _("{side}: {days} {words}, {start} til {end}").format(
                side=names[side],
                days=f"{days} {unit}",
                words=words[0],
                start=grain.words(start, language, year),
                end=grain.words(end, language, year),
            )
            kind = "silence" if silence.certainty == "certain" else "possible"
            drawn = grain.stretch(start, end)
            sure = drawn if grain.months else (silence.start.latest, silence.end.earliest)
            contacts = [
                tuple(middles[event] for event in heard if drawn[0] < middles[event] < drawn[1])
                for heard in (silence.attempts, silence.third_party)
            ]
            number = numbers.get((silence.start_event, silence.end_event, side))
            found.append(Bar(side, kind, *drawn, *sure, days, unit, words, spoken, number, *contacts))  # type: ignore[arg-type]
    return found


def _words(side: Side, start: date, end: date, entries: Sequence[Entry], _: Translate) -> tuple[str, ...]:
    """Say whose word was missing; where that side saw no event at all, say so."""
    if side == "citizen":
        return _("uden besked fra kommunen"), _("uden besked")
    if side == "authority" and not any(
        start < entry.middle < end and entry.states[side] == "known" for entry in entries
    ):
        return (_("uden hændelser"),)
    return (_("uden besked"),)


def _waits(analysis: Analysis, language: str, year: int, grain: Grain) -> list[Bar]:
    _ = translator(language)
    found = []
    for wait in analysis.waits:
        start, end = wait.start.middle, wait.end.middle
        if wait.kind != "appeal" or end <= start:
            continue
        about = not (wait.start.exact and wait.end.exact)
        days = _("ca. {n}").format(n=wait.days) if about else str(wait.days)
        unit = counted(wait.days, _("dag"), _("dage"))
        words = _("hos {at}").format(at=printable(wait.at)[0])
        spoken = _("Ventetid: {days} {words}, {start} til {end}").format(
            days=f"{days} {unit}",
            words=words,
            start=grain.words(start, language, year),
            end=grain.words(end, language, year),
        )
        drawn = grain.stretch(start, end)
        found.append(Bar("citizen", "wait", *drawn, *drawn, days, unit, (words,), spoken))
    return found


def folds(analysis: Analysis, grain: Grain, _: Translate) -> tuple[Folded, ...]:
    """Return the folds with what the tear says: how many days, and whose wait they were."""
    found = []
    for fold in analysis.folds:
        start, end = grain.inner(fold.start, fold.end)
        if end <= start:
            continue  # too short to hold a whole month
        words = [_("{n} dage foldet sammen").format(n=(end - start).days if grain.months else fold.days)]
        if fold.wait is not None and fold.wait.kind == "appeal":
            words.append(_("ventetid hos {at}").format(at=printable(fold.wait.at)[0]))
        found.append(Folded(start, end, tuple(words)))
    return tuple(found)
