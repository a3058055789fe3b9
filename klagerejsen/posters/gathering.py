"""From an interchange document and its analysis to what the poster says. Pure: no clock, no files but the fonts'."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from klagerejsen.analysis import Analysis, Event, View
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words, short
from klagerejsen.paths import PACKAGE
from klagerejsen.posters.content import (
    Account,
    Action,
    Band,
    Bar,
    Cause,
    Curve,
    CurvePoint,
    Entry,
    Folded,
    PosterContent,
    PosterError,
    State,
    Tally,
)  # fmt: skip
from klagerejsen.posters.found import printed_findings
from klagerejsen.posters.headline import header_figures
from klagerejsen.posters.ink import SIDES, Side
from klagerejsen.posters.learned import questions
from klagerejsen.posters.typeface import printable
from klagerejsen.posters.wording import day_words, listed, score, side_names, spoken_score

MOST_EVENTS = 1000
LONGEST_TEXT = 5000
_TURNING = {"decision", "reassessment", "appeal_decision", "complaint", "mediation", "caseworker_change"}


@dataclass(slots=True)
class Hand:
    """Writes text as the fonts can show it, and counts what it could not write."""

    stand_ins: int = 0

    def __call__(self, text: object) -> str:
        """Return the text on one line; None is empty. Raises PosterError for a text no sheet could hold."""
        if not text:
            return ""
        if len(str(text)) > LONGEST_TEXT:
            raise PosterError(f"en tekst er længere end {LONGEST_TEXT} tegn")
        shown, missing = printable(str(text))
        self.stand_ins += missing
        return shown


@cache
def standard_causes(language: str) -> Mapping[str, str]:
    """Return the names of the standard root causes by code."""
    seeds = json.loads((PACKAGE / "seeds" / "causes.json").read_text(encoding="utf-8"))
    return {seed["code"]: seed.get(f"label_{language}") or seed["label_da"] for seed in seeds}


def gather(
    document: Mapping[str, Any],
    analysis: Analysis,
    language: str,
    made: date,
    released: Collection[tuple[str, str]] | None = None,
    cause_names: Mapping[str, str] | None = None,
) -> PosterContent:
    """Return what the poster of this document says.

    `released` are the (event id, perspective) whose sentences may be printed, None meaning all; the others are
    counted, never shortened. Raises PosterError when there is no event, or more than a poster can carry.
    """
    _ = translator(language)
    hand = Hand()
    events = analysis.journey.events
    if not events:
        raise PosterError(_("Der er ingen hændelser at sætte på plakaten."))
    if len(events) > MOST_EVENTS:
        raise PosterError(_("Plakaten kan højst bære {n} hændelser.").format(n=MOST_EVENTS))
    year = events[0].span.middle.year
    findings, numbers, bar_numbers, confirmed = printed_findings(document, analysis, language, hand)
    raw = {each["id"]: each for each in document["events"]}
    entries = tuple(
        _entry(event, raw[event.id], analysis, language, year, released, numbers, findings, hand) for event in events
    )
    entries = tuple(sorted(entries, key=lambda entry: (entry.middle, entry.earliest)))
    return PosterContent(
        title=hand(document["title"]),
        subtitle=hand(
            " · ".join([*filter(None, [document.get("subtitle")]), ", ".join(document.get("legal_basis") or [])]).strip(
                " ·"
            )
        ),
        summary=hand(document.get("summary")),
        figures=header_figures(document, analysis, entries, language),
        entries=entries,
        bands=_bands(analysis, hand, _),
        bars=_bars(analysis, entries, bar_numbers, language, year),
        folds=_folds(analysis, _),
        curves=_curves(analysis),
        findings=findings,
        confirmed=confirmed,
        causes=_causes(document, cause_names or standard_causes(language), hand),
        questions=questions(document, language, hand),
        actions=_actions(document, language, hand),
        sentence=hand((document.get("learning") or {}).get("summary")),
        alt=_alt(analysis, entries, language),
        fictional=bool(document.get("fictional")),
        language=language,
        text_language=document.get("language") or "da",
        made=made,
        tally=_tally(raw.values(), entries, hand, released),
    )


def _entry(
    event: Event,
    raw: Mapping[str, Any],
    analysis: Analysis,
    language: str,
    year: int,
    released: Collection[tuple[str, str]] | None,
    numbers: Mapping[str, tuple[int, ...]],
    findings: Sequence[Any],
    hand: Hand,
) -> Entry:
    _ = translator(language)
    consulted = analysis.journey.consulted or SIDES
    answered = any(view.known != "not_relevant" for view in event.views.values())
    accounts = tuple(
        _account(side, event.views.get(side), event.id, language, released, hand)
        for side in SIDES
        if (side in event.views and event.views[side].known != "not_relevant")
        or (side not in event.views and side in consulted and answered)
    )
    scores = {side: view.score for side, view in event.views.items() if view.score is not None}
    gap = abs(scores["authority"] - scores["citizen"]) if {"authority", "citizen"} <= scores.keys() else 0.0
    heaviest = max(
        (finding.severity for finding in findings if finding.number in numbers.get(event.id, ())), default=0.0
    )
    weight = heaviest + gap + (1.5 if event.type in _TURNING else 0.0) + max(map(abs, scores.values()), default=0.0) / 2
    return Entry(
        id=event.id,
        side=event.side or "authority",  # type: ignore[arg-type]
        earliest=event.span.earliest,
        latest=event.span.latest,
        middle=event.span.middle,
        when=in_words(event.date, language, year),
        short=short(event.date, language, year),
        title=hand(event.title) or _("Uden titel"),
        accounts=accounts,
        states={side: _state(event.views.get(side)) for side in SIDES},
        description=hand(raw.get("description")),
        gap=gap,
        weight=weight,
        numbers=numbers.get(event.id, ()),
    )


def _state(view: View | None) -> State:
    return view.known if view else "not_asked"  # type: ignore[return-value]


def _account(
    side: Side, view: View | None, event: str, language: str, released: Collection[tuple[str, str]] | None, hand: Hand
) -> Account:
    _ = translator(language)
    name = side_names(_)[side]
    if view is None:
        return Account(side, "not_asked", spoken=_("{side} har ikke svaret").format(side=name))
    text = hand(view.text) if released is None or (event, side) in released else ""
    if view.known == "unknown":
        return Account(side, "unknown", text=text, spoken=_("{side} vidste det ikke").format(side=name))
    if view.score is None:
        return Account(side, "known", text=text, spoken=_("{side} kendte til det").format(side=name))
    said = _("{side}, {score}").format(side=name, score=spoken_score(view.score, language, _))
    if view.voices > 1:
        said = _("{said}, {n} stemmer").format(said=said, n=view.voices)
    return Account(side, "known", score(view.score, language), view.voices, text, said)


def _bands(analysis: Analysis, hand: Hand, _: Translate) -> tuple[Band, ...]:
    journey = analysis.journey
    members: dict[str, dict[str, None]] = {side: {} for side in SIDES}
    for actor in journey.actors.values():
        members[actor.perspective][actor.unit if actor.perspective == "authority" and actor.unit else actor.label] = (
            None
        )
    names = side_names(_)
    consulted = journey.consulted or SIDES
    return tuple(Band(side, names[side], hand(", ".join(members[side])), side in consulted) for side in SIDES)


def _bars(
    analysis: Analysis, entries: Sequence[Entry], numbers: Mapping[tuple[str, ...], int], language: str, year: int
) -> tuple[Bar, ...]:
    _ = translator(language)
    return tuple(_silences(analysis, entries, numbers, language, year)) + tuple(_waits(analysis, language, year, _))


def _silences(
    analysis: Analysis, entries: Sequence[Entry], numbers: Mapping[tuple[str, ...], int], language: str, year: int
) -> list[Bar]:
    _ = translator(language)
    names = side_names(_)
    middles = {entry.id: entry.middle for entry in entries}
    found = []
    for side in SIDES:
        for silence in analysis.silences.get(side, ()):
            start, end = silence.start.middle, silence.end.middle
            about = silence.days_min != silence.days_max
            days = _("ca. {n}").format(n=silence.days) if about else str(silence.days)
            words = _words(side, start, end, entries, _)
            spoken = _("{side}: {days} dage {words}, {start} til {end}").format(
                side=names[side],
                days=days,
                words=words[0],
                start=day_words(start, language, year),
                end=day_words(end, language, year),
            )
            kind = "silence" if silence.certainty == "certain" else "possible"
            sure = silence.start.latest, silence.end.earliest
            contacts = [
                tuple(middles[event] for event in heard if start < middles[event] < end)
                for heard in (silence.attempts, silence.third_party)
            ]
            number = numbers.get((silence.start_event, silence.end_event, side))
            found.append(Bar(side, kind, start, end, *sure, days, _("dage"), words, spoken, number, *contacts))  # type: ignore[arg-type]
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


def _waits(analysis: Analysis, language: str, year: int, _: Translate) -> list[Bar]:
    found = []
    for wait in analysis.waits:
        start, end = wait.start.middle, wait.end.middle
        if wait.kind != "appeal" or end <= start:
            continue
        about = not (wait.start.exact and wait.end.exact)
        days = _("ca. {n}").format(n=wait.days) if about else str(wait.days)
        words = _("hos {at}").format(at=printable(wait.at)[0])
        spoken = _("Ventetid: {days} dage {words}, {start} til {end}").format(
            days=days, words=words, start=day_words(start, language, year), end=day_words(end, language, year)
        )
        found.append(Bar("citizen", "wait", start, end, start, end, days, _("dage"), (words,), spoken))
    return found


def _folds(analysis: Analysis, _: Translate) -> tuple[Folded, ...]:
    """Return the folds with what the tear says: how many days, and whose wait they were."""
    found = []
    for fold in analysis.folds:
        words = [_("{n} dage foldet sammen").format(n=fold.days)]
        if fold.wait is not None and fold.wait.kind == "appeal":
            words.append(_("ventetid hos {at}").format(at=printable(fold.wait.at)[0]))
        found.append(Folded(fold.start, fold.end, tuple(words)))
    return tuple(found)


def _curves(analysis: Analysis) -> tuple[Curve, ...]:
    return tuple(
        Curve(
            side,
            tuple(CurvePoint(point.event, point.day, point.score) for point in analysis.curves[side].points),
            analysis.curves[side].segments,
        )
        for side in SIDES
        if side in analysis.curves
    )


def _causes(document: Mapping[str, Any], names: Mapping[str, str], hand: Hand) -> tuple[Cause, ...]:
    found = [
        Cause(
            hand(cause["code"]),
            hand(names.get(cause["code"], cause["code"])),
            hand(cause.get("note")),
            bool(cause.get("primary")),
            len(cause.get("events") or ()),
        )
        for cause in document.get("causes") or ()
    ]
    return tuple(sorted(found, key=lambda cause: (-cause.events, not cause.primary)))


def _actions(document: Mapping[str, Any], language: str, hand: Hand) -> tuple[Action, ...]:
    kept = [each for each in document.get("actions") or () if each.get("status") != "dropped"]
    kept.sort(key=lambda each: each.get("due") or "9999")
    return tuple(
        Action(
            hand(each["title"]),
            hand(each.get("owner")),
            in_words(each["due"], language) if each.get("due") else "",
            hand(each.get("measure")),
        )
        for each in kept
    )


def _alt(analysis: Analysis, entries: Sequence[Entry], language: str) -> str:
    _ = translator(language)
    first, last = (in_words(f"{day:%Y-%m}", language) for day in (entries[0].middle, entries[-1].middle))
    alt = _("Tidslinje, {first} til {last}, {n} hændelser.").format(first=first, last=last, n=len(entries))
    silences = analysis.silences.get("citizen", ())
    if not silences:
        return alt
    longest = max(silences, key=lambda silence: silence.days)
    return (
        alt
        + " "
        + _("Længste stilhed for borgeren: {n} dage, {start} til {end}.").format(
            n=longest.days,
            start=day_words(longest.start.middle, language),
            end=day_words(longest.end.middle, language),
        )
    )


def _tally(
    raw: Collection[Mapping[str, Any]],
    entries: Sequence[Entry],
    hand: Hand,
    released: Collection[tuple[str, str]] | None,
) -> Tally:
    withheld = 0
    for event in raw:
        for side, view in (event.get("perspectives") or {}).items():
            withheld += bool(view.get("text")) and released is not None and (event["id"], side) not in released
    return Tally(
        descriptions=sum(bool(event.get("description")) for event in raw),
        channels=sum(bool(event.get("channel")) for event in raw),
        unreleased=withheld,
        stand_ins=hand.stand_ins,
    )


__all__ = ["gather", "listed", "standard_causes"]
