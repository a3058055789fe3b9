"""The analysis of a journey as data and as plain text, for the command line and for other tools."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from statistics import median
from typing import Any

from klagerejsen.analysis import Analysis, Finding, analyse_all, explain, read_journey
from klagerejsen.analysis import Journey as Case
from klagerejsen.analysis.collaboration import ACTOR, UNIT, collaboration
from klagerejsen.catalogue import LANGUAGES
from klagerejsen.codes import Status
from klagerejsen.insights.findings import Judged, judged
from klagerejsen.insights.measuring import analysis_of
from klagerejsen.journeys.checking import NotAJourney, read_document
from klagerejsen.journeys.models import Journey


def report_on(journey: Journey) -> dict[str, Any]:
    """Return measures, handovers, silences and findings of a journey, ranked, as JSON-able data."""
    analysis = analysis_of(journey)
    measures, heard = analysis.measures, judged(journey.findings, analysis)
    standing = [one.finding for one in heard if one.status is not Status.DISMISSED]
    return {
        "journey": journey.ref,
        "title": journey.title,
        "measures": {
            "units": measures.units,
            "persons": measures.persons,
            "handovers": measures.handovers,
            "days": [measures.days_min, measures.days_max],
            "days_without_contact": dict(measures.days_without_contact),
            "days_without_contact_about": dict(measures.days_without_contact_about),
            "known": {side: list(counts) for side, counts in measures.known.items()},
        },
        "handovers": _handovers(analysis),
        "collaboration": {by: _collaboration(analysis, by, standing) for by in (UNIT, ACTOR)},
        "silences": _silences(analysis),
        "findings": [_judged(one, analysis) for one in heard],
    }


def _handovers(analysis: Analysis) -> list[dict[str, Any]]:
    """Write the handover graph pair by pair: how often, and the median of working days until the receiver acted."""
    waits: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for giver, taker, edge in analysis.handovers.edges(data=True):
        waits[giver, taker].append(edge["working_days"])
    return [
        {"from": giver, "to": taker, "weight": len(days), "median_working_days": _median(days)}
        for (giver, taker), days in sorted(waits.items())
    ]


def _median(days: list[int | None]) -> float | None:
    known = [number for number in days if number is not None]
    return median(known) if known else None


def _collaboration(analysis: Analysis, by: str, standing: Iterable[Finding]) -> dict[str, Any]:
    """Write the map of who turned to whom; what its figures mean stands in klagerejsen.analysis.collaboration."""
    found = collaboration(analysis.journey, by, standing)
    return {
        "places": [asdict(place) for place in found.places],
        "links": [asdict(link) | {"weight": link.weight} for link in found.links],
        "through": list(found.through),
        "unasked": list(found.unasked),
        "loops": [asdict(loop) for loop in found.loops],
        "carried": [asdict(each) for each in found.carried],
        "brokered": [asdict(each) for each in found.brokered],
        "only_links": [asdict(each) for each in found.only_links],
    }


def _silences(analysis: Analysis) -> dict[str, list[dict[str, Any]]]:
    return {
        side: [
            {
                "events": [silence.start_event, silence.end_event],
                "days": silence.days,
                "range": [silence.days_min, silence.days_max],
                "certainty": silence.certainty,
                "finding": silence.finding,
            }
            for silence in silences
        ]
        for side, silences in analysis.silences.items()
    }


def _judged(one: Judged, analysis: Analysis) -> dict[str, Any]:
    written: dict[str, Any] = _plain(one.finding) | {
        "key": one.finding.key,
        "origin": "computed" if one.computed else "marked",
        "status": one.status.value,
        "reason": one.row.reason if one.row else None,
        "note": one.row.note if one.row else None,
        "start": one.finding.start.isoformat(),
        "end": one.finding.end.isoformat(),
        "figures": {name: _jsonable(value) for name, value in one.finding.figures.items()},
        "set_aside": list(one.finding.set_aside),
    }
    said = {language: _said(one.finding, analysis, language) for language in LANGUAGES}
    return written | {"explanation": said}


def _said(finding: Finding, analysis: Analysis, language: str) -> dict[str, str]:
    said = explain(finding, analysis.journey, language)
    return {
        "name": said.name,
        "short": said.short,
        "what": said.what,
        "rule": said.rule,
        "alternatives": said.alternatives,
    }


def _jsonable(value: Any) -> Any:
    return value if isinstance(value, int | float | str | bool | None) else str(value)


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "type": finding.code,
        "events": list(finding.events),
        "certainty": finding.certainty,
        "severity": round(finding.severity, 3),
    }


class UnreadableLine(ValueError):  # noqa: N818 - says what it is
    """A line is no journey: its ``number``, from 1, and in ``reasons`` why."""

    def __init__(self, number: int, reasons: list[str]) -> None:
        super().__init__(f"{number}: {', '.join(reasons)}")
        self.number, self.reasons = number, reasons


def findings_of_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Analyse one journey document a line, all as one population, and give one finding at a time.

    Raises UnreadableLine before the first finding where a line is no journey.
    """
    journeys = (_read(number, line) for number, line in enumerate(lines, start=1) if line.strip())
    for analysis in analyse_all(journeys):
        for finding in analysis.findings:
            yield {"journey": analysis.journey.id, **_plain(finding)}


def _read(number: int, line: str) -> Case:
    """Read a line; it is held against the schema only where it cannot be read, which is much quicker."""
    try:
        return read_journey(json.loads(line))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableLine(number, _reasons(line) or [str(error)]) from error


def _reasons(line: str) -> list[str]:
    try:
        read_document(line.encode(errors="surrogatepass"))
    except NotAJourney as told:
        found = (f"{fault.path}: {fault.reason}" if fault.path else fault.reason for fault in told.faults)
        return list(dict.fromkeys(found))
    return []


def in_plain_text(report: dict[str, Any], language: str = "da") -> str:
    """Write a report for people at a terminal, in their language."""
    lines = [report["title"], ""]
    for finding in report["findings"]:
        said = finding["explanation"][language]
        lines.append(f"{said['name']} ({', '.join(finding['events'])}): {said['what']}")
    return "\n".join(lines)
