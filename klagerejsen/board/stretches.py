"""The stretches of time on the timeline: the window, silences and folds."""

from collections.abc import Mapping
from datetime import date, timedelta

from klagerejsen.analysis.results import Analysis, Finding, Fold
from klagerejsen.analysis.results import Silence as Found
from klagerejsen.board import payload
from klagerejsen.board.marks import Scene, kind
from klagerejsen.catalogue import Translate
from klagerejsen.dates import Span, in_words
from klagerejsen.figures import counted

SHORT_CASE = 120
"""A case longer than this many days is drawn from the first of a month."""


def window(scene: Scene, today: date) -> payload.Window:
    """Choose the first and the last day drawn; a case without events is drawn as this month."""
    events = scene.journey.events
    if not events:
        first = today.replace(day=1)
        return _window(first, (first + timedelta(days=31)).replace(day=1))
    first = min(event.span.earliest for event in events)
    last = max(event.span.latest for event in events)
    drawn = max((last - first).days - sum(fold.days for fold in scene.analysis.folds), 14)
    pad = max(3, drawn // 60)
    start = first if kind(events[0]) == "period" else first - timedelta(days=pad)
    if drawn > SHORT_CASE and first.day > pad:
        start = first.replace(day=1)
    return _window(start, last + timedelta(days=max(3, drawn // 15)))


def _window(start: date, end: date) -> payload.Window:
    return {"start": start.isoformat(), "end": end.isoformat()}


def silences(scene: Scene, _: Translate) -> list[payload.Silence]:
    """Write the silences of every side."""
    keys = _keys(scene.analysis) if scene.shown_views else {}
    return [_silence(silence, keys, scene, _) for of_side in scene.analysis.silences.values() for silence in of_side]


def _keys(analysis: Analysis) -> Mapping[tuple[str, str], list[Finding]]:
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in analysis.findings:
        if finding.code == "silence":
            found.setdefault((finding.events[0], finding.events[-1]), []).append(finding)
    return found


def _silence(
    silence: Found, keys: Mapping[tuple[str, str], list[Finding]], scene: Scene, _: Translate
) -> payload.Silence:
    about = silence.days_min != silence.days_max
    possible = silence.certainty == "possible"
    days = counted(silence.days, _("{n} dag"), _("{n} dage"))
    label = _("ca. {days}").format(days=days) if about else days
    return {
        "side": silence.perspective,
        "start": silence.start.middle.isoformat(),
        "end": silence.end.middle.isoformat(),
        "sure_start": silence.start.latest.isoformat(),
        "sure_end": silence.end.earliest.isoformat(),
        "outer_start": silence.start.earliest.isoformat(),
        "outer_end": silence.end.latest.isoformat(),
        "everyone": silence.perspective != "authority",
        "about": about,
        "possible": possible,
        "figure": str(silence.days),
        "label": _("{label}, mulig").format(label=label) if possible else label,
        "name": _("Tavshed: {label} uden besked, {between}").format(
            label=label, between=between(silence.start, silence.end, scene.language)
        ),
        "attempts": scene.ids(silence.attempts),
        # Whether the whole rule holds may follow from what somebody answered.
        "finding": _key(silence, keys.get((silence.start_event, silence.end_event), [])),
    }


def _key(silence: Found, candidates: list[Finding]) -> str | None:
    mine = [each for each in candidates if silence.perspective in (each.figures.get("side"), *each.parties)]
    chosen = mine or candidates
    return chosen[0].key if chosen and silence.finding else None


def between(start: Span, end: Span, language: str) -> str:
    """Write a stretch from the middle of one date to the middle of another.

    >>> between(Span(date(2024, 5, 14), date(2024, 5, 14)), Span(date(2024, 9, 3), date(2024, 9, 3)), "da")
    '14. maj – 3. september 2024'
    """
    return in_words(f"{start.middle.isoformat()}/{end.middle.isoformat()}", language)


def folds(scene: Scene, _: Translate) -> list[payload.Fold]:
    """Write the folds with how long they are and why it was quiet."""
    return [_fold(fold, _) for fold in scene.analysis.folds]


def _fold(fold: Fold, _: Translate) -> payload.Fold:
    reason = ""
    if fold.wait is not None:
        days = counted(fold.wait.days, _("{n} dag"), _("{n} dage"))
        reason = _("{days} hos {at}").format(days=days, at=_breakable(fold.wait.at))
    unit = counted(fold.days, _("dag foldet"), _("dage foldet"))
    return {
        "start": fold.start.isoformat(),
        "end": fold.end.isoformat(),
        "figure": str(fold.days),
        "unit": unit,
        "reason": reason,
        "name": ", ".join(filter(None, [f"{fold.days} {unit}", reason.replace("\u00ad", "")])),
    }


def _breakable(name: str) -> str:
    """Let the longest name we know of break where a Dane would break it: a fold is narrow."""
    return name.replace("Ankestyrelsen", "Anke\u00adstyrelsen")
