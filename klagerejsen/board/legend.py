"""The line under a side's glasses: what the marks mean, with how many of each there are."""

from collections import Counter
from collections.abc import Iterable

from klagerejsen.analysis.results import Silence
from klagerejsen.board import payload
from klagerejsen.board.marks import Scene, state
from klagerejsen.catalogue import Translate
from klagerejsen.figures import counted


def legend(side: str, scene: Scene, _: Translate) -> list[payload.LegendEntry]:
    """Name the marks that are to be seen through a side's glasses, and only those."""
    counts = Counter(state(event, side) for event in scene.journey.events)
    texts = {
        "known": _("kendt: {n}"),
        "unknown": _("kendte den ikke: {n}"),
        "unasked": _("ikke spurgt: {n}"),
        "not_relevant": _("ikke relevant: {n}"),
    }
    marks: list[payload.LegendEntry] = [
        {"mark": mark, "text": text.format(n=counts[mark])} for mark, text in texts.items() if counts[mark]
    ]
    return marks + _of_silences(side, scene, _)


def _of_silences(side: str, scene: Scene, _: Translate) -> list[payload.LegendEntry]:
    silences = scene.analysis.silences.get(side, ())
    if not silences:
        return []
    marks: list[payload.LegendEntry] = [
        {"mark": "silence", "text": _("uden besked: {days}").format(days=days_of(silences, _))}
    ]
    if any(silence.days_min != silence.days_max for silence in silences):
        marks.append({"mark": "maybe", "text": _("måske")})
    if any(silence.attempts for silence in silences):
        who = {"citizen": _("borgeren henvender sig selv"), "external": _("eksterne henvender sig selv")}
        marks.append({"mark": "attempt", "text": who.get(side, _("myndigheden henvender sig selv"))})
    return marks


def days_of(silences: Iterable[Silence], _: Translate) -> str:
    """Sum silences in words, those of a known length and those of an uncertain one each for themselves."""
    all_of_them = tuple(silences)
    sure = sum(each.days for each in all_of_them if each.days_min == each.days_max)
    about = sum(each.days for each in all_of_them if each.days_min != each.days_max)
    parts = [counted(sure, _("{n} dag"), _("{n} dage")) if sure else "", _("ca. {n}").format(n=about) if about else ""]
    return " + ".join(filter(None, parts))
