"""From an interchange document and its analysis to what the poster says. Pure: no clock, no files but the fonts'."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words
from klagerejsen.figures import counted
from klagerejsen.paths import PACKAGE
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.journey.content import Action, Band, Cause, Curve, CurvePoint, Entry, PosterContent, Tally
from klagerejsen.posters.journey.found import printed_findings
from klagerejsen.posters.journey.headline import header_figures
from klagerejsen.posters.journey.learned import questions
from klagerejsen.posters.journey.stillness import bars, folds
from klagerejsen.posters.journey.telling import Quotes, Teller, severities
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.ink import SIDES
from klagerejsen.posters.wording import side_names

MOST_EVENTS = 1000


@cache
def standard_causes(language: str) -> Mapping[str, str]:
    """Return the names of the standard root causes by code."""
    seeds = json.loads((PACKAGE / "seeds" / "causes.json").read_text(encoding="utf-8"))
    return {seed["code"]: seed.get(f"label_{language}") or seed["label_da"] for seed in seeds}


def gather(
    document: Mapping[str, Any],
    analysis: Analysis,
    choices: Choices,
    made: date,
    released: Quotes = None,
    cause_names: Mapping[str, str] | None = None,
) -> PosterContent:
    """Return what the poster of this document says.

    `released` are the (event id, perspective) whose sentences may be printed, None meaning all; the others are
    counted, never shortened. Raises PosterError when there is no event, or more than a poster can carry.
    """
    language, sections = choices.language, choices.sections
    _ = translator(language)
    grain = Grain(choices.anonymity == "months")
    hand = Hand(_, grain)
    events = analysis.journey.events
    if not events:
        raise PosterError(_("Der er ingen hændelser at sætte på plakaten."))
    if len(events) > MOST_EVENTS:
        raise PosterError(_("Plakaten kan højst bære {n} hændelser.").format(n=MOST_EVENTS))
    year = min(event.span.middle for event in events).year
    findings, numbers, bar_numbers, confirmed = printed_findings(document, analysis, language, hand)
    weights = severities(findings)
    if "findings" not in sections:
        findings, numbers, bar_numbers = (), {}, {}
    raw = {each["id"]: each for each in document["events"]}
    consulted = analysis.journey.consulted or SIDES
    teller = Teller(language, year, consulted, choices.quoted, released, numbers, hand, weights)
    told = (teller.entry(event, raw[event.id]) for event in events)
    entries = tuple(sorted(told, key=lambda entry: (entry.middle, entry.earliest)))
    middles = {entry.id: entry.middle for entry in entries}
    return PosterContent(
        title=hand(document["title"], LONGEST_TITLE),
        subtitle=hand(subtitle(document)),
        summary=hand(document.get("summary")),
        figures=header_figures(document, analysis, entries, language) if "figures" in sections else (),
        entries=entries,
        bands=_bands(analysis, hand, _),
        bars=bars(analysis, entries, bar_numbers, language, year, grain) if "silences" in sections else (),
        folds=folds(analysis, grain, _),
        curves=_curves(analysis, middles) if "curves" in sections else (),
        findings=findings,
        confirmed=confirmed,
        causes=root_causes(document, cause_names or standard_causes(language), hand) if "causes" in sections else (),
        questions=questions(document, language, hand) if "questions" in sections else (),
        actions=_actions(document, language, hand) if "actions" in sections else (),
        sentence=hand((document.get("learning") or {}).get("summary")) if "questions" in sections else "",
        alt=_alt(analysis, entries, language, grain),
        fictional=bool(document.get("fictional")),
        language=language,
        text_language=document.get("language") or "da",
        made=made,
        sections=sections,
        anonymity=choices.anonymity,
        tally=_tally(raw.values(), hand, released, choices.quoted),
    )


def subtitle(document: Mapping[str, Any]) -> str:
    """Return the case's subtitle and the laws that it rests on."""
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


def _curves(analysis: Analysis, middles: Mapping[str, date]) -> tuple[Curve, ...]:
    return tuple(
        Curve(
            side,
            tuple(CurvePoint(point.event, middles[point.event], point.score) for point in analysis.curves[side].points),
            analysis.curves[side].segments,
        )
        for side in SIDES
        if side in analysis.curves
    )


def root_causes(document: Mapping[str, Any], names: Mapping[str, str], hand: Hand) -> tuple[Cause, ...]:
    """Return the root causes, those with the most events first."""
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


def _alt(analysis: Analysis, entries: Sequence[Entry], language: str, grain: Grain) -> str:
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
            start=grain.words(longest.start.middle, language),
            end=grain.words(longest.end.middle, language),
        )
    )


def _tally(raw: Collection[Mapping[str, Any]], hand: Hand, released: Quotes, quoted: Collection[str]) -> Tally:
    said = [
        (event["id"], side)
        for event in raw
        for side, view in (event.get("perspectives") or {}).items()
        if view.get("text")
    ]
    mute = tuple(side for side in SIDES if side not in quoted and any(side == each for _event, each in said))
    return Tally(
        descriptions=sum(bool(event.get("description")) for event in raw),
        channels=sum(bool(event.get("channel")) for event in raw),
        unreleased=sum(released is not None and each not in released and each[1] in quoted for each in said),
        unquoted=sum(side not in quoted for _event, side in said),
        mute=mute,
        stand_ins=hand.stand_ins,
    )
