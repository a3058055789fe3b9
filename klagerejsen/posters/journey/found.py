"""Which findings the poster prints, how they are numbered, and where their numbers stand."""

from collections.abc import Callable, Mapping
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.analysis.explain import explain, name_of
from klagerejsen.posters.journey.content import Finding

Hand = Callable[[object], str]
Numbers = Mapping[str, tuple[int, ...]]
BarNumbers = Mapping[tuple[str, ...], int]


def printed_findings(
    document: Mapping[str, Any], analysis: Analysis, language: str, hand: Hand
) -> tuple[tuple[Finding, ...], Numbers, BarNumbers, bool]:
    """Return the findings numbered along time, the numbers by event, those by silence, and if they are confirmed.

    Printed are the findings which the room confirmed; when there are none, those which the analysis suggests.
    """
    order = {event.id: index for index, event in enumerate(analysis.journey.events)}
    confirmed = confirmed_findings(document, analysis, language, hand)
    found = confirmed or _suggested(analysis, language, hand)
    found.sort(key=lambda each: min((order.get(event, len(order)) for event in each["events"]), default=0))
    findings: list[Finding] = []
    by_event: dict[str, tuple[int, ...]] = {}
    by_bar: dict[tuple[str, ...], int] = {}
    for number, each in enumerate(found, start=1):
        findings.append(Finding(number, each["name"], each["text"], each["severity"], each["possible"]))
        for event in each["events"]:
            by_event[event] = (*by_event.get(event, ()), number)
        if each["code"] == "silence" and len(each["events"]) == 2:
            by_bar[each["events"] + (each["side"],)] = number
    return tuple(findings), by_event, by_bar, bool(confirmed)


def confirmed_findings(
    document: Mapping[str, Any], analysis: Analysis, language: str, hand: Hand
) -> list[dict[str, Any]]:
    """Return what the room confirmed, in the order of the document, with the events behind each."""
    confirmed = [each for each in document.get("findings") or () if each.get("status") == "confirmed"]
    computed = {(each.code, frozenset(each.events)): each for each in analysis.findings}
    found = []
    for each in confirmed:
        twin = computed.get((each["type"], frozenset(each["events"])))
        text = each.get("note") or (explain(twin, analysis.journey, language).what if twin else "")
        severity = each.get("severity")
        events = tuple(each["events"])
        found.append({
            "code": each["type"], "name": name_of(each["type"], language), "text": hand(text),
            "severity": float(severity) if severity is not None else (twin.severity if twin else 0.0),
            "possible": each.get("certainty") == "possible", "events": events, "side": _silent(events, analysis),
        })  # fmt: skip
    return found


def _suggested(analysis: Analysis, language: str, hand: Hand) -> list[dict[str, Any]]:
    found = []
    for each in analysis.findings:
        said = explain(each, analysis.journey, language)
        found.append({
            "code": each.code, "name": hand(said.name), "text": hand(said.what), "severity": each.severity,
            "possible": each.certainty == "possible", "events": each.events,
            "side": _silent(each.events, analysis, each),
        })  # fmt: skip
    return found


def _silent(events: tuple[str, ...], analysis: Analysis, finding: Any = None) -> str:
    """Return whose silence lies between two events; the citizen's comes first where several share it."""
    if finding is not None and finding.figures.get("side"):
        return str(finding.figures["side"])
    for side in ("citizen", "external", "authority"):
        for silence in analysis.silences.get(side, ()):
            if (silence.start_event, silence.end_event) == events[:2]:
                return side
    return ""
