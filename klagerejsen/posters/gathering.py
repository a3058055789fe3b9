"""From an interchange document and its analysis to what the poster says. Pure: no clock, no files but the fonts'."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words
from klagerejsen.paths import PACKAGE
from klagerejsen.posters.content import Action, Band, Cause, Curve, CurvePoint, Entry, PosterContent, PosterError, Tally
from klagerejsen.posters.found import printed_findings
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.headline import header_figures
from klagerejsen.posters.ink import SIDES
from klagerejsen.posters.learned import questions
from klagerejsen.posters.stillness import bars, folds
from klagerejsen.posters.telling import Quotes, Teller, severities
from klagerejsen.posters.wording import counted, day_words, side_names

MOST_EVENTS = 1000


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
    released: Quotes = None,
    cause_names: Mapping[str, str] | None = None,
) -> PosterContent:
    """Return what the poster of this document says.

    `released` are the (event id, perspective) whose sentences may be printed, None meaning all; the others are
    counted, never shortened. Raises PosterError when there is no event, or more than a poster can carry.
    """
    _ = translator(language)
    hand = Hand(_)
    events = analysis.journey.events
    if not events:
        raise PosterError(_("Der er ingen hændelser at sætte på plakaten."))
    if len(events) > MOST_EVENTS:
        raise PosterError(_("Plakaten kan højst bære {n} hændelser.").format(n=MOST_EVENTS))
    year = min(event.span.middle for event in events).year
    findings, numbers, bar_numbers, confirmed = printed_findings(document, analysis, language, hand)
    raw = {each["id"]: each for each in document["events"]}
    consulted = analysis.journey.consulted or SIDES
    teller = Teller(language, year, consulted, released, numbers, hand, severities(findings))
    told = (teller.entry(event, raw[event.id]) for event in events)
    entries = tuple(sorted(told, key=lambda entry: (entry.middle, entry.earliest)))
    return PosterContent(
        title=hand(document["title"], LONGEST_TITLE),
        subtitle=hand(_subtitle(document)),
        summary=hand(document.get("summary")),
        figures=header_figures(document, analysis, entries, language),
        entries=entries,
        bands=_bands(analysis, hand, _),
        bars=bars(analysis, entries, bar_numbers, language, year),
        folds=folds(analysis, _),
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


def _subtitle(document: Mapping[str, Any]) -> str:
    parts = (document.get("subtitle"), ", ".join(document.get("legal_basis") or ()))
    return " · ".join(part for part in parts if part)


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
    first, last = (in_words(day.isoformat()[:7], language) for day in (entries[0].middle, entries[-1].middle))
    alt = _("Tidslinje, {first} til {last}, {events}.").format(
        first=first, last=last, events=counted(len(entries), _("{n} hændelse"), _("{n} hændelser"))
    )
    silences = analysis.silences.get("citizen", ())
    if not silences:
        return alt
    longest = max(silences, key=lambda silence: silence.days)
    return (
        alt
        + " "
        + _("Længste stilhed for borgeren: {days}, {start} til {end}.").format(
            days=counted(longest.days, _("{n} dag"), _("{n} dage")),
            start=day_words(longest.start.middle, language),
            end=day_words(longest.end.middle, language),
        )
    )


def _tally(
    raw: Collection[Mapping[str, Any]],
    entries: Sequence[Entry],
    hand: Hand,
    released: Quotes,
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
